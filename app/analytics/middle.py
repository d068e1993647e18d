"""The median, also of very many numbers."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

MANY = 2000
"""From so many on numpy is quicker, with what it takes to import it."""


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle. Raises `statistics.StatisticsError` without any."""
    if len(values) < MANY:
        return statistics.median(values)
    import numpy as np

    return float(np.median(np.asarray(values, dtype=float)))
