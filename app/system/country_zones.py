"""The time zones of a country, the one most of its people live by first."""

from __future__ import annotations

from importlib.resources import files

MAIN = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
"""Where the zone database names a lesser one first; else its first one of a country is the main one."""


def zones_of(country: str) -> list[str]:
    """Names of the zone database for a country's two letters (ISO 3166): the main one, then the others by name; "UTC" for
    what has none."""
    table = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    names = [row[2] for row in rows if row[0] == country]
    if not names:
        return ["UTC"]
    main = MAIN.get(country, names[0])
    return [main, *sorted(name for name in names if name != main)]
