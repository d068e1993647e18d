"""A file with others beside it that appears as a whole: made in a folder of its own, then moved into its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.system.clock import SystemClock

ABANDONED_S = 600
"""A half-made folder nobody wrote into for so long belongs to a program that died."""
_MADE = ".made"


def make_whole(place: Path, make: Callable[[Path], None]) -> None:
    """Has `make` write a file and its companions (same name and more), then puts them at `place` instead of any there.

    The file itself goes first and comes last: without it nobody takes its companions for a whole. Raises what `make` raises.
    """
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half_made = f".{place.name}.half-"
    _sweep(place.parent, half_made)
    with tempfile.TemporaryDirectory(prefix=half_made, dir=place.parent, ignore_cleanup_errors=True) as name:
        half = Path(name) / place.name
        make(half)
        half.with_name(place.name + _MADE).touch()
        for old in sorted(_family(place), key=lambda path: path != place):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        for part in sorted(_family(half), key=lambda path: path == half):
            part.rename(place.parent / part.name)


def made_at(place: Path) -> datetime | None:
    """When `make_whole` made it (UTC); None for what was not made so."""
    mark = place.with_name(place.name + _MADE)
    return datetime.fromtimestamp(mark.stat().st_mtime, UTC) if mark.exists() else None


def _family(place: Path) -> list[Path]:
    """What begins with the file's name, the file too."""
    return [path for path in place.parent.iterdir() if path.name == place.name or path.name.startswith(_beside(place))]


def _beside(place: Path) -> tuple[str, str]:
    return f"{place.name}.", f"{place.name}-"


def _sweep(folder: Path, half_made: str) -> None:
    for left in folder.glob(f"{half_made}*"):
        written = max((path.stat().st_mtime for path in (left, *left.iterdir())), default=0.0)
        if SystemClock().now().timestamp() - written > ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)
