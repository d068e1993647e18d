"""The calendar for colleagues: what is in it, what must not be, and the file kept up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

from app.domain.days import WallTime
from app.domain.errors import BadInput, NotFound, NotPermitted
from app.domain.networks import Connection, Format, Network
from app.domain.people import Actor, Role
from app.domain.workflow import PostState
from app.domain.workspace import Place
from app.services.calendar_entries import without_addresses
from app.services.calendars import CalendarChoice, CalendarService
from app.services.campaigns import CampaignService, NewCampaign
from app.services.personas import NewPersona, PersonaService
from app.services.planning import NewPost, PlanningService, PostEdit
from app.services.scheduling import SchedulingService
from app.services.steps import VariantSteps
from app.store.opening import open_store
from app.store.queries.team import place_rows
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_member, add_profile, new_workspace, owner

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
ALL = CalendarChoice()


class Desk:
    """A workspace with Facebook (files only) and Instagram (Practice), and the services a plan is made with."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = SetClock(NOW)
        steps = VariantSteps(self.clock)
        self.ewa = Actor(owner(store))
        self.facebook = add_profile(store)
        self.instagram = add_profile(store, Network.INSTAGRAM, "@jesion", Connection.PRACTICE)
        self.planning = PlanningService(store, self.clock, steps)
        self.scheduling = SchedulingService(store, self.clock, steps)
        self.calendars = CalendarService(store, self.clock)

    def post(self, title: str = "Premiera", day: int = 25, **changes: Any) -> int:
        when = WallTime(datetime(2026, 11, day, 18, 0), "Europe/Warsaw")
        new = NewPost(1, text="Tajna treść", title=title, profile_ids=(self.facebook.id,), when=when)
        return self.planning.add(self.ewa, replace(new, **changes)).id

    def put(self, post_id: int, state: PostState, **columns: Any) -> None:
        """Puts the variants of a post into a state, as publishing would."""
        with self.store.write() as work:
            for row in work.posts.get(post_id).variants:
                values = {"state": state.value, "sequence": row.sequence + 1, "changed_at": self.clock.now()}
                work.posts.edit_variant(row.id, row.version, values | columns)

    def events(self, choice: CalendarChoice = ALL, **options: Any) -> dict[str, icalendar.Event]:
        """The exported events by summary."""
        options = {"language": "en"} | options
        content = self.calendars.ics(self.ewa, FIRST, LAST, choice, **options)
        found = icalendar.Calendar.from_ical(content)
        return {str(event["SUMMARY"]): event for event in found.walk("VEVENT")}


@pytest.fixture
def desk(any_store_url: str) -> Iterator[Desk]:
    made = Desk(new_workspace(any_store_url))
    yield made
    made.store.close()


@pytest.fixture
def file_desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(new_workspace(str(tmp_path / "workspace.szpalta")))
    yield made
    made.store.close()


def test_one_entry_per_variant_with_a_time(desk: Desk) -> None:
    campaign = CampaignService(desk.store, desk.clock).add(desk.ewa, NewCampaign(1, "Zima"))
    post = desk.post(profile_ids=(desk.facebook.id, desk.instagram.id), campaign_id=campaign.id)
    desk.post("Bez terminu", when=None)
    desk.post("Inny rok", when=WallTime(datetime(2027, 1, 1, 0, 30), "Europe/Warsaw"))
    desk.put(post, PostState.SCHEDULED, remote_url="https://example.org/p/1")
    events = desk.events()
    assert sorted(events) == ["Facebook: Premiera", "Instagram: Premiera"]
    event = events["Instagram: Premiera"]
    variant = desk.planning.post(desk.ewa, post).variants[1]
    assert str(event["UID"]) == f"{variant.uid}@szpalta"
    assert event["DTSTART"].dt == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CONFIRMED", 1)
    assert event["DESCRIPTION"].splitlines() == [
        "Instagram, @jesion",
        "Scheduled",
        "Practice",
        "Campaign: Zima",
        "",
        "https://example.org/p/1",
    ]
    assert [str(name) for name in event["CATEGORIES"].cats] == ["Instagram", "Zima"]


def test_two_parsers_read_the_same(desk: Desk) -> None:
    desk.put(desk.post("Średnik; przecinek, C:\\Nowe"), PostState.APPROVED)
    desk.post("Szkic 👩‍👩‍👧‍👦")
    content = desk.calendars.ics(desk.ewa, FIRST, LAST, replace(ALL, with_holidays=True), language="pl")
    one = {
        (str(event["UID"]), str(event["SUMMARY"]), event["DTSTART"].dt)
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }
    other = {
        (event.uid.value, event.summary.value, event.dtstart.value)
        for event in vobject.readOne(content.decode()).vevent_list
    }
    assert {(uid, summary) for uid, summary, _ in one} == {(uid, summary) for uid, summary, _ in other}
    assert {(uid, at) for uid, _, at in one if not isinstance(at, datetime)} == {
        (uid, at) for uid, _, at in other if not isinstance(at, datetime)
    }
    assert "Facebook: Średnik; przecinek, C:\\Nowe" in {summary for _, summary, _ in one}
    assert not [error for event in icalendar.Calendar.from_ical(content).walk() for error in event.errors]


