"""Ticking a task off in a list: done, or open again, at once, and undone like every other step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.workspace import Task
from app.ui.changes import Change
from app.ui.tab_context import TabContext


def tick_of(
    task: Task,
    context: TabContext,
    owner: QObject,
    told: Callable[[tuple[Change, ...]], None],
    failed: Callable[[BaseException], None],
) -> Callable[[bool], None]:
    """What a tick does: True is done. `told` hears what changed."""
    tasks, actor = context.services.tasks, context.actor

    def finish() -> tuple[Change, ...]:
        return (Change("task", tasks.done(actor, task.id).id),)

    def reopen() -> tuple[Change, ...]:
        return (Change("task", tasks.reopen(actor, task.id).id),)

    def ticked(done: bool) -> None:
        words = context.face.language.words
        what, step, back = words.t("Task done: {task}", task=task.title), finish, reopen
        if not done:
            what, step, back = words.t("Task open again: {task}", task=task.title), reopen, finish

        def stored(changes: tuple[Change, ...]) -> None:
            context.undo.add(what, back, step)
            told(changes)

        context.face.tasks.run(owner, lambda report: step(), stored, failed)

    return ticked
