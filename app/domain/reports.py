"""A dashboard as it leaves the program, on paper, as a workbook or as slides: values and words, ready in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from app.domain.kpi import Period

Cell: TypeAlias = str | float | date | None
Fact: TypeAlias = tuple[str, str]
"""What it is and what it says."""


class ReportKind(StrEnum):
    """The value is the ending of the file."""

    PDF = "pdf"
    PNG = "png"
    XLSX = "xlsx"
    PPTX = "pptx"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What kind of file is wanted. `landscape` counts for a PDF, `scale` (1 or 2 times the pixels) for a PNG."""

    kind: ReportKind
    landscape: bool = False
    scale: int = 1


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows of plain values; None is unknown. `units` belong to the columns: "percent" (0-100), "count" …; a row may have
    `row_units` of its own. `remarks` say of each row what is doubtful, or why it is unknown."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    units: tuple[str, ...] = ()
    row_units: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[str, ...] = ()

    def unit(self, row: int, place: int) -> str:
        """Empty for what is no number."""
        units = self.row_units[row] if self.row_units else self.units
        return units[place] if units else "count"


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """One number of the summary. `value`, `change` and `before` are None where unknown; `remark` says why, and what is
    doubtful. Percents are 0-100, their change is in points."""

    value: float | None
    unit: str
    change: float | None
    before: float | None
    shown: str
    change_shown: str
    sample: str
    remark: str


@dataclass(frozen=True, slots=True)
class Definition:
    """How a tile is computed, in words."""

    kpi: str
    formula: str
    unit: str
    denominator: str
    source: str
    sample: str
    left_out: str
    doubts: str


@dataclass(frozen=True, slots=True)
class ReportTile:
    """`said` stands beside the figures: advice, what a gap means, or why there are none. `about`: how it is computed.
    `one_number`: its figure is all it shows. `listed`: a table as people read it, its headings first, for a slide; empty where
    there is a drawing or none."""

    heading: str
    table: FigureTable
    figure: ReportFigure | None
    said: tuple[str, ...]
    about: tuple[Fact, ...]
    definition: Definition
    one_number: bool = False
    listed: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """`days`, `filters` and `data` (its age, where it comes from) are what the head of every file says."""

    title: str
    dashboard: str
    period: Period
    days: tuple[Fact, ...]
    filters: tuple[Fact, ...]
    data: tuple[Fact, ...]
    sources: tuple[str, ...]
    tiles: tuple[ReportTile, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.days + self.filters + self.data

    @property
    def head(self) -> tuple[str, ...]:
        """The facts in three lines at most."""
        groups = (self.days, self.filters, self.data)
        return tuple(" · ".join(f"{name}: {text}" for name, text in facts) for facts in groups if facts)


@dataclass(frozen=True, slots=True)
class TilePicture:
    """A tile drawn as PNG, and its size on a slide in points. `says`: what is to be seen, for those who listen."""

    png: bytes
    width: float
    height: float
    says: str
