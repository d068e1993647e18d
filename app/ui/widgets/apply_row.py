"""The foot of a small dialog: cancel, and the strong button that applies what was chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from app.system.words import Words


def apply_row(dialog: QDialog, words: Words, *, default: bool = False) -> QHBoxLayout:
    """`default`: Enter applies from every field of the dialog."""
    apply, cancel = QPushButton(words.t("Apply")), QPushButton(words.t("Cancel"))
    apply.setProperty("look", "primary")
    if default:
        apply.setDefault(True)
    apply.clicked.connect(dialog.accept)
    cancel.clicked.connect(lambda: dialog.done(QDialog.DialogCode.Rejected))  # said outright: nobody is asked
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(cancel)
    row.addWidget(apply)
    return row
