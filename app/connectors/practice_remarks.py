"""What the invented audience of the Practice network writes under posts. Texts come from a bundled list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.connectors.base import RemoteComment
from app.connectors.practice_audience import Course, course, uniforms
from app.domain.practice import PracticeAccount, PracticePost

_SHARES = (("question", 0.24), ("negative", 0.34), ("neutral", 0.56), ("friendly", 1.0))
"""Upper ends of the tones' shares: 24 % questions, 10 % negative, 22 % neutral, the rest friendly."""
_REPLIES = 0.12
_OWN_AFTER = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Remarks:
    """Invented names and texts by tone ("friendly", "neutral", "negative", "question")."""

    authors: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]


def load_remarks(path: Path) -> Remarks:
    """Reads the bundled list (UTF-8 JSON: authors, friendly, neutral, negative, question)."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Remarks(tuple(content["authors"]), {tone: tuple(content[tone]) for tone, _ in _SHARES})


def remarks_under(
    account: PracticeAccount, post: PracticePost, remarks: Remarks, since: datetime, until: datetime
) -> Iterator[RemoteComment]:
    """Comments under one post written from `since` to `until`, both included, oldest first."""
    own = post.published_at + _OWN_AFTER
    if post.first_comment and since <= own <= until:
        yield RemoteComment(
            f"{post.remote_id}-c0", post.remote_id, None, account.handle, post.first_comment, own, is_own=True
        )
    life = course(account, post)
    first = max(1, life.comments_by(since))  # one early: times are whole seconds
    for number in range(first, life.comments_by(until) + 1):
        if since <= life.comment_time(number) <= until:
            yield _remark(account, post, remarks, life, number)


def _remark(account: PracticeAccount, post: PracticePost, remarks: Remarks, life: Course, number: int) -> RemoteComment:
    kind, author, reply, parent, *_ = uniforms(account.seed, post.remote_id, "remark", str(number))
    tone = next(tone for tone, upper in _SHARES if kind <= upper)
    texts = remarks.texts[tone]
    start = _start(account, post, tone, len(texts))
    answered = 1 + int(parent * (number - 1)) if number > 1 and reply < _REPLIES else None
    return RemoteComment(
        remote_id=f"{post.remote_id}-c{number}",
        post_remote_id=post.remote_id,
        parent_remote_id=None if answered is None else f"{post.remote_id}-c{answered}",
        author=remarks.authors[int(author * len(remarks.authors))],
        text=texts[(start + number) % len(texts)],
        at=life.comment_time(number),
        is_own=False,
    )


def _start(account: PracticeAccount, post: PracticePost, tone: str, count: int) -> int:
    """Where in the list of a tone the post begins, so that it repeats no text before the list is through."""
    return int(uniforms(account.seed, post.remote_id, "remarks", tone)[0] * count)
