"""A post as it stands while somebody writes it: what the workspace has, and over it what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.domain.content import AttachedMedia, Post, Variant
from app.domain.days import WallTime, wall_time
from app.domain.networks import Format
from app.domain.people import Right
from app.domain.workflow import PostState
from app.services.post_edits import usual_format
from app.services.post_keeper import PostKeeper, Typed, variant_of
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.composing import ComposerPage
    from app.services.planning import NewPost

CONTENT = frozenset({"text", "link", "media"})
BOUND = frozenset(
    {PostState.IN_REVIEW, PostState.APPROVED, PostState.SCHEDULED, PostState.ON_HOLD, PostState.PUBLISHING}
)
"""States somebody's yes, or the question for it, would be lost from by an edit."""
GONE = frozenset({PostState.PUBLISHED, PostState.UNSURE, PostState.REMOVED})
_OPENING = 60


class Draft(QObject):
    """Only reads; `PostSession` changes it."""

    def __init__(self, context: TabContext, page: ComposerPage, start: NewPost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.page = page
        self._keeper = PostKeeper(context.services.planning, context.actor, start, page.post)
        self._pending, self._sent = Typed(), Typed()
        self._stored_media: dict[int, tuple[tuple[int, str], ...]] = {}

    @property
    def post(self) -> Post | None:
        return self._keeper.post

    @property
    def start(self) -> NewPost:
        """What a new post begins with."""
        return self._keeper.start

    @property
    def may_write(self) -> bool:
        return Right.WRITE in self.page.rights

    @property
    def unsaved(self) -> bool:
        return bool(self._pending or self._sent)

    @property
    def profile_ids(self) -> tuple[int, ...]:
        post = self.post
        return self.start.profile_ids if post is None else tuple(row.profile_id for row in post.variants)

    def variant(self, profile_id: int) -> Variant | None:
        return variant_of(self.post, profile_id)

    def state(self, profile_id: int | None) -> PostState:
        """The state of a variant, None: of the post."""
        variant = self.variant(profile_id) if profile_id is not None else None
        if variant is not None:
            return variant.state
        if profile_id is None and self.post is not None:
            return self.post.state
        return PostState.DRAFT

    def gone(self, profile_id: int | None) -> bool:
        """What it says is, or may be, on the network."""
        post = self.post
        if profile_id is not None:
            return self.state(profile_id) in GONE
        return post is not None and bool(post.variants) and all(row.state in GONE for row in post.variants)

    def field(self, name: str) -> Any:
        """A field of the post as typed."""
        for typed in (self._pending, self._sent):
            if name in typed.fields:
                return typed.fields[name]
        source = self.post if self.post is not None else self.start
        value = getattr(source, name)
        if name == "media" and isinstance(source, Post):
            return tuple((item.media_id, item.alt_text) for item in source.media)
        return value

    def own(self, profile_id: int, name: str) -> Any:
        """A variant's own value as typed, None where it follows the post (or has none)."""
        for typed in (self._pending, self._sent):
            row = typed.variants.get(profile_id, {})
            if name in row:
                return row[name]
            if row.get("follow") and name in CONTENT:
                return None
        variant = self.variant(profile_id)
        if variant is None:
            return None
        if name == "media":
            if not variant.own_media:
                return None
            read = tuple((item.media_id, item.alt_text) for item in self.page.own_media.get(profile_id, ()))
            return self._stored_media.get(profile_id, read)
        return getattr(variant, name)

    def own_media(self) -> dict[int, tuple[tuple[int, str], ...]]:
        """The media of the profiles that have their own, with the alt texts as typed."""
        found = {number: self.own(number, "media") for number in self.profile_ids}
        return {number: media for number, media in found.items() if media is not None}

    def effective(self, profile_id: int | None, name: str) -> Any:
        """What goes out: the variant's own value, else the post's."""
        own = self.own(profile_id, name) if profile_id is not None else None
        return own if own is not None else self.field(name)

    def kind(self, profile_id: int) -> Format:
        """The format a variant goes out in; before there is one, the one the program would choose."""
        chosen = self.own(profile_id, "format")
        return Format(chosen) if chosen is not None else self._usual_kind(profile_id)

    def attached(self, profile_id: int | None) -> tuple[AttachedMedia, ...]:
        """The media that go out, with what is known of each file."""
        found = []
        for number, alt in self.effective(profile_id, "media"):
            file = self.page.files.get(number)
            if file is not None:
                found.append(AttachedMedia(number, file.sha256, file.file_name, file.mime, alt))
        return tuple(found)

    @property
    def name(self) -> str:
        """Title or first words, for people; empty for an empty post."""
        text = str(self.field("title") or self.field("text") or "")
        return " ".join(text.split())[:_OPENING]

    def when(self, profile_id: int | None = None) -> WallTime | None:
        """The time a post or one of its variants has."""
        post = self.post
        if post is None:
            return self.start.when
        source: Post | Variant = post
        if profile_id is not None:
            source = self.variant(profile_id) or post
        elif post.due_at is None and len({row.due_at for row in post.variants}) == 1:
            source = post.variants[0]
        if source.due_at is None:
            return None
        return wall_time(source.due_at, source.zone)

    def published_at(self, profile_id: int | None = None) -> datetime | None:
        """When it went out; of a post that is out everywhere, the last time one of its variants did."""
        if not self.gone(profile_id) or self.post is None:
            return None
        rows = [row for row in self.post.variants if profile_id in (None, row.profile_id)]
        return max((row.published_at for row in rows if row.published_at is not None), default=None)

    def bound(self, profile_ids: Iterable[int] | None = None) -> list[int]:
        """Of the profiles (all) those whose approval, or place in review, an edit would take away."""
        return [number for number in profile_ids or self.profile_ids if self.state(number) in BOUND]

    def touched(self) -> list[int]:
        """Profiles that what is typed now reaches."""
        found = {number for number, row in self._pending.variants.items() if row}
        for name in CONTENT & self._pending.fields.keys():
            found |= {number for number in self.profile_ids if self.own(number, name) is None}
        return sorted(found)

    def _says_something(self) -> bool:
        fields = self._pending.fields
        return any(str(fields.get(name) or "").strip() for name in ("text", "title")) or bool(fields.get("media"))

    def _usual_kind(self, profile_id: int) -> Format:
        network, mimes = self.page.profiles[profile_id].network, [item.mime for item in self.attached(profile_id)]
        return usual_format(network, mimes, self.effective(profile_id, "link"))
