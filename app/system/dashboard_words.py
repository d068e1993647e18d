"""Words of dashboards: their names, periods, comparisons, tiles, and how a figure is written with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app.domain.dashboard_values import KpiAbout
from app.domain.dashboards import Comparison, DashboardSpec, Preset, Segment, TileKind, TileSpec
from app.domain.networks import Network
from app.domain.typical import TypicalValue
from app.system import labels
from app.system.figure_words import measure
from app.system.format_tables import NBSP, NO_DATA
from app.system.formats import Formats
from app.system.words import N_, NC_, Words

DASHBOARDS: dict[str, tuple[str, str]] = {
    "overview": NC_("dashboard", "Overview"),
    "content": NC_("dashboard", "Content"),
    "community": NC_("dashboard", "Community"),
    "campaign": NC_("dashboard", "Campaign"),
}
PRESETS: dict[Preset, tuple[str, str]] = {
    Preset.LAST_7: NC_("period", "Last 7 days"),
    Preset.LAST_28: NC_("period", "Last 28 days"),
    Preset.LAST_90: NC_("period", "Last 90 days"),
    Preset.THIS_MONTH: NC_("period", "This month"),
    Preset.LAST_MONTH: NC_("period", "Last month"),
    Preset.QUARTER: NC_("period", "This quarter"),
    Preset.YEAR: NC_("period", "This year"),
    Preset.FREE: NC_("period", "From – to"),
}
COMPARISONS: dict[Comparison, tuple[str, str]] = {
    Comparison.PREVIOUS: NC_("comparison", "against the previous period"),
    Comparison.LAST_YEAR: NC_("comparison", "against the same period last year"),
    Comparison.NONE: NC_("comparison", "without comparison"),
}
SEGMENTS: dict[Segment, tuple[str, str]] = {
    Segment.ALL: NC_("segment", "All"),
    Segment.ORGANIC: NC_("segment", "Organic"),
    Segment.PAID: NC_("segment", "Paid"),
}
_TILES: dict[str, str] = {
    "by_format": N_("Interactions per post by format, median"),
    "by_pillar": N_("Interactions per post by pillar, median"),
    "by_persona": N_("Interactions per post by persona, median"),
    "by_weekday": N_("Posts by weekday"),
    "by_profile": N_("Interactions by profile"),
    "cadence": N_("Posts per week against the target"),
    "comments": N_("Comments received"),
    "response": N_("Answers to questions"),
    "note": N_("Note"),
    "audience": N_("Audience"),
    "funnel": N_("From exposure to clicks"),
    "goals": N_("Goals"),
    "weekday_hour": N_("When to publish"),
    "formats": N_("Formats, median with a 90% interval"),
    "sum:comments": N_("Comments under posts of the period"),
    "sum:new_followers": N_("New followers"),
    "sum:link_clicks": N_("Link clicks"),
}
GROUP_NAMES: dict[str, str] = {
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "network": N_("network"),
    "profile": N_("profile"),
    "format": N_("format"),
    "weekday": N_("weekday"),
    "hour": N_("hour"),
    "persona": N_("persona"),
    "pillar": N_("pillar"),
    "campaign": N_("campaign"),
    "paid": N_("paid or organic"),
}
"""What bars can be split by."""
_DIGITS = {"percent": 2, "per_1000": 1, "ratio": 2, "per_week": 1, "money": 2}


def dashboard_name(spec: DashboardSpec, words: Words) -> str:
    """What a dashboard is called: by the name people gave it, that of one network by the network's, of none as a website."""
    if spec.name:
        return spec.name
    if spec.network is Network.OTHER:
        return words.c("dashboard", "Website")
    return labels.network(spec.network, words) if spec.network else words.c(*DASHBOARDS[spec.key])


