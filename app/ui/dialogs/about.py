"""About Szpalta: what it is, which versions run, under which licences; all of it can be copied."""

from __future__ import annotations

import platform

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app import __version__
from app.system.words import Words
from app.ui.face import Face
from app.ui.tokens import XL, M
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import fit

SIZE = (520, 440)


class AboutDialog(QDialog):
    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, QSize(*SIZE))
        self._lead, self._told = wrapped_label(""), plain_label("", "muted")
        self._versions = QPlainTextEdit()
        self._versions.setReadOnly(True)
        self._versions.setTabChangesFocus(True)
        self._versions.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy, self._close = QPushButton(), QPushButton()
        self._copy.setProperty("look", "primary")
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._told, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._copy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, XL)
        whole.setSpacing(M)
        whole.addWidget(plain_label(f"Szpalta {__version__}", "title"))
        whole.addWidget(self._lead)
        whole.addWidget(self._versions, 1)
        whole.addLayout(foot)
        self._write()
        face.language.switched.connect(self._write)

    def _write(self) -> None:
        words = self._face.language.words
        self.setWindowTitle(words.t("About Szpalta"))
        self._lead.setText(
            words.t(
                "The desk at which a small marketing team runs its social media. Everything stays on this computer."
            )
        )
        self._versions.setAccessibleName(words.t("Versions and licences"))
        self._versions.setPlainText(versions(words))
        self._close.setText(words.t("Close"))
        self._copy.setText(words.t("Copy"))

    def _copy_all(self) -> None:
        QApplication.clipboard().setText(self._versions.toPlainText())
        self._told.setText(self._face.language.words.t("Copied."))


def versions(words: Words) -> str:
    """What runs, and the licences of what travels with the program."""
    rows = [
        f"Szpalta   {__version__}",
        f"Python    {platform.python_version()}",
        f"Qt        {qVersion()}",
        f"SQLite    {_sqlite()}",
        f"{platform.platform()}",
        "",
        words.t("Licences of parts"),
        "Qt, PySide6: LGPL-3.0",
        "SQLAlchemy, Alembic: MIT",
        "pandas, numpy: BSD-3-Clause",
        "pyqtgraph: MIT",
        "icalendar: BSD-2-Clause",
        "Lucide: ISC",
        "Simple Icons: CC0-1.0",
    ]
    return "\n".join(rows)


def _sqlite() -> str:
    try:
        import pysqlite3.dbapi2 as module
    except ImportError:
        import sqlite3 as module
    return str(module.sqlite_version)
