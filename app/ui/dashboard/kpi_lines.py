"""What the KPI dictionary says of each KPI, read on a worker's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.figure_basis import is_sum_of_days
from app.domain.kpi import FigureFilters, KpiValue
from app.domain.networks import Network
from app.domain.people import Actor
from app.domain.typical import OwnDays, TypicalValue
from app.system import labels
from app.system.dashboard_words import figure, kpi_filled, typical_value, unbroken
from app.system.figure_words import (
    WAITS,
    all_left_out,
    flag,
    known_days,
    made_up,
    sample,
    unit_name,
    why_unknown,
)
from app.system.formats import Formats
from app.system.words import N_, Words
from app.ui.services import Services

TOPICS = (
    (N_("Followers and audience"), ("follower", "audience")),
    (N_("Engagement rates"), ("engagement_rate_", "network_engagement", "interaction_rate", "daily_engagement_rate",
                              "average_monthly")),
    (N_("Interactions"), ("interactions", "engagements", "daily_engagements", "interactivity")),
    (N_("Reach, views and impressions"), ("impressions", "views", "post_reach", "reach", "daily_", "frequency", "organic_",
                                          "paid_")),
    (N_("Clicks"), ("click_", "link_click")),
    (N_("Website and advertisements"), ("traffic", "conversion", "cost_per", "return_on_ad")),
    (N_("Watching"), ("watch", "average_view", "average_percentage")),
    (N_("Posts and lists of posts"), ("",)),
)  # fmt: skip
"""What KPIs are about, and how the names of those begin; the first that fits."""
MEASURES_TOPIC, WAITING_TOPIC = N_("Single measures"), N_("Waiting for data")
_NETWORKS = [network.value for network in Network]


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI in words. `waits` is empty for what can be computed."""

    name: str
    title: str
    formula: str
    denominator: str
    unit: str
    source: str
    waits: str
    typical: tuple[TypicalValue, ...] = ()

    def facts(self, words: Words) -> list[tuple[str, str]]:
        """Names and values."""
        found = [
            (words.t("Formula"), unbroken(self.formula)),
            (words.t("Denominator"), self.denominator),
            (words.t("Unit"), self.unit),
        ]
        last = (words.t("Not yet"), self.waits) if self.waits else (words.t("Definition by"), self.source)
        return [*found, last]

    def elsewhere(self, words: Words, formats: Formats) -> list[tuple[str, str]]:
        """Networks and what others have published of them; the formula stands above."""
        rows = [row.told_in(words.language) for row in self.typical]
        return [
            (
                _network(row.network, words),
                words.t(
                    "{value} – {population}; {year}; {source}",
                    value=typical_value(row, formats), population=row.population, year=row.year, source=row.source,
                ),
            )
            for row in rows
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnTold:
    """The own last days of a KPI: which, and for each network the value with what it rests on."""

    days: str
    values: list[tuple[str, str]] = field(default_factory=list)


def read_dictionary(services: Services, words: Words) -> list[KpiLine]:
    """All KPIs, those that wait for data last."""
    values = sorted(services.typical.values(), key=_by_network)
    found = []
    for row in (*services.measuring.names(), *services.measuring.of_metrics()):
        filled = kpi_filled(row.words, words)
        found.append(
            KpiLine(
                row.name, words.t(row.title, **filled), words.t(row.formula, **filled),
                words.t(row.denominator) if row.denominator else words.t("none"), unit_name(row.name, row.unit, words),
                words.t(row.source), "", tuple(one for one in values if one.kpi == row.name),
            )
        )  # fmt: skip
    for row_waiting in services.measuring.waiting():
        denominator = words.t(row_waiting.denominator) if row_waiting.denominator else words.t("none")
        found.append(
            KpiLine(
                row_waiting.name, words.t(row_waiting.title), words.t(row_waiting.formula), denominator,
                unit_name(row_waiting.name, row_waiting.unit, words), "", words.t(WAITS[row_waiting.waits_for]),
            )
        )  # fmt: skip
    return found


def _by_network(row: TypicalValue) -> tuple[int, int]:
    """What belongs to one network stands together, the newest first."""
    return (_NETWORKS.index(row.network) if row.network else -1, -row.year)


def by_topic(lines: Sequence[KpiLine]) -> list[tuple[str, list[KpiLine]]]:
    """The KPIs under what they are about; those that wait come last."""
    found: dict[str, list[KpiLine]] = {topic: [] for topic in (*dict(TOPICS), MEASURES_TOPIC, WAITING_TOPIC)}
    for line in lines:
        found[WAITING_TOPIC if line.waits else _topic(line.name)].append(line)
    return [(topic, rows) for topic, rows in found.items() if rows]


def _topic(name: str) -> str:
    if ":" in name:
        return MEASURES_TOPIC
    return next(topic for topic, starts in TOPICS if name.startswith(starts))


def read_own(services: Services, actor: Actor, brand_id: int | None, kpi: str) -> OwnDays:
    """The own last days of a KPI, of the profiles of a brand (None: of all)."""
    if brand_id is None:
        return services.measuring.own_days(actor, kpi)
    profiles = [row.id for row in services.profiles.profiles(actor) if row.brand_id == brand_id]
    return services.measuring.own_days(actor, kpi, FigureFilters(profile_ids=tuple(profiles)))


def own_told(own: OwnDays, words: Words, formats: Formats) -> OwnTold:
    """In words; of groups there is only their number, and lists of posts are left out."""
    days = formats.days(own.period.first, own.period.last)
    rows: list[tuple[str, str]] = []
    for network, value in own.told.items():
        made = made_up(own.made_up[network], words) if network in own.made_up else ""
        days_told = is_sum_of_days(value)  # by what it rests on
        by = "" if days_told else known_days(own.known.get(network), own.period.days, words, formats)
        rows.append((_network(network, words), _own_value(value, (by, made), words, formats)))
    if not own.values:
        none = words.t("There is no profile yet: add one in the settings, or import a file of a network.")
        rows.append((words.t("Profiles"), none))
    return OwnTold(days, rows)


def _own_value(value: KpiValue, more: tuple[str, str], words: Words, formats: Formats) -> str:
    """The figure with what it rests on, what was left out and what is doubtful; a count of posts or groups says them once."""
    told = figure(value.value, value.unit, formats)
    if value.value is None:
        return f"{told} {why_unknown(value, words, formats)}"
    rests_on = sample(value, words, formats)
    counts = ("", rests_on) if value.kpi == "posts" or value.unit == "groups" else (told, rests_on)
    doubts = [flag(name, n, words, formats) for name, n in value.flags.items()]
    return "\n".join([" · ".join(filter(None, (*counts, *more))), *all_left_out(value, words, formats), *doubts])


def as_text(told: OwnTold | None, line: KpiLine, words: Words, formats: Formats) -> str:
    """Everything about a KPI for those who listen."""
    own = [(words.t("Your last 90 days"), told.days), *told.values] if told is not None and told.values else []
    rows = [*line.facts(words), *own, *line.elsewhere(words, formats)]
    return "\n".join([line.title, *(f"{name}: {value}" for name, value in rows)])


def _network(key: str | None, words: Words) -> str:
    return labels.network(Network(key), words) if key else words.t("all networks together")
