"""What can be read of an account on a Mastodon server: posts, figures, comments and mentions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from app.connectors.base import NeedsReconnect, ReadFailed, RemoteComment, RemotePost, Unanswerable
from app.connectors.mastodon_calls import Calls
from app.connectors.mastodon_values import (
    POST_METRICS,
    PROFILE_METRICS,
    moment,
    readings,
    remote_comment,
    remote_post,
    scheduled_post,
)
from app.connectors.network_problems import as_reading
from app.domain.metrics import Reading

AT_ONCE = 20
ALIVE = timedelta(days=30)
"""How long after a post its answers are still looked for."""
_PAGE = 40


def own_account(calls: Calls) -> dict[str, Any]:
    """Raises `NeedsReconnect` when the server does not say who the access key belongs to, and `ReadFailed`
    "mastodon.not_here" when it does not know the question: it is a web server of some other kind."""
    try:
        with as_reading():
            found = calls.get("/api/v1/accounts/verify_credentials").object()
    except Unanswerable as problem:
        if problem.data["status"] in (404, 405):
            raise ReadFailed("mastodon.not_here", host=calls.host, status=problem.data["status"]) from problem
        raise NeedsReconnect("network.needs_reconnect", host=calls.host, reason=problem.data["reason"]) from problem
    if not isinstance(found.get("id"), str):
        raise NeedsReconnect("network.needs_reconnect", host=calls.host, reason="–")
    return found


def profile_readings(account: Mapping[str, Any]) -> tuple[Reading, ...]:
    return readings(account, PROFILE_METRICS)


def post_readings(calls: Calls, remote_ids: tuple[str, ...], batches: bool) -> dict[str, tuple[Reading, ...]]:
    """Figures of posts; those the server does not show are absent."""
    found: list[dict[str, Any]] = []
    if batches:
        for start in range(0, len(remote_ids), AT_ONCE):
            with as_reading():
                found += calls.get("/api/v1/statuses", {"id[]": remote_ids[start : start + AT_ONCE]}).array()
    else:
        for remote_id in remote_ids:
            answer = calls.found(f"/api/v1/statuses/{quote(remote_id, safe='')}")
            if answer is not None:
                with as_reading():
                    found.append(answer.object())
    wanted = set(remote_ids)
    return {str(status["id"]): readings(status, POST_METRICS) for status in found if status.get("id") in wanted}


def readings_from(body: bytes) -> dict[str | None, tuple[Reading, ...]]:
    """The figures in an answer that was kept: of statuses by their id, of an account under None."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    told: dict[str | None, tuple[Reading, ...]] = {}
    for entry in found if isinstance(found, list) else [found]:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            of_post = readings(entry, POST_METRICS)
            if of_post:
                told[entry["id"]] = of_post
            elif profile := readings(entry, PROFILE_METRICS):
                told[None] = profile
    return told


def own_statuses(
    calls: Calls, own_id: str | None, since: datetime, before: str | None = None
) -> Iterator[dict[str, Any]]:
    """The account's own statuses since `since`, newest first; answers to other people are left out."""
    own = own_id or str(own_account(calls)["id"])
    params: dict[str, Any] = {"limit": _PAGE, "exclude_reblogs": "true"} | ({"max_id": before} if before else {})
    for page in calls.pages(f"/api/v1/accounts/{quote(own, safe='')}/statuses", params):
        for status in page:
            at = moment(status.get("created_at"))
            if at is None or status.get("reblog"):
                continue
            if at < since:
                return
            if status.get("in_reply_to_account_id") in (None, own):
                yield status


def own_posts(calls: Calls, own_id: str | None, since: datetime, before: str | None = None) -> Iterator[RemotePost]:
    yield from (post for status in own_statuses(calls, own_id, since, before) if (post := remote_post(status)))


def scheduled_posts(calls: Calls) -> tuple[RemotePost, ...]:
    pages = calls.pages("/api/v1/scheduled_statuses", {"limit": _PAGE})
    return tuple(post for page in pages for entry in page if (post := scheduled_post(entry)))


def comments(calls: Calls, own_id: str | None, since: datetime) -> Iterator[RemoteComment]:
    """Answers below own posts not older than `ALIVE`, and every mention, since `since`, oldest first."""
    own = own_id or str(own_account(calls)["id"])
    found: dict[str, RemoteComment] = {}
    for status in own_statuses(calls, own, since - ALIVE):
        if status.get("in_reply_to_id") is None and status.get("replies_count"):
            for comment in _below(calls, own, str(status["id"])):
                found[comment.remote_id] = comment
    for comment in _mentions(calls, own, since):
        found.setdefault(comment.remote_id, comment)
    yield from sorted((one for one in found.values() if one.at >= since), key=lambda one: (one.at, one.remote_id))


def _below(calls: Calls, own: str, post_id: str) -> Iterator[RemoteComment]:
    """Everything that was said under a post but its own continuation; a post that has gone meanwhile has nothing."""
    answer = calls.found(f"/api/v1/statuses/{quote(post_id, safe='')}/context")
    if answer is None:
        return
    with as_reading():
        below = answer.object().get("descendants")
    for status in below if isinstance(below, list) else []:
        if not isinstance(status, dict) or _goes_on(status, own):
            continue
        if comment := remote_comment(status, own, post_id):
            yield comment


def _goes_on(status: Mapping[str, Any], own: str) -> bool:
    """Whether it is the next part of an own thread: a post, no answer to anybody."""
    account = status.get("account")
    author = account.get("id") if isinstance(account, dict) else None
    return author == own and status.get("in_reply_to_account_id") == own


def _mentions(calls: Calls, own: str, since: datetime) -> Iterator[RemoteComment]:
    """Newest first. An answer to an own post belongs to that post, other mentions to none."""
    for page in calls.pages("/api/v1/notifications", {"types[]": "mention", "limit": _PAGE}):
        for notice in page:
            at, status = moment(notice.get("created_at")), notice.get("status")
            if at is not None and at < since:
                return
            if not isinstance(status, dict):
                continue
            parent = status.get("in_reply_to_id")
            answers_us = status.get("in_reply_to_account_id") == own and isinstance(parent, str)
            if comment := remote_comment(status, own, parent if answers_us else None):
                yield comment
