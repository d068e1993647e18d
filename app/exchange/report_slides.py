"""A report as slides: the first says what it is, then one for each tile with its formula, sample and age of the data."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from app.domain.reports import Report, ReportTile, TilePicture
from app.exchange.slide_parts import (
    HIGH,
    MARGIN,
    WIDE,
    new_deck,
    new_slide,
    say,
    show_picture,
    show_table,
    speak,
    write,
)
from app.system.words import Words

if TYPE_CHECKING:
    from pptx.slide import Slide

TOP, FOOT = 92.0, 470.0
"""Where a slide's inside begins and ends."""
WORDS_LEFT, GAP = 630.0, 16.0
SHORT = 24
"""Letters of a change that stand on one line in large type; a reason why there is none may be longer."""
MOST_ROWS = 12
"""Of a table on one slide, with its headings one more."""
SIZES = (20.0, 16.0, 13.0, 11.0, 9.0, 7.0)


def slides_of(
    report: Report,
    pictures: Sequence[TilePicture | None],
    words: Words,
    made_at: datetime,
    told: Callable[[float | None], None],
) -> bytes:
    """The bytes of a PPTX file. `told` hears 0..1 and may raise to stop."""
    deck = new_deck(report.title, made_at)
    first = new_slide(deck, report.title, top=140, high=110, size=40)
    write(
        first, (MARGIN, 270, WIDE - 2 * MARGIN, 200), [f"{name}: {text}" for name, text in report.facts], 16, quiet=True
    )
    say(first, [words.t("Data from"), *report.sources])
    count = len(report.tiles)
    for place, (tile, picture) in enumerate(zip(report.tiles, pictures, strict=True)):
        told(0.9 + 0.1 * place / max(count, 1))
        slide = new_slide(deck, tile.heading)
        _fill(slide, tile, picture, words)
        _foot(slide, report, tile, words, f"{place + 2} / {count + 1}")
        say(slide, [*tile.said, *(f"{name}: {text}" for name, text in (*tile.about, *report.facts))])
    speak(deck, words.language)
    content = io.BytesIO()
    deck.save(content)
    return content.getvalue()


def _fill(slide: Slide, tile: ReportTile, picture: TilePicture | None, words: Words) -> None:
    room = FOOT - TOP
    if tile.listed:
        rows = tile.listed[: MOST_ROWS + 1]
        left_out = len(tile.listed) - len(rows)
        show_table(slide, rows, TOP, room - 20)
        if left_out:
            rest = words.n("{n} more row is in the workbook.", "{n} more rows are in the workbook.", left_out)
            write(slide, (MARGIN, FOOT - 16, WIDE - 2 * MARGIN, 16), [rest], 10, quiet=True)
        return
    if tile.one_number:
        _number(slide, tile, picture)
        return
    if picture is None:
        size = _fitting(tile.said, WIDE - 2 * MARGIN, room)
        write(slide, (MARGIN, TOP, WIDE - 2 * MARGIN, room), tile.said, size)
        return
    show_picture(slide, picture, MARGIN, TOP)
    if tile.said:
        below = picture.width > WORDS_LEFT
        left, top = (MARGIN, TOP + picture.height + GAP) if below else (WORDS_LEFT, TOP)
        wide, high = WIDE - MARGIN - left, FOOT - top
        write(slide, (left, top, wide, high), tile.said, min(_fitting(tile.said, wide, high), 14.0), quiet=True)


def _number(slide: Slide, tile: ReportTile, picture: TilePicture | None) -> None:
    """A number in large type, its way through the days beside it."""
    figure = tile.figure
    if figure is None:
        return
    wide = 300.0
    write(slide, (MARGIN, TOP + 20, wide, 80), [figure.shown], 60 if len(figure.shown) < 9 else 40, bold=True)
    size = 20 if len(figure.change_shown) <= SHORT else 13
    write(slide, (MARGIN, TOP + 110, wide, 30), [figure.change_shown], size, bold=True)
    write(slide, (MARGIN, TOP + 150, wide, 150), tile.said, 14, quiet=True)
    if picture is not None:
        show_picture(slide, picture, WIDE - MARGIN - picture.width, TOP + 20)


def _foot(slide: Slide, report: Report, tile: ReportTile, words: Words, number: str) -> None:
    told = tile.definition
    lines = []
    if told.formula:
        lines.append(f"{words.t('Formula')}: {told.formula}")
    facts = [f"{words.t('Sample')}: {told.sample}"] if told.sample else []
    facts += [f"{name}: {text}" for name, text in (report.days[0], *report.data[:1])]
    lines.append(" · ".join(facts))
    wide = WIDE - 2 * MARGIN - 60
    write(slide, (MARGIN, FOOT + 10, wide, HIGH - FOOT - 20), lines, 10, quiet=True)
    write(slide, (WIDE - MARGIN - 60, HIGH - 34, 60, 14), [number], 10, quiet=True, right=True)


def _fitting(lines: Sequence[str], wide: float, high: float) -> float:
    """The largest size in which the lines go into a box; a letter is about half as wide as high."""
    for size in SIZES:
        rows = sum(max(ceil(len(line) * size * 0.52 / wide), 1) for line in lines)
        if rows * size * 1.25 <= high:
            return size
    return SIZES[-1]
