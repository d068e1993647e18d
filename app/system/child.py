"""Work in a child process with limits: for files from outside, whose decoders may eat memory, hang or crash."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from app.domain import errors
from app.domain.errors import BadInput, SzpaltaError

T = TypeVar("T")
S = TypeVar("S")
STOPPING_SECONDS = 5.0
"""A call to a network ends sooner than this, mostly; whoever closes the window waits no longer for it."""
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
    with Beside(_serve_aside, work) as child:
        return _answer(child.follow(lambda told: report(told[0])))  # type: ignore[no-any-return]


def run_stoppable(
    work: Callable[..., T], report: Callable[[float | None, S | None], None], patience: float = STOPPING_SECONDS
) -> T:
    """As `run_aside` for `work(progress=…, cancel=…)`, which tells a share and how a part of it stands.

    What `report` raises makes `cancel()` true in the child, which is ended when it has not ended by itself after `patience`
    seconds; so it also is when this process is gone.
    """
    with Beside(_serve_stoppable, work) as child:
        try:
            ending = child.follow(lambda told: report(told[0], told[1] if len(told) > 1 else None))
        except BaseException:
            child.ask_to_stop(patience)
            raise
        return _answer(ending)  # type: ignore[no-any-return]


class Beside:
    """A fresh process that does `work`; whatever happens, it is gone at the end of the block."""

    def __init__(self, serve: Callable[..., None], work: Callable[..., Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        asked, self._asking = context.Pipe(duplex=False)
        self._process = context.Process(target=serve, args=(sender, asked, work))
        self._process.start()
        sender.close()
        asked.close()
        self._ended = False

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *problem: object) -> None:
        if not self._ended:
            self._process.terminate()
        self._receiver.close()
        self._asking.close()
        _end(self._process)

    def follow(self, report: Callable[[tuple[Any, ...]], None]) -> tuple[str, Any]:
        """Passes progress on until something else comes; silence is reported too, so that whoever waits can stop it."""
        told: tuple[Any, ...] = (None,)
        try:
            while True:
                if self._receiver.poll(_LOOK_SECONDS):
                    kind, answer = self._receiver.recv()
                    if kind != "progress":
                        self._ended = True
                        return kind, answer
                    told = answer
                else:
                    told = told[:1]
                report(told)
        except EOFError:
            raise ChildFailed("crash") from None

    def ask_to_stop(self, patience: float) -> None:
        self._asking.close()
        self._process.join(0 if self._ended else patience)


def _answer(ending: tuple[str, Any]) -> Any:
    kind, answer = ending
    if kind == "done":
        return answer
    if kind == "refused":
        name, code, data = answer
        raise getattr(errors, name, BadInput)(code, **data)
    if isinstance(answer, OSError):
        raise answer
    failed = ChildFailed("crash")
    failed.add_note(answer)
    raise failed


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; whoever asked for the work ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _serve_aside(sender: Connection, asked: Connection, work: Callable[..., Any]) -> None:
    _leave_interrupts()
    asked.close()
    _tell_ending(sender, partial(work, progress=lambda share: sender.send(("progress", (share,)))))


def _serve_stoppable(sender: Connection, asked: Connection, work: Callable[..., Any]) -> None:
    _leave_interrupts()
    stop = threading.Event()
    threading.Thread(target=_wait_for_stop, args=(asked, stop), daemon=True).start()

    def progress(share: float | None, step: object) -> None:
        with suppress(BrokenPipeError):  # nobody is there to hear it: then the stop has come too
            sender.send(("progress", (share, step)))

    _tell_ending(sender, partial(work, progress=progress, cancel=stop.is_set))


def _wait_for_stop(asked: Connection, stop: threading.Event) -> None:
    """The other end is closed by whoever wants the work to stop, and by the end of their process."""
    with suppress(OSError):
        asked.poll(None)
    stop.set()


def _tell_ending(sender: Connection, work: Callable[[], Any]) -> None:
    try:
        told: tuple[str, Any] = ("done", work())
    except SzpaltaError as problem:
        told = ("refused", (type(problem).__name__, problem.code, problem.data))
    except OSError as problem:
        told = ("failed", problem)
    except Exception:
        told = ("failed", traceback.format_exc())
    with suppress(BrokenPipeError):
        sender.send(told)


def _serve(sender: Connection, memory: int, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    _leave_interrupts()
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
