"""KPIs, cadence and audience from what the store holds."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.cadence import CadenceSource, Verdict
from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters, Period
from app.domain.metrics import Observation, Reading
from app.domain.networks import Cadence, Network
from app.domain.people import Actor
from app.domain.published import AudienceFigure, SeenPost
from app.domain.workflow import PostState
from app.services.measuring import KpiService, kpi_as_json
from app.store.store import Store
from app.system.clock import SetClock
from app.system.words import Words
from tests.fakes.workspace import CREATED, ZONE, add_profile, new_workspace

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)  # a Wednesday
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
RATE = "engagement_rate_by_reach_median"
PROGRAM = Actor()


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    add_profile(made)
    yield made
    made.close()


@pytest.fixture
def service(store: Store) -> KpiService:
    return KpiService(store, SetClock(NOW))


def _own_post(store: Store, *, profile_id: int = 1, pillar_id: int | None = None, **values: object) -> int:
    """One of our posts with its variant; gives the variant's id."""
    with store.write() as work:
        post = work.posts.add(
            uid=uuid.uuid4().hex, brand_id=1, pillar_id=pillar_id, created_at=CREATED, changed_at=CREATED, zone=ZONE
        )
        return work.posts.add_variant(
            uid=uuid.uuid4().hex,
            post_id=post,
            profile_id=profile_id,
            state_since=CREATED,
            changed_at=CREATED,
            zone=ZONE,
            **({"format": "image"} | values),
        )


def _measured(store: Store, name: str, day: date, figures: dict[str, float], **values: object) -> None:
    with store.write() as work:
        given: dict[str, object] = {"format": "image"} | values
        ids = work.metrics.upsert_posts(1, [SeenPost(name, day, 12, **given)], seen_at=NOW).ids  # type: ignore[arg-type]
        readings = [Reading(key.title(), value, key) for key, value in figures.items()]
        metrics = work.metrics.metric_ids("facebook", readings)
        work.metrics.add_observations(
            Observation(1, ids[name], metrics[one.metric, one.key], 0, NOW, one.value) for one in readings
        )


def _followers(store: Store, counts: dict[date, float]) -> None:
    with store.write() as work:
        metric = work.metrics.metric_ids("facebook", [Reading("Followers", 0, "followers")])["Followers", "followers"]
        work.metrics.add_observations(
            Observation(1, 0, metric, day.toordinal(), NOW, value) for day, value in counts.items()
        )


def _post(reach: float | None, likes: float) -> dict[str, float]:
    figures = {"likes": likes, "comments": 0.0, "shares": 0.0}
    return figures if reach is None else figures | {"reach": reach}


def test_a_rate_names_what_it_rests_on(store: Store, service: KpiService) -> None:
    for number, (reach, likes) in enumerate([(100.0, 1.0), (100.0, 3.0), (200.0, 10.0), (None, 5.0)]):
        _measured(store, str(number), MONDAY, _post(reach, likes))
    (value,) = service.kpi(PROGRAM, [RATE], MONDAY, SUNDAY)
    assert value.value == 3.0  # of 1, 3 and 5 %
    found = kpi_as_json(value, Period(MONDAY, SUNDAY), FigureFilters(profile_ids=(1,)), Words("en"))
    assert found["n_used"] == 3
    assert found["n_left_out"] == {"no_reach": 1}
    assert found["formula"] == "median over posts of interactions ÷ reach × 100"
    assert found["denominator"] == "reach of each post"
    assert (found["kpi"], found["unit"], found["group"]) == (RATE, "percent", None)
    assert found["period"] == {"first": "2026-11-23", "last": "2026-11-29"}
    assert found["filters"] == {"profile_ids": [1]}
    assert json.loads(json.dumps(found))["value"] == 3.0


def test_the_own_days_end_yesterday_and_networks_stand_apart(store: Store, service: KpiService) -> None:
    today = NOW.date()
    for ago in (91, 90, 1, 0):  # the first and the last lie outside
        _measured(store, str(ago), today - timedelta(days=ago), _post(100.0, 1.0))
    own = service.own_days(PROGRAM, "posts")
    assert own.period == Period(today - timedelta(days=90), today - timedelta(days=1))
    assert {network: value.value for network, value in own.values.items()} == {"facebook": 2}
    assert own.made_up == {}
    assert service.own_days(PROGRAM, "posts", FigureFilters(networks=("x",))).values == {}


