"""Work in a child process: answers, refusals, and what happens when it eats, hangs or dies."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.networks import Cadence
from app.system.child import ChildFailed, run_aside, run_in_child

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


def count_up(*, progress: Callable[[float | None], None]) -> int:
    for share in (0.25, 0.5):
        progress(share)
    return os.getpid()


def wait_for_ever(file: str, *, progress: Callable[[float | None], None]) -> None:
    Path(file).write_text(str(os.getpid()))
    while True:
        time.sleep(60)


def refuse_aside(*, progress: Callable[[float | None], None]) -> None:
    raise BadInput("some.code", limit=3)


def full_disk(*, progress: Callable[[float | None], None]) -> None:
    raise OSError(28, "No space left on device", "demo")


def bang(*, progress: Callable[[float | None], None]) -> None:
    raise ZeroDivisionError("bang")


def die_aside(*, progress: Callable[[float | None], None]) -> None:
    os._exit(11)


def interrupted(*, progress: Callable[[float | None], None]) -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "done"


def test_interrupts_of_the_terminal_are_left_to_whoever_waits() -> None:
    assert run_aside(interrupted, lambda share: None) == "done"


def test_aside_progress_comes_here_and_the_answer_too() -> None:
    heard: list[float | None] = []
    assert run_aside(count_up, heard.append) != os.getpid()
    assert [share for share in heard if share is not None] == [0.25, 0.5]


def test_aside_what_goes_wrong_is_told() -> None:
    def ignore(share: float | None) -> None:
        return

    with pytest.raises(BadInput, match=r"some\.code"):
        run_aside(refuse_aside, ignore)
    with pytest.raises(OSError, match="No space"):
        run_aside(full_disk, ignore)
    with pytest.raises(ChildFailed) as failed:
        run_aside(bang, ignore)
    assert "ZeroDivisionError: bang" in failed.value.__notes__[0]
    with pytest.raises(ChildFailed):
        run_aside(die_aside, ignore)


def test_aside_whoever_waits_can_stop_it(tmp_path: Path) -> None:
    file = tmp_path / "pid"

    def stop(share: float | None) -> None:
        if file.exists() and file.read_text():
            raise InterruptedError("stopped")

    with pytest.raises(InterruptedError):
        run_aside(partial(wait_for_ever, str(file)), stop)
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)
