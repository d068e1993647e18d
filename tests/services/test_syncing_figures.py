"""Which figures are asked for when, and what one that is refused does to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.connectors.base import Account, Capabilities, Unanswerable
from app.domain.kpi import FigureFilters
from app.domain.metrics import Reading
from app.domain.networks import Connection
from app.services.smaller_questions import MOST_REFUSALS
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.connectors import ALL, ScriptedConnector
from tests.fakes.desk import Desk
from tests.fakes.syncing import remote_post, small_world, syncing
from tests.fakes.workspace import add_profile

TODAY = date(2026, 11, 22)
FILTERS = FigureFilters()


def _asked(world: ScriptedConnector) -> list[str]:
    """The posts whose figures were asked for since the last look."""
    found = [name for call, what in world.asked if call == "post_readings" for name in what]  # type: ignore[attr-defined]
    world.asked.clear()
    return found


def _many(ages: dict[str, float]) -> ScriptedConnector:
    figures = {name: (Reading("Reach", 10, "reach"),) for name in ages}
    return ScriptedConnector(posts=[remote_post(name, age) for name, age in ages.items()], figures=figures)


def _days(store: Store) -> dict[date, float]:
    with store.read() as work:
        rows = work.figures.days(FILTERS, TODAY - timedelta(days=800), TODAY + timedelta(days=9))
        return {row.day: row.stocks["followers"] for row in rows}


def test_figures_are_asked_for_less_and_less(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = _many({"hour": 0.05, "week": 3, "month": 20, "year": 200, "old": 500})
    service = syncing(store, clock, {profile.id: world})
    service.sync()
    assert _asked(world) == ["hour", "week", "month", "year", "old"]
    for step, due in (
        (timedelta(minutes=30), []),
        (timedelta(hours=1), ["hour"]),
        (timedelta(days=1), ["hour", "week"]),
        (timedelta(days=7), ["hour", "week", "month"]),
        (timedelta(days=24), ["year"]),  # the others are over a month old by now and were asked about 24 days ago
    ):
        clock.advance(step)
        service.sync()
        assert _asked(world) == due


def test_one_call_asks_about_as_many_posts_as_the_network_takes_and_stops_between(
    store: Store, clock: SetClock
) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = _many({f"p{n}": n for n in range(1, 8)})
    world.capabilities = replace(ALL, posts_at_once=3)

    def cancel() -> bool:
        return sum(name == "post_readings" for name, _ in world.asked) == 2

    service = syncing(store, clock, {profile.id: world})
    (report,) = service.sync(cancel=cancel)
    assert (report.skipped, report.figures_new) == ("cancelled", 6)
    assert _asked(world) == ["p1", "p2", "p3", "p4", "p5", "p6"]
    assert service.sync()[0].figures_new == 1
    assert _asked(world) == ["p7"]


def test_followers_once_a_day_even_when_nothing_else_comes(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = ScriptedConnector(followers=100, capabilities=Capabilities(profile_metrics=frozenset({"Followers"})))
    service = syncing(store, clock, {profile.id: world})
    service.sync()
    clock.advance(timedelta(hours=3))
    world.followers = 104
    (again,) = service.sync()
    assert again.figures_new == 1  # one more observation of the day
    clock.advance(timedelta(hours=12))  # past midnight in Warsaw
    (next_day,) = service.sync()
    assert next_day.figures_new == 1
    assert _days(store) == {TODAY: 104, TODAY + timedelta(days=1): 104}


@dataclass
class Historian(ScriptedConnector):
    """Knows the followers of every day since the first of November; the fifth is missing."""

    days_asked: list[tuple[date, date]] = field(default_factory=list)

    def day_readings(self, account: Account, first: date, last: date) -> Iterator[tuple[date, tuple[Reading, ...]]]:
        self.days_asked.append((first, last))
        day = max(first, date(2026, 11, 1))
        while day <= last:
            if day != date(2026, 11, 5):
                yield day, (Reading("Followers", 1000 + day.day, "followers"),)
            day += timedelta(days=1)


def test_days_of_the_past_are_filled_in_once(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Historian(followers=1022, capabilities=replace(ALL, history_days=90))
    service = syncing(store, clock, {profile.id: world})
    service.sync()
    known = _days(store)
    assert len(known) == 21
    assert date(2026, 11, 5) not in known
    assert (known[date(2026, 11, 1)], known[TODAY]) == (1001, 1022)
    service.sync()
    clock.advance(timedelta(days=2))
    service.sync()
    assert world.days_asked == [
        (TODAY - timedelta(days=90), TODAY - timedelta(days=1)),
        (TODAY - timedelta(days=4), TODAY + timedelta(days=1)),
    ]
    assert _days(store)[TODAY + timedelta(days=1)] == 1023


def test_days_we_counted_ourselves_keep_our_count(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    clock.advance(timedelta(days=-10))
    syncing(store, clock, {profile.id: ScriptedConnector(followers=7)}).sync()
    clock.advance(timedelta(days=10))
    syncing(store, clock, {profile.id: Historian()}).sync()
    known = _days(store)
    assert (known[date(2026, 11, 12)], known[date(2026, 11, 13)]) == (7, 1013)


NAMED = replace(
    ALL, metrics=frozenset({"Reach", "Likes", "Impressions"}), profile_metrics=frozenset({"Followers", "Fans"})
)


@dataclass
class Choosy(ScriptedConnector):
    """Names its metrics; one that is not alive fails the whole call, a lost post too."""

    alive: frozenset[str] = frozenset({"Reach", "Likes"})
    lost: frozenset[str] = frozenset()
    capabilities: Capabilities = NAMED
    named: list[tuple[str, ...]] = field(default_factory=list)

    def post_readings(self, account: Account, remote_ids: tuple[str, ...]) -> dict[str, tuple[Reading, ...]]:
        return self.named_post_readings(account, remote_ids, self.capabilities.metrics)

    def profile_readings(self, account: Account) -> tuple[Reading, ...]:
        return self.named_profile_readings(account, self.capabilities.profile_metrics)

    def named_post_readings(
        self, account: Account, remote_ids: tuple[str, ...], metrics: frozenset[str]
    ) -> dict[str, tuple[Reading, ...]]:
        self.named.append((*sorted(metrics), *remote_ids))
        if metrics - self.alive or self.lost & set(remote_ids):
            raise Unanswerable("network.refused", status=400)
        return {name: tuple(Reading(metric, 5) for metric in sorted(metrics)) for name in remote_ids}

    def named_profile_readings(self, account: Account, metrics: frozenset[str]) -> tuple[Reading, ...]:
        if "Fans" in metrics:
            raise Unanswerable("network.refused", status=400)
        return (Reading("Followers", 50, "followers"),)


def test_a_removed_metric_costs_only_itself(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Choosy(posts=[remote_post("a", 1), remote_post("b", 2)])
    service = syncing(store, clock, {profile.id: world})
    (report,) = service.sync()
    assert (report.error, report.figures_new) == (None, 5)  # two metrics of two posts, and the followers
    assert world.named[-1] == ("Likes", "Reach", "a", "b")

    world.named.clear()
    clock.advance(timedelta(days=1))
    service.sync()
    assert world.named == [("Likes", "Reach", "a", "b")]  # it is remembered

    world.alive |= {"Impressions"}
    clock.advance(timedelta(days=8))
    service.sync()
    assert ("Impressions", "Likes", "Reach", "a", "b") in world.named  # and tried once more after a week


def test_a_lost_post_costs_only_itself(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    names = [f"p{n}" for n in range(6)]
    alive = frozenset({"Reach", "Likes", "Impressions"})
    world = Choosy(posts=[remote_post(name, 1) for name in names], lost=frozenset({"p3"}), alive=alive)
    (report,) = syncing(store, clock, {profile.id: world}).sync()
    assert (report.error, report.figures_new) == (None, 5 * 3 + 1)


def test_a_network_that_refuses_every_post_is_not_asked_for_ever(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = _many({f"p{n}": 1 for n in range(45)})
    world.remarks = small_world().remarks
    world.failing["post_readings"] = Unanswerable("network.refused", status=400)
    (report,) = syncing(store, clock, {profile.id: world}).sync()
    assert (report.error, report.posts_new, report.comments_new) == ("network.refused", 45, 4)
    assert sum(name == "post_readings" for name, _ in world.asked) == MOST_REFUSALS + 1


def test_the_posts_we_sent_are_asked_about_before_a_list_shows_them(desk: Desk) -> None:
    post = desk.published()
    name = desk.delivery(post).remote_id
    assert name is not None
    world = ScriptedConnector(
        figures={name: (Reading("Reach", 10, "reach"),)}, capabilities=Capabilities(metrics=frozenset({"Reach"}))
    )
    (report,) = syncing(desk.store, desk.clock, {desk.network[0].id: world}).sync()
    assert (report.posts_new, report.figures_new) == (1, 1)
    with desk.store.read() as work:
        (seen,) = work.metrics.posts(desk.network[0].id)
        assert (seen.external_id, seen.variant_id, seen.text) == (name, post.variants[0].id, "Nowa mieszanka")
