"""What stands around posts: shared values, days, and the rows a calendar is made of."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.workflow import PostState
from app.store.store import Store
from app.store.unit import UnitOfWork
from tests.fakes.workspace import CREATED, ZONE, add_profile, new_workspace

DUE = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(any_store_url: str) -> Iterator[Store]:
    made = new_workspace(any_store_url)
    add_profile(made)
    yield made
    made.close()


def put(work: UnitOfWork, post: dict[str, Any] | None = None, **variant: Any) -> int:
    """A post with one variant, due at `DUE`; gives the variant's id."""
    common = {"zone": ZONE, "changed_at": CREATED, "due_at": DUE}
    given = common | {"brand_id": 1, "text": "Treść posta", "created_at": CREATED} | (post or {})
    post_id = work.posts.add(uid=uuid.uuid4().hex, **given)
    own = common | {"profile_id": 1, "format": "text", "state": "draft", "state_since": CREATED} | variant
    return work.posts.add_variant(uid=uuid.uuid4().hex, post_id=post_id, **own)


def test_a_long_text_stands_for_a_title_with_an_ellipsis(store: Store) -> None:
    """A text of "… przy ul. Żytniej 3" must not look as if it ended after "ul."."""
    text = "Na co czekacie najbardziej w grudniu? Napiszcie w komentarzu. Jesteśmy przy ul. Żytniej 3."
    with store.write() as work:
        put(work, {"text": text})
        put(work, {"text": "słowo " * 40})
        put(work, {"text": "słowo " * 40, "title": "Tytuł"})
    with store.read() as work:
        openings = [chip.opening for chip in work.posts.chips(DUE, DUE + timedelta(days=1))]
    assert openings[0] == text
    assert openings[1].endswith("słowo sło…") and len(openings[1]) == 160
    assert openings[2] == "Tytuł"


def test_shared_values_are_put_replaced_and_read(store: Store) -> None:
    with store.write() as work:
        assert work.settings.get("calendars") is None
        work.settings.put("calendars", [{"name": "Łódź", "days": 3}])
        work.settings.put("calendars", [])
        work.settings.put("other", {"a": None})
    with store.read() as work:
        assert (work.settings.get("calendars"), work.settings.get("other")) == ([], {"a": None})


def test_a_calendar_row_has_the_variants_text_and_both_counters(store: Store) -> None:
    later = CREATED + HOUR
    with store.write() as work:
        campaign = work.plans.add_campaign(uid=uuid.uuid4().hex, brand_id=1, name="Zima", goal="")
        pillar = work.team.add_pillar(brand_id=1, name="Kulisy")
        post = {"title": "Premiera", "campaign_id": campaign, "pillar_id": pillar, "version": 4, "changed_at": later}
        own = put(work, post, text="Własna treść", sequence=2)
        follows = put(work)
        (first, second) = work.plans.planned(DUE, DUE + HOUR)
    assert (first.variant_id, first.title, first.text, first.sequence) == (own, "Premiera", "Własna treść", 5)
    assert (first.campaign, first.pillar, first.changed_at, first.created_at) == ("Zima", "Kulisy", later, CREATED)
    assert (second.variant_id, second.text, second.campaign, second.sequence) == (follows, "Treść posta", None, 0)
    assert (second.at, second.changed_at, second.state) == (DUE, CREATED, PostState.DRAFT)


def test_start_is_in_end_is_out_and_publishing_time_counts_without_a_plan(store: Store) -> None:
    with store.write() as work:
        planned = put(work)
        published = put(work, due_at=None, published_at=DUE, state="published")
        put(work, due_at=None)
        put(work, due_at=DUE + HOUR, published_at=DUE)

        def found(start: datetime, end: datetime) -> set[int]:
            return {row.variant_id for row in work.plans.planned(start, end)}

        assert found(DUE, DUE + HOUR) == {planned, published}
        assert found(DUE - HOUR, DUE) == set()
        assert found(DUE + timedelta(microseconds=1), DUE + HOUR) == set()


def test_who_can_know_of_a_variant(store: Store) -> None:
    with store.write() as work:
        draft, approved, out = put(work), put(work, approved_at=CREATED), put(work, published_at=CREATED)
        exported = put(work)
        work.plans.mark_exported([exported])
        rows = {row.variant_id: row for row in work.plans.planned(DUE, DUE + HOUR)}
        version = work.posts.variant(exported).version
    assert {number: rows[number].shown_before for number in rows} == {
        draft: False,
        approved: True,
        out: True,
        exported: True,
    }
    assert [number for number in rows if rows[number].ever_exported] == [exported] and version == 1


def test_many_are_marked_at_once(store: Store) -> None:
    with store.write() as work:
        work.plans.mark_exported([])
        work.plans.mark_exported([put(work), *range(1000, 2200)])
        assert [row.ever_exported for row in work.plans.planned(DUE, DUE + HOUR)] == [True]


def test_holidays_by_day_in_the_order_they_came(store: Store) -> None:
    row = {"country": "PL", "region": "", "language": "pl", "category": "public", "day": date(2026, 12, 25)}
    with store.write() as work:
        work.plans.add_holidays([])
        work.plans.add_holidays(
            [row | {"name": "Ż"}, row | {"name": "A"}, row | {"name": "B", "day": date(2026, 12, 24)}]
        )
        work.plans.add_holidays([row | {"country": "DE", "name": "Weihnachten"}])
        names = [kept["name"] for kept in work.plans.holidays(date(2026, 12, 24), date(2026, 12, 25), ["PL"])]
        assert names == ["B", "Ż", "A"]
        assert work.plans.holidays(date(2026, 12, 26), date(2026, 12, 31), ["PL", "DE"]) == []
        assert work.plans.holidays(date(2026, 1, 1), date(2026, 12, 31), []) == []
