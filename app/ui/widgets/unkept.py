"""What was written in a dialog that is left: kept, given up, or written on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from app.system.words import Words


def ask_unkept(
    dialog: QDialog, words: Words, question: str, keep: Callable[[], object], drop: Callable[[], object]
) -> None:
    """Asks over the dialog; nothing happens where somebody goes on writing."""
    box = QMessageBox(dialog)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(dialog.windowTitle())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    kept = box.addButton(words.t("Keep"), QMessageBox.ButtonRole.AcceptRole)
    dropped = box.addButton(words.t("Do not keep it"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(words.t("Go on writing"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(kept)
    kept.clicked.connect(lambda _: keep())
    dropped.clicked.connect(lambda _: drop())
    box.open()
