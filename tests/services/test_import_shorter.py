"""YouTube's exports of content count the days chosen: one of fewer days says nothing of a video that more is known of."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from app.domain.networks import Network
from app.domain.people import Actor
from app.services.importing import ImportService
from app.store.store import Store
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, owner
from tests.services.figure_rows import figure_rows

HEADER = "Content,Video title,Video publish time,Views,Watch time (hours),Impressions\nTotal,,,9,9,9\n"
YEAR = 'AbC00000001,Soap,"Jan 6, 2026",1000,50.5,9000\nAbC00000002,Scent,"Jan 7, 2026",400,20,3000\n'
WEEK = 'AbC00000001,Soap,"Jan 6, 2026",12,0.5,90\nAbC00000002,Scent,"Jan 7, 2026",395,20,3010\n'


def test_a_file_of_fewer_days_takes_no_views_away(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store, Network.YOUTUBE)
    reports = []
    for number, rows in enumerate((YEAR, WEEK, WEEK)):
        path = tmp_path / f"{number}.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        at = (NOW - timedelta(days=2) + timedelta(hours=number)).timestamp()
        os.utime(path, (at, at))
        reports.append(importing.run(Actor(owner(store)), path))
    values = sorted(float(str(row[3])) for row in figure_rows(store)["post_total"])
    assert values == [20, 50.5, 395, 1000, 3010, 9000]  # a small fall is the network's correction
    whole, week, again = reports
    assert whole.problems == () or whole.problems[0].code != "import.shorter_period"
    assert [(one.code, one.data) for one in week.problems if one.code == "import.shorter_period"] == [
        ("import.shorter_period", {"count": 1})
    ]
    assert (week.figures_new, week.figures_unchanged, again.figures_new) == (2, 4, 0)
