"""Planning: ideas and posts, their variants, texts, media and times."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.domain.content import PlannedChip, Post, PostComment
from app.domain.days import day_bounds
from app.domain.errors import BadInput, Refused, StaleEdit
from app.domain.history import HistoryEntry
from app.domain.names import clean_link, clean_text
from app.domain.networks import Format
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.services.content_changes import apply_change, contents
from app.services.given_times import check_ahead, time_columns
from app.services.post_edits import (
    POST_COLUMNS,
    NewPost,
    PostEdit,
    VariantEdit,
    check_overlap,
    check_relations,
    checked_media,
    field_of,
    follow_formats,
    search_key,
    usual_format,
    variant_values,
    wanted_fields,
)
from app.services.seeing import brands_read, seen_post
from app.services.steps import OUT, VariantSteps, allow, chosen_variants, has_left
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

__all__ = ["NewPost", "PlanningService", "PostEdit", "VariantEdit", "search_key"]


MOST_UNDATED = 50


class PlanningService:
    def __init__(self, store: Store, clock: Clock, steps: VariantSteps) -> None:
        self._store = store
        self._clock = clock
        self._steps = steps

    # reading: what belongs to a brand the actor may not see is as if it were not there
    def post(self, actor: Actor, post_id: int) -> Post:
        with self._store.read() as work:
            return seen_post(work, actor, post_id)

    def posts(
        self,
        actor: Actor,
        *,
        first: date | None = None,
        last: date | None = None,
        zone: str | None = None,
        brand_ids: Iterable[int] | None = None,
        **filters: Any,
    ) -> list[Post]:
        """Posts whose time falls on the calendar days first to last (inclusive) of `zone`, by time; ideas without a time
        come last when no days are given. `filters` as in `PostRows.ids`."""
        with self._store.read() as work:
            place = zone or work.team.workspace().zone
            start = None if first is None else day_bounds(first, place)[0]
            end = None if last is None else day_bounds(last, place)[1]
            brands = brands_read(work, actor, brand_ids)
            return work.posts.many(work.posts.ids(start=start, end=end, brand_ids=brands, **filters))

    def chips(
        self,
        actor: Actor,
        first: date,
        last: date,
        *,
        zone: str | None = None,
        brand_ids: Iterable[int] | None = None,
        **filters: Any,
    ) -> list[PlannedChip]:
        """What the calendar shows on the days first to last (inclusive) of `zone`; `filters` as in `PostRows.chips`."""
        with self._store.read() as work:
            place = zone or work.team.workspace().zone
            brands = brands_read(work, actor, brand_ids)
            start, end = day_bounds(first, place)[0], day_bounds(last, place)[1]
            return work.posts.chips(start, end, brand_ids=brands, **filters)

    def undated(self, actor: Actor, *, brand_ids: Iterable[int] | None = None, **filters: Any) -> list[Post]:
        """Ideas and drafts without a time or a profile, the newest first; `filters` as in `PostRows.chips`."""
        with self._store.read() as work:
            return work.posts.undated(MOST_UNDATED, brand_ids=brands_read(work, actor, brand_ids), **filters)

    def campaign_names(
        self, actor: Actor, first: date, last: date, *, zone: str, brand_ids: Iterable[int] | None = None
    ) -> dict[int, str]:
        """The campaigns of the posts on these days of `zone`, by post; a post without one is not there."""
        with self._store.read() as work:
            brands = brands_read(work, actor, brand_ids)
            return work.posts.campaign_names(day_bounds(first, zone)[0], day_bounds(last, zone)[1], brand_ids=brands)

    def history(self, actor: Actor, post_id: int) -> list[HistoryEntry]:
        """Everything that happened to a post, its variants and deliveries, oldest first."""
        with self._store.read() as work:
            post = seen_post(work, actor, post_id)
            rows = work.history.of("post", post_id)
            for variant in post.variants:
                rows += work.history.of("variant", variant.id)
                for delivery in work.deliveries.of_variant(variant.id):
                    rows += work.history.of("delivery", delivery.id)
        return sorted(rows, key=lambda entry: entry.id)

    def comments(self, actor: Actor, post_id: int) -> list[PostComment]:
        """The team's remarks on a post, oldest first."""
        with self._store.read() as work:
            return work.posts.comments(seen_post(work, actor, post_id).id)

    # writing
    def add(self, actor: Actor, new: NewPost, *, unit: UnitOfWork | None = None) -> Post:
        """A new idea or draft with a variant per profile.

        Raises `BadInput` "post.empty", "profile.other_brand", "post.other_brand", `Refused` "schedule.past", `NotFound`,
        `NotPermitted`.
        """
        if not (new.text.strip() or new.title.strip() or new.media):
            raise BadInput("post.empty")
        check_ahead(new.when, self._clock)
        with self._store.joined(unit) as work:
            allow(work, actor, Right.WRITE, new.brand_id)
            check_relations(work, new.brand_id, new)
            post_id = self._insert(work, actor, new)
            if new.profile_ids:
                post = work.posts.get(post_id)
                for profile_id in dict.fromkeys(new.profile_ids):
                    self._insert_variant(work, post, profile_id, new)
            return work.posts.get(post_id)

    def edit(
        self,
        actor: Actor,
        post_id: int,
        edit: PostEdit,
        *,
        version: int | None = None,
        base: Post | None = None,
        unit: UnitOfWork | None = None,
    ) -> Post:
        """Changes a post. Variants that follow it and were in review, approved or waiting go back to draft (mission
        7.5); those that are already out keep what was published. An edit that changes nothing does nothing.

        `base` is the post as the person saw it: fields nobody else touched since are changed all the same. With only
        `version` every field must still say what is asked for. Raises `StaleEdit` (data base, mine, theirs per field;
        what was typed is kept in the history), `Refused` "post.already_out", "post.going_out".
        """
        try:
            with self._store.joined(unit) as work:
                return self._edit(work, actor, post_id, edit, version, base)
        except StaleEdit as stale:
            if unit is None:
                self._keep_typed(actor, post_id, stale)
            raise

    def edit_variant(
        self, actor: Actor, post_id: int, profile_id: int, edit: VariantEdit, *, version: int | None = None
    ) -> Post:
        """Changes what one profile gets. Approval of that variant is withdrawn when its content changes.

        Raises `StaleEdit`, `Refused` "post.already_out", "post.going_out".
        """
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            variant = chosen_variants(post, (profile_id,))[0]
            if has_left(work, variant):
                raise Refused("post.already_out", post=post_id)
            before = contents(work, post)
            values = variant_values(edit)
            if edit.media is not None:
                work.posts.set_variant_media(variant.id, checked_media(work, edit.media))
            work.posts.edit_variant(variant.id, version or variant.version, values | {"changed_at": self._clock.now()})
            work.posts.mark_edited(post_id, actor.member_id, self._clock.now())
            self._record(
                work,
                actor,
                post.brand_id,
                "content_edited",
                variant_id=variant.id,
                facts={"fields": sorted(values), "post_id": post_id},
                words={name: values[name] for name in ("text", "first_comment") if values.get(name)},
            )
            apply_change(work, self._steps, actor, post_id, before, also_cancelled=True)
            return work.posts.get(post_id)

    def develop(self, actor: Actor, post_id: int) -> Post:
        """Makes a draft of an idea. Raises `Refused` "post.wrong_state" when it is none."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            if post.stage is not PostState.IDEA:
                raise Refused("post.wrong_state", action="develop", state=post.state.value, allowed=["idea"])
            work.posts.edit(post_id, post.version, {"stage": PostState.DRAFT.value, "changed_at": self._clock.now()})
            for variant in post.variants:
                if variant.state is PostState.IDEA:
                    self._steps.take(work, actor, variant, "develop", brand_id=post.brand_id)
            self._record(work, actor, post.brand_id, "develop", post_id=post_id, facts={"to": "draft"})
            return work.posts.get(post_id)

    def add_variant(self, actor: Actor, post_id: int, profile_id: int, kind: Format | None = None) -> Post:
        """One more profile for a post."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            if any(v.profile_id == profile_id for v in post.variants):
                raise Refused("post.has_variant", post=post_id, profile=profile_id)
            formats = ((profile_id, kind),) if kind else ()
            variant_id = self._insert_variant(work, post, profile_id, NewPost(post.brand_id, formats=formats))
            facts = {"post_id": post_id, "profile_id": profile_id}
            self._record(work, actor, post.brand_id, "added", variant_id=variant_id, facts=facts)
            return work.posts.get(post_id)

    def remove_variant(self, actor: Actor, post_id: int, profile_id: int) -> Post:
        """Takes a profile off a post; only before anything was scheduled or sent for it."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.WRITE, post.brand_id)
            variant = chosen_variants(post, (profile_id,))[0]
            if variant.state in OUT or work.deliveries.of_variant(variant.id):
                raise Refused("post.variant_used", post=post_id)
            work.posts.remove_variant(variant.id)
            facts = {"post_id": post_id, "profile_id": profile_id}
            self._record(work, actor, post.brand_id, "removed", variant_id=variant.id, facts=facts)
            return work.posts.get(post_id)

    def comment(self, actor: Actor, post_id: int, text: str, profile_id: int | None = None) -> None:
        """A remark for the team."""
        if not text.strip():
            raise BadInput("comment.empty")
        with self._store.write() as work:
            post = work.posts.get(post_id)
            allow(work, actor, Right.COMMENT, post.brand_id)
            variant = chosen_variants(post, (profile_id,))[0] if profile_id is not None else None
            now = self._clock.now()
            said = clean_text(text).strip()
            work.posts.add_comment(
                post_id=post_id,
                variant_id=variant.id if variant else None,
                member_id=actor.member_id,
                text=said,
                at=now,
            )
            self._record(work, actor, post.brand_id, "commented", post_id=post_id, words={"text": said})

    # parts
    def _insert(self, work: UnitOfWork, actor: Actor, new: NewPost) -> int:
        now, when, brand = self._clock.now(), new.when, work.team.brand(new.brand_id)
        stage = PostState.IDEA if new.idea else PostState.DRAFT
        text, title = clean_text(new.text), clean_text(new.title).strip()
        post_id = work.posts.add(
            uid=uuid.uuid4().hex,
            brand_id=brand.id,
            title=title,
            text=text,
            link=clean_link(new.link),
            campaign_id=new.campaign_id,
            pillar_id=new.pillar_id,
            author_id=actor.member_id,
            edited_by=actor.member_id,
            created_at=now,
            changed_at=now,
            stage=stage.value,
            search_key=search_key(f"{title} {text}"),
            **time_columns(when, when.zone if when else brand.zone),
        )
        if new.persona_ids:
            work.posts.set_personas(post_id, new.persona_ids)
        if new.label_ids:
            work.posts.set_labels(post_id, new.label_ids)
        if new.media:
            work.posts.set_post_media(post_id, checked_media(work, new.media))
        facts = {"stage": stage.value, "profiles": list(new.profile_ids)}
        self._record(work, actor, brand.id, "added", post_id=post_id, facts=facts, words={"title": title, "text": text})
        return post_id

    def _insert_variant(self, work: UnitOfWork, post: Post, profile_id: int, new: NewPost) -> int:
        profile = work.profiles.get(profile_id)
        if profile.brand_id != post.brand_id:
            raise BadInput("profile.other_brand", profile=profile_id)
        usual = usual_format(profile.network, [item.mime for item in post.media], post.link)
        kind = dict(new.formats).get(profile_id) or usual
        text = dict(new.texts).get(profile_id)
        now = self._clock.now()
        return work.posts.add_variant(
            uid=uuid.uuid4().hex,
            post_id=post.id,
            profile_id=profile_id,
            format=kind.value,
            text=None if text is None else clean_text(text),
            state=post.stage.value,
            state_since=now,
            due_at=post.due_at,
            zone=post.zone,
            wall_time=post.wall_time,
            changed_at=now,
        )

    def _edit(
        self, work: UnitOfWork, actor: Actor, post_id: int, edit: PostEdit, version: int | None, base: Post | None
    ) -> Post:
        post = work.posts.get(post_id)
        allow(work, actor, Right.WRITE, post.brand_id)
        wanted = wanted_fields(edit)
        theirs = {name: field_of(post, name) for name in wanted}
        changed = {name: value for name, value in wanted.items() if value != theirs[name]}
        check_relations(work, post.brand_id, edit)
        if post.version != (base.version if base else version or post.version):
            check_overlap(post, base, changed)
        if not changed:
            return post
        touches_content = bool({"text", "link", "media"} & changed.keys())
        if touches_content and post.variants and all(has_left(work, variant) for variant in post.variants):
            raise Refused("post.already_out", post=post_id)
        before = contents(work, post)
        self._write_edit(work, actor, post, changed, touches_content)
        if {"media", "link"} & changed.keys():
            follow_formats(work, post, work.posts.get(post_id))
        words = {name: changed[name] for name in ("text", "title") if changed.get(name)}
        self._record(
            work, actor, post.brand_id, "edited", post_id=post_id, facts={"fields": sorted(changed)}, words=words
        )
        if touches_content:
            apply_change(work, self._steps, actor, post_id, before)
        return work.posts.get(post_id)

    def _write_edit(
        self, work: UnitOfWork, actor: Actor, post: Post, changed: dict[str, Any], touches_content: bool
    ) -> None:
        columns = {name: value for name, value in changed.items() if name in POST_COLUMNS} | {
            "changed_at": self._clock.now()
        }
        if {"text", "title"} & changed.keys():
            columns["search_key"] = search_key(f"{changed.get('title', post.title)} {changed.get('text', post.text)}")
        if touches_content:
            columns["edited_by"] = actor.member_id
        work.posts.edit(post.id, post.version, columns)
        if "persona_ids" in changed:
            work.posts.set_personas(post.id, changed["persona_ids"])
        if "label_ids" in changed:
            work.posts.set_labels(post.id, changed["label_ids"])
        if "media" in changed:
            work.posts.set_post_media(post.id, checked_media(work, changed["media"]))

    def _keep_typed(self, actor: Actor, post_id: int, stale: StaleEdit) -> None:
        """What somebody typed is not lost when it could not be saved (DB-16)."""
        mine = stale.data["mine"]
        typed = (
            {name: value for name, value in mine.items() if name in ("text", "title")} if isinstance(mine, dict) else {}
        )
        if typed:
            with self._store.write() as work:
                brand_id = work.posts.get(post_id).brand_id
                self._record(work, actor, brand_id, "edit_not_saved", post_id=post_id, words=typed)

    def _record(
        self,
        work: UnitOfWork,
        actor: Actor,
        brand_id: int,
        action: str,
        *,
        post_id: int | None = None,
        variant_id: int | None = None,
        facts: Mapping[str, object] | None = None,
        words: Mapping[str, object] | None = None,
    ) -> None:
        entity, number = ("post", post_id) if post_id is not None else ("variant", variant_id)
        work.history.record(
            at=self._clock.now(),
            actor=actor,
            entity=entity,
            entity_id=number or 0,
            action=action,
            brand_id=brand_id,
            facts=facts,
            words=words or None,
        )
