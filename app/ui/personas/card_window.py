"""The preview of a persona's card."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.domain.personas import Persona
from app.ui.printing.persona_card import PersonaCard
from app.ui.printing.preview import PrintPreview
from app.ui.tab_context import TabContext


def show_card(context: TabContext, persona: Persona, portrait: QImage | None, parent: QWidget) -> PrintPreview:
    """Opens the preview; its file name is the persona's."""
    language, now = context.face.language, context.services.clock.now()

    def card() -> PersonaCard:
        formats = language.formats
        return PersonaCard(persona, language, formats.today(now), portrait, formats.local(persona.changed_at).date())

    preview = PrintPreview(card(), context.face, persona.name, parent, lambda take: take(card()))
    preview.open()
    return preview
