from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean

from hypothesis import example, given
from hypothesis import strategies as st

from app.connectors.practice_audience import course, figures, followers
from app.connectors.practice_flavours import AWAKE, FLAVOURS, flavour_of
from app.domain.metrics import FAMILIES
from app.domain.networks import Format
from app.domain.practice import PracticeAccount, PracticePost

ROOT = Path(__file__).resolve().parents[2]
SINCE = datetime(2024, 11, 1, tzinfo=UTC)
NETWORKS = (*FLAVOURS, "mastodon")


def account(network: str = "facebook", seed: int = 7, **changes: int) -> PracticeAccount:
    stock = changes.get("followers")
    return PracticeAccount(1, network, "palarnia", seed, stock, SINCE, "E", 0.0)


def post(number: int = 1, at: datetime = SINCE, kind: str = "image", link: str | None = None) -> PracticePost:
    return PracticePost(
        remote_id=f"practice-ab-{number}",
        published_at=at,
        format=kind,
        text="Co pijecie?",
        link=link,
        first_comment=None,
        media=(),
        payload_sha256="",
        idem_key="",
    )


accounts = st.builds(account, st.sampled_from(NETWORKS), st.integers(0, 2**32), followers=st.integers(0, 300_000))
posts = st.builds(
    post,
    st.integers(1, 10_000),
    st.floats(0, 1000).map(lambda days: SINCE + timedelta(days=days)),
    st.sampled_from([str(value) for value in Format]),
    st.sampled_from([None, "https://example.com/a"]),
)
ages = st.lists(st.floats(0, 20_000), min_size=2, max_size=6).map(sorted)


@given(accounts, posts, ages)
def test_counts_never_fall(who: PracticeAccount, what: PracticePost, hours: list[float]):
    life = course(who, what)
    seen = [{r.metric: r.value for r in life.at(what.published_at + timedelta(hours=h))} for h in hours]
    for earlier, later in pairwise(seen):
        assert earlier.keys() == later.keys()
        assert all(later[name] >= value for name, value in earlier.items())


@given(accounts, posts, st.floats(0, 20_000))
def test_figures_agree_with_each_other(who: PracticeAccount, what: PracticePost, hours: float):
    readings = {r.key: r.value for r in figures(who, what, what.published_at + timedelta(hours=hours))}
    exposure = readings.get("views", readings.get("impressions"))
    reach = readings.get("reach", exposure)
    done = [readings[key] for key in ("likes", "reactions", "comments", "shares", "saves") if key in readings]
    assert set(readings) <= set(FAMILIES)
    assert 0 <= reach <= exposure
    assert all(0 <= value <= reach for value in done)
    assert sum(done) <= reach + len(done) / 2  # each is rounded by itself
    assert all(value == int(value) for value in readings.values())


def test_a_single_viewer_does_one_thing_at_most():
    who, end = account("instagram", followers=6), SINCE + timedelta(days=9000)
    for number in range(8000):  # two things at once are drawn about once in 1500 posts
        readings = {r.key: r.value for r in figures(who, post(number), end)}
        assert sum(readings[key] for key in ("likes", "comments", "shares", "saves")) <= readings["reach"]


@given(accounts, posts)
@example(account("instagram", 8418, followers=8022), post(8418, SINCE, "carousel"))
def test_comments_are_written_when_the_count_says_so(who: PracticeAccount, what: PracticePost):
    life = course(who, what)
    for number in range(1, min(life.comments, 5) + 1):
        written = life.comment_time(number)
        if life.lasts_h > 20_000:
            assert life.comments_by(written) >= number
            assert life.comments_by(written - timedelta(seconds=2)) <= number - (written > what.published_at)


def test_nothing_before_publication():
    assert figures(account(), post(), SINCE - timedelta(seconds=1)) == ()


def test_half_comes_in_the_half_life_and_most_in_two_days():
    life = course(account(), post())
    assert life.share(SINCE) == 0
    assert [round(life.share(SINCE + timedelta(days=days)), 2) for days in (1, 2, 365)] == [0.83, 0.91, 1.0]
    # 24 of 24 + 5 hours, 48 of 48 + 5: a whole day is 24 awake hours


def test_a_story_is_over_after_a_day():
    story = post(kind="story")
    after = [figures(account("instagram"), story, SINCE + timedelta(hours=hours)) for hours in (24, 25, 900)]
    assert after[0] == after[1] == after[2]


def test_nothing_to_click_means_unknown_not_zero():
    later = SINCE + timedelta(days=9)
    without = {r.metric for r in figures(account(), post(), later)}
    with_link = {r.metric for r in figures(account(), post(link="https://example.com"), later)}
    assert with_link - without == {"Link Clicks"}


def test_engagements_are_the_sum_of_what_people_did():
    readings = {r.metric: r.value for r in figures(account("x"), post(link="https://e.pl"), SINCE + timedelta(days=30))}
    parts = ("Likes", "Replies", "Reposts", "Bookmarks", "Url clicks")
    assert readings["Engagements"] == sum(readings[name] for name in parts) > 0


def test_the_seed_decides():
    later = SINCE + timedelta(days=5)
    many = [post(number) for number in range(20)]
    one = [figures(account(seed=1), what, later) for what in many]
    assert one == [figures(account(seed=1), what, later) for what in many]
    assert one != [figures(account(seed=2), what, later) for what in many]
    assert followers(account(seed=1), later) == followers(account(seed=1), later)


def test_another_process_sees_the_same_numbers():
    later = SINCE + timedelta(days=5, hours=3)
    code = (
        "from tests.connectors.test_practice_audience import *\n"
        "print([r.value for r in figures(account('x'), post(3), SINCE + timedelta(days=5, hours=3))],"
        " followers(account('x'), SINCE + timedelta(days=5, hours=3)))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": hash_seed},
        ).stdout.strip()
        for hash_seed in ("1", "2")
    ]
    here = [r.value for r in figures(account("x"), post(3), later)]
    assert said == [f"{here} {followers(account('x'), later)}"] * 2


def test_followers_start_where_they_are_told_and_grow():
    who = account("instagram", followers=4000)
    assert followers(who, SINCE) == 4000
    year = [followers(who, SINCE + timedelta(days=day)) for day in range(366)]
    assert year[365] > 4400
    steps = [later - earlier for earlier, later in pairwise(year)]
    assert max(abs(step) for step in steps) < 40  # no leaps: 1 % of the stock
    assert followers(account(followers=0), SINCE + timedelta(days=50)) == 0


def test_linkedin_rests_at_the_weekend():
    monday = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def reach(days: tuple[int, ...]) -> float:
        sent = [post(n, monday + timedelta(days=7 * n + day)) for n in range(60) for day in days]
        figure = [figures(account("linkedin"), what, what.published_at + timedelta(days=30)) for what in sent]
        return mean(r.value for readings in figure for r in readings if r.key == "reach")

    assert reach((1, 2)) > 1.4 * reach((5, 6))


def test_flavours_are_complete():
    assert len(AWAKE) == 24
    for network in NETWORKS:
        flavour = flavour_of(network)
        assert len(flavour.weekday) == 7
        assert round(sum(flavour.mix.values()), 6) == 1
        assert {line.key for line in flavour.metrics} <= set(FAMILIES)
