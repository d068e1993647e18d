"""Dashboards of a measured office, as its owner opens them."""

from __future__ import annotations

from datetime import date

from app.domain.dashboard_values import Dashboard, NumberContent
from app.domain.dashboards import OVERVIEW, Comparison, DashboardSpec
from app.domain.kpi import FigureFilters, Period
from tests.fakes.offices import Office

LAST = date(2026, 11, 23)
PERIOD = Period(date(2026, 11, 10), LAST)


def load_dashboard(
    office: Office, spec: DashboardSpec = OVERVIEW, period: Period = PERIOD, **filters: object
) -> Dashboard:
    given = FigureFilters(**filters)  # type: ignore[arg-type]
    return office.app.dashboards.load(office.owner, spec, period, Comparison.PREVIOUS, given)


def number_of(board: Dashboard, key: str) -> NumberContent:
    content = next(tile.content for tile in board.tiles if tile.spec.key == key)
    assert isinstance(content, NumberContent)
    return content
