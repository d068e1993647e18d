"""Posts as they stand on a profile, whoever put them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SeenPost:
    """A post somebody saw on a profile: an export, a sync or our own publishing.

    `published_at` is UTC; `day` and `hour` (0-23) are wall clock of the profile's zone; `estimated` marks a date that was
    not stated. `paid`: True paid or boosted, False organic, None unknown. `variant_id` names our own post when it is one.
    """

    external_id: str
    day: date
    hour: int | None = None
    published_at: datetime | None = None
    estimated: bool = False
    format: str | None = None
    text: str = ""
    permalink: str | None = None
    paid: bool | None = None
    variant_id: int | None = None
    followers_at: float | None = None


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """A `SeenPost` as the store keeps it."""

    id: int
    profile_id: int
    external_id: str
    variant_id: int | None
    published_at: datetime | None
    day: date
    hour: int | None
    estimated: bool
    format: str | None
    text: str
    permalink: str | None
    paid: bool | None
    missing_in_latest: bool
    followers_at: float | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class UpsertedPosts:
    """What storing posts did; `ids` maps external ids to the store's, `changed` holds those of known posts that changed."""

    ids: dict[str, int]
    new: int
    changed: frozenset[int]

    @property
    def updated(self) -> int:
        return len(self.changed)


@dataclass(frozen=True, slots=True)
class RemoteRemark:
    """A comment or mention on a profile, as it is to be stored. `post_id` is the published post it stands under."""

    external_id: str
    post_id: int | None
    parent_external_id: str | None
    author: str
    text: str
    at: datetime
    is_own: bool
    is_question: bool
    kind: str = "comment"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something a person asked under a post or about a profile, without an answer of ours. `under` is the post's text."""

    profile_id: int
    author: str
    text: str
    at: datetime
    under: str
    permalink: str | None


@dataclass(frozen=True, slots=True)
class AudienceFigure:
    """One bucket of a profile's audience over the days `first` to `last` (None: the file names none).

    `unit` is "count", "share" (0..1), "seconds" or "hours"; `at_most` marks entries such as "< 1%".
    """

    dimension: str
    bucket: str
    metric: str
    value: float
    unit: str
    at_most: bool
    first: date | None
    last: date | None

    @property
    def identity(self) -> tuple[str, str, str, date | None, date | None]:
        """Two figures of one profile with the same identity are the same figure."""
        return self.dimension, self.metric, self.bucket, self.first, self.last
