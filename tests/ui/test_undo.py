from __future__ import annotations

from collections.abc import Iterable

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import NotFound, Refused, StoreProblem, SzpaltaError
from app.ui.changes import Change
from app.ui.tab_context import TabContext


def adding(log: list[str], word: str) -> Iterable[Change]:
    log.append(word)
    return (Change("post", 1),)


def test_undo_and_redo_take_the_newest_first_and_tell_what_changed(context: TabContext, qtbot: QtBot) -> None:
    log: list[str] = []
    told: list[object] = []
    context.bus.happened.connect(told.append)
    for word in ("first", "second"):
        context.undo.add(word, lambda word=word: adding(log, f"-{word}"), lambda word=word: adding(log, f"+{word}"))
    for step in (context.undo.undo, context.undo.undo, context.undo.undo, context.undo.redo):
        step()
        qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert log == ["-second", "-first", "+first"]
    assert (context.undo.undo_name, context.undo.redo_name) == ("first", "second")
    assert told == [(Change("post", 1),)] * 3


def test_something_new_forgets_what_was_undone(context: TabContext, qtbot: QtBot) -> None:
    context.undo.add("one", lambda: (), lambda: ())
    with qtbot.waitSignal(context.undo.told) as told:
        context.undo.undo()
    assert told.args == ["Undone: one"]
    context.undo.add("two", lambda: (), lambda: ())
    assert (context.undo.undo_name, context.undo.redo_name) == ("two", None)


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (Refused("post.already_out", post=1), "older"),
        (NotFound("post.not_found", post=1), "older"),
        (StoreProblem("store.locked"), "one"),
    ],
)
def test_a_refused_step_is_told_once_and_blocks_no_older_one(
    context: TabContext, qtbot: QtBot, error: SzpaltaError, left: str
) -> None:
    def refuse() -> Iterable[Change]:
        raise error

    context.undo.add("older", lambda: (), lambda: ())
    context.undo.add("one", refuse, lambda: ())
    with qtbot.waitSignal(context.undo.failed) as failed:
        context.undo.undo()
    assert failed.args == [error]
    assert (context.undo.undo_name, context.undo.redo_name) == (left, None)


@pytest.mark.parametrize("count", [99, 150])
def test_only_the_last_hundred_are_kept(context: TabContext, count: int) -> None:
    for number in range(count):
        context.undo.add(str(number), lambda: (), lambda: ())
    assert len(context.undo._done) == min(count, 100)
