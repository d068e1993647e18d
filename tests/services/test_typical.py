"""Typical values: those of the program, those of the workspace, and what may be compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted
from app.domain.typical import TypicalState, TypicalValue
from app.system.reference import typical_values
from tests.fakes.offices import Office, open_office

FACEBOOK = frozenset({"facebook"})
RATE = "engagement_rate_by_followers_median"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.app.close()


def _own(**changes: object) -> TypicalValue:
    given = {
        "key": "own", "kpi": RATE, "network": "facebook", "value": 0.2, "unit": "percent", "formula": "f",
        "population": "our trade", "year": 2026, "source": "own survey",
    }  # fmt: skip
    return TypicalValue(**(given | changes))  # type: ignore[arg-type]


def test_every_value_has_formula_population_year_and_source_in_both_languages() -> None:
    english, polish = ([row.told_in(language) for row in typical_values()] for language in ("en", "pl"))
    assert [row.key for row in english] == [row.key for row in polish] and len({row.key for row in english}) == len(
        english
    )
    assert all(row.formula and row.population and row.source and row.year > 2000 for row in (*english, *polish))
    assert [row.formula for row in english] != [row.formula for row in polish]


def test_only_equal_formulas_of_one_network_compare(office: Office) -> None:
    found = office.app.typical.comparable("engagement_rate_by_followers", FACEBOOK)
    assert [(row.value, row.year) for row in found] == [(0.063, 2024), (0.06, 2022)]
    assert not office.app.typical.comparable("engagement_rate_by_followers_mean", FACEBOOK)
    assert not office.app.typical.comparable(RATE, frozenset({"facebook", "x"}))


def test_people_add_change_remove_and_put_back(office: Office) -> None:
    typical = office.app.typical
    typical.put(office.owner, _own())
    assert typical.comparable(RATE, FACEBOOK)[0] == _own(own=True)
    typical.put(office.owner, _own(key="rivaliq-2024-facebook", value=0.1))
    assert {row.value for row in typical.comparable(RATE, FACEBOOK)} == {0.2, 0.1, 0.06}
    typical.remove(office.owner, "rivaliq-2024-facebook")
    assert {row.value for row in typical.comparable(RATE, FACEBOOK)} == {0.2, 0.06}
    typical.reset(office.owner, "rivaliq-2024-facebook")
    assert {row.value for row in typical.comparable(RATE, FACEBOOK)} == {0.2, 0.063, 0.06}
    with pytest.raises(NotFound):
        typical.reset(office.owner, "rivaliq-2024-facebook")
    with pytest.raises(NotFound):
        typical.remove(office.owner, "none")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "two words"}, "typical.key"),
        ({"source": " "}, "typical.text"),
        ({"value": float("nan")}, "typical.number"),
        ({"high": 0.1}, "typical.number"),
        ({"year": 20}, "typical.year"),
        ({"network": "myspace"}, "typical.network"),
        ({"kpi": "engagement"}, "kpi.unknown"),
        ({"unit": "per_week"}, "typical.unit"),
        ({"kpi": None, "unit": "apples"}, "typical.unit"),
    ],
)
def test_a_value_without_its_origin_is_refused(office: Office, changes: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        office.app.typical.put(office.owner, _own(**changes))
    assert caught.value.code == code


def test_only_who_plans_changes_the_table(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.app.typical.put(office.editor, _own())


def test_the_table_says_what_was_made_of_a_value_and_every_step_goes_back(office: Office) -> None:
    typical, shipped = office.app.typical, "rivaliq-2024-facebook"

    def states() -> dict[str, TypicalState]:
        rows = {row.value.key: row.state for row in typical.table()}
        return {key: rows[key] for key in (shipped, "own") if key in rows}

    assert states() == {shipped: TypicalState.SHIPPED} and typical.kept(shipped) is None
    typical.put(office.owner, _own())
    typical.put(office.owner, _own(key=shipped, value=0.1))
    changed = typical.kept(shipped)
    assert states() == {shipped: TypicalState.CHANGED, "own": TypicalState.WRITTEN}
    typical.remove(office.owner, shipped)
    assert states()[shipped] is TypicalState.REMOVED is typical.kept(shipped)
    typical.restore(office.owner, shipped, changed)
    assert states()[shipped] is TypicalState.CHANGED and typical.kept(shipped) == changed
    typical.restore(office.owner, shipped, TypicalState.REMOVED)
    assert states()[shipped] is TypicalState.REMOVED
    typical.restore(office.owner, shipped, None)
    assert states()[shipped] is TypicalState.SHIPPED
    with pytest.raises(NotPermitted):
        typical.restore(office.editor, shipped, changed)
