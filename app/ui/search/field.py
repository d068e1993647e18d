"""The search field at the top: type, arrows, Enter, Esc. The list under it is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from app.ui.face import Face

if TYPE_CHECKING:
    from app.services.search import Found
    from app.ui.search.commands import Command
    from app.ui.search.popup import SearchPopup
    from app.ui.search.rows import Row
    from app.ui.tab_context import TabContext
    from app.ui.tasks import TaskHandle

PAUSE_MS = 120
"""How long typing must rest before the workspace is asked."""
WIDTH = 420


class SearchField(QLineEdit):
    chosen = Signal(object)
    """A `Place` somebody went to."""
    opening = Signal()
    """Somebody begins to look; what can be done now may have changed since it was offered."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._context: TabContext | None = None
        self._commands: Sequence[Command] = ()
        self._asking: TaskHandle | None = None
        self._found: Found | None = None
        self._popup: SearchPopup | None = None
        self._before: QWidget | None = None
        self.setProperty("look", "search")
        self.setMinimumWidth(WIDTH // 2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self._app = cast(QApplication, QApplication.instance())
        self._app.focusChanged.connect(self._note_focus)

    @property
    def popup(self) -> SearchPopup | None:
        """The list, once it was shown."""
        return self._popup

    def offer(self, commands: Sequence[Command], context: TabContext | None) -> None:
        """What can be done now, and the workspace to look in."""
        self._commands = commands
        if context is not self._context:
            self._context, self._found = context, None

    def begin(self) -> None:
        """Ctrl+K: ready to type, with everything there is to do below."""
        self.opening.emit()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show()

    def write(self) -> None:
        words = self._face.language.words
        self.setPlaceholderText(words.t("Search posts, personas, profiles, commands…  Ctrl+K"))
        self.setAccessibleName(words.t("Search"))
        self.close_list()

    def close_list(self) -> None:
        """Closes the list; what was typed stays."""
        self._pause.stop()
        if self._popup is not None:
            self._popup.hide()

    def leave(self) -> None:
        """The field is as if nobody had looked for anything, and the keyboard is where it was before."""
        self.close_list()
        self.clear()
        self._found = None
        if not self.hasFocus():
            return
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def _note_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self and before is not None and before.window() is self.window():
            self._before = before

    # finding
    def _typed(self) -> None:
        self._found = None
        self._show()
        self._pause.start()

    def _ask(self, *, far: bool = False) -> None:
        context, text = self._context, self.text()
        if context is None or not text.strip():
            return
        if self._asking is not None:
            self._asking.cancel()
        services, actor, brands = context.services, context.actor, context.brand_ids
        self._asking = self._face.tasks.run(
            self,
            lambda report: services.search.find(actor, text, brand_ids=brands, far=far),
            self._answer,
            self._failed,
        )

    def _answer(self, found: Found) -> None:
        if found.text != self.text():
            return
        self._found = found
        self._show()
        if not found.whole:
            self._ask(far=True)

    def _failed(self, error: BaseException) -> None:
        from app.ui.errors import is_expected

        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)

    # showing
    def _rows(self) -> list[Row]:
        from app.services.post_edits import search_key
        from app.ui.search.rows import Row, command_rows, found_rows

        words = self._face.language.words
        groups: list[tuple[str, Sequence[Row]]] = []
        if self._found is not None and self._context is not None:
            now: datetime = self._context.services.clock.now()
            groups += found_rows(self._found, self._face.language, now, self.chosen.emit)
        groups.append((words.t("Commands"), command_rows(self.text(), self._commands, search_key)))
        return [row for heading, rows in groups if rows for row in (Row(heading), *rows)]

    def _show(self) -> None:
        if not self.hasFocus():
            return
        from app.ui.search.nothing import nothing_found

        if self._popup is None:
            from app.ui.search.popup import SearchPopup

            self._popup = SearchPopup(self, self._face)
            self._popup.picked.connect(self._do)
        words = self._face.language.words
        waits = self._found is None and self._context is not None and bool(self.text().strip())
        nothing = words.t("Looking…") if waits else nothing_found(self.text(), words)
        self._popup.show_rows(self._rows(), nothing)

    def _do(self, row: Row) -> None:
        self.leave()
        if row.do is not None:
            row.do()

    # events
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, popup = event.key(), self._popup
        listed = popup is not None and popup.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not listed:
                self._show()
            elif popup is not None:
                popup.move_choice(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and popup is not None and listed:
            popup.pick()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.opening.emit()
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was looked for is forgotten, unless it is another window or a menu that takes the focus."""
        super().focusOutEvent(event)
        if event.reason() in _COMES_BACK:
            self.close_list()
        else:
            self.leave()


_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
