"""`szpalta` alone: the window."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from app.cli.refusals import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.context import Run
    from app.ui.tour.tour import TourReport


def has_display() -> bool:
    """Whether a window can be shown; QT_QPA_PLATFORM counts as saying so."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(run: Run) -> int:
    return show(run, getattr(run.options, "workspace", None))


def show(run: Run, address: str | None) -> int:
    """The window on a workspace (None: the one opened last); its exit code."""
    if not has_display():
        raise Refusal(
            run.words.t("There is no display to show the window on. All commands of szpalta --help work without one.")
        )
    from app.main import run as run_window

    return run_window(address, getattr(run.options, "lang", None))


def tour(run: Run, folder: Path, demo: Path | None) -> TourReport:
    """Pictures of every screen; drawn without a display where there is none, and never on it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.main import tour as walk

    return walk(folder, demo, getattr(run.options, "lang", None), run.complain)
