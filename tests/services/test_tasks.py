"""Tasks: whose, by when, done and taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit
from app.domain.people import Actor, Role
from app.services.planning import NewPost, PlanningService
from app.services.steps import VariantSteps
from app.services.tasks import NewTask, TaskService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_member, owner

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def tasks(store: Store) -> TaskService:
    return TaskService(store, SetClock(NOW))


@pytest.fixture
def ewa(store: Store) -> Actor:
    return Actor(owner(store))


def test_lists_by_day_person_and_state(tasks: TaskService, ewa: Actor, store: Store) -> None:
    jan = Actor(add_member(store, "jan@jesion.pl", Role.CREATOR))
    late = tasks.add(jan, NewTask("Bez  terminu", brand_id=1))
    photo = tasks.add(ewa, NewTask("Zdjęcia", "Trzy ujęcia", 1, None, jan.member_id, date(2026, 11, 26)))
    brief = tasks.add(ewa, NewTask("Brief", due_on=date(2026, 11, 25)))
    assert [row.id for row in tasks.tasks(ewa)] == [brief.id, photo.id, late.id]
    assert [row.id for row in tasks.mine(jan)] == [photo.id]
    assert tasks.mine(Actor()) == []
    assert [row.id for row in tasks.tasks(ewa, due_until=date(2026, 11, 25))] == [brief.id]
    done = tasks.done(jan, photo.id)
    assert (done.done_at, done.done_by, done.version) == (NOW, jan.member_id, 2)
    assert [row.id for row in tasks.tasks(ewa, brand_id=1)] == [brief.id, late.id]
    assert [row.id for row in tasks.tasks(ewa, open_only=False)] == [brief.id, photo.id, late.id]
    assert (late.title, photo.created_by, brief.brand_id) == ("Bez terminu", ewa.member_id, None)


def test_edited_done_and_taken_back(tasks: TaskService, ewa: Actor, store: Store) -> None:
    made = tasks.add(ewa, NewTask("Zdjęcia", brand_id=1, due_on=date(2026, 11, 26), assignee_id=ewa.member_id))
    changed = tasks.edit(ewa, made.id, title="Film", empty=["due_on", "assignee_id"], version=1)
    assert (changed.title, changed.due_on, changed.assignee_id) == ("Film", None, None)
    with pytest.raises(StaleEdit):
        tasks.edit(ewa, made.id, title="Nic", version=1)
    with pytest.raises(Refused, match=r"^task\.not_done"):
        tasks.reopen(ewa, made.id)
    tasks.done(ewa, made.id)
    with pytest.raises(Refused, match=r"^task\.already_done"):
        tasks.done(ewa, made.id)
    assert tasks.reopen(ewa, made.id).done_at is None
    with store.read() as work:
        assert [row.action for row in work.history.of("task", made.id)] == ["added", "edited", "done", "reopened"]


def test_a_viewer_finishes_only_what_is_his(tasks: TaskService, ewa: Actor, store: Store) -> None:
    viewer = Actor(add_member(store, "gosc@jesion.pl", Role.VIEWER))
    with pytest.raises(NotPermitted):
        tasks.add(viewer, NewTask("Coś", brand_id=1))
    with pytest.raises(NotPermitted):
        tasks.add(viewer, NewTask("Coś"))
    his = tasks.add(ewa, NewTask("Obejrzyj", brand_id=1, assignee_id=viewer.member_id))
    other = tasks.add(ewa, NewTask("Nagraj", brand_id=1))
    assert tasks.done(viewer, his.id).done_by == viewer.member_id
    with pytest.raises(NotPermitted):
        tasks.done(viewer, other.id)
    with pytest.raises(NotPermitted):
        tasks.edit(viewer, his.id, title="Inaczej")


def test_on_a_post(tasks: TaskService, ewa: Actor, store: Store) -> None:
    clock = SetClock(NOW)
    post = PlanningService(store, clock, VariantSteps(clock)).add(ewa, NewPost(1, title="Premiera"))
    made = tasks.add(ewa, NewTask("Zdjęcie do premiery", post_id=post.id))
    assert made.brand_id == 1 and tasks.tasks(ewa, post_id=post.id) == [made]
    with pytest.raises(BadInput, match=r"^task\.other_brand"):
        tasks.add(ewa, NewTask("Coś", brand_id=2, post_id=post.id))


def test_what_cannot_be(tasks: TaskService, ewa: Actor, store: Store) -> None:
    gone = add_member(store, "jan@jesion.pl", Role.CREATOR)
    with store.write() as work:
        work.team.edit_member(gone.id, work.team.member_version(gone.id), {"active": False})
    for new, code in (
        (NewTask(" "), "task.no_title"),
        (NewTask("Coś", brand_id=99), "brand.not_found"),
        (NewTask("Coś", post_id=99), "post.not_found"),
        (NewTask("Coś", assignee_id=99), "member.not_found"),
        (NewTask("Coś", assignee_id=gone.id), "member.inactive"),
    ):
        with pytest.raises((BadInput, NotFound, Refused), match=f"^{code}"):
            tasks.add(ewa, new)
    with pytest.raises(NotFound, match=r"^task\.not_found"):
        tasks.done(ewa, 1)
