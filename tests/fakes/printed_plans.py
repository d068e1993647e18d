"""Plans ready for paper, and what a PDF says."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from app.domain.networks import Network
from app.domain.workflow import PostState
from app.system.formats import Formats
from app.system.words import Words
from app.ui.printing.paper import PrintedDocument, write_pdf
from app.ui.printing.printed_plan import PrintedDay, PrintedPlan, PrintedPost

LONG = "Konstantynopolitańczykowianeczka zaprasza na najdłuższą w historii przerwę na kawę z żurawiną"
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def printed_post(day: date, number: int = 1, opening: str = "Kawa", state: PostState = PostState.DRAFT) -> PrintedPost:
    return PrintedPost(day, f"9:{number:02}", Network.FACEBOOK, "Facebook", "@piekarnia", f"{opening} {number}", state)


def printed_plan(
    posts: Sequence[PrintedPost], *, language: str = "en", first: date = FIRST, last: date = LAST, **values: object
) -> PrintedPlan:
    days = {date(2026, 11, 11): (PrintedDay("Narodowe Święto Niepodległości", True),)}
    given = {"name": "Piekarnia Świt", "filters": (), "days": days} | values
    words, formats = Words(language), Formats(language, "Europe/Warsaw")
    return PrintedPlan(
        first=first, last=last, printed_on=date(2026, 11, 24), posts=tuple(posts), words=words, formats=formats, **given
    )  # type: ignore[arg-type]


def pdf_pages(document: PrintedDocument, folder: Path) -> list[str]:
    """The text of every page, as a reader would copy it."""
    path = folder / "printed.pdf"
    write_pdf(document, path)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def pdf_fonts(folder: Path) -> str:
    """What the PDF written last says of its fonts."""
    done = subprocess.run(["pdffonts", str(folder / "printed.pdf")], capture_output=True, check=True)
    return done.stdout.decode()


def pdf_pictures(folder: Path) -> list[str]:
    """The pictures in the PDF written last."""
    done = subprocess.run(["pdfimages", "-list", str(folder / "printed.pdf")], capture_output=True, check=True)
    return done.stdout.decode().splitlines()[2:]
