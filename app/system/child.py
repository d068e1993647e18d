"""Work in a child process with limits: for files from outside, whose decoders may eat memory, hang or crash."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from app.domain import errors
from app.domain.errors import BadInput, SzpaltaError

T = TypeVar("T")
_GRACE_SECONDS = 5
_LOOK_SECONDS = 0.2
"""How often whoever waits can change their mind."""


class ChildFailed(Exception):
    """The child ended without an answer: out of memory, too slow, or crashed. `reason` is "memory", "time" or "crash"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def run_in_child(work: Callable[..., T], *args: Any, memory: int, seconds: float) -> T:
    """`work(*args)` in a fresh process: at most `memory` bytes of address space (Linux; elsewhere not enforced) and
    `seconds`. `work` is a function of a module; arguments and answer are pickled values.

    Raises what of ours (`SzpaltaError`) the work raises, and `ChildFailed`.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sender, memory, work, args), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            process.kill()
            raise ChildFailed("time")
        kind, answer = receiver.recv()
    except (EOFError, OSError):
        raise ChildFailed("crash") from None
    finally:
        receiver.close()
        _end(process)
    if kind == "done":
        return answer  # type: ignore[no-any-return]
    if kind == "failed":
        raise ChildFailed(answer)
    name, code, data = answer
    raise getattr(errors, name, BadInput)(code, **data)


def run_aside(work: Callable[..., T], report: Callable[[float | None], None]) -> T:
    """`work(progress=…)` in a fresh process without limits, which may start processes of its own; the share it tells is
    passed to `report`. `work` and its answer are pickled values.

    What `report` raises, to stop the work, ends the process and is raised here; so is what of ours (`SzpaltaError`) the
    work raises, `OSError`, and `ChildFailed` with the child's traceback as its note.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve_aside, args=(sender, work))
    process.start()
    sender.close()
    try:
        kind, answer = _ending(receiver, report)
    except BaseException:
        process.terminate()
        raise
    finally:
        receiver.close()
        _end(process)
    if kind == "done":
        return answer  # type: ignore[no-any-return]
    if kind == "refused":
        name, code, data = answer
        raise getattr(errors, name, BadInput)(code, **data)
    if isinstance(answer, OSError):
        raise answer
    failed = ChildFailed("crash")
    failed.add_note(answer)
    raise failed


def _ending(receiver: Connection, report: Callable[[float | None], None]) -> tuple[str, Any]:
    """Passes progress on until something else comes; silence is reported too, so that whoever waits can stop it."""
    share: float | None = None
    try:
        while True:
            if receiver.poll(_LOOK_SECONDS):
                kind, answer = receiver.recv()
                if kind != "progress":
                    return kind, answer
                share = answer
            report(share)
    except EOFError:
        raise ChildFailed("crash") from None


def _serve_aside(sender: Connection, work: Callable[..., Any]) -> None:
    try:
        sender.send(("done", work(progress=lambda share: sender.send(("progress", share)))))
    except SzpaltaError as problem:
        sender.send(("refused", (type(problem).__name__, problem.code, problem.data)))
    except OSError as problem:
        sender.send(("failed", problem))
    except Exception:
        sender.send(("failed", traceback.format_exc()))


def _serve(sender: Connection, memory: int, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    _limit(memory)
    try:
        sender.send(("done", work(*args)))
    except SzpaltaError as problem:
        sender.send(("refused", (type(problem).__name__, problem.code, problem.data)))
    except MemoryError:
        sender.send(("failed", "memory"))
    except Exception:
        sender.send(("failed", "crash"))


def _end(process: BaseProcess) -> None:
    process.join(_GRACE_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):  # macOS refuses some limits
        return
