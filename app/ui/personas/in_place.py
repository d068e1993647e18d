"""Something read that turns into an editor in place: Enter or a click edits, Esc leaves, leaving the field saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.language import Language
from app.ui.widgets.broken_label import BrokenLabel
from app.ui.widgets.day_field import DayField
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.styled import set_styled

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


class ReadLabel(BrokenLabel):
    """A text one can step to and open; its text is its name for those who listen."""

    opened = Signal()

    def __init__(self, look: str, parent: QWidget | None = None) -> None:
        super().__init__("", look, parent)
        self.setProperty("in_place", True)

    def allow(self, may_edit: bool) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if may_edit else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor if may_edit else Qt.CursorShape.ArrowCursor)
        set_styled(self, opens=may_edit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.focusPolicy() is not Qt.FocusPolicy.NoFocus and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()


class GrowingText(QPlainTextEdit):
    """As high as its text; Tab goes on to the next field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        lines = max(1, round(self.document().size().height()))
        margins = round(2 * self.document().documentMargin()) + 2 * self.frameWidth() + 12
        return QSize(240, lines * self.fontMetrics().lineSpacing() + margins)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


class InPlace(QWidget):
    """`committed` carries the new value; whoever saves it says `refuse` when that did not work."""

    committed = Signal(object)

    def __init__(self, reader: ReadLabel, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reader, self.editor = reader, editor
        self._value: object = None
        self._prompt = ""
        self._problem = wrapped_label("", "problem")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        for part in (reader, editor, self._problem):
            whole.addWidget(part)
        editor.hide()
        self._problem.hide()
        reader.opened.connect(self.begin)
        editor.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return not self.editor.isHidden()

    def say(self, name: str, prompt: str) -> None:
        """`name` is what the field is; `prompt` is shown while it is empty."""
        self._prompt = prompt
        self.editor.setAccessibleName(name)
        self.reader.setAccessibleDescription(name)
        self._read()

    def allow(self, may_edit: bool) -> None:
        self.reader.allow(may_edit)

    def show_value(self, value: object) -> None:
        """What stands there now; what is being typed stays."""
        self._value = value
        self._read()

    def begin(self) -> None:
        self._fill(self._value)
        self._open()

    def cancel(self) -> None:
        self._close(focus=True)

    def commit(self, *, focus: bool = True) -> None:
        if not self.is_open:
            return
        try:
            value = self._taken()
        except ValueError as problem:
            self.refuse(str(problem))
            return
        self._close(focus=focus)
        if value != self._value:
            self._value, before = value, self._value
            self._read()
            self._value = before
            self.committed.emit(value)

    def refuse(self, sentence: str) -> None:
        """The editor stands open with what was typed, and says why."""
        self._problem.setText(sentence)
        self._problem.show()
        self._open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            if event.reason() not in _STAYS and self.is_open:
                QTimer.singleShot(0, self, lambda: self.commit(focus=False))
        elif isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        leaves = event.key() == Qt.Key.Key_Escape
        saves = enter and (control or not isinstance(self.editor, QPlainTextEdit))
        if not leaves and not saves:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        if leaves:
            self.cancel()
        else:
            self.commit()
        return True

    def _open(self) -> None:
        self.reader.hide()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, *, focus: bool) -> None:
        self._problem.hide()
        self.reader.show()
        if focus:
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.hide()
        self._read()

    def _read(self) -> None:
        told = self._told(self._value)
        self.reader.setText(told or self._prompt)
        set_styled(self.reader, empty=not told)
        self.reader.setVisible(not self.is_open and bool(told or self._prompt))

    # what a kind of value does
    def _told(self, value: object) -> str:
        raise NotImplementedError

    def _fill(self, value: object) -> None:
        raise NotImplementedError

    def _taken(self) -> object:
        """Raises `ValueError` with a sentence."""
        raise NotImplementedError


class InPlaceText(InPlace):
    """One line, or several; `told` may dress the text for reading (quotation marks)."""

    def __init__(self, look: str, *, lines: bool = False, told: Callable[[str], str] | None = None) -> None:
        editor = GrowingText() if lines else QLineEdit()
        self._dress = told
        super().__init__(ReadLabel(look), editor)

    def _told(self, value: object) -> str:
        text = str(value or "")
        return self._dress(text) if text and self._dress else text

    def _fill(self, value: object) -> None:
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(str(value or ""))
            self.editor.selectAll()
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(str(value or ""))
            self.editor.selectAll()

    def _taken(self) -> object:
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText().strip()
        return self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""


class InPlaceShare(InPlace):
    """A share 0..1, written as a percentage."""

    def __init__(self, language: Language, told: Callable[[float | None], str]) -> None:
        self._language, self._say_value = language, told
        self._line = QLineEdit()
        super().__init__(ReadLabel("fact"), self._line)
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 12)

    def _told(self, value: object) -> str:
        return self._say_value(value if isinstance(value, float) else None)

    def _fill(self, value: object) -> None:
        formats = self._language.formats
        self._line.setText("" if not isinstance(value, float) else formats.percent(value * 100, 0))
        self._line.selectAll()

    def _taken(self) -> object:
        text = "".join(self._line.text().replace("%", "").replace(",", ".").split())
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 100:
            raise ValueError(self._language.words.t("Write a number from 0 to 100, or leave it empty."))
        return number / 100


class InPlaceDay(InPlace):
    def __init__(self, language: Language, told: Callable[[date | None], str]) -> None:
        self._language, self._say_value = language, told
        self._line = DayField(language)
        super().__init__(ReadLabel("fact"), self._line)
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 22)

    def say(self, name: str, prompt: str) -> None:
        self._line.write(name)
        super().say(name, prompt)

    def _told(self, value: object) -> str:
        return self._say_value(value if isinstance(value, date) else None)

    def _fill(self, value: object) -> None:
        self._line.show_day(value if isinstance(value, date) else None)
        self._line.selectAll()

    def _taken(self) -> object:
        try:
            return self._line.day()
        except ValueError:
            raise ValueError(
                self._language.words.t("This is no day. Write it like this: {day}.", day=_EXAMPLE)
            ) from None


_EXAMPLE = "24.11.2026"


class InPlaceChoice(InPlace):
    """One of some codes, or none."""

    def __init__(self, told: Callable[[str | None], str]) -> None:
        self._say_value = told
        self._box = QComboBox()
        super().__init__(ReadLabel("fact"), self._box)
        self._box.activated.connect(lambda _: self.commit())

    def offer(self, choices: tuple[str | None, ...], names: tuple[str, ...]) -> None:
        chosen = self._box.currentData()
        self._box.clear()
        for code, name in zip(choices, names, strict=True):
            self._box.addItem(name, code)
        self._box.setCurrentIndex(max(0, self._box.findData(chosen)))

    def _told(self, value: object) -> str:
        return self._say_value(str(value) if value else None)

    def _fill(self, value: object) -> None:
        self._box.setCurrentIndex(max(0, self._box.findData(value)))

    def _taken(self) -> object:
        return self._box.currentData()
