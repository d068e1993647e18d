"""Posts with their variants, media, revisions, decisions and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    false,
    insert,
    or_,
    select,
    true,
    update,
)

from app.domain.content import AttachedMedia, Decision, Media, PlannedChip, Post, PostComment, Revision, Variant
from app.domain.errors import NotFound
from app.domain.networks import Format
from app.domain.workflow import PostState, derive_state
from app.store.queries.post_filters import about, of_variant, opening_of_variant
from app.store.queries.rows import add, by_id, edit, make
from app.store.queries.undated import undated_posts
from app.store.schema.content import (
    campaign,
    decision,
    media,
    post,
    post_comment,
    post_label,
    post_media,
    post_persona,
    revision,
    variant,
    variant_media,
)
from app.store.schema.publishing import delivery

_VARIANT = {"format": Format, "state": PostState}
_STATES = {state.value: state for state in PostState}
_CHUNK = 500


class PostRows:
    """Within one transaction a post is read once until one of these methods changes something."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, Post] = {}

    # posts
    def add(self, **values: Any) -> int:
        return add(self._connection, post, **values)

    def edit(self, post_id: int, version: int, values: Mapping[str, Any]) -> int:
        self._read.clear()
        return edit(self._connection, post, post_id, version, values)

    def get(self, post_id: int) -> Post:
        if post_id not in self._read:
            found = self.many([post_id])
            if not found:
                raise NotFound("post.not_found", post=post_id)
            self._read[post_id] = found[0]
        return self._read[post_id]

    def many(self, ids: Sequence[int]) -> list[Post]:
        """The posts with these ids, in the order of the ids."""
        rows: dict[int, RowMapping] = {}
        for row in self._rows_of(post, "id", "id", ids):
            rows[row["id"]] = row
        known = [number for number in ids if number in rows]
        variants = self._variants_of(known)
        personas = self._pairs(post_persona, "persona_id", known)
        labels = self._pairs(post_label, "label_id", known)
        files = self._attached(post_media, "post_id", known)
        made = []
        for number in known:
            own = tuple(variants[number])
            state, partly = derive_state((v.state for v in own), PostState(rows[number]["stage"]))
            made.append(
                make(
                    Post,
                    rows[number],
                    stage=PostState(rows[number]["stage"]),
                    persona_ids=tuple(personas[number]),
                    label_ids=tuple(labels[number]),
                    media=tuple(files[number]),
                    variants=own,
                    state=state,
                    partly=partly,
                )
            )
        return made

    def ids(
        self,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        brand_ids: Iterable[int] | None = None,
        profile_ids: Iterable[int] | None = None,
        states: Iterable[PostState] | None = None,
        campaign_id: int | None = None,
        pillar_id: int | None = None,
        persona_id: int | None = None,
        author_id: int | None = None,
        formats: Iterable[Format] | None = None,
        persona_ids: Iterable[int] | None = None,
        campaign_ids: Iterable[int] | None = None,
        pillar_ids: Iterable[int] | None = None,
        author_ids: Iterable[int] | None = None,
        limit: int | None = None,
    ) -> list[int]:
        """Ids of posts, by time (posts without a time last); start inclusive, end exclusive, both UTC.

        A post belongs to a period when it or one of its variants does; profile, state and format are those of one variant.
        """
        query = select(post.c.id, post.c.due_at)
        if start is not None or end is not None:
            moved = select(variant.c.post_id).where(_between(variant.c.due_at, start, end))
            query = query.where(or_(_between(post.c.due_at, start, end), post.c.id.in_(moved)))
        if brand_ids is not None:
            query = query.where(post.c.brand_id.in_(list(brand_ids)))
        if campaign_id is not None:
            query = query.where(post.c.campaign_id == campaign_id)
        if pillar_id is not None:
            query = query.where(post.c.pillar_id == pillar_id)
        if author_id is not None:
            query = query.where(post.c.author_id == author_id)
        if persona_id is not None:
            query = query.where(
                post.c.id.in_(select(post_persona.c.post_id).where(post_persona.c.persona_id == persona_id))
            )
        query = query.where(*about(persona_ids, campaign_ids, pillar_ids, author_ids))
        if wanted := of_variant(profile_ids, states, formats):
            query = query.where(post.c.id.in_(select(variant.c.post_id).where(*wanted)))
        query = query.order_by(post.c.due_at.is_(None), post.c.due_at, post.c.id).limit(limit)
        return [row.id for row in self._connection.execute(query)]

    def mark_edited(self, post_id: int, member_id: int | None, at: datetime) -> None:
        """Who changed the content of one of its variants last; the post itself stays as it is."""
        self._read.clear()
        self._connection.execute(update(post).where(post.c.id == post_id).values(edited_by=member_id, changed_at=at))

    def set_personas(self, post_id: int, persona_ids: Iterable[int]) -> None:
        self._read.clear()
        self._replace_pairs(post_persona, "persona_id", post_id, persona_ids)

    def set_labels(self, post_id: int, label_ids: Iterable[int]) -> None:
        self._read.clear()
        self._replace_pairs(post_label, "label_id", post_id, label_ids)

    # variants
    def add_variant(self, **values: Any) -> int:
        self._read.clear()
        return add(self._connection, variant, **values)

    def edit_variant(self, variant_id: int, version: int, values: Mapping[str, Any]) -> int:
        self._read.clear()
        return edit(self._connection, variant, variant_id, version, values)

    def variant(self, variant_id: int) -> Variant:
        row = by_id(self._connection, variant, variant_id)
        if row is None:
            raise NotFound("variant.not_found", variant=variant_id)
        return make(Variant, row, _VARIANT)

    def remove_variant(self, variant_id: int) -> None:
        self._read.clear()
        self._connection.execute(delete(variant).where(variant.c.id == variant_id))

    def variants(self, *conditions: Any) -> list[Variant]:
        query = select(variant).where(*conditions).order_by(variant.c.due_at, variant.c.id)
        return [make(Variant, row, _VARIANT) for row in self._connection.execute(query).mappings()]

    def variants_in_states(
        self, states: Iterable[PostState], *, due_before: datetime | None = None, profile_id: int | None = None
    ) -> list[Variant]:
        conditions: list[Any] = [variant.c.state.in_([s.value for s in states])]
        if profile_id is not None:
            conditions.append(variant.c.profile_id == profile_id)
        if due_before is not None:
            conditions.append(variant.c.due_at < due_before)
        return self.variants(*conditions)

    def variants_due(self, start: datetime, end: datetime) -> list[Variant]:
        """Variants by time; start inclusive, end exclusive, both UTC."""
        return self.variants(variant.c.due_at >= start, variant.c.due_at < end)

    def chips(
        self,
        start: datetime,
        end: datetime,
        *,
        brand_ids: Iterable[int] | None = None,
        profile_ids: Iterable[int] | None = None,
        states: Iterable[PostState] | None = None,
        formats: Iterable[Format] | None = None,
        persona_ids: Iterable[int] | None = None,
        campaign_ids: Iterable[int] | None = None,
        pillar_ids: Iterable[int] | None = None,
        author_ids: Iterable[int] | None = None,
    ) -> list[PlannedChip]:
        """What falls between start (inclusive) and end (exclusive), by time."""
        wanted = of_variant(profile_ids, states, formats) + about(persona_ids, campaign_ids, pillar_ids, author_ids)
        query = _chips()
        if brand_ids is not None:
            query = query.where(post.c.brand_id.in_(list(brand_ids)))
        if wanted:
            query = query.where(*wanted)
        found = self._connection.execute(query, {"start": start, "end": end}).all()
        return [PlannedChip(a, b, c, due, _STATES[st], said, bool(lies)) for a, b, c, due, st, said, lies in found]

    def undated(self, limit: int, **filters: Any) -> list[Post]:
        """What stands on no day of the calendar, the newest first; `filters` as in `chips`."""
        return self.many(undated_posts(self._connection, limit, **filters))

    def campaign_names(
        self, start: datetime, end: datetime, *, brand_ids: Iterable[int] | None = None
    ) -> dict[int, str]:
        """Of the posts with a variant between start (inclusive) and end (exclusive): the names of their campaigns, by post."""
        query = (
            select(post.c.id, campaign.c.name)
            .join(variant, variant.c.post_id == post.c.id)
            .join(campaign, campaign.c.id == post.c.campaign_id)
            .where(variant.c.due_at >= start, variant.c.due_at < end)
        )
        if brand_ids is not None:
            query = query.where(post.c.brand_id.in_(list(brand_ids)))
        return {row.id: row.name for row in self._connection.execute(query)}

    # media
    def add_media(self, **values: Any) -> int:
        return add(self._connection, media, **values)

    def media(self, media_id: int) -> Media:
        row = by_id(self._connection, media, media_id)
        if row is None:
            raise NotFound("media.not_found", media=media_id)
        return make(Media, row)

    def media_by_hash(self, sha256: str) -> Media | None:
        row = self._connection.execute(select(media).where(media.c.sha256 == sha256)).mappings().one_or_none()
        return make(Media, row) if row is not None else None

    def all_media(self) -> list[Media]:
        return [make(Media, row) for row in self._connection.execute(select(media).order_by(media.c.id)).mappings()]

    def edit_media(self, media_id: int, values: Mapping[str, Any]) -> None:
        self._read.clear()
        self._connection.execute(update(media).where(media.c.id == media_id).values(**values))

    def set_post_media(self, post_id: int, files: Sequence[tuple[int, str]]) -> None:
        """The post's media in order: (media id, alt text)."""
        self._read.clear()
        self._replace_media(post_media, "post_id", post_id, files)

    def set_variant_media(self, variant_id: int, files: Sequence[tuple[int, str]]) -> None:
        self._read.clear()
        self._replace_media(variant_media, "variant_id", variant_id, files)

    def variant_files(self, variant_id: int) -> tuple[AttachedMedia, ...]:
        """A variant's own media (empty when it follows its post)."""
        return tuple(self._attached(variant_media, "variant_id", [variant_id])[variant_id])

    # review
    def add_revision(self, **values: Any) -> int:
        return add(self._connection, revision, **values)

    def revision(self, revision_id: int) -> Revision:
        row = by_id(self._connection, revision, revision_id)
        if row is None:
            raise LookupError(revision_id)  # deliveries and decisions hold it by a foreign key
        return make(Revision, row)

    def revisions(self, variant_id: int) -> list[Revision]:
        """All revisions of a variant, oldest first."""
        query = select(revision).where(revision.c.variant_id == variant_id).order_by(revision.c.n)
        return [make(Revision, row) for row in self._connection.execute(query).mappings()]

    def latest_revision(self, variant_id: int) -> Revision | None:
        row = self._connection.execute(_newest_revision(), {"variant": variant_id}).mappings().one_or_none()
        return make(Revision, row) if row is not None else None

    def add_decision(self, **values: Any) -> int:
        return add(self._connection, decision, **values)

    def decisions(self, variant_id: int) -> list[Decision]:
        query = select(decision).where(decision.c.variant_id == variant_id).order_by(decision.c.id)
        return [make(Decision, row) for row in self._connection.execute(query).mappings()]

    def add_comment(self, **values: Any) -> int:
        return add(self._connection, post_comment, **values)

    def comments(self, post_id: int) -> list[PostComment]:
        query = select(post_comment).where(post_comment.c.post_id == post_id).order_by(post_comment.c.id)
        return [make(PostComment, row) for row in self._connection.execute(query).mappings()]

    # parts
    def _rows_of(self, table: Table, column: str, order: str | None, ids: Sequence[int]) -> Iterator[RowMapping]:
        """Rows whose `column` is one of `ids`; without `order`, the attached files in theirs."""
        if len(ids) == 1:
            yield from self._connection.execute(_chosen(table, column, order, one=True), {"one": ids[0]}).mappings()
            return
        for chunk in _chunks(ids):
            yield from self._connection.execute(_chosen(table, column, order), {"many": chunk}).mappings()

    def _variants_of(self, ids: Sequence[int]) -> dict[int, list[Variant]]:
        found: dict[int, list[Variant]] = defaultdict(list)
        for row in self._rows_of(variant, "post_id", "due_at", ids):
            found[row["post_id"]].append(make(Variant, row, _VARIANT))
        return found

    def _pairs(self, table: Table, column: str, ids: Sequence[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for row in self._rows_of(table, "post_id", column, ids):
            found[row["post_id"]].append(row[column])
        return found

    def _replace_pairs(self, table: Table, column: str, post_id: int, values: Iterable[int]) -> None:
        self._connection.execute(delete(table).where(table.c.post_id == post_id))
        rows = [{"post_id": post_id, column: value} for value in sorted(set(values))]
        if rows:
            self._connection.execute(insert(table), rows)

    def _attached(self, table: Table, column: str, ids: Sequence[int]) -> dict[int, list[AttachedMedia]]:
        found: dict[int, list[AttachedMedia]] = defaultdict(list)
        for row in self._rows_of(table, column, None, ids):
            found[row[column]].append(make(AttachedMedia, row))
        return found

    def _replace_media(self, table: Table, column: str, owner: int, files: Sequence[tuple[int, str]]) -> None:
        self._connection.execute(delete(table).where(table.c[column] == owner))
        rows = [
            {column: owner, "position": place, "media_id": number, "alt_text": alt}
            for place, (number, alt) in enumerate(files)
        ]
        if rows:
            self._connection.execute(insert(table), rows)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


@cache
def _chosen(table: Table, column: str, order: str | None, one: bool = False) -> Select[Any]:
    """Made once for each use: making a statement costs more than running it."""
    mine = table.c[column]
    wanted = mine == bindparam("one") if one else mine.in_(bindparam("many", expanding=True))
    if order is not None:
        return select(table).where(wanted).order_by(table.c[order], table.primary_key.columns.values()[0])
    files = select(mine, media.c.sha256, media.c.file_name, media.c.mime, table.c.alt_text, table.c.media_id)
    return files.join(media, media.c.id == table.c.media_id).where(wanted).order_by(table.c.position)


@cache
def _newest_revision() -> Select[Any]:
    mine = revision.c.variant_id == bindparam("variant")
    return select(revision).where(mine).order_by(revision.c.n.desc()).limit(1)


@cache
def _chips() -> Select[Any]:
    lies = select(delivery.c.id).where(delivery.c.variant_id == variant.c.id, delivery.c.handed_over_id.is_not(None))
    handed = case((variant.c.state == PostState.SCHEDULED.value, lies.exists()), else_=false())
    v = variant.c
    return (
        select(v.id, v.post_id, v.profile_id, v.due_at, v.state, opening_of_variant(), handed)
        .join(post, post.c.id == variant.c.post_id)
        .where(variant.c.due_at >= bindparam("start"), variant.c.due_at < bindparam("end"))
        .order_by(variant.c.due_at, variant.c.id)
    )


def _between(column: ColumnElement[Any], start: datetime | None, end: datetime | None) -> ColumnElement[bool]:
    limits = [] if start is None else [column >= start]
    return and_(true(), *limits, *([] if end is None else [column < end]))
