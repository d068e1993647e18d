"""The keys every view of the calendar knows. Everything a drag does has a key, and so has everything of the menu."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.domain.content import PlannedChip
from app.ui.calendar.desk import Desk
from app.ui.calendar.moving import Target

_K, _M = Qt.Key, Qt.KeyboardModifier
ARROWS = (_K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down)


class ChipWalk(Protocol):
    """What a view says about where a person stands."""

    desk: Desk

    @property
    def chip(self) -> PlannedChip | None: ...
    def here(self) -> Target:
        """Where a new post would begin."""
        ...

    def neighbour(self, chip: PlannedChip, key: Qt.Key) -> Target:
        """Where Alt and an arrow move a chip."""
        ...

    def place_on_screen(self, chip: PlannedChip | None = None) -> QRect: ...
    def enter(self) -> None: ...


def held_keys(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~_M.KeypadModifier


def press_chip_key(view: ChipWalk, event: QKeyEvent) -> bool:
    """Does what a key asks for; False for a key that is none of these."""
    key, held = Qt.Key(event.key()), held_keys(event)
    if key in ARROWS and held & _M.AltModifier:
        if (chip := view.chip) is not None:
            view.desk.move(chip, view.neighbour(chip, key), everything=bool(held & _M.ShiftModifier))
        return True
    if event.matches(QKeySequence.StandardKey.Copy):
        return _with_chip(view, "copy")
    if held not in (_M.NoModifier, _M.ShiftModifier):
        return False
    if key in (_K.Key_PageUp, _K.Key_PageDown):
        view.desk.paged.emit(1 if key == _K.Key_PageDown else -1)
    elif key in (_K.Key_Return, _K.Key_Enter, _K.Key_Space):
        view.enter()
    elif key == _K.Key_N:
        target = view.here()
        view.desk.create(target.day, target.at)
    elif key == _K.Key_T:
        return _with_chip(view, "move")
    elif key in (_K.Key_Delete, _K.Key_Backspace):
        return _with_chip(view, "cancel")
    else:
        return False
    return True


def _with_chip(view: ChipWalk, what: str) -> bool:
    """The letters never search in the list, also where there is no chip."""
    chip = view.chip
    if chip is None:
        return True
    if what == "copy":
        view.desk.copy_wanted.emit(chip)
    elif what == "move":
        view.desk.move_box_wanted.emit(chip, view.place_on_screen(chip))
    else:
        view.desk.cancel_wanted.emit(chip)
    return True
