"""Calls are counted, servers are believed, and what they said outlives the program."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

from app.connectors.base import NotExecuted, ReadFailed
from app.connectors.http import Http
from app.connectors.network_problems import as_publishing
from app.connectors.rates import Rates, told_by
from app.domain.rates import Quota, RateTold
from app.system.clock import SetClock

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
QUOTA = Quota("mastodon.example:1", "api", 3, 300.0)


@dataclass
class Shelf:
    kept: dict[tuple[str, str], RateTold] = field(default_factory=dict)
    saves: int = 0

    def load(self, account: str) -> Mapping[str, RateTold]:
        return {bucket: told for (owner, bucket), told in self.kept.items() if owner == account}

    def save(self, account: str, bucket: str, told: RateTold) -> None:
        self.kept[account, bucket] = told
        self.saves += 1


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def rates(clock: SetClock, shelf: Shelf) -> Rates:
    return Rates(clock.now, clock.boot_seconds, shelf)


def headers(limit: int, remaining: int, reset: str, prefix: str = "x-ratelimit-") -> dict[str, str]:
    return {prefix + "limit": str(limit), prefix + "remaining": str(remaining), prefix + "reset": reset}


def test_calls_are_counted_within_their_time(rates: Rates, clock: SetClock):
    assert [rates.take(QUOTA) for _ in range(3)] == [0, 0, 0]
    clock.advance(timedelta(seconds=100))
    assert rates.take(QUOTA) == pytest.approx(200, abs=1)
    clock.advance(timedelta(seconds=201))
    assert rates.take(QUOTA) == 0


def test_accounts_and_kinds_have_quotas_of_their_own(rates: Rates):
    for _ in range(3):
        rates.take(QUOTA)
    assert rates.take(QUOTA) > 0
    assert rates.take(Quota("other", "api", 3, 300.0)) == 0
    assert rates.take(Quota(QUOTA.account, "media", 3, 300.0)) == 0


@pytest.mark.parametrize(
    "reset", ["2026-03-10T09:02:00.123456Z", "1773133320", "120", "120.0", "2026-03-10T10:02:00+01:00"]
)
def test_all_three_ways_of_telling_a_reset(reset: str):
    told = told_by(headers(300, 7, reset), NOW)
    assert told is not None
    assert (told.allowed, told.remaining) == (300, 7)
    assert abs((told.resets_at - NOW).total_seconds() - 120) < 1


@pytest.mark.parametrize("reset", ["", "soon", "nan", "inf", "-inf", "1e400", "0000-00-00", "99999999999999999999"])
def test_a_reset_that_is_none_is_ignored_or_bounded(reset: str):
    told = told_by(headers(300, 7, reset, "ratelimit-"), NOW)
    assert told is None or told.resets_at <= NOW + timedelta(days=1)


def test_nonsense_numbers_are_ignored():
    assert told_by({}, NOW) is None
    assert told_by(headers(0, 0, "60"), NOW) is None
    assert told_by(headers(300, -1, "60"), NOW) is None
    assert told_by(headers(10**9, 1, "60"), NOW) is None


def test_the_server_is_believed_when_it_counts_more(rates: Rates, clock: SetClock):
    rates.take(QUOTA)
    rates.learn(QUOTA, 200, headers(300, 0, "2026-03-10T09:01:00Z"), None)
    assert rates.take(QUOTA) == pytest.approx(60, abs=1)
    clock.advance(timedelta(seconds=61))
    assert rates.take(QUOTA) == 0


def test_the_server_is_believed_when_it_allows_more(rates: Rates):
    rates.learn(QUOTA, 200, headers(300, 290, "200"), None)
    assert [rates.take(QUOTA) for _ in range(290)] == [0.0] * 290
    assert rates.take(QUOTA) == pytest.approx(200, abs=1)


def test_a_plain_429_makes_everybody_wait(rates: Rates):
    rates.learn(QUOTA, 429, {}, None)
    assert rates.take(QUOTA) == pytest.approx(60, abs=1)
    rates.learn(QUOTA, 429, {}, 7.0)
    assert rates.take(QUOTA) == pytest.approx(7, abs=1)


def test_what_was_said_outlives_the_program(rates: Rates, clock: SetClock, shelf: Shelf):
    rates.learn(QUOTA, 200, headers(300, 0, "90"), None)
    again = Rates(clock.now, lambda: clock.boot_seconds() - 1_000_000, shelf)
    assert again.take(QUOTA) == pytest.approx(90, abs=1)
    clock.advance(timedelta(seconds=91))
    assert Rates(clock.now, clock.boot_seconds, shelf).take(QUOTA) == 0


def test_plenty_is_not_written_down_at_every_call(rates: Rates, clock: SetClock, shelf: Shelf):
    for left in range(290, 240, -1):
        rates.learn(QUOTA, 200, headers(300, left, "200"), None)
    assert shelf.saves == 1
    clock.advance(timedelta(minutes=1))
    rates.learn(QUOTA, 200, headers(300, 239, "140"), None)
    assert shelf.saves == 2
    rates.learn(QUOTA, 200, headers(300, 30, "140"), None)
    assert shelf.saves == 3


def test_a_used_up_quota_is_proved_not_sent(rates: Rates, httpserver: HTTPServer):
    http = Http(lambda: NOW, time.monotonic, proxy="", rates=rates)
    httpserver.expect_request("/").respond_with_json({}, headers=headers(300, 0, "900"))
    assert http.send("POST", httpserver.url_for("/"), quota=QUOTA).is_good
    with pytest.raises(NotExecuted) as caught, as_publishing():
        http.send("POST", httpserver.url_for("/"), quota=QUOTA)
    assert caught.value.code == "network.rate_limited"
    assert caught.value.retry_after == pytest.approx(900, abs=1)
    with pytest.raises(ReadFailed):
        http.read(httpserver.url_for("/"), quota=QUOTA)
    assert len(httpserver.log) == 1
    http.close()
