"""What is shown of a file before it is imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.services.import_looking import ImportChoice, look


def test_the_first_rows_of_a_table_end_where_the_next_one_begins(tmp_path: Path) -> None:
    head = "# Start date: 20260901\n# End date: 20260930\n"
    path = tmp_path / "snapshot.csv"
    path.write_text(
        f"{head}Country,Active users\nPoland,80\nGermany,2\n\n{head}Event name,Event count\npage_view,220\n",
        encoding="utf-8",
    )
    seen = look(ImportChoice(path), (), "Europe/Warsaw", date(2026, 10, 2))
    assert [[row.cells for row in sample.rows] for sample in seen.samples] == [
        [("Poland", "80"), ("Germany", "2")],
        [("page_view", "220")],
    ]
