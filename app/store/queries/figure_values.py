"""From the rows of the metric tables to the figures of a post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.kpi import PostFigures

_AT_PUBLICATION = "followers_at_publication"
_EPOCH = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class NamedMetric:
    """A stored metric and the names its values are given under."""

    id: int
    labels: tuple[str, ...]


def shared_metrics(metrics: Sequence[NamedMetric]) -> list[NamedMetric]:
    """The metrics that share a name with another one: two exports call one thing by two names."""
    counts = Counter(label for one in metrics for label in one.labels)
    return [one for one in metrics if any(counts[label] > 1 for label in one.labels)]


def labelled(figures: Sequence[Any], metrics: Sequence[NamedMetric], shared: Sequence[NamedMetric]) -> dict[str, float]:
    """Values by name; of two metrics that mean the same the one observed last. `figures` holds the values of `metrics`,
    then the moments of those `shared`."""
    moments = {one.id: at for one, at in zip(shared, figures[len(metrics) :], strict=True)}
    values: dict[str, float] = {}
    taken: dict[str, int] = {}
    for one, value in zip(metrics, figures, strict=False):
        if value is None:
            continue
        at = moments.get(one.id) or 0
        for label in one.labels:
            if label not in values or at > taken[label]:
                values[label] = value
                taken[label] = at
    return values


def post_figures(
    row: Any,
    network: str,
    values: Mapping[str, float],
    seen: int | None,
    stocks: Mapping[tuple[int, int], float],
    personas: Mapping[int, tuple[int, ...]],
) -> PostFigures:
    """A row as `FigureRows` asks for it, with its values; written for speed, as a period may hold fifty thousand posts."""
    number, profile, day, hour, published, estimated, kind, text, link, paid, followers, own, pillar, campaign = row
    if followers is None:
        followers = values.get(_AT_PUBLICATION)
    if followers is None:
        followers = stocks.get((profile, day))
    return PostFigures(
        number,
        profile,
        network,
        kind,
        date.fromordinal(day),
        (day + 6) % 7,
        hour,
        followers,
        _age_hours(published, day, seen),
        values,
        text,
        link,
        paid,
        estimated,
        personas.get(own, ()),
        pillar,
        campaign,
        published,
    )


def _age_hours(published: datetime | None, day: int, seen: int | None) -> float | None:
    """Hours from publication to the newest figure; from the end of the day where only the day is known."""
    if seen is None:
        return None
    start = published.timestamp() if published is not None else (day + 1 - _EPOCH) * _DAY_SECONDS
    return (seen - float(start)) / 3600
