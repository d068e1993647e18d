"""What the preview of a file shows, asks and lets a person correct."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QPushButton, QStyle
from pytestqt.qtbot import QtBot

from app.domain.imports import Question
from app.domain.networks import Connection, Network
from app.exchange.imports.aliases import MEANINGS
from app.services.profiles import NewProfile
from app.ui.changes import Change
from app.ui.face import Face
from app.ui.importing import wording
from app.ui.importing.page import ImportPage
from app.ui.importing.text_table import TextTableModel
from app.ui.importing.wording import PICKED
from app.ui.places import SettingsPlace
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.importing.conftest import Open
from tests.ui.importing.files import GA4, HOSTILE, META, TABLE, YOUTUBE, bring_in, cells, wait
from tests.ui.on_screen import texts


def test_an_unknown_table_is_read_by_what_a_person_says(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(TABLE)
    side, table = page.preview.side, page.preview.columns
    assert any("does not know this table" in text for text in texts(page))
    assert side.go.isEnabled() is False
    assert cells(table)[2][0] == "Ile polubień"
    index = table.model().index(2, 2)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    picker = table.findChild(QComboBox)
    assert isinstance(picker, QComboBox)
    picker.setCurrentIndex(picker.findData("likes"))
    picker.activated.emit(picker.currentIndex())
    wait(context, qtbot)
    assert cells(table)[2][2] == "likes"
    side.profile.setCurrentIndex(side.profile.findData(office.linkedin.id))
    side.profile.activated.emit(side.profile.currentIndex())
    wait(context, qtbot)
    assert cells(table)[2][2] == "likes"
    bring_in(page, context, qtbot)
    assert "Figures added" in texts(page)
    assert office.app.importing.runs()[0].profile_id == office.linkedin.id


def test_a_mapping_that_lacks_something_says_what(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(TABLE)
    table = page.preview.columns
    table.model().setData(table.model().index(0, 2), "")
    wait(context, qtbot)
    assert any("Say which column holds" in text for text in texts(page.preview.side))
    assert not page.preview.side.go.isEnabled()
    table.model().setData(table.model().index(0, 2), "day")
    wait(context, qtbot)
    assert not any("Say which column holds" in text for text in texts(page.preview.side))


def test_what_is_picked_for_a_column_is_held_by_no_other_any_more(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(TABLE)
    table = page.preview.columns
    assert [row[2] for row in cells(table)][2:4] == ["a figure under its own name", "reach"]
    for row, meaning, held in (
        (2, "reach", ["day", "not imported", "reach", "a figure under its own name"]),
        (1, "day", ["not imported", "day", "reach", "a figure under its own name"]),
    ):
        table.model().setData(table.model().index(row, 2), meaning)
        wait(context, qtbot)
        assert [row[2] for row in cells(table)][:4] == held


def test_columns_picked_while_the_file_is_read_by_the_last_pick_all_count(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(TABLE)
    model = page.preview.columns.model()
    for row, meaning in ((2, "likes"), (3, "views"), (1, "text")):
        model.setData(model.index(row, 2), meaning)
    assert [row[2] for row in cells(page.preview.columns)][:4] == ["day", "text", "likes", "views"]
    wait(context, qtbot)
    assert [row[2] for row in cells(page.preview.columns)][:4] == ["day", "text", "likes", "views"]


def test_a_column_picked_meanwhile_leaves_what_each_row_is(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(TABLE)
    rows = page.preview.side.rows
    rows.setCurrentIndex(rows.findData("posts"))
    rows.activated.emit(rows.currentIndex())
    page.preview.columns._pick(4, "likes")
    wait(context, qtbot)
    assert rows.currentData() == "posts"


def test_a_list_of_meanings_stays_open_when_the_file_has_been_read_by_the_last_pick(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    table = opened(TABLE).preview.columns
    model = table.model()
    model.setData(model.index(2, 2), "likes")
    other = table.visualRect(model.index(3, 2)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    picker = table.findChild(QComboBox)
    assert isinstance(picker, QComboBox) and picker.view().isVisible()
    wait(context, qtbot)
    assert picker.view().isVisible()
    picker.setCurrentIndex(picker.findData("views"))
    picker.activated.emit(picker.currentIndex())
    wait(context, qtbot)
    assert [row[2] for row in cells(table)][2:4] == ["likes", "views"]
    qtbot.waitUntil(lambda: table.findChild(QComboBox) is None)


def test_the_next_table_with_the_same_columns_is_read_as_the_last_one_was(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    def held() -> list[str]:
        return [row[2] for row in cells(page.preview.columns)]

    page = opened(TABLE, "march.csv")
    guessed, columns = held(), page.preview.columns.model()
    for row, meaning in ((2, "likes"), (3, ""), (1, "text")):
        columns.setData(columns.index(row, 2), meaning)
        wait(context, qtbot)
    assert held() == ["day", "text", "likes", "not imported", "not imported"] != guessed
    side = page.preview.side
    side.profile.setCurrentIndex(side.profile.findData(office.linkedin.id))
    side.profile.activated.emit(side.profile.currentIndex())
    wait(context, qtbot)
    bring_in(page, context, qtbot)
    opened(TABLE.replace(".03.", ".04."), "april.csv")
    assert held() == ["day", "text", "likes", "not imported", "not imported"]
    assert any("assigned as in march.csv" in text for text in texts(page))
    opened(TABLE.replace("Uwagi", "Notatki"), "other.csv")
    assert held() == guessed and not any("assigned as" in text for text in texts(page))
    office.app.importing.undo(office.app.importing.runs()[0].id)
    opened(TABLE.replace(".03.", ".05."), "may.csv")
    assert held() == guessed


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
    wait(context, qtbot)
    assert page.preview.views.button("problems").text() == "Problems (1)"
    assert "has not come yet" in cells(page.preview.problems)[0][2]
    year = page.preview.side.questions._controls["year"]
    assert isinstance(year, QComboBox) and year.hasFocus()
    year.setCurrentIndex(year.findData("2014"))
    year.activated.emit(year.currentIndex())
    wait(context, qtbot)
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
    assert cells(page.preview.problems) == [["18", "left out", "“kiedyś” is not a date; the row was left out."]]
    qtbot.mouseClick(page.preview.views.button("rows"), Qt.MouseButton.LeftButton)
    assert cells(page.preview.rows)[0][:3] == ["2", "13.03.2026", "Post 13"]


def test_a_date_of_the_file_shows_what_the_order_of_day_and_month_makes_of_it(face: Face) -> None:
    asked = Question("date_order", ("mdy", "dmy"), "mdy", example="03/04/2025")
    told = [wording.option(asked, value, face.language) for value in asked.options]
    assert told == ["The month: 03/04/2025 is 4 March 2025", "The day: 03/04/2025 is 3 April 2025"]


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
    assert HOSTILE[:40] in cells(page.preview.rows)[0][2]


def test_the_language_changes_without_losing_what_was_said(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(TABLE)
    side = page.preview.side
    side.profile.setCurrentIndex(side.profile.findData(office.facebook.id))
    side.profile.activated.emit(side.profile.currentIndex())
    wait(context, qtbot)
    page.preview.open_view("rows")
    context.face.language.choose("pl")
    page.write()
    assert side.profile.currentData() == office.facebook.id
    assert page.preview.views.now == "rows"
    context.face.language.choose("en")


def test_what_is_offered_for_a_column_can_be_imported() -> None:
    assert set(PICKED) <= MEANINGS


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
    assert "2 groups" in texts(side)
    assert not side.go.isEnabled()
    with qtbot.waitSignal(page.went) as asked:
        qtbot.mouseClick(side.add_profile, Qt.MouseButton.LeftButton)
    assert asked.args == [SettingsPlace("profiles", Network.YOUTUBE)]
    brand = office.facebook.brand_id
    new = NewProfile(brand, Network.YOUTUBE, "Piekarnia na YouTube", "swit", Connection.NONE)
    added = office.app.profiles.add_profile(office.owner, new)
    context.bus.tell(Change("profile", added.id))
    wait(context, qtbot)
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


def test_a_long_profile_name_ends_in_an_ellipsis_and_is_told_whole(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    long = "Palarnia Trzy Żurawie w Konstancinie-Jeziornie, oddział kawiarniany"
    new = NewProfile(office.facebook.brand_id, Network.FACEBOOK, long, "zurawie")
    made = office.app.profiles.add_profile(office.owner, new)
    side = opened(TABLE).preview.side
    assert side.profile.toolTip() == ""
    side.profile.setCurrentIndex(side.profile.findData(made.id))
    side.profile.grab()
    assert long in side.profile.toolTip() and long in side.profile.currentText()
    assert side.profile.accessibleDescription() == "Into the profile"


def test_the_zone_taken_for_times_is_shown_and_the_last_one_said_is_proposed(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(META)
    zone = page.preview.side.questions._controls["zone"]
    assert isinstance(zone, QComboBox)
    assert {"Times", "Europe/Warsaw"} <= set(texts(page.preview.side)) and zone.currentText() == "As the profile's"
    zone.setCurrentIndex(zone.findData("America/Los_Angeles"))
    zone.activated.emit(zone.currentIndex())
    wait(context, qtbot)
    bring_in(page, context, qtbot)
    assert "America/Los_Angeles" in texts(page.report)
    page = opened(META)
    again = page.preview.side.questions._controls["zone"]
    assert isinstance(again, QComboBox)
    assert (again.currentData(), again.itemData(0)) == ("America/Los_Angeles", "profile")


def test_a_website_without_a_profile_is_offered_one_and_the_list_is_renewed_when_the_page_is_shown(
    opened: Open, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    page = opened(GA4)
    side = page.preview.side
    assert any("those of a website" in text and "the network Website or other" in text for text in texts(side))
    with qtbot.waitSignal(page.went) as asked:
        side.add_profile.click()
    assert asked.args == [SettingsPlace("profiles", Network.OTHER)]
    site = NewProfile(office.facebook.brand_id, Network.OTHER, "Strona", "strona.pl", connection=Connection.NONE)
    office.app.profiles.add_profile(office.owner, site)  # by another program: the window hears nothing
    page.reload_if_stale()
    wait(context, qtbot)
    assert not any("those of a website" in text for text in texts(side)) and not side.add_profile.isVisible()
    assert "Strona" in [side.profile.itemText(row) for row in range(side.profile.count())]


def test_columns_assigned_by_hand_leave_a_known_file_known_and_keep_its_period(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(GA4)
    qtbot.mouseClick(page.preview.side._hand, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
    shown = texts(page.preview)
    assert "Table read column by column" in shown and "1–30 September 2026" in shown
    assert not any("does not know this table" in text for text in shown)
    assert page.preview.side._hand.text() == "Read it as recognised"
    qtbot.mouseClick(page.preview.side._hand, Qt.MouseButton.LeftButton)
    wait(context, qtbot)
    assert page.preview.side._hand.text() == "Assign the columns yourself"


def test_another_file_is_shown_from_its_top_and_long_reasons_take_several_lines(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(META * 3)
    page.preview.open_view("rows")
    QApplication.processEvents()
    bar = page.preview.rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    opened(META, "another.csv")
    page.preview.open_view("rows")
    assert bar.value() == 0
    page.preview.open_view("problems")
    problems = page.preview.problems
    assert problems.rowHeight(0) > 2 * problems.fontMetrics().height()


def test_rows_that_take_several_lines_are_measured_a_few_at_a_time(
    opened: Open, context: TabContext, qtbot: QtBot
) -> None:
    page = opened(META * 40)
    page.preview.open_view("problems")
    problems = page.preview.problems
    last, low = problems.model().rowCount() - 1, problems.verticalHeader().defaultSectionSize()
    problems.horizontalHeader().setStretchLastSection(False)
    problems.setColumnWidth(2, 60)
    qtbot.waitUntil(lambda: problems.rowHeight(last) > 2 * low)
    problems.setColumnWidth(2, 2000)
    qtbot.waitUntil(lambda: problems.rowHeight(last) < 2 * low)


def test_a_long_reason_is_never_cut(opened: Open, context: TabContext, qtbot: QtBot) -> None:
    page = opened(META)
    page.preview.open_view("problems")
    problems, model = page.preview.problems, page.preview.problems.model()
    assert isinstance(model, TextTableModel)
    model.show(("Line", "Row", "Reason"), 1, lambda row, column: "a word or two " * 12 if column == 2 else "")
    problems.horizontalHeader().setStretchLastSection(False)
    high, padding = problems.fontMetrics().height(), 5
    margin = problems.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
    for width in range(200, 600, 3):
        problems.setColumnWidth(2, width)
        problems.resizeRowToContents(0)
        text = QRect(0, 0, width - 2 * (padding + margin), 10_000)
        needed = problems.fontMetrics().boundingRect(text, Qt.TextFlag.TextWordWrap, model.index(0, 2).data())
        assert problems.rowHeight(0) >= needed.height() // high * high, width
