"""Planning: ideas and posts, their variants, texts, media and times."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.domain.content import Post
from app.domain.days import WallTime
from app.domain.days import zone as known_zone
from app.domain.errors import BadInput, Refused
from app.domain.history import HistoryEntry
from app.domain.networks import RULES, Format
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.services.scheduling import time_columns
from app.services.steps import OUT, VariantSteps, chosen_variants, content_of
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class NewPost:
    """`media` holds (media id, alt text for this post); `formats` per profile id, else guessed from the content."""

    brand_id: int
    text: str = ""
    title: str = ""
    profile_ids: tuple[int, ...] = ()
    link: str | None = None
    when: WallTime | None = None
    idea: bool = False
    formats: tuple[tuple[int, Format], ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    """Own texts of variants: (profile id, text)."""
    persona_ids: tuple[int, ...] = ()
    label_ids: tuple[int, ...] = ()
    campaign_id: int | None = None
    pillar_id: int | None = None
    media: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PostEdit:
    """What to change of a post; None leaves a field, "" empties it, 0 removes a campaign or pillar."""

    text: str | None = None
    title: str | None = None
    link: str | None = None
    campaign_id: int | None = None
    pillar_id: int | None = None
    persona_ids: tuple[int, ...] | None = None
    label_ids: tuple[int, ...] | None = None
    media: tuple[tuple[int, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class VariantEdit:
    """What to change of one variant. `text` "" means an empty text; `follow` returns it to the post's text and media."""

    text: str | None = None
    format: Format | None = None
    link: str | None = None
    first_comment: str | None = None
    media: tuple[tuple[int, str], ...] | None = None
    follow: bool = False


