"""Lists of time zones and countries."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtWidgets import QComboBox, QCompleter

from app.domain.alphabet import in_alphabet

_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


def zone_field(now: str, usual: str, chosen: Callable[[str], object]) -> QComboBox:
    """All zones; `usual` is offered first, with an empty key, when it says something."""
    names = sorted({bytes(name.data()).decode() for name in QTimeZone.availableTimeZoneIds()})
    rows = [(name, name.replace("_", " ")) for name in names if "/" in name and not name.startswith("Etc/")]
    return _typed(([("", usual)] if usual else []) + rows, now, chosen)


def country_field(language: str, now: str, chosen: Callable[[str], object]) -> QComboBox:
    from babel import Locale

    names = Locale.parse(language).territories
    rows = sorted(
        ((name, code) for code, name in names.items() if len(code) == 2 and code not in _NOT_COUNTRIES),
        key=lambda row: in_alphabet(row[0]),
    )
    return _typed([(code, name) for name, code in rows], now, chosen)


def _typed(rows: list[tuple[str, str]], now: str, chosen: Callable[[str], object]) -> QComboBox:
    """A long list is found in by typing any part of a name."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(18)
    for key, name in rows:
        box.addItem(name, key)
    box.setCurrentIndex(max(box.findData(now), 0))
    completer = box.completer()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.activated.connect(lambda number: chosen(str(box.itemData(number))))
    return box
