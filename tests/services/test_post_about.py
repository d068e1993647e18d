"""Posts that were not planned here are given a pillar and personas by a person, and count for them from then on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.kpi import FigureFilters
from app.domain.people import Actor, Role
from app.domain.post_about import PostAbout
from app.domain.published import SeenPost
from app.services.importing import ImportService
from app.services.personas import NewPersona, PersonaService
from app.services.post_about import PostAboutService
from app.services.workspaces import WorkspaceService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import CREATED, ZONE, add_member, add_profile, new_workspace, owner
from tests.services.test_importing import _file

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
PLANNED = "planned"


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    """A profile without posts; of the brand pillars 1 and 2, and personas 1 and 2."""
    made = new_workspace(any_store_url)
    add_profile(made)
    with made.write() as work:
        for name in ("Ewa", "Jan"):
            work.personas.add(uid=name, brand_id=1, name=name, created_at=CREATED, changed_at=CREATED)
            work.team.add_pillar(brand_id=1, name=name)
    yield made
    made.close()


@pytest.fixture
def about(store: Store, clock: SetClock) -> PostAboutService:
    return PostAboutService(store, clock)


@pytest.fixture
def anna(store: Store) -> Actor:
    return Actor(owner(store))


def _posts(store: Store) -> dict[str, int]:
    """Two posts of a file, and one that was planned, with the second pillar and persona."""
    with store.write() as work:
        post = work.posts.add(
            uid=uuid.uuid4().hex, brand_id=1, title="x", created_at=CREATED, changed_at=CREATED, zone=ZONE, pillar_id=2
        )
        work.posts.set_personas(post, [2])
        variant = work.posts.add_variant(
            uid=uuid.uuid4().hex, post_id=post, profile_id=1, format="image", state_since=CREATED, changed_at=CREATED,
            zone=ZONE,
        )  # fmt: skip
        seen = [SeenPost(name, date(2026, 11, 3)) for name in ("a", "b")]
        seen.append(SeenPost(PLANNED, date(2026, 11, 4), variant_id=variant))
        return dict(work.metrics.upsert_posts(1, seen, seen_at=CREATED).ids)


def _figures(store: Store, filters: FigureFilters = FigureFilters()) -> list[tuple[int, int | None, tuple[int, ...]]]:  # noqa: B008
    """Number, pillar and personas, by columns and one by one alike."""
    with store.read() as work:
        posts = work.figures.posts(filters, FIRST, LAST)
        found = [(row.post_id, row.pillar_id, row.persona_ids) for row in posts]
        assert found == list(zip(*map(posts.column, ("post_id", "pillar_id", "persona_ids")), strict=True))
        return found


def test_posts_count_for_what_was_said_and_planned_ones_for_their_plan(
    store: Store, about: PostAboutService, anna: Actor
) -> None:
    posts = _posts(store)
    a, b, planned = posts["a"], posts["b"], posts[PLANNED]
    assert _figures(store) == [(a, None, ()), (b, None, ()), (planned, 2, (2,))]
    before = about.say(anna, {a: PostAbout(1, (1, 2)), planned: PostAbout(1, (1,))})
    assert before == {a: PostAbout()}
    assert _figures(store) == [(a, 1, (1, 2)), (b, None, ()), (planned, 2, (2,))]
    assert _figures(store, FigureFilters(pillar_id=1)) == [(a, 1, (1, 2))]
    assert [row[0] for row in _figures(store, FigureFilters(persona_id=2))] == [a, planned]
    with store.write() as work:  # packed, too
        work.figures.pack(work.figures.unpacked(FigureFilters(), FIRST, LAST))
    assert _figures(store, FigureFilters(pillar_id=1)) == [(a, 1, (1, 2))]
    about.say(anna, before)
    assert _figures(store, FigureFilters(pillar_id=1)) == []


def test_what_was_said_counts_no_more_once_a_post_has_a_plan_and_again_without_it(
    store: Store, about: PostAboutService, anna: Actor
) -> None:
    posts = _posts(store)
    about.say(anna, {posts["a"]: PostAbout(1)})
    with store.write() as work:
        variant = work.metrics.posts(1)[0].variant_id
        work.metrics.upsert_posts(1, [SeenPost("a", date(2026, 11, 3), variant_id=variant)], seen_at=CREATED)
    assert _figures(store)[0] == (posts["a"], 2, (2,))
    with pytest.raises(Refused, match=r"post_about\.gone"):
        about.say(anna, {posts["a"]: PostAbout(1)})


def test_what_the_chosen_posts_have_is_told(store: Store, about: PostAboutService, anna: Actor) -> None:
    posts = _posts(store)
    about.say(anna, {posts["a"]: PostAbout(1, (2,))})
    found = about.chosen(anna, [*posts.values(), 99])
    assert dict(found.said) == {posts["a"]: PostAbout(1, (2,)), posts["b"]: PostAbout()}
    assert (found.planned, found.may_say, found.may_add) == (1, True, True)
    assert [row.name for row in found.pillars] == [row.name for row in found.personas] == ["Ewa", "Jan"]
    with pytest.raises(Refused, match=r"post_about\.gone"):
        about.chosen(anna, [99])


def test_who_may_write_posts_may_say_it(store: Store, about: PostAboutService) -> None:
    posts = _posts(store)
    creator, viewer = (Actor(add_member(store, f"{role}@x.pl", role)) for role in (Role.CREATOR, Role.VIEWER))
    about.say(creator, {posts["a"]: PostAbout(1)})
    assert (about.chosen(creator, posts.values()).may_say, about.chosen(creator, posts.values()).may_add) == (
        True,
        False,
    )
    assert not about.chosen(viewer, posts.values()).may_say
    with pytest.raises(NotPermitted):
        about.say(viewer, {posts["b"]: PostAbout(1)})
    assert [row[1] for row in _figures(store)] == [1, None, 2]


def test_pillars_and_personas_are_those_of_the_posts_brand(
    store: Store, about: PostAboutService, anna: Actor, clock: SetClock
) -> None:
    posts = _posts(store)
    desk = WorkspaceService(store, clock)
    other = desk.add_brand(anna, "Druga")
    pillar = desk.add_pillar(anna, other.id, "Inny").id
    persona = PersonaService(store, clock).add(anna, NewPersona(other.id, "Ola")).id
    for wrong in (PostAbout(pillar), PostAbout(1, (persona,))):
        with pytest.raises(BadInput, match=r"post_about\.other_brand"):
            about.say(anna, {posts["a"]: wrong})
    assert _figures(store)[0][1] is None


def test_posts_of_several_brands_have_no_choice_and_those_of_brands_unseen_are_not_there(
    store: Store, about: PostAboutService, anna: Actor, clock: SetClock
) -> None:
    posts = _posts(store)
    other = WorkspaceService(store, clock).add_brand(anna, "Druga")
    there = add_profile(store, handle="druga", brand_id=other.id)
    with store.write() as work:
        far = work.metrics.upsert_posts(there.id, [SeenPost("z", date(2026, 11, 3))], seen_at=CREATED).ids["z"]
    assert about.chosen(anna, [posts["a"], far]).brand is None
    creator = Actor(add_member(store, "ola@x.pl", Role.CREATOR))
    assert list(about.chosen(creator, [posts["a"], far]).said) == [posts["a"]]
    with pytest.raises(Refused, match=r"post_about\.gone"):
        about.say(creator, {far: PostAbout()})


def test_every_change_stands_in_the_history_once_for_posts_of_which_the_same_is_said(
    store: Store, about: PostAboutService, anna: Actor
) -> None:
    posts = _posts(store)
    about.say(anna, {posts["a"]: PostAbout(1, (1,)), posts["b"]: PostAbout(1, (1,))})
    with store.read() as work:
        entry = work.history.of("brand", 1)[-1]
        assert work.history.verify()[1] is None
    assert (entry.action, entry.actor_id) == ("posts_sorted", anna.member_id)
    assert entry.facts == {"posts": [posts["a"], posts["b"]], "pillar_id": 1, "persona_ids": [1]}


def test_it_stays_when_a_file_is_imported_again_and_goes_with_posts_that_are_taken_back(
    store: Store, about: PostAboutService, anna: Actor, importing: ImportService, tmp_path: Path
) -> None:
    run = importing.run(anna, _file(tmp_path))
    with store.read() as work:
        ids = [row.id for row in work.metrics.posts(1)]
    about.say(anna, {number: PostAbout(1, (2,)) for number in ids})
    again = importing.run(anna, _file(tmp_path, name="again.csv"))
    assert {row[1:] for row in _figures(store)} == {(1, (2,))}
    assert again.import_id is not None and run.import_id is not None
    importing.undo(again.import_id, anna)
    assert {row[1:] for row in _figures(store)} == {(1, (2,))}
    importing.undo(run.import_id, anna)
    assert _figures(store) == []
    importing.run(anna, _file(tmp_path))
    assert {row[1:] for row in _figures(store)} == {(None, ())}
