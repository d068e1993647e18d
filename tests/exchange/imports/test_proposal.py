"""Odd tables: what is proposed can be read, and little is left to correct."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadInput
from app.domain.imports import ImportedAudience, ImportedDay, ImportedPost
from app.exchange.imports import mapped_table, propose_mapping, read_mapped


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "tabela.csv"
    path.write_bytes(text.encode(encoding))
    return path


def meanings(mapping: dict[str, Any]) -> dict[str, str | None]:
    return {column["column"]: column["meaning"] for column in mapping["columns"]}


def test_keys_are_kept_as_text_and_row_numbers_left_out(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Lp.;Data dodania;Godzina;Numer;Treść wpisu;Udost.;Wynik\n"
        "1;3.04.2025;18:30;007;Hej;1;3,5\n"
        "2;13.04.2025;8:05;008;Cześć;0;1 200,25\n",
        "cp1250",
    )
    mapping = propose_mapping(path)
    assert meanings(mapping) == {
        "Lp.": None, "Data dodania": "published_at", "Godzina": "hour", "Numer": "post_id", "Treść wpisu": "text",
        "Udost.": "metric", "Wynik": "metric",
    }  # fmt: skip
    first, second = read_mapped(path, mapping, {"zone": "Europe/Warsaw"})
    assert isinstance(first, ImportedPost) and isinstance(second, ImportedPost)
    assert (first.external_id, first.published_at) == ("007", datetime(2025, 4, 3, 16, 30, tzinfo=UTC))
    assert second.readings[-1].value == 1200.25


def test_a_long_number_is_never_a_figure(tmp_path: Path) -> None:
    path = saved(
        tmp_path, "Klucz,Kiedy dodano,Zasięg\n18182686576415017,2025-04-03,5\n18182686576415018,2025-04-04,6\n"
    )
    mapping = propose_mapping(path)
    assert meanings(mapping)["Klucz"] == "post_id"
    assert [post.external_id for post in read_mapped(path, mapping) if isinstance(post, ImportedPost)] == [
        "18182686576415017",
        "18182686576415018",
    ]


def test_titles_above_and_a_second_header_line(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "Raport,,,\nMarka,Słońce,,\nPost,,Wyniki,\nNumer,Data publikacji,Zasięg,Polubienia\n0012,2025-04-03,1,2\n",
    )
    mapping = propose_mapping(path)
    assert (mapping["header_line"], mapping["kind"]) == (4, "posts")
    (post,) = read_mapped(path, mapping)
    assert isinstance(post, ImportedPost) and post.external_id == "0012"


def test_tabs_and_utf_16(tmp_path: Path) -> None:
    path = saved(tmp_path, "Dzień\tObserwujący\n2025-04-03\t100\n2025-04-04\t101\n", "utf-16")
    mapping = propose_mapping(path)
    assert mapping["kind"] == "days"
    assert [item.day for item in read_mapped(path, mapping) if isinstance(item, ImportedDay)] == [
        date(2025, 4, 3),
        date(2025, 4, 4),
    ]


def test_dates_of_a_workbook_in_three_forms(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Data", "Opis", "Wyświetlenia"],
        [datetime(2025, 4, 3), "a", 100],
        ["2025-04-25", "b", "1 200"],
        [45773, "c", 5],
    ):
        book.active.append(row)
    path = tmp_path / "tabela.xlsx"
    book.save(path)
    items = list(read_mapped(path, propose_mapping(path)))
    assert [(item.day, item.readings[0].value) for item in items if isinstance(item, ImportedPost)] == [
        (date(2025, 4, 3), 100), (date(2025, 4, 25), 1200), (date(2025, 4, 26), 5),
    ]  # fmt: skip


def test_midnight_stamps_are_days(tmp_path: Path) -> None:
    path = saved(tmp_path, "Data,Wejścia\n2025-03-30T00:00:00,5\n2025-03-31T01:00:00,6\n")
    assert meanings(propose_mapping(path))["Data"] == "day"


def test_the_period_is_read_from_remarks(tmp_path: Path) -> None:
    path = saved(
        tmp_path, "# Kraje\n# Start date: 20250101\n# End date: 20250131\nCountry,Active users\nPoland,10\nGermany,3\n"
    )
    first, _ = read_mapped(path, propose_mapping(path))
    assert isinstance(first, ImportedAudience)
    assert (first.bucket, first.first_day, first.last_day) == ("Poland", date(2025, 1, 1), date(2025, 1, 31))


def test_a_table_without_dates_is_a_breakdown_even_when_it_speaks_of_posts(tmp_path: Path) -> None:
    path = saved(tmp_path, "Format,Title,Views\nReel,a,5\nPhoto,b,6\n")
    mapping = propose_mapping(path)
    assert (mapping["kind"], meanings(mapping)) == ("breakdown", {"Format": "bucket", "Title": None, "Views": "views"})
    assert len(list(read_mapped(path, mapping))) == 2


_CELL = st.one_of(
    st.sampled_from(
        ["2025-04-03", "03.04.2025", "5", "1,5", "0012", "", "tak", "Długi tekst o mydle i o pianie", "12:30", "4%"]
    )
)
_NAME = st.sampled_from(["Data", "Post ID", "Opis", "Zasięg", "Kto", "Month", "Tytuł", "Format", "ID", "Total", "Hour"])


@settings(max_examples=60, deadline=None)
@given(st.lists(_NAME, min_size=2, max_size=5, unique=True).flatmap(
    lambda names: st.tuples(
        st.just(names), st.lists(st.lists(_CELL, min_size=len(names), max_size=len(names)), min_size=1, max_size=5)
    )
))  # fmt: skip
def test_a_proposal_can_be_read_or_says_what_is_missing(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[list[str], list[list[str]]]
) -> None:
    names, rows = table
    path = saved(tmp_path_factory.mktemp("t"), "\n".join("\t".join(row) for row in [names, *rows]) + "\n")
    try:
        mapping = propose_mapping(path)
        mapped_table(path, mapping)
        list(read_mapped(path, mapping, {"year": "2025", "date_order": "dmy", "decimal_mark": ","}))
    except BadInput as error:
        assert error.code in {
            "import.not_a_table", "import.empty", "import.mixed_decimals", "import.mixed_dates", "mapping.invalid",
            "import.question_unanswered",
        }  # fmt: skip


def test_posts_that_have_nothing_but_the_time_they_were_created(tmp_path: Path) -> None:
    path = saved(
        tmp_path, "created_time,Impressions,Reach\n17/10/2018 23:00,106810,78871\n17/10/2018 22:30,219661,161544\n"
    )
    mapping = propose_mapping(path)
    assert mapping["kind"] == "posts"
    found = [item for item in read_mapped(path, mapping, {"zone": "UTC"}) if isinstance(item, ImportedPost)]
    assert [(post.published_at, post.readings[0].value) for post in found] == [
        (datetime(2018, 10, 17, 23, tzinfo=UTC), 106810),
        (datetime(2018, 10, 17, 22, 30, tzinfo=UTC), 219661),
    ]
