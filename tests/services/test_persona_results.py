"""Posts and results of a persona, worked out from stored figures."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.measured_posts import MeasuredPosts
from app.domain.metrics import Observation, Reading
from app.domain.people import Actor
from app.domain.published import SeenPost
from app.services.persona_results import LEAST_POSTS, PersonaResultService, _compare
from app.services.personas import NewPersona, PersonaService
from app.store.store import Store
from app.system.clock import SetClock
from tests.analytics.figures import NOVEMBER, post
from tests.fakes.workspace import CREATED, ZONE, add_profile, new_workspace, owner

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    add_profile(made)
    yield made
    made.close()


def published(
    store: Store, name: str, day: date, reach: float, reactions: float, *persona_ids: int, base: str = "reach"
) -> None:
    """One post of ours as seen on the profile, with its figures."""
    with store.write() as work:
        post = work.posts.add(
            uid=uuid.uuid4().hex, brand_id=1, title=name, created_at=CREATED, changed_at=CREATED, zone=ZONE,
            due_at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        )  # fmt: skip
        work.posts.set_personas(post, persona_ids)
        variant = work.posts.add_variant(
            uid=uuid.uuid4().hex, post_id=post, profile_id=1, format="image", state_since=CREATED, changed_at=CREATED,
            zone=ZONE,
        )  # fmt: skip
        seen = SeenPost(name, day, 12, format="image", variant_id=variant)
        ids = work.metrics.upsert_posts(1, [seen], seen_at=NOW).ids
        figures = {base: reach, "likes": reactions, "comments": 0.0, "shares": 0.0}
        readings = [Reading(key.title(), value, key) for key, value in figures.items()]
        metrics = work.metrics.metric_ids("facebook", readings)
        work.metrics.add_observations(
            [Observation(1, ids[name], metrics[row.metric, row.key], 0, NOW, row.value) for row in readings]
        )


@pytest.fixture
def ewa(store: Store) -> Actor:
    return Actor(owner(store))


def test_counted_and_compared_per_network(store: Store, ewa: Actor) -> None:
    personas = PersonaService(store, SetClock(NOW))
    mine, other = (personas.add(ewa, NewPersona(1, name)).id for name in ("Ewa", "Jan"))
    for number in range(LEAST_POSTS):
        published(store, f"a{number}", TODAY - timedelta(days=number + 1), 100, number + 1, mine, other)
        published(store, f"b{number}", TODAY - timedelta(days=number + 1), 100, 10, other)
    published(store, "none", TODAY - timedelta(days=28), 100, 50)
    published(store, "today", TODAY, 100, 50, other)
    published(store, "old", TODAY - timedelta(days=60), 100, 3, mine)
    found = PersonaResultService(store, SetClock(NOW)).results(ewa, mine)
    assert (found.posts, found.all_posts, found.counted.days) == (LEAST_POSTS, 2 * LEAST_POSTS + 1, 28)
    assert found.counted.last == TODAY - timedelta(days=1)  # as the dashboards count them
    (row,) = found.networks
    assert (row.own.value, row.own.n_used, row.others.value, row.others.n_used) == (
        3.0,
        LEAST_POSTS + 1,
        10.0,
        LEAST_POSTS,
    )
    assert row.enough
    assert [post.title for post in found.latest] == ["a0", "a1", "a2", "a3", "a4", "old"]
    assert found.today == TODAY


def test_a_post_still_to_go_out_names_the_persona_just_as_well(store: Store, ewa: Actor) -> None:
    persona = PersonaService(store, SetClock(NOW)).add(ewa, NewPersona(1, "Student Bartek"))
    for name, days in (("out", -3), ("soon", 4), ("later", 40)):
        due = NOW + timedelta(days=days)
        with store.write() as work:
            number = work.posts.add(
                uid=uuid.uuid4().hex,
                brand_id=1,
                title=name,
                created_at=CREATED,
                changed_at=CREATED,
                zone=ZONE,
                due_at=due,
            )
            work.posts.set_personas(number, [persona.id])
    results = PersonaResultService(store, SetClock(NOW)).results(ewa, persona.id)
    assert [post.title for post in results.latest] == ["out", "soon", "later"]


def test_few_posts_tell_nothing(store: Store, ewa: Actor) -> None:
    personas = PersonaService(store, SetClock(NOW))
    mine = personas.add(ewa, NewPersona(1, "Ewa")).id
    service = PersonaResultService(store, SetClock(NOW))
    assert service.results(ewa, mine).networks == ()
    published(store, "a", TODAY - timedelta(days=1), 100, 5, mine)
    (row,) = service.results(ewa, mine).networks
    assert (row.own.n_used, row.others.n_used, row.enough) == (1, 0, False)


def test_each_network_is_compared_by_what_it_tells(store: Store, ewa: Actor) -> None:
    personas = PersonaService(store, SetClock(NOW))
    mine, other = (personas.add(ewa, NewPersona(1, name)).id for name in ("Ewa", "Jan"))
    for number in range(LEAST_POSTS):
        day = TODAY - timedelta(days=number + 1)
        published(store, f"a{number}", day, 200, 4, mine, base="impressions")
        published(store, f"b{number}", day, 200, 6, other, base="impressions")
    (row,) = PersonaResultService(store, SetClock(NOW)).results(ewa, mine).networks
    assert (row.metric, row.own.value, row.others.value) == ("engagement_rate_by_impressions", 2.0, 3.0)


def test_without_a_rate_the_interactions_are_compared(store: Store, ewa: Actor) -> None:
    personas = PersonaService(store, SetClock(NOW))
    mine, other = (personas.add(ewa, NewPersona(1, name)).id for name in ("Ewa", "Jan"))
    for number in range(LEAST_POSTS):
        day = TODAY - timedelta(days=number + 1)
        published(store, f"a{number}", day, 1, 4, mine, base="clicks")
        published(store, f"b{number}", day, 1, 6, other, base="clicks")
    (row,) = PersonaResultService(store, SetClock(NOW)).results(ewa, mine).networks
    assert (row.metric, row.own.unit, row.own.value, row.others.value) == ("interactions", "count", 4.0, 6.0)


def test_the_posts_of_both_sides_are_counted_by_one_formula() -> None:
    """Saves are told of the posts for one persona only: what the others have without them is no less, it is unknown."""
    known = {"likes": 4.0, "comments": 1.0, "reach": 100.0}
    mine = [replace(post(n, network="instagram", saves=5.0, **known), persona_ids=(1,)) for n in range(1, 6)]
    other = [replace(post(n, network="instagram", **known), persona_ids=(2,)) for n in range(6, 9)]
    (row,) = _compare(MeasuredPosts.of([*mine, *other]), 1, NOVEMBER)
    assert (row.own.value, row.own.n_used) == (10.0, 5)
    assert (row.others.value, row.others.left_out) == (None, {"interactions_unknown": 3})
