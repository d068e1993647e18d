"""Gives posts other times and takes that back; says what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.domain.content import PlannedChip, Post
from app.domain.days import WallTime
from app.ui.calendar.desk import Desk
from app.ui.calendar.moving import Target, changes, landings
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence


@dataclass(frozen=True, slots=True)
class Moved:
    """`before` is the post as it was, `walls` the new times by profile."""

    before: Post
    walls: dict[int, WallTime]


class Mover(QObject):
    """One move at a time: a key held down does not run ahead of what is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._busy = False
        desk.move_wanted.connect(self.move)

    def move(self, chip: PlannedChip, target: Target, everything: bool) -> None:
        """Moves one variant, or all of its post that can still move."""
        if self._busy:
            return
        context = self._desk.context
        verdict = self._desk.judge(chip, target, None, everything=everything)
        if verdict.refusal:
            context.notices.warn(verdict.refusal, close=context.face.language.words.t("Close"))
            return
        self._busy = True
        zone = context.face.language.formats.zone

        def work(report: object) -> Moved | None:
            before = context.services.planning.post(context.actor, chip.post_id)
            walls = landings(before, chip.profile_id, target, zone, everything=everything)
            if not changes(before, walls):
                return None
            context.services.scheduling.schedule_each(context.actor, before.id, walls)
            return Moved(before, walls)

        context.face.tasks.run(self, work, lambda moved: self._tell(chip, moved), self._say_problem)

    def _tell(self, chip: PlannedChip, moved: Moved | None) -> None:
        self._busy = False
        if moved is None:
            return
        context, words = self._desk.context, self._desk.context.face.language.words
        wall = moved.walls[chip.profile_id]
        told = words.t("Moved to {when}", when=self._desk.when(wall.to_utc(), wall.zone))
        change = (Change("post", moved.before.id),)

        def undo() -> Iterable[Change]:
            context.services.scheduling.restore_times(context.actor, moved.before, tuple(moved.walls))
            return change

        def redo() -> Iterable[Change]:
            context.services.scheduling.schedule_each(context.actor, moved.before.id, moved.walls)
            return change

        context.bus.tell(*change)
        context.undo.add(told, undo, redo)
        context.notices.say(told, words.t("Undo"), context.undo.undo, close=words.t("Close"))

    def _say_problem(self, error: BaseException) -> None:
        self._busy = False
        context = self._desk.context
        if not is_expected(error):
            context.face.tasks.unexpected.emit(error)
            return
        language = context.face.language
        context.notices.warn(sentence(error, language), close=language.words.t("Close"))
