"""Work in a child process with limits: for files from outside, whose decoders may eat memory, hang or crash."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from app.domain import errors
from app.domain.errors import BadInput, SzpaltaError

T = TypeVar("T")
_GRACE_SECONDS = 5


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
        process.join(_GRACE_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
    if kind == "done":
        return answer  # type: ignore[no-any-return]
    if kind == "failed":
        raise ChildFailed(answer)
    name, code, data = answer
    raise getattr(errors, name, BadInput)(code, **data)


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
