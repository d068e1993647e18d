"""Google Analytics in languages whose words the program does not know, and its tables of weeks of newcomers."""

from pathlib import Path

import pytest

from app.domain.imports import RowProblem
from tests.exchange.imports.exports import days, groups, imported, saved

JAPANESE = """# ----------------------------------------
# レポートのスナップショット
# アカウント: Jesion
# プロパティ: Jesion
# ----------------------------------------
#
# 開始日: 20240101
# 終了日: 20240131
N 日目,アクティブ ユーザー
0000,5
0001,6

#
# 開始日: 20240201
# 終了日: 20240229
国,アクティブ ユーザー
Japan,11
"""
COHORTS = """# ----------------------------------------
# Reports snapshot
# ----------------------------------------
# How well do you retain your users?
# Start date: 20251221
# End date: 20260103
Date,Week 0,Week 1
Dec 21 - Dec 27,185,6
Dec 28 - Jan 3,517,-1
"""


def test_dates_and_days_are_found_without_a_word(tmp_path: Path) -> None:
    (source, by_day), (other, by_country) = imported(saved(tmp_path, JAPANESE))
    assert (source, other) == ("ga4.days", "ga4.breakdown")
    assert [day for day, _ in days(by_day)] == ["2024-01-01", "2024-01-02"]
    assert [figures for _, figures in days(by_day)] == [{"アクティブ ユーザー": 5}, {"アクティブ ユーザー": 6}]
    assert groups(by_country) == [("国", "Japan", "アクティブ ユーザー", 11, "count")]
    assert {(item.first_day.isoformat(), item.last_day.isoformat()) for item in by_country} == {
        ("2024-02-01", "2024-02-29")
    }


@pytest.mark.parametrize(
    ("week", "spans"),
    [
        ("Tydzień ", ("21 gru - 27 gru", "28 gru - 3 sty")),
        ("Woche ", ("21. Dez. – 27. Dez.", "28. Dez. – 3. Jan.")),
        ("Semaine ", ("21–27 déc.", "28 déc.–3 janv.")),
        ("Minggu ke-", ("21 Des - 27 Des", "28 Des - 3 Jan")),
    ],
)
def test_spans_whose_days_stand_first_are_parts_too(tmp_path: Path, week: str, spans: tuple[str, str]) -> None:
    text = COHORTS.replace("Week ", week).replace("Dec 21 - Dec 27", spans[0]).replace("Dec 28 - Jan 3", spans[1])
    ((source, items),) = imported(saved(tmp_path, text))
    assert (source, [row[1:4] for row in groups(items)]) == (
        "ga4.breakdown",
        [(spans[0], f"{week}0", 185), (spans[0], f"{week}1", 6), (spans[1], f"{week}0", 517)],
    )


def test_spans_of_days_are_parts(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, COHORTS))
    assert source == "ga4.breakdown"
    assert groups(items) == [
        ("date", "Dec 21 - Dec 27", "Week 0", 185, "count"),
        ("date", "Dec 21 - Dec 27", "Week 1", 6, "count"),
        ("date", "Dec 28 - Jan 3", "Week 0", 517, "count"),
    ]
    assert not [item for item in items if isinstance(item, RowProblem)]


def test_days_since_people_came_are_no_days_of_the_calendar(tmp_path: Path) -> None:
    text = (
        "# Start date: 20251223\n# End date: 20260202\nCohort,Average engagement time per active user\n"
        "0000,224.5\n0001,140\n"
    )
    ((source, items),) = imported(saved(tmp_path, text))
    assert source == "ga4.breakdown"
    assert groups(items) == [
        ("cohort", "0000", "Average engagement time per active user", 224.5, "count"),
        ("cohort", "0001", "Average engagement time per active user", 140, "count"),
    ]


def test_the_day_index_of_older_reports_is_a_day(tmp_path: Path) -> None:
    text = "# 20200101-20200107\n\nDay Index,Users\n1/1/20,100\n1/13/20,200\n,300\n"
    ((source, items),) = imported(saved(tmp_path, text))
    assert (source, days(items)) == ("ga4.days", [("2020-01-01", {"Users": 100}), ("2020-01-13", {"Users": 200})])


@pytest.mark.parametrize(("last", "rows", "days_of_second"), [("20240131", 31, 1), ("20240331", 14, 6)])
def test_what_the_rows_count_follows_from_their_number(
    tmp_path: Path, last: str, rows: int, days_of_second: int
) -> None:
    lines = "".join(f"{number:04},1\n" for number in range(rows))
    text = f"# Reporte\n# Inicio: 20240101\n# Fin: {last}\nX enésimo,Usuarios\n{lines}"
    ((_, items),) = imported(saved(tmp_path, text))
    second = items[1]
    first_day = getattr(second, "day", None) or second.first_day
    assert (first_day.isoformat(), len(items)) == (f"2024-01-{1 + days_of_second:02}", rows)


def test_one_row_of_figures_is_the_period_as_a_whole(tmp_path: Path) -> None:
    text = "# Bericht\n# Startdatum: 20240101\n# Enddatum: 20240131\nAktive Nutzer,Neue Nutzer\n587,578\n"
    ((_, items),) = imported(saved(tmp_path, text))
    assert groups(items) == [
        ("period_total", "all", "Aktive Nutzer", 587, "count"),
        ("period_total", "all", "Neue Nutzer", 578, "count"),
    ]


def test_a_report_whose_remarks_were_cut_away(tmp_path: Path) -> None:
    names = ",Session primary channel group,Users,Sessions,Average engagement time per session,Key events,Total revenue"
    row = '1,Direct,"49,150","75,555",1m 6s,"6,826.00","$1,003.59"'
    ((source, items),) = imported(saved(tmp_path, f"{names}\n{row}\n"))
    assert (source, [(metric, value) for _, _, metric, value, _ in groups(items)]) == (
        "ga4.breakdown",
        [
            ("Users", 49150),
            ("Sessions", 75555),
            ("Average engagement time per session", 66),
            ("Key events", 6826),
            ("Total revenue", 1003.59),
        ],
    )
