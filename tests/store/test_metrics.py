"""The three metric tables: what is stored, what is summed, what is undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.domain.imports import ImportState
from app.domain.kpi import FigureFilters
from app.domain.metrics import Observation, Reading
from app.domain.published import AudienceFigure, SeenPost
from app.store.store import Store
from tests.fakes.workspace import add_profile, new_workspace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
EVERYTHING = FigureFilters()


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    add_profile(made)
    yield made
    made.close()


def _seen(external_id: str, **values: object) -> SeenPost:
    given: dict[str, object] = {"day": DAY, "format": "image"} | values
    return SeenPost(external_id, **given)  # type: ignore[arg-type]


def _put(store: Store, *rows: SeenPost, at: datetime = NOW, run: int | None = None) -> dict[str, int]:
    with store.write() as work:
        return work.metrics.upsert_posts(1, rows, seen_at=at, import_run_id=run).ids


def _metric(store: Store, name: str, key: str | None = None) -> int:
    with store.write() as work:
        return work.metrics.metric_ids("facebook", [Reading(name, 0, key)])[name, key]


def _add(store: Store, *rows: Observation) -> tuple[int, int]:
    with store.write() as work:
        return work.metrics.add_observations(rows)


def _day_sums(store: Store) -> list[tuple[int, int, str, float, int]]:
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT metric_id, day, format, total, known FROM day_sum ORDER BY 1, 2, 3"))
        return [tuple(row) for row in rows]


def _totals(store: Store) -> dict[tuple[int, int], float]:
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT post_id, metric_id, value FROM post_total"))
        return {(row.post_id, row.metric_id): row.value for row in rows}


def test_a_lifetime_figure_is_the_latest_known(store: Store) -> None:
    post = _put(store, _seen("a"))["a"]
    reach = _metric(store, "Reach", "reach")
    row = Observation(1, post, reach, 0, NOW, 100.0)

    assert _add(store, row) == (1, 0)
    assert _add(store, row) == (0, 1)
    assert _add(store, Observation(1, post, reach, 0, NOW + timedelta(days=1), 100.0)) == (0, 1)
    assert _add(store, Observation(1, post, reach, 0, NOW - timedelta(days=1), 100.0)) == (0, 1)
    assert _add(store, Observation(1, post, reach, 0, NOW - timedelta(days=2), 70.0)) == (1, 0)
    assert _totals(store) == {(post, reach): 100.0}
    assert _add(store, Observation(1, post, reach, 0, NOW + timedelta(days=2), 90.0)) == (1, 0)
    assert _totals(store) == {(post, reach): 90.0}


def test_daily_figures_add_up_by_format(store: Store) -> None:
    ids = _put(store, _seen("a"), _seen("b"), _seen("c", format="video"), _seen("d", format=None))
    views = _metric(store, "Views", "views")
    day = DAY.toordinal()
    rows = [Observation(1, ids[name], views, day, NOW, value) for name, value in zip("abcd", (1, 2, 4, 8), strict=True)]

    _add(store, *rows, Observation(1, 0, views, day, NOW, 100))
    assert _day_sums(store) == [
        (views, day, "", 100, 1),
        (views, day, "?", 8, 1),
        (views, day, "image", 3, 2),
        (views, day, "video", 4, 1),
    ]
    _add(store, Observation(1, ids["a"], views, day, NOW + timedelta(hours=1), 11))
    assert (views, day, "image", 13, 2) in _day_sums(store)


def test_two_observations_of_one_figure_in_one_batch_count_once(store: Store) -> None:
    ids = _put(store, _seen("a"), _seen("b"))
    views = _metric(store, "Views", "views")
    day = DAY.toordinal()
    _add(store, Observation(1, ids["b"], views, day, NOW, 5))
    later = NOW + timedelta(hours=1)
    _add(store, Observation(1, ids["a"], views, day, NOW, 1), Observation(1, ids["a"], views, day, later, 3))
    assert _day_sums(store) == [(views, day, "image", 8, 2)]
    with store.engine.begin() as connection:  # a statement of many rows, as PostgreSQL sees them
        connection.execute(text(f"DELETE FROM observation WHERE post_id = {ids['a']}"))
    assert _day_sums(store) == [(views, day, "image", 5, 1)]
    with store.engine.begin() as connection:
        values = ", ".join(f"(1, {ids['a']}, {views}, {day}, {1000 + step}, {step})" for step in range(3))
        connection.execute(
            text(f"INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value) VALUES {values}")
        )
    assert _day_sums(store) == [(views, day, "image", 7, 2)]


def test_a_new_format_moves_the_daily_figures(store: Store) -> None:
    ids = _put(store, _seen("a"), _seen("b"))
    views = _metric(store, "Views", "views")
    day = DAY.toordinal()
    _add(store, *(Observation(1, ids[name], views, day, NOW, value) for name, value in (("a", 1), ("b", 2))))
    _add(
        store,
        Observation(1, ids["a"], views, day + 1, NOW, 10),
        Observation(1, ids["a"], views, day, NOW + timedelta(1), 4),
    )

    _put(store, _seen("a", format="reel"))

    assert _day_sums(store) == [
        (views, day, "image", 2, 1),
        (views, day, "reel", 4, 1),
        (views, day + 1, "reel", 10, 1),
    ]


def test_observations_cannot_be_changed(store: Store) -> None:
    post = _put(store, _seen("a"))["a"]
    _add(store, Observation(1, post, _metric(store, "Reach"), 0, NOW, 1))
    with pytest.raises(Exception, match="append-only"), store.engine.begin() as connection:
        connection.execute(text("UPDATE observation SET value = 2"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 2), st.integers(0, 4), st.integers(-5, 9), st.sampled_from([None, 7, 8])
        ),
        max_size=25,
    ),
    removed=st.sampled_from([7, 8]),
)
def test_sums_equal_what_the_observations_say(
    store: Store, rows: list[tuple[int, int, int, int, int | None]], removed: int
) -> None:
    """Whatever is added in whatever order, and whatever import is undone."""
    names = ["", "a", "b"]
    ids = _put(store, _seen("a"), _seen("b", format="video")) | {"": 0}
    views = _metric(store, "Views", "views")
    first = DAY.toordinal() - 1
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM observation"))
    added = [
        Observation(1, ids[names[post]], views, first + day if day else 0, NOW + timedelta(hours=hour), value, run)
        for post, day, hour, value, run in rows
    ]
    _add(store, *added)
    _check_sums(store)
    with store.write() as work:
        work.metrics.remove_figures(1, removed, work.metrics.posts_of_import(1, removed))
    _check_sums(store)


def _check_sums(store: Store) -> None:
    latest = (
        "SELECT o.*, CASE WHEN o.post_id = 0 THEN '' ELSE COALESCE(p.format, '?') END AS format FROM observation o "
        "LEFT JOIN published_post p ON p.id = o.post_id WHERE NOT EXISTS (SELECT 1 FROM observation l WHERE "
        "l.profile_id = o.profile_id AND l.post_id = o.post_id AND l.metric_id = o.metric_id AND l.day = o.day "
        "AND l.observed_at > o.observed_at)"
    )
    with store.engine.connect() as connection:
        sums = connection.execute(
            text(
                f"SELECT metric_id, day, format, sum(value), count(*) FROM ({latest}) x WHERE day > 0 GROUP BY 1, 2, 3"
            )
        )
        totals = connection.execute(text(f"SELECT post_id, metric_id, value FROM ({latest}) x WHERE day = 0"))
        assert sorted(tuple(row) for row in sums) == _day_sums(store)
        assert {(row.post_id, row.metric_id): row.value for row in totals} == _totals(store)


def test_one_name_for_two_things_is_two_metrics(store: Store) -> None:
    new = _metric(store, "Total followers", "new_followers")
    stock = _metric(store, "Total followers", "followers")
    assert new != stock
    assert _metric(store, "Total followers") == new
    assert _metric(store, "Total followers", "followers") == stock
    plain = _metric(store, "Kudos")
    assert _metric(store, "Kudos", "likes") == plain


def test_better_data_is_kept(store: Store) -> None:
    at = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    exact = _seen("a", published_at=at, hour=18, text="Nowa kolekcja", paid=True, permalink="https://x.invalid/a")
    _put(store, exact)
    _put(store, _seen("a", day=date(2026, 11, 2), estimated=True, format=None), _seen("b", day=DAY, estimated=True))
    with store.write() as work:
        changed = work.metrics.upsert_posts(1, [exact], seen_at=NOW + timedelta(days=3))
        (kept,) = [row for row in work.metrics.posts(1) if row.external_id == "a"]
        assert (changed.new, changed.updated) == (0, 0)
        assert (kept.day, kept.published_at, kept.text, kept.paid, kept.estimated) == (
            DAY,
            at,
            "Nowa kolekcja",
            True,
            False,
        )
        assert kept.format == "image"
        assert kept.seen_at == NOW
        stated = work.metrics.upsert_posts(1, [_seen("b", day=DAY, hour=9)], seen_at=NOW)
        assert (stated.new, stated.updated) == (0, 1)
        assert not next(row for row in work.metrics.posts(1) if row.external_id == "b").estimated


@pytest.mark.parametrize(("hour", "days", "stays"), [(None, 7, 0), (None, -7, -7), (9, 7, 7)])
def test_of_two_days_that_are_only_estimated_the_earlier_one_stays(
    store: Store, hour: int | None, days: int, stays: int
) -> None:
    _put(store, _seen("a", day=DAY, estimated=True))
    _put(store, _seen("a", day=DAY + timedelta(days=days), hour=hour, estimated=True))
    with store.read() as work:
        (post,) = work.metrics.posts(1)
    assert (post.day, post.estimated) == (DAY + timedelta(days=stays), True)


def test_figures_of_a_period(store: Store) -> None:
    ids = _put(
        store, _seen("a", published_at=NOW - timedelta(days=2), hour=10), _seen("b", day=DAY + timedelta(days=1))
    )
    reach, likes, like = (
        _metric(store, "Reach", "reach"),
        _metric(store, "Likes", "likes"),
        _metric(store, "like", "likes"),
    )
    followers = _metric(store, "Followers", "followers")
    _add(
        store,
        Observation(1, ids["a"], reach, 0, NOW, 200),
        Observation(1, ids["a"], likes, 0, NOW, 10),
        Observation(1, ids["a"], like, 0, NOW - timedelta(days=1), 8),
        Observation(1, 0, followers, DAY.toordinal() - 1, NOW, 1000),
    )
    with store.read() as work:
        a, b = work.figures.posts(EVERYTHING, DAY, DAY + timedelta(days=1))
        assert a.values == {"reach": 200, "likes": 10}
        assert (a.followers, b.followers) == (1000, 1000)
        assert (a.age_hours, b.age_hours) == (48.0, None)
        assert (a.weekday, a.hour, a.network) == (4, 10, "facebook")
        named = work.figures.posts(EVERYTHING, DAY, DAY, frozenset({"like", "reach"}))
        assert named[0].values == {"reach": 200, "like": 8}
        assert not work.figures.posts(FigureFilters(formats=("video",)), DAY, DAY)
        assert not work.figures.posts(FigureFilters(networks=("x",)), DAY, DAY)
        (day,) = work.figures.days(EVERYTHING, DAY - timedelta(days=5), DAY)
        assert (day.day, day.stocks, day.flows) == (DAY - timedelta(days=1), {"followers": 1000}, {})
        assert work.figures.lead_in(EVERYTHING, DAY) == (DAY, DAY - timedelta(days=1))
        assert work.figures.lead_in(EVERYTHING, DAY - timedelta(days=1))[1] == DAY - timedelta(days=1)


@pytest.mark.parametrize("of_an_import", [False, True])
def test_of_two_names_of_one_daily_figure_the_value_observed_last_counts(store: Store, of_an_import: bool) -> None:
    older = [_metric(store, "Views", "views"), _metric(store, "Followers", "followers")]
    newer = [_metric(store, "Wyświetlenia", "views"), _metric(store, "fans", "followers")]
    late, day = NOW + timedelta(hours=5), DAY.toordinal()
    both = [
        *(Observation(1, 0, metric, day, late, value) for metric, value in zip(older, (70.0, 990.0), strict=True)),
        *(Observation(1, 0, metric, day, NOW, value) for metric, value in zip(newer, (50.0, 1000.0), strict=True)),
    ]
    _add(store, *both)
    _put(store, _seen("a"))
    if of_an_import:  # what is still being written does not count, and is no reason to take the other
        with store.write() as work:
            run = work.imports.add(started_at=NOW, state=ImportState.WRITING.value, profile_id=1, report={})
        latest = late + timedelta(hours=1)
        _add(
            store,
            Observation(1, 0, newer[0], day, latest, 5.0, run),
            Observation(1, 0, newer[1], day, latest, 6.0, run),
        )
    with store.read() as work:
        (found,) = work.figures.days(EVERYTHING, DAY, DAY)
        assert (found.stocks, found.flows) == ({"followers": 990.0}, {"views": 70.0})
        assert work.figures.posts(EVERYTHING, DAY, DAY).column("followers") == [990.0]


def test_a_post_is_as_old_as_when_its_figures_were_last_asked_for(store: Store) -> None:
    """Figures that stay as they are keep the moment they came to be so, however often they are asked for."""
    at = datetime.combine(DAY, time(10), UTC)
    ids = _put(store, _seen("still", published_at=at), _seen("not asked", published_at=at))
    likes, soon = _metric(store, "Likes", "likes"), at + timedelta(hours=3)
    _add(store, *(Observation(1, number, likes, 0, soon, 4) for number in ids.values()))
    with store.write() as work:
        work.fetching.mark_asked([ids["still"]], at + timedelta(hours=72))
    with store.read() as work:
        posts = work.figures.posts(EVERYTHING, DAY, DAY)
        named = dict(zip(posts.column("post_id"), posts.column("young"), strict=True))
        assert named == {ids["still"]: False, ids["not asked"]: True}
        assert {one.post_id: one.age_hours for one in posts} == {ids["still"]: 72, ids["not asked"]: 3}


def test_more_metrics_than_one_query_joins(store: Store) -> None:
    ids = _put(store, _seen("a"), _seen("b"), _seen("c"))
    numbers = [_metric(store, f"m{number}", f"k{number}") for number in range(70)]
    again = _metric(store, "m0 once more", "k0")
    _add(store, *(Observation(1, ids["a"], one, 0, NOW, place) for place, one in enumerate(numbers)))
    later = NOW + timedelta(hours=1)
    _add(store, Observation(1, ids["b"], numbers[69], 0, NOW, 5), Observation(1, ids["a"], again, 0, later, 9))
    with store.read() as work:
        a, b, c = work.figures.posts(EVERYTHING, DAY, DAY)
    assert a.values == {"k0": 9} | {f"k{number}": number for number in range(1, 70)}
    assert (b.values, c.values) == ({"k69": 5}, {})
    assert a.age_hours is not None and b.age_hours is not None and a.age_hours - b.age_hours == 1
    assert c.age_hours is None


def test_an_unfinished_import_does_not_count_and_can_be_undone(store: Store) -> None:
    old = _put(store, _seen("old"))["old"]
    reach = _metric(store, "Reach", "reach")
    _add(store, Observation(1, old, reach, 0, NOW, 50))
    with store.write() as work:
        run = work.imports.add(started_at=NOW, state=ImportState.WRITING.value, profile_id=1, report={})
    new = _put(store, _seen("new"), run=run)["new"]
    later = NOW + timedelta(hours=1)
    _add(store, Observation(1, old, reach, 0, later, 60, run), Observation(1, new, reach, 0, later, 9, run))

    with store.read() as work:
        (seen,) = work.figures.posts(EVERYTHING, DAY, DAY)
        assert (seen.post_id, seen.values) == (old, {"reach": 50})
    with store.write() as work:
        assert sorted(work.metrics.posts_of_import(1, run)) == sorted([old, new])
        assert work.metrics.remove_figures(1, run, [old, new]) == 2
        assert work.metrics.remove_posts_of_import(1, run) == 1
    assert _totals(store) == {(old, reach): 50}


def test_tables_by_group_tell_the_days_there_are_where_nothing_else_does(store: Store) -> None:
    first, last = DAY - timedelta(days=30), DAY - timedelta(days=3)
    figure = AudienceFigure("campaign", "Autumn", "Spent", 5, "count", False, first, last)
    with store.write() as work:
        run = work.imports.add(started_at=NOW, state=ImportState.WRITING.value, profile_id=1, report={})
        work.metrics.add_audience(1, [figure], run)
    with store.read() as work:
        assert work.figures.extent(EVERYTHING) is None
    with store.write() as work:
        work.imports.edit(run, state=ImportState.COMPLETE.value)
    with store.read() as work:
        assert work.figures.extent(EVERYTHING) == (first, last)
    _put(store, _seen("one", day=DAY))
    with store.read() as work:
        assert work.figures.extent(EVERYTHING) == (DAY, DAY)


def test_an_unfinished_import_moves_neither_the_days_there_are_nor_where_a_growth_begins(store: Store) -> None:
    followers = _metric(store, "Followers", "followers")
    before, early, late = DAY - timedelta(days=9), DAY - timedelta(days=1), DAY + timedelta(days=5)
    _put(store, _seen("old", day=before))
    _add(store, Observation(1, 0, followers, before.toordinal(), NOW, 100))
    with store.read() as work:
        known, begins = work.figures.extent(EVERYTHING), work.figures.lead_in(EVERYTHING, DAY)
    assert (known, begins) == ((before, before), (DAY, before))
    with store.write() as work:
        run = work.imports.add(started_at=NOW, state=ImportState.WRITING.value, profile_id=1, report={})
    _put(store, _seen("new", day=late), run=run)
    _add(store, *(Observation(1, 0, followers, day.toordinal(), NOW, 120, run) for day in (early, late)))
    with store.read() as work:
        assert (work.figures.extent(EVERYTHING), work.figures.lead_in(EVERYTHING, DAY)) == (known, begins)
    with store.write() as work:
        work.imports.edit(run, state=ImportState.COMPLETE.value)
    with store.read() as work:
        assert work.figures.extent(EVERYTHING) == (before, late)
        assert work.figures.lead_in(EVERYTHING, DAY) == (DAY, early)


def test_audience_figures_replace_their_like(store: Store) -> None:
    figure = AudienceFigure("country", "PL", "views", 0.7, "share", False, date(2026, 1, 1), date(2026, 1, 31))
    open_end = AudienceFigure("country", "PL", "views", 0.6, "share", True, None, None)
    with store.write() as work:
        assert work.metrics.add_audience(1, [figure, open_end]) == 2
        assert work.metrics.audience(1) == [figure, open_end]
        assert work.metrics.change_audience(1, [replace(open_end, value=0.5)]) == 1
        assert [row.value for row in work.metrics.audience(1)] == [0.7, 0.5]
