"""Work in a child process: answers, refusals, and what happens when it eats, hangs or dies."""

from __future__ import annotations

import os
import sys
import time

import pytest

from app.domain.errors import BadInput
from app.domain.networks import Cadence
from app.system.child import ChildFailed, run_in_child

MEMORY = 1 << 30


def doubled(cadence: Cadence) -> Cadence:
    return Cadence(cadence.per, cadence.low * 2, cadence.high * 2)


def refuse(code: str) -> None:
    raise BadInput(code, file="a.png", limit=3)


def eat(size: int) -> int:
    return len(bytearray(size))


def die() -> None:
    os._exit(11)


def fail() -> None:
    raise RuntimeError("no secret of ours leaves the child")


def test_answers_and_refusals() -> None:
    assert run_in_child(doubled, Cadence("week", 1, 2), memory=MEMORY, seconds=60) == Cadence("week", 2, 4)
    with pytest.raises(BadInput) as caught:
        run_in_child(refuse, "media.damaged", memory=MEMORY, seconds=60)
    assert (caught.value.code, caught.value.data) == ("media.damaged", {"file": "a.png", "limit": 3})


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
def test_too_much_memory() -> None:
    with pytest.raises(ChildFailed) as caught:
        run_in_child(eat, 2 * MEMORY, memory=MEMORY, seconds=60)
    assert caught.value.reason == "memory"


def test_crashes_and_dead_ends() -> None:
    for work, reason in ((die, "crash"), (fail, "crash")):
        with pytest.raises(ChildFailed) as caught:
            run_in_child(work, memory=MEMORY, seconds=60)
        assert caught.value.reason == reason
    begun = time.monotonic()
    with pytest.raises(ChildFailed) as caught:
        run_in_child(time.sleep, 120, memory=MEMORY, seconds=0.3)
    assert caught.value.reason == "time" and time.monotonic() - begun < 60
