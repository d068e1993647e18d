from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.published import RemoteRemark
from app.services.planning import VariantEdit
from app.services.profiles import NewProfile
from app.services.today import KEPT_MISSED, QUESTIONS_KEPT, SOON
from app.store.first_look import read_first_look
from tests.fakes.lying import lies_at_network
from tests.fakes.offices import MORNING, Office, busy_office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.app.close()


def attention(office: Office) -> dict[str, str | None]:
    return {row.title: row.attention for row in office.app.today.page(office.owner).attention}


def test_going_out_is_what_falls_on_this_calendar_day_of_the_workspace(office: Office) -> None:
    """The day in Warsaw is 23:00 to 23:00 UTC in winter; it is half past seven UTC now."""
    office.clock.set(MORNING - timedelta(days=1))
    for title, hours in (("first minute", -8.5), ("noon", 4.5), ("last minute", 15.49), ("tomorrow", 15.5)):
        office.post(office.owner, title, MORNING + timedelta(hours=hours))
    office.clock.set(MORNING)
    page = office.app.today.page(office.owner)
    assert page.day == date(2026, 11, 24)
    assert [row.title for row in page.going_out] == ["first minute", "noon", "last minute"]


def test_a_draft_without_approval_needs_attention_shortly_before_and_after_its_time(office: Office) -> None:
    minute = timedelta(minutes=1)
    office.clock.set(MORNING - KEPT_MISSED - timedelta(days=1))
    office.post(office.owner, "soon", MORNING + SOON - minute)
    office.post(office.owner, "later", MORNING + SOON + minute)
    office.post(office.owner, "missed", MORNING - minute)
    office.post(office.owner, "long ago", MORNING - KEPT_MISSED - minute)
    office.clock.set(MORNING)
    assert attention(office) == {"missed": "missed", "soon": "unapproved"}


