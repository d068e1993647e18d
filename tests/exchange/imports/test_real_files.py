"""The files of shared/data, and the numbers data.md 3.2 and the files' own totals give for them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import mean, median

import pytest

from app.domain.errors import BadInput
from app.domain.imports import Imported, ImportedAudience, ImportedDay, ImportedPost, RowProblem
from app.exchange.imports import read, recognise

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
COMMA = DATA / "facebook_uci" / "dataset_Facebook_500_comma.csv"
SEMICOLON = DATA / "facebook_uci" / "dataset_Facebook_semicolon.csv"
YOUTUBE = DATA / "youtube_studio"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="shared/data is not beside the repository")


def imported(path: Path, **answers: str) -> list[Imported]:
    return [item for table in recognise(path) for item in read(path, table, answers)]


def posts(items: Iterable[Imported]) -> list[ImportedPost]:
    return [item for item in items if isinstance(item, ImportedPost)]


def known(post: ImportedPost) -> dict[str, float]:
    return {reading.key: reading.value for reading in post.readings if reading.key}


def workbook() -> Path:
    return next((DATA / "linkedin_creator").glob("*.xlsx"))


def by_sheet(source: str) -> list[Imported]:
    return [item for table in recognise(workbook()) if table.source == source for item in read(workbook(), table, {})]


def test_facebook_counts_and_interactions() -> None:
    found = posts(imported(COMMA, year="2014"))
    assert Counter(post.format for post in found) == {"image": 426, "text": 45, "link": 22, "video": 7}
    assert round(mean(known(post)["interactions"] for post in found), 2) == 212.12
    assert {known(found[0])["followers_at_publication"], known(found[-1])["followers_at_publication"]} == {
        139441,
        81370,
    }


def test_facebook_rates_by_reach() -> None:
    figures = [known(post) for post in posts(imported(COMMA, year="2014"))]
    rates = [each["interactions"] / each["reach"] * 100 for each in figures]
    pooled = sum(each["interactions"] for each in figures) / sum(each["reach"] for each in figures) * 100
    assert (round(mean(rates), 3), round(median(rates), 3), round(pooled, 3)) == (2.407, 2.123, 1.526)


def test_facebook_rates_by_followers() -> None:
    figures = [known(post) for post in posts(imported(COMMA, year="2014"))]
    rates = [each["interactions"] / each["followers_at_publication"] * 100 for each in figures]
    assert (round(mean(rates), 4), round(median(rates), 4)) == (0.1734, 0.1042)


def test_facebook_consumers_by_type_and_paid_median() -> None:
    found = posts(imported(COMMA, year="2014"))

    def consumers(kind: str) -> float:
        return round(mean(known(post)["consumers"] for post in found if post.format == kind), 1)

    assert [consumers(kind) for kind in ("text", "video", "image", "link")] == [1949.6, 1584.7, 690.4, 292.7]
    paid = [known(post)["interactions"] / known(post)["reach"] * 100 for post in found if post.paid]
    unpaid = [known(post)["interactions"] / known(post)["reach"] * 100 for post in found if post.paid is False]
    assert (round(median(paid), 3), round(median(unpaid), 3)) == (2.003, 2.206)


def test_facebook_total_is_the_sum_in_every_complete_row_and_gaps_stay_unknown() -> None:
    figures = [known(post) for post in posts(imported(COMMA, year="2014"))]
    complete = [each for each in figures if {"likes", "shares", "comments"} <= each.keys()]
    assert len(complete) == 496
    assert all(each["likes"] + each["shares"] + each["comments"] == each["interactions"] for each in complete)


def test_facebook_dates_are_placed_and_marked() -> None:
    first, *_ = posts(imported(COMMA, year="2014"))
    assert (first.day, first.hour, first.estimated, first.published_at) == (date(2014, 12, 3), 3, True, None)
    monday, *_ = posts(imported(COMMA, year="2014", weekday_start="monday"))
    assert monday.day == date(2014, 12, 4)


def test_facebook_asks_for_the_year() -> None:
    (table,) = recognise(COMMA)
    assert [(question.name, question.default) for question in table.questions] == [
        ("year", None),
        ("weekday_start", "sunday"),
    ]
    with pytest.raises(BadInput, match=r"import.question_unanswered"):
        read(COMMA, table, {})
    with pytest.raises(BadInput, match=r"import.answer_invalid"):
        read(COMMA, table, {"year": "twenty"})


def test_facebook_reach_above_impressions_is_kept_and_noted() -> None:
    notes = [item for item in imported(COMMA, year="2014") if isinstance(item, RowProblem)]
    assert [note.code for note in notes] == ["import.reach_above_impressions"] * 4
    assert not any(note.skipped for note in notes)


def test_both_editions_name_the_same_posts_alike() -> None:
    comma = {post.external_id: post for post in posts(imported(COMMA, year="2014"))}
    semicolon = {post.external_id: post for post in posts(imported(SEMICOLON, year="2014"))}
    assert len(comma) == 500 and len(semicolon) == 496
    assert semicolon.keys() <= comma.keys()
    assert all(
        comma[name].readings == post.readings and comma[name].day == post.day for name, post in semicolon.items()
    )
    assert sum(comma[name].paid != post.paid for name, post in semicolon.items()) == 1  # unknown in one edition


def test_youtube_days_and_their_countries_agree() -> None:
    days = {
        item.day: item.readings[0].value for item in imported(YOUTUBE / "Totals.csv") if isinstance(item, ImportedDay)
    }
    parts: Counter[date | None] = Counter()
    for item in imported(YOUTUBE / "Chart data.csv"):
        assert isinstance(item, ImportedAudience) and item.dimension == "country" and item.first_day == item.last_day
        parts[item.first_day] += int(item.value)
    assert len(days) == 365 == len(parts)
    assert all(parts[day] <= total for day, total in days.items())
    assert (sum(days.values()), sum(parts.values())) == (15503810, 14344009)  # 15503810 is the total row of Table data


def test_youtube_table_leaves_its_total_row_out() -> None:
    items = imported(YOUTUBE / "Table data.csv", first_day="2020-12-31", last_day="2021-12-30")
    assert [item.line for item in items if isinstance(item, RowProblem)] == [2]
    us = [item for item in items if isinstance(item, ImportedAudience) and item.bucket == "US"]
    assert [(item.metric, item.value, item.unit) for item in us] == [
        ("Views", 2638475, "count"),
        ("Average view duration", 342, "seconds"),
        ("Watch time (hours)", 250689.3897, "hours"),
    ]
    assert us[0].last_day == date(2021, 12, 30)
    total = sum(i.value for i in items if isinstance(i, ImportedAudience) and i.metric == "Views")
    assert total == 14344009  # the days of all countries, as above


def test_linkedin_days_add_up_to_the_files_own_total() -> None:
    totals = {
        item.metric: item.value for item in by_sheet("linkedin.creator_totals") if isinstance(item, ImportedAudience)
    }
    days = [item for item in by_sheet("linkedin.creator_days") if isinstance(item, ImportedDay)]
    assert totals == {"Impressions": 70416, "Unique views": 28517}
    assert sum(day.readings[0].value for day in days) == 70416
    assert (min(day.day for day in days), max(day.day for day in days)) == (date(2023, 8, 7), date(2024, 8, 5))


def test_linkedin_two_tables_of_posts_side_by_side() -> None:
    items = by_sheet("linkedin.creator_posts")
    found: dict[str, dict[str, float]] = {}
    for post in posts(items):
        found.setdefault(post.external_id, {}).update(known(post))
    assert found["urn:li:activity:7204703086211198976"] == {"engagements": 146, "impressions": 12463}
    assert Counter(item.code for item in items if isinstance(item, RowProblem)) == {"import.no_date": 3}


def test_linkedin_followers_are_a_stock_and_new_ones() -> None:
    stock, *new = [item for item in by_sheet("linkedin.creator_followers") if isinstance(item, ImportedDay)]
    assert (stock.stock, stock.day, stock.readings[0].key, stock.readings[0].value) == (
        True,
        date(2024, 8, 5),
        "followers",
        782,
    )
    assert len(new) == 365 and not any(day.stock for day in new)


def test_linkedin_demographics_know_less_than_one_percent() -> None:
    items = [item for item in by_sheet("linkedin.creator_demographics") if isinstance(item, ImportedAudience)]
    assert items[-1].at_most and items[-1].value == 0.01 and items[-1].bucket == "Wipro"
    assert items[0].value == pytest.approx(0.12722645699977875) and not items[0].at_most
    assert items[0].last_day == date(2024, 8, 5)


def test_a_file_name_says_nothing(tmp_path: Path) -> None:
    renamed = tmp_path / "notes.pdf"
    renamed.write_bytes(COMMA.read_bytes())
    assert [table.source for table in recognise(renamed)] == ["facebook.metrics_table"]


def test_semicolon_edition_saved_as_utf16_reads_the_same(tmp_path: Path) -> None:
    saved = tmp_path / "x.csv"
    saved.write_text("sep=;\n" + SEMICOLON.read_text(), encoding="utf-16")
    assert imported(saved, year="2014") == imported(SEMICOLON, year="2014")
