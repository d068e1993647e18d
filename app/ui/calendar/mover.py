"""Gives posts other times and takes that back; says what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from app.domain.content import PlannedChip, Post
from app.domain.days import WallTime
from app.system.labels import network
from app.ui.calendar.desk import Desk
from app.ui.calendar.moving import Target, changes, landings
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence


@dataclass(frozen=True, slots=True)
class Moved:
    """`before` is the post as it was, `walls` the new times by profile."""

    before: Post
    walls: dict[int, WallTime]
    rest: dict[int, WallTime] = field(default_factory=dict)
    """Where the profiles that stayed would go."""


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
            whole = landings(before, chip.profile_id, target, zone, everything=True)
            rest = {number: wall for number, wall in whole.items() if number not in walls}
            return Moved(before, walls, rest if changes(before, rest) else {})

        context.face.tasks.run(self, work, self._tell, self._say_problem)

    def _tell(self, moved: Moved | None) -> None:
        self._busy = False
        if moved is None:
            return
        context, words = self._desk.context, self._desk.context.face.language.words
        wall = next(iter(moved.walls.values()))
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
        close = words.t("Close")
        if not moved.rest:
            context.notices.say(told, words.t("Undo"), context.undo.undo, close=close)
            return
        stayed = words.t("Only {profile} moved. Stays: {others}",
                         profile=self._named(moved, moved.walls), others=self._staying(moved))  # fmt: skip
        everything = (words.t("Move all"), lambda: self._move_rest(moved))
        context.notices.say(stayed, words.t("Undo"), context.undo.undo, close=close, other=everything)

    def _named(self, moved: Moved, numbers: Iterable[int]) -> str:
        profiles, words = self._desk.source.book.profiles, self._desk.context.face.language.words
        return ", ".join(network(profiles[number].network, words) for number in numbers if number in profiles)

    def _staying(self, moved: Moved) -> str:
        """ "Instagram, Wed 25 Nov, 9:00"."""
        language = self._desk.context.face.language
        due = {row.profile_id: row.due_at for row in moved.before.variants}
        told = []
        for number in moved.rest:
            at = due[number]
            when = language.formats.moment(at, self._desk.now()) if at is not None else language.words.t("no time yet")
            told.append(f"{self._named(moved, (number,))}, {when}")
        return "; ".join(told)

    def _move_rest(self, moved: Moved) -> None:
        """The profiles that stayed move by as much."""
        if self._busy:
            return
        self._busy = True
        context = self._desk.context

        def work(report: object) -> Moved:
            before = context.services.planning.post(context.actor, moved.before.id)
            context.services.scheduling.schedule_each(context.actor, before.id, moved.rest)
            return Moved(before, moved.rest)

        context.face.tasks.run(self, work, self._tell, self._say_problem)

    def _say_problem(self, error: BaseException) -> None:
        self._busy = False
        context = self._desk.context
        if not is_expected(error):
            context.face.tasks.unexpected.emit(error)
            return
        language = context.face.language
        context.notices.warn(sentence(error, language), close=language.words.t("Close"))
