"""Taking the mix of content out of rates: what format, month, payment and profile explain says nothing of the hour.

numpy is imported by whoever calls: never on the window's main thread.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from app.analytics.columns import codes, numbers
from app.domain.days import day_of
from app.domain.measured_posts import MeasuredPosts

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Matrix = NDArray[float64]

_TINY = 1e-9


def log_rates(rates: Sequence[float] | Matrix) -> Matrix:
    """Logarithms of rates. Where some are zero, a tenth of the median of the others is added to all, so that zero has one."""
    import numpy as np

    values = np.asarray(rates, dtype=float)
    above = values[values > 0]
    if above.size == 0:
        return np.zeros_like(values)
    added = float(np.median(above)) / 10 if above.size < values.size else 0.0
    return np.log(values + added)


def dummies(keys: Sequence[Hashable]) -> Matrix:
    """One column for each value, 1 where a post has it; in the order of their first appearance."""
    import numpy as np

    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    found = np.zeros((len(keys), len(places)))
    found[np.arange(len(keys)), [places[key] for key in keys]] = 1.0
    return found


def mix(posts: MeasuredPosts) -> Matrix:
    """Columns of everything about the posts that is not their hour."""
    import numpy as np

    days = numbers(posts, "day").tolist()
    months = {day: (day_of(day).year, day_of(day).month) for day in set(days)}
    keys = [codes(posts, name)[1].tolist() for name in ("profile_id", "format", "paid")]
    keys.append([months[day] for day in days])
    return np.hstack([np.ones((len(posts), 1)), *map(dummies, keys)])


def basis(columns: Matrix) -> Matrix:
    """An orthonormal basis of what some columns span, whether or not they depend on each other."""
    import numpy as np

    sizes, turned = np.linalg.eigh(columns.T @ columns)
    kept = sizes > _TINY * max(float(sizes.max(initial=0.0)), 1.0)
    return columns @ (turned[:, kept] / np.sqrt(sizes[kept]))  # type: ignore[no-any-return]


def without(values: Matrix, spanned: Matrix) -> Matrix:
    """What least squares leaves of values (or of columns) after a basis is taken out."""
    return values - spanned @ (spanned.T @ values)
