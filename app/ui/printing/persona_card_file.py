"""A persona's card written to a file without a window: PDF, or a PNG of its pages below each other."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSaveFile
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication

from app.domain.errors import SzpaltaError
from app.domain.personas import Persona
from app.ui.language import Language
from app.ui.personas.portraits import read_portrait
from app.ui.printing.paper import page_image, printable, write_pdf
from app.ui.printing.persona_card import PersonaCard
from app.ui.services import Services

DOTS_PER_INCH = 200


def write_card(services: Services, persona: Persona, place: Path, language: str, zone: str) -> int:
    """Gives the number of pages. Raises `OSError` when the place cannot be written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QGuiApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["szpalta"])
    spoken = Language(app, language, zone)
    today = spoken.formats.today(services.clock.now())
    changed_on = spoken.formats.local(persona.changed_at).date()
    card = PersonaCard(persona, spoken, today, _portrait(services, persona), changed_on)
    if place.suffix.lower() == ".pdf":
        write_pdf(card, place)
    else:
        _write_png(card, place)
    return card.page_count(printable(card.landscape))


def _portrait(services: Services, persona: Persona) -> QImage | None:
    if persona.portrait_sha256 is None:
        return None
    try:
        return read_portrait(services.media.path_of(persona.portrait_sha256))
    except (SzpaltaError, OSError):
        return None


def _write_png(card: PersonaCard, place: Path) -> None:
    pages = card.page_count(printable(card.landscape))
    first = page_image(card, 0, DOTS_PER_INCH)
    whole = QImage(first.width(), first.height() * pages, QImage.Format.Format_RGB32)
    painter = QPainter(whole)
    painter.drawImage(0, 0, first)
    for number in range(1, pages):
        painter.drawImage(0, number * first.height(), page_image(card, number, DOTS_PER_INCH))
    painter.end()
    file = QSaveFile(str(place))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(f"{place.name} cannot be written")
    if not QImageWriter(file, QByteArray(b"png")).write(whole) or not file.commit():
        raise OSError(f"{place.name} cannot be written")
