"""A plan as paper takes it: everything in words already, so that a page can be drawn anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.alphabet import in_alphabet
from app.domain.networks import Network
from app.domain.workflow import PostState
from app.system.formats import Formats
from app.system.words import Words

_OFF = frozenset({PostState.REJECTED, PostState.CANCELLED, PostState.REMOVED})


@dataclass(frozen=True, slots=True)
class PrintedPost:
    """`profile` is what the profile is called; `network` its network by name; `time` as people read it."""

    day: date
    time: str
    mark: Network
    network: str
    profile: str
    opening: str
    state: PostState

    @property
    def is_off(self) -> bool:
        """It will not go out: it is printed dimmed and struck through."""
        return self.state in _OFF


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A holiday or another day to know of."""

    name: str
    is_holiday: bool


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """`name` is the workspace's or the brand's; `filters` say in words what was let through, none for everything."""

    name: str
    first: date
    last: date
    filters: tuple[str, ...]
    printed_on: date
    posts: tuple[PrintedPost, ...]
    words: Words
    formats: Formats
    days: Mapping[date, tuple[PrintedDay, ...]] = field(default_factory=dict)

    def posts_on(self, day: date) -> tuple[PrintedPost, ...]:
        return tuple(post for post in self.posts if post.day == day)

    @property
    def profiles(self) -> Mapping[Network, tuple[str, ...]]:
        """The profiles of its posts by network, both in their own order."""
        return {
            network: names
            for network in Network
            if (names := tuple(sorted({post.profile for post in self.posts if post.mark is network}, key=in_alphabet)))
        }

    @property
    def states(self) -> tuple[PostState, ...]:
        """Those of its posts, in the order of work."""
        there = {post.state for post in self.posts}
        return tuple(state for state in PostState if state in there)
