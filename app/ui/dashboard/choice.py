"""What a person chose to look at; remembered from one start to the next."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from app.domain.dashboard_values import Choices
from app.domain.dashboards import OVERVIEW, Comparison, DashboardSpec, Preset, Segment, dashboard_of, preset_period
from app.domain.kpi import FigureFilters, Period
from app.domain.networks import Network
from app.domain.workspace import Profile


@dataclass(frozen=True, slots=True)
class DashboardChoice:
    """`profile_ids` None means all; `first` and `last` count with the preset FREE only."""

    key: str = "overview"
    preset: Preset = Preset.LAST_28
    first: date | None = None
    last: date | None = None
    comparison: Comparison = Comparison.PREVIOUS
    profile_ids: tuple[int, ...] | None = None
    persona_id: int | None = None
    campaign_id: int | None = None
    segment: Segment = Segment.ALL

    def spec(self, choices: Choices | None) -> DashboardSpec:
        """The dashboard that is shown: an own one, a ready one, or the overview where it is gone."""
        own = choices.own_by(self.key) if choices is not None else None
        return own.spec if own is not None else dashboard_of(self.key) or OVERVIEW

    def period(self, choices: Choices) -> Period:
        if self.preset is Preset.FREE and self.first is not None and self.last is not None:
            return Period(min(self.first, self.last), max(self.first, self.last))
        preset = Preset.LAST_28 if self.preset is Preset.FREE else self.preset
        extent = choices.extent_of(self.spec(choices).network, self.profile_ids)
        return preset_period(preset, choices.today, extent)

    def filters(self, choices: Choices) -> FigureFilters:
        if not self.has_posts(choices):
            return FigureFilters(profile_ids=self.profile_ids)
        return FigureFilters(
            profile_ids=self.profile_ids,
            paid=self.segment.paid,
            persona_id=self.persona_id,
            campaign_id=self.campaign_id,
        )

    def has_posts(self, choices: Choices) -> bool:
        """Whether there may be posts to choose among: websites have none, but for those that are blogs."""
        if self.spec(choices).of_campaign:
            return True
        shown = [row for row in self.profiles(choices) if row.id in (self.profile_ids or (row.id,))]
        return not shown or any(row.network is not Network.OTHER or row.id in choices.blogs for row in shown)

    def on(self, key: str, choices: Choices | None) -> DashboardChoice:
        """Another dashboard with the same days and filters; a campaign belongs to the campaign's dashboard alone."""
        left = self.spec(choices).of_campaign and key != self.key
        return replace(self, key=key, campaign_id=None if left else self.campaign_id)

    def profiles(self, choices: Choices) -> tuple[Profile, ...]:
        """Those the dashboard can show."""
        network = self.spec(choices).network
        return tuple(row for row in choices.profiles if network in (None, row.network))

    def possible(self, choices: Choices) -> DashboardChoice:
        """Without what is not there any more, and without profiles a network's dashboard cannot show; a campaign's dashboard gets
        the newest campaign when none is chosen."""
        known = {row.id for row in self.profiles(choices)}
        ids = tuple(number for number in self.profile_ids or () if number in known) or None
        personas, campaigns = {row.id for row in choices.personas}, [row.id for row in choices.campaigns]
        persona = self.persona_id if self.persona_id in personas else None
        campaign = self.campaign_id if self.campaign_id in campaigns else None
        spec = self.spec(choices)
        if spec.of_campaign and campaign is None and campaigns:
            campaign = campaigns[-1]
        key = "overview" if spec.network is not None and spec.network not in choices.networks else spec.key
        return replace(self, key=key, profile_ids=ids, persona_id=persona, campaign_id=campaign)

    def to_json(self) -> str:
        values = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({name: _plain(value) for name, value in values.items() if value is not None})

    @classmethod
    def from_json(cls, text: str | None) -> DashboardChoice:
        """What was remembered; the usual choice where it cannot be read."""
        try:
            kept = json.loads(text or "{}")
            return cls(
                str(kept.get("key", "overview")),
                Preset(kept.get("preset", Preset.LAST_28)),
                _day(kept.get("first")),
                _day(kept.get("last")),
                Comparison(kept.get("comparison", Comparison.PREVIOUS)),
                tuple(int(number) for number in kept["profile_ids"]) if kept.get("profile_ids") else None,
                kept.get("persona_id"),
                kept.get("campaign_id"),
                Segment(kept.get("segment", Segment.ALL)),
            )
        except (ValueError, TypeError, AttributeError):
            return cls()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
