"""Saving a post that is being written: what was typed, step by step and in its order, from any thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.content import Post, Variant
from app.domain.errors import StaleEdit, SzpaltaError
from app.domain.networks import Format
from app.domain.people import Actor
from app.services.planning import NewPost, PlanningService, PostEdit, VariantEdit


@dataclass(slots=True)
class Typed:
    """What was typed and is not in the workspace yet: fields of `PostEdit`, and of `VariantEdit` per profile id."""

    fields: dict[str, Any] = field(default_factory=dict)
    variants: dict[int, dict[str, Any]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields or any(self.variants.values()))

    def copy(self) -> Typed:
        return Typed(dict(self.fields), {number: dict(row) for number, row in self.variants.items() if row})

    def over(self, earlier: Typed) -> Typed:
        """Both together; what this one holds wins."""
        merged = earlier.copy()
        merged.fields |= self.fields
        for number, row in self.variants.items():
            merged.variants[number] = merged.variants.get(number, {}) | row
        return merged


@dataclass(frozen=True, slots=True)
class Saved:
    """How a saving ended. `left` could not be saved, for the reason `problem`."""

    post: Post | None
    left: Typed
    problem: SzpaltaError | None = None


@dataclass(slots=True)
class Job:
    """One step; `answer` or `error` are set once it was taken."""

    run: Callable[[PostKeeper], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    answer: Any = None
    error: BaseException | None = None


class PostKeeper:
    """One per post that is open. `post` is the post as it was seen last; None until it is in the workspace."""

    def __init__(self, planning: PlanningService, actor: Actor, start: NewPost, post: Post | None = None) -> None:
        self._planning = planning
        self._actor = actor
        self._lock = threading.Lock()
        self._jobs: deque[Job] = deque()
        self.refused: SzpaltaError | None = None
        """Why the last saving was refused; the steps after it wait."""
        self.start = start
        self.post = post

    def put(self, job: Job) -> None:
        """Queues a step."""
        self._jobs.append(job)

    @property
    def waiting(self) -> bool:
        return bool(self._jobs) or self._lock.locked()

    def work(self) -> list[Job]:
        """Takes every queued step in its order, after those another thread is taking; gives those taken here."""
        taken = []
        with self._lock:
            while self._jobs:
                job = self._jobs.popleft()
                try:
                    job.answer = job.run(self)
                except Exception as error:
                    job.error = error
                taken.append(job)
        return taken

    def save(self, typed: Typed, base: Post | None = None) -> Saved:
        """Saves what was typed; the part that is refused comes back. The first saving of a new post makes it.

        `base` is the post as it was when the typing began, None: as it was seen last.
        """
        left, base = typed.copy(), base or self.post
        self.refused = None
        try:
            if self.post is None:
                self._found(left)
            else:
                self._save_fields(left, base)
            for number in list(left.variants):
                self._save_variant(number, left.variants[number], base)
                del left.variants[number]
        except SzpaltaError as problem:
            self.refused = problem
            return Saved(self.post, left, problem)
        return Saved(self.post, left)

    def _found(self, left: Typed) -> None:
        given = {name: value for name, value in left.fields.items() if value is not None}
        for name in ("campaign_id", "pillar_id"):
            if name in given:
                given[name] = given[name] or None
        formats = {number: row["format"] for number, row in left.variants.items() if "format" in row}
        new = replace(self.start, formats=tuple(formats.items()), **given)
        self.post = self._planning.add(self._actor, new)
        left.fields.clear()
        for number in list(left.variants):
            left.variants[number].pop("format", None)
            if not left.variants[number]:
                del left.variants[number]

    def _save_fields(self, left: Typed, base: Post | None) -> None:
        if left.fields and self.post is not None:
            edit = PostEdit(**left.fields)
            self.post = self._planning.edit(self._actor, self.post.id, edit, base=base)
            left.fields.clear()

    def _save_variant(self, profile_id: int, values: dict[str, Any], base: Post | None) -> None:
        if self.post is None or not values:
            return
        before = variant_of(base, profile_id) or variant_of(self.post, profile_id)
        if before is None:
            return
        edit = VariantEdit(**values)
        try:
            self.post = self._planning.edit_variant(self._actor, self.post.id, profile_id, edit, version=before.version)
        except StaleEdit:
            self._save_over(before, edit, values)

    def _save_over(self, before: Variant, edit: VariantEdit, values: dict[str, Any]) -> None:
        """Somebody changed the variant since: fields nobody else touched are saved all the same."""
        fresh = self._planning.post(self._actor, before.post_id)
        now = variant_of(fresh, before.profile_id)
        if now is None:
            self.post = fresh
            return
        names = {"text", "link", "first_comment", "format"} & values.keys()
        names |= {"text", "link"} if edit.follow else set()
        clash = sorted(name for name in names if getattr(now, name) not in (getattr(before, name), values.get(name)))
        if clash:
            raise StaleEdit(
                "edit.stale",
                table="variant",
                id=now.id,
                profile_id=before.profile_id,
                base={name: getattr(before, name) for name in clash},
                mine={name: values.get(name) for name in clash},
                theirs={name: getattr(now, name) for name in clash},
            )
        self.post = self._planning.edit_variant(
            self._actor, before.post_id, before.profile_id, edit, version=now.version
        )


def variant_of(post: Post | None, profile_id: int) -> Variant | None:
    """The variant of a profile."""
    return next((row for row in post.variants if row.profile_id == profile_id), None) if post is not None else None


def whole_variant(variant: Variant, media: tuple[tuple[int, str], ...] | None) -> VariantEdit:
    """The edit that makes a variant what `variant` was; `media` are its own files (None: it followed the post's)."""
    return VariantEdit(
        follow=True,
        text=variant.text,
        format=Format(variant.format),
        link=variant.link,
        first_comment=variant.first_comment or "",
        media=media if variant.own_media else None,
    )
