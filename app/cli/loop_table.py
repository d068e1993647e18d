"""A small table of figures as a network would export it, and its engagement rates worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, median

ROWS = 28


@dataclass(frozen=True, slots=True)
class LoopRow:
    """One post of the table; `interactions` are its reactions, comments and shares together."""

    day: date
    reach: int
    interactions: int


def write_table(path: Path, start: date) -> list[LoopRow]:
    """Writes a post a day from `start` on as CSV and gives what it wrote."""
    rows = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Post ID", "Date", "Reach", "Reactions", "Comments", "Shares"])
        for number in range(ROWS):
            day = start + timedelta(days=number)
            reach, parts = 800 + 137 * number % 911, (20 + 7 * number % 31, number % 5, number % 3)
            writer.writerow([f"loop-{day.isoformat()}", day.isoformat(), reach, *parts])
            rows.append(LoopRow(day, reach, sum(parts)))
    return rows


def rates_of(rows: Sequence[LoopRow]) -> tuple[float, float, float]:
    """Engagement rate by reach in percent: median and mean over posts, and pooled (sum ÷ sum)."""
    rates = [row.interactions / row.reach * 100 for row in rows]
    pooled = sum(row.interactions for row in rows) / sum(row.reach for row in rows) * 100
    return median(rates), mean(rates), pooled
