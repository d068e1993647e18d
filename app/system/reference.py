"""Facts that change by law or vendor and travel as data files in `resources/reference/`, each with its source."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from app.domain.observances import TradeSundayRule
from app.system.bundled import bundled


def trade_sunday_rules() -> tuple[TradeSundayRule, ...]:
    """Poland's rules for trading Sundays, oldest first."""
    content = json.loads(bundled("reference/trade_sundays.json").read_text(encoding="utf-8"))
    return tuple(_trade_sunday_rule(row) for row in content["rules"])


def _trade_sunday_rule(row: dict[str, Any]) -> TradeSundayRule:
    return TradeSundayRule(
        first_year=row["first_year"],
        last_year=row["last_year"],
        months=tuple(row["last_sunday_of_months"]),
        before_easter=row["sundays_before_easter"],
        before_christmas=row["sundays_before_christmas"],
        christmas_anchor=row["christmas_anchor"],
        extra=tuple(date.fromisoformat(day) for day in row["extra"]),
        source=row["source"],
    )
