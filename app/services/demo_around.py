"""What the demo desk looks like today: posts in every state, made by doing what leads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from app.domain.content import Post
from app.domain.days import WallTime, local_day, wall_time
from app.domain.people import Actor
from app.services.demo_cast import Cast, Desk
from app.services.demo_past import new_post
from app.services.demo_story import PlannedDemoPost
from app.services.planning import NewPost
from app.services.tasks import NewTask


def set_the_desk(
    desk: Desk, cast: Cast, company: Mapping[str, Any], plans: Sequence[PlannedDemoPost], now: datetime
) -> None:
    """Fills the days after `now` and leaves one post in each state that needs somebody."""
    short = cycle(plan for plan in plans if plan.profile != 1 and len(plan.text) < 200)
    _recent_troubles(desk, cast, short, now)
    desk.clock.set(now - timedelta(minutes=40))
    for number, plan in enumerate(plans):
        _coming(desk, cast, plan, number, now)
    _ideas(desk, cast)
    _tasks(desk, cast, company, now)
    desk.clock.set(now)


def _coming(desk: Desk, cast: Cast, plan: PlannedDemoPost, number: int, now: datetime) -> None:
    """The nearer a post, the further it is: scheduled, then in review, then drafts."""
    author = cast.actors[plan.author]
    post = desk.planning.add(author, new_post(cast, plan))
    days = (WallTime(plan.local, cast.zone).to_utc() - now) / timedelta(days=1)
    if days > 12 or (days > 6 and number % 3 == 0):
        return
    desk.approval.submit(author, post.id)
    if days > 6 or (days > 0.5 and number % 5 == 1):
        return
    desk.approval.approve(_other(cast, plan), post.id)


def _other(cast: Cast, plan: PlannedDemoPost) -> Actor:
    return cast.actors[4] if plan.author != 4 else cast.actors[0]


def _recent_troubles(desk: Desk, cast: Cast, plans: Iterator[PlannedDemoPost], now: datetime) -> None:
    """Failed, unsure, waiting to be tried again, on hold, sent back, rejected, expired, cancelled, removed."""
    account = {profile.network.value: desk.account_for(profile) for profile in cast.profiles}
    troubles = (
        ("refuse", 1, 26, "practice.file_too_large"),
        ("lose-answer", 0, 3, ""),
        ("rate-limit", 2, 1, ""),
    )
    for kind, profile, hours, reason in troubles:
        _approved_for(desk, cast, next(plans), profile, now - timedelta(hours=hours))
        network = cast.profiles[profile].network.value
        desk.practice.misbehave(account[network], kind, seconds=14400.0, reason=reason)
        desk.clock.set(now - timedelta(hours=hours) + timedelta(seconds=5))
        desk.publishing.publish_due()
    _held(desk, cast, plans, now)
    _reviewed(desk, cast, plans, now)


def _at(cast: Cast, moment: datetime) -> WallTime:
    rounded = moment.replace(second=0, microsecond=0, minute=moment.minute // 5 * 5)
    return wall_time(rounded, cast.zone)


def _draft_for(desk: Desk, cast: Cast, plan: PlannedDemoPost, profile: int, when: datetime) -> Post:
    """A draft for one profile, written a day and a half before its time."""
    desk.clock.set(when - timedelta(hours=36))
    wish = replace(plan, profile=profile, images=plan.images or (profile,), author=2, format="image")
    new = replace(new_post(cast, wish), when=_at(cast, when))
    return desk.planning.add(cast.actors[2], new)


def _approved_for(desk: Desk, cast: Cast, plan: PlannedDemoPost, profile: int, when: datetime) -> Post:
    post = _draft_for(desk, cast, plan, profile, when)
    desk.approval.submit(cast.actors[2], post.id)
    desk.clock.advance(timedelta(hours=5))
    return desk.approval.approve(cast.actors[4], post.id)


def _held(desk: Desk, cast: Cast, plans: Iterator[PlannedDemoPost], now: datetime) -> None:
    """The computer slept: a post is two hours late and asks before it goes out. Another was taken down again."""
    _approved_for(desk, cast, next(plans), 3, now - timedelta(hours=2))
    desk.clock.set(now)
    desk.publishing.publish_due()
    gone = _approved_for(desk, cast, next(plans), 0, now - timedelta(days=3))
    desk.clock.set(now - timedelta(days=3) + timedelta(seconds=5))
    desk.publishing.publish_due()
    desk.afterwards.mark_removed(cast.actors[4], gone.id, "Pomyłka w dacie warsztatów, poprawiony post jest poniżej")


def _reviewed(desk: Desk, cast: Cast, plans: Iterator[PlannedDemoPost], now: datetime) -> None:
    """Sent back, rejected, cancelled, one nobody decided on in time, and one approved that has no time yet."""
    author, editor = cast.actors[2], cast.actors[4]
    back = _draft_for(desk, cast, next(plans), 1, now + timedelta(days=2))
    rejected = _draft_for(desk, cast, next(plans), 2, now + timedelta(days=1))
    missed = _draft_for(desk, cast, next(plans), 0, now - timedelta(hours=5))
    dropped = _draft_for(desk, cast, next(plans), 3, now + timedelta(days=4))
    for post in (back, rejected, missed):
        desk.approval.submit(author, post.id)
    desk.clock.set(now - timedelta(hours=4))
    desk.approval.request_changes(editor, back.id, "Na zdjęciu jest stara etykieta. Podmień na nową, reszta bez zmian.")
    desk.approval.reject(editor, rejected.id, "To samo pytanie zadaliśmy w zeszłym tygodniu.")
    desk.planning.comment(author, back.id, "Zdjęcie z czwartkowej sesji będzie jutro rano.")
    desk.scheduling.cancel(author, dropped.id, "Warsztaty przełożone na styczeń.")
    desk.approval.expire_overdue(desk.deliveries.program)
    timeless = desk.planning.add(author, replace(new_post(cast, replace(next(plans), author=2)), when=None))
    desk.approval.submit(author, timeless.id)
    desk.approval.approve(editor, timeless.id, comment="Może iść w dowolny wolny termin w grudniu.")


def _ideas(desk: Desk, cast: Cast) -> None:
    for title, text, author in (
        ("Kalendarz adwentowy z kawą", "24 małe paczki, codziennie jedno zdanie o kraju pochodzenia.", 2),
        ("Film: jak brzmi pierwsze pęknięcie", "30 sekund dźwięku z pieca, bez muzyki.", 3),
        ("Słownik smaku na zimę", "", 1),
        ("Kawa i pierniki, trzy połączenia", "Zapytać cukiernię z sąsiedztwa.", 2),
    ):
        new = NewPost(brand_id=cast.brand.id, title=title, text=text, idea=True, pillar_id=cast.pillars["Kulisy"])
        desk.planning.add(cast.actors[author], new)


def _tasks(desk: Desk, cast: Cast, company: Mapping[str, Any], now: datetime) -> None:
    today = local_day(now, cast.zone)
    for title, brief, member, days in company["tasks"]:
        new = NewTask(
            title=title,
            brief=brief,
            brand_id=cast.brand.id,
            assignee_id=cast.actors[member].member_id,
            due_on=today + timedelta(days=days),
        )
        desk.tasks.add(cast.actors[1], new)