class PlanningService:
    def __init__(self, store: Store, clock: Clock, steps: VariantSteps) -> None:
        self._store = store
        self._clock = clock
        self._steps = steps

    # reading
    def post(self, post_id: int) -> Post:
        with self._store.read() as work:
            return work.posts.get(post_id)

    def posts(
        self, *, first: date | None = None, last: date | None = None, zone: str | None = None, **filters: Any
    ) -> list[Post]:
        """Posts whose time falls on the calendar days first to last (inclusive) of `zone`, by time; ideas without a time
        come last when no days are given. `filters` as in `PostRows.ids`."""
        with self._store.read() as work:
            place = zone or work.team.workspace().zone
            start = None if first is None else _midnight(first, place)
            end = None if last is None else _midnight(last + timedelta(days=1), place)
            return work.posts.many(work.posts.ids(start=start, end=end, **filters))

    def history(self, post_id: int) -> list[HistoryEntry]:
        """Everything that happened to a post, its variants and deliveries, oldest first."""
        with self._store.read() as work:
            post = work.posts.get(post_id)
            rows = work.history.of("post", post_id)
            for variant in post.variants:
                rows += work.history.of("variant", variant.id)
                for delivery in work.deliveries.of_variant(variant.id):
                    rows += work.history.of("delivery", delivery.id)
        return sorted(rows, key=lambda entry: entry.id)

    # writing
    def add(self, actor: Actor, new: NewPost, *, unit: UnitOfWork | None = None) -> Post:
        """A new idea or draft with a variant per profile.

        Raises `BadInput` "post.empty", "profile.other_brand", `NotPermitted`.
        """
        actor.require(Right.WRITE, new.brand_id)
        if not (new.text.strip() or new.title.strip() or new.media):
            raise BadInput("post.empty")
        now = self._clock.now()
        with self._store.joined(unit) as work:
            brand = work.team.brand(new.brand_id)
            when = new.when
            post_id = work.posts.add(
                uid=uuid.uuid4().hex,
                brand_id=brand.id,
                title=new.title.strip(),
                text=new.text,
                link=_link(new.link),
                campaign_id=new.campaign_id,
                pillar_id=new.pillar_id,
                author_id=actor.member_id,
                edited_by=actor.member_id,
                created_at=now,
                changed_at=now,
                stage=(PostState.IDEA if new.idea else PostState.DRAFT).value,
                search_key=search_key(f"{new.title} {new.text}"),
                **time_columns(when, when.zone if when else brand.zone),
            )
            work.posts.set_personas(post_id, new.persona_ids)
            work.posts.set_labels(post_id, new.label_ids)
            work.posts.set_post_media(post_id, new.media)
            work.history.record(
                at=now,
                actor=actor,
                entity="post",
                entity_id=post_id,
                action="added",
                brand_id=brand.id,
                facts={"stage": "idea" if new.idea else "draft", "profiles": list(new.profile_ids)},
                words={"title": new.title, "text": new.text},
            )
            for profile_id in dict.fromkeys(new.profile_ids):
                self._insert_variant(work, work.posts.get(post_id), profile_id, new)
            return work.posts.get(post_id)

    def edit(
        self, actor: Actor, post_id: int, edit: PostEdit, *, version: int | None = None, unit: UnitOfWork | None = None
    ) -> Post:
        """Changes a post. Variants that follow it and were in review or approved go back to draft (mission 7.5); those
        that are already out keep what was published. Raises `StaleEdit`, `Refused` "post.already_out"."""
        with self._store.joined(unit) as work:
            post = work.posts.get(post_id)
            actor.require(Right.WRITE, post.brand_id)
            before = self._fingerprints(work, post)
            values: dict[str, Any] = {
                name: value for name, value in (("text", edit.text), ("title", edit.title)) if value is not None
            }
            if edit.link is not None:
                values["link"] = _link(edit.link)
            for name, number in (("campaign_id", edit.campaign_id), ("pillar_id", edit.pillar_id)):
                if number is not None:
                    values[name] = number or None
            content_changes = bool({"text", "link"} & values.keys()) or edit.media is not None
            if content_changes and post.variants and all(v.state in OUT for v in post.variants):
                raise Refused("post.already_out", post=post_id)
            now = self._clock.now()
            text, title = values.get("text", post.text), values.get("title", post.title)
            columns = values | {"changed_at": now, "search_key": search_key(f"{title} {text}")}
            if content_changes:
                columns["edited_by"] = actor.member_id
            work.posts.edit(post_id, version or post.version, columns)
            if edit.persona_ids is not None:
                work.posts.set_personas(post_id, edit.persona_ids)
            if edit.label_ids is not None:
                work.posts.set_labels(post_id, edit.label_ids)
            if edit.media is not None:
                work.posts.set_post_media(post_id, edit.media)
            words: dict[str, object] = {name: values[name] for name in ("text", "title") if name in values}
            work.history.record(
                at=now,
                actor=actor,
                entity="post",
                entity_id=post_id,
                action="edited",
                brand_id=post.brand_id,
                facts={"fields": sorted(values) + (["media"] if edit.media is not None else [])},
                words=words or None,
            )
            self._send_back_changed(work, actor, post_id, before)
            return work.posts.get(post_id)

    def edit_variant(
        self, actor: Actor, post_id: int, profile_id: int, edit: VariantEdit, *, version: int | None = None
    ) -> Post:
        """Changes what one profile gets. Approval of that variant is withdrawn when its content changes."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            actor.require(Right.WRITE, post.brand_id)
            variant = chosen_variants(post, (profile_id,))[0]
            if variant.state in OUT:
                raise Refused("post.already_out", post=post_id)
            before = self._fingerprints(work, post)
            values: dict[str, Any] = {"changed_at": self._clock.now()}
            if edit.follow:
                values |= {"text": None, "own_media": False}
            if edit.text is not None:
                values["text"] = edit.text
            if edit.format is not None:
                values["format"] = edit.format.value
            if edit.link is not None:
                values["link"] = _link(edit.link)
            if edit.first_comment is not None:
                values["first_comment"] = edit.first_comment or None
            if edit.media is not None:
                values["own_media"] = True
                work.posts.set_variant_media(variant.id, edit.media)
            work.posts.edit_variant(variant.id, version or variant.version, values)
            self._mark_editor(work, actor, post)
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="variant",
                entity_id=variant.id,
                action="content_edited",
                brand_id=post.brand_id,
                facts={"fields": sorted(values.keys() - {"changed_at"}), "post_id": post_id},
                words={"text": edit.text} if edit.text is not None else None,
            )
            self._send_back_changed(work, actor, post_id, before)
            return work.posts.get(post_id)

    def add_variant(self, actor: Actor, post_id: int, profile_id: int, kind: Format | None = None) -> Post:
        """One more profile for a post."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            actor.require(Right.WRITE, post.brand_id)
            if any(v.profile_id == profile_id for v in post.variants):
                raise Refused("post.has_variant", post=post_id, profile=profile_id)
            formats = ((profile_id, kind),) if kind else ()
            variant_id = self._insert_variant(work, post, profile_id, NewPost(post.brand_id, formats=formats))
            facts = {"post_id": post_id, "profile_id": profile_id}
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="variant",
                entity_id=variant_id,
                action="added",
                brand_id=post.brand_id,
                facts=facts,
            )
            return work.posts.get(post_id)

    def remove_variant(self, actor: Actor, post_id: int, profile_id: int) -> Post:
        """Takes a profile off a post; only before anything was scheduled or sent for it."""
        with self._store.write() as work:
            post = work.posts.get(post_id)
            actor.require(Right.WRITE, post.brand_id)
            variant = chosen_variants(post, (profile_id,))[0]
            if work.deliveries.of_variant(variant.id):
                raise Refused("post.variant_used", post=post_id)
            work.posts.remove_variant(variant.id)
            facts = {"post_id": post_id, "profile_id": profile_id}
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="variant",
                entity_id=variant.id,
                action="removed",
                brand_id=post.brand_id,
                facts=facts,
            )
            return work.posts.get(post_id)

    def comment(self, actor: Actor, post_id: int, text: str, profile_id: int | None = None) -> None:
        """A remark for the team."""
        if not text.strip():
            raise BadInput("comment.empty")
        with self._store.write() as work:
            post = work.posts.get(post_id)
            actor.require(Right.COMMENT, post.brand_id)
            variant = chosen_variants(post, (profile_id,))[0] if profile_id is not None else None
            now = self._clock.now()
            work.posts.add_comment(
                post_id=post_id,
                variant_id=variant.id if variant else None,
                member_id=actor.member_id,
                text=text.strip(),
                at=now,
            )
            work.history.record(
                at=now,
                actor=actor,
                entity="post",
                entity_id=post_id,
                action="commented",
                brand_id=post.brand_id,
                words={"text": text.strip()},
            )

    # parts
    def _insert_variant(self, work: UnitOfWork, post: Post, profile_id: int, new: NewPost) -> int:
        profile = work.profiles.get(profile_id)
        if profile.brand_id != post.brand_id:
            raise BadInput("profile.other_brand", profile=profile_id)
        rules = RULES[profile.network]
        kind = dict(new.formats).get(profile_id) or _guess_format(post)
        if kind not in rules.formats and profile_id not in dict(new.formats):
            kind = Format.TEXT if Format.TEXT in rules.formats else sorted(rules.formats)[0]
        now = self._clock.now()
        return work.posts.add_variant(
            uid=uuid.uuid4().hex,
            post_id=post.id,
            profile_id=profile_id,
            format=kind.value,
            text=dict(new.texts).get(profile_id),
            state=post.stage.value,
            state_since=now,
            due_at=post.due_at,
            zone=post.zone,
            wall_time=post.wall_time,
            changed_at=now,
        )

    def _fingerprints(self, work: UnitOfWork, post: Post) -> dict[int, str]:
        return {
            variant.id: content_of(work, post, variant, work.profiles.get(variant.profile_id)).fingerprint()
            for variant in post.variants
        }

    def _send_back_changed(self, work: UnitOfWork, actor: Actor, post_id: int, before: dict[int, str]) -> None:
        """Every variant whose content is no longer what was reviewed goes back to draft."""
        post = work.posts.get(post_id)
        after = self._fingerprints(work, post)
        for variant in post.variants:
            if variant.state in OUT or after[variant.id] == before.get(variant.id):
                continue
            self._steps.stop_delivery(work, actor, variant, brand_id=post.brand_id)
            approval: dict[str, Any] = {
                "approved_sha256": None,
                "approved_at": None,
                "approved_by": None,
                "approved_by_author": False,
            }
            self._steps.take(work, actor, variant, "edit", brand_id=post.brand_id, **approval)

    def _mark_editor(self, work: UnitOfWork, actor: Actor, post: Post) -> None:
        work.posts.edit(post.id, post.version, {"edited_by": actor.member_id, "changed_at": self._clock.now()})


def search_key(text: str) -> str:
    """Text folded for searching: lower case, Polish letters without their marks, one blank between words."""
    table = str.maketrans("ąćęłńóśźż", "acelnoszz")
    return " ".join(text.casefold().translate(table).split())[:4000]


def _midnight(day: date, place: str) -> datetime:
    return datetime.combine(day, time(), known_zone(place)).astimezone(UTC)


def _guess_format(post: Post) -> Format:
    kinds: Iterable[str] = [item.mime for item in post.media]
    if any(mime.startswith("video/") for mime in kinds):
        return Format.VIDEO
    if len(post.media) > 1:
        return Format.CAROUSEL
    if post.media:
        return Format.IMAGE
    return Format.LINK if post.link else Format.TEXT


def _link(link: str | None) -> str | None:
    if not link:
        return None
    cleaned = link.strip()
    if not cleaned.lower().startswith(("http://", "https://")) or any(c.isspace() for c in cleaned):
        raise BadInput("link.invalid", link=cleaned)
    return cleaned
