"""Two small questions under a button: from which day to which, and which profiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.kpi import Period
from app.domain.workspace import Profile
from app.system import labels
from app.ui.language import Language
from app.ui.tokens import L, M, S
from app.ui.widgets.day_field import DayField
from app.ui.widgets.enter_presses import press_focused
from app.ui.widgets.labels import plain_label, set_tip, wrapped_label

MOST_HIGH = 420
LONGEST = 40
"""Letters of a profile's name, about as many as the button under which they are shown has."""


class _Popup(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)

    def show_under(self, widget: QWidget) -> None:
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height())))
        self.show()
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)


class DaysPopup(_Popup):
    chosen = Signal(object, object)
    """First and last `date`."""

    def __init__(self, period: Period, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = language.words
        self.first, self.last = DayField(language), DayField(language)
        for field, name, day in (
            (self.first, words.t("First day"), period.first),
            (self.last, words.t("Last day"), period.last),
        ):
            field.write(name)
            field.show_day(day)
            field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 22)
            field.returnPressed.connect(self._choose)
            field.textChanged.connect(self._look)
        self._unwritten = words.t("Choose a day")
        self._problem = wrapped_label("", "problem")
        self._problem.hide()
        self.apply = QPushButton(words.t("Show these days"))
        self.apply.setProperty("look", "primary")
        self.apply.clicked.connect(self._choose)
        form = QFormLayout(self)
        form.setContentsMargins(L, L, L, L)
        form.setSpacing(S)
        form.addRow(plain_label(words.t("First day")), self.first)
        form.addRow(plain_label(words.t("Last day")), self.last)
        form.addRow(self._problem)
        form.addRow(self.apply)
        self.apply.setAutoDefault(False)

    def _look(self) -> None:
        """Says in place what is no day; nothing is chosen until it is mended."""
        problem = self.first.problem or self.last.problem
        if not (self.first.text().strip() and self.last.text().strip()):
            problem = problem or self._unwritten
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.apply.setEnabled(not problem)
        self.adjustSize()

    def _choose(self) -> None:
        if not self.apply.isEnabled():
            return
        first, last = self.first.day(), self.last.day()
        if first is None or last is None:
            return
        self.close()
        self.chosen.emit(min(first, last), max(first, last))


class ProfilesPopup(_Popup):
    chosen = Signal(object)
    """A tuple of ids, None for all."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        ids: tuple[int, ...] | None,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        words = language.words
        self.boxes: dict[int, QCheckBox] = {}
        self.only: dict[int, QPushButton] = {}
        self.every = QCheckBox(words.t("All profiles"))
        self.every.clicked.connect(self._tick_every)
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for row in profiles:
            name = labels.profile(row, words)
            box, only = QCheckBox(), QPushButton(words.t("Only this one"))
            _name(box, name)
            box.setChecked(ids is None or row.id in ids)
            box.toggled.connect(self._enable)
            only.setProperty("look", "link")
            only.setAccessibleName(words.t("Only {profile}", profile=name))
            only.clicked.connect(lambda _, number=row.id: self._take((number,)))
            self.boxes[row.id], self.only[row.id] = box, only
            line = QHBoxLayout()
            line.setSpacing(L)
            line.addWidget(box, 1)
            line.addWidget(only)
            column.addLayout(line)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        hint = inside.sizeHint()
        area.setMinimumSize(hint.width() + M, min(hint.height(), MOST_HIGH))
        self.apply = QPushButton(words.t("Show these profiles"))
        self.apply.setProperty("look", "primary")
        self.apply.clicked.connect(lambda: self._take(self._ids))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(self.every)
        whole.addWidget(area, 1)
        whole.addWidget(self.apply)
        self._enable()

    @property
    def _ids(self) -> tuple[int, ...]:
        return tuple(number for number, box in self.boxes.items() if box.isChecked())

    def _enable(self) -> None:
        chosen = len(self._ids)
        self.every.setChecked(chosen == len(self.boxes))
        self.apply.setEnabled(bool(chosen))

    def _tick_every(self) -> None:
        """All of them; none where all were ticked."""
        ticked = len(self._ids) < len(self.boxes)
        for box in self.boxes.values():
            box.setChecked(ticked)

    def _take(self, ids: tuple[int, ...]) -> None:
        self.close()
        self.chosen.emit(None if len(ids) == len(self.boxes) else ids)


def _name(box: QCheckBox, name: str) -> None:
    """A long name is cut in the middle, so that the button beside it stays on the screen; whole on hover."""
    metrics = box.fontMetrics()
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, metrics.averageCharWidth() * LONGEST)
    box.setText(shown.replace("&", "&&"))
    box.setAccessibleName(name)
    set_tip(box, name if shown != name else "")
