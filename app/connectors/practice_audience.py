"""The invented audience of the Practice network: how many people see, like, comment and follow, and when.

Pure functions of the account's seed, the post and the time: the same on every machine and in every process. Counts
only grow. Nothing here is measured on a real network.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from statistics import NormalDist

from app.connectors.practice_flavours import AWAKE, FORMAT_ENGAGEMENT, FORMAT_REACH, Flavour, flavour_of
from app.domain.metrics import Reading
from app.domain.networks import Format
from app.domain.practice import PracticeAccount, PracticePost

_DAY_S = 86_400.0
_YEAR_D = 365.25
_STANDARD_TIME = timedelta(hours=1)
"""Winter time of the invented audience; summer time is left out, an hour does not matter here."""
_HOURLY = tuple(weight * 24 / sum(AWAKE) for weight in AWAKE)
_UNTIL_HOUR = (0.0, *accumulate(_HOURLY))
_ROUNDING_S = 60
"""At night so little happens in a second that rounding can cost some of them."""
_STORY_HOURS = 24.0
_NORMAL = NormalDist()
_DONE_KEYS = frozenset({"likes", "comments", "shares", "saves", "link_clicks"})


@dataclass(frozen=True, slots=True)
class Course:
    """The life of one post: what it will have in the end and how fast it gets there.

    Growth is share(h) = h / (h + half life), h in hours of an awake audience: half within the first afternoon, 80 to
    95 % within two days, and a tail of months.
    """

    published_at: datetime
    half_life_h: float
    lasts_h: float
    lines: tuple[tuple[str, str, int, int], ...]
    """(the network's metric name, neutral key, in the end, from the start)."""
    engagements: str | None
    """The name under which the network gives the sum of all that people did; None: it gives none."""
    comments: int
    """Comments of the audience in the end."""

    def share(self, now: datetime) -> float:
        """How much of the end has been reached at `now`, 0 to below 1."""
        hours = min(max(0.0, _awake_hours(now) - _awake_hours(self.published_at)), self.lasts_h)
        return hours / (hours + self.half_life_h)

    def at(self, now: datetime) -> tuple[Reading, ...]:
        """The figures the network shows at `now`; none before publication."""
        if now < self.published_at:
            return ()
        share = self.share(now)
        readings = [Reading(name, float(start + int(end * share + 0.5)), key) for name, key, end, start in self.lines]
        if self.engagements is not None:
            done = sum(reading.value for reading in readings if reading.key in _DONE_KEYS)
            readings.append(Reading(self.engagements, done, "engagements"))
        return tuple(readings)

    def comments_by(self, now: datetime) -> int:
        """How many comments of the audience stand under the post at `now`."""
        return 0 if now < self.published_at else int(self.comments * self.share(now) + 0.5)

    def comment_time(self, number: int) -> datetime:
        """When comment `number` (1 is the first) was written: the inverse of `comments_by`, to the second."""
        share = (number - 0.5) / self.comments
        hours = self.half_life_h * share / (1.0 - share)
        written = _moment(_awake_hours(self.published_at) + hours)
        written = max(self.published_at, written.replace(microsecond=0) + timedelta(seconds=1))
        for _ in range(_ROUNDING_S):
            if self.comments_by(written) >= number:
                break
            written += timedelta(seconds=1)
        return written


def course(account: PracticeAccount, post: PracticePost) -> Course:
    """The life of `post`. Make it once, then ask for as many moments as needed."""
    flavour = flavour_of(account.network)
    totals = _totals(account, post, flavour)
    own = 1 if post.first_comment else 0
    lines = tuple(
        (line.name, line.key, totals[line.quantity], own if line.quantity == "comments" else 0)
        for line in flavour.metrics
        if line.quantity in totals
    )
    summed = next((line.name for line in flavour.metrics if line.quantity == "engagements"), None)
    return Course(
        published_at=post.published_at,
        half_life_h=flavour.half_life_h,
        lasts_h=_STORY_HOURS if post.format == Format.STORY else math.inf,
        lines=lines,
        engagements=summed,
        comments=totals["comments"],
    )


def figures(account: PracticeAccount, post: PracticePost, now: datetime) -> tuple[Reading, ...]:
    """The figures of one post at one moment; see `Course.at`."""
    return course(account, post).at(now)


def followers(account: PracticeAccount, now: datetime) -> int:
    """The stock of followers at `now`.

    stock at `since` × exp(growth per day × (days + yearly and weekly swing)) × (1 + daily wobble); the wobble is below
    0.15 %, so a day may also lose a few.
    """
    flavour = flavour_of(account.network)
    pace = flavour.growth * (0.7 + 0.6 * uniforms(account.seed, "pace")[0])
    days = (now - account.since).total_seconds() / _DAY_S
    swing = _swing(now, flavour) - _swing(account.since, flavour)
    wobble = _wobble(account.seed, now) - _wobble(account.seed, account.since)
    start = flavour.followers if account.followers is None else account.followers
    return max(0, round(start * math.exp(pace * (days + swing)) * (1.0 + wobble)))


def _totals(account: PracticeAccount, post: PracticePost, flavour: Flavour) -> dict[str, int]:
    """What the post has in the end, by quantity; clicks are absent where there is nothing to click."""
    draw = uniforms(account.seed, post.remote_id)
    seen = followers(account, post.published_at) * flavour.reach_rate * FORMAT_REACH.get(post.format, 1.0)
    seen *= _timing(post.published_at, flavour) * _around_one(draw[0], 0.42)
    if draw[1] > 0.985:  # now and then one post goes far beyond the others
        seen *= 3.0 + 4.0 * draw[2]
    reach = max(1, round(seen))
    totals = {"reach": reach, "views": round(reach * (1.08 + 0.5 * draw[3]))}
    done = reach * flavour.engagement_rate * FORMAT_ENGAGEMENT.get(post.format, 1.0) * _around_one(draw[4], 0.35)
    left = reach
    for place, (quantity, part) in enumerate(flavour.mix.items()):
        asks = 1.6 if quantity == "comments" and "?" in post.text else 1.0
        jitter = uniforms(account.seed, post.remote_id, quantity)
        totals[quantity] = min(left, int(done * part * asks * _around_one(jitter[place], 0.25) + jitter[7]))
        left -= totals[quantity]
    opened = reach * flavour.click_rate * _around_one(draw[5], 0.4) + draw[6]
    if post.link:
        totals["link_clicks"] = min(left, int(opened))
    totals["clicks"] = min(left, int(opened if post.link else opened * 0.5))
    return totals


def _timing(at: datetime, flavour: Flavour) -> float:
    """Weekday × hour × season, about 1 on average."""
    local = at + _STANDARD_TIME
    hour = local.hour + local.minute / 60
    near = max(math.exp(-(((hour - peak) / width) ** 2) / 2) for peak, width in flavour.peaks)
    strength, best = flavour.season
    season = 1.0 + strength * math.cos(2 * math.pi * (local.timetuple().tm_yday - best) / _YEAR_D)
    return flavour.weekday[local.weekday()] * (0.65 + 0.5 * near) * season


def _swing(now: datetime, flavour: Flavour) -> float:
    """Days by which growth runs ahead of an even pace: half as fast again in the best weeks of the year, and by weekday."""
    days = now.timestamp() / _DAY_S
    yearly = 0.5 * _YEAR_D / (2 * math.pi) * math.sin(2 * math.pi * (days - flavour.season[1]) / _YEAR_D)
    position = (days + 3.0) % 7.0  # 1970 began on a Thursday
    weekday = int(position)
    lived = sum(flavour.weekday[:weekday]) + flavour.weekday[weekday] * (position - weekday)
    return yearly + lived * 7.0 / sum(flavour.weekday) - position


def _wobble(seed: int, now: datetime) -> float:
    """A small number that wanders from day to day, ±0.00075 at most."""
    day, rest = divmod(now.timestamp() / _DAY_S, 1.0)
    today = uniforms(seed, "day", str(int(day)))[0]
    tomorrow = uniforms(seed, "day", str(int(day) + 1))[0]
    return 0.0015 * (today + (tomorrow - today) * rest - 0.5)


def uniforms(seed: int, *names: str) -> tuple[float, ...]:
    """Eight numbers strictly between 0 and 1 that depend on nothing but the seed and the names."""
    digest = hashlib.blake2b("\x1f".join((str(seed), *names)).encode(), digest_size=32).digest()
    return tuple((int.from_bytes(digest[i : i + 4], "big") + 0.5) / 2**32 for i in range(0, 32, 4))


def _around_one(draw: float, spread: float) -> float:
    """A log-normal factor with median 1."""
    return math.exp(spread * _NORMAL.inv_cdf(draw))


def _awake_hours(moment: datetime) -> float:
    """Hours since 1970 as an audience lives them: fast in the evening, nearly still at night; 24 a day."""
    day, rest = divmod(moment.timestamp() + _STANDARD_TIME.total_seconds(), _DAY_S)
    hour = int(rest // 3600)
    return day * 24.0 + _UNTIL_HOUR[hour] + (rest / 3600 - hour) * _HOURLY[hour]


def _moment(awake_hours: float) -> datetime:
    """The inverse of `_awake_hours`."""
    day, rest = divmod(awake_hours, 24.0)
    hour = min(23, bisect_right(_UNTIL_HOUR, rest) - 1)
    seconds = day * _DAY_S + 3600 * (hour + (rest - _UNTIL_HOUR[hour]) / _HOURLY[hour])
    return datetime.fromtimestamp(seconds, UTC) - _STANDARD_TIME
