"""What is told of tiles: headers of their tables, titles, and how much of a crowded audience is drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.added_values import (
    AudienceContent,
    AudienceRow,
    FunnelContent,
    GoalContent,
    GoalRow,
    GroupedContent,
    GroupFigure,
    NoteContent,
    TableContent,
)
from app.domain.dashboard_values import (
    BarsContent,
    CadenceContent,
    Dashboard,
    Held,
    KpiAbout,
    LinesContent,
    NumberContent,
    Points,
    ResponseContent,
    Tile,
)
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec
from app.domain.kpi import FigureFilters, KpiValue, Period
from app.domain.measured_posts import MeasuredPosts
from app.domain.networks import Connection, Network
from app.domain.post_briefs import PostBriefs
from app.domain.typical import OwnAverage
from app.domain.workspace import Profile
from app.system.dashboard_words import tile_title
from app.system.formats import Formats
from app.system.group_words import bucket
from app.system.told.added_tables import added_table, group_headers
from app.system.told.said import text_of
from app.system.told.sentences import MOST_BARS, added_sentence, few_of, greatest, sentence_of
from app.system.told.spoken_lines import spoken_lines
from app.system.told.tables import reported_table, table_of
from app.system.told.telling import Telling
from app.system.told.wording import response_text
from app.system.words import Words

VALUE = KpiValue("interactions", 3.0, "count", "", None, 1, {})
COUNTED = KpiValue("interactions", 900.0, "count", "", None, 83, {})
DAYS = Period(date(2026, 11, 1), date(2026, 11, 28))
ABOUT = KpiAbout("Interactions", "sum", None, "us", "count")


def _telling(language: str) -> Telling:
    """Of a dashboard with nothing on it."""
    no_posts = PostBriefs(MeasuredPosts.of([]), lambda posts: [])
    board = Dashboard(
        DashboardSpec("", ()),
        DAYS,
        None,
        FigureFilters(),
        (),
        no_posts,
        (),
        (),
        None,
        datetime(2026, 12, 1, tzinfo=UTC),
    )
    return Telling(board, Words(language), Formats(language, "Europe/Warsaw"))


@pytest.mark.parametrize(
    ("language", "headers"),
    [("en", ("Weekday", "Interactions", "Posts")), ("pl", ("Dzień tygodnia", "Interakcje", "Posty"))],
)
def test_a_table_is_headed_by_what_it_shows(language: str, headers: tuple[str, ...]) -> None:
    tell: Telling = _telling(language)
    for kind, content in ((TileKind.BARS, BarsContent), (TileKind.TABLE, TableContent)):
        tile = Tile(TileSpec("t", kind, "interactions", by="weekday"), content((VALUE,), "weekday", VALUE), ABOUT)
        assert group_headers(tile, "weekday", VALUE, tell) == headers


@pytest.mark.parametrize(
    ("kpi", "flags", "heading", "told"),
    [
        ("follower_growth", {}, "Profiles", "2 profiles"),
        ("daily_reach_mean", {}, "Days", "2 days"),
        ("sum:reach", {"from_daily_figures": 2}, "Days", "2 days"),
        ("daily_views", {"of_profiles": 3}, "Days", "2 days · 3 profiles"),
        ("daily_views", {"of_profiles": 3, "profiles_without": 4}, "Days", "2 days · 3 of 7 profiles"),
        ("daily_views", {"profiles_without": 1}, "Days", "2 days · 1 of 2 profiles"),
        ("daily_engagement_rate", {}, "Posts", "2 posts"),
    ],
)
def test_what_figures_are_made_of_is_called_by_its_name(
    kpi: str, flags: dict[str, int], heading: str, told: str
) -> None:
    value, tell = replace(VALUE, kpi=kpi, n_used=2, flags=flags), _telling("en")
    tile = Tile(TileSpec("t", TileKind.BARS, kpi, by="week"), BarsContent((value,), "week", value), ABOUT)
    assert table_of(tile, tell).headers[2] == heading
    assert tell.sample(value) == told


def test_steps_of_a_funnel_are_parts_of_the_first_one() -> None:
    steps = (("reach", 5000.0), ("interactions", 200.0), ("link_clicks", 100.0))
    content, tell = FunnelContent(steps, 9, 0), _telling("en")
    table = added_table(Tile(TileSpec("f", TileKind.FUNNEL, ""), content), tell)
    assert [row[2] for row in table.rows] == [100.0, 4.0, 2.0]
    assert [table.shown(2, place, tell) for place in range(3)] == ["link clicks", "100", "2.00%"]
    assert "Percentages are of the first step (reach)." in added_sentence(content, tell)


def test_a_goal_says_how_much_of_it_is_reached() -> None:
    row = GoalRow("interactions", "Interactions", (), None, "month", 4.0, VALUE, DAYS, 27)
    table = added_table(Tile(TileSpec("g", TileKind.GOALS, ""), GoalContent((row,))), _telling("en"))
    assert table.headers == ("Goal", "Value", "Target", "Of the target")
    assert [table.shown(0, place, _telling("en")) for place in range(4)][1:] == ["3", "4", "75.00%"]


def test_followers_are_told_with_the_day_they_were_counted() -> None:
    rows = ({"profile_id": 1, "value": 3.0, "day": date(2026, 8, 5)}, {"profile_id": 2, "value": 4.0, "day": DAYS.last})
    value = KpiValue("followers", 7.0, "count", "", None, 2, {}, rows=rows)
    assert _telling("en").sample(value) == "as of 5 Aug · 2 profiles"


def test_an_audience_says_what_was_counted_and_countries_have_names() -> None:
    rows = (AudienceRow(1, "US", 700.0, "count", False, None), AudienceRow(1, "Poland", 3.0, "count", False, None))
    content, tell = AudienceContent("country", "Views", rows), _telling("pl")
    table = added_table(Tile(TileSpec("a", TileKind.AUDIENCE, ""), content), tell)
    assert table.headers[1] == "Kraj"
    assert [row[1] for row in table.rows] == ["Stany Zjednoczone", "Poland"]
    assert added_sentence(content, tell) == "Platforma policzyła: wyświetlenia."


def test_genders_have_words_alone_and_beside_ages() -> None:
    words = Words("pl")
    assert [bucket("gender", name, words) for name in ("Female", "Men", "Other")] == ["Kobiety", "Mężczyźni", "Inna"]
    assert bucket("age_gender", "18-24 · Women", words) == "18-24 · Kobiety"
    assert (bucket("country", "Others", words), bucket("city", "Others", words)) == ("Inne", "Others")
    assert bucket("gender", "Kobiety", Words("en")) == "Women"


def test_an_audience_says_how_many_groups_are_not_drawn() -> None:
    rows = tuple(AudienceRow(1, f"{place}", 12.0 - place, "count", False, None) for place in range(12))
    content, tell = AudienceContent("city", "Followers", rows), _telling("en")
    assert len(greatest(content)) == 10
    assert "2 more rows stand in its table." in added_sentence(content, tell)
    assert len(added_table(Tile(TileSpec("a", TileKind.AUDIENCE, ""), content), tell).rows) == 12


def test_what_english_files_count_and_group_by_has_words() -> None:
    tell = _telling("pl")
    rows = (AudienceRow(1, "google / organic", 700.0, "count", False, None),)
    content = AudienceContent("session source / medium", "Total followers", rows)
    table = added_table(Tile(TileSpec("a", TileKind.AUDIENCE, ""), content), tell)
    assert table.headers[1] == "Źródło / medium sesji"
    assert added_sentence(content, tell) == "Platforma policzyła: obserwujący."


def test_lines_of_posts_say_that_posts_are_missing_not_figures() -> None:
    lines = (Points((DAYS.first,), (3.0,), 1), Points((DAYS.first,), (None,), 2))
    content = LinesContent(lines, (), 7, COUNTED)
    tile = Tile(TileSpec("l", TileKind.LINES, "interactions", by="profile"), content, ABOUT)
    assert "No posts with these figures in these days: 2." in sentence_of(tile, _telling("en"))
    daily = replace(content, value=replace(COUNTED, kpi="daily_reach_mean"))
    assert "Without figures in these days: 2." in sentence_of(replace(tile, content=daily), _telling("en"))


def test_a_tile_without_a_kpi_has_a_title_whatever_it_is_called() -> None:
    assert tile_title(TileSpec("mine", TileKind.CADENCE, ""), None, Words("en")) == "Posts per week against the target"
    assert tile_title(TileSpec("note#2", TileKind.NOTE, ""), None, Words("en")) == "Note"


@pytest.mark.parametrize(("profiles", "drawn"), [(1, 10), (2, 10), (10, 2), (40, 1)])
def test_of_many_audiences_the_greatest_rows_are_drawn(profiles: int, drawn: int) -> None:
    rows = tuple(
        AudienceRow(number, f"C{place}", 0.5 - place / 100, "share", False, date(2026, 11, 1))
        for number in range(profiles)
        for place in range(10)
    )
    found = greatest(AudienceContent("country", "followers", rows))
    assert set(Counter(row.profile_id for row in found).values()) == {drawn}
    assert {row.bucket for row in found} == {f"C{place}" for place in range(drawn)}
    assert len(found) <= max(MOST_BARS, profiles)


def test_followers_before_are_told_as_of_their_own_last_day() -> None:
    counted = KpiValue("followers", 900.0, "count", "", None, 1, {})
    before = Period(date(2026, 8, 3), date(2026, 10, 31))
    tile = Tile(TileSpec("f", TileKind.NUMBER, "followers"), NoteContent("x"), ABOUT, Held(OwnAverage(counted), before))
    told = dict(_telling("en").about(tile, counted))
    assert told["Sample"] == "as of 28 Nov · 1 profile"
    assert told["Your own 90 days before"].endswith("900 (as of 31 Oct · 1 profile)")


@pytest.mark.parametrize(
    ("language", "window", "head"),
    [("en", 7, "{}, sum of 7 days up to this day"), ("pl", 7, "{}, suma 7 dni do tego dnia"), ("pl", 1, "{}")],
)
def test_a_table_of_lines_says_of_how_many_days_its_values_are(language: str, window: int, head: str) -> None:
    line = Points((date(2026, 11, 1),), (3.0,), 1)
    tile = Tile(TileSpec("l", TileKind.LINES, "interactions"), LinesContent((line,), (), window, VALUE), ABOUT)
    tell = _telling(language)
    assert table_of(tile, tell).headers == (tell.words.t("Day"), head.format(tell.profile(1)))


def test_a_report_has_the_days_alone_beside_sums_that_overlap() -> None:
    days = (date(2026, 11, 1), date(2026, 11, 2))
    line, tell = Points(days, (3.0, 5.0), 1, lambda: (None, 5.0)), _telling("en")
    tile = Tile(TileSpec("l", TileKind.LINES, "interactions"), LinesContent((line,), (), 7, VALUE), ABOUT)
    table = reported_table(tile, tell)
    assert table.headers[2] == f"{tell.profile(1)}, the day alone"
    assert table.rows == ((days[0], 3.0, None), (days[1], 5.0, 5.0)) and table.unit(1, 2) == "count"
    median = LinesContent((line,), (), 7, replace(VALUE, kpi="interactions_median"))
    assert len(reported_table(replace(tile, content=median), tell).headers) == 2


def test_a_table_of_medians_does_not_speak_of_sums() -> None:
    line, median = Points((date(2026, 11, 1),), (3.0,), 1), replace(VALUE, kpi="interactions_median")
    tile = Tile(TileSpec("l", TileKind.LINES, median.kpi), LinesContent((line,), (), 7, median), ABOUT)
    tell = _telling("en")
    assert table_of(tile, tell).headers[1] == f"{tell.profile(1)}, 7 days up to then"


@pytest.mark.parametrize(
    ("week", "told"),
    [("2026-W44", "1 Nov"), ("2026-W45", "2–8 Nov"), ("2026-W48", "23–28 Nov"), ("2026-W30", "20–26 Jul")],
)
def test_a_week_at_the_edge_is_told_by_its_days_in_the_period(week: str, told: str) -> None:
    assert _telling("en").group(replace(VALUE, group={"by": "week", "key": week})) == told


@pytest.mark.parametrize(
    ("own", "language", "ending"),
    [
        (OwnAverage(COUNTED, 10.0, (90, 90)), "en", "900 (83 posts)\n280 on average in 28 days"),
        (OwnAverage(COUNTED, 10.0, (90, 90)), "pl", "900 (83 posty)\nśrednio 280 na 28 dni"),
        (OwnAverage(COUNTED, 20.0, (45, 61)), "en", "\n560 on average in 28 days – data of 45–61 of 90 days"),
        (OwnAverage(COUNTED, 20.0, (61, 61)), "pl", "\nśrednio 560 na 28 dni – dane z 61 z 90 dni"),
        (OwnAverage(COUNTED, None, (61, 61)), "en", "900 (83 posts)\ndata of 61 of 90 days"),
        (OwnAverage(COUNTED), "en", "900 (83 posts)"),
    ],
)
def test_sums_of_ninety_days_are_told_for_as_many_days_as_are_shown(
    own: OwnAverage, language: str, ending: str
) -> None:
    before = Period(date(2026, 8, 3), date(2026, 10, 31))
    tile = Tile(TileSpec("f", TileKind.NUMBER, COUNTED.kpi), NoteContent("x"), ABOUT, Held(own, before))
    told = dict(_telling(language).about(tile, COUNTED))
    head = "Your own 90 days before" if language == "en" else "Własne 90 dni wcześniej"
    assert told[head].endswith(ending)


def test_days_before_that_were_counted_in_another_way_are_no_measure() -> None:
    daily = replace(COUNTED, kpi="impressions", flags={"from_daily_figures": 62})
    number = NumberContent(replace(COUNTED, kpi="impressions"), None, None, "", Points((), ()), 7)
    held = Held(OwnAverage(daily, 20.0, (62, 62)), Period(date(2026, 8, 3), date(2026, 10, 31)))
    tile = Tile(TileSpec("f", TileKind.NUMBER, "impressions"), number, ABOUT, held)
    told = dict(_telling("en").about(tile, number.value))["Your own 90 days before"]
    assert told.endswith("\nnot comparable: one is a sum over posts, the other over the profile's days")


@pytest.mark.parametrize(
    ("kpi", "flags", "faint"),
    [("interactions_median", {}, {0}), ("median:saves", {}, {0}), ("median:reach", {"from_daily_figures": 2}, set()),
     ("interactions", {}, set())],
)  # fmt: skip
def test_medians_of_two_posts_are_too_few_to_judge(kpi: str, flags: dict[str, int], faint: set[int]) -> None:
    value = replace(VALUE, kpi=kpi, n_used=2, flags=flags)
    rows = (value, replace(value, n_used=3))
    assert few_of(BarsContent(rows, "weekday", value)) == faint


COST = KpiValue("cost_per_result", 2.0, "groups", "", None, 2, {"result_kind_unknown": 1})


def _cost(*rows: tuple[str, str, float]) -> Tile:
    days = date(2026, 11, 1), date(2026, 11, 20)
    told = [
        GroupFigure(1, f"Spent ÷ {kind}", name, value, "money PLN", (value, 1), *days) for kind, name, value in rows
    ]
    about = KpiAbout("Cost per result", "amount spent ÷ results of one kind", None, "Meta Ads", "groups")
    spec = TileSpec("t", TileKind.TABLE, "cost_per_result", by="campaign", filters=FigureFilters(formats=("reel",)))
    return Tile(spec, GroupedContent("campaign", tuple(told), COST), about)


def test_figures_of_groups_are_told_with_their_days_their_measure_and_what_no_filter_changes() -> None:
    tile, tell = _cost(("Leads", "", 3.5), ("Leads", "Autumn", 2.5)), _telling("pl")
    assert tell.title(tile) == "Koszt wyniku · Kampania · Rolka · 1–20 listopada"
    table = table_of(tile, tell)
    assert table.headers == ("Kampania", "Koszt wyniku", "Spent", "Leads")
    assert [table.shown(row, place, tell) for row in (0, 1) for place in (0, 1)] == [
        "wszystkie razem", "3,50\N{NO-BREAK SPACE}zł", "Autumn", "2,50\N{NO-BREAK SPACE}zł",
    ]  # fmt: skip
    assert sentence_of(tile, tell) == (
        "Z pliku: Spent ÷ Leads. Rodzaj wyników nieznany: 1 grupa. Całe profile, niezależnie od filtrów."
    )


def test_figures_of_several_kinds_say_in_each_row_which_they_are() -> None:
    tile, tell = _cost(("Leads", "Autumn", 3), ("Clicks", "Autumn", 2)), _telling("en")
    table = table_of(tile, tell)
    assert table.headers == ("Measure", "Campaign", "Cost per result", "Spent", "Denominator")
    assert [row[0] for row in table.rows] == ["Leads", "Clicks"]
    assert "Of the file" not in sentence_of(tile, tell)


def test_a_profile_beside_another_of_its_network_is_told_by_its_name() -> None:
    board, at = _telling("pl").dashboard, datetime(2026, 12, 1, tzinfo=UTC)
    profiles = tuple(
        Profile(
            number, str(number), 1, Network.FACEBOOK, Connection.NONE, name, handle, None, "", "", "", None, None,
            "Europe/Warsaw", "active", None, at, None, 1,
        )
        for number, name, handle in ((1, "Piekarnia", "zlotyklos"), (2, "Kawiarnia Złoty Kłos", "kawiarniazlotyklos"))
    )  # fmt: skip
    tell = Telling(replace(board, profiles=profiles), Words("pl"), Formats("pl", "Europe/Warsaw"))
    assert [tell.profile(number) for number in (1, 2)] == ["Facebook · Piekarnia", "Facebook · Kawiarnia Złoty Kłos"]


def test_of_lines_is_said_where_they_begin_and_end_and_how_far_they_go() -> None:
    days = tuple(DAYS.first + timedelta(days=n) for n in range(5))
    lines = (Points(days, (None, 3.0, 9.0, 1.0, 4.0), 1), Points(days, (None,) * 5, 2))
    told = spoken_lines(LinesContent(lines, (), 7, COUNTED), _telling("pl"))
    assert told == (
        "Od 1 lis do 5 lis. 1: pierwsza wartość 3 (2 lis), ostatnia 4 (5 lis), najniższa 1 (4 lis), najwyższa 9 (3 lis)."
    )
    assert spoken_lines(LinesContent(lines[1:], (), 7, COUNTED), _telling("pl")) == ""


def test_shares_of_an_audience_have_the_decimals_of_their_file() -> None:
    tell = _telling("pl")
    rows = tuple(
        AudienceRow(1, name, share, "share", False, None) for name, share in (("a", 0.68), ("b", 0.067), ("c", 0.0674))
    )
    table = added_table(Tile(TileSpec("a", TileKind.AUDIENCE, ""), AudienceContent("city", "followers", rows)), tell)
    assert [table.shown(place, 2, tell) for place in range(3)] == ["68%", "6,7%", "6,74%"]


@pytest.mark.parametrize(("filters", "told"), [(FigureFilters(), False), (FigureFilters(persona_id=1), True)])
def test_posts_a_week_and_questions_say_that_no_filter_of_posts_changes_them(
    filters: FigureFilters, told: bool
) -> None:
    tell, answers = _telling("en"), ResponseContent(224, 0)
    narrowed = Telling(replace(tell.dashboard, filters=filters), tell.words, tell.formats)
    for telling, own in ((narrowed, FigureFilters()), (tell, filters)):
        cadence = Tile(TileSpec("cadence", TileKind.CADENCE, filters=own), CadenceContent(()), None)
        response = Tile(TileSpec("answers", TileKind.RESPONSE, filters=own), answers, None)
        for said in (sentence_of(cadence, telling), response_text(response, answers, telling)):
            assert ("Whole profiles, whatever the filters." in said) is told


def test_one_row_for_a_whole_period_is_called_in_the_language_of_the_window() -> None:
    assert [bucket("period_total", "all", Words(language)) for language in ("pl", "en")] == [
        "wszystkie razem", "all together",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "kpi", "told"),
    [
        (FigureFilters(pillar_id=3), "interactions", "No post of this period has the pillar Recipes."),
        (FigureFilters(persona_id=4), "interactions", "No post of this period is for the persona Ewa."),
        (
            FigureFilters(persona_id=4, formats=("reel",)),
            "interactions",
            "No post of this period fits all filters, Ewa among them.",
        ),
        (FigureFilters(), "interactions", "No data in this period."),
        (FigureFilters(pillar_id=3), "daily_views", "No data in this period."),
    ],
)
def test_a_tile_narrowed_to_what_no_post_has_says_so(filters: FigureFilters, kpi: str, told: str) -> None:
    names = {"pillar:3": "Recipes", "persona:4": "Ewa"}
    tell = Telling(
        replace(_telling("en").dashboard, names=names, extent=DAYS), Words("en"), Formats("en", "Europe/Warsaw")
    )
    nothing = KpiValue(kpi, None, "count", "", None, 0, {})
    for kind, content in (
        (TileKind.NUMBER, NumberContent(nothing, None, None, "", Points((), ()), 1)),
        (TileKind.TABLE, TableContent((), "weekday", nothing)),
    ):
        assert text_of(Tile(TileSpec("t", kind, kpi, filters=filters), content, ABOUT), tell).startswith(told)
    if kpi == "interactions":
        funnel = Tile(TileSpec("t", TileKind.FUNNEL, filters=filters), FunnelContent((), 0, 0), None)
        assert text_of(funnel, tell).startswith(told)
