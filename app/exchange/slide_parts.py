"""What slides are put together from: a 16:9 deck, words that stay plain, tables, pictures with alternative text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.domain.reports import TilePicture
from app.exchange.tables import xml_text

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

POINT = 12_700
"""Units of the format in a point."""
WIDE, HIGH, MARGIN = 960.0, 540.0, 40.0
LEADING, CELL_GAP = 1.25, 8.0
TABLE_SIZES = (16.0, 14.0, 12.0, 10.5, 9.0)
LETTER = 0.58
"""Width of a letter in its heights, on the safe side."""
TITLE_ONLY = 5
"""The template's layout with a heading and room below."""
RUN = "{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"
LANGUAGES = {"pl": "pl-PL", "en": "en-GB"}
INK, QUIET, GROUND = "1E2430", "5A6270", "E8EDF5"
BAND, PAPER = "F5F7FA", "FFFFFF"
NUMBER = re.compile(r"[-−+±<>≈]?\d[\d\s.,]*(%|[^\W\d]{1,3})?\.?")
"""As people read it: with its separators, and a unit or a currency of at most three letters."""


def new_deck(title: str, made_at: datetime) -> Presentation:
    """An empty presentation of 13⅓ × 7½ inches; the template's places are for 4:3 and are drawn out."""
    import pptx

    deck = pptx.Presentation()
    before = deck.slide_width or 1
    deck.slide_width, deck.slide_height = _units(WIDE), _units(HIGH)
    master = deck.slide_master
    for shapes in (master.shapes, *(layout.shapes for layout in master.slide_layouts)):
        for shape in shapes:
            shape.left, shape.width = shape.left * deck.slide_width // before, shape.width * deck.slide_width // before
    told = deck.core_properties
    told.title, told.author, told.last_modified_by = xml_text(title)[:255], "Szpalta", "Szpalta"
    told.created = told.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    return deck


def new_slide(deck: Presentation, heading: str, *, top: float = 22, high: float = 60, size: float = 26) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    if title is not None:
        title.left, title.top = _units(MARGIN), _units(top)
        title.width, title.height = _units(WIDE - 2 * MARGIN), _units(high)
        _fill(title.text_frame, [heading], _fitting(heading, size), bold=True)
        _middle(title.text_frame)
    return slide


def _fitting(text: str, size: float, room: int = 120) -> float:
    """A long heading is written smaller."""
    return size if len(text) <= room / 2 else size * 0.8 if len(text) <= room else size * 0.6


def write(
    slide: Slide, box: tuple[float, float, float, float], lines: Sequence[str], size: float, *, quiet: bool = False,
    bold: bool = False, right: bool = False,
) -> None:  # fmt: skip
    """Paragraphs of plain text in a box (left, top, width, height in points)."""
    from pptx.enum.text import PP_ALIGN

    left, top, wide, high = box
    frame = slide.shapes.add_textbox(_units(left), _units(top), _units(wide), _units(high)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _fill(frame, lines, size, bold=bold, quiet=quiet)
    if right:
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.RIGHT


def show_picture(slide: Slide, picture: TilePicture, left: float, top: float) -> None:
    shape = slide.shapes.add_picture(
        io.BytesIO(picture.png), _units(left), _units(top), _units(picture.width), _units(picture.height)
    )
    element: Any = shape._element
    element.nvPicPr.cNvPr.set("descr", xml_text(picture.says))


def show_table(slide: Slide, rows: Sequence[Sequence[str]], top: float, room: float) -> None:
    """As large as it can be. The first row has the headings; numbers stand to the right, lines that are too long end in an
    ellipsis."""
    from pptx.enum.text import PP_ALIGN

    count, wide = len(rows[0]), WIDE - 2 * MARGIN
    lines = max(len(text.splitlines()) for row in rows for text in row)
    size = next((one for one in TABLE_SIZES if (lines * one * LEADING + CELL_GAP) * len(rows) <= room), TABLE_SIZES[-1])
    widths = _widths(rows, wide, size)
    high = min(lines * size * LEADING + CELL_GAP, room / len(rows))
    shape = slide.shapes.add_table(
        len(rows), count, _units(MARGIN), _units(top), _units(wide), _units(high * len(rows))
    )
    table = shape.table
    numbers = [_of_numbers([row[place] for row in rows[1:]]) for place in range(count)]
    for place, width in enumerate(widths):
        table.columns[place].width = _units(width)
    for number, row in enumerate(rows):
        table.rows[number].height = _units(high)
        for place, text in enumerate(row):
            cell = table.cell(number, place)
            cell.margin_top = cell.margin_bottom = _units(2)
            fitting = [_within(line, widths[place], size) for line in text.splitlines() or [""]]
            _fill(cell.text_frame, fitting, size, bold=number == 0)
            ground: Any = cell.fill
            ground.solid()
            ground.fore_color.rgb = _color(GROUND if number == 0 else PAPER if number % 2 else BAND)
            if place and numbers[place]:
                for paragraph in cell.text_frame.paragraphs:
                    paragraph.alignment = PP_ALIGN.RIGHT


def _widths(rows: Sequence[Sequence[str]], wide: float, size: float) -> list[float]:
    """The first column has the widest room, unless another would be cut then: they share by what they need."""
    count = len(rows[0])
    first = wide * 0.56 if count > 3 else wide * 0.6
    even = [first, *[(wide - first) / (count - 1)] * (count - 1)]
    letters = [max(len(line) for row in rows for line in row[place].splitlines() or [""]) for place in range(count)]
    needs = [(most + 1) * size * LETTER for most in letters]
    if all(need <= width for need, width in zip(needs[1:], even[1:], strict=True)):
        return even
    shares = [min(needs[0], first), *needs[1:]]
    return [wide * share / sum(shares) for share in shares]


def _within(line: str, width: float, size: float) -> str:
    most = int(width / (size * LETTER))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def speak(deck: Presentation, language: str) -> None:
    """Which language the words are in: for those who listen, and for the spelling of who goes on writing."""
    for slide in deck.slides:
        elements: Any = slide._element
        for words in elements.iter(RUN):
            words.set("lang", LANGUAGES.get(language, language))


def say(slide: Slide, lines: Sequence[str]) -> None:
    """The speaker's notes."""
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = xml_text("\n".join(lines))


def _fill(frame: Any, lines: Sequence[str], size: float, *, bold: bool = False, quiet: bool = False) -> None:
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = " ".join(xml_text(line).split())
        run.font.size, run.font.bold = _units(size), bold
        run.font.color.rgb = _color(QUIET if quiet else INK)


def _middle(frame: Any) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    frame.word_wrap, frame.vertical_anchor, frame.margin_left = True, MSO_ANCHOR.MIDDLE, 0
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _of_numbers(texts: Sequence[str]) -> bool:
    """Whether nothing but numbers stands in a column, with their units, and what stands for none."""
    return any(map(NUMBER.fullmatch, texts)) and all(
        NUMBER.fullmatch(text) or not any(map(str.isalnum, text)) for text in texts
    )


def _color(name: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    return make.from_string(name)


def _units(points: float) -> Any:
    from pptx.util import Emu

    return Emu(round(points * POINT))
