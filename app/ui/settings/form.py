"""What a page of the settings is made of: settings that can be found by their words, under headings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.errors import is_expected, sentence
from app.ui.tokens import XL, XS, L, M, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.named_control import name_control
from app.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from app.ui.settings.dialog import SettingsContext


LONGEST = 44
"""Characters of a choice that are seen before the list is opened."""


class Setting(QFrame):
    """One setting: its name and what it means on the left, its control on the right."""

    def __init__(
        self, name: str, told: str = "", control: QWidget | None = None, *, below: bool = False, also: str = ""
    ) -> None:
        """`also` are other words a person may look for it by."""
        super().__init__()
        self.name, self.told, self.also = name, told, also
        self.setProperty("setting", True)
        label, more = wrapped_label(name, "strong"), wrapped_label(told, "muted")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label)
        more.setVisible(bool(told))
        texts.addWidget(more)
        if below:
            whole = QVBoxLayout(self)
            whole.setSpacing(S)
            whole.addLayout(texts)
        else:
            row = QHBoxLayout(self)
            row.setSpacing(L)
            row.addLayout(texts, 3)
        layout = self.layout()
        if layout is None:
            return
        layout.setContentsMargins(0, M, 0, M)
        if control is not None:
            if isinstance(control, QComboBox | QLineEdit):
                name_control(control, control.accessibleName() or name)
            label.setBuddy(control)
            if isinstance(layout, QHBoxLayout):
                wide = isinstance(control, QLineEdit | QComboBox | QLabel) and not isinstance(control, NumberField)
                if isinstance(control, QLabel):  # in a box of its own it would get fewer lines than it needs
                    control.setAlignment(Qt.AlignmentFlag.AlignRight)
                sides = Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignRight
                layout.addWidget(control, 2, sides | Qt.AlignmentFlag.AlignVCenter)
            else:
                layout.addWidget(control)


class SettingsPage(QWidget):
    """A page builds itself in `build`, again whenever the language or its content changes."""

    title = ""
    lead = ""
    filled = Signal()
    """It shows what it has to show."""

    def __init__(self, context: SettingsContext) -> None:
        super().__init__()
        self.context = context
        self.setProperty("look", "page")
        self._fields: dict[str, QLineEdit | QComboBox] = {}
        self._typed: dict[str, str] = {}
        self._focused = self._wanted = ""
        self._headings: list[QLabel] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(XL, L, XL, XL)
        self._whole.setSpacing(XS)
        self.problem = wrapped_label("", "problem")
        self.problem.hide()
        self._whole.addWidget(self.problem)

    def build(self) -> None:
        """Reads what it shows (through the task runner) and fills itself."""
        raise NotImplementedError

    def settings(self) -> list[Setting]:
        """Every setting of the page, for the search field."""
        return self.findChildren(Setting)

    def show_only(self, hits: Collection[Setting] | None) -> None:
        """Only these settings and the headings over them; None: all there is."""
        heading: QLabel | None = None
        for number in range(self._whole.count()):
            item = self._whole.itemAt(number)
            row = item.widget() if item is not None else None
            if row in self._headings:
                heading = row
                heading.setVisible(hits is None)
            elif isinstance(row, Setting):
                row.setVisible(hits is None or row in hits)
                if heading is not None and hits is not None and row in hits:
                    heading.show()

    # parts
    def begin(self, title: str, lead: str = "") -> None:
        """Empties the page and writes its head."""
        self._typed |= {name: _content(field) for name, field in self._fields.items()}
        self._focused = next((name for name, field in self._fields.items() if field.hasFocus()), "")
        self._fields, self._headings = {}, []
        while (item := self._whole.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self.problem:
                old.hide()
                old.deleteLater()
        self.add(wrapped_label(title, "title"))
        if lead:
            self.add(wrapped_label(lead, "muted"))
        self._whole.addWidget(self.problem)
        self._whole.addSpacing(M)
        self.problem.hide()

    def heading(self, text: str) -> None:
        """A heading over the settings that follow."""
        label = plain_label(text, "heading")
        label.setContentsMargins(0, L, 0, XS)
        self._headings.append(label)
        self.add(label)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._whole.addWidget(widget)
            widget.show()

    def end(self) -> None:
        self._whole.addStretch()
        self.filled.emit()

    def keep(self, **fields: QLineEdit | QComboBox) -> None:
        """What is typed or chosen here and not handed over yet outlives the page being written anew, until `forget`."""
        self._fields = fields
        for name, field in fields.items():
            if name in self._typed:
                _fill(field, self._typed[name])
            if name in (self._focused, self._wanted):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wanted = ""

    def forget(self, begin_again: str = "") -> None:
        """What was typed has been handed over; the next one begins in the field `begin_again`."""
        self._fields, self._typed, self._wanted = {}, {}, begin_again

    def run(self, work: Callable[[], object], done: Callable[..., None] | None = None) -> None:
        """A service call on a worker; what it refuses is told on the page."""

        def finish(value: object) -> None:
            self.problem.hide()
            if done is not None:
                done(value)

        self.context.face.tasks.run(self, lambda report: work(), finish, self.fail)

    def fail(self, error: BaseException) -> None:
        if not is_expected(error):
            self.context.face.tasks.unexpected.emit(error)
            return
        self.problem.setText(sentence(error, self.context.face.language))
        self.problem.show()


def choice(rows: Iterable[tuple[str, str]], now: str, chosen: Callable[[str], object]) -> QComboBox:
    """A list of (key, words) with `now` chosen; `chosen` hears the key a person takes."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for key, name in rows:
        box.addItem(name, key)
    box.setMinimumContentsLength(min(max((len(box.itemText(n)) for n in range(box.count())), default=8), LONGEST))
    box.setCurrentIndex(max(box.findData(now), 0))
    box.activated.connect(lambda number: chosen(str(box.itemData(number))))
    return box


