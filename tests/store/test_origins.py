"""Where stored figures come from, told from both ends of a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.domain.dashboard_values import Origin
from app.domain.imports import ImportState
from app.domain.metrics import Observation, Reading
from app.domain.published import SeenPost
from tests.fakes.workspace import add_profile, new_workspace

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 28)
NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)


def test_a_figure_comes_from_the_file_that_told_it_last(any_store_url: str) -> None:
    store = new_workspace(any_store_url)
    add_profile(store)
    with store.write() as work:
        done = {"state": ImportState.COMPLETE.value, "profile_id": 1, "started_at": NOW, "report": {}}
        old, new = work.imports.add(**done), work.imports.add(**done)
        readings = [Reading("Reactions", 0, "reactions"), Reading("New follows", 0, "new_followers")]
        named = work.metrics.metric_ids("facebook", readings)
        likes, gains = (named[row.metric, row.key] for row in readings)
        posts = [SeenPost(str(day), FIRST + timedelta(day), 9, text="Post") for day in range(0, 28, 3)]
        ids = work.metrics.upsert_posts(1, posts, seen_at=NOW).ids.values()
        later = NOW + timedelta(hours=1)
        rows = [Observation(1, post, likes, 0, at, run, run) for post in ids for at, run in ((NOW, old), (later, new))]
        rows.append(Observation(1, 0, gains, FIRST.toordinal(), NOW, 1, old))
        rows.append(Observation(1, 0, gains, LAST.toordinal(), NOW, 1, None))
        work.metrics.add_observations(rows)
    with store.read() as work:
        found = work.figures.origins((1,), FIRST, LAST)
        before = work.figures.origins((1,), FIRST - timedelta(9), FIRST - timedelta(1))
    store.close()
    gained = "new_followers", "New follows"
    assert sorted(found, key=str) == sorted(
        [
            Origin(1, "days", gained, 0),
            Origin(1, "days", gained, old),
            Origin(1, "posts", ("reactions", "Reactions"), new),
        ],
        key=str,
    )
    assert before == []
