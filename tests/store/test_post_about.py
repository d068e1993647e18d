"""What was said of published posts is kept with them, and goes with them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, text

from app.domain.post_about import AboutChange, PostAbout
from app.domain.published import SeenPost
from app.store.schema.content import persona
from app.store.schema.measuring import published_post
from app.store.store import Store
from tests.fakes.syncing import NOW
from tests.fakes.workspace import CREATED, add_profile, found_workspace


def _three(store: Store) -> list[int]:
    """Two personas, two pillars, three posts."""
    found_workspace(store)
    add_profile(store)
    with store.write() as work:
        for name in ("Ewa", "Jan"):
            work.personas.add(uid=name, brand_id=1, name=name, created_at=CREATED, changed_at=CREATED)
            work.team.add_pillar(brand_id=1, name=name)
        seen = [SeenPost(name, date(2026, 11, 3)) for name in "abc"]
        return list(work.metrics.upsert_posts(1, seen, seen_at=NOW).ids.values())


def test_what_is_said_is_kept_and_replaced(any_store: Store) -> None:
    first, second, third = _three(any_store)
    with any_store.write() as work:
        work.post_about.say({first: PostAbout(1, (1, 2)), second: PostAbout(2), third: PostAbout(None, (2,))})
    with any_store.write() as work:
        work.post_about.say({second: PostAbout(None, (1,))})
    with any_store.read() as work:
        assert work.post_about.said([first, second, third, 99]) == {
            first: PostAbout(1, (1, 2)),
            second: PostAbout(None, (1,)),
            third: PostAbout(None, (2,)),
            99: PostAbout(),
        }
        assert work.post_about.posts([first, 99]) == {first: (1, False)}


def test_it_goes_with_its_post_and_its_persona(any_store: Store) -> None:
    first, second, _ = _three(any_store)
    with any_store.write() as work:
        work.post_about.say({first: PostAbout(1, (1,)), second: PostAbout(1, (1, 2))})
    with any_store.writing() as connection:
        connection.execute(delete(published_post).where(published_post.c.id == first))
        connection.execute(delete(persona).where(persona.c.id == 1))
        left = [connection.execute(text(f"SELECT * FROM published_{name}")).all() for name in ("pillar", "persona")]
    assert left == [[(second, 1)], [(second, 2)]]


def test_a_change_leaves_alone_what_it_does_not_name() -> None:
    before = PostAbout(1, (1, 2))
    assert AboutChange().of(before) == before
    assert AboutChange((None,), {2: False, 3: True, 4: False}).of(before) == PostAbout(None, (1, 3))
    assert AboutChange((5,)).of(before) == PostAbout(5, (1, 2))
