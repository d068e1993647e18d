"""Explorations of Google Analytics with a dimension across their columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.imports import ImportedAudience, RowProblem
from app.exchange.imports import propose_mapping, read_mapped, recognise, sample
from tests.exchange.imports.exports import groups, imported, saved

PREAMBLE = "# -------\n# Free form 1\n# Sklep - GA4\n# 20260101-20260131\n# -------\n\n"
DEVICES = (
    ",Device category,desktop,mobile,tablet,Totals\n"
    "Country,Session source,Active users,Active users,Active users,Active users\n"
    ",,132,374,11,517,Grand total\n"
    "Poland,google,120,340,10,470\nGermany,(direct),12,34,1,47\n"
)


def test_what_stands_across_is_told_as_rows_and_totals_are_left_out(tmp_path: Path) -> None:
    path = saved(tmp_path, PREAMBLE + DEVICES)
    ((source, items),) = imported(path)
    assert source == "ga4.breakdown"
    found = groups(items)
    assert found[0] == ("country · session source · device", "Poland · google · desktop", "Active users", 120, "count")
    assert (len(found), sum(row[3] for row in found)) == (6, 517)
    assert [item.code for item in items if isinstance(item, RowProblem)] == ["import.total_row"]
    (table,) = recognise(path)
    shown = sample(path, None, table.header_line, 2)
    assert shown.header == ("Country", "Session source", "Device category", "Active users")
    assert shown.rows[1].cells == ("Poland", "google", "desktop", "120")
    by_hand = list(read_mapped(path, propose_mapping(path)))
    assert [row[3] for row in groups(by_hand)] == [row[3] for row in found]


def test_several_figures_under_each_name_which_stands_once(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        PREAMBLE + ",Device category,desktop,,mobile,,Totals,\n"
        "Country,,Active users,Sessions,Active users,Sessions,Active users,Sessions\n"
        "Poland,,120,130,340,350,460,480\nGermany,,12,20,34,50,46,70\n",
    )
    ((_, items),) = imported(path)
    sums = {name: sum(row[3] for row in groups(items) if row[2] == name) for name in ("Active users", "Sessions")}
    assert sums == {"Active users": 506, "Sessions": 550}


def test_days_across_are_days(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        PREAMBLE + "Date,20260101,20260102,Totals\nEvent name,Event count,Event count,Event count\n"
        "Grand total,10,20,30\nview,6,15,21\nclick,4,5,9\n",
    )
    ((source, items),) = imported(path)
    assert source == "ga4.day_breakdown"
    told = [(item.bucket, item.first_day, item.value) for item in items if isinstance(item, ImportedAudience)]
    first, second = date(2026, 1, 1), date(2026, 1, 2)
    assert told == [("view", first, 6), ("view", second, 15), ("click", first, 4), ("click", second, 5)]


def test_two_dimensions_across_in_polish(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        PREAMBLE + ";Kategoria urządzenia;desktop;;mobile\n;Płeć;female;male;female\n"
        "Kraj;;Aktywni użytkownicy;Aktywni użytkownicy;Aktywni użytkownicy\nPolska;;1 120;340;460\n",
    )
    ((_, items),) = imported(path)
    assert [(row[1], row[3]) for row in groups(items)] == [
        ("Polska · desktop · female", 1120), ("Polska · desktop · male", 340), ("Polska · mobile · female", 460),
    ]  # fmt: skip


def test_a_turned_table_whose_remarks_are_gone(tmp_path: Path) -> None:
    ((source, items),) = imported(saved(tmp_path, DEVICES))
    assert (source, sum(row[3] for row in groups(items))) == ("ga4.breakdown", 517)


@pytest.mark.parametrize(
    "table",
    [
        "Event name,Event count,Total users\nview,10,10\nclick,4,4\n",
        "Event name,Country,Event count\nview,(not set),\nclick,Poland,\nopen,Poland,3\nclose,Poland,4\n",
    ],
)
def test_other_tables_stay_as_they_are(tmp_path: Path, table: str) -> None:
    ((_, items),) = imported(saved(tmp_path, PREAMBLE + table))
    assert "device" not in {row[0] for row in groups(items)}
    assert len(groups(items)) == sum(cell.isdigit() for line in table.splitlines() for cell in line.split(","))
