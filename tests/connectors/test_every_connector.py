"""One suite over every connector of the registry; a new one joins by a line in `fakes/connector_worlds.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from app.connectors.base import (
    POST,
    Account,
    Deletes,
    Edits,
    Idempotency,
    ListsOlder,
    Operation,
    Parcel,
    Publishes,
    Receipt,
    Rejected,
    Schedules,
    StepKind,
)
from app.connectors.registry import CONNECTORS
from app.domain.delivery import is_public
from app.domain.metrics import FAMILIES
from app.domain.networks import Format
from app.system.clock import SetClock
from tests.fakes.connector_worlds import BY_PERSON, READ_ONLY, WORLDS
from tests.fakes.practice import parcel

World = tuple[Publishes, Account, SetClock]


def publish(connector: Publishes, account: Account, parcel: Parcel) -> Receipt:
    """All steps one after the other, as the program takes them; the receipt of the post itself."""
    refs: dict[str, str] = {}
    receipts = {}
    for step in connector.steps(account, parcel):
        receipts[step.name] = connector.perform(account, parcel, step, refs)
        refs[step.name] = receipts[step.name].remote_id
    return receipts[POST]


@pytest.fixture(params=sorted(set(CONNECTORS) - READ_ONLY - BY_PERSON))
def world(request, tmp_path) -> Iterator[World]:
    with ExitStack() as ending:
        yield WORLDS[request.param](tmp_path, ending)


def test_every_connector_can_be_stood_up():
    assert set(WORLDS) == set(CONNECTORS)


@pytest.mark.parametrize("key", sorted(READ_ONLY))
def test_what_only_reads_says_so(key: str, tmp_path):
    with ExitStack() as ending:
        connector, account, _ = WORLDS[key](tmp_path, ending)
        able = connector.capabilities_for(account)
        assert not isinstance(connector, Publishes)
        assert not (able.publish or able.classes)
        assert able.lists_posts


def test_capabilities_name_known_formats(world: World):
    connector, _, _ = world
    assert connector.capabilities.publish <= set(Format)
    assert connector.capabilities.history_days is None or connector.capabilities.history_days > 0


def test_steps_are_named_by_what_people_see_of_them(world: World):
    connector, account, _ = world
    steps = connector.steps(account, parcel("Dzień dobry, Gdyni!"))
    assert [step.name for step in steps].count(POST) == 1
    assert {step.name for step in steps if step.kind is StepKind.PUBLISH} == {
        step.name for step in steps if is_public(step.name)
    }


def test_a_published_post_is_listed_once_with_its_text(world: World):
    connector, account, clock = world
    before = clock.now()
    receipt = publish(connector, account, parcel("Dzień dobry, Gdyni!"))
    assert receipt.at >= before
    listed = list(connector.recent_posts(account, before))
    assert [(post.remote_id, post.text, post.media_count) for post in listed] == [
        (receipt.remote_id, "Dzień dobry, Gdyni!", 0)
    ]


def test_recent_posts_come_newest_first_and_not_from_before(world: World):
    connector, account, clock = world
    receipts = []
    for number in range(3):
        receipts.append(publish(connector, account, parcel(f"Post {number}", key=f"k{number}")))
        clock.advance(timedelta(hours=1))
    listed = [post.remote_id for post in connector.recent_posts(account, receipts[1].at)]
    assert listed == [receipts[2].remote_id, receipts[1].remote_id]


def test_readings_use_the_declared_names_and_known_keys(world: World):
    connector, account, clock = world
    receipt = publish(connector, account, parcel())
    clock.advance(timedelta(days=3))
    readings = connector.post_readings(account, (receipt.remote_id,))[receipt.remote_id]
    assert {reading.metric for reading in readings} <= connector.capabilities.metrics
    profile = connector.profile_readings(account)
    assert {reading.metric for reading in profile} <= connector.capabilities.profile_metrics
    assert all(reading.key in FAMILIES for reading in (*readings, *profile) if reading.key is not None)
    assert len({reading.metric for reading in readings}) == len(readings)


def test_an_unknown_post_is_absent_from_the_readings(world: World):
    connector, account, _ = world
    assert connector.post_readings(account, ("nobody-knows-this",)) == {}


def test_comments_come_oldest_first_and_belong_to_posts(world: World):
    connector, account, clock = world
    ids = {publish(connector, account, parcel(f"Co sądzicie? {n}", key=f"k{n}")).remote_id for n in range(10)}
    start = clock.now()
    clock.advance(timedelta(days=10))
    comments = list(connector.comments(account, start))
    assert comments
    assert comments == sorted(comments, key=lambda comment: comment.at)
    assert {comment.post_remote_id for comment in comments} <= ids
    assert all(start <= comment.at <= clock.now() and comment.at.utcoffset() == timedelta(0) for comment in comments)


def test_a_format_the_network_lacks_is_rejected_with_a_reason(world: World):
    connector, account, clock = world
    with pytest.raises(Rejected) as refusal:
        publish(connector, account, parcel(format="hologram"))
    assert refusal.value.data["reason"]
    assert list(connector.recent_posts(account, clock.now())) == []


def test_a_thread_and_its_comment_go_out_in_order(world: World):
    connector, account, clock = world
    able = connector.capabilities_for(account)
    if not (able.thread and able.first_comment):
        pytest.skip("neither threads nor comments")
    what = parcel("Raz\n---\nDwa", first_comment="Trzy")
    assert [step.name for step in connector.steps(account, what) if is_public(step.name)] == [
        POST,
        "thread:1",
        "comment",
    ]
    before = clock.now()
    receipt = publish(connector, account, what)
    listed = {post.text: post.remote_id for post in connector.recent_posts(account, before)}
    assert listed["Raz"] == receipt.remote_id
    if able.classes[Operation.PUBLISH] in (Idempotency.EXPIRING_KEY, Idempotency.READABLE):
        assert set(listed) == {"Raz", "Dwa", "Trzy"}, "what is settled by the listing must be listed"


def test_the_declared_class_is_how_a_repeated_call_behaves(world: World):
    connector, account, clock = world
    what, before = parcel("Raz i nigdy więcej"), clock.now()
    post = next(step for step in connector.steps(account, what) if step.name == POST)
    assert post.idempotency is connector.capabilities_for(account).classes[Operation.PUBLISH]
    first = connector.perform(account, what, post, {})
    if post.idempotency in (Idempotency.PERMANENT_KEY, Idempotency.EXPIRING_KEY):
        assert connector.perform(account, what, post, {}).remote_id == first.remote_id
    assert [one.remote_id for one in connector.recent_posts(account, before)] == [first.remote_id]
    if post.idempotency in (Idempotency.PERMANENT_KEY, Idempotency.TWO_PHASE):
        found = connector.look_up(account, what, post, {})
        assert found is not None
        assert found.remote_id == first.remote_id
        assert connector.look_up(account, parcel("Nigdy", key="other"), post, {}) is None


def test_a_post_can_be_taken_back_and_again(world: World):
    connector, account, clock = world
    if not isinstance(connector, Deletes):
        pytest.skip("takes nothing back")
    assert Operation.DELETE in connector.capabilities_for(account).classes
    before = clock.now()
    receipt = publish(connector, account, parcel())
    connector.delete(account, receipt.remote_id)
    connector.delete(account, receipt.remote_id)
    assert list(connector.recent_posts(account, before)) == []


def test_a_post_can_be_corrected(world: World):
    connector, account, clock = world
    if not isinstance(connector, Edits):
        pytest.skip("corrects nothing")
    assert Operation.EDIT in connector.capabilities_for(account).classes
    before = clock.now()
    receipt = publish(connector, account, parcel("Literuwka"))
    assert connector.edit(account, receipt.remote_id, parcel("Literówka")).remote_id == receipt.remote_id
    assert [post.text for post in connector.recent_posts(account, before)] == ["Literówka"]


def test_a_post_waits_at_the_network_and_comes_back(world: World):
    connector, account, clock = world
    able = connector.capabilities_for(account)
    if not isinstance(connector, Schedules):
        assert able.schedule_from is None
        pytest.skip("keeps no posts until their time")
    assert Operation.SCHEDULE in able.classes
    assert able.schedule_from is not None
    before, at = clock.now(), clock.now() + able.schedule_from + timedelta(hours=1)
    waiting = connector.schedule(account, parcel(), at, {})
    assert waiting.at == at
    (entry,) = connector.scheduled(account)
    assert (entry.remote_id, entry.at, entry.text) == (waiting.remote_id, at, parcel().text)
    connector.unschedule(account, waiting.remote_id)
    assert connector.scheduled(account) == ()
    with pytest.raises(Rejected) as gone:
        connector.unschedule(account, waiting.remote_id)
    assert gone.value.code == "schedule.gone"
    assert list(connector.recent_posts(account, before)) == []


def test_a_listing_can_be_entered_in_the_middle(world: World):
    connector, account, clock = world
    if not isinstance(connector, ListsOlder):
        pytest.skip("is always listed from the newest")
    start = clock.now()
    receipts = []
    for number in range(3):
        receipts.append(publish(connector, account, parcel(f"Post {number}", key=f"k{number}")))
        clock.advance(timedelta(hours=1))
    older = connector.older_posts(account, start, receipts[1].remote_id, receipts[1].at)
    assert [post.remote_id for post in older] == [receipts[0].remote_id]
