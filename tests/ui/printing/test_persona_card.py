"""A persona's card on paper: one page when it fits, everything on it, nothing cut."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from app.domain.personas import BLOCKS, Evidence, Persona, Statement
from app.ui.face import Face
from app.ui.printing.paper import page_image, printable, write_pdf
from app.ui.printing.persona_card import PersonaCard

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LONG = "Konstantynopolitańczykowianeczkowskość" * 4


def statement(number: int, text: str) -> Statement:
    kind = list(Evidence)[number % 3]
    return Statement(number, 1, BLOCKS[number % 8], text, kind, "Ankieta", 212, None, None, None, None, number)


def persona(*texts: str, name: str = "Kasia od poranka") -> Persona:
    rows = tuple(statement(number, text) for number, text in enumerate(texts))
    return Persona(
        1, "u", 1, name, "Pije kawę", "Mam dziesięć minut.", None, 0.44, "cold_top", "krótko", "bez żargonu",
        date(2027, 1, 2), False, NOW, NOW, 7, rows,
    )  # fmt: skip


def card(face: Face, row: Persona) -> PersonaCard:
    return PersonaCard(row, face.language, NOW.date())


def shown(document: PersonaCard) -> str:
    """Every text of the pieces on all pages."""
    pages = document._pages(printable(False))[1]
    return " ".join(line for page in pages for column in page for piece in column for line in piece.lines)


def test_a_usual_persona_is_one_page_in_large_type(face: Face, tmp_path: Path) -> None:
    document = card(face, persona(*[f"stwierdzenie {number} o tej osobie" for number in range(12)]))
    size = printable(document.landscape)
    assert (document.page_count(size), document._pages(size)[0]) == (1, 12.0)
    file = tmp_path / "card.pdf"
    write_pdf(document, file)
    assert file.read_bytes().startswith(b"%PDF") and b"/Font" in file.read_bytes()
    assert page_image(document, 0, 50).pixelColor(30, 40) != QColor("white")


@pytest.mark.parametrize("count", [1, 30, 60])
def test_nothing_is_left_out_and_nothing_is_wider_than_its_column(face: Face, count: int) -> None:
    document = card(face, persona(*[f"{number} {LONG}" for number in range(count)], name=LONG))
    whole = shown(document).replace(" ", "")
    assert all(f"{number}{LONG}" in whole for number in range(count))
    size = printable(False)
    pages = document._pages(size)[1]
    room = size.height() - document._foot_height
    for page in pages:
        for column in page:
            assert sum(piece.height for piece in column) <= room
    for number in range(len(pages)):
        assert not page_image(document, number, 40).isNull()


def test_an_empty_persona_has_a_page(face: Face) -> None:
    face.language.choose("pl")
    document = card(face, persona())
    assert document.page_count(printable(False)) == 1 and document.title == "Kasia od poranka"
