"""Lists: best and worst posts, formats, weekday × hour. One network and one metric at a time, never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.analytics.columns import codes, numbers, parts
from app.analytics.counts import metric_reader
from app.analytics.figure import Figure, Sample, Slice, known
from app.analytics.middle import medians_by
from app.analytics.rates import rate_sample
from app.domain.dashboards import rate_of
from app.domain.kpi import YOUNG_HOURS
from app.domain.measured_posts import UNKNOWN

RATES = {f"engagement_rate_by_{name}": name for name in ("reach", "viewers", "impressions", "views", "followers")}
"""The rates a list may rank by, in the order in which one is chosen where that of the network is not known."""
COUNTS = ("interactions", "engagements", "views", "impressions", "reach", "viewers")
"""What a list ranks by where no rate is known, in this order: some exports tell only how often a post was seen."""
AUTOMATIC = "auto"
TOP = 10
FEW_POSTS = 10
FEW_IN_CELL = 5
TEXT_START = 80
DAYPART_HOURS = 4

Row = Mapping[str, object]
Chosen = tuple[str, str, Sample]


def best_posts(part: Slice, metric: str = AUTOMATIC) -> Figure:
    """Formula: the ten highest posts of each network by one metric of that network. Unit: posts.
    Denominator: that of the metric, named in each row. Source: own definition."""
    return _ranked(part, metric, sign=-1)


def worst_posts(part: Slice, metric: str = AUTOMATIC) -> Figure:
    """Formula: the ten lowest posts of each network by one metric of that network. Unit: posts.
    Denominator: that of the metric, named in each row. Source: own definition."""
    return _ranked(part, metric, sign=1)


def formats(part: Slice, metric: str = AUTOMATIC) -> Figure:
    """Formula: median over the posts of a format of one metric of its network, with the number of posts.
    Unit: posts. Denominator: that of the metric, named in each row. Source: own definition."""
    chosen = by_network(part, metric)
    rows = [row for one in chosen for row in _format_rows(one)]
    return _list(chosen, rows)


def weekday_hour(part: Slice, metric: str = AUTOMATIC) -> Figure:
    """Formula: median over the posts of a cell of one metric of its network; cells are weekday × hour or
    daypart of four hours. Unit: posts. Denominator: that of the metric, named in each row. Source: own definition."""
    chosen = by_network(part, metric)
    rows = [row for one in chosen for kind in ("hour", "daypart") for row in _cell_rows(one, kind)]
    figure = _list(chosen, rows)
    unknown = sum(int((numbers(sample.posts, "hour") == UNKNOWN).sum()) for _, _, sample in chosen)
    if not unknown:
        return figure
    return Figure(
        float(figure.n_used - unknown),
        figure.n_used - unknown,
        {**figure.left_out, "no_hour": unknown},
        figure.flags,
        figure.rows,
    )


def _ranked(part: Slice, metric: str, sign: int) -> Figure:
    chosen = by_network(part, metric)
    rows = [row for one in chosen for row in _top_rows(one, sign)]
    return _list(chosen, rows)


def _list(chosen: list[Chosen], rows: list[Row]) -> Figure:
    """The value of a list is the number of posts it rests on."""
    n_used = sum(len(sample.posts) for _, _, sample in chosen)
    left_out: dict[str, int] = {}
    flags: dict[str, int] = {}
    for _, _, sample in chosen:
        _add(left_out, sample.left_out)
        _add(flags, sample.flags())
    return Figure(float(n_used) if n_used else None, n_used, left_out, flags, tuple(rows))


def _add(total: dict[str, int], more: Mapping[str, int]) -> None:
    for name, count in more.items():
        total[name] = total.get(name, 0) + count


def by_network(part: Slice, metric: str) -> list[Chosen]:
    networks = parts(part.posts, "network")
    found = []
    for network in sorted(networks):
        own = Slice(networks[network], (), part.period, extras=part.extras)
        name, sample = _choose(own, rate_of(network)) if metric == AUTOMATIC else (metric, _sample(own, metric))
        found.append((network, name, sample))
    return found


def _choose(own: Slice, usual: str) -> tuple[str, Sample]:
    """The first measure that answers for half of the posts: the usual rate of the network, other rates, counts; else the one that
    answers for most."""
    samples: list[tuple[str, Sample]] = []
    for name in dict.fromkeys((usual, *RATES, *COUNTS)):
        samples.append((name, _sample(own, name)))
        if 2 * len(samples[-1][1].posts) >= len(own.posts):
            return samples[-1]
    return max(samples, key=lambda one: len(one[1].posts))


def _sample(own: Slice, metric: str) -> Sample:
    if metric in RATES:
        return rate_sample(own, RATES[metric])
    return known(own.posts, *metric_reader(own, metric))


def _top_rows(one: Chosen, sign: int) -> Iterable[Row]:
    import numpy as np

    network, metric, sample = one
    values, tops = sample.ratios, sample.tops
    first = np.lexsort((numbers(sample.posts, "post_id"), sign * tops, sign * values))[:TOP]
    for rank, index in enumerate(first.tolist(), start=1):
        post = sample.posts[index]
        yield {
            "network": network,
            "metric": metric,
            "rank": rank,
            "post_id": post.post_id,
            "profile_id": post.profile_id,
            "day": post.day,
            "format": post.format,
            "value": float(values[index]),
            "numerator": float(tops[index]),
            "denominator": None if sample.bottoms is None else float(sample.bottoms[index]),
            "younger_than_48h": post.age_hours is not None and post.age_hours < YOUNG_HOURS,
            "text": post.text[:TEXT_START],
            "permalink": post.permalink,
        }


def _format_rows(one: Chosen) -> Iterable[Row]:
    network, metric, sample = one
    names, found = codes(sample.posts, "format")
    rows = [
        {
            "network": network,
            "metric": metric,
            "format": names[found[place]],
            "n": n,
            "median": middle,
            "few": n < FEW_POSTS,
        }
        for place, n, middle in sorted(medians_by([found], sample.ratios))
    ]
    return sorted(rows, key=lambda row: -row["median"])


def _cell_rows(one: Chosen, kind: str) -> Iterable[Row]:
    network, metric, sample = one
    step = DAYPART_HOURS if kind == "daypart" else 1
    hours = numbers(sample.posts, "hour")
    told = (hours != UNKNOWN).nonzero()[0]
    weekdays, starts = numbers(sample.posts, "weekday")[told], hours[told] // step * step
    for place, n, middle in medians_by([weekdays, starts], sample.ratios[told]):
        yield {
            "network": network,
            "metric": metric,
            "cell": kind,
            "weekday": int(weekdays[place]),
            "hour": int(starts[place]),
            "hours": step,
            "n": n,
            "median": middle,
            "few": n < FEW_IN_CELL,
        }
