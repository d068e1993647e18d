"""What dashboards ask beside the figures: which posts are ours, their pictures, comments of a period, sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select

from app.domain.imports import ImportState
from app.store.schema.content import media, post_media, variant, variant_media
from app.store.schema.measuring import import_run, published_post, remote_comment

_CHUNK = 500


class DashboardRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pictures(self, published_ids: Iterable[int]) -> dict[int, str]:
        """SHA-256 of the first picture of each of these published posts, where it is ours and has one."""
        p, wanted = published_post.c, list(published_ids)[:_CHUNK]
        own = (
            select(p.id, variant_media.c.position, media.c.sha256, media.c.mime)
            .join(variant, variant.c.id == p.variant_id)
            .join(variant_media, variant_media.c.variant_id == variant.c.id)
            .join(media, media.c.id == variant_media.c.media_id)
            .where(p.id.in_(wanted), variant.c.own_media == True)  # noqa: E712  SQL, not Python
        )
        shared = (
            select(p.id, post_media.c.position, media.c.sha256, media.c.mime)
            .join(variant, variant.c.id == p.variant_id)
            .join(post_media, post_media.c.post_id == variant.c.post_id)
            .join(media, media.c.id == post_media.c.media_id)
            .where(p.id.in_(wanted), variant.c.own_media == False)  # noqa: E712  SQL, not Python
        )
        found: dict[int, str] = {}
        rows = [row for query in (own, shared) for row in self._connection.execute(query)]
        for number, _, sha256, mime in sorted(rows, key=lambda row: (row[0], row[1])):
            if mime.startswith("image/"):
                found.setdefault(number, sha256)
        return found

    def comments(
        self, profile_ids: Iterable[int], start: datetime, end: datetime
    ) -> list[tuple[int, datetime, bool, bool]]:
        """Profile, time, whether it asks and whether it is ours, of the comments from `start` to before `end`."""
        c = remote_comment.c
        query = select(c.profile_id, c.at, c.is_question, c.is_own).where(
            c.profile_id.in_(list(profile_ids)), c.at >= start, c.at < end
        )
        return [(number, at, asks, own) for number, at, asks, own in self._connection.execute(query)]

    def imports(self, profile_ids: Iterable[int]) -> dict[int, tuple[str, datetime]]:
        """The file read last for each profile, and when."""
        i = import_run.c
        latest = (
            select(func.max(i.id))
            .where(
                i.profile_id.in_(list(profile_ids)), i.state == ImportState.COMPLETE.value, i.finished_at.is_not(None)
            )
            .group_by(i.profile_id)
        )
        query = select(i.profile_id, i.file_name, i.finished_at).where(i.id.in_(latest))
        return {number: (name, at) for number, name, at in self._connection.execute(query)}

    def files(self, profile_ids: Iterable[int]) -> dict[int, tuple[str, datetime]]:
        """Name and time of every file that was read to its end for some profiles."""
        i = import_run.c
        query = select(i.id, i.file_name, i.finished_at).where(
            i.profile_id.in_(list(profile_ids)), i.state == ImportState.COMPLETE.value, i.finished_at.is_not(None)
        )
        return {number: (name, at) for number, name, at in self._connection.execute(query)}
