"""A brand's strategy in rows: labels content is sorted by, and the targets its KPIs are held against (mission 1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from app.domain.errors import BadInput, Refused
from app.domain.names import clean_name
from app.domain.people import Actor, Right
from app.domain.workspace import TARGET_PERIODS, KpiTarget, Label
from app.services.seeing import check_sees
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock


class StrategyService:
    """Writing needs the right to plan. Every change is recorded in the history."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def labels(self, actor: Actor, brand_id: int) -> list[Label]:
        with self._store.read() as work:
            check_sees(work, actor, brand_id, "brand.not_found", brand=brand_id)
            return work.team.labels(brand_id)

    def add_label(self, actor: Actor, brand_id: int, name: str) -> Label:
        """A free label. Raises `Refused` "label.exists"."""
        actor.require(Right.PLAN, brand_id)
        wanted = clean_name(name)
        with self._store.write() as work:
            work.team.brand(brand_id)
            if any(row.name.casefold() == wanted.casefold() for row in work.team.labels(brand_id)):
                raise Refused("label.exists", label=wanted)
            number = work.team.add_label(brand_id=brand_id, name=wanted)
            self._record(work, actor, brand_id, "label_added", {"label_id": number}, {"name": wanted})
            return Label(number, brand_id, wanted)

    def targets(self, actor: Actor, brand_id: int) -> list[KpiTarget]:
        with self._store.read() as work:
            check_sees(work, actor, brand_id, "brand.not_found", brand=brand_id)
            return work.team.targets(brand_id)

    def set_target(
        self, actor: Actor, brand_id: int, kpi: str, period: str, value: float, profile_id: int | None = None
    ) -> list[KpiTarget]:
        """What the brand (or one of its profiles) wants of a KPI per "week", "month", "quarter" or "year"; replaces an
        earlier wish. Raises `BadInput` "kpi.unknown", "target.of_groups" (kpi), "target.period", "target.value",
        "target.other_brand"."""
        from app.analytics.dictionary import definition

        actor.require(Right.PLAN, brand_id)
        wanted = definition(kpi)
        known = wanted.name
        if wanted.unit == "groups":
            raise BadInput("target.of_groups", kpi=known)
        if period not in TARGET_PERIODS:
            raise BadInput("target.period", period=period, allowed=TARGET_PERIODS)
        if not (isfinite(value) and value > 0):
            raise BadInput("target.value", value=value)
        with self._store.write() as work:
            work.team.brand(brand_id)
            if profile_id is not None and work.profiles.get(profile_id).brand_id != brand_id:
                raise BadInput("target.other_brand", profile=profile_id)
            work.team.set_target(brand_id, profile_id, known, period, value)
            facts = {"kpi": known, "period": period, "value": value, "profile_id": profile_id}
            self._record(work, actor, brand_id, "target_set", facts)
            return work.team.targets(brand_id)

    def remove_target(
        self, actor: Actor, brand_id: int, kpi: str, period: str, profile_id: int | None = None
    ) -> list[KpiTarget]:
        """Raises `Refused` "target.none"."""
        actor.require(Right.PLAN, brand_id)
        with self._store.write() as work:
            if not work.team.remove_target(brand_id, profile_id, kpi, period):
                raise Refused("target.none", kpi=kpi)
            facts = {"kpi": kpi, "period": period, "profile_id": profile_id}
            self._record(work, actor, brand_id, "target_removed", facts)
            return work.team.targets(brand_id)

    def _record(
        self,
        work: UnitOfWork,
        actor: Actor,
        brand_id: int,
        action: str,
        facts: Mapping[str, object],
        words: Mapping[str, str] | None = None,
    ) -> None:
        work.history.record(
            at=self._clock.now(), actor=actor, entity="brand", entity_id=brand_id, action=action,
            brand_id=brand_id, facts=facts, words=words,
        )  # fmt: skip
