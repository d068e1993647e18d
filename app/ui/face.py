"""What every window, tab and dialog is given: the language, the look, the task runner and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from app.ui.language import Language
from app.ui.remembered import Remembered
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Face:
    language: Language
    theme: Theme
    tasks: TaskRunner
    remembered: Remembered
    session: WeakKeyDictionary[object, dict[str, Any]] = field(default_factory=WeakKeyDictionary)
    """What the parts of an open workspace remember until it or the program is closed, by its services."""
