"""The plan as a list by day, on A4: a day's heading never stands alone at the foot of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from app.system.labels import post_state
from app.ui.printing.page_frame import PageFrame
from app.ui.printing.printed_plan import PrintedPlan, PrintedPost
from app.ui.printing.sheet import INK, RULE, SOFT, Sheet, capital, line_height, lines_of, width_of
from app.ui.tokens import STATE_LOOK

DAY, TEXT, SMALL = 11.0, 9.0, 8.0
TIME, MARK, GAP = 34.0, 10.0, 6.0
ROW_GAP, DAY_GAP = 4.0, 10.0
STATE_SHARE, PROFILE_SHARE = 0.22, 0.3
"""Parts of the width the columns of state and profile may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """One post, broken into lines for the width of its list."""

    post: PrintedPost
    opening: tuple[str, ...]
    profile: tuple[str, ...]
    state: tuple[str, ...]

    @property
    def height(self) -> float:
        lines = max(len(self.opening) * line_height(TEXT), max(len(self.profile), len(self.state)) * line_height(SMALL))
        return max(lines, line_height(TEXT)) + ROW_GAP


@dataclass(frozen=True, slots=True)
class Block:
    """A day on one page: its heading, said to go on when it began on the page before, and some of its posts."""

    day: date
    goes_on: bool
    rows: tuple[Row, ...]


HEADING = line_height(DAY) + DAY_GAP + ROW_GAP


class PostList:
    """Posts laid out for a width; `paged` cuts them into pages of the heights there are."""

    def __init__(self, plan: PrintedPlan, posts: Sequence[PrintedPost], width: float) -> None:
        self._plan, self._width = plan, width
        states = [width_of(post_state(post.state, plan.words), SMALL) for post in posts]
        profiles = [width_of(f"{post.network} · {post.profile}", SMALL) for post in posts]
        self._state = min(max(states, default=0.0) + MARK + 2, width * STATE_SHARE)
        self._profile = min(max(profiles, default=0.0) + MARK + 4, width * PROFILE_SHARE)
        self._opening = width - TIME - self._profile - self._state - 2 * GAP
        self._rows = [self._row(post) for post in posts]

    def _row(self, post: PrintedPost) -> Row:
        state = post_state(post.state, self._plan.words)
        return Row(
            post,
            tuple(lines_of(post.opening, TEXT, self._opening)),
            tuple(lines_of(f"{post.network} · {post.profile}", SMALL, self._profile - MARK - 4)),
            tuple(lines_of(state, SMALL, self._state - MARK - 2)),
        )

    def paged(self, first: float, later: float) -> list[list[Block]]:
        """Blocks by page; `first` and `later` are the heights of the first page and of those after it."""
        pages: list[list[Block]] = [[]]
        left = first
        for day, group in groupby(self._rows, key=lambda row: row.post.day):
            waiting, goes_on = list(group), False
            while waiting:
                fitting = _fitting(waiting, left - HEADING)
                if not fitting and left < later:
                    pages.append([])
                    left = later
                    continue
                taken = waiting[: max(fitting, 1)]
                pages[-1].append(Block(day, goes_on, tuple(taken)))
                left -= HEADING + sum(row.height for row in taken)
                waiting, goes_on = waiting[len(taken) :], True
        return pages

    def draw(self, sheet: Sheet, blocks: Sequence[Block], y: float) -> None:
        for block in blocks:
            y = self._draw_heading(sheet, block, y)
            for row in block.rows:
                self._draw_row(sheet, row, y)
                y += row.height
            y += DAY_GAP

    def _draw_heading(self, sheet: Sheet, block: Block, y: float) -> float:
        words, formats = self._plan.words, self._plan.formats
        name = capital(formats.day_full(block.day))
        if block.goes_on:
            name = words.t("{day}, continued", day=name)
        took = sheet.text(0, y, name, DAY, bold=True, width=self._width)
        names = " · ".join(day.name for day in self._plan.days.get(block.day, ()))
        if names and self._width - took > 2 * GAP:
            x = took + GAP
            sheet.text(
                x, y + (line_height(DAY) - line_height(SMALL)) * 0.7, names, SMALL, color=SOFT, width=self._width - x
            )
        y += line_height(DAY)
        sheet.rule(0, y, self._width, y, color=RULE)
        return y + ROW_GAP

    def _draw_row(self, sheet: Sheet, row: Row, y: float) -> None:
        post, x = row.post, TIME
        small = y + (line_height(TEXT) - line_height(SMALL)) / 2
        sheet.text(0, y, post.time, TEXT, bold=True)
        sheet.mark(post.mark, x, y + (line_height(TEXT) - MARK) / 2 + 0.5, MARK - 1)
        _lines(sheet, row.profile, x + MARK + 4, small, SMALL)
        _lines(sheet, row.opening, x + self._profile + GAP, y, TEXT, off=post.is_off)
        x = self._width - self._state
        sheet.icon(STATE_LOOK[post.state][0], x, y + (line_height(TEXT) - MARK) / 2 + 0.5, MARK - 1)
        _lines(sheet, row.state, x + MARK + 2, small, SMALL)


def _lines(sheet: Sheet, lines: Sequence[str], x: float, y: float, size: float, *, off: bool = False) -> None:
    for line in lines:
        sheet.text(x, y, line, size, color=SOFT if off else INK, struck=off)
        y += line_height(size)


def _fitting(rows: Sequence[Row], height: float) -> int:
    """How many rows from the first on fit."""
    count = 0
    for row in rows:
        height -= row.height
        if height < 0:
            break
        count += 1
    return count


class AgendaDocument:
    """A4 portrait."""

    landscape = False
    paints_anywhere = True

    def __init__(self, plan: PrintedPlan, *, landscape: bool = False) -> None:
        self._plan = plan
        self.landscape = landscape
        self._laid: tuple[float, float, PageFrame, PostList, list[list[Block]]] | None = None

    @property
    def title(self) -> str:
        plan = self._plan
        return plan.words.t("Plan of posts, {days}", days=plan.formats.days(plan.first, plan.last))

    def turned(self, landscape: bool) -> AgendaDocument:
        """The same list on paper of another orientation."""
        return AgendaDocument(self._plan, landscape=landscape)

    def page_count(self, size: QSizeF) -> int:
        return len(self._lay_out(size)[2])

    def paint_page(self, painter: QPainter, page: int, size: QSizeF) -> None:
        frame, posts, pages = self._lay_out(size)
        sheet = Sheet(painter)
        frame.draw_head(sheet, first=page == 0)
        top = frame.head_height(first=page == 0) + DAY_GAP
        if not self._plan.posts:
            sheet.text(0, top, self._plan.words.t("Nothing is planned on these days."), TEXT)
        posts.draw(sheet, pages[page], top)
        frame.draw_foot(sheet, size, page, len(pages))

    def _lay_out(self, size: QSizeF) -> tuple[PageFrame, PostList, list[list[Block]]]:
        if self._laid is None or self._laid[:2] != (size.width(), size.height()):
            frame = PageFrame(self._plan, self.title, size.width())
            posts = PostList(self._plan, self._plan.posts, size.width())
            room = size.height() - frame.foot_height() - DAY_GAP
            pages = posts.paged(room - frame.head_height(first=True), room - frame.head_height(first=False))
            self._laid = (size.width(), size.height(), frame, posts, pages)
        return self._laid[2:]