def test_a_scheduled_post_is_missed_only_when_it_is_too_late_to_go_out_by_itself(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    office.clock.set(MORNING + timedelta(hours=8, minutes=14))
    assert "Chleb na zakwasie" not in attention(office)
    office.clock.set(MORNING + timedelta(hours=8, minutes=16))
    assert attention(office)["Chleb na zakwasie"] == "missed"
    office.app.close()


def test_nobody_is_asked_to_approve_their_own_post(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    assert [row.title for row in office.app.today.page(office.owner).waiting] == ["Makowiec"]
    assert office.app.today.page(office.editor).waiting == ()
    office.app.close()


def test_equal_steps_are_one_line(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    changes = office.app.today.page(office.owner).changes
    approvals = [row for row in changes if row.action == "approve"]
    assert [(row.title, row.who, row.count) for row in approvals] == [("Chleb na zakwasie", "Piotr Wilk", 2)]
    profiles = [row for row in changes if (row.entity, row.action) == ("profile", "added")]
    assert [(row.title, row.count) for row in profiles] == [(None, 2)]
    office.app.close()


def test_a_task_is_told_by_its_name_also_when_it_was_opened_again(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    (task,) = office.app.tasks.mine(office.owner)
    office.app.tasks.done(office.owner, task.id)
    office.app.tasks.reopen(office.owner, task.id)
    rows = [row for row in office.app.today.page(office.owner).changes if row.entity == "task"]
    assert {(row.action, row.title) for row in rows} == {
        (action, "Zamówić mąkę") for action in ("added", "done", "reopened")
    }
    office.app.close()


def test_an_approved_post_without_a_time_needs_attention_until_it_has_one(office: Office) -> None:
    number = office.post(office.owner, "Sernik", MORNING + timedelta(days=3), submit=True)
    office.app.approval.approve(office.editor, number)
    assert attention(office) == {}
    office.app.scheduling.unschedule(office.owner, number)
    assert attention(office) == {"Sernik": "undated"}


def test_imports_are_told_and_the_programs_own_steps_push_nothing_out(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    before = office.app.today.page(office.owner).changes
    with office.app.store.write() as work:
        told = {"actor": office.owner, "brand_id": office.facebook.brand_id, "at": office.clock.now()}
        work.history.record(entity="import_run", entity_id=1, action="imported", **told)
        for number in range(60):
            work.history.record(entity="stop", entity_id=number, action=f"step {number}", **told)
    after = office.app.today.page(office.owner).changes
    assert [(row.entity, row.action) for row in after] == [
        ("import_run", "imported"), *((row.entity, row.action) for row in before)
    ]  # fmt: skip
    office.app.close()


def test_a_member_without_the_brand_sees_nothing_of_it(tmp_path: Path) -> None:
    office = busy_office(tmp_path)
    other = office.app.workspaces.add_brand(office.owner, "Inna marka")
    roles = {other.id: frozenset({Role.EDITOR})}
    stranger = Actor(office.app.members.add_member(office.owner, "Ewa Lis", "ewa@example.com", roles))
    page = office.app.today.page(stranger)
    assert (page.going_out, page.attention, page.waiting) == ((), (), ())
    assert [row for row in page.changes if row.title] == []
    office.app.close()


def test_a_stop_is_told(office: Office) -> None:
    assert not office.app.today.page(office.owner).paused
    office.app.workspaces.pause_publishing(office.owner, True, "recall")
    assert office.app.today.page(office.owner).paused


def test_a_question_waits_until_somebody_of_us_answers_it(office: Office) -> None:
    ago = MORNING - timedelta(hours=30)

    def remark(name: str, at: datetime, parent: str | None = None, *, own: bool = False) -> RemoteRemark:
        return RemoteRemark(name, None, parent, "Ola", f"{name}?", at, is_own=own, is_question=not own)

    rows = [
        remark("open", ago),
        remark("answered", ago),
        remark("old", MORNING - QUESTIONS_KEPT - timedelta(minutes=1)),
    ]
    rows += [remark("reply", MORNING, "answered", own=True), remark("echo", MORNING, "open")]
    with office.app.store.write() as work:
        work.comments.upsert(office.facebook.id, rows)
    asked = office.app.today.page(office.owner).questions
    assert [(row.profile.id, row.question.text) for row in asked] == [
        (office.facebook.id, "open?"),
        (office.facebook.id, "echo?"),
    ]


def test_the_author_sees_what_came_back_and_only_for_a_while_what_was_rejected(office: Office) -> None:
    back = office.post(office.owner, "back", MORNING + timedelta(days=30), submit=True)
    refused = office.post(office.owner, "refused", MORNING + timedelta(days=30), submit=True)
    office.app.approval.request_changes(office.editor, back, "shorter")
    office.clock.advance(timedelta(minutes=1))
    office.app.approval.reject(office.editor, refused, "no")
    rows = office.app.today.page(office.owner).sent_back
    assert [(row.title, row.answer.by, row.answer.reason) for row in rows] == [
        ("refused", "Piotr Wilk", "no"),
        ("back", "Piotr Wilk", "shorter"),
    ]
    assert office.app.today.page(office.editor).sent_back == ()
    office.clock.advance(timedelta(days=15))
    assert [row.title for row in office.app.today.page(office.owner).sent_back] == ["back"]
    office.app.approval.undo_decision(office.editor, back)
    assert office.app.today.page(office.owner).sent_back == ()


def test_without_a_title_a_line_and_a_chip_begin_with_the_variants_own_text(office: Office) -> None:
    number = office.post(office.owner, "", MORNING + timedelta(hours=2), office.facebook, office.linkedin)
    office.app.planning.edit_variant(office.owner, number, office.linkedin.id, VariantEdit(text="Own words"))
    page = office.app.today.page(office.owner)
    assert {row.handle: row.title for row in page.going_out}["piekarnia-swit"] == "Own words"
    look = read_first_look(office.address, None, MORNING)
    assert look is not None and look.going_out == page.going_out
    chips = office.app.planning.chips(office.owner, MORNING.date(), MORNING.date())
    openings = {row.profile_id: row.opening for row in chips}
    assert openings == {office.facebook.id: "Text of ", office.linkedin.id: "Own words"}


def test_what_its_network_was_to_publish_is_not_late_while_it_is_looked_up(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    lies_at_network(office, number)
    office.clock.set(MORNING + timedelta(hours=3))
    assert attention(office) == {}
    office.app.publishing.publish_due()
    assert attention(office) == {}
    office.app.close()


def lost_connection(office: Office, problem: str | None, sealed: str | None = "v1.x") -> None:
    """The Facebook profile, connected, with something wrong with its access key."""
    given = {"base_url": "", "account_id": "1", "account_name": "swit", "facts": {}, "missing_rights": []}
    data = {"host": "m.example", "reason": "401"} if problem else {}
    with office.app.store.write() as work:
        profile = work.profiles.get(office.facebook.id)
        work.profiles.edit(profile.id, profile.version, {"connection": Connection.API.value})
        work.connections.put(
            profile.id, **given, sealed=sealed, key_id="k:1", problem=problem, problem_data=data, connected_at=MORNING,
            version=1,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("problem", "sealed", "told"),
    [
        ("network.needs_reconnect", "v1.x", True),
        (None, None, True),
        (None, "v1.x", False),
        ("connection.rights_missing", "v1.x", True),
        ("connection.handle_changed", "v1.x", True),
    ],
)
def test_a_profile_whose_connection_needs_somebody_is_told_also_without_posts(
    office: Office, problem: str | None, sealed: str | None, told: bool
) -> None:
    lost_connection(office, problem, sealed)
    found = [(row.profile.id, row.problem) for row in office.app.today.page(office.owner).lost]
    assert found == ([(office.facebook.id, problem)] if told else [])
    other = office.app.workspaces.add_brand(office.owner, "Inna marka")
    roles = {other.id: frozenset({Role.EDITOR})}
    stranger = Actor(office.app.members.add_member(office.owner, "Ewa Lis", "ewa@example.com", roles))
    assert office.app.today.page(stranger).lost == ()


def test_what_happened_to_a_connection_names_its_profile(office: Office) -> None:
    new = NewProfile(office.facebook.brand_id, Network.LINKEDIN, "Firma", "firma", Connection.PRACTICE)
    other = office.app.profiles.add_profile(office.owner, new)
    for number in (office.facebook.id, office.facebook.id, other.id):
        with office.app.store.write() as work:
            work.history.record(
                at=MORNING, actor=Actor(), entity="profile", entity_id=number, action="connection_lost",
                brand_id=office.facebook.brand_id,
            )  # fmt: skip
    changes = office.app.today.page(office.owner).changes
    told = {row.title: row.count for row in changes if row.action == "connection_lost"}
    assert told == {office.facebook.name: 2, "Firma": 1}


def test_a_profile_out_of_use_is_not_asked_for(office: Office) -> None:
    lost_connection(office, "network.needs_reconnect")
    office.app.profiles.edit_profile(office.owner, office.facebook.id, status="paused")
    assert office.app.today.page(office.owner).lost == ()


def test_a_post_on_hold_for_want_of_a_connection_is_told_before_its_time(office: Office) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(days=7), submit=True)
    office.app.approval.approve(office.editor, number)
    lost_connection(office, None)
    assert office.app.connecting.disconnect(office.owner, office.facebook.id).held == 1
    assert attention(office) == {"Rogale": "kept"}
