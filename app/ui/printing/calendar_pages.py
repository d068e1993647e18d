"""The month or a week as a grid on A4 landscape. What a cell cannot hold goes on in a list on the pages after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.system.labels import post_state
from app.ui.printing.agenda_pages import DAY_GAP, Block, PostList
from app.ui.printing.marks import PlanMarks
from app.ui.printing.page_frame import PageFrame
from app.ui.printing.printed_plan import PrintedPlan, PrintedPost
from app.ui.printing.sheet import INK, PALE, SOFT, Sheet, capital, line_height, lines_of, width_of
from app.ui.tokens import STATE_LOOK

WEEK = 7
NUMBER, SMALL = 10.0, 6.5
IN_MONTH, IN_WEEK = 7.5, 9.0
"""Sizes of a post's text."""
PAD = 3.0
GAPS = 0.4
"""Lines between two posts where there is room."""
MOST_LINES = 6
PROFILE_AND_WORDS = 2
"""Lines a post needs at least to stand under its profile."""
"""Most lines the first words of a post take where a cell has room."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A day with the posts that fit, each with the lines it takes; `rest` goes on the list. `whole`: with their profiles."""

    day: date
    whole: bool
    shown: tuple[tuple[PrintedPost, int], ...]
    rest: tuple[PrintedPost, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    size: QSizeF
    frame: PageFrame
    weeks: tuple[tuple[Cell, ...], ...]
    more: PostList
    pages: tuple[tuple[Block, ...], ...]


class CalendarDocument:
    """A plan of a month ("Listopad 2026") or of days within one week."""

    landscape = True
    paints_anywhere = True

    def __init__(self, plan: PrintedPlan) -> None:
        self._plan = plan
        self._size = IN_MONTH if self._is_month else IN_WEEK
        self._line = line_height(self._size)
        self._marks = PlanMarks(plan)
        self._time = width_of("00:00", self._size, bold=True) + 3
        self._laid: _Laid | None = None

    @property
    def title(self) -> str:
        plan = self._plan
        if self._is_month:
            return capital(plan.formats.month(plan.first))
        return plan.formats.days(plan.first, plan.last)

    def page_count(self, size: QSizeF) -> int:
        return 1 + len(self._lay_out(size).pages)

    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        laid, sheet = self._lay_out(size), Sheet(painter)
        laid.frame.draw_head(sheet, first=page == 0)
        if page == 0:
            self._draw_grid(sheet, laid)
        else:
            top = laid.frame.head_height(first=False) + DAY_GAP
            laid.more.draw(sheet, laid.pages[page - 1], top)
        laid.frame.draw_foot(sheet, size, page, 1 + len(laid.pages))

    @property
    def _is_month(self) -> bool:
        return (self._plan.last - self._plan.first).days >= WEEK

    # laying out
    def _lay_out(self, size: QSizeF) -> _Laid:
        if self._laid is None or self._laid.size != size:
            frame = PageFrame(self._plan, self.title, size.width(), self._marks.all)
            mondays = self._mondays()
            height = self._cells_height(frame, size) / len(mondays)
            weeks = tuple(
                tuple(self._cell(monday + timedelta(days=n), height, size.width() / WEEK) for n in range(WEEK))
                for monday in mondays
            )
            rest = [post for week in weeks for cell in week for post in cell.rest]
            more = PostList(self._plan, rest, size.width())
            room = size.height() - frame.foot_height() - frame.head_height(first=False) - DAY_GAP
            pages = tuple(tuple(page) for page in more.paged(room, room)) if rest else ()
            self._laid = _Laid(QSizeF(size), frame, weeks, more, pages)
        return self._laid

    def _mondays(self) -> list[date]:
        day = self._plan.first - timedelta(days=self._plan.first.weekday())
        found = []
        while day <= self._plan.last:
            found.append(day)
            day += timedelta(days=WEEK)
        return found

    def _cells_height(self, frame: PageFrame, size: QSizeF) -> float:
        return size.height() - frame.head_height(first=True) - frame.foot_height() - line_height(SMALL) - 2

    def _cell(self, day: date, height: float, width: float) -> Cell:
        """Profile and words of all posts where that fits, the longer ones cut; else only their first words, as many as there
        is room for; else a list after it."""
        posts = self._plan.posts_on(day)
        room = int((height - 2 * PAD - self._top(day, width)) / self._line)
        wide = width - 2 * PAD
        whole = [1 + len(lines_of(self._told(post), self._size, wide, MOST_LINES)) for post in posts]
        if sum(whole) + GAPS * len(posts) <= room:
            return Cell(day, True, tuple(zip(posts, whole, strict=True)), ())
        full = int(room - GAPS * len(posts))
        if PROFILE_AND_WORDS * len(posts) <= full:
            lines = _shared_out(whole, full, PROFILE_AND_WORDS)
            return Cell(day, True, tuple(zip(posts, lines, strict=True)), ())
        if len(posts) > room:
            kept = max(room - 1, 0)
            return Cell(day, False, tuple((post, 1) for post in posts[:kept]), posts[kept:])
        wanted = [len(lines_of(self._told(post), self._size, self._beside(post, wide), MOST_LINES)) for post in posts]
        return Cell(day, False, tuple(zip(posts, _shared_out(wanted, room), strict=True)), ())

    def _told(self, post: PrintedPost) -> str:
        """Its words; what will not go out says so after them."""
        return f"{post.opening} · {post_state(post.state, self._plan.words)}" if post.is_off else post.opening

    def _beside(self, post: PrintedPost, width: float) -> float:
        """The room for words between time, mark and state."""
        return width - self._time - self._marks.of(post).width(self._size - 0.5) - self._size - 4

    def _top(self, day: date, width: float) -> float:
        """The height of a day's number and of what the day is."""
        names = self._day_lines(day, width)
        return line_height(NUMBER) + max(len(names) - 1, 0) * line_height(SMALL)

    def _day_lines(self, day: date, width: float) -> list[str]:
        rows = self._plan.days.get(day, ())
        names = " · ".join(row.name for row in rows)
        bold = any(row.is_holiday for row in rows)
        return lines_of(names, SMALL, width - 2 * PAD - NUMBER * 1.8, 2, bold=bold) if names else []

    # drawing
    def _draw_post(self, sheet: Sheet, post: PrintedPost, lines: int, box: QRectF, *, whole: bool) -> None:
        """Time, mark and state on the first line; beside them the words, or the profile and the words below."""
        x, y, size = box.x(), box.y(), self._size
        icon_y = y + (self._line - size) / 2
        sheet.text(x, y, post.time, size, bold=True, width=self._time, color=SOFT if post.is_off else INK)
        left = x + self._time
        mark = self._marks.of(post)
        mark.draw(sheet, left, icon_y, size - 0.5)
        left += mark.width(size - 0.5) + 2
        sheet.icon(STATE_LOOK[post.state][0], box.right() - size + 0.5, icon_y, size - 0.5)
        room = self._beside(post, box.width())
        if whole:
            sheet.text(left, y, post.profile, size, width=room, color=SOFT)
            left, y, room, lines = x, y + self._line, box.width(), lines - 1
        for place, line in enumerate(lines_of(self._told(post), size, room, lines)):
            color = SOFT if post.is_off else INK
            sheet.text(left, y + place * self._line, line, size, color=color, struck=post.is_off)

    def _draw_grid(self, sheet: Sheet, laid: _Laid) -> None:
        plan, width = self._plan, laid.size.width() / WEEK
        y = laid.frame.head_height(first=True)
        for place in range(WEEK):
            name = plan.formats.weekday_name(place)
            sheet.text(place * width + PAD, y, name, SMALL, bold=True, color=SOFT, width=width - 2 * PAD)
        y += line_height(SMALL) + 2
        height = self._cells_height(laid.frame, laid.size) / len(laid.weeks)
        for number, week in enumerate(laid.weeks):
            for place, cell in enumerate(week):
                rect = QRectF(place * width, y + number * height, width, height)
                self._draw_cell(sheet, cell, rect)
        sheet.frame(QRectF(0, y, laid.size.width(), height * len(laid.weeks)), width=0.8)

    def _draw_cell(self, sheet: Sheet, cell: Cell, rect: QRectF) -> None:
        plan, x, y = self._plan, rect.x() + PAD, rect.y() + PAD
        outside = not plan.first <= cell.day <= plan.last
        if outside:
            sheet.shade(rect)
        elif cell.day.weekday() >= WEEK - 2:
            sheet.shade(rect, PALE)
        sheet.frame(rect)
        sheet.text(x, y, str(cell.day.day), NUMBER, bold=not outside, color=SOFT if outside else INK)
        if outside:
            return
        holiday = any(row.is_holiday for row in plan.days.get(cell.day, ()))
        below = y + (line_height(NUMBER) - line_height(SMALL)) * 0.65
        for line in self._day_lines(cell.day, rect.width()):
            sheet.text(x + NUMBER * 1.8, below, line, SMALL, bold=holiday, color=SOFT)
            below += line_height(SMALL)
        y += self._top(cell.day, rect.width())
        wide = rect.width() - 2 * PAD
        for post, lines in cell.shown:
            self._draw_post(sheet, post, lines, QRectF(x, y, wide, lines * self._line), whole=cell.whole)
            y += (lines + (GAPS if cell.whole else 0)) * self._line
        if cell.rest:
            text = plan.words.n("+{n} more, in the list", "+{n} more, in the list", len(cell.rest))
            sheet.text(x, y, text, self._size, bold=True, width=wide)


def _shared_out(wanted: Sequence[int], room: int, least: int = 1) -> list[int]:
    """The least for each (or all it wants), and what is left to those who want more, the shortest first."""
    lines = [min(least, most) for most in wanted]
    for _ in range(room - sum(lines)):
        short = [place for place, most in enumerate(wanted) if lines[place] < most]
        if not short:
            break
        lines[min(short, key=lambda place: lines[place])] += 1
    return lines
