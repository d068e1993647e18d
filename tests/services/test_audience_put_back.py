"""Taking an import back puts back what it said otherwise of the audience."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import func, select

from app.domain.imports import ImportState
from app.domain.published import AudienceFigure
from app.store.schema.measuring import audience_before
from app.store.store import Store
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile

FIGURE = AudienceFigure("country", "PL", "followers", 0.7, "share", False, date(2026, 1, 1), date(2026, 1, 31))
COMPLETE = ImportState.COMPLETE.value
SAID = {"a": FIGURE, "b": replace(FIGURE, value=0.6), "c": replace(FIGURE, value=0.01, at_most=True)}


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_each_import_taken_back_leaves_what_the_last_of_the_others_said(store: Store, order: tuple[str, ...]) -> None:
    profile = add_profile(store).id
    with store.write() as work:
        runs = {name: work.imports.add(started_at=NOW, state=COMPLETE, profile_id=profile, report={}) for name in SAID}
        work.metrics.add_audience(profile, [SAID["a"]], runs["a"])
        for name in "bc":
            assert work.metrics.change_audience(profile, [SAID[name]], runs[name]) == 1
    left = dict(SAID)
    for name in order:
        del left[name]
        with store.write() as work:
            work.metrics.take_audience_back(profile, runs[name])
        with store.read() as work:
            assert work.metrics.audience(profile) == list(left.values())[-1:]
    with store.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(audience_before)).scalar() == 0