def test_nothing_known_is_null(service: KpiService) -> None:
    (value,) = service.kpi(PROGRAM, [RATE], MONDAY, SUNDAY)
    assert kpi_as_json(value, Period(MONDAY, SUNDAY), FigureFilters(), Words("en"))["value"] is None
    assert service.extent(PROGRAM) is None


def test_growth_starts_before_the_period(store: Store, service: KpiService) -> None:
    _followers(store, {MONDAY - timedelta(days=60): 900, MONDAY - timedelta(days=20): 1000, SUNDAY: 1100})
    growth, rate, now = service.kpi(PROGRAM, ["follower_growth", "follower_growth_rate", "followers"], MONDAY, SUNDAY)
    assert (growth.value, rate.value, now.value) == (100, 10, 1100)
    assert service.extent(PROGRAM) == Period(MONDAY - timedelta(days=60), SUNDAY)


def test_groups_have_names(store: Store, service: KpiService) -> None:
    with store.write() as work:
        tips = work.team.add_pillar(brand_id=1, name="Porady")
    variant = _own_post(store, pillar_id=tips)
    _measured(store, "ours", MONDAY, _post(100.0, 4.0), variant_id=variant)
    _measured(store, "other", MONDAY, _post(100.0, 2.0))
    found = {row.group["label"]: row.value for row in service.kpi(PROGRAM, [RATE], MONDAY, SUNDAY, "pillar")}
    assert found == {"Porady": 4.0, "none": 2.0}
    (profile,) = service.kpi(PROGRAM, [RATE], MONDAY, SUNDAY, "profile")
    assert (profile.group["key"], profile.group["label"]) == ("1", "Jesion facebook")
    assert (profile.group["network"], profile.group["handle"]) == ("facebook", "jesion")
    (only,) = service.kpi(PROGRAM, [RATE], MONDAY, SUNDAY, filters=FigureFilters(pillar_id=tips))
    assert (only.value, only.n_used) == (4.0, 1)


def test_figures_of_the_whole_profile_do_not_answer_for_some_posts(store: Store, service: KpiService) -> None:
    with store.write() as work:
        metrics = work.metrics.metric_ids("facebook", [Reading("Views", 0, "views")])
        work.metrics.add_observations([Observation(1, 0, metrics["Views", "views"], MONDAY.toordinal(), NOW, 70)])
        assert work.figures.days(FigureFilters(), MONDAY, MONDAY)[0].flows == {"views": 70}
        assert not work.figures.days(FigureFilters(paid=True), MONDAY, MONDAY)


def test_wrong_questions(service: KpiService) -> None:
    for names, by, code in ([["nonsense"], None, "kpi.unknown"], [[RATE], "moon", "kpi.by_unknown"]):
        with pytest.raises(BadInput) as caught:
            service.kpi(PROGRAM, names, MONDAY, SUNDAY, by)
        assert caught.value.code == code
    with pytest.raises(BadInput, match=r"kpi\.period_reversed"):
        service.kpi(PROGRAM, [RATE], SUNDAY, MONDAY)


