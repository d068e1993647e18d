"""Posts and followers of the past on an office's profiles, as a sync would have left them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from app.domain.metrics import Observation, Reading
from app.domain.published import AudienceFigure, RemoteRemark, SeenPost
from app.domain.workspace import Profile
from tests.fakes.offices import Office, copied_office, found_office

KINDS = ("image", "video", "link", "text")


def measure(
    office: Office, profile: Profile, days: Iterable[date], metric: str = "reach", paid: bool | None = None
) -> None:
    """One post a day at ten o'clock with growing figures; `metric` is what its reach is called."""
    now = office.clock.now()
    with office.app.store.write() as work:
        rows = [
            SeenPost(
                f"{profile.id}-{day}", day, 10, format=KINDS[day.toordinal() % 4], text=f"Post of {day}",
                permalink=f"https://example.com/{profile.id}/{day}", paid=paid,
            )
            for day in days
        ]  # fmt: skip
        ids = work.metrics.upsert_posts(profile.id, rows, seen_at=now).ids
        for place, row in enumerate(rows):
            values = {"likes": 10.0 + place, "comments": 2.0, "shares": 1.0, metric: 200.0 + 10 * place}
            readings = [Reading(key.title(), value, key) for key, value in values.items()]
            metrics = work.metrics.metric_ids(profile.network.value, readings)
            work.metrics.add_observations(
                Observation(profile.id, ids[row.external_id], metrics[one.metric, one.key], 0, now, one.value)
                for one in readings
            )


def count_followers(office: Office, profile: Profile, first: date, last: date, start: float = 1000.0) -> None:
    """A count a day, five more each day."""
    now = office.clock.now()
    with office.app.store.write() as work:
        named = work.metrics.metric_ids(profile.network.value, [Reading("Followers", 0, "followers")])
        work.metrics.add_observations(
            Observation(
                profile.id, 0, named["Followers", "followers"], (first + timedelta(n)).toordinal(), now, start + 5 * n
            )
            for n in range((last - first).days + 1)
        )


def ask(office: Office, profile: Profile, count: int) -> None:
    """Comments of this hour, every other one a question."""
    now = office.clock.now() - timedelta(days=1)
    with office.app.store.write() as work:
        work.comments.upsert(
            profile.id,
            [RemoteRemark(f"c{n}", None, None, "Ola", "Kiedy?", now, False, n % 2 == 0) for n in range(count)],
        )


def measured_office(folder: Path) -> Office:
    """Forty days of posts and followers on Facebook, twenty on LinkedIn, up to yesterday, and six comments."""
    return copied_office(folder, _make_measured)


def _make_measured(folder: Path) -> Office:
    office = found_office(folder)
    last = office.clock.now().date() - timedelta(days=1)
    forty = [last - timedelta(days=n) for n in range(39, -1, -1)]
    measure(office, office.facebook, forty)
    measure(office, office.linkedin, forty[20:])
    count_followers(office, office.facebook, forty[0], last)
    ask(office, office.facebook, 6)
    return office


def give_tables(office: Office, profile: Profile) -> None:
    """What advertisements of November (up to the 20th) and of October cost and brought, and where visits came from."""
    november, october = (date(2026, 11, 1), date(2026, 11, 20)), (date(2026, 10, 1), date(2026, 10, 31))
    spent, leads, source = "Amount spent (PLN)", "Results (actions:lead)", "session source"
    given = [
        (november, "campaign", {spent: (300, 100), leads: (10, 10)}, ("Autumn", "Sale")),
        (october, "campaign", {spent: (90,), leads: (10,)}, ("Autumn",)),
        (november, "age", {spent: (40,), leads: (4,)}, ("18-24",)),
        (november, source, {"Sessions": (75, 25)}, ("google", "facebook")),
    ]
    rows = [
        AudienceFigure(dimension, name, metric, float(value), "count", False, *days)
        for days, dimension, metrics, names in given
        for metric, values in metrics.items()
        for name, value in zip(names, values, strict=True)
    ]
    with office.app.store.write() as work:
        work.metrics.add_audience(profile.id, rows)
