"""What a file does not say, as plain controls: a list, a year, a day, a zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.imports import Question
from app.services.import_zones import AS_PROFILE
from app.system import import_words
from app.ui.importing import wording
from app.ui.language import Language
from app.ui.tokens import XS, M
from app.ui.widgets.day_field import DayField
from app.ui.widgets.labels import plain_label
from app.ui.widgets.named_control import name_control

FIRST_YEAR = 2004
"""Facebook's first year: none of the networks is older."""
META_ZONE = "America/Los_Angeles"

Control = QComboBox | DayField


class Questions(QWidget):
    answered = Signal()
    """Somebody changed an answer."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._controls: dict[str, Control] = {}
        self._held = ""
        self.this_year = FIRST_YEAR
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)

    def show_questions(self, questions: Sequence[Question], answers: Mapping[str, str], before: QWidget) -> None:
        """Replaces the controls; what was answered stays answered. `before` is what Tab reaches ahead of them."""
        self._controls.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for question in questions:
            box = QWidget(self)
            control = self._control(question, answers.get(question.name) or question.default or "", box)
            self._controls[question.name] = control
            self._name(question, control, box)
            self._column.addWidget(box)
            QWidget.setTabOrder(before, control)
            before = control

    def focus_again(self) -> None:
        """After the file was read with an answer, its control is in use as before."""
        held, self._held = self._held, ""
        if held in self._controls:
            self._controls[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, name: str) -> None:
        self._held = name
        self.answered.emit()

    @property
    def answers(self) -> dict[str, str]:
        """Those given, as the importer takes them."""
        found = {name: _value(control) for name, control in self._controls.items()}
        return {name: value for name, value in found.items() if value}

    def _name(self, question: Question, control: Control, box: QWidget) -> None:
        words = self._language.words
        name = import_words.question(question.name, words)
        told = name if question.required else words.t("{question} (if you know)", question=name)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        label = plain_label(told[:1].upper() + told[1:], "small")
        label.setWordWrap(True)
        label.setBuddy(control)
        if isinstance(control, DayField):
            control.write(label.text())
        name_control(control, label.text())
        column.addWidget(label)
        column.addWidget(control)

    def _control(self, question: Question, value: str, box: QWidget) -> Control:
        if question.name in ("first_day", "last_day"):
            return self._day(question.name, value, box)
        return self._choice(question, value, box)

    def _day(self, name: str, value: str, box: QWidget) -> DayField:
        field = DayField(self._language, box)
        if value:
            field.show_day(date.fromisoformat(value))
        kept = [value]

        def finish() -> None:
            if not field.problem and _value(field) != kept[0]:
                kept[0] = _value(field)
                self._answer(name)

        field.editingFinished.connect(finish)
        field.picked.connect(finish)
        return field

    def _choice(self, question: Question, value: str, box: QWidget) -> QComboBox:
        combo = QComboBox(box)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        words = self._language.words
        if question.name == "zone":
            combo.addItem(words.t("As the profile's"), AS_PROFILE if question.default else "")
        else:
            combo.addItem("–", "")
        options: Sequence[str] = question.options
        if question.name == "year":
            options = [str(year) for year in range(self.this_year, FIRST_YEAR - 1, -1)]
        if question.name == "zone":
            options = zone_names()
        for name in options:
            combo.addItem(wording.option(question, name, self._language), name)
        combo.setCurrentIndex(max(combo.findData(value), 0))
        combo.activated.connect(lambda: self._answer(question.name))
        return combo


@cache
def zone_names() -> Sequence[str]:
    """Those most asked for first. Asked for the first time they take a while; any thread may."""
    every = {bytes(name.data()).decode() for name in QTimeZone.availableTimeZoneIds()}
    return (META_ZONE, "UTC", *sorted(name for name in every if "/" in name and name != META_ZONE))


def _value(control: Control) -> str:
    if isinstance(control, QComboBox):
        return str(control.currentData() or "")
    try:
        day = control.day()
    except ValueError:
        return ""
    return day.isoformat() if day is not None else ""
