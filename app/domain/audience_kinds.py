"""By what networks group an audience, and what else their tables are divided by."""

from __future__ import annotations

from collections.abc import Iterable

PEOPLE = (
    "age_gender", "age", "gender", "country", "location", "Locations", "region", "city", "language", "Job titles",
    "job_function", "seniority", "Seniority", "industry", "Industries", "company_size", "Company size", "Companies",
    "device", "system", "subscription",
)  # fmt: skip
"""What people are grouped by, what is asked for most first; words in capitals are those of a network's own file."""
_NO_PEOPLE = frozenset(
    {
        "period_total", "competitor", "campaign", "ad_set", "ad", "account", "placement", "day", "week", "month", "hour",
        "video", "content_type", "traffic_source", "playback",
    }
)  # fmt: skip
"""What tables are divided by that says nothing of who people are."""


def of_people(dimensions: Iterable[str]) -> tuple[str, ...]:
    """Those that group people, in their order; ones only a file knows come last."""
    return tuple(sorted(filter(groups_people, set(dimensions)), key=lambda one: (place_of(one), one)))


def groups_people(dimension: str) -> bool:
    """Whether a dimension, or any of several together ("campaign · age"), says who people are."""
    return not _NO_PEOPLE.issuperset(dimension.split(" · "))


def place_of(dimension: str) -> int:
    return PEOPLE.index(dimension) if dimension in PEOPLE else len(PEOPLE)
