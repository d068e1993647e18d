"""Posts are packed before a dashboard reads them; where that cannot be, reading is only slower."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.analytics.pace import MOST_WEEKS
from app.domain.dashboards import CONTENT
from app.domain.errors import StoreProblem
from app.domain.kpi import FigureFilters, Period
from app.services.dashboard_reading import first_read
from app.services.packing import keep_packed
from app.store.store import Store
from tests.fakes.figures import measure, measured_office
from tests.fakes.offices import Office

PERIOD = Period(date(2026, 11, 10), date(2026, 11, 25))
ALL = FigureFilters()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = measured_office(tmp_path)
    yield made
    made.app.close()


def missing(office: Office) -> int:
    with office.app.store.read() as work:
        return len(work.figures.unpacked(ALL, PERIOD.first, PERIOD.last))


def test_a_dashboard_packs_what_is_not_packed_or_changed(office: Office) -> None:
    assert missing(office) == 2
    before = office.app.dashboards.load(office.owner, CONTENT, PERIOD)
    assert missing(office) == 0
    assert list(office.app.dashboards.load(office.owner, CONTENT, PERIOD).posts) == list(before.posts)
    measure(office, office.linkedin, [PERIOD.last])
    assert missing(office) == 1
    after = office.app.dashboards.load(office.owner, CONTENT, PERIOD)
    assert (missing(office), len(after.posts)) == (0, len(before.posts) + 1)


def test_a_store_that_cannot_be_written_is_read_all_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = office.app.measuring.kpi(office.owner, ["interactions"], PERIOD.first, PERIOD.last)
    measure(office, office.facebook, [PERIOD.last])
    now = office.app.measuring.kpi(office.owner, ["interactions"], PERIOD.first, PERIOD.last)
    measure(office, office.facebook, [PERIOD.last - timedelta(days=1)])

    @contextmanager
    def locked(store: Store) -> Iterator[None]:
        raise StoreProblem("store.locked")
        yield

    monkeypatch.setattr(Store, "write", locked)
    (value,) = office.app.measuring.kpi(office.owner, ["interactions"], PERIOD.first, PERIOD.last)
    assert missing(office) == 1
    assert [value.n_used, now[0].n_used] == [before[0].n_used + 2, before[0].n_used + 1]
    monkeypatch.setattr(office.app.store, "read_only", True)
    keep_packed(office.app.store, ALL, PERIOD.first, PERIOD.last)  # does not even try


def test_packing_can_be_stopped(office: Office) -> None:
    heard: list[float | None] = []

    def stop(share: float | None) -> None:
        heard.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep_packed(office.app.store, ALL, PERIOD.first, PERIOD.last, stop)
    assert heard == [0.0] and missing(office) == 2


def test_what_tiles_read_is_packed(office: Office) -> None:
    """Cadence reads whole weeks of a year up to today, whatever the period."""
    long = Period(date(2025, 1, 1), PERIOD.last)
    assert first_read(PERIOD, None) <= PERIOD.last - timedelta(weeks=MOST_WEEKS + 1)
    assert first_read(long, None) < long.first
    assert first_read(PERIOD, long) == long.first
