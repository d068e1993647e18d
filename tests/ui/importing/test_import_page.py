"""A person brings a file: sees what is in it, corrects it, imports it, takes it back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QFrame, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.domain.imports import ImportState, Question
from app.domain.networks import Connection, Network
from app.exchange.imports.aliases import MEANINGS
from app.services.profiles import NewProfile
from app.ui.changes import Change
from app.ui.colors import LIGHT
from app.ui.face import Face
from app.ui.importing import wording
from app.ui.importing.page import ImportPage
from app.ui.importing.wording import PICKED
from app.ui.places import DashboardPlace, ImportPlace, SettingsPlace
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, tab_walk, texts

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
HOSTILE = "<b>Chleb</b><img src='file:///etc/passwd'>&amp;\u202egnp.exe" + "x" * 500
TABLE = "Data;Co;Ile polubień;Zasięg;Uwagi\n" + "".join(
    f"{day:02}.03.2026;Post {day};{day * 3};{day * 100};\n" for day in range(13, 29)
)
META = "Post ID,Page ID,Page name,Publish time,Title,Post type,Reach,Reactions\n" + "".join(
    f"10000{day},7,Piekarnia,03/{day:02}/2026 12:30,Post {day},Photos,{day * 100},{day}\n" for day in range(13, 29)
)
YOUTUBE = """Geography,Views,Average view duration,Watch time (hours)
Total,300,0:04:34,40.5
US,200,0:05:42,30.25
IN,100,0:03:08,10.25
"""
Open = Callable[..., ImportPage]


@pytest.fixture
def page(context: TabContext, qtbot: QtBot) -> ImportPage:
    shown = ImportPage(context)
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    shown.show()
    shown.go(ImportPlace())
    return shown


@pytest.fixture
def opened(page: ImportPage, context: TabContext, qtbot: QtBot, tmp_path: Path) -> Open:
    """Brings a file of a content (bytes, text, or a path) to the page and waits until it is looked through."""

    def opened(content: str | bytes | Path, name: str = "export.csv") -> ImportPage:
        file = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif isinstance(content, str):
            file.write_text(content, encoding="utf-8")
        page.go(ImportPlace(file))
        qtbot.waitUntil(lambda: context.face.tasks.is_idle)
        return page

    return opened


def _cells(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _wait(context: TabContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def _import(page: ImportPage, context: TabContext, qtbot: QtBot) -> None:
    assert page.preview.side.go.isEnabled(), texts(page.preview.side)
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    _wait(context, qtbot)


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
    _import(page, context, qtbot)
    assert "Imported" in texts(page)
    assert "16" in texts(page)
    with qtbot.waitSignal(page.went) as asked:
        qtbot.mouseClick(page.report.results, Qt.MouseButton.LeftButton)
    days = (date(2026, 3, 13), date(2026, 3, 28))
    assert asked.args == [DashboardPlace("network:facebook", profile_id=office.facebook.id, days=days)]
    page.report.undo.setFocus()
    qtbot.keyClick(page.report.undo, Qt.Key.Key_Space)
    _wait(context, qtbot)
    shown = texts(page.report)
    assert "The import is undone" in shown
    assert not {"Posts added", "Figures added", "What was left out", "Kept, but worth a look"} & set(shown)
    assert any("What it brought was taken out again." in text for text in shown)
    assert page.window().focusWidget() is page.report.another
    assert [run.state for run in office.app.importing.runs()] == [ImportState.UNDONE]


def test_an_unknown_table_is_read_by_what_a_person_says(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(TABLE)
    side, table = page.preview.side, page.preview.columns
    assert any("does not know this table" in text for text in texts(page))
    assert side.go.isEnabled() is False
    assert _cells(table)[2][0] == "Ile polubień"
    index = table.model().index(2, 2)
    table.setCurrentIndex(index)
    table.edit(index)
    picker = table.findChild(QComboBox)
    assert isinstance(picker, QComboBox)
    picker.setCurrentIndex(picker.findData("likes"))
    picker.activated.emit(picker.currentIndex())
    _wait(context, qtbot)
    assert _cells(table)[2][2] == "likes"
    side.profile.setCurrentIndex(side.profile.findData(office.linkedin.id))
    side.profile.activated.emit(side.profile.currentIndex())
    _wait(context, qtbot)
    assert _cells(table)[2][2] == "likes"
    _import(page, context, qtbot)
    assert "Figures added" in texts(page)
    assert office.app.importing.runs()[0].profile_id == office.linkedin.id


def test_a_mapping_that_lacks_something_says_what(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(TABLE)
    table = page.preview.columns
    table.model().setData(table.model().index(0, 2), "")
    _wait(context, qtbot)
    assert any("Say which column holds" in text for text in texts(page.preview.side))
    assert not page.preview.side.go.isEnabled()
    table.model().setData(table.model().index(0, 2), "day")
    _wait(context, qtbot)
    assert not any("Say which column holds" in text for text in texts(page.preview.side))


def test_what_the_file_does_not_say_is_asked(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    header = "Page total likes;Type;Category;Post Month;Post Weekday;Post Hour;Paid;Lifetime Post Total Reach;like"
    page = opened(header + "\n" + "".join(f"1000;Photo;2;{month};4;3;0;{month * 10};5\n" for month in range(1, 13)))
    assert any("Answer what the file does not say" in text for text in texts(page))
    assert all(text[0] == text[0].upper() for text in texts(page.preview.side)[:1])
    year = page.preview.side.questions._controls["year"]
    assert isinstance(year, QComboBox)
    page.activateWindow()
    year.setFocus()
    year.setCurrentIndex(year.findData("2026"))
    year.activated.emit(year.currentIndex())
    _wait(context, qtbot)
    assert page.preview.views.button("problems").text() == "Problems (1)"
    assert "has not come yet" in _cells(page.preview.problems)[0][2]
    year = page.preview.side.questions._controls["year"]
    assert isinstance(year, QComboBox) and year.hasFocus()
    year.setCurrentIndex(year.findData("2014"))
    year.activated.emit(year.currentIndex())
    _wait(context, qtbot)
    assert any("2014" in text for text in texts(page.preview.side))
    assert page.preview.side.go.isEnabled()


def test_large_letters_cut_nothing_beside_the_preview(opened: Open, qapp: QApplication) -> None:
    usual = qapp.font()
    qapp.setFont(QFont(usual.family(), 20))
    try:
        side = opened(META).preview.side
        qapp.processEvents()
        buttons = [one for one in side.findChildren(QPushButton) if one.isVisible()]
        assert len(buttons) == 2 and all(one.width() >= one.sizeHint().width() for one in buttons)
        assert all(one.mapTo(side, one.rect().bottomRight()).x() < side.width() for one in buttons)
    finally:
        qapp.setFont(usual)


def test_problems_stand_with_their_line_and_why(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(TABLE + "kiedyś;Post;3;4;\n")
    qtbot.mouseClick(page.preview.views.button("problems"), Qt.MouseButton.LeftButton)
    assert page.preview.views.button("problems").text() == "Problems (1)"
    assert _cells(page.preview.problems) == [["18", "left out", "“kiedyś” is not a date; the row was left out."]]
    qtbot.mouseClick(page.preview.views.button("rows"), Qt.MouseButton.LeftButton)
    assert _cells(page.preview.rows)[0][:3] == ["2", "13.03.2026", "Post 13"]


def test_a_date_of_the_file_shows_what_the_order_of_day_and_month_makes_of_it(face: Face) -> None:
    asked = Question("date_order", ("mdy", "dmy"), "mdy", example="03/04/2025")
    told = [wording.option(asked, value, face.language) for value in asked.options]
    assert told == ["The month: 03/04/2025 is 4 March 2025", "The day: 03/04/2025 is 3 April 2025"]


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


def test_hostile_texts_are_plain_in_every_cell(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    rows = "".join(f'{day:02}.03.2026;"{HOSTILE}";{day};{day};"{HOSTILE}"\n' for day in range(13, 29))
    page = opened(f"Data;Co;Ile polubień;Zasięg;{HOSTILE}\n" + rows)
    shown = page.preview
    for key, table in {"columns": shown.columns, "rows": shown.rows, "problems": shown.problems}.items():
        page.preview.open_view(key)
        model = table.model()
        assert not page.grab().isNull()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole))
                assert "<b>" not in tip
                assert "<img" not in tip
    page.preview.open_view("rows")
    assert HOSTILE[:40] in _cells(page.preview.rows)[0][2]


def test_stopping_an_import_leaves_nothing(opened: Open, context: TabContext, office: Office, qtbot: QtBot) -> None:
    page = opened(META)
    qtbot.mouseClick(page.preview.side.go, Qt.MouseButton.LeftButton)
    over = context.notices.parentWidget()
    assert over is not None
    over.show()
    assert page.wait.isVisible()
    qtbot.mouseClick(page.wait.stop, Qt.MouseButton.LeftButton)
    assert page.preview.isVisible()
    _wait(context, qtbot)
    assert [run for run in office.app.importing.runs() if run.state is not ImportState.UNDONE] == []
    assert context.notices.text == "Stopped. Nothing of the file was imported."


def test_earlier_imports_are_listed_and_can_be_undone(
    opened: Open, page: ImportPage, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    opened(META)
    _import(page, context, qtbot)
    page._begin()
    _wait(context, qtbot)
    assert _cells(page.start.earlier)[0][1:] == ["export.csv", "piekarniaswit", "16 posts, 32 figures", "Imported"]
    page.start.undo.setFocus()
    qtbot.keyClick(page.start.undo, Qt.Key.Key_Space)
    _wait(context, qtbot)
    assert page.window().focusWidget() is page.start.earlier
    assert _cells(page.start.earlier)[0][4] == "Undone"
    assert not page.start.undo.isEnabled()
    assert context.undo.undo_name is None


def test_the_language_changes_without_losing_what_was_said(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(TABLE)
    side = page.preview.side
    side.profile.setCurrentIndex(side.profile.findData(office.facebook.id))
    side.profile.activated.emit(side.profile.currentIndex())
    _wait(context, qtbot)
    page.preview.open_view("rows")
    context.face.language.choose("pl")
    page.write()
    assert side.profile.currentData() == office.facebook.id
    assert page.preview.views.now == "rows"
    context.face.language.choose("en")


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
    _wait(context, qtbot)
    assert any("no such profile you may import into" in text for text in texts(shown))
    assert not shown.preview.side.go.isEnabled()


def test_several_files_come_one_after_another(
    page: ImportPage, context: TabContext, qtbot: QtBot, tmp_path: Path
) -> None:
    files = []
    for name in ("one.csv", "two.csv"):
        files.append(tmp_path / name)
        files[-1].write_text(META, encoding="utf-8")
    page.go(ImportPlace(files[0], (files[1],)))
    _wait(context, qtbot)
    _import(page, context, qtbot)
    assert page.report.another.text() == "Next file: two.csv"
    qtbot.mouseClick(page.report.another, Qt.MouseButton.LeftButton)
    _wait(context, qtbot)
    assert "two.csv" in texts(page)
    _import(page, context, qtbot)
    assert "Everything in it was known already" in texts(page)


def test_a_file_dropped_on_the_window_is_looked_at(show: Show, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    window = show(office)
    file = tmp_path / "export.csv"
    file.write_text(META, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, data, button, keys)
    assert qtbot_send(window, enter) and enter.isAccepted()
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, keys)
    assert qtbot_send(window, drop)
    qtbot.waitUntil(lambda: window._face.tasks.is_idle)
    assert "Meta Business Suite export" in texts(window)
    qtbot.keyClick(window.page._importing, Qt.Key.Key_Escape)
    assert "Going out today" in texts(window)


def qtbot_send(widget: object, event: object) -> bool:
    from PySide6.QtWidgets import QApplication

    return bool(QApplication.sendEvent(widget, event))


def test_what_is_offered_for_a_column_can_be_imported() -> None:
    assert set(PICKED) <= MEANINGS


@pytest.mark.skipif(not DATA.exists(), reason="the real exports are not on this machine")
def test_real_exports_are_recognised(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(next((DATA / "linkedin_creator").glob("*.xlsx")))
    assert "LinkedIn export" in texts(page)
    assert page.preview.side.go.isEnabled()
    _import(page, context, qtbot)
    assert any("LinkedIn_Contents" in text for text in texts(page.report))
    page = opened(DATA / "youtube_studio/Table data.csv")
    assert "YouTube Studio export" in texts(page)
    assert any("there is no such profile" in text for text in texts(page))
    page = opened(DATA / "facebook_uci/dataset_Facebook_500_comma.csv")
    assert "Facebook export" in texts(page)


def test_columns_of_a_known_export_are_not_changed_by_accident(opened: Open) -> None:
    page = opened(META)
    triggers = page.preview.columns.editTriggers()
    assert triggers == QAbstractItemView.EditTrigger.NoEditTriggers
    assert date(2026, 3, 13) == page._look.first_day


def test_a_missing_profile_is_added_from_here_and_the_file_finds_it(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(YOUTUBE)
    side = page.preview.side
    assert "2 groups of people" in texts(side)
    assert not side.go.isEnabled()
    with qtbot.waitSignal(page.went) as asked:
        qtbot.mouseClick(side.add_profile, Qt.MouseButton.LeftButton)
    assert asked.args == [SettingsPlace("profiles", Network.YOUTUBE)]
    brand = office.facebook.brand_id
    new = NewProfile(brand, Network.YOUTUBE, "Piekarnia na YouTube", "swit", Connection.NONE)
    added = office.app.profiles.add_profile(office.owner, new)
    context.bus.tell(Change("profile", added.id))
    _wait(context, qtbot)
    assert side.profile.currentText() == "YouTube · Piekarnia na YouTube"
    assert side.go.isEnabled()
    assert not side.add_profile.isVisible()
    assert page.window().focusWidget() is side.profile


def test_a_post_told_of_twice_is_counted_once(opened: Open) -> None:
    page = opened(META + META.splitlines()[1] + "\n")
    assert "16 posts" in texts(page)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_what_the_columns_hold_is_read_without_scrolling(
    opened: Open, page: ImportPage, context: TabContext, qtbot: QtBot, language: str
) -> None:
    context.face.language.choose(language)
    name = "Liczba wszystkich reakcji pod postem razem z udostępnieniami"
    rows = "".join(
        f'{day:02}.03.2026;"Chleb na zakwasie {day}, pieczony co rano od nowa {"x" * 40}";7\n' for day in range(13, 29)
    )
    table = opened(
        f"Data publikacji w strefie czasowej strony i jej właściciela;{name} i jeszcze;{name}\n{rows}"
    ).preview.columns
    for width in (1280, 900):
        page.resize(width, 720)
        qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
        assert table.columnWidth(2) >= min(table.sizeHintForColumn(2), table.viewport().width() // 2)
        assert min(table.columnWidth(place) for place in (0, 1)) > 60
