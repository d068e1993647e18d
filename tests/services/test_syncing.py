"""Fetching numbers: what is asked, what is kept, and what one failure does to the rest."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.connectors.base import Account, Connector, NeedsReconnect, ReadFailed
from app.domain.errors import NotFound
from app.domain.kpi import FigureFilters
from app.domain.metrics import Reading
from app.domain.networks import Connection, Network
from app.domain.syncing import SyncStep
from app.store.practice import open_practice
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.desk import Desk
from tests.fakes.practice import REMARKS, parcel
from tests.fakes.syncing import NOW, remote_post, small_world, syncing
from tests.fakes.workspace import add_profile, new_workspace

TODAY = date(2026, 11, 22)
FILTERS = FigureFilters()


def test_what_a_network_answers_is_stored(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    heard: list[tuple[float | None, SyncStep | None]] = []
    (report,) = syncing(store, clock, {profile.id: small_world()}).sync(progress=lambda *told: heard.append(told))

    assert (report.posts_new, report.figures_new, report.comments_new, report.questions_new) == (2, 3, 4, 1)
    assert (report.error, report.skipped, heard[-1]) == (None, None, (1.0, None))
    parts = [step.part for _, step in heard if step is not None]
    assert list(dict.fromkeys(parts)) == ["profile", "posts", "figures", "comments", "done"]
    assert [share for share, _ in heard] == sorted(share for share, _ in heard if share is not None)
    with store.read() as work:
        assert work.profiles.get(profile.id).fetched_at == NOW
        old, new = work.figures.posts(FILTERS, date(2026, 1, 1), TODAY)
        assert (new.values, new.day, new.hour, new.age_hours) == ({"reach": 340}, date(2026, 11, 21), 10, 24.0)
        assert (old.values, old.followers) == ({"reach": 900}, None)
        (day,) = work.figures.days(FILTERS, TODAY, TODAY)
        assert day.stocks == {"followers": 1200}
        kinds = {row.external_id: (row.kind, row.is_question) for row in work.comments.all(profile.id)}
        assert kinds == {
            "1": ("comment", True),
            "2": ("comment", False),
            "3": ("comment", False),
            "4": ("mention", False),
        }
        assert [row.external_id for row in work.comments.all(profile.id, questions_only=True)] == ["1"]


def test_a_second_time_only_what_changed(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = small_world()
    service = syncing(store, clock, {profile.id: world})
    service.sync()
    clock.advance(timedelta(days=1))
    world.figures["a"] = (Reading("Reach", 400, "reach"),)
    world.asked.clear()
    (report,) = service.sync(profile.id)

    assert (report.posts_new, report.posts_updated, report.comments_new) == (0, 0, 0)
    assert (report.figures_new, report.figures_unchanged) == (2, 0)
    assert dict(world.asked)["post_readings"] == ("a",)
    assert dict(world.asked)["recent_posts"] == NOW - timedelta(days=3)
    with store.read() as work:
        assert [row.day for row in work.figures.days(FILTERS, TODAY, TODAY + timedelta(days=1))] == [
            TODAY,
            TODAY + timedelta(days=1),
        ]
        assert work.figures.posts(FILTERS, TODAY - timedelta(days=1), TODAY)[0].values == {"reach": 400}


def test_one_failure_does_not_stop_the_others(store: Store, clock: SetClock) -> None:
    lost = add_profile(store, Network.X, connection=Connection.PRACTICE)
    broken = add_profile(store, Network.LINKEDIN, connection=Connection.PRACTICE)
    fine = add_profile(store, connection=Connection.PRACTICE)
    connectors: dict[int, Connector] = {
        lost.id: ScriptedConnector(
            failing={"profile_readings": NeedsReconnect("practice.needs_reconnect", reason="x")}
        ),
        broken.id: ScriptedConnector(failing={"recent_posts": ZeroDivisionError()}),
        fine.id: small_world(),
    }
    reports = syncing(store, clock, connectors).sync()
    assert [report.error for report in reports] == ["practice.needs_reconnect", "sync.unexpected", None]
    assert reports[1].error_data == {"kind": "ZeroDivisionError"}
    assert reports[2].posts_new == 2


def test_what_arrived_before_a_failure_is_kept(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = small_world()
    world.failing["comments"] = ReadFailed("practice.rate_limited", retry_after=30)
    (report,) = syncing(store, clock, {profile.id: world}).sync()
    assert (report.error, report.error_data) == ("practice.rate_limited", {"retry_after": 30})
    assert (report.posts_new, report.figures_new) == (2, 3)
    with store.read() as work:
        assert work.profiles.get(profile.id).fetched_at is None


def test_profiles_that_cannot_be_asked(store: Store, clock: SetClock) -> None:
    add_profile(store)
    add_profile(store, Network.X, connection=Connection.BY_HAND)
    add_profile(store, Network.TIKTOK, connection=Connection.API)
    service = syncing(store, clock, {})
    assert [report.skipped for report in service.sync()] == ["no_connection", "by_hand", "no_connector"]
    with pytest.raises(NotFound, match=r"profile\.not_found"):
        service.sync(99)


def test_cancelled_between_calls(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    other = add_profile(store, Network.X, connection=Connection.PRACTICE)
    world = small_world()

    def cancel() -> bool:
        return ("recent_posts", NOW - timedelta(days=730)) in world.asked

    reports = syncing(store, clock, {profile.id: world, other.id: small_world()}).sync(cancel=cancel)
    assert reports[0].skipped == "cancelled"
    assert [name for name, _ in world.asked] == ["profile_readings", "recent_posts"]
    assert (reports[0].figures_new, reports[0].posts_new) == (1, 1)  # what had come by then
    with store.read() as work:
        assert work.profiles.get(profile.id).fetched_at is None


def test_what_is_unknown_stays_unknown(store: Store, clock: SetClock) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    world = ScriptedConnector(posts=[remote_post("a", 1)])
    (report,) = syncing(store, clock, {profile.id: world}).sync()
    assert (report.posts_new, report.figures_new) == (1, 0)
    with store.read() as work:
        (post,) = work.figures.posts(FILTERS, date(2026, 11, 1), TODAY)
        assert (post.values, post.followers, post.age_hours) == ({}, None, None)
        assert not work.figures.days(FILTERS, TODAY, TODAY)


def test_with_the_practice_network(tmp_path: Path, clock: SetClock) -> None:
    from app.connectors.networks.practice import PracticeConnector

    store = new_workspace(str(tmp_path / "workspace.szpalta"))
    profile = add_profile(store, connection=Connection.PRACTICE)
    connector = PracticeConnector(open_practice(tmp_path / "practice.db"), clock.now, REMARKS, lambda seconds: None)
    connector.publish(Account(profile.id, "facebook", "jesion"), parcel("Nowa mieszanka"))
    service = syncing(store, clock, {profile.id: connector})
    clock.advance(timedelta(days=2))
    (first,) = service.sync()
    clock.advance(timedelta(days=2))
    (second,) = service.sync()
    assert (first.error, first.posts_new, second.posts_new) == (None, 1, 0)
    assert first.figures_new > 1
    assert second.figures_new > 0
    store.close()


def test_further_parts_of_our_threads_are_no_posts_of_their_own(desk: Desk) -> None:
    post = desk.published("Kawa")
    sent = desk.delivery(post)
    with desk.store.write() as work:
        work.parts.put(sent.id, "thread:1", "part", None, NOW)
        work.parts.put(sent.id, "comment", "first-comment", None, NOW)
    world = ScriptedConnector(posts=[remote_post(name, 1) for name in ("part", "root", "first-comment")])
    service = syncing(desk.store, SetClock(NOW), {sent.profile_id: world})
    assert service.sync(sent.profile_id)[0].posts_new == 1
    with desk.store.read() as work:
        assert set(work.metrics.post_ids(sent.profile_id, ["part", "root", "first-comment"])) == {"root"}
