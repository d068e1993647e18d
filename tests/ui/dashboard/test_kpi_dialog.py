"""The KPI dictionary in the window: found by a word, told in full, with what waits for data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.kpi import KpiValue, Period
from app.domain.typical import OwnDays
from app.system.formats import Formats
from app.system.words import Words
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.kpi_dialog import KpiDialog
from app.ui.dashboard.kpi_lines import own_told, read_dictionary
from app.ui.importing.facts import Facts
from app.ui.tab_context import TabContext
from app.ui.tabs.dashboard import DashboardTab
from tests.fakes.figures import give_tables
from tests.fakes.offices import Office
from tests.ui.on_screen import texts


@pytest.mark.parametrize(
    ("language", "word", "name"), [("en", "Share of voice", "Followers"), ("pl", "monitoring", "Obserwujący")]
)
def test_a_kpi_is_found_and_told(
    office: Office, context_for: Callable[..., TabContext], qtbot: QtBot, language: str, word: str, name: str
) -> None:
    context = context_for(office)
    context.face.language.choose(language)
    tab = DashboardTab(context)
    qtbot.addWidget(tab)
    tab.show()
    with qtbot.waitSignal(tab.settled):
        tab.reload_if_stale()
    frame = next(row for row in tab.findChildren(TileFrame) if row.tile.spec.kpi == "followers")
    frame.asked.emit("kpis")
    qtbot.waitUntil(lambda: bool(tab.findChildren(KpiDialog)))
    (dialog,) = tab.findChildren(KpiDialog)
    assert dialog.page.text.startswith(f"{name}\n")
    model = dialog.view.model()
    every = model.rowCount()
    heads = [model.index(at, 0).data() for at in range(every) if not model.flags(model.index(at, 0))]
    assert len(heads) == 10 and heads[0] == ("Followers and audience" if language == "en" else "Obserwujący i odbiorcy")
    qtbot.keyClick(dialog.view, Qt.Key.Key_Up)  # to no heading
    assert dialog.page.text.startswith(f"{name}\n")
    QAbstractItemModelTester(dialog.view.model())
    dialog.search.setText(word)
    assert 1 <= dialog.view.model().rowCount() < every
    dialog.search.setText("ENGAGEMENT reach median" if language == "en" else "zaangazowania ZASIEG mediana")
    assert (
        1 <= dialog.view.model().rowCount() < 5 and "reach of each post" in dialog.page.text
        if language == "en"
        else "zasięg każdego posta" in dialog.page.text
    )
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.search.clear()
    dialog.choose("posts_per_week")
    assert "Rival IQ 2024" in dialog.page.text
    dialog.choose("posts")
    qtbot.waitUntil(lambda: "Facebook: 40 po" in dialog.page.text)
    assert "LinkedIn: 20 po" in dialog.page.text and ("90 days" if language == "en" else "90 dni") in dialog.page.text
    dialog.choose("sum:shares")
    assert dialog.page.text.startswith("Sum of shares" if language == "en" else "Suma")
    dialog.choose("best_posts")  # a list has no value of its own
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert "90" not in dialog.page.text
    dialog.choose("formats")
    assert ("Unit: that of the metric" if language == "en" else "Jednostka: taka jak danej miary") in dialog.page.text
    dialog.choose("share_of_voice")
    assert ("listening" if language == "en" else "monitoring") in dialog.page.text
    dialog.close()


def test_figures_the_practice_network_made_up_say_so(office: Office) -> None:
    words, measuring = Words("en"), office.app.measuring
    formats = Formats("en", "Europe/Warsaw")
    before = own_told(measuring.own_days(office.owner, "posts"), words, formats)
    assert not any("practice" in told for _, told in before.values)
    with office.app.store.write() as work:
        work.profiles.edit(office.facebook.id, office.facebook.version, {"connection": "practice"})
        work.profiles.mark_fetched(office.facebook.id, office.clock.now())
    after = dict(own_told(measuring.own_days(office.owner, "posts"), words, formats).values)
    assert [network for network, told in after.items() if "practice figures" in told] == ["Facebook"]


def test_what_has_no_figure_says_why(office: Office) -> None:
    words, formats, measuring = Words("en"), Formats("en", "Europe/Warsaw"), office.app.measuring

    def told(kpi: str) -> set[str]:
        return {told for _, told in own_told(measuring.own_days(office.owner, kpi), words, formats).values}

    assert told("audience_shares") == {"– no table of the audience yet"}
    assert told("traffic_sources") == {"– no table of sessions by source of these days"}
    assert all("not known" in one or "no data" in one for one in told("organic_views"))
    assert all("90 days" in one for one in told("daily_engagements"))


def test_of_networks_only_those_with_tables_are_told_where_there_are_any(office: Office) -> None:
    give_tables(office, office.linkedin)
    own = office.app.measuring.own_days(office.owner, "traffic_sources")
    told = own_told(own, Words("en"), Formats("en", "Europe/Warsaw")).values
    assert told == [("LinkedIn", "2 groups")] and set(own.values) > {"linkedin"}


def test_a_workspace_without_profiles_says_what_to_do_next(office: Office) -> None:
    own = own_told(
        OwnDays(Period(date(2026, 9, 1), date(2026, 11, 29)), {}), Words("en"), Formats("en", "Europe/Warsaw")
    )
    ((_, told),) = own.values
    assert told.startswith("There is no profile yet")


def test_what_was_left_out_and_what_still_grows_stands_under_a_figure(office: Office) -> None:
    value = KpiValue(
        "engagement_rate_by_reach_median", 4.0, "percent", "", None, 7, {"no_reach": 2}, flags={"younger_than_48h": 1}
    )
    values = {"facebook": value, "x": replace(value, kpi="posts")}
    own = OwnDays(Period(date(2026, 9, 1), date(2026, 11, 29)), values, known={"x": (61, 61)})
    rate, posts = (told.split("\n") for _, told in own_told(own, Words("en"), Formats("en", "Europe/Warsaw")).values)
    assert rate[0].endswith("% · 7 of 9 posts") and posts[0] == "7 of 9 posts · data of 61 of 90 days"
    assert rate[1:] == ["reach not known: 2 posts", "1 post is younger than 48 hours; its figures still grow."]


def test_a_search_that_finds_nothing_says_so(
    office: Office, context_for: Callable[..., TabContext], qtbot: QtBot
) -> None:
    dialog = _dictionary(context_for(office), qtbot)
    qtbot.keyClicks(dialog.search, "reachh")
    qtbot.waitUntil(lambda: "Nothing found. Try another word." in texts(dialog.page))
    qtbot.keyClick(dialog.search, Qt.Key.Key_Backspace)
    assert dialog.page.accessibleName() not in ("", "Nothing found. Try another word.")


def test_arrows_in_the_search_go_through_the_list(
    office: Office, context_for: Callable[..., TabContext], qtbot: QtBot
) -> None:
    dialog = _dictionary(context_for(office), qtbot)
    qtbot.keyClicks(dialog.search, "engagement")
    first = dialog.page.accessibleName()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.page.accessibleName() not in ("", first)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.page.accessibleName() == first
    assert dialog.search.text() == "engagement"


def test_values_of_others_stand_by_network_and_begin_at_one_place(
    office: Office, context_for: Callable[..., TabContext], qtbot: QtBot
) -> None:
    context = context_for(office)
    dialog = _dictionary(context, qtbot)
    dialog.choose("engagement_rate_by_followers_median")
    qtbot.waitUntil(lambda: context.face.tasks.is_idle and len(dialog.page.findChildren(Facts)) == 3)
    words = context.face.language.words
    (line,) = [
        row for row in read_dictionary(context.services, words) if row.name == "engagement_rate_by_followers_median"
    ]
    names = [name for name, _ in line.elsewhere(words, context.face.language.formats)]
    assert len(names) > len(set(names)) > 2
    assert len([1 for before, after in pairwise(names) if before != after]) == len(set(names)) - 1
    lefts = {
        label.mapTo(dialog, QPoint()).x()
        for facts in dialog.page.findChildren(Facts)
        for label in facts.findChildren(QLabel)
    }
    assert len(lefts) == 2


def _dictionary(context: TabContext, qtbot: QtBot) -> KpiDialog:
    dialog = KpiDialog(read_dictionary(context.services, context.face.language.words), context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    return dialog
