"""The median, of few numbers and of very many."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.analytics.columns import Reals, Whole

FEW = 200
"""Up to so many Python is quicker."""


def median(values: Reals | Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle. Raises `statistics.StatisticsError` without any."""
    import numpy as np

    if len(values) > FEW:
        return float(np.median(values))
    return float(statistics.median(values.tolist() if isinstance(values, np.ndarray) else values))


def medians_by(keys: Sequence[Whole], values: Reals) -> list[tuple[int, int, float]]:
    """Of each combination of some keys that appears, in their order: the place of one of its values, how many there are, and
    their median."""
    import numpy as np

    if not len(values):
        return []
    order = np.lexsort((values, *reversed(keys)))
    new = np.zeros(len(order), dtype=bool)
    new[0] = True
    for key in keys:
        new[1:] |= key[order][1:] != key[order][:-1]
    starts = np.flatnonzero(new)
    sizes = np.diff(np.append(starts, len(order)))
    low, high = values[order[starts + (sizes - 1) // 2]], values[order[starts + sizes // 2]]
    return list(zip(order[starts].tolist(), sizes.tolist(), ((low + high) / 2).tolist(), strict=True))
