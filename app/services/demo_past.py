"""Two years of the demo company: planned, approved, published on Practice, measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from app.connectors.base import POST, Parcel, Receipt
from app.domain.content import Post
from app.domain.days import WallTime, day_number, local_day, wall_time
from app.domain.delivery import LEASE, Delivery, DeliveryState, Outcome, request_hash
from app.domain.metrics import Observation, Reading
from app.domain.networks import Format
from app.domain.published import SeenPost
from app.domain.workspace import Profile
from app.services.demo_cast import Cast, Desk
from app.services.demo_story import PlannedDemoPost
from app.services.planning import NewPost
from app.store.unit import UnitOfWork

BATCH = 60
"""Posts per transaction: well under half a second."""
AGES = tuple(timedelta(hours=hours) for hours in (5, 12, 24, 48, 96, 168, 336, 720, 2160, 4320))
"""When the figures of a post were read, by its age."""
_D = DeliveryState


@dataclass(frozen=True, slots=True)
class Sent:
    delivery: Delivery
    at: datetime
    parcel: Parcel


def new_post(cast: Cast, plan: PlannedDemoPost) -> NewPost:
    """A planned post of the story as somebody would enter it."""
    profile = cast.profiles[plan.profile]
    return NewPost(
        brand_id=cast.brand.id,
        text=plan.text,
        title=plan.title,
        profile_ids=(profile.id,),
        link=plan.link,
        when=WallTime(plan.local, cast.zone),
        formats=((profile.id, Format(plan.format)),),
        persona_ids=tuple(cast.personas[number] for number in plan.personas),
        campaign_id=cast.campaign if plan.about_product and plan.local.date() >= cast.campaign_from else None,
        pillar_id=cast.pillars[plan.pillar],
        media=tuple(cast.images[number] for number in plan.images),
    )


def live_through(desk: Desk, cast: Cast, plans: Sequence[PlannedDemoPost], progress: Callable[[float], None]) -> None:
    """Plays the posts of the past through planning, approval and publishing; the clock ends where the last one went out."""
    rest = iter(plans)
    done = 0
    while batch := list(islice(rest, BATCH)):
        with desk.store.write() as work:
            posts = [_approved(desk, cast, plan, work) for plan in batch]
            _publish(desk, cast, posts, work)
        done += len(batch)
        progress(done / len(plans))


def _approved(desk: Desk, cast: Cast, plan: PlannedDemoPost, work: UnitOfWork) -> Post:
    """Written two days ahead by a creator, approved a day ahead by somebody else."""
    due = WallTime(plan.local, cast.zone).to_utc()
    author = cast.actors[plan.author]
    editor = cast.actors[4] if plan.author != 4 and plan.local.day % 3 else cast.actors[0]
    desk.clock.set(due - timedelta(days=2, minutes=plan.local.day))
    post = desk.planning.add(author, new_post(cast, plan), unit=work)
    desk.clock.advance(timedelta(hours=1))
    desk.approval.submit(author, post.id, unit=work)
    desk.clock.set(due - timedelta(days=1, minutes=plan.local.day * 7))
    return desk.approval.approve(editor, post.id, unit=work)


def _publish(desk: Desk, cast: Cast, posts: Sequence[Post], work: UnitOfWork) -> None:
    """Transitions 1 to 3 for each delivery, with the receipts of the Practice network."""
    for profile in cast.profiles:
        sent = [
            _sending(desk, work, delivery)
            for post in posts
            for variant in post.variants
            if variant.profile_id == profile.id
            for delivery in work.deliveries.of_variant(variant.id)
        ]
        dated = [(item.at, item.parcel) for item in sent]
        for item, receipt in zip(sent, desk.practice.register_past(desk.account_for(profile), dated), strict=True):
            _record_sent(desk, work, item, receipt)


def _sending(desk: Desk, work: UnitOfWork, delivery: Delivery) -> Sent:
    if delivery.due_at is None:
        raise ValueError(delivery.id)
    at = delivery.due_at + timedelta(seconds=4)
    desk.clock.set(at)
    leased = desk.deliveries.move(
        work, delivery, _D.LEASED, owner=desk.deliveries.program.instance, lease_until=at + LEASE, fence_to=1
    )
    sending = desk.deliveries.move(work, leased, _D.SENDING, first_send_at=at, attempts=1)
    work.deliveries.add_attempt(
        delivery_id=delivery.id,
        n=1,
        fence=1,
        started_at=at,
        started_boot_s=desk.clock.boot_seconds(),
        phase=POST,
        request_sha256=request_hash(delivery, POST),
    )
    content = json.loads(work.posts.revision(delivery.revision_id).content)
    parcel = Parcel(
        sha256=delivery.payload_sha256,
        format=content["format"],
        text=content["text"],
        link=content["link"],
        first_comment=content["first_comment"],
        attachments=(),
        idem_key=delivery.idem_key,
        remote_key=None,
    )
    return Sent(sending, at, parcel)


def _record_sent(desk: Desk, work: UnitOfWork, item: Sent, receipt: Receipt) -> None:
    desk.clock.set(item.at + timedelta(seconds=2))
    moved = desk.deliveries.move(
        work, item.delivery, _D.SENT, remote_id=receipt.remote_id, remote_url=receipt.url, owner=None, lease_until=None
    )
    desk.deliveries.close(work, moved, 1, Outcome.OK, None, receipt.remote_id)
    desk.deliveries.note_published(work, moved, receipt.at)


def measure(desk: Desk, cast: Cast, start: datetime, now: datetime) -> None:
    """Stores what fetches at the usual ages would have read: figures of posts, and followers every day."""
    for profile in cast.profiles:
        with desk.store.read() as work:
            ours = {
                delivery.remote_id: delivery
                for delivery in work.deliveries.all(states=(_D.SENT,), profile_id=profile.id)
                if delivery.remote_id
            }
        _store_posts(desk, profile, ours, now)
        _store_followers(desk, profile, start, now)


def _store_posts(desk: Desk, profile: Profile, ours: dict[str, Delivery], now: datetime) -> None:
    moments = {
        remote_id: [delivery.first_send_at + age for age in AGES if delivery.first_send_at + age <= now]
        for remote_id, delivery in ours.items()
        if delivery.first_send_at is not None
    }
    with desk.store.write() as work:
        seen = [_seen(work, profile, remote_id, delivery) for remote_id, delivery in ours.items()]
        ids = work.metrics.upsert_posts(profile.id, seen, seen_at=now).ids
    readings = desk.practice.post_history(desk.account_for(profile), moments)
    rows: Iterator[tuple[str, datetime, tuple[Reading, ...]]] = iter(readings)
    while batch := list(islice(rows, 600)):
        with desk.store.write() as work:
            every = [reading for _, _, found in batch for reading in found]
            metrics = work.metrics.metric_ids(profile.network.value, every)
            work.metrics.add_observations(
                Observation(profile.id, ids[name], metrics[(r.metric, r.key)], 0, when, r.value)
                for name, when, found in batch
                for r in found
            )


def _seen(work: UnitOfWork, profile: Profile, remote_id: str, delivery: Delivery) -> SeenPost:
    revision = json.loads(work.posts.revision(delivery.revision_id).content)
    at = delivery.first_send_at
    if at is None:
        raise ValueError(delivery.id)
    local = wall_time(at, profile.zone).local
    return SeenPost(
        external_id=remote_id,
        day=local.date(),
        hour=local.hour,
        published_at=at,
        format=revision["format"],
        text=revision["text"],
        permalink=delivery.remote_url,
        variant_id=delivery.variant_id,
    )


def _store_followers(desk: Desk, profile: Profile, start: datetime, now: datetime) -> None:
    days = [start + timedelta(days=number) for number in range((now - start).days + 1)]
    counted = list(desk.practice.profile_history(desk.account_for(profile), days))
    with desk.store.write() as work:
        metrics = work.metrics.metric_ids(profile.network.value, [reading for _, reading in counted])
        work.metrics.add_observations(
            Observation(
                profile.id, 0, metrics[(r.metric, r.key)], day_number(local_day(when, profile.zone)), when, r.value
            )
            for when, r in counted
        )
