"""Facts that change by law or vendor and travel as data files in `resources/reference/`, each with its source."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from app.domain.observances import TradeSundayRule
from app.domain.typical import TypicalValue
from app.system.bundled import bundled


def trade_sunday_rules() -> tuple[TradeSundayRule, ...]:
    """Poland's rules for trading Sundays, oldest first."""
    return tuple(_trade_sunday_rule(row) for row in _content("trade_sundays")["rules"])


def typical_values() -> tuple[TypicalValue, ...]:
    """Published figures as they travel with the program; a workspace may have changed some."""
    return tuple(_typical_value(row) for row in _content("typical_values")["values"])


def _typical_value(row: dict[str, Any]) -> TypicalValue:
    """A text is one for all languages, or one for each."""
    texts = {name: value for name, value in row.items() if isinstance(value, dict)}
    languages = {language for value in texts.values() for language in value}
    told = {language: {name: value[language] for name, value in texts.items()} for language in languages}
    return TypicalValue(**{**row, **told.get("en", {})}, translations=told)


def _content(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(bundled(f"reference/{name}.json").read_text(encoding="utf-8"))
    return content


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
