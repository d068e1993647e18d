"""The editor a statement turns into: its text, how it is known, and what it rests on. Leaving it saves, Esc does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.personas import CONFIDENCES, LARGEST_SAMPLE, Evidence, Statement
from app.system import labels
from app.ui.language import Language
from app.ui.personas.in_place import GrowingText
from app.ui.personas.told import MEANINGS, PROMPTS
from app.ui.tokens import XS, M, S
from app.ui.widgets.day_field import DayField
from app.ui.widgets.labels import plain_label, set_tip, wrapped_label
from app.ui.widgets.segmented import Segmented

_KINDS = tuple(kind.value for kind in Evidence)


class StatementEditor(QFrame):
    """`row` None: a new statement of `block`."""

    committed = Signal(object)
    """The values of the statement, a dict as `NewStatement` names them."""
    left = Signal()
    """Closed without anything to save."""

    def __init__(
        self, block: str, row: Statement | None, language: Language, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.block, self.row, self._language, self._today = block, row, language, today
        self.setProperty("editor", True)
        self._saving = False
        self._build()
        self._fill(row)
        self.write()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    # building
    def _build(self) -> None:
        self._text = GrowingText()
        self._kind = Segmented(_KINDS)
        self._kind.setProperty("narrow", True)
        self._kind.chosen.connect(self._say_kind)
        self._meaning = wrapped_label("", "small")
        self._source, self._n = QLineEdit(), QLineEdit()
        self._n.setValidator(QIntValidator(1, LARGEST_SAMPLE, self._n))
        self._first, self._last, self._checked = (DayField(self._language) for _ in range(3))
        self._confidence = QComboBox()
        self._problem = wrapped_label("", "problem")
        self._problem.hide()
        self._save, self._cancel = QPushButton(), QPushButton()
        self._save.setProperty("look", "primary")
        self._save.clicked.connect(self.commit)
        self._cancel.clicked.connect(self.cancel)
        self._lay_out()
        self._put_in_order()
        for part in (self, *self.findChildren(QWidget)):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        foot, kind_row, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        foot.setSpacing(S)
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        kind_row.addWidget(self._kind)
        kind_row.addStretch()
        grid = self._grid()
        grid.addLayout(foot, 7, 1)
        whole.setContentsMargins(M, M, M, M)
        whole.setSpacing(S)
        whole.addWidget(self._text)
        whole.addLayout(kind_row)
        whole.addWidget(self._meaning)
        whole.addLayout(grid)
        whole.addWidget(self._problem)

    def _grid(self) -> QGridLayout:
        """What the statement rests on, each field under its caption."""
        self._captions = [plain_label("", "caption") for _ in range(6)]
        fields = (self._source, self._n, self._first, self._last, self._confidence, self._checked)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(2)
        places = ((0, 0, 2), (2, 0, 1), (4, 0, 1), (4, 1, 1), (2, 1, 1), (6, 0, 1))
        for caption, field, (row, column, span) in zip(self._captions, fields, places, strict=True):
            caption.setBuddy(field)
            caption.setContentsMargins(0, XS, 0, 0)
            grid.addWidget(caption, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _put_in_order(self) -> None:
        """Tab goes down, line by line."""
        order = (
            self._text, self._kind, self._source, self._n, self._confidence, self._first, self._last, self._checked,
            self._cancel, self._save,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def write(self) -> None:
        """Writes every word anew; what was typed stays."""
        words = self._language.words
        self.setAccessibleName(words.t("Statement being edited"))
        self._text.setAccessibleName(words.t("Statement"))
        self._text.setPlaceholderText(words.t(PROMPTS[self.block]))
        self._kind.say(words.t("How it is known"), {kind: labels.evidence(kind, words) for kind in _KINDS})
        names = (
            words.t("Source"), words.t("Sample (n)"), words.t("Period from"), words.t("Period to"), words.t("Confidence"),
            words.t("Checked on"),
        )  # fmt: skip
        for caption, name in zip(self._captions, names, strict=True):
            caption.setText(name)
        self._source.setAccessibleName(names[0])
        self._n.setAccessibleName(names[1])
        self._first.write(names[2])
        self._last.write(names[3])
        self._confidence.setAccessibleName(names[4])
        self._checked.write(names[5])
        self._offer_confidence()
        self._save.setText(words.t("Save"))
        set_tip(self._save, QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        self._cancel.setText(words.t("Cancel"))
        set_tip(self._cancel, "Esc")
        self._say_kind()

    def _offer_confidence(self) -> None:
        words, chosen = self._language.words, self._confidence.currentData()
        if not self._confidence.count() and self.row is not None:
            chosen = self.row.confidence
        self._confidence.clear()
        self._confidence.addItem("–", None)
        for code in CONFIDENCES:
            self._confidence.addItem(labels.word(labels.CONFIDENCES, code, words), code)
        self._confidence.setCurrentIndex(max(0, self._confidence.findData(chosen)))

    def _say_kind(self, _key: str = "") -> None:
        self._meaning.setText(self._language.words.t(MEANINGS[Evidence(self._kind.now)]))

    def _fill(self, row: Statement | None) -> None:
        if row is None:
            self._kind.choose(Evidence.ASSUMED.value)
            return
        self._text.setPlainText(row.text)
        self._kind.choose(row.kind.value)
        self._source.setText(row.source)
        self._n.setText("" if row.n is None else str(row.n))
        for field, day in (
            (self._first, row.period_first),
            (self._last, row.period_last),
            (self._checked, row.checked_on),
        ):
            field.show_day(day)

    # doing
    def begin(self) -> None:
        """The text takes the focus, ready to be replaced or read on."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)

    def cancel(self) -> None:
        self._saving = True
        self.left.emit()

    def commit(self) -> None:
        """Saves what is valid; what is not is said in place and nothing is lost."""
        if self._saving:
            return
        words = self._language.words
        if not self._text.toPlainText().strip():
            if self.row is None and not self._source.text().strip():
                self.cancel()
            else:
                self.refuse(words.t("The statement is empty. Write something, or press Esc to leave it as it was."))
            return
        try:
            values = self._values()
        except ValueError as problem:
            self.refuse(words.t("“{text}” is no day. Write it like this: 24.11.2026.", text=str(problem)))
            return
        if values["kind"] is Evidence.MEASURED and not values["source"]:
            self.refuse(words.t("A measured statement needs its source. Name it or mark the statement as estimated."))
            return
        self._saving = True
        self._problem.hide()
        self.committed.emit(values)

    def refuse(self, sentence: str) -> None:
        """Stays open with what was typed, and says why."""
        self._saving = False
        self._problem.setText(sentence)
        self._problem.show()

    def _values(self) -> Mapping[str, Any]:
        number = self._n.text().strip()
        return {
            "block": self.block,
            "text": self._text.toPlainText().strip(),
            "kind": Evidence(self._kind.now),
            "source": self._source.text().strip(),
            "n": int(number) if number else None,
            "period_first": self._first.day(),
            "period_last": self._last.day(),
            "confidence": self._confidence.currentData(),
            "checked_on": self._checked.day(),
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return super().eventFilter(watched, event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        saves = enter and (control or isinstance(watched, QLineEdit))
        if event.key() != Qt.Key.Key_Escape and not saves:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif saves:
            self.commit()
        else:
            self.cancel()
        return event.type() is QEvent.Type.KeyPress

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or new is None or not self.isAncestorOf(old) or self._holds(new):
            return
        QTimer.singleShot(0, self, self.commit)

    def _holds(self, widget: QWidget) -> bool:
        """True inside the editor and in what it opened over itself (calendar, list)."""
        here: QObject | None = widget
        while here is not None:
            if here is self:
                return True
            here = here.parent()
        return isinstance(widget, QLabel)
