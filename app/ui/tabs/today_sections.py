"""The sections of the first page: where they stand, and what goes into each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.calendar_day import CalendarDay
from app.domain.workspace import Task
from app.system.words import Words
from app.ui.publishing.stopped import Stopped
from app.ui.tabs.today_lines import TodayLines, going_out_makers, together
from app.ui.tokens import L
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.services.today import TodayPage


@dataclass(frozen=True, slots=True)
class TodayContent:
    """All that one reading brings."""

    page: TodayPage
    tasks: tuple[Task, ...]
    days: tuple[CalendarDay, ...]
    stopped: Stopped
    empty: bool
    """There is not one planned post the member may see."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A section, its heading, what makes its rows, what is said without any, and what the heading counts (None: all).
    `more`: there are more than these rows."""

    section: Section
    heading: str
    makers: Sequence[Callable[[], QWidget]]
    empty: str
    count: int | None = None
    more: bool = False


class TodaySections:
    """`connect_again` leads to the profiles; `tick_of` gives what ticks a task off."""

    def __init__(self, connect_again: Callable[[], None], tick_of: Callable[[Task], Callable[[bool], None]]) -> None:
        self._connect_again, self._tick_of = connect_again, tick_of
        self.going_out = Section("send", "accent")
        self.attention = Section("circle-alert", "failed")
        self.waiting = Section("clock", "review")
        self.tasks = Section("list-checks", "accent")
        self.questions = Section("message-square", "review")
        self.days = Section("calendar-days", "accent")
        self.changes = Section("history", "accent")
        self._to_do = (self.going_out, self.attention, self.waiting, self.tasks)
        self._to_know = (self.days, self.questions, self.changes)
        self.all = (*self._to_do, *self._to_know)

    def columns(self) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(L)
        columns.addLayout(_column(*self._to_do), 3)
        columns.addLayout(_column(*self._to_know), 2)
        return columns

    def fills(self, content: TodayContent, lines: TodayLines, words: Words) -> Iterator[Fill]:
        """What goes into each section, in the order it is built."""
        yield from self._fills_to_do(content, lines, words)
        yield from self._fills_to_know(content, lines, words)

    def _fills_to_do(self, content: TodayContent, lines: TodayLines, words: Words) -> Iterator[Fill]:
        page = content.page
        coming, to_come = going_out_makers(page.going_out, lines, words)
        yield Fill(
            self.going_out,
            words.t("Going out today"),
            coming,
            words.t("Nothing goes out today."),
            to_come,
        )
        yield Fill(
            self.attention,
            words.t("Needs attention"),
            [
                *(partial(lines.lost_profile, row, self._connect_again) for row in page.lost),
                *(partial(lines.attention, rows) for rows in together(page.attention)),
            ],
            words.t("Nothing failed and nothing is in doubt."),
        )
        yield Fill(
            self.waiting,
            words.t("Waits for me"),
            [
                *(partial(lines.sent_back, row) for row in page.sent_back),
                *(partial(lines.waiting, row) for row in page.waiting),
            ],
            words.t("No post waits for your review."),
        )
        yield Fill(
            self.tasks,
            words.t("My tasks"),
            [partial(lines.task, row, self._tick_of(row)) for row in content.tasks],
            words.t("You have no open tasks."),
        )

    def _fills_to_know(self, content: TodayContent, lines: TodayLines, words: Words) -> Iterator[Fill]:
        page = content.page
        yield Fill(
            self.days,
            words.t("The next fortnight"),
            lines.days(content.days),
            words.t("No holidays or marketing days in the next fortnight."),
        )
        yield Fill(
            self.questions,
            words.t("Unanswered questions"),
            [partial(lines.question, row) for row in page.questions],
            words.t("Nobody waits for an answer."),
        )
        yield Fill(
            self.changes,
            words.t("Since yesterday"),
            [partial(lines.change, row) for row in page.changes if lines.tells_of(row)],
            words.t("Nothing has changed since yesterday morning."),
            more=page.more_changes,
        )


def _column(*sections: Section) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(L)
    for section in sections:
        column.addWidget(section)
    column.addStretch()
    return column
