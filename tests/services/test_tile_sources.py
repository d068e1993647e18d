"""A tile names the files its figures come from, and no others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.domain.dashboard_values import Tile
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec
from app.domain.imports import ImportState
from app.domain.kpi import Period
from app.domain.metrics import Observation, Reading
from app.domain.published import SeenPost
from app.domain.workspace import Profile
from tests.fakes.offices import Office, open_office


def _file(office: Office, profile: Profile, name: str, of_posts: dict[str, float], of_days: dict[str, float]) -> None:
    """Five days of a file, the same figures each day."""
    now, network = office.clock.now(), profile.network.value
    last = now.date()
    days = [last - timedelta(days=back) for back in range(5)]
    with office.app.store.write() as work:
        run = work.imports.add(
            file_name=name, state=ImportState.COMPLETE.value, profile_id=profile.id, started_at=now, finished_at=now,
            report={},
        )  # fmt: skip
        posts: list[int] = []
        if of_posts:
            rows = [SeenPost(f"{day}", day, 9, text="Post") for day in days]
            posts = list(work.metrics.upsert_posts(profile.id, rows, seen_at=now, import_run_id=run).ids.values())
        for key, value in (of_posts | of_days).items():
            (number,) = work.metrics.metric_ids(network, [Reading(f"{key} here", value, key)]).values()
            places = [(post, 0) for post in posts] if key in of_posts else [(0, day.toordinal()) for day in days]
            work.metrics.add_observations(
                Observation(profile.id, post, number, day, now, value, run) for post, day in places
            )


def _told(tile: Tile) -> list[tuple[int, str]]:
    assert tile.sources is not None
    return [(row.profile_id, row.file_name) for row in tile.sources]


def test_a_tile_names_the_files_that_gave_what_it_reads(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    facebook, linkedin = office.facebook, office.linkedin
    _file(office, linkedin, "followers.xlsx", {}, {"new_followers": 2.0})
    _file(office, linkedin, "content.xlsx", {"likes": 3.0, "comments": 1.0, "shares": 0.0}, {"impressions": 90.0})
    _file(office, linkedin, "visitors.xlsx", {}, {"page_views": 7.0})
    _file(office, facebook, "posts.csv", {"reactions": 3.0, "comments": 1.0, "shares": 0.0}, {})
    _file(office, facebook, "overview.csv", {}, {"new_followers": 5.0, "lost_followers": 1.0})
    kpis = (
        "follower_growth",
        "sum:new_followers",
        "interactions",
        "daily_impressions",
        "posts",
        "followers",
        "weekday_hour",
    )
    kinds = {"weekday_hour": TileKind.HEAT_MAP}
    spec = DashboardSpec("own", tuple(TileSpec(kpi, kinds.get(kpi, TileKind.NUMBER), kpi) for kpi in kpis))
    last = office.clock.now().date()
    board = office.app.dashboards.load(office.owner, spec, Period(last - timedelta(days=4), last))
    told = {tile.spec.key: _told(tile) for tile in board.tiles}
    both = [(facebook.id, "posts.csv"), (linkedin.id, "content.xlsx")]
    gained = [(facebook.id, "overview.csv"), (linkedin.id, "followers.xlsx")]
    assert told["follower_growth"] == gained[:1] and sorted(told["sum:new_followers"]) == sorted(gained)
    assert sorted(told["interactions"]) == sorted(told["posts"]) == sorted(both)
    assert told["daily_impressions"] == [(linkedin.id, "content.xlsx")]
    assert told.get("weekday_hour") == [(facebook.id, "posts.csv")]
    office.app.close()
