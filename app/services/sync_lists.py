"""Fetching lists: the profile's posts, newest first, and what people said there, oldest first; both go on where they ended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.connectors.base import ListsOlder, RemoteComment, RemotePost
from app.domain.days import wall_time
from app.domain.published import RemoteRemark, SeenPost
from app.domain.questions import is_question
from app.domain.syncing import SyncMark
from app.services.sync_session import OVERLAP, SyncSession
from app.store.unit import UnitOfWork

POSTS_AT_ONCE = 100
REMARKS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Gap:
    """Posts older than `remote_id` of `at`, back to `since`, are still to be listed."""

    since: datetime
    remote_id: str
    at: datetime


# posts
def fetch_posts(session: SyncSession) -> None:
    """New posts first, then the rest of a listing that broke off."""
    mark, gap = session.marks.get("posts"), _gap(session.marks.get("older"))
    since = session.horizon if mark is None or mark.done_at is None else max(mark.done_at - OVERLAP, session.horizon)
    session.go_on()
    if gap is None or isinstance(session.connector, ListsOlder):
        newest = session.connector.recent_posts(session.account, since)
        _list(session, newest, min(since, gap.since) if gap else since, left=gap)
    if gap is not None:
        _list(session, _older(session, gap), gap.since, left=None)


def _older(session: SyncSession, gap: Gap) -> Iterator[RemotePost]:
    """What a listing left; where a list has no way in from the middle, all of it again."""
    if isinstance(session.connector, ListsOlder):
        return session.connector.older_posts(session.account, gap.since, gap.remote_id, gap.at)
    return session.connector.recent_posts(session.account, gap.since)


def _list(session: SyncSession, posts: Iterable[RemotePost], since: datetime, left: Gap | None) -> None:
    """Stores posts as they come. `since`: what to list back to should it break off; `left`: what is still missing after.

    Further parts of threads we published belong to their post and are no posts of their own.
    """
    ours = session.read(lambda work: work.parts.further(session.profile.id))

    def store(batch: list[RemotePost], whole: bool) -> None:
        own = [post for post in batch if post.remote_id not in ours]
        _store(session, own, left if whole else Gap(since, batch[-1].remote_id, batch[-1].at))

    session.as_they_come(posts, POSTS_AT_ONCE, store)


def _store(session: SyncSession, batch: list[RemotePost], gap: Gap | None) -> None:
    seen = [_seen(post, session.profile.zone) for post in batch]

    def store(work: UnitOfWork) -> tuple[int, int]:
        done = work.metrics.upsert_posts(session.profile.id, seen, seen_at=session.clock.now())
        work.metrics.link_own_posts(session.profile.id)
        session.put_mark(work, "posts", SyncMark(done_at=session.began))
        session.put_mark(work, "older", None if gap is None else _mark(gap))
        if gap is None and session.list_mark is not None:
            session.put_mark(work, "list", SyncMark(session.list_mark))
        return done.new, done.updated

    new, updated = session.write(store)
    session.tally.posts_new += new
    session.tally.posts_updated += updated


def _mark(gap: Gap) -> SyncMark:
    return SyncMark(json.dumps({"since": gap.since.isoformat(), "id": gap.remote_id}), gap.at)


def _gap(mark: SyncMark | None) -> Gap | None:
    if mark is None or mark.mark is None or mark.until is None:
        return None
    told = json.loads(mark.mark)
    return Gap(datetime.fromisoformat(told["since"]), told["id"], mark.until)


def _seen(post: RemotePost, zone_name: str) -> SeenPost:
    local = wall_time(post.at, zone_name).local
    return SeenPost(
        external_id=post.remote_id,
        day=local.date(),
        hour=local.hour,
        published_at=post.at,
        format=post.format,
        text=post.text,
        permalink=post.url,
    )


# comments and mentions
def fetch_comments(session: SyncSession) -> None:
    """From where the last fetch ended, or broke off."""
    mark = session.marks.get("comments") or SyncMark()
    since = mark.until or (mark.done_at - OVERLAP if mark.done_at else session.horizon)
    session.go_on()
    told = session.connector.comments(session.account, max(since, session.horizon))
    session.as_they_come(told, REMARKS_AT_ONCE, lambda batch, whole: _store_remarks(session, batch, mark, whole))


def _store_remarks(session: SyncSession, batch: list[RemoteComment], before: SyncMark, whole: bool) -> None:
    profile_id = session.profile.id
    done = SyncMark(done_at=session.began) if whole else SyncMark(until=batch[-1].at, done_at=before.done_at)

    def store(work: UnitOfWork) -> tuple[int, int]:
        ids = work.metrics.post_ids(profile_id, [row.post_remote_id for row in batch if row.post_remote_id])
        asked = work.comments.count_questions(profile_id)
        new = work.comments.upsert(profile_id, (_remark(row, ids) for row in batch))[0]
        session.put_mark(work, "comments", done)
        return new, work.comments.count_questions(profile_id) - asked

    new, questions = session.write(store)
    session.tally.comments_new += new
    session.tally.questions_new += questions


def _remark(comment: RemoteComment, ids: dict[str, int]) -> RemoteRemark:
    return RemoteRemark(
        external_id=comment.remote_id,
        post_id=ids.get(comment.post_remote_id) if comment.post_remote_id else None,
        parent_external_id=comment.parent_remote_id,
        author=comment.author,
        text=comment.text,
        at=comment.at,
        is_own=comment.is_own,
        is_question=not comment.is_own and is_question(comment.text),
        kind="comment" if comment.post_remote_id else "mention",
    )
