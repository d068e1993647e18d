"""Labels and KPI targets of a brand."""

from __future__ import annotations

import pytest

from app.domain.errors import BadInput, NotPermitted, Refused
from app.services.strategy import StrategyService
from tests.fakes.desk import Desk


@pytest.fixture
def strategy(any_desk: Desk) -> StrategyService:
    return StrategyService(any_desk.store, any_desk.clock)


def test_labels_are_named_once(any_desk: Desk, strategy: StrategyService) -> None:
    assert strategy.add_label(any_desk.owner, 1, "  do  powtórki ").name == "do powtórki"
    with pytest.raises(Refused) as refusal:
        strategy.add_label(any_desk.owner, 1, "Do powtórki")
    assert refusal.value.code == "label.exists"
    assert [row.name for row in strategy.labels(any_desk.creator, 1)] == ["do powtórki"]
    assert any_desk.chain_is_whole()


def test_a_target_replaces_the_earlier_one(any_desk: Desk, strategy: StrategyService) -> None:
    profile = any_desk.network[0].id
    strategy.set_target(any_desk.owner, 1, "engagement_rate_by_reach_median", "month", 2.5)
    strategy.set_target(any_desk.owner, 1, "engagement_rate_by_reach_median", "month", 3.0)
    rows = strategy.set_target(any_desk.owner, 1, "posts_per_week", "week", 5, profile_id=profile)
    assert [(row.kpi, row.period, row.value, row.profile_id) for row in rows] == [
        ("engagement_rate_by_reach_median", "month", 3.0, None),
        ("posts_per_week", "week", 5.0, profile),
    ]


def test_only_real_kpis_and_periods(any_desk: Desk, strategy: StrategyService) -> None:
    with pytest.raises(BadInput) as unknown:
        strategy.set_target(any_desk.owner, 1, "happiness", "month", 1)
    assert unknown.value.code == "kpi.unknown"
    with pytest.raises(BadInput) as period:
        strategy.set_target(any_desk.owner, 1, "posts", "fortnight", 1)
    assert period.value.code == "target.period"
    assert strategy.targets(any_desk.viewer, 1) == []


def test_planning_needs_its_right(any_desk: Desk, strategy: StrategyService) -> None:
    with pytest.raises(NotPermitted):
        strategy.set_target(any_desk.creator, 1, "posts", "month", 20)
    with pytest.raises(NotPermitted):
        strategy.add_label(any_desk.viewer, 1, "x")


def test_a_target_is_taken_away_once(any_desk: Desk, strategy: StrategyService) -> None:
    strategy.set_target(any_desk.owner, 1, "posts", "month", 20)
    assert strategy.remove_target(any_desk.owner, 1, "posts", "month") == []
    with pytest.raises(Refused) as nothing:
        strategy.remove_target(any_desk.owner, 1, "posts", "month")
    assert nothing.value.code == "target.none"
    assert any_desk.chain_is_whole()


@pytest.mark.parametrize("value", [0, -3, float("nan"), float("inf")])
def test_a_target_is_a_number_above_nothing(any_desk: Desk, strategy: StrategyService, value: float) -> None:
    with pytest.raises(BadInput) as refusal:
        strategy.set_target(any_desk.owner, 1, "posts", "month", value)
    assert refusal.value.code == "target.value"
    assert strategy.targets(any_desk.owner, 1) == []
