"""What Today shows of single posts; values that the store's first look and the whole page share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.networks import Network
from app.domain.workflow import PostState


@dataclass(frozen=True, slots=True)
class TodayPost:
    """One variant as a line. `attention` is "failed", "unsure", "missed", "obstacle", "unapproved", "undated" or None;
    `reason` the code of the delivery or the obstacle, `data` what belongs to it."""

    post_id: int
    variant_id: int
    title: str
    network: Network
    handle: str
    due_at: datetime | None
    state: PostState
    attention: str | None = None
    reason: str | None = None
    data: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What goes out today, read before the services are there. `day` is the calendar day in `zone`."""

    workspace: str
    zone: str
    now: datetime
    day: date
    going_out: tuple[TodayPost, ...]


NOT_GOING = frozenset({PostState.IDEA, PostState.CANCELLED, PostState.REJECTED, PostState.REMOVED})
"""States in which a post with a time today is not going out."""


def title_of(title: str, text: str) -> str:
    """The title, else the first line of the text."""
    lines = text.strip().splitlines()
    return title or (lines[0] if lines else "")