def test_what_a_draft_shows(desk: Desk) -> None:
    desk.post("")
    desk.post("Tytuł", 26)
    told = desk.calendars.ics(desk.ewa, FIRST, LAST, ALL, language="en")
    assert b"Tajna" not in told
    assert sorted(desk.events()) == ["Draft: Facebook: Tytuł", "Draft: Facebook: Untitled post"]
    with_text = desk.events(replace(ALL, with_text=True))
    assert sorted(with_text) == ["Draft: Facebook: Tajna treść", "Draft: Facebook: Tytuł"]
    assert "Tajna treść" in with_text["Draft: Facebook: Tytuł"]["DESCRIPTION"]
    assert {str(event["STATUS"]) for event in with_text.values()} == {"TENTATIVE"}


def test_first_words_once_approved_and_the_whole_text_once_public(desk: Desk) -> None:
    text = "\n  " + "słowo " * 30 + "\nTajny koniec, pisz: anna@jesion.pl"
    post = desk.post("", text=text)
    desk.put(post, PostState.APPROVED)
    ((summary, event),) = desk.events().items()
    assert summary == "Facebook: " + "słowo " * 12 + "słowo…"
    assert "Tajny" not in event["DESCRIPTION"]
    desk.put(post, PostState.PUBLISHED, published_at=NOW)
    ((_, event),) = desk.events().items()
    assert "Tajny koniec, pisz: …" in event["DESCRIPTION"] and "@" not in event["DESCRIPTION"]
    ((_, event),) = desk.events(replace(ALL, with_text=True)).items()
    assert "pisz: anna@jesion.pl" in event["DESCRIPTION"]


def test_no_addresses_in_titles_and_campaigns(desk: Desk) -> None:
    campaign = CampaignService(desk.store, desk.clock).add(desk.ewa, NewCampaign(1, "Zapisy: zapisy@jesion.pl"))
    desk.put(desk.post("Napisz do jan.nowak@jesion.pl, dziś", campaign_id=campaign.id), PostState.APPROVED)
    content = desk.calendars.ics(desk.ewa, FIRST, LAST, replace(ALL, campaign_id=campaign.id), language="pl").decode()
    assert "@jesion" not in content.replace("\r\n ", "")
    assert "SUMMARY:Facebook: Napisz do …\\, dziś" in content


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a.b+c@d-e.co.uk", "…"),
        ("mailto:a@b.pl?x", "mailto:…?x"),
        ("(a@b.pl)", "(…)"),
        ("@jesion", "@jesion"),
        ("@jesion@mastodon.social", "@jesion@mastodon.social"),
        ("5 @ 3", "5 @ 3"),
        ("zażółć@gęśl.pl", "…"),
    ],
)
def test_what_looks_like_an_address(text: str, left: str) -> None:
    assert without_addresses(text) == left


def test_filters(desk: Desk) -> None:
    persona = PersonaService(desk.store, desk.clock).add(desk.ewa, NewPersona(1, "Marta"))
    post = desk.post("Dla Marty", persona_ids=(persona.id,), profile_ids=(desk.facebook.id, desk.instagram.id))
    desk.put(desk.post("Zwykły"), PostState.APPROVED)
    desk.put(post, PostState.APPROVED)
    desk.post("Szkic")
    for choice, wanted in (
        (replace(ALL, persona_id=persona.id), ["Facebook: Dla Marty", "Instagram: Dla Marty"]),
        (replace(ALL, profile_ids=(desk.instagram.id,)), ["Instagram: Dla Marty"]),
        (replace(ALL, states=(PostState.DRAFT,)), ["Draft: Facebook: Szkic"]),
        (replace(ALL, brand_ids=(1,), states=(PostState.APPROVED,), profile_ids=()), []),
    ):
        assert sorted(desk.events(choice)) == wanted
    named = desk.calendars.calendar_file(desk.ewa, FIRST, LAST, replace(ALL, persona_id=persona.id), language="en")
    assert named.name == "Content calendar: Jesion, Marta"


