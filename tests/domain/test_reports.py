"""What a report says of itself, whatever kind of file it becomes."""

from __future__ import annotations

from dataclasses import replace

from app.domain.reports import FigureTable
from tests.fakes.reports import a_report


def test_units_are_those_of_the_column_unless_a_row_has_its_own() -> None:
    rows = (("a", 1.0), ("b", 2.0))
    assert FigureTable(("x", "y"), rows).unit(0, 1) == "count"
    assert FigureTable(("x", "y"), rows, ("", "percent")).unit(1, 1) == "percent"
    own = FigureTable(("x", "y"), rows, ("", "percent"), (("", "count"), ("", "seconds")))
    assert [own.unit(row, 1) for row in (0, 1)] == ["count", "seconds"]


def test_the_head_has_days_filters_and_data_in_a_line_each() -> None:
    report = a_report()
    assert report.head == (
        "Okres: 1–23 listopada 2026 · Porównywane z: 9–31 października 2026",
        "Profile: Facebook",
        "Stan danych: 24 listopada 2026, 06:30",
    )
    assert replace(report, filters=()).head == report.head[::2]
    assert [name for name, _ in report.facts] == ["Okres", "Porównywane z", "Profile", "Stan danych"]
