"""A person brings a file: sees what is in it, imports it, takes it back."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFrame, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.errors import StoreProblem
from app.domain.imports import ImportReport, ImportState
from app.domain.people import Actor
from app.services.import_looking import ImportChoice, ImportLook
from app.ui.colors import LIGHT
from app.ui.importing.page import ImportPage
from app.ui.places import DashboardPlace, ImportPlace
from app.ui.tab_context import TabContext
from app.ui.tasks import Cancelled
from tests.fakes.offices import Office
from tests.ui.dashboard.open_dialogs import open_dialog, press_in_box
from tests.ui.importing.conftest import Open
from tests.ui.importing.files import HOSTILE, META, TABLE, bring_in, cells, wait
from tests.ui.on_screen import nameless, tab_walk, texts

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def test_an_export_is_recognised_imported_told_about_and_taken_back(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(META)
    shown = texts(page)
    assert "Meta Business Suite export" in shown
    assert "16 posts" in shown
    assert "13–28 March 2026" in shown
    assert page.preview.side.profile.currentText() == "Facebook · piekarniaswit"
    assert office.app.importing.runs() == []
    bring_in(page, context, qtbot)
    assert "Imported" in texts(page)
    assert "16" in texts(page)
    with qtbot.waitSignal(page.went) as asked:
        qtbot.mouseClick(page.report.results, Qt.MouseButton.LeftButton)
    days = (date(2026, 3, 13), date(2026, 3, 28))
    assert asked.args == [DashboardPlace("network:facebook", profile_id=office.facebook.id, days=days)]
    page.report.undo.setFocus()
    qtbot.keyClick(page.report.undo, Qt.Key.Key_Space)
    wait(context, qtbot)
    shown = texts(page.report)
    assert "The import is undone" in shown
    assert not {"Posts added", "Figures added", "What was left out", "Kept, but worth a look"} & set(shown)
    assert any("What it brought was taken out again." in text for text in shown)
    assert page.window().focusWidget() is page.report.another
    assert [run.state for run in office.app.importing.runs()] == [ImportState.UNDONE]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "empty.csv", "empty.csv is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "picture.csv", "picture.csv is a picture"),
        (b"PK\x03\x04 not really", "damaged.xlsx", "damaged.xlsx"),
        (b"<p>No</p>", f"{HOSTILE[:60].replace('/', '_')}.csv", "No table was found"),
    ],
    ids=["empty", "picture", "damaged", "hostile name"],
)
def test_a_bad_file_is_told_in_one_sentence_and_changes_nothing(
    opened: Open, office: Office, content: bytes, name: str, told: str
) -> None:
    page = opened(content, name)
    assert any(told in text for text in texts(page)), texts(page)
    assert page.start.isVisible()
    assert office.app.importing.runs() == []
    banner = next(frame for frame in page.findChildren(QFrame) if frame.property("banner") and frame.isVisible())
    assert banner.grab().toImage().pixelColor(banner.rect().center().x(), 3).name() == LIGHT.failedsoft.casefold()


def test_a_workbook_cut_in_half_is_told(opened: Open, tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    with zipfile.ZipFile(whole, "w") as pack:
        pack.writestr("[Content_Types].xml", "<Types/>" * 500)
    page = opened(whole.read_bytes()[:-40], "half.xlsx")
    assert any("half.xlsx" in text for text in texts(page))
    assert page.start.isVisible()


def test_stopping_an_import_leaves_nothing(opened: Open, context: TabContext, office: Office, qtbot: QtBot) -> None:
    page = opened(META)
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    over = context.notices.parentWidget()
    assert over is not None
    over.show()
    assert page.wait.isVisible()
    qtbot.mouseClick(page.wait.stop, Qt.MouseButton.LeftButton)
    assert "Stopping…" in texts(page)
    assert not page.wait.stop.isEnabled()
    wait(context, qtbot)
    assert page.preview.isVisible()
    assert [run for run in office.app.importing.runs() if run.state is not ImportState.UNDONE] == []
    assert context.notices.text == "Stopped. Nothing of the file was imported."
    bring_in(page, context, qtbot)
    assert "Imported" in texts(page)


def test_stopped_in_the_list_of_background_work_it_shows_the_file_again(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(META)
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    over = context.notices.parentWidget()
    assert over is not None
    over.show()
    (job,) = context.face.tasks.running
    job.handle.cancel()
    wait(context, qtbot)
    assert page.preview.isVisible()
    assert context.notices.text == "Stopped. Nothing of the file was imported."


def test_while_a_file_is_looked_at_the_page_tells_how_much_of_it_is_read(
    opened: Open, page: ImportPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = office.app.import_desk
    real, go_on = desk.look, threading.Event()

    def slow(actor: Actor, choice: ImportChoice, report: Callable[[float | None], None]) -> ImportLook:
        report(0.37)
        go_on.wait(10)
        return real(actor, choice, report)

    monkeypatch.setattr(desk, "look", slow)
    path = tmp_path / "export.csv"
    path.write_text(META, encoding="utf-8")
    page.go(ImportPlace(path))
    qtbot.waitUntil(lambda: page.wait.bar.value() == 37)
    go_on.set()
    qtbot.waitUntil(page.preview.isVisible)
    go_on.clear()
    page.preview.side.profile.activated.emit(0)
    qtbot.waitUntil(lambda: "Reading the file: 37%" in texts(page))
    assert not page.preview.side.go.isEnabled()
    go_on.set()
    qtbot.waitUntil(page.preview.side.go.isEnabled)


def test_an_import_that_was_done_before_it_could_be_stopped_is_shown(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.app.import_desk
    real, ended, go_on = desk.bring_in, threading.Event(), threading.Event()

    def slow(*given: Any) -> ImportReport:
        report = real(*given)
        ended.set()
        go_on.wait(10)
        return report

    monkeypatch.setattr(desk, "bring_in", slow)
    page = opened(META)
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    assert ended.wait(20)
    qtbot.mouseClick(page.wait.stop, Qt.MouseButton.LeftButton)
    go_on.set()
    wait(context, qtbot)
    assert page.report.isVisible()
    assert "Imported" in texts(page)


def test_what_cannot_be_taken_back_now_is_told(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begun(actor: Actor, path: Path, **given: object) -> None:
        with office.app.store.write() as work:
            work.imports.add(
                file_name=path.name, sha256="0" * 64, source="meta", profile_id=office.facebook.id, member_id=None,
                started_at=office.clock.now(), state=ImportState.WRITING.value, rows_read=0, rows_kept=0, rows_skipped=0,
                report={},
            )  # fmt: skip
        raise Cancelled

    def locked(import_id: int) -> None:
        raise StoreProblem("store.locked")

    monkeypatch.setattr(office.app.import_desk, "_apart", None)
    monkeypatch.setattr(office.app.importing, "run", begun)
    monkeypatch.setattr(office.app.importing, "undo", locked)
    page = opened(META)
    over = context.notices.parentWidget()
    assert over is not None
    over.show()
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
    assert page.preview.isVisible()
    assert "could not be taken back now" in context.notices.text


def test_earlier_imports_are_listed_and_can_be_undone(
    opened: Open, page: ImportPage, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    opened(META)
    bring_in(page, context, qtbot)
    page._begin()
    wait(context, qtbot)
    assert cells(page.start.earlier)[0][1:] == [
        "export.csv",
        "Facebook · piekarniaswit",
        "16 posts, 32 figures",
        "Imported",
    ]
    page.start.undo.setFocus()
    qtbot.keyClick(page.start.undo, Qt.Key.Key_Space)
    box = open_dialog(qtbot, QMessageBox)
    assert "export.csv" in box.text() and "16 posts, 32 figures" in box.informativeText()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    wait(context, qtbot)
    assert cells(page.start.earlier)[0][4] == "Imported"
    qtbot.keyClick(page.start.undo, Qt.Key.Key_Space)
    press_in_box(qtbot, "Undo this import")
    wait(context, qtbot)
    assert page.window().focusWidget() is page.start.earlier
    assert cells(page.start.earlier)[0][4] == "Undone"
    assert not page.start.undo.isEnabled()
    assert context.undo.undo_name is None


def test_an_import_that_only_changed_posts_says_how_many(
    opened: Open, page: ImportPage, context: TabContext, qtbot: QtBot
) -> None:
    for content in (META, META.replace("Post 1", "Wpis 1")):
        opened(content)
        bring_in(page, context, qtbot)
    shown = texts(page.report)
    assert shown[shown.index("Of these, time, text or link changed") + 1] == "7"
    page._begin()
    wait(context, qtbot)
    assert cells(page.start.earlier)[0][3:] == ["7 posts changed", "Imported"]
    qtbot.keyClick(page.start.undo, Qt.Key.Key_Space)
    told = open_dialog(qtbot, QMessageBox).informativeText()
    assert "7 posts changed" in told and "Posts it changed get back what stood in them before." in told
    press_in_box(qtbot, "Keep it")


def test_the_question_before_an_import_is_undone_tells_of_other_files(
    opened: Open, page: ImportPage, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    def told(row: int) -> str:
        page.start.earlier.selectRow(row)
        qtbot.keyClick(page.start.undo, Qt.Key.Key_Space)
        words = open_dialog(qtbot, QMessageBox).informativeText()
        press_in_box(qtbot, "Keep it")
        return words

    for content in (META, META.replace("Post 1", "Wpis 1")):
        opened(content)
        bring_in(page, context, qtbot)
    page._begin()
    wait(context, qtbot)
    assert all(told(row).endswith("What other imported files tell, too, stays.") for row in (0, 1))
    with office.app.store.write() as work:
        run = work.imports.all()[-1]
        work.imports.edit(run.id, report={"posts_new": 0})  # as imports were kept before
    page.reload()
    wait(context, qtbot)
    assert "stays" in told(0) and "Files imported later" in told(1)


def test_the_newest_import_is_chosen_whatever_was_chosen_before(
    opened: Open, page: ImportPage, context: TabContext, qtbot: QtBot
) -> None:
    for number in range(3):
        opened(META.replace("Post 1", f"Post {number}"), f"{number}.csv")
        bring_in(page, context, qtbot)
    page._begin()
    wait(context, qtbot)
    assert [row[1] for row in cells(page.start.earlier)] == ["2.csv", "1.csv", "0.csv"]
    assert page.start.earlier.currentIndex().row() == 0
    page.start.earlier.selectRow(2)
    page.reload()
    wait(context, qtbot)
    assert page.start.earlier.currentIndex().row() == 2  # nothing new


def test_every_model_keeps_the_rules(opened: Open) -> None:
    page = opened(TABLE + "kiedyś;Post;3;4;\n")
    tables = (page.preview.columns, page.preview.rows, page.preview.problems, page.start.earlier)
    testers = [QAbstractItemModelTester(table.model()) for table in tables]
    opened(META)
    assert len(testers) == 4


def test_every_control_has_a_name_and_tab_comes_round(opened: Open, page: ImportPage) -> None:
    page.activateWindow()
    page.start.choose.button.setFocus()
    assert nameless(page) == []
    opened(META)
    for view in ("columns", "rows", "problems"):
        page.preview.open_view(view)
        assert nameless(page) == []
    walk = tab_walk(page)
    assert page.preview.side.go in walk
    assert page.preview.columns not in walk or page.preview.columns.isVisible()


def test_somebody_who_may_not_import_is_told(
    office: Office, context_for: Callable[..., TabContext], qtbot: QtBot, tmp_path: Path
) -> None:
    from dataclasses import replace

    context = replace(context_for(office), actor=office.editor)
    shown = ImportPage(context)
    qtbot.addWidget(shown)
    shown.show()
    file = tmp_path / "export.csv"
    file.write_text(META, encoding="utf-8")
    shown.go(ImportPlace(file))
    wait(context, qtbot)
    assert any("no such profile you may import into" in text for text in texts(shown))
    assert not shown.preview.side.go.isEnabled()


@pytest.mark.skipif(not DATA.exists(), reason="the real exports are not on this machine")
def test_real_exports_are_recognised(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(next((DATA / "linkedin_creator").glob("*.xlsx")))
    assert "LinkedIn export" in texts(page)
    assert page.preview.side.go.isEnabled()
    bring_in(page, context, qtbot)
    assert any("LinkedIn_Contents" in text for text in texts(page.report))
    page = opened(DATA / "youtube_studio/Table data.csv")
    assert "YouTube Studio export" in texts(page)
    assert any("there is no such profile" in text for text in texts(page))
    page = opened(DATA / "facebook_uci/dataset_Facebook_500_comma.csv")
    assert "Facebook export" in texts(page)
