"""A fetch that breaks off, is stopped, waits for the database or meets another one goes on and doubles nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from app.connectors.base import Account, ReadFailed, RemoteComment, RemotePost
from app.domain.metrics import Reading
from app.domain.networks import Connection, Network
from app.domain.syncing import SyncStep
from app.store.opening import open_store
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.syncing import NOW, remark, remote_post, small_world, syncing
from tests.fakes.workspace import add_profile, new_workspace

POSTS = [remote_post(f"p{number}", number / 2) for number in range(1, 251)]


@dataclass
class Broken(ScriptedConnector):
    """Its lists break off after so many entries, as long as `breaks_after` says so."""

    breaks_after: int | None = None

    def recent_posts(self, account: Account, since: datetime) -> Iterator[RemotePost]:
        yield from self._until_broken(super().recent_posts(account, since))

    def comments(self, account: Account, since: datetime) -> Iterator[RemoteComment]:
        yield from self._until_broken(super().comments(account, since))

    def _until_broken(self, rows: Iterator) -> Iterator:
        for number, row in enumerate(rows):
            if number == self.breaks_after:
                raise ReadFailed("network.broken", host="x.invalid")
            yield row


@dataclass
class Enterable(Broken):
    """Its list of posts can be entered in the middle."""

    older_asked: list[str] = field(default_factory=list)

    def older_posts(self, account: Account, since: datetime, remote_id: str, at: datetime) -> Iterator[RemotePost]:
        self.older_asked.append(remote_id)
        yield from (post for post in self.posts if since <= post.at < at)


def _names(store: Store, profile_id: int) -> set[str]:
    with store.read() as work:
        return {row.external_id for row in work.metrics.posts(profile_id)}


def test_a_listing_goes_on_where_it_broke_off(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Enterable(posts=POSTS, breaks_after=130)
    service = syncing(store, clock, {profile.id: world})
    (first,) = service.sync()
    assert (first.error, first.posts_new) == ("network.broken", 130)
    assert len(_names(store, profile.id)) == 130

    world.breaks_after = None
    clock.advance(timedelta(days=1))
    world.posts = [replace(remote_post("new", 0), at=NOW + timedelta(hours=1)), *POSTS]
    world.asked.clear()
    (second,) = service.sync()
    assert (second.error, second.posts_new) == (None, 121)
    assert world.older_asked == ["p130"]
    assert dict(world.asked)["recent_posts"] == NOW - timedelta(days=3)
    assert len(_names(store, profile.id)) == 251

    (third,) = service.sync()
    assert (third.posts_new, world.older_asked) == (0, ["p130"])


def test_a_new_gap_above_an_old_one_is_closed_too(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Enterable(posts=POSTS, breaks_after=100)
    service = syncing(store, clock, {profile.id: world})
    service.sync()
    clock.advance(timedelta(days=60))
    fresh = [replace(remote_post(f"n{n}", 0), at=NOW + timedelta(days=60, hours=-n)) for n in range(1, 300)]
    world.posts, world.breaks_after = [*fresh, *POSTS], 150
    assert service.sync()[0].posts_new == 150
    world.breaks_after = None
    (report,) = service.sync()
    assert report.error is None
    assert len(_names(store, profile.id)) == 250 + 299


def test_a_list_without_a_way_in_is_read_again_to_its_end(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Broken(posts=POSTS, breaks_after=130)
    service = syncing(store, clock, {profile.id: world})
    service.sync()
    world.breaks_after = None
    (report,) = service.sync()
    assert (report.error, report.posts_new, len(_names(store, profile.id))) == (None, 120, 250)


def test_comments_go_on_where_they_broke_off(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = Broken(remarks=[remark(str(n), f"Słowo {n}", hours_ago=1000 - n) for n in range(900)], breaks_after=700)
    service = syncing(store, clock, {profile.id: world})
    assert service.sync()[0].comments_new == 700
    world.breaks_after = None
    world.asked.clear()
    assert service.sync()[0].comments_new == 200
    assert dict(world.asked)["comments"] == NOW - timedelta(hours=301)


def test_what_progress_raises_stops_every_profile_and_keeps_what_came(store: Store, clock: SetClock) -> None:
    profiles = [add_profile(store, network, connection=Connection.PRACTICE) for network in (Network.X, Network.TIKTOK)]
    worlds = {row.id: small_world() for row in profiles}

    class Enough(Exception):
        pass

    def progress(share: float | None, step: SyncStep | None) -> None:
        if step is not None and step.part == "posts":
            raise Enough

    with pytest.raises(Enough):
        syncing(store, clock, worlds).sync(progress=progress)
    with store.read() as work:
        assert all("running" not in work.fetching.marks(row.id) for row in profiles)
    assert [row.error for row in syncing(store, clock, worlds).sync()] == [None, None]


def test_a_profile_being_fetched_elsewhere_is_left_alone_for_a_minute(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    inner: list[str | None] = []

    class Curious(ScriptedConnector):
        def profile_readings(self, account: Account) -> tuple[Reading, ...]:
            (report,) = syncing(store, clock, {profile.id: small_world()}).sync()
            inner.append(report.skipped)
            clock.advance(timedelta(minutes=2))  # a dead program would not come back either
            (report,) = syncing(store, clock, {profile.id: small_world()}).sync()
            inner.append(report.skipped)
            return ()

    syncing(store, clock, {profile.id: Curious()}).sync()
    assert inner == ["running", None]


def test_two_programs_at_once_double_nothing(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    stores = [open_store(store.address) for _ in range(2)]
    services = [syncing(one, clock, {profile.id: small_world()}) for one in stores]
    with ThreadPoolExecutor(2) as pool:
        reports = [report for found in pool.map(lambda service: service.sync(), services) for report in found]
    for one in stores:
        one.close()
    assert [row.error for row in reports] == [None, None]
    assert sum(row.posts_new for row in reports) == 2
    assert sum(row.figures_new for row in reports) == 3
    with store.read() as work:
        assert len(work.comments.all(profile.id)) == 4


def test_a_database_locked_for_a_minute_loses_nothing(tmp_path, clock: SetClock) -> None:
    store = new_workspace(str(tmp_path / "w.szpalta"))
    profile = add_profile(store, connection=Connection.PRACTICE)
    other = open_store(store.address)
    begun = clock.now()
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    waits: list[float] = []

    held = other.write()
    held.__enter__()

    def pause(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(timedelta(seconds=seconds))
        if clock.now() - begun > timedelta(minutes=1):
            held.__exit__(None, None, None)

    (report,) = syncing(store, clock, {profile.id: small_world()}, pause).sync()
    other.close()
    store.close()
    assert (report.error, report.posts_new, report.comments_new) == (None, 2, 4)
    assert waits == [0.5, 1, 2, 4, 8, 15, 15, 15]
