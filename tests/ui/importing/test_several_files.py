"""Files brought together, or dropped on the window: one after another, and what is no table is told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.importing.page import ImportPage
from app.ui.places import ImportPlace
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.importing.files import META, bring_in, wait
from tests.ui.on_screen import texts

LEFT = Qt.MouseButton.LeftButton
BOTH = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
"""What a file manager allows; some want to move."""


def test_several_files_come_one_after_another(
    page: ImportPage, context: TabContext, qtbot: QtBot, tmp_path: Path
) -> None:
    page.go(ImportPlace(None, tuple(_files(tmp_path, "one.csv", "two.csv"))))
    wait(context, qtbot)
    assert "one.csv · file 1 of 2 · next: two.csv" in texts(page)
    bring_in(page, context, qtbot)
    assert page.report.another.text() == "Next file: two.csv"
    assert page.report.another.hasFocus() and page.report.another.property("look") == "primary"
    assert not page.report.results.property("look")
    qtbot.mouseClick(page.report.another, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
    assert "two.csv · file 2 of 2" in texts(page)
    bring_in(page, context, qtbot)
    assert "Everything in it was known already" in texts(page)


def test_a_file_is_skipped_and_one_alone_has_nothing_to_skip(
    page: ImportPage, context: TabContext, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    files = _files(tmp_path, "one.csv", "two.csv")
    page.go(ImportPlace(None, tuple(files)))
    wait(context, qtbot)
    qtbot.mouseClick(page._turns.skip, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
    assert "two.csv · file 2 of 2" in texts(page)
    qtbot.mouseClick(page._turns.skip, Qt.MouseButton.LeftButton)
    assert page.start.isVisible() and office.app.importing.runs() == []
    page.go(ImportPlace(files[0]))
    wait(context, qtbot)
    assert "one.csv" in texts(page) and "Skip this file" not in texts(page)


def test_after_a_file_that_cannot_be_read_the_others_still_wait(
    page: ImportPage, context: TabContext, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"")
    page.go(ImportPlace(bad, tuple(_files(tmp_path, "two.csv", "three.csv"))))
    wait(context, qtbot)
    assert any(text.startswith("bad.csv is empty") for text in texts(page))
    assert "2 more files wait, the next is two.csv" in texts(page)
    qtbot.mouseClick(page.start.next, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
    assert "two.csv · file 2 of 3 · next: three.csv" in texts(page)
    page._stop()
    over = context.notices.parentWidget()
    assert over is not None
    over.show()
    qtbot.mouseClick(page.start.rest, Qt.MouseButton.LeftButton)
    assert not any("three.csv" in text for text in texts(page))
    notices = context.notices
    assert notices.text == "1 file that waited was left out."
    qtbot.mouseClick(next(row for row in notices.findChildren(QPushButton) if row.text() == "Undo"), LEFT)
    assert "1 more file waits: three.csv" in texts(page)
    qtbot.mouseClick(page.start.next, LEFT)
    wait(context, qtbot)
    assert "three.csv · file 3 of 3" in texts(page)


def test_files_brought_during_an_import_wait_for_its_end(
    page: ImportPage, context: TabContext, qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = _files(tmp_path, "one.csv", "two.csv")
    page.go(ImportPlace(one))
    wait(context, qtbot)
    page.bring_in()
    page.go(ImportPlace(two))
    wait(context, qtbot)
    assert page.report.another.text() == "Next file: two.csv"


def test_a_file_dropped_on_the_window_is_looked_at(show: Show, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    window = show(office)
    drop(window, *_files(tmp_path, "export.csv"))
    qtbot.waitUntil(lambda: window._face.tasks.is_idle)
    assert "Meta Business Suite export" in texts(window)
    assert window.page is not None
    qtbot.keyClick(window.page._importing, Qt.Key.Key_Escape)
    assert "Going out today" in texts(window)


def test_ctrl_z_on_the_import_page_takes_back_nothing_that_is_out_of_sight(
    show: Show, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    window = show(office)
    page = window.page
    assert page is not None
    taken: list[str] = []
    page.undo.add("Moved", lambda: (taken.append("undo"), ())[1], lambda: ())
    drop(window, *_files(tmp_path, "export.csv"))
    qtbot.waitUntil(lambda: window._face.tasks.is_idle)
    window.take_back()
    qtbot.waitUntil(lambda: window._face.tasks.is_idle)
    assert taken == [] and page.undo.undo_name == "Moved"
    assert "Choose the import and Undo this import." in page.notices.text
    qtbot.keyClick(page._importing, Qt.Key.Key_Escape)
    window.take_back()
    qtbot.waitUntil(lambda: window._face.tasks.is_idle)
    assert taken == ["undo"]


def test_a_document_and_a_folder_dropped_on_the_window_are_told_and_a_table_beside_them_is_looked_at(
    show: Show, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    window = show(office)
    held = hold(window, tmp_path / "offer.pdf")
    assert "This cannot be imported" in held and any("Not a table of figures: offer.pdf." in text for text in held)
    drop(window, tmp_path / "offer.pdf", tmp_path, *_files(tmp_path, "export.csv"))
    told = " ".join(texts(window))
    assert "Not a table of figures: offer.pdf." in told and f"A folder: {tmp_path.name}." in told
    qtbot.waitUntil(lambda: window._face.tasks.is_idle)
    assert "Meta Business Suite export" in texts(window)


def hold(window: QWidget, *paths: Path) -> list[str]:
    """What the window says while files are held over it."""
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = _data(paths)  # the event does not keep it
    enter = QDragEnterEvent(window.rect().center(), BOTH, data, button, keys)
    enter.setDropAction(Qt.DropAction.MoveAction)
    assert QApplication.sendEvent(window, enter) and enter.isAccepted()
    assert enter.dropAction() is Qt.DropAction.CopyAction
    return texts(window)


def drop(window: QWidget, *paths: Path) -> None:
    hold(window, *paths)
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = _data(paths)
    event = QDropEvent(QPointF(50, 50), BOTH, data, button, keys)
    event.setDropAction(Qt.DropAction.MoveAction)
    assert QApplication.sendEvent(window, event)
    assert event.isAccepted() and event.dropAction() is Qt.DropAction.CopyAction  # the file stays where it is


def _data(paths: tuple[Path, ...]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def _files(folder: Path, *names: str) -> list[Path]:
    found = [folder / name for name in names]
    for file in found:
        file.write_text(META, encoding="utf-8")
    return found