def test_filters_of_the_window(file_desk: Desk, tmp_path: Path) -> None:
    desk = file_desk
    personas = PersonaService(desk.store, desk.clock)
    ids = tuple(personas.add(desk.ewa, NewPersona(1, name)).id for name in ("Marta", "Jan"))
    for name, number in zip(("Dla Marty", "Dla Jana"), ids, strict=True):
        desk.put(desk.post(name, persona_ids=(number,)), PostState.APPROVED)
    desk.put(desk.post("Zwykły"), PostState.APPROVED)
    both = replace(ALL, persona_ids=ids, formats=(Format.TEXT,), author_ids=(desk.ewa.member_id or 0,))
    assert sorted(desk.events(both)) == ["Facebook: Dla Jana", "Facebook: Dla Marty"]
    for choice in (
        replace(both, formats=(Format.REEL,)),
        replace(both, campaign_ids=(1,)),
        replace(both, pillar_ids=()),
    ):
        assert not desk.events(choice)
    desk.calendars.keep(desk.ewa, tmp_path, both, language="pl", name="Dla obojga")
    (kept,) = desk.calendars.kept_calendars(desk.ewa)
    assert kept.choice == replace(both, brand_ids=kept.choice.brand_ids)


def test_two_calendars_of_one_name_are_told_apart_by_their_place(file_desk: Desk, tmp_path: Path) -> None:
    desk = file_desk
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        desk.calendars.keep(desk.ewa, tmp_path / name, ALL, language="pl", name="Plan")
    desk.calendars.stop_keeping(desk.ewa, "Plan", path=tmp_path / "a" / "Plan.ics")
    assert [row.path.parent.name for row in desk.calendars.kept_calendars(desk.ewa)] == ["b"]


def test_the_sequence_rises_with_every_change_and_the_uid_stays(desk: Desk) -> None:
    post = desk.post()
    seen = []
    for change in (
        lambda: None,
        lambda: desk.planning.edit(desk.ewa, post, PostEdit(title="Nowy tytuł")),
        lambda: desk.planning.edit(desk.ewa, post, PostEdit(text="Nowa treść")),
        lambda: desk.scheduling.cancel(desk.ewa, post),
    ):
        desk.clock.advance(timedelta(minutes=1))
        change()
        ((_, event),) = desk.events().items()
        seen.append((str(event["UID"]), int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt))
    assert len({uid for uid, _, _ in seen}) == 1 and seen[0][1] == 0
    assert [n for _, n, _ in seen] == sorted({n for _, n, _ in seen})
    assert [at for _, _, at in seen[1:]] == sorted({at for _, _, at in seen[1:]})


def test_cancelled_ones_stay_for_thirty_days_when_somebody_knows_them(desk: Desk) -> None:
    known, approved, unknown = desk.post("Znany"), desk.post("Zaakceptowany"), None
    desk.events(replace(ALL, states=(PostState.DRAFT,)))
    unknown = desk.post("Nieznany")
    desk.put(approved, PostState.APPROVED, approved_at=NOW)
    for post in (known, approved, unknown):
        desk.scheduling.cancel(desk.ewa, post)
    assert sorted(desk.events()) == ["Cancelled: Facebook: Zaakceptowany", "Cancelled: Facebook: Znany"]
    assert {str(event["STATUS"]) for event in desk.events().values()} == {"CANCELLED"}
    desk.clock.advance(timedelta(days=30))
    assert len(desk.events()) == 2
    desk.clock.advance(timedelta(seconds=1))
    assert desk.events() == {}


def test_the_same_plan_gives_the_same_bytes(desk: Desk) -> None:
    desk.post(profile_ids=(desk.facebook.id, desk.instagram.id))
    choice = replace(ALL, with_holidays=True)

    def exported(choice: CalendarChoice, last: date = LAST) -> bytes:
        return desk.calendars.ics(desk.ewa, FIRST, last, choice, language="pl")

    first = exported(choice)
    desk.clock.advance(timedelta(days=1))
    assert exported(choice) == first
    uids = {
        desk.calendars.calendar_file(desk.ewa, FIRST, last, choice, language=language).uid
        for last in (LAST, FIRST)
        for language in ("pl", "en")
        for choice in (ALL, replace(ALL, with_text=True))
    }
    other = desk.calendars.calendar_file(desk.ewa, FIRST, LAST, replace(ALL, profile_ids=(1,)), language="pl")
    assert len(uids) == 1 and other.uid not in uids
    with pytest.raises(BadInput, match=r"^calendar\.days"):
        exported(ALL, FIRST - timedelta(days=1))


def test_days_off_as_all_day_entries(desk: Desk) -> None:
    with desk.store.write() as work:
        work.team.edit_brand(1, work.team.brand(1).version, {"places": place_rows((Place("PL"),))})
    events = desk.events(replace(ALL, with_holidays=True), language="pl")
    polish = {str(event["UID"]) for event in events.values()}
    day = events["Narodowe Święto Niepodległości"]
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2026, 11, 11), date(2026, 11, 12))
    assert str(day["UID"]).endswith("-2026-11-11-holiday-PL-1@szpalta")
    assert polish == {str(event["UID"]) for event in desk.events(replace(ALL, with_holidays=True)).values()}
    assert desk.events() == {}


