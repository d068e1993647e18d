"""A post as it was before a step, so that undo can put it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.content import Post
from app.domain.people import Actor
from app.domain.workflow import PostState
from app.services.post_keeper import variant_of, whole_variant


class KeptPost:
    """The post as it was before a step, to be put back."""

    def __init__(self, services: Any, actor: Actor, own_media: Mapping[int, tuple[tuple[int, str], ...]]) -> None:
        self._services, self._actor = services, actor
        self._media = own_media
        self._before: Post | None = None

    @property
    def before(self) -> Post:
        if self._before is None:
            raise LookupError("before")
        return self._before

    def note(self, number: int) -> None:
        if self._before is None:
            self._before = self._services.planning.post(self._actor, number)

    def put_back(self, number: int, profile_id: int) -> None:
        """A variant's content is again what it was."""
        was = variant_of(self.before, profile_id)
        if was is not None:
            edit = whole_variant(was, self._media.get(profile_id))
            self._services.planning.edit_variant(self._actor, number, profile_id, edit)

    def restore(self, number: int, profile_id: int) -> None:
        """A variant that was taken off is there again, with its content, time and place in review."""
        was = variant_of(self.before, profile_id)
        if was is None:
            return
        self._services.planning.add_variant(self._actor, number, profile_id, was.format)
        self.put_back(number, profile_id)
        now = self._services.planning.post(self._actor, number)
        added = variant_of(now, profile_id)
        if added is not None and added.due_at != was.due_at:
            before = replace(self.before, due_at=now.due_at, zone=now.zone, wall_time=now.wall_time)
            self._services.scheduling.restore_times(self._actor, before, (profile_id,))
        if was.state is PostState.IN_REVIEW:
            self._services.approval.submit(self._actor, number, (profile_id,))
