"""What stands in the middle before a persona is chosen: the large gallery, or what personas are for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.ui.language import Language
from app.ui.personas.card_list import CardList
from app.ui.personas.gallery_model import PersonaModel
from app.ui.tokens import XL, L, S
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import plain_label, wrapped_label


class PersonaWelcome(QStackedWidget):
    opened = Signal(int)
    new_wanted = Signal()

    def __init__(self, model: PersonaModel, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._language = model, language
        self._title, self._told = plain_label("", "title"), wrapped_label("", "muted")
        self.tiles = CardList(model, tiles=True)
        self.tiles.opened.connect(self.opened)
        gallery = QFrame()
        column = QVBoxLayout(gallery)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(S)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addWidget(self.tiles, 1)
        self.empty = EmptyState("circle-user-round")
        self.empty.wanted.connect(self.new_wanted)
        self.addWidget(gallery)
        self.addWidget(self.empty)
        self._may_add = False

    def write(self) -> None:
        words = self._language.words
        purpose = words.t(
            "A persona is a page about people you speak to: what they want, what worries them, where they read you. "
            "Each sentence says whether it was measured or is a guess. Posts name their persona, and results tell "
            "how those posts did."
        )
        who = words.t(
            "Personas are added by the owner or a content manager of the brand. Ask one of them for the first."
        )
        self._title.setText(words.t("Personas"))
        self._told.setText(words.t("Who you speak to, and how much of what you say about them is known."))
        self.tiles.setAccessibleName(words.t("Personas"))
        self.empty.say(
            words.t("No personas yet"),
            purpose if self._may_add else f"{purpose}\n\n{who}",
            words.t("New persona") if self._may_add else "",
        )

    def fill(self, *, may_add: bool) -> None:
        self._may_add = may_add
        self.write()
        self.setCurrentIndex(0 if self._model.rowCount() else 1)
        self.tiles.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