def tile_title(spec: TileSpec, about: KpiAbout | None, words: Words) -> str:
    """The heading of a tile."""
    if spec.kind is TileKind.LINES:
        return words.t("{kpi}, by profile", kpi=kpi_title(spec.kpi, about, words))
    key = spec.key.partition("#")[0]
    key = key if spec.kpi or key in _TILES else spec.kind.value  # a file may name its tiles as it likes
    if key in _TILES:
        return words.t(_TILES[key])
    if spec.by and (about is None or about.unit != "groups"):  # theirs is told by what is found
        group = words.t(GROUP_NAMES[spec.by])
        return words.t("{kpi}, by {group}", kpi=kpi_title(spec.kpi, about, words), group=group)
    return kpi_title(spec.kpi, about, words)


def kpi_title(kpi: str, about: KpiAbout | None, words: Words) -> str:
    """A KPI's name; a sum of any measure names the measure in this language."""
    if kpi in _TILES or about is None:
        return words.t(_TILES.get(kpi, "")) or kpi
    return words.t(about.title, **_filled(about, words))


def kpi_formula(about: KpiAbout, words: Words) -> str:
    return unbroken(words.t(about.formula, **_filled(about, words)))


def unbroken(formula: str) -> str:
    """No line ends between the sign of times and its number."""
    return formula.replace("× ", f"×{NBSP}")


def _filled(about: KpiAbout, words: Words) -> dict[str, str]:
    return kpi_filled(about.words, words)


def kpi_filled(told: Mapping[str, str], words: Words) -> dict[str, str]:
    """The words a KPI of any measure is filled with, in this language."""
    return {name: measure(value, words) for name, value in told.items()}


def typical_value(row: TypicalValue, formats: Formats) -> str:
    """A published figure, or its range."""
    low = _small(row.value, row.unit, formats)
    return low if row.high is None else f"{low}–{_small(row.high, row.unit, formats)}"


def _small(value: float, unit: str, formats: Formats) -> str:
    """A percentage below a tenth keeps the digit that tells it from its neighbours."""
    return formats.percent(value, 3) if unit == "percent" and value < 0.1 else figure(value, unit, formats)


def typical_told(row: TypicalValue, words: Words, formats: Formats) -> str:
    """A published figure with everything that belongs to it."""
    row = row.told_in(words.language)
    return words.t(
        "{value} – {formula}; {population}; {year}; {source}",
        value=typical_value(row, formats), formula=unbroken(row.formula), population=row.population, year=row.year,
        source=row.source,
    )  # fmt: skip


def paid_unknown(count: int, words: Words, formats: Formats) -> str:
    """What organic and paid posts leave out."""
    return words.n(
        "{n} post left out: the data do not say whether it was paid",
        "{n} posts left out: the data do not say whether they were paid",
        count, n=formats.number(count),
    )  # fmt: skip


def share_digits(value: float) -> int:
    """Decimals of a share of an audience, in percent: as many as its file gave, two at most."""
    return next(digits for digits in range(3) if digits == 2 or round(value, digits) == round(value, 2))


def figure(value: float | None, unit: str, formats: Formats, *, large: bool = False) -> str:
    """A value with its unit; `large` shortens great counts, for axes."""
    unit, _, currency = unit.partition(" ")
    if value is None:
        return NO_DATA
    if currency:
        return formats.money(float(value), currency)
    if unit == "percent":
        return formats.percent(value, 2)
    if unit == "share":
        return formats.percent(value, share_digits(value))
    if unit == "seconds":
        return formats.duration(timedelta(seconds=value))
    if large:
        return formats.large(value)
    return formats.number(value, 0 if float(value).is_integer() else _DIGITS.get(unit, 1))


def difference(change: float, before: float, unit: str, formats: Formats) -> str:
    """A change against a period before: points of percentages, else the number and its share."""
    unit = unit.partition(" ")[0]
    if unit == "percent":
        return formats.change_points(change, 2)
    if unit == "seconds":
        told = ("+" if round(change) > 0 else "") + formats.duration(timedelta(seconds=change))
    else:
        told = formats.change(change, 0 if float(change).is_integer() else _DIGITS.get(unit, 1))
    return f"{told} ({formats.change_percent(change / before * 100)})" if before > 0 else told
