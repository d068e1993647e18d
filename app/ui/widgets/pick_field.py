"""A line to type in that also offers what it takes to be picked, and shows when it was given something else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from app.ui import icons
from app.ui.tokens import colors_of
from app.ui.widgets.styled import set_styled


class PickField(QLineEdit):
    """Alt+Down or the sign at its end opens what can be picked."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = icon
        self._pick = QAction(self)
        self._pick.triggered.connect(self.open_choice)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._draw()
        self.textChanged.connect(lambda _: self.mark(wrong=False))

    def open_choice(self) -> None:
        """Opens what can be picked."""
        raise NotImplementedError

    def mark(self, *, wrong: bool) -> None:
        """Shows that the text cannot be taken; typing on takes the mark away. Whoever asks says why."""
        set_styled(self, wrong=wrong)

    def name_them(self, name: str, pick: str) -> None:
        """What those who listen hear, of the field and of its sign."""
        self.setAccessibleName(name)
        self._pick.setText(pick)
        self._draw()

    def open_menu(self, chosen_from: QWidget) -> QMenu:
        """Opens `chosen_from` under the field; closing the menu throws it away."""
        menu = QMenu(self)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(chosen_from)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        chosen_from.setFocus(Qt.FocusReason.PopupFocusReason)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_choice()
            return
        super().keyPressEvent(event)

    def _draw(self) -> None:
        self._pick.setIcon(icons.icon(self._sign, colors_of(QGuiApplication.palette()).of("muted")))
