from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app import __version__
from app.domain.errors import BadInput
from app.ui.errors import CrashDialog, report_of, sentence, show_error
from app.ui.face import Face
from tests.ui.on_screen import nameless


def raised(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_an_expected_error_is_a_sentence_in_a_plain_box(face: Face, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = show_error(parent, BadInput("email.invalid", email="<b>x</b>"), face.language)
    assert isinstance(box, QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text().startswith("<b>x</b> is not an e-mail address.")
    box.close()


def test_the_sentence_follows_the_language(face: Face) -> None:
    error = BadInput("name.empty")
    assert sentence(error, face.language).startswith("A name is missing.")
    face.language.choose("pl")
    assert sentence(error, face.language).startswith("Brakuje nazwy.")


def test_a_report_says_versions_and_place_and_no_secrets() -> None:
    report = report_of(raised("https://anna:hunter2secret@example.com/?access_token=abcdef123456789"))
    assert f"Szpalta {__version__}" in report
    assert "test_errors.py" in report
    assert "hunter2secret" not in report
    assert "abcdef123456789" not in report


def test_the_report_can_be_copied(face: Face, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = show_error(parent, raised("odd"), face.language)
    assert isinstance(dialog, CrashDialog)
    assert nameless(dialog) == []
    qtbot.mouseClick(dialog._copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.findChild(QPlainTextEdit).toPlainText()
    assert "ValueError: odd" in QApplication.clipboard().text()
    assert dialog._told.text() == "The report is in the clipboard."
    dialog.close()
