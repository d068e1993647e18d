"""The loop on a small workspace; on the demo it is played by `szpalta self-test` (see tests/test_wheel.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.build import App, open_app
from app.cli.loop import Check, Loop
from app.domain.people import Actor
from app.domain.practice import FaultKind, PracticeFault
from app.services.keeping import StoreKeeping
from app.system.words import Words


@pytest.fixture
def app(team: Path, home: Path) -> object:
    opened = open_app(str(team))
    yield opened
    opened.close()


def play(app: App, folder: Path) -> dict[str, Check]:
    keeping = StoreKeeping(app.clock, machine_id=None, workspaces=folder)
    return {check.name: check for check in Loop(app, keeping, folder, Words("en")).play()}


def test_the_whole_loop_holds_and_can_be_played_again(app: App, tmp_path: Path) -> None:
    for _ in range(2):
        checks = play(app, tmp_path / "files")
        assert [check for check in checks.values() if not check.ok] == []
        assert len(checks) == 11
    assert {path.name for path in (tmp_path / "files").iterdir()} == {
        *("calendar.ics", "plan.csv", "figures.csv", "backup.zip")
    }


def test_a_step_that_fails_is_told_and_the_rest_goes_on(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = app.practice_store
    account = store.account("facebook", "jesion", app.clock.now())
    monkeypatch.setattr(Loop, "_practised", lambda loop: app.profiles.profile(Actor(), "facebook"))
    store.add_fault(account.id, PracticeFault(FaultKind.REFUSE, reason="no"))
    checks = play(app, tmp_path / "files")
    assert [check.name for check in checks.values() if not check.ok] == ["publish", "sync"]
    assert "failed" in checks["publish"].told


def test_wrong_numbers_are_noticed(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.loop.rates_of", lambda rows: (1.0, 2.0, 3.0))
    assert play(app, tmp_path / "files")["kpi"].ok is False
