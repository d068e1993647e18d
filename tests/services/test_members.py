"""People: adding, roles, leaving, and erasing them from a history that stays whole."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused
from app.domain.people import Actor, Right, Role
from tests.fakes.desk import Desk


def test_roles_hold_for_their_brand_only(desk: Desk) -> None:
    other = desk.workspaces.add_brand(desk.owner, "Inna")
    anna = desk.join("anna", Role.EDITOR, brand_id=other.id).member
    assert anna.may(Right.APPROVE, other.id)
    assert not anna.may(Right.VIEW, 1)
    assert [brand.id for brand in desk.workspaces.brands(Actor(anna))] == [other.id]


@pytest.mark.parametrize("who", ["creator", "editor", "viewer"])
def test_only_the_owner_administers_people(desk: Desk, who: str) -> None:
    actor, number = desk.people[who], desk.viewer.member_id
    for act in (
        lambda: desk.members.add_member(actor, "X", "x@jesion.pl", {}),
        lambda: desk.members.set_roles(actor, number, 1, frozenset({Role.OWNER})),
        lambda: desk.members.edit_member(actor, number, is_owner=True),
        lambda: desk.members.erase_member(actor, number),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_an_address_belongs_to_one_person(any_desk: Desk) -> None:
    with pytest.raises(Refused, match=r"member\.email_taken"):
        any_desk.members.add_member(any_desk.owner, "Ewa", "EWA@jesion.pl", {})
    with pytest.raises(Refused, match=r"member\.email_taken"):
        any_desk.members.edit_member(any_desk.owner, any_desk.viewer.member_id, email="ewa@jesion.pl")
    with pytest.raises(BadInput, match=r"email\.invalid"):
        any_desk.members.add_member(any_desk.owner, "Ewa", "ewa", {})
    changed = any_desk.members.edit_member(any_desk.owner, any_desk.viewer.member_id, email="Viewer@Jesion.pl")
    assert any_desk.members.member("viewer@jesion.pl").id == changed.id


def test_the_last_owner_stays(desk: Desk) -> None:
    number = desk.owner.member_id
    for change in ({"active": False}, {"is_owner": False}):
        with pytest.raises(Refused, match=r"member\.last_owner"):
            desk.members.edit_member(desk.owner, number, **change)
    with pytest.raises(Refused, match=r"member\.erase_owner"):
        desk.members.erase_member(desk.owner, number)
    desk.members.edit_member(desk.owner, desk.editor.member_id, is_owner=True)
    assert not desk.members.edit_member(desk.owner, number, is_owner=False).is_owner


@pytest.mark.parametrize("change", [{}, {"name": " "}, {"zone": "Mars/Olympus"}, {"email": "x"}])
def test_nonsense_changes_nobody(desk: Desk, change: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        desk.members.edit_member(desk.owner, desk.viewer.member_id, **change)


def test_who_acts(desk: Desk) -> None:
    assert desk.members.acting("EDITOR@jesion.pl").member_id == desk.editor.member_id
    assert desk.members.acting(None).member_id == desk.owner.member_id
    with pytest.raises(NotFound, match=r"member\.no_such_email"):
        desk.members.acting("nikt@jesion.pl")
    desk.members.edit_member(desk.owner, desk.viewer.member_id, active=False)
    with pytest.raises(Refused, match=r"member\.inactive"):
        desk.members.acting("viewer@jesion.pl")
    desk.members.edit_member(desk.owner, desk.editor.member_id, is_owner=True)
    with pytest.raises(Refused, match=r"member\.who"):
        desk.members.acting(None)


def stored(desk: Desk) -> str:
    """Everything the history and the members' table hold, as one text."""
    with desk.store.read() as work:
        entries = [
            json.dumps({"facts": dict(e.facts), "words": e.words and dict(e.words)}) for e in work.history.latest(1000)
        ]
        return " ".join(entries) + repr(work.team.members())


def test_an_erased_person_is_gone_and_the_chain_stays_whole(any_desk: Desk) -> None:
    anna = any_desk.join("Brzechwa", Role.EDITOR)
    post = any_desk.in_review()
    any_desk.approval.approve(anna, post.id)
    any_desk.members.edit_member(any_desk.owner, anna.member_id, name="Brzechwa-Tuwim")
    assert "Brzechwa" in stored(any_desk)
    assert any_desk.members.erase_member(any_desk.owner, anna.member_id) == 2
    assert "Brzechwa" not in stored(any_desk)
    assert any_desk.chain_is_whole()
    assert any_desk.post(post).variants[0].approved_by == anna.member_id
    with any_desk.store.read() as work:
        added = next(e for e in work.history.of("member", anna.member_id) if e.action == "added")
    assert (added.words, added.erased) == (None, True)
    with pytest.raises(NotPermitted):
        any_desk.planning.comment(anna, post.id, "Jestem")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET action = 'x' WHERE id = 2",
        "UPDATE history SET hash = prev_hash",
        "DELETE FROM history WHERE id = 2",
        "DELETE FROM history",
        "UPDATE history_words SET salt = 'x'",
    ],
)
def test_nobody_rewrites_the_history(any_desk: Desk, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), any_desk.store.writing() as connection:
        connection.execute(text(change))
    assert any_desk.chain_is_whole()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history SET actor_id = 99 WHERE id = 3",
        "UPDATE history SET facts = '[]' WHERE id = 2",
        "DELETE FROM history WHERE id = 2",
        "UPDATE history_words SET salt = 'x' WHERE history_id = 2",
    ],
)
def test_who_takes_the_triggers_away_is_found_out(desk: Desk, change: str) -> None:
    with desk.store.writing() as connection:
        for name in ("history_fixed", "history_kept", "history_words_fixed"):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(change))
    with desk.store.read() as work:
        assert work.history.verify()[1] in (2, 3)


def test_a_change_that_fails_leaves_neither_itself_nor_an_entry(any_desk: Desk) -> None:
    post = any_desk.scheduled()
    before = any_desk.history(post)

    class Stop(Exception):
        pass

    with pytest.raises(Stop), any_desk.store.write() as work:
        any_desk.planning.add(any_desk.creator, _new(), unit=work)
        any_desk.approval.submit(
            any_desk.creator, any_desk.planning.add(any_desk.creator, _new(), unit=work).id, unit=work
        )
        raise Stop
    assert any_desk.history(post) == before
    assert len(any_desk.planning.posts(any_desk.owner)) == 1
    assert any_desk.chain_is_whole()


def _new():
    from app.services.planning import NewPost

    return NewPost(1, text="x", profile_ids=(1,))
