"""Turns what went wrong into words with a way on: a sentence for what was expected, a report for what was not."""

from __future__ import annotations

import logging
import platform
import traceback

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.domain.errors import SzpaltaError
from app.system.redaction import redact
from app.system.sentences import explain
from app.ui.language import Language
from app.ui.tokens import L, M
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import put

_log = logging.getLogger("szpalta.window")


def is_expected(error: BaseException) -> bool:
    """True for what the program knows a sentence for."""
    return isinstance(error, SzpaltaError | OSError | KeyboardInterrupt)


def sentence(error: BaseException, language: Language) -> str:
    """What happened, what it means and what to do, in the window's language."""
    return explain(error, language.words, language.formats)


def show_error(parent: QWidget | None, error: BaseException, language: Language) -> QDialog:
    """Tells about an error over a window; the dialog closes itself away."""
    if not is_expected(error):
        return show_crash(parent, error, language)
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Szpalta")
    box.setText(sentence(error, language))
    box.addButton(language.words.t("Close"), QMessageBox.ButtonRole.RejectRole)
    box.open()
    return box


def show_crash(parent: QWidget | None, error: BaseException, language: Language) -> CrashDialog:
    _log.error("unexpected", exc_info=error)
    dialog = CrashDialog(error, language, parent)
    dialog.open()
    return dialog


def report_of(error: BaseException) -> str:
    """What a developer needs to know, without secrets: versions and where it happened."""
    lines = [
        f"Szpalta {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    return redact("\n".join(lines))


class CrashDialog(QDialog):
    """Says that something unexpected happened, that work is saved, and gives a report to copy."""

    def __init__(self, error: BaseException, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = language.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.t("Something unexpected happened"))
        letter = self.fontMetrics()
        put(self, QSize(letter.averageCharWidth() * 92, letter.height() * 28))
        self._text = QPlainTextEdit(report_of(error), self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(words.t("Report"))
        self._copy = QPushButton(words.t("Copy the report"), self)
        self._copy.setProperty("look", "primary")
        self._copy.clicked.connect(self._copy_report)
        close = QPushButton(words.t("Close"), self)
        close.clicked.connect(self.close)
        self._told = plain_label("", "muted")
        self._copied = words.t("The report is in the clipboard.")
        buttons = QHBoxLayout()
        buttons.addWidget(self._told, 1)
        buttons.addWidget(close)
        buttons.addWidget(self._copy)
        self.setTabOrder(close, self._copy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(self.windowTitle(), "heading"))
        whole.addWidget(
            wrapped_label(
                words.t(
                    "What was saved stays saved. You can go on working; if it happens again, close Szpalta and open it anew. "
                    "The report below holds no passwords. Look it through, then send it to whoever looks after Szpalta."
                )
            )
        )
        whole.addWidget(self._text, 1)
        whole.addLayout(buttons)

    def _copy_report(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())
        self._told.setText(self._copied)
