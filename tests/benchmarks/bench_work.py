"""The largest gap of the main loop while the data of every profile is fetched, and while a file is looked at and imported.

Each round is the program itself, in a process of its own on a copy of the demo.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from tests.benchmarks.bench_window import GAP, copied, demo, run

ROUNDS = {5_000: 3, 1_000_000: 1}
"""Posts of the export, and how often it is tried. A profile seldom has more than the first."""
LONGEST = 1800
_HEAD = "Post ID,Page ID,Page name,Publish time,Title,Post type,Reach,Reactions\n"


def main() -> None:
    """Prints the medians with their limit. Exits with 1 above it."""
    with tempfile.TemporaryDirectory() as name:
        ready = demo(Path(name))
        found = {rows: [_round(ready, rows) for _ in range(rounds)] for rows, rounds in ROUNDS.items()}
    lines = [("while data is fetched", median(row["fetching"] for rounds in found.values() for row in rounds))]
    for rows, rounds in found.items():
        lines += [
            (f"while a file with {rows:,} posts is looked at", median(row["looking"] for row in rounds)),
            ("while it is imported", median(row["importing"] for row in rounds)),
        ]
    for told, gap in lines:
        print(f"largest gap {told}, ms: {gap:.0f} (at most {GAP:.0f})")
    if max(gap for _, gap in lines) > GAP:
        raise SystemExit(1)


def _round(ready: str, rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        environment = os.environ | {"SZPALTA_HOME": str(home / "home"), "QT_QPA_PLATFORM": "offscreen"}
        export = _export(home / "export.csv", rows)
        return run("work", copied(ready, home), str(export), environment=environment, longest=LONGEST)


def _export(file: Path, rows: int) -> Path:
    first = date(2024, 1, 1)
    days = (first + timedelta(days=number % 700) for number in range(rows))
    lines = (
        f"10000{number},7,Piekarnia,{day:%m/%d/%Y} {number % 24:02}:30,Post {number},Photos,{number % 900},{number % 90}\n"
        for number, day in enumerate(days)
    )
    file.write_text(_HEAD + "".join(lines), encoding="utf-8")
    return file


if __name__ == "__main__":
    main()
