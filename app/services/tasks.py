"""Tasks: what a person does by a day, on a post or free of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.domain.errors import BadInput, Refused
from app.domain.names import clean_text
from app.domain.people import Actor, Right
from app.domain.workspace import Task
from app.services.edits import given_fields
from app.services.seeing import brands_read, check_sees
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class NewTask:
    """`brand_id` None with a `post_id` takes the post's brand; None for both is a task of the whole team."""

    title: str
    brief: str = ""
    brand_id: int | None = None
    post_id: int | None = None
    assignee_id: int | None = None
    due_on: date | None = None


_FIELDS = {field.name for field in fields(NewTask)} - {"brand_id", "post_id"}
_OPTIONAL = {"assignee_id", "due_on"}


class TaskService:
    """Writing needs the right to write; whoever a task is given to may always finish it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # reading
    def tasks(self, actor: Actor, *, brand_id: int | None = None, open_only: bool = True, **filters: Any) -> list[Task]:
        """Tasks of a brand, or of all the actor may see, and the whole team's, by the day they are due, those without one
        last. `filters` as in `PlanRows.tasks`."""
        with self._store.read() as work:
            brands = brands_read(work, actor, None if brand_id is None else [brand_id])
            return work.plans.tasks(brand_ids=brands, open_only=open_only, **filters)

    def mine(self, actor: Actor, *, open_only: bool = True, due_until: date | None = None) -> list[Task]:
        """The tasks given to the acting member, of whatever brand; none for the program."""
        if actor.member_id is None:
            return []
        with self._store.read() as work:
            return work.plans.tasks(assignee_id=actor.member_id, open_only=open_only, due_until=due_until)

    def task(self, actor: Actor, task_id: int) -> Task:
        """Raises `NotFound` "task.not_found", also for a brand the actor may not see, unless it is given to the actor."""
        with self._store.read() as work:
            task = work.plans.task(task_id)
            if actor.member_id is None or task.assignee_id != actor.member_id:
                check_sees(work, actor, task.brand_id, "task.not_found", task=task_id)
            return task

    # writing
    def add(self, actor: Actor, new: NewTask, *, unit: UnitOfWork | None = None) -> Task:
        """A new task. Raises `BadInput` "task.no_title", "task.other_brand"; `Refused` "member.inactive"."""
        now = self._clock.now()
        title = _title(new.title)
        with self._store.joined(unit) as work:
            brand_id = _brand_of(work, new)
            actor.require(Right.WRITE, brand_id)
            _check_assignee(work, new.assignee_id)
            task_id = work.plans.add_task(
                brand_id=brand_id,
                post_id=new.post_id,
                title=title,
                brief=clean_text(new.brief).strip(),
                assignee_id=new.assignee_id,
                due_on=new.due_on,
                created_by=actor.member_id,
                created_at=now,
            )
            task = work.plans.task(task_id)
            facts = {"post_id": task.post_id, "assignee_id": task.assignee_id, "due_on": _iso(task.due_on)}
            self._record(work, actor, task, "added", facts=facts, words={"title": title})
            return task

    def edit(
        self,
        actor: Actor,
        task_id: int,
        *,
        empty: Sequence[str] = (),
        version: int | None = None,
        unit: UnitOfWork | None = None,
        **values: Any,
    ) -> Task:
        """Changes title, brief, assignee_id or due_on; None leaves one, `empty` names those to empty (assignee_id, due_on).

        Raises as `add`, `StaleEdit`, `BadInput` "edit.nothing".
        """
        given = given_fields(values, _FIELDS, empty, _OPTIONAL)
        if "title" in given:
            given["title"] = _title(given["title"])
        with self._store.joined(unit) as work:
            before = work.plans.task(task_id)
            actor.require(Right.WRITE, before.brand_id)
            _check_assignee(work, given.get("assignee_id"))
            work.plans.edit_task(task_id, version or before.version, given)
            told = {name: given[name] for name in ("title", "brief") if name in given}
            self._record(work, actor, before, "edited", facts={"fields": sorted(given)}, words=told or None)
            return work.plans.task(task_id)

    def done(self, actor: Actor, task_id: int, *, unit: UnitOfWork | None = None) -> Task:
        """Marks a task as done. Raises `Refused` "task.already_done"."""
        with self._store.joined(unit) as work:
            before = self._mine_or_writable(work, actor, task_id)
            if before.done_at is not None:
                raise Refused("task.already_done", task=task_id, title=before.title)
            values = {"done_at": self._clock.now(), "done_by": actor.member_id}
            work.plans.edit_task(task_id, before.version, values)
            self._record(work, actor, before, "done")
            return work.plans.task(task_id)

    def reopen(self, actor: Actor, task_id: int, *, unit: UnitOfWork | None = None) -> Task:
        """Takes "done" back. Raises `Refused` "task.not_done"."""
        with self._store.joined(unit) as work:
            before = self._mine_or_writable(work, actor, task_id)
            if before.done_at is None:
                raise Refused("task.not_done", task=task_id, title=before.title)
            work.plans.edit_task(task_id, before.version, {"done_at": None, "done_by": None})
            self._record(work, actor, before, "reopened")
            return work.plans.task(task_id)

    # parts
    def _mine_or_writable(self, work: UnitOfWork, actor: Actor, task_id: int) -> Task:
        task = work.plans.task(task_id)
        own = actor.member is not None and actor.member.active and actor.member_id == task.assignee_id
        if not own:
            actor.require(Right.WRITE, task.brand_id)
        return task

    def _record(self, work: UnitOfWork, actor: Actor, task: Task, action: str, **more: Any) -> None:
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity="task",
            entity_id=task.id,
            action=action,
            brand_id=task.brand_id,
            **more,
        )


def _title(title: str) -> str:
    cleaned = " ".join(clean_text(title).split())
    if not cleaned:
        raise BadInput("task.no_title")
    return cleaned


def _brand_of(work: UnitOfWork, new: NewTask) -> int | None:
    if new.post_id is None:
        return None if new.brand_id is None else work.team.brand(new.brand_id).id
    post = work.posts.get(new.post_id)
    if new.brand_id is not None and new.brand_id != post.brand_id:
        raise BadInput("task.other_brand", post=post.id, brand=new.brand_id)
    return post.brand_id


def _check_assignee(work: UnitOfWork, member_id: int | None) -> None:
    if member_id is None:
        return
    member = work.team.member(member_id)
    if not member.active:
        raise Refused("member.inactive", member=member.name)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
