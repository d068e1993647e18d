"""What stands around posts in a plan: campaigns, tasks, days, and the calendar made of it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select, update

from app.domain.calendar_day import OwnDay
from app.domain.calendar_entry import PlannedVariant
from app.domain.errors import NotFound
from app.domain.networks import Connection as Way
from app.domain.networks import Format, Network
from app.domain.workflow import PostState
from app.domain.workspace import Campaign, Task
from app.store.queries.post_filters import about, of_variant
from app.store.queries.rows import add, edit, make
from app.store.schema.content import campaign, post, post_persona, task, variant
from app.store.schema.team import holiday, own_day, pillar, profile, setting

_PLANNED = {"network": Network, "connection": Way, "state": PostState}
_CHUNK = 500


class PlanRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # campaigns
    def add_campaign(self, **values: Any) -> int:
        return add(self._connection, campaign, **values)

    def edit_campaign(self, campaign_id: int, version: int, values: Mapping[str, Any]) -> int:
        return edit(self._connection, campaign, campaign_id, version, values)

    def campaign(self, campaign_id: int) -> Campaign:
        row = self._connection.execute(select(campaign).where(campaign.c.id == campaign_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("campaign.not_found", campaign=campaign_id)
        return make(Campaign, row)

    def campaigns(self, *, brand_ids: Iterable[int] | None = None, archived: bool = False) -> list[Campaign]:
        """Campaigns by their first day; those without one last."""
        query = select(campaign).order_by(campaign.c.starts_on.is_(None), campaign.c.starts_on, campaign.c.id)
        if brand_ids is not None:
            query = query.where(campaign.c.brand_id.in_(list(brand_ids)))
        if not archived:
            query = query.where(campaign.c.archived == False)  # noqa: E712  SQL, not Python
        return [make(Campaign, row) for row in self._connection.execute(query).mappings()]

    # tasks
    def add_task(self, **values: Any) -> int:
        return add(self._connection, task, **values)

    def edit_task(self, task_id: int, version: int, values: Mapping[str, Any]) -> int:
        return edit(self._connection, task, task_id, version, values)

    def task(self, task_id: int) -> Task:
        row = self._connection.execute(select(task).where(task.c.id == task_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("task.not_found", task=task_id)
        return make(Task, row)

    def tasks(
        self,
        *,
        brand_ids: Iterable[int] | None = None,
        post_id: int | None = None,
        assignee_id: int | None = None,
        open_only: bool = True,
        due_until: date | None = None,
    ) -> list[Task]:
        """Tasks by the day they are due; those without one last. `brand_ids` also keeps tasks of no brand."""
        query = select(task).order_by(task.c.due_on.is_(None), task.c.due_on, task.c.id)
        if brand_ids is not None:
            query = query.where(or_(task.c.brand_id.in_(list(brand_ids)), task.c.brand_id.is_(None)))
        if post_id is not None:
            query = query.where(task.c.post_id == post_id)
        if assignee_id is not None:
            query = query.where(task.c.assignee_id == assignee_id)
        if open_only:
            query = query.where(task.c.done_at.is_(None))
        if due_until is not None:
            query = query.where(task.c.due_on <= due_until)
        return [make(Task, row) for row in self._connection.execute(query).mappings()]

    # days
    def add_own_day(self, **values: Any) -> int:
        return add(self._connection, own_day, **values)

    def remove_own_day(self, day_id: int) -> None:
        self._connection.execute(delete(own_day).where(own_day.c.id == day_id))

    def own_day(self, day_id: int) -> OwnDay:
        row = self._connection.execute(select(own_day).where(own_day.c.id == day_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("day.not_found", day=day_id)
        return make(OwnDay, row)

    def own_days(self, brand_ids: Iterable[int] | None = None) -> list[OwnDay]:
        """Own days by date; with `brand_ids` those of these brands and of all."""
        query = select(own_day).order_by(own_day.c.day, own_day.c.id)
        if brand_ids is not None:
            query = query.where(or_(own_day.c.brand_id.in_(list(brand_ids)), own_day.c.brand_id.is_(None)))
        return [make(OwnDay, row) for row in self._connection.execute(query).mappings()]

    def add_holidays(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Columns country, region ("" for all of it), day, name, language ("" when there is only one), category."""
        if rows:
            self._connection.execute(insert(holiday), [dict(row) for row in rows])

    def holidays(self, first: date, last: date, countries: Iterable[str]) -> list[dict[str, Any]]:
        """Holiday rows from `first` to `last` (inclusive), by day, in the order they were kept."""
        query = (
            select(holiday)
            .where(holiday.c.day.between(first, last), holiday.c.country.in_(list(countries)))
            .order_by(holiday.c.day, holiday.c.id)
        )
        return [dict(row) for row in self._connection.execute(query).mappings()]

    # calendar
    def planned(
        self,
        start: datetime,
        end: datetime,
        *,
        brand_ids: Iterable[int] | None = None,
        profile_ids: Iterable[int] | None = None,
        states: Iterable[PostState] | None = None,
        campaign_id: int | None = None,
        persona_id: int | None = None,
        formats: Iterable[Format] | None = None,
        persona_ids: Iterable[int] | None = None,
        campaign_ids: Iterable[int] | None = None,
        pillar_ids: Iterable[int] | None = None,
        author_ids: Iterable[int] | None = None,
    ) -> list[PlannedVariant]:
        """Variants with a time from `start` (inclusive) to `end` (exclusive, both UTC), by time."""
        query = _planned().where(_between(start, end))
        query = query.where(*of_variant(profile_ids, states, formats))
        query = query.where(*about(persona_ids, campaign_ids, pillar_ids, author_ids))
        if brand_ids is not None:
            query = query.where(post.c.brand_id.in_(list(brand_ids)))
        if campaign_id is not None:
            query = query.where(post.c.campaign_id == campaign_id)
        if persona_id is not None:
            with_persona = select(post_persona.c.post_id).where(post_persona.c.persona_id == persona_id)
            query = query.where(post.c.id.in_(with_persona))
        rows = self._connection.execute(query.order_by(variant.c.due_at, variant.c.id)).mappings()
        return [
            make(
                PlannedVariant,
                row,
                _PLANNED,
                at=row["due_at"] or row["published_at"],
                changed_at=max(row["changed_at"], row["post_changed_at"]),
                sequence=row["sequence"] + row["post_version"] - 1,
                shown_before=row["ever_exported"] or (row["approved_at"] or row["published_at"]) is not None,
            )
            for row in rows
        ]

    def mark_exported(self, variant_ids: Sequence[int]) -> None:
        """Remembers that these variants were told to others; not an edit."""
        for begin in range(0, len(variant_ids), _CHUNK):
            chunk = list(variant_ids[begin : begin + _CHUNK])
            self._connection.execute(update(variant).where(variant.c.id.in_(chunk)).values(ever_exported=True))