def test_cadence_counts_what_is_planned_and_what_went_out(store: Store, service: KpiService) -> None:
    profile = add_profile(store, Network.LINKEDIN, cadence_per="week", cadence_low=4, cadence_high=5)
    due = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    _own_post(store, profile_id=profile.id, state=PostState.SCHEDULED.value, due_at=due)
    _own_post(
        store, profile_id=profile.id, state=PostState.DRAFT.value, due_at=datetime(2026, 11, 29, 22, 59, tzinfo=UTC)
    )
    _own_post(
        store, profile_id=profile.id, state=PostState.DRAFT.value, due_at=datetime(2026, 11, 29, 23, 0, tzinfo=UTC)
    )
    _own_post(store, profile_id=profile.id, state=PostState.CANCELLED.value, due_at=due)
    sent = _own_post(
        store, profile_id=profile.id, state=PostState.PUBLISHED.value, published_at=NOW - timedelta(days=1), due_at=NOW
    )
    (week,) = service.cadence(PROGRAM, MONDAY, SUNDAY, profile_id=profile.id)
    assert (week.planned, week.published, week.low, week.high) == (2, 1, 4, 5)
    assert (week.verdict, week.missing) == (Verdict.UNDER, 1)

    with store.write() as work:  # seen on the profile, ours is not counted twice; a story is no post
        rows = [
            SeenPost("ours", MONDAY, variant_id=sent),
            SeenPost("by hand", MONDAY),
            SeenPost("story", MONDAY, format="story"),
        ]
        work.metrics.upsert_posts(profile.id, rows, seen_at=NOW)
    (week,) = service.cadence(PROGRAM, MONDAY, SUNDAY, profile_id=profile.id)
    assert (week.planned, week.published, week.verdict) == (2, 2, Verdict.ON)
    assert {row.profile_id for row in service.cadence(PROGRAM, MONDAY, SUNDAY, brand_id=1)} == {1, profile.id}


def test_a_story_is_no_post_before_it_is_seen_either(store: Store, service: KpiService) -> None:
    out, due = NOW - timedelta(days=1), NOW + timedelta(days=1)
    sent = _own_post(store, format="story", state=PostState.PUBLISHED.value, published_at=out, due_at=out)
    _own_post(store, format="story", state=PostState.SCHEDULED.value, due_at=due)
    (before,) = service.cadence(PROGRAM, MONDAY, SUNDAY, profile_id=1)
    with store.write() as work:
        work.metrics.upsert_posts(1, [SeenPost("s", MONDAY, format="story", variant_id=sent)], seen_at=NOW)
    (after,) = service.cadence(PROGRAM, MONDAY, SUNDAY, profile_id=1)
    assert [(week.planned, week.published) for week in (before, after)] == [(0, 0), (0, 0)]


def test_a_target_is_suggested_from_history_once_there_is_enough(store: Store, service: KpiService) -> None:
    profile = add_profile(store, Network.LINKEDIN)
    usual = service.suggested(PROGRAM, profile.id)
    assert usual is not None
    assert (usual.cadence, usual.source) == (Cadence("week", 4, 5), CadenceSource.USUAL_ADVICE)
    with store.write() as work:
        weeks = [MONDAY - timedelta(weeks=n) for n in range(1, 11)]
        work.metrics.upsert_posts(profile.id, [SeenPost(f"{day}", day) for day in weeks], seen_at=NOW)
    own = service.suggested(PROGRAM, profile.id)
    assert own is not None
    assert (own.cadence, own.source, own.weeks) == (Cadence("week", 1, 2), CadenceSource.OWN_HISTORY, 10)


def test_audience_of_a_profile(store: Store, service: KpiService) -> None:
    figure = AudienceFigure("country", "PL", "Views", 0.81, "share", False, MONDAY, SUNDAY)
    with store.write() as work:
        work.metrics.add_audience(1, [figure])
    assert service.audience(PROGRAM, 1) == [figure]


def test_followers_gained_and_lost_each_day_are_a_growth(store: Store, service: KpiService) -> None:
    first, now = date(2026, 11, 18), datetime(2026, 11, 25, tzinfo=UTC)
    with store.write() as work:
        readings = [Reading("New follows", 5.0, "new_followers"), Reading("Unfollows", 2.0, "lost_followers")]
        named = work.metrics.metric_ids("facebook", readings)
        work.metrics.add_observations(
            Observation(1, 0, named[row.metric, row.key], (first + timedelta(n)).toordinal(), now, row.value)
            for row in readings
            for n in range(7)
        )
    (value,) = service.kpi(PROGRAM, ["follower_growth"], first, first + timedelta(6))
    assert (value.value, dict(value.flags)) == (21, {"from_daily_changes": 1})
    own = service.own_days(PROGRAM, "follower_growth")
    assert own.values["facebook"].value == 21 and own.known == {"facebook": (7, 7)}
