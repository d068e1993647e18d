"""The calendar's rail as a person uses it: filters, search, what is remembered, what colleagues plan in a week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.networks import Cadence, Connection, Format, Network
from app.domain.people import Actor, Role
from app.domain.workflow import PostState
from app.services.campaigns import NewCampaign
from app.services.personas import NewPersona
from app.services.profiles import NewProfile
from app.ui.calendar.cadence_details import CadenceDetails
from app.ui.calendar.filter_chip import FilterChip
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.rail import Rail
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office
from tests.ui.on_screen import nameless, place, tab_walk, texts

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
Open = Callable[..., Rail]


@pytest.fixture
def open_rail(context: TabContext, qtbot: QtBot) -> Iterator[Open]:
    """A rail beside November, once everything it reads is there."""

    def opened(given: TabContext = context) -> Rail:
        rail = Rail(given)
        qtbot.addWidget(rail)
        rail.resize(rail.width(), 900)
        rail.show()
        rail.show_period(FIRST, LAST)
        rail.reload()
        settle(qtbot, given)
        return rail

    yield opened


def settle(qtbot: QtBot, context: TabContext) -> None:
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


def chips(rail: Rail, section: str) -> list[FilterChip]:
    return rail.panel.sections[section].chips


def chip(rail: Rail, section: str, name: str) -> FilterChip:
    return next(one for one in chips(rail, section) if one.text() == name)


def test_filters_say_what_there_is(office: Office, open_rail: Open) -> None:
    brand = office.facebook.brand_id
    office.app.personas.add(office.owner, NewPersona(brand, "Ola & Jan", "<b>tłusta</b>"))
    office.app.campaigns.add(office.owner, NewCampaign(brand, "Święta"))
    rail = open_rail()
    assert [one.text() for one in chips(rail, "profile_ids")] == ["piekarniaswit", "piekarnia-swit"]
    assert chip(rail, "persona_ids", "Ola && Jan").accessibleName() == "Ola & Jan"
    assert "&lt;b&gt;tłusta" in chip(rail, "persona_ids", "Ola && Jan").toolTip()
    assert rail.panel.sections["pillar_ids"].isHidden()
    rail.panel.sections["author_ids"].head.click()
    assert [one.text() for one in chips(rail, "author_ids")] == ["Anna Nowak", "Piotr Wilk"]
    assert nameless(rail) == []


def test_a_chip_filters_and_clearing_takes_all_off(office: Office, open_rail: Open, qtbot: QtBot) -> None:
    rail = open_rail()
    before = chip(rail, "profile_ids", "piekarnia-swit").mapTo(rail, QPoint(0, 0))
    with qtbot.waitSignal(rail.filters_changed) as told:
        chip(rail, "profile_ids", "piekarnia-swit").click()
    assert told.args == [CalendarFilters(profile_ids=(office.linkedin.id,))]
    QApplication.processEvents()
    assert chip(rail, "profile_ids", "piekarnia-swit").mapTo(rail, QPoint(0, 0)) == before, "a second click meets it"
    rail.panel.sections["states"].head.click()
    chip(rail, "states", "Scheduled").click()
    assert rail.filters == CalendarFilters(profile_ids=(office.linkedin.id,), states=(PostState.SCHEDULED,))
    assert "2 on" in texts(rail)
    with qtbot.waitSignal(rail.filters_changed) as told:
        rail.panel.clear.click()
    assert told.args[0].is_empty
    assert not any(one.isChecked() for one in chips(rail, "states"))


def test_days_with_posts_follow_the_filters(office: Office, open_rail: Open, qtbot: QtBot, context: TabContext) -> None:
    rail = open_rail()
    day = date(2026, 11, 24)
    assert dict(rail.month.model.posts) == {day: 3}
    assert rail.month.model.holidays[date(2026, 11, 11)] == "National Independence Day"
    chip(rail, "profile_ids", "piekarnia-swit").click()
    settle(qtbot, context)
    assert dict(rail.month.model.posts) == {day: 1}


def test_filters_stay_for_the_session(open_rail: Open, office: Office, context: TabContext, qtbot: QtBot) -> None:
    first = open_rail()
    chip(first, "profile_ids", "piekarniaswit").click()
    first.panel.sections["formats"].head.click()
    chip(first, "formats", "Reel").click()
    again = open_rail()
    wanted = CalendarFilters(profile_ids=(office.facebook.id,), formats=(Format.REEL,))
    assert again.filters == wanted == again.panel.filters
    assert again.panel.sections["formats"].is_open
    assert chip(again, "profile_ids", "piekarniaswit").isChecked()
    other = replace(context, brand_id=office.app.workspaces.add_brand(office.owner, "Druga").id)
    assert open_rail(other).filters == CalendarFilters(formats=(Format.REEL,))


def test_a_place_sets_the_filters(open_rail: Open, office: Office, qtbot: QtBot) -> None:
    rail = open_rail()
    with qtbot.waitSignal(rail.filters_changed):
        rail.choose(CalendarFilters(profile_ids=(office.facebook.id,)))
    assert chip(rail, "profile_ids", "piekarniaswit").isChecked()
    with qtbot.assertNotEmitted(rail.filters_changed):
        rail.choose(CalendarFilters(profile_ids=(office.facebook.id,)))


def test_fifty_profiles_are_found_by_typing(office: Office, open_rail: Open, qtbot: QtBot) -> None:
    for n in range(50):
        name = f"Najdłuższa nazwa profilu jaką ktoś wymyślił numer {n}"
        new = NewProfile(office.facebook.brand_id, Network.X, name, f"profil{n}", Connection.NONE)
        office.app.profiles.add_profile(office.owner, new)
    rail = open_rail()
    section = rail.panel.sections["profile_ids"]
    assert len(chips(rail, "profile_ids")) == 12
    assert section.search.isVisible()
    qtbot.keyClicks(section.search, "numer 49")
    (found,) = chips(rail, "profile_ids")
    assert found.accessibleName() == "X · Najdłuższa nazwa profilu jaką ktoś wymyślił numer 49 · profil49"
    qtbot.waitUntil(found.isVisible)
    assert rail.panel.mapTo(rail, found.geometry().topRight()).x() < rail.width()
    found.click()
    section.search.clear()
    assert len(chips(rail, "profile_ids")) == 13
    section.more.click()
    assert len(chips(rail, "profile_ids")) == 52
    qtbot.waitUntil(chips(rail, "profile_ids")[-1].isVisible)
    assert rail._page.minimumSizeHint().width() <= rail.width()
    assert len(rail.cadence.meters) == 1


def test_the_week_in_meters(office: Office, open_rail: Open, context: TabContext, qtbot: QtBot) -> None:
    for profile, cadence in ((office.facebook, Cadence("day", 2, 3)), (office.linkedin, Cadence("week", 4, 5))):
        office.app.profiles.edit_profile(office.owner, profile.id, cadence=cadence)
    rail = open_rail()
    facebook, linkedin = rail.cadence.meters
    assert facebook.accessibleName() == "Facebook, piekarniaswit: 2 of 14–21. Too few: 12 posts are missing."
    assert linkedin.accessibleName() == "LinkedIn, piekarnia-swit: 1 of 4–5. Too few: 3 posts are missing."
    assert "23–29 November" in texts(rail)
    rail.cadence._on.click()
    settle(qtbot, context)
    assert rail.cadence.meters[0].accessibleName().startswith("Facebook, piekarniaswit: 0 of 14–21.")


def test_a_profile_gets_a_target_of_its_own(office: Office, open_rail: Open, context: TabContext, qtbot: QtBot) -> None:
    rail = open_rail()
    details = opened_details(rail, 1, qtbot, context)
    assert details.suggestion.text() == "Take 4–5 posts a week, the usual advice for LinkedIn"
    assert not details.none.isVisible()
    details.low.show_number(0)
    details.high.show_number(1)
    details.set_button.click()
    settle(qtbot, context)
    rail.reload()
    settle(qtbot, context)
    assert rail.cadence.meters[1].accessibleName() == "LinkedIn, piekarnia-swit: 1 of 0–1. On target."
    assert context.undo.undo_name == "Target of piekarnia-swit set"
    context.undo.undo()
    settle(qtbot, context)
    assert office.app.profiles.profile(office.owner, office.linkedin.id).cadence is None


def test_nobody_is_held_to_a_target_nobody_chose(
    office: Office, open_rail: Open, context: TabContext, qtbot: QtBot
) -> None:
    new = NewProfile(office.facebook.brand_id, Network.X, "Świt", "swit", Connection.PRACTICE)
    office.app.profiles.add_profile(office.owner, new)
    rail = open_rail()
    told = [meter.accessibleName() for meter in rail.cadence.meters]
    assert "X, swit: 0. No target has been chosen." in told
    assert not any("Too few" in text for text in told)


def test_who_does_not_plan_only_reads(office: Office, open_rail: Open, context: TabContext, qtbot: QtBot) -> None:
    viewer = office.app.members.add_member(
        office.owner, "Ewa", "ewa@example.com", {office.facebook.brand_id: frozenset({Role.VIEWER})}
    )
    office.app.profiles.edit_profile(office.owner, office.facebook.id, cadence=Cadence("day", 2, 3))
    mine = replace(context, actor=Actor(viewer))
    details = opened_details(open_rail(mine), 0, qtbot, mine)
    assert "Who plans for this brand can set a target." in texts(details)
    assert not details.set_button.isVisible()
    assert "Days with too few posts: Mon 23, Wed 25, Thu 26, Fri 27, Sat 28, Sun 29" in texts(details)


def opened_details(rail: Rail, number: int, qtbot: QtBot, context: TabContext) -> CadenceDetails:
    meter = rail.cadence.meters[number]
    meter.setFocus()
    qtbot.keyClick(meter, Qt.Key.Key_Return)
    settle(qtbot, context)
    details = rail.findChild(CadenceDetails)
    assert details is not None
    assert nameless(details) == []
    return details


def test_the_language_switches_without_losing_what_was_chosen(
    open_rail: Open, context: TabContext, qtbot: QtBot
) -> None:
    rail = open_rail()
    chip(rail, "profile_ids", "piekarniaswit").click()
    context.face.language.choose("pl")
    rail.write()
    settle(qtbot, context)
    assert chip(rail, "profile_ids", "piekarniaswit").isChecked()
    assert rail.month.name.text() == "listopad 2026"


def test_tab_goes_from_top_to_bottom(open_rail: Open) -> None:
    rail = open_rail()
    rail.activateWindow()
    rail.month.grid.setFocus()
    rows = [place(widget, rail)[0] for widget in tab_walk(rail)]
    first = rows.index(min(rows))
    turned = rows[first:] + rows[:first]
    assert [b - a >= -12 for a, b in pairwise(turned)].count(False) == 0


def test_trouble_is_told_with_a_way_on(
    open_rail: Open, office: Office, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rail = open_rail()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "plan")

    with monkeypatch.context() as broken:
        broken.setattr(office.app.planning, "chips", full)
        rail.reload()
        settle(qtbot, context)
    told = [label.text() for label in rail.findChildren(QLabel) if label.isVisible()]
    assert any("disk is full" in text for text in told)
    rail._again.click()
    settle(qtbot, context)
    assert not rail._problem.isVisible()


def test_a_week_across_two_years_widens_nothing(open_rail: Open, context: TabContext, qtbot: QtBot) -> None:
    """The widest span is told in two lines; what stands in the rail ends inside it."""
    context.face.language.choose("pl")
    rail = open_rail()
    rail.show_period(date(2026, 12, 28), date(2027, 1, 3))
    settle(qtbot, context)
    rail.grab()
    print(
        rail._page.width(),
        rail.width(),
        rail.cadence._span.text(),
        rail.cadence.minimumSizeHint(),
        rail.fontMetrics().averageCharWidth(),
    )
    assert rail._page.minimumSizeHint().width() <= rail.width()