def _content(field: QLineEdit | QComboBox) -> str:
    return field.text() if isinstance(field, QLineEdit) else str(field.currentData())


def _fill(field: QLineEdit | QComboBox, content: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(content)
    elif (place := field.findData(content)) >= 0:
        field.setCurrentIndex(place)


def text_field(text: str, changed: Callable[[str], object]) -> QLineEdit:
    """Hands its text over when somebody leaves it or presses Enter, and only when it changed."""
    field = QLineEdit(text)
    field.setCursorPosition(0)
    kept = [text]

    def finish() -> None:
        if field.text() != kept[0]:
            kept[0] = field.text()
            changed(field.text())

    field.editingFinished.connect(finish)
    return field


def button(text: str, do: Callable[[], object], *, primary: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("look", "primary")
    made.clicked.connect(lambda _=False: do())
    return made


def roomy(field: QLineEdit) -> QLineEdit:
    """Wide enough for what its placeholder says."""
    field.ensurePolished()
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance(field.placeholderText()) + 2 * L)
    return field


def beside(*widgets: QWidget) -> QWidget:
    """Widgets beside each other, in as many lines as they need."""
    box = QWidget()
    row = FlowLayout(box)
    for widget in widgets:
        row.addWidget(widget)
    return box


def labelled(caption: str, control: QWidget) -> QWidget:
    """A control under the small word that says what it is; without a word it stands level with those that have one."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    label = plain_label(caption, "small")
    label.setBuddy(control)
    column.addWidget(label)
    column.addWidget(control)
    return box


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets below each other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    for widget in widgets:
        column.addWidget(widget)
    return box


def in_row(*widgets: QWidget) -> QWidget:
    """Widgets beside each other in one line."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    for widget in widgets:
        row.addWidget(widget)
    return box


def number_field(value: int, lowest: int, highest: int) -> NumberField:
    """Typed, or changed with the arrow keys."""
    field = NumberField(lowest, highest)
    field.show_number(value)
    return field


def value(text: str) -> QLabel:
    """A setting that is only looked at; it can be selected and copied."""
    label = wrapped_label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
