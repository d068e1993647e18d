"""Finds files that travel with the program: in a checkout, in a wheel and in a frozen build alike."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _root(folder: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / folder
    package = Path(__file__).resolve().parent.parent
    inside = package / folder  # a wheel carries them inside the package
    return inside if inside.is_dir() else package.parent / folder


def bundled(name: str) -> Path:
    """The path of `resources/<name>`."""
    return _root("resources") / name


def migrations_folder() -> Path:
    """The folder of Alembic's env.py and versions."""
    return _root("migrations")