def test_only_brands_the_person_may_see(desk: Desk) -> None:
    desk.post()
    with desk.store.write() as work:
        other = work.team.add_brand(
            uid="b" * 32, name="Buk", language="pl", zone="UTC", places=[], banned_words=[], required_words=[]
        )
    guest = Actor(add_member(desk.store, "gosc@jesion.pl", Role.VIEWER))
    stranger = Actor(add_member(desk.store, "obcy@jesion.pl", Role.VIEWER))
    buk = Actor(add_member(desk.store, "buk@jesion.pl", Role.VIEWER))
    with desk.store.write() as work:
        for actor in (stranger, buk):
            work.team.set_roles(actor.member_id, 1, frozenset())
        work.team.set_roles(buk.member_id, other, frozenset({Role.VIEWER}))

    def entries(actor: Actor, choice: CalendarChoice = ALL) -> int:
        return len(desk.calendars.calendar_file(actor, FIRST, LAST, choice, language="pl").entries)

    assert (entries(guest), entries(buk), entries(Actor())) == (1, 0, 1)
    with pytest.raises(NotPermitted):
        entries(stranger)
    with pytest.raises(NotFound, match="brand"):
        entries(guest, CalendarChoice(brand_ids=(other,)))


def test_written_once_and_kept_up_to_date(file_desk: Desk, tmp_path: Path) -> None:
    desk = file_desk
    post = desk.post()
    path = tmp_path / "plan.ics"
    assert desk.calendars.export(desk.ewa, path, FIRST, LAST, ALL, language="pl").written
    done = desk.calendars.export(desk.ewa, path, FIRST, LAST, ALL, language="pl")
    assert (done.entries, done.written, done.path) == (1, False, path)
    folder = tmp_path / "dysk"
    folder.mkdir()
    choice = CalendarChoice(profile_ids=(desk.facebook.id,), states=(PostState.DRAFT, PostState.CANCELLED))
    kept = desk.calendars.keep(desk.ewa, folder, choice, language="pl", name="Plan dla Łucji")
    assert kept.path == folder / "Plan-dla-Lucji.ics" and kept.written
    assert [row.choice for row in desk.calendars.kept_calendars(desk.ewa)] == [choice]
    assert [row.written for row in desk.calendars.refresh_kept()] == [False]
    desk.scheduling.cancel(desk.ewa, post)
    assert [(row.written, row.entries) for row in desk.calendars.refresh_kept()] == [(True, 1)]
    assert "STATUS:CANCELLED" in kept.path.read_text(encoding="utf-8")
    desk.calendars.keep(desk.ewa, folder, ALL, language="en", name="Plan dla Łucji")
    assert [row.language for row in desk.calendars.kept_calendars(desk.ewa)] == ["en"]
    with pytest.raises(NotFound, match=r"^calendar\.not_kept"):
        desk.calendars.stop_keeping(desk.ewa, "Inny")
    desk.calendars.stop_keeping(desk.ewa, "Plan dla Łucji")
    assert desk.calendars.kept_calendars(desk.ewa) == [] == desk.calendars.refresh_kept() and kept.path.exists()


def test_a_folder_that_is_gone_does_not_stop_the_others(file_desk: Desk, tmp_path: Path) -> None:
    desk = file_desk
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
        desk.calendars.keep(desk.ewa, folder, ALL, language="pl")
    for folder in folders:
        next(folder.iterdir()).unlink()
    folders[0].rmdir()
    gone, there = desk.calendars.refresh_kept()
    assert gone.problem is not None and (gone.problem.code, gone.written) == ("file.folder_missing", False)
    assert there.written and there.problem is None
    assert not re.search(str(tmp_path), there.path.read_text(encoding="utf-8"))


def test_what_a_member_keeps_shows_only_what_that_member_may_see(file_desk: Desk, tmp_path: Path) -> None:
    desk = file_desk
    guest = Actor(add_member(desk.store, "gosc@jesion.pl", Role.VIEWER))
    desk.calendars.keep(guest, tmp_path, ALL, language="pl")
    assert desk.calendars.kept_calendars(desk.ewa)[0].choice.brand_ids == (1,)


def test_a_store_opened_for_reading_exports_too(tmp_path: Path) -> None:
    address = str(tmp_path / "workspace.szpalta")
    made = Desk(new_workspace(address))
    made.post()
    made.store.close()
    reading = open_store(address, read_only=True)
    content = CalendarService(reading, SetClock(NOW)).ics(made.ewa, FIRST, LAST, ALL, language="pl")
    assert content.count(b"BEGIN:VEVENT") == 1
    reading.close()
