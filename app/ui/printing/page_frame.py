"""What every page of a plan has: a heading, what was filtered, when it was printed, a legend and the page's number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSizeF

from app.domain.workflow import PostState
from app.system.labels import post_state
from app.ui.printing.marks import PlanMark
from app.ui.printing.printed_plan import PrintedPlan
from app.ui.printing.sheet import SOFT, Sheet, line_height, lines_of, width_of
from app.ui.tokens import STATE_LOOK

TITLE, TEXT, SMALL = 17.0, 9.0, 7.5
GAP = 6.0
LEGEND_GAP, LEGEND_ROOM = 12.0, 3.0
FILTER_LINES = 3
"""Most lines the filters take at the top of the first page."""


class PageFrame:
    """Heights are known before anything is drawn. The legend explains the `marks` besides the states."""

    def __init__(self, plan: PrintedPlan, title: str, width: float, marks: Sequence[PlanMark] = ()) -> None:
        self._plan, self._title, self._width = plan, title, width
        filters = " · ".join(plan.filters)
        self._filters = lines_of(filters, SMALL, width, FILTER_LINES) if filters else []
        self._name_room = width - width_of(title, TITLE, bold=True) - LEGEND_GAP
        self._name_below = width_of(plan.name, TEXT, bold=True) > self._name_room
        self._legend = self._legend_rows(marks)

    def head_height(self, *, first: bool) -> float:
        if not first:
            return line_height(TEXT) + GAP
        name = line_height(TEXT) if self._name_below else 0.0
        return line_height(TITLE) + name + len(self._filters) * line_height(SMALL) + GAP

    def foot_height(self) -> float:
        return GAP + line_height(SMALL) * (1 + len(self._legend)) + LEGEND_ROOM

    def draw_head(self, sheet: Sheet, *, first: bool) -> None:
        plan, width = self._plan, self._width
        if not first:
            half = width / 2
            sheet.text(0, 0, self._title, TEXT, bold=True, width=half)
            sheet.text(half, 0, plan.name, TEXT, color=SOFT, width=half, right=True)
            return
        sheet.text(0, 0, self._title, TITLE, bold=True, width=width)
        y = line_height(TITLE)
        if self._name_below:
            sheet.text(0, y, plan.name, TEXT, bold=True, width=width)
            y += line_height(TEXT)
        else:
            lower = y - line_height(TEXT) - 1
            sheet.text(width - self._name_room, lower, plan.name, TEXT, bold=True, width=self._name_room, right=True)
        for line in self._filters:
            sheet.text(0, y, line, SMALL, color=SOFT)
            y += line_height(SMALL)

    def draw_foot(self, sheet: Sheet, size: QSizeF, page: int, pages: int) -> None:
        words, formats = self._plan.words, self._plan.formats
        y = size.height() - self.foot_height() + GAP
        for row in self._legend:
            x = 0.0
            for sign, word in row:
                if isinstance(sign, PlanMark):
                    sign.draw(sheet, x, y + 1, SMALL)
                    x += sign.width(SMALL) - SMALL
                else:
                    sheet.icon(STATE_LOOK[sign][0], x, y + 1, SMALL)
                x += SMALL + 3 + sheet.text(x + SMALL + 3, y, word, SMALL, color=SOFT) + LEGEND_GAP
            y += line_height(SMALL)
        y += LEGEND_ROOM
        printed = words.t("Printed on {day}", day=formats.day_short(self._plan.printed_on))
        sheet.text(0, y, f"{printed} · Szpalta", SMALL, color=SOFT)
        number = words.t("page {page} of {pages}", page=page + 1, pages=pages)
        sheet.text(0, y, number, SMALL, color=SOFT, width=size.width(), right=True)

    def _legend_rows(self, marks: Sequence[PlanMark]) -> list[list[tuple[PostState | PlanMark, str]]]:
        """Sign and word of each state there is, and of each mark, in as many rows as they need."""
        plan = self._plan
        signs: list[tuple[PostState | PlanMark, str]] = [
            (state, post_state(state, plan.words)) for state in plan.states
        ]
        signs = [*((mark, mark.says) for mark in marks), *signs]
        rows: list[list[tuple[PostState | PlanMark, str]]] = []
        x = self._width + 1
        for sign, word in signs:
            sign_width = sign.width(SMALL) if isinstance(sign, PlanMark) else SMALL
            wide = sign_width + 3 + width_of(word, SMALL) + LEGEND_GAP
            if x + wide > self._width:
                rows.append([])
                x = 0.0
            rows[-1].append((sign, word))
            x += wide
        return rows
