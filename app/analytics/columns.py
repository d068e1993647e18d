"""Columns of posts as arrays: a KPI looks at thousands of posts at once, or at a handful for each of a thousand points.

Numbers that are unknown are not a number (nan). numpy is imported by whoever asks first: never on the window's main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from app.domain.kpi import Period
from app.domain.measured_posts import UNKNOWN, MeasuredPosts

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    Reals: TypeAlias = NDArray[float64]
    Whole: TypeAlias = NDArray[int64]
    Flags: TypeAlias = NDArray[bool_]

_NAN = float("nan")
_NUMBERS = frozenset({"post_id", "profile_id", "day", "weekday", "hour"})


def metric(posts: MeasuredPosts, name: str) -> Reals:
    """What every post has of a metric."""
    return posts.carried("metric", name, lambda whole: _metric(whole, name))  # type: ignore[no-any-return]


def _metric(posts: MeasuredPosts, name: str) -> Reals:
    import numpy as np

    if name not in posts.metrics:
        return np.full(len(posts), _NAN)
    raw = posts.raw("metric", name)
    return np.frombuffer(raw, "<f8") if raw is not None else reals(posts.metric(name))


def reals(values: Iterable[float | None]) -> Reals:
    """Numbers of which some are unknown."""
    import numpy as np

    return np.array([_NAN if value is None else value for value in values], dtype=float)


def followers(posts: MeasuredPosts) -> Reals:
    """Followers on the publication day, as they were read with the posts."""
    return posts.carried("real", "followers", lambda whole: reals(whole.column("followers")))  # type: ignore[no-any-return]


def numbers(posts: MeasuredPosts, field: str) -> Whole:
    """A field that holds whole numbers, `UNKNOWN` where there is none. Days are ordinals."""
    return posts.carried("whole", field, lambda whole: _numbers(whole, field))  # type: ignore[no-any-return]


def _numbers(posts: MeasuredPosts, field: str) -> Whole:
    import numpy as np

    raw = posts.raw("field", field)
    if raw is not None:
        return np.frombuffer(raw, "<i8")
    return np.array([UNKNOWN if value is None else value for value in posts.column(field)], dtype=np.int64)


def flags(posts: MeasuredPosts, field: str) -> Flags:
    """A field that holds yes or no."""
    import numpy as np

    return posts.carried("flag", field, lambda whole: np.array(whole.column(field), dtype=bool))  # type: ignore[no-any-return]


def codes(posts: MeasuredPosts, field: str) -> tuple[list[Any], Whole]:
    """The values of a field, and which of them each post has. Some values may be no post's."""

    def coded(source: MeasuredPosts) -> tuple[list[Any], Whole]:
        return source.carried("keys and codes", field, lambda own: _codes(own, field))  # type: ignore[no-any-return]

    return coded(posts.source(field))[0], posts.carried("code", field, lambda source: coded(source)[1])


def _codes(posts: MeasuredPosts, field: str) -> tuple[list[Any], Whole]:
    import numpy as np

    if field in _NUMBERS:
        keys, found = np.unique(numbers(posts, field), return_inverse=True)
        return [None if key == UNKNOWN else key for key in keys.tolist()], found
    if field == "paid":
        return [None, False, True], np.maximum(numbers(posts, "paid"), -1) + 1
    if (told := posts.coded(field)) is not None:
        return told[0], np.frombuffer(told[1], "<i8")
    column = posts.column(field)
    places = {key: place for place, key in enumerate(dict.fromkeys(column))}
    return list(places), np.fromiter(map(places.__getitem__, column), np.int64, len(column))


def places(posts: MeasuredPosts, field: str) -> dict[Any, Whole]:
    """The places of the posts by what they have in a field, by first appearance."""
    keys, found = codes(posts, field)
    return {keys[code]: own for code, own in places_by(found, len(keys)).items()}


def places_by(found: Whole, count: int) -> dict[int, Whole]:
    """The places of each of `count` codes that appears, by first appearance."""
    import numpy as np

    small = found.astype(np.int16) if count < 1 << 15 else found  # sorted in no time
    order = np.argsort(small, kind="stable")
    sizes = np.bincount(found, minlength=count)
    ends = np.cumsum(sizes)
    there = np.flatnonzero(sizes)
    firsts = order[ends[there] - sizes[there]]
    return {
        code: order[ends[code] - sizes[code] : ends[code]] for code in there[np.argsort(firsts, kind="stable")].tolist()
    }


def networks(posts: MeasuredPosts) -> dict[int, str]:
    """The network of each profile."""
    keys, found = codes(posts, "network")
    return {profile: keys[found[own[0]]] for profile, own in places(posts, "profile_id").items()}


def parts(posts: MeasuredPosts, field: str) -> dict[Any, MeasuredPosts]:
    """The posts by what they have in a field, by first appearance."""
    return {key: posts.keep(own) for key, own in places(posts, field).items()}


def grouped(posts: MeasuredPosts, field: str, keys_of: Callable[[Any], Sequence[Any]]) -> dict[Any, MeasuredPosts]:
    """The posts by the keys of what they have in a field, by first appearance; one post may have several keys, or none."""
    import numpy as np

    found: dict[Any, list[Whole]] = {}
    for value, own in places(posts, field).items():
        for key in keys_of(value):
            found.setdefault(key, []).append(own)
    return {
        key: posts.keep(some[0] if len(some) == 1 else np.sort(np.concatenate(some))) for key, some in found.items()
    }


def where(posts: MeasuredPosts, field: str, among: Container[Any]) -> MeasuredPosts:
    """The posts whose field is among some values."""
    import numpy as np

    keys, found = codes(posts, field)
    chosen = np.array([key in among for key in keys], dtype=bool)
    return posts if chosen.all() else posts.keep(np.flatnonzero(chosen[found]))


def within(posts: MeasuredPosts, period: Period) -> MeasuredPosts:
    """The posts of some days."""
    days, first, last = numbers(posts, "day"), period.first.toordinal(), period.last.toordinal()
    if posts.ordered:
        return posts.keep(range(int(days.searchsorted(first)), int(days.searchsorted(last, "right"))))
    return posts.keep(((days >= first) & (days <= last)).nonzero()[0])


def first_known(columns: Sequence[Reals]) -> Reals:
    """Of each post the value of the first column that has one."""
    import numpy as np

    found = columns[0]
    for column in columns[1:]:
        if (unknown := np.isnan(found)).any():
            found = np.where(unknown, column, found)
    return found


def known(values: Reals) -> Flags:
    """Of which posts something is known."""
    return values == values  # type: ignore[no-any-return]