class SettingRows:
    """Small values the whole workspace shares, as JSON under a name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> Any:
        """The value, None when there is none."""
        return self._connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar()

    def put(self, name: str, value: Any) -> None:
        """Puts or replaces a value."""
        changed = self._connection.execute(
            update(setting).where(setting.c.name == name).values(value=value, version=setting.c.version + 1)
        )
        if changed.rowcount == 0:
            self._connection.execute(insert(setting).values(name=name, value=value))


def _planned() -> Select[Any]:
    return (
        select(
            variant.c.id.label("variant_id"),
            variant.c.uid,
            post.c.brand_id,
            profile.c.network,
            profile.c.connection,
            profile.c.handle,
            post.c.title,
            func.coalesce(variant.c.text, post.c.text).label("text"),
            campaign.c.name.label("campaign"),
            pillar.c.name.label("pillar"),
            variant.c.state,
            variant.c.due_at,
            variant.c.published_at,
            variant.c.approved_at,
            post.c.created_at,
            variant.c.changed_at,
            post.c.changed_at.label("post_changed_at"),
            variant.c.sequence,
            post.c.version.label("post_version"),
            variant.c.remote_url,
            variant.c.ever_exported,
        )
        .join(post, post.c.id == variant.c.post_id)
        .join(profile, profile.c.id == variant.c.profile_id)
        .join(campaign, campaign.c.id == post.c.campaign_id, isouter=True)
        .join(pillar, pillar.c.id == post.c.pillar_id, isouter=True)
    )


def _between(start: datetime, end: datetime) -> Any:
    planned = and_(variant.c.due_at >= start, variant.c.due_at < end)
    unplanned = and_(variant.c.due_at.is_(None), variant.c.published_at >= start, variant.c.published_at < end)
    return or_(planned, unplanned)
