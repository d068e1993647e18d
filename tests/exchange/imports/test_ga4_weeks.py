"""Counted weeks of Google Analytics are those of the calendar, from Sunday on, as far as they lie in the period."""

from pathlib import Path

import pytest

from app.domain.imports import ImportedAudience
from tests.exchange.imports.exports import imported, saved


@pytest.mark.parametrize(
    ("column", "rows"),
    [
        ("Nth week", ("0000,3", "0012,73", "0026,57")),
        ("Semana N", ("0000,3", "0012,73", "0026,57")),
        ("N 週目", tuple(f"{week:04},7" for week in range(27))),
    ],
)
def test_weeks_begin_on_sundays(tmp_path: Path, column: str, rows: tuple[str, ...]) -> None:
    """Half a year from Thursday, 1 January 2026 touches 27 weeks; in a real snapshot the seven days up to 28 March have as many
    active users as week 12."""
    text = f"# Start date: 20260101\n# End date: 20260630\n{column},Active users\n" + "\n".join(rows) + "\n"

    ((_, items),) = imported(saved(tmp_path, text))

    weeks = [(str(row.first_day), str(row.last_day)) for row in items if isinstance(row, ImportedAudience)]
    assert weeks[0] == ("2026-01-01", "2026-01-03")
    assert ("2026-03-22", "2026-03-28") in weeks
    assert weeks[-1] == ("2026-06-28", "2026-07-04")
