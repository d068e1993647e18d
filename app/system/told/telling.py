"""What is said about the tiles of a dashboard: titles, samples, doubts, changes, formulas. Values in, sentences out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from app.domain.added_values import AudienceContent, GroupedContent
from app.domain.dashboard_values import Dashboard, HeatContent, NumberContent, PostsContent, Source, Tile
from app.domain.dashboards import Segment, TileKind, TileSpec
from app.domain.days import days_of_group
from app.domain.figure_basis import is_of_days, is_of_groups, is_of_profiles
from app.domain.kpi import KpiValue
from app.domain.networks import Format, Network
from app.domain.typical import OwnAverage
from app.domain.workspace import Profile
from app.system import labels
from app.system.dashboard_words import SEGMENTS, difference, figure, kpi_formula, tile_title, typical_told
from app.system.figure_words import (
    all_left_out,
    flag,
    group_key,
    known_days,
    made_up,
    measure,
    sample,
    why_unknown,
)
from app.system.formats import Formats
from app.system.group_words import dimension
from app.system.told.unmatched import no_such_posts
from app.system.words import Words

WHOLE = 100
"""From here on the average of counts is told without decimals."""


class Telling:
    """The words for one dashboard in one language. Knows no window: files are written without one."""

    def __init__(self, dashboard: Dashboard, words: Words, formats: Formats) -> None:
        self.dashboard, self.words, self.formats = dashboard, words, formats

    @property
    def today(self) -> date:
        return self.formats.today(self.dashboard.now)

    @cached_property
    def _profiles(self) -> dict[int, Profile]:
        return {row.id: row for row in self.dashboard.profiles}

    # names
    def title(self, tile: Tile) -> str:
        title, content = tile_title(tile.spec, tile.about, self.words), tile.content
        told = self.narrowed(tile.spec)
        if isinstance(content, HeatContent) and content.network and self.dashboard.spec.network is None:
            told = [self.network(content.network), *told]
        if isinstance(content, AudienceContent | GroupedContent) and content.dimension:
            told = [dimension(content.dimension, self.words), *told]
        if isinstance(content, GroupedContent) and (days := content.days) is not None:
            told.append(self.days(days.first, days.last))
        return " · ".join(dict.fromkeys([title, *told]))

    def narrowed(self, spec: TileSpec) -> list[str]:
        """What a tile's own filters leave."""
        filters, names = spec.filters, self.dashboard.names
        told = [self.profile(number) for number in filters.profile_ids or ()]
        told += [self.network(key) for key in filters.networks or ()]
        told += [self.format_name(key) for key in filters.formats or ()]
        chosen = (("persona", filters.persona_id), ("pillar", filters.pillar_id), ("campaign", filters.campaign_id))
        told += [names.get(f"{kind}:{number}", str(number)) for kind, number in chosen if number is not None]
        if filters.paid is not None:
            told.append(self.words.c(*SEGMENTS[Segment.PAID if filters.paid else Segment.ORGANIC]))
        return told

    def profile(self, number: int) -> str:
        """The network, and the name too where there is more than one profile on it. Of one the dashboard is not about, which a
        tile is narrowed to, the name."""
        row = self._profiles.get(number)
        if row is None:
            return self.dashboard.names.get(f"profile:{number}", str(number))
        several = sum(1 for other in self._profiles.values() if other.network is row.network) > 1
        named = several or row.network is Network.OTHER
        return labels.profile(row, self.words) if named else labels.network(row.network, self.words)

    def network_of(self, number: int) -> str:
        """The key of a profile's network; empty for one that is gone."""
        row = self._profiles.get(number)
        return row.network.value if row is not None else ""

    def network(self, key: str) -> str:
        return next((labels.network(one, self.words) for one in Network if one.value == key), key)

    def format_name(self, key: str | None) -> str:
        found = next((labels.format_name(kind, self.words) for kind in Format if kind.value == key), None)
        return found or self.words.t("format unknown")

    def group(self, value: KpiValue) -> str:
        """What a bar is for."""
        by, key = value.group.get("by", ""), value.group.get("key", "")
        if by == "profile" and key.isdecimal():
            return self.profile(int(key))
        if by == "week" and (days := days_of_group(by, key)) is not None:
            return self.formats.days_brief(*self._within(days), self.today)
        label = value.group.get("label", "")
        return group_key(by, key, self.words, self.formats) if label in ("", key) else label

    def _within(self, days: tuple[date, date]) -> tuple[date, date]:
        """Those days of a week that lie in the period: no others are in its figure."""
        period = self.dashboard.period
        first, last = max(days[0], period.first), min(days[1], period.last)
        return (first, last) if first <= last else days

    def day(self, day: date) -> str:
        return self.formats.day_brief(day, self.today)

    def days(self, first: date, last: date) -> str:
        return self.formats.days(first, last, self.today)

    # figures
    def value(self, value: float | None, unit: str) -> str:
        return figure(value, unit, self.formats)

    def of(self, value: KpiValue) -> str:
        return figure(value.value, value.unit, self.formats)

    def rated(self, value: float | None, metric: str) -> str:
        """A value of a list, by what the list is ranked by."""
        return self.value(value, self.unit_of(metric))

    def unit_of(self, metric: str) -> str:
        """Of a value by what a list is ranked by."""
        return "percent" if metric.startswith("engagement_rate_by_") else "count"

    def metric(self, key: str) -> str:
        return measure(key, self.words)

    def change(self, content: NumberContent) -> str:
        """The change against the compared period, or why there is none; empty where nothing is compared."""
        words = self.words
        if content.change is not None and content.before is not None and content.before.value is not None:
            return difference(content.change, content.before.value, content.value.unit, self.formats)
        reasons = {
            "unknown": "",
            "not_counted": words.t("not counted again in these days"),
            "unknown_before": words.t("no data for the period before"),
            "some_begin_later": words.t("some profiles have no data for the period before"),
            "partly_now": words.t("data of some profiles end earlier"),
            "partly_before": words.t("the period before is only partly in the data"),
            "counted_otherwise": self._otherwise,
            "metric_changed": words.t("not comparable: the network changed its measure"),
        }
        return reasons.get(content.why_not, "")

    @property
    def _otherwise(self) -> str:
        return self.words.t("not comparable: one is a sum over posts, the other over the profile's days")

    def before(self, content: NumberContent) -> str:
        """The value a number is held against, as a sentence; empty where nothing is compared or known."""
        compared = self.dashboard.compared
        if compared is None or content.before is None or content.before.value is None:
            return ""
        return self.words.t(
            "{days}: {value}", days=self.days(compared.first, compared.last), value=self.of(content.before)
        )

    def sample(self, value: KpiValue, last: date | None = None) -> str:
        """How much a figure rests on: "71 postów", or "68 z 71 postów" where some could not be used. `last`: its last day, where
        that is not the dashboard's."""
        rests_on = self._rests_on(value, last or self.dashboard.period.last)
        if not self.dashboard.made_up or is_of_groups(value):  # the practice network makes up no tables
            return rests_on
        everywhere = len(self.dashboard.made_up) == len(self.dashboard.profiles)
        return f"{rests_on} · {made_up(everywhere, self.words)}"

    def _rests_on(self, value: KpiValue, last: date) -> str:
        words, told = self.words, sample(value, self.words, self.formats)
        if "days_tell" in value.flags:
            told = f"{told} · {flag('days_tell', value.flags['days_tell'], words, self.formats)}"
        if is_of_groups(value):
            told = " · ".join([*self._tables(value), told])
        elif not (is_of_profiles(value) or value.from_daily_figures):
            return told
        if value.kpi == "followers" and value.value is not None:
            told = words.t("as of {day} · {profiles}", day=self.day(min([last, *value.counted_on])), profiles=told)
        if self.dashboard.filters.choose_posts:
            told = f"{told} · {words.t('whole profiles, whatever the filters')}"
        return told

    def _tables(self, value: KpiValue) -> list[str]:
        """What the tables behind a figure count and which days they are of, where that is the same for all of them."""
        rows: Sequence[Any] = value.rows
        metrics = {row["metric"] for row in rows}
        days = {(row["first"], row["day"]) for row in rows}
        told = list(metrics) if len(metrics) == 1 else []
        if len(days) == 1 and None not in (pair := days.pop()):
            told.append(self.days(*pair))
        return told

    def practice(self) -> str:
        """Whose figures the practice network made up; empty where all are real."""
        names = ", ".join(dict.fromkeys(self.profile(number) for number in self.dashboard.made_up))
        return self.words.t("made up by the practice network: {profiles}", profiles=names) if names else ""

    def left_out(self, value: KpiValue) -> list[str]:
        """Why so much is not in a figure."""
        return all_left_out(value, self.words, self.formats)

    def doubts(self, value: KpiValue) -> list[str]:
        return [flag(name, n, self.words, self.formats) for name, n in value.flags.items()]

    def unknown(self, value: KpiValue, spec: TileSpec | None = None) -> str:
        """Why a figure is unknown; `spec`: that of the tile it is the whole of."""
        reasons = self.left_out(value)
        if is_of_groups(value):
            reasons = [why_unknown(value, self.words, self.formats)]
        if reasons:
            told = "; ".join(reasons)
            return f"{told[:1].upper()}{told[1:]}"
        of_posts = not (is_of_profiles(value) or is_of_days(value))
        return self.nothing(spec if of_posts else None)

    def nothing(self, spec: TileSpec | None = None) -> str:
        """Why there is nothing to show: no posts that a tile of posts asks for, in this period, or at all and what to do."""
        if self.dashboard.extent is not None:
            unmatched = "" if spec is None else no_such_posts(spec, self.dashboard, self.words)
            return unmatched or self.words.t("No data in this period.")
        return self.words.t("No figures yet: import a file of a network, or connect a profile and fetch its data.")

    def remark(self, value: KpiValue, spec: TileSpec | None = None) -> str:
        """Why a figure is unknown, or what is doubtful about it; empty for most."""
        return self.unknown(value, spec) if value.value is None else " ".join(self.doubts(value))

    # where it comes from
    def about(self, tile: Tile, value: KpiValue | None) -> list[tuple[str, str]]:
        """Heading and text of everything the "i" of a tile tells."""
        words, told = self.words, []
        if tile.about is not None:
            told.append((words.t("Formula"), self.formula(tile)))
            if tile.about.denominator:
                told.append((words.t("Denominator"), words.t(tile.about.denominator)))
            told.append((words.t("Definition by"), words.t(tile.about.source)))
        elif text := self.own_words(tile):
            told.append((words.t("Formula"), text))
        if value is not None:
            told.append((words.t("Sample"), self.sample(value)))
            if missing := self.left_out(value):
                told.append((words.t("Left out"), "\n".join(missing)))
            if doubts := self.doubts(value):
                told.append((words.t("Please note"), "\n".join(doubts)))
        told += self.held(tile)
        told.append((words.t("Data from"), "\n".join(self.sources(tile.sources)) or words.t("no data yet")))
        return told

    def formula(self, tile: Tile) -> str:
        """A list of posts says how many of each network it shows, which may be fewer than its KPI has."""
        if not isinstance(tile.content, PostsContent) or not tile.content.rows:
            return kpi_formula(tile.about, self.words) if tile.about is not None else self.own_words(tile)
        most = max(Counter(row.post.network for row in tile.content.rows).values())
        if tile.spec.kpi == "worst_posts":
            return self.words.n(
                "the lowest post of each network by one metric of that network",
                "up to {n} lowest posts of each network by one metric of that network",
                most,
            )
        return self.words.n(
            "the highest post of each network by one metric of that network",
            "up to {n} highest posts of each network by one metric of that network",
            most,
        )

    def held(self, tile: Tile) -> list[tuple[str, str]]:
        """What the number of a tile may be held against: the own days before, then typical values of the same formula."""
        if tile.held is None:
            return []
        words, own, days = self.words, tile.held.own.value, tile.held.own_days
        value = f"{self.of(own)} ({self.sample(own, days.last)})" if own.value is not None else self.unknown(own)
        before = words.t("{days}: {value}", days=self.days(days.first, days.last), value=value)
        if isinstance(now := tile.content, NumberContent) and now.value.from_daily_figures != own.from_daily_figures:
            before = f"{before}\n{self._otherwise}" if None not in (own.value, now.value.value) else before
        elif average := self._average(tile.held.own, days.days):
            before = f"{before}\n{average}"
        told = [(words.t("Your own 90 days before"), before)]
        if tile.held.typical:
            rows = [typical_told(row, words, self.formats) for row in tile.held.typical]
            told.append((words.t("Typical elsewhere, by the same formula"), "\n".join(rows)))
        elif tile.held.several:
            told.append(
                (
                    words.t("Typical elsewhere"),
                    words.t("Shown for one network at a time: choose its dashboard or profile."),
                )
            )
        return told

    def _average(self, own: OwnAverage, every: int) -> str:
        """What the own days come to in as many days as are shown, by those of them there are data of."""
        words, days = self.words, self.dashboard.period.days
        by = known_days(own.known, every, words, self.formats)
        if own.a_day is None or (days == every and not by):
            return by
        value = own.a_day * days
        if own.value.unit == "count" and value >= WHOLE:
            value = float(round(value))
        told, n = self.value(value, own.value.unit), self.formats.number(days)
        average = words.n("{value} on average in {n} day", "{value} on average in {n} days", days, value=told, n=n)
        return f"{average} – {by}" if by else average

    def sources(self, rows: Sequence[Source] | None = None) -> list[str]:
        """Where figures come from and how old they are; without `rows` a line of each profile with what came in last."""
        words, found = self.words, []
        for row in self.dashboard.sources if rows is None else rows:
            name = self.profile(row.profile_id)
            if row.fetched_at is not None:
                when = self.formats.moment(row.fetched_at, self.dashboard.now)
                if row.is_made_up:
                    found.append(words.t("{profile}: made up by the practice network, {when}", profile=name, when=when))
                elif row.practice:
                    found.append(words.t("{profile}: what the practice network makes up is left out", profile=name))
                else:
                    found.append(words.t("{profile}: fetched {when}", profile=name, when=when))
            if row.read_at is not None:
                when = self.formats.moment(row.read_at, self.dashboard.now)
                found.append(words.t("{profile}: file {file}, {when}", profile=name, file=row.file_name, when=when))
            if row.fetched_at is None and row.read_at is None:
                found.append(words.t("{profile}: no data fetched or imported yet", profile=name))
        return found

    def own_words(self, tile: Tile) -> str:
        """How a tile that shows no KPI is computed; empty for words."""
        words = self.words
        match tile.spec.kind:
            case TileKind.CADENCE:
                return words.t("posts of each week against the target chosen for the profile")
            case TileKind.COMMENTS:
                return words.t(
                    "comments of other people seen on the profiles in the period; questions end in a question mark"
                )
            case TileKind.RESPONSE:
                return words.t("answered questions ÷ questions × 100")
            case TileKind.AUDIENCE:
                return words.t(
                    "as the network counts it: of each profile the table nearest to the end of the period; "
                    "up to ten of its greatest rows are drawn"
                )
            case TileKind.FUNNEL:
                return words.t(
                    "sums over the posts of which exposure, interactions and link clicks are all known; "
                    "a share is of the first step"
                )
            case TileKind.GOALS:
                return words.t(
                    "the KPI from the first day of its week, month, quarter or year to the last day shown ÷ the target × 100"
                )
        return ""
