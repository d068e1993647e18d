"""The real services driven at random: whatever happens, nothing is out twice (TST-02)."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.connectors.base import Idempotency
from app.domain.delivery import DeliveryState
from tests.fakes.desk import Desk, new_desk
from tests.fakes.stepping import SteppingNetwork

MINUTE = timedelta(minutes=1)
POINTS = (
    "after claim",
    "after intent",
    "committed",
    "after answer",
    "after part",
    "after unknown",
    "before look",
    "after look",
)


class Crash(BaseException):
    """Stands for the end of the process."""


class Publishing(RuleBasedStateMachine):
    """Two programs publish a post and a thread; calls go wrong, programs die, time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = new_desk(str(self.folder / "w.szpalta"), self.folder)
        self.programs: list[Desk] = [self.desk, self.desk.beside()]

    @initialize(key_class=st.sampled_from(list(Idempotency)))
    def begin(self, key_class: Idempotency) -> None:
        self.network = SteppingNetwork(self.folder / "network.db", self.desk.clock.now, key_class)
        for text in ("Post", "Raz\n---\nDwa"):
            self.desk.scheduled(text, self.desk.clock.now() + MINUTE)
        for program in self.programs:
            program.connector = self.network

    @rule(seconds=st.sampled_from([15, 61, 181, 700, 4000]))
    def time_passes(self, seconds: int) -> None:
        self.desk.clock.advance(timedelta(seconds=seconds))

    @rule(kind=st.sampled_from(["lose", "html", "late", "refused", "working", "token"]), read=st.booleans())
    def goes_wrong(self, kind: str, read: bool) -> None:
        if read:
            self.network.go_wrong("unread", step="read")
        else:
            self.network.go_wrong(kind, seconds=45)

    @rule(place=st.sampled_from([0, 1]))
    def publish(self, place: int) -> None:
        self.programs[place].publishing.publish_due()

    @rule(place=st.sampled_from([0, 1]), point=st.sampled_from(POINTS))
    def publish_and_die(self, place: int, point: str) -> None:
        program = self.programs[place]

        def die(name: str) -> None:
            if name == point:
                raise Crash

        program.failpoint = self.network.point = die
        try:
            program.publishing.publish_due()
        except Crash:
            pass
        finally:
            program.failpoint = self.network.point = lambda name: None

    @invariant()
    def nothing_is_out_twice(self) -> None:
        if hasattr(self, "network"):
            texts = [effect.text for effect in self.network.effects()]
            assert len(texts) == len(set(texts)), texts

    def teardown(self) -> None:
        try:
            with self.desk.store.read() as work:
                rows = work.deliveries.all()
            out = {effect.step for effect in self.network.effects()}
            assert all("post" in out for row in rows if row.state is DeliveryState.SENT)
            assert self.desk.chain_is_whole()
        finally:
            self.programs[1].close()
            self.desk.close()
            shutil.rmtree(self.folder)


def drive(examples: int, steps: int) -> None:
    quiet: Any = list(HealthCheck)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Publishing,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, suppress_health_check=quiet
        ),
    )


def test_nothing_is_out_twice() -> None:
    drive(8, 15)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_nothing_is_out_twice_in_long_runs() -> None:
    drive(500, 40)
