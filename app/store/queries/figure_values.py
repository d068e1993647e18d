"""From the rows of the metric tables to the figures of a post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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


def shared_labels(metrics: list[NamedMetric]) -> set[str]:
    """Labels that more than one metric has: two exports call one thing by two names."""
    labels = [label for one in metrics for label in one.labels]
    return {label for label in labels if labels.count(label) > 1}


def labelled(row: Any, metrics: list[NamedMetric]) -> dict[str, float]:
    """Values by label; of two metrics that mean the same the one observed last."""
    values: dict[str, float] = {}
    moments: dict[str, int] = {}
    for place, one in enumerate(metrics):
        value = row[2 + 2 * place]
        if value is None:
            continue
        at = row[3 + 2 * place] or 0
        for label in one.labels:
            if label not in values or at > moments[label]:
                values[label] = value
                moments[label] = at
    return values


def post_figures(
    row: Any,
    network: str,
    values: Mapping[str, float],
    seen: int | None,
    stocks: Mapping[tuple[int, int], float],
    personas: Mapping[int, tuple[int, ...]],
) -> PostFigures:
    followers = row.followers_at if row.followers_at is not None else values.get(_AT_PUBLICATION)
    return PostFigures(
        post_id=row.id,
        profile_id=row.profile_id,
        network=network,
        format=row.format,
        day=date.fromordinal(row.day),
        weekday=(row.day + 6) % 7,
        hour=row.hour,
        followers=followers if followers is not None else stocks.get((row.profile_id, row.day)),
        age_hours=_age_hours(row, seen),
        values=values,
        text=row.text,
        permalink=row.permalink,
        paid=row.paid,
        estimated=row.estimated,
        persona_ids=personas.get(row.post_id, ()) if row.post_id is not None else (),
        pillar_id=row.pillar_id,
        campaign_id=row.campaign_id,
    )


def _age_hours(row: Any, seen: int | None) -> float | None:
    """Hours from publication to the newest figure; from the end of the day where only the day is known."""
    if seen is None:
        return None
    published = row.published_at.timestamp() if row.published_at is not None else (row.day + 1 - _EPOCH) * _DAY_SECONDS
    return (seen - float(published)) / 3600
