"""How to speak to a persona, and how not to: two texts edited in place."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.personas import Persona
from app.ui.language import Language
from app.ui.personas.edits import PersonaEdits
from app.ui.personas.in_place import InPlaceText
from app.ui.tokens import XS, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label


class ToneCard(QFrame):
    """`field` is "tone_do" or "tone_dont"."""

    def __init__(self, field: str, edits: PersonaEdits, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._edits, self._language = field, edits, language
        self.setProperty("card", True)
        icon, role = ("circle-check", "approved") if field == "tone_do" else ("ban", "failed")
        self._heading = plain_label("", "heading")
        self.text = InPlaceText("", lines=True)
        self.text.committed.connect(self._save)
        head = QHBoxLayout()
        head.setContentsMargins(S, 0, S, 0)
        head.setSpacing(S)
        head.addWidget(IconLabel(icon, role))
        head.addWidget(self._heading, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, M, S, M)
        whole.setSpacing(XS)
        whole.addLayout(head)
        self.text.setContentsMargins(3, 0, 3, 0)
        whole.addWidget(self.text)
        whole.addStretch()

    def write(self) -> None:
        words = self._language.words
        if self._field == "tone_do":
            name, prompt = (
                words.t("Speak like this"),
                words.t("What should a post for them sound like? Short, warm, with numbers…"),
            )
        else:
            name, prompt = words.t("Do not speak like this"), words.t("Which words and tones put them off?")
        self._heading.setText(name)
        self.text.say(name, prompt)

    def fill(self, persona: Persona, *, may_edit: bool) -> None:
        self.text.allow(may_edit)
        self.text.show_value(getattr(persona, self._field))

    def _save(self, value: object) -> None:
        self._edits.set_fields({self._field: value}, self._language.words.t("Tone changed"), self.text.refuse)
