"""The head of a persona's page: portrait, name, one line, quote, and the facts, each edited in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.personas import FUNNEL_STAGES, Persona
from app.ui.language import Language
from app.ui.personas import told
from app.ui.personas.edits import PersonaEdits
from app.ui.personas.in_place import InPlace, InPlaceChoice, InPlaceDay, InPlaceShare, InPlaceText
from app.ui.personas.portrait_button import PortraitButton
from app.ui.tokens import XS, L, M
from app.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from app.services.persona_reviews import PersonaPage

STAGES: tuple[str | None, ...] = (None, *FUNNEL_STAGES)


class PersonaHeader(QWidget):
    versions_wanted = Signal()

    def __init__(self, edits: PersonaEdits, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits, self._language = edits, language
        self._page: PersonaPage | None = None
        self.portrait = PortraitButton(edits.face)
        self.portrait.chosen.connect(self._set_portrait)
        self.portrait.removed.connect(self._remove_portrait)
        self.name = InPlaceText("title")
        self.summary = InPlaceText("muted")
        self.quote = InPlaceText("quote", lines=True, told=self._quoted)
        self.share = InPlaceShare(language, self._told_share)
        self.stage = InPlaceChoice(lambda code: told.stage(code, language))
        self.review_on = InPlaceDay(language, self._told_review)
        self.version = QPushButton()
        self.version.setProperty("look", "fact")
        self.version.clicked.connect(self.versions_wanted)
        self._fields: dict[str, InPlace] = {
            "name": self.name,
            "summary": self.summary,
            "quote": self.quote,
            "share": self.share,
            "funnel_stage": self.stage,
            "review_on": self.review_on,
        }
        for name, field in self._fields.items():
            field.committed.connect(lambda value, name=name: self._save(name, value))
        self._lay_out()

    def _lay_out(self) -> None:
        facts_row = QWidget()
        facts = FlowLayout(facts_row, XS)
        for part in (self.share, self.stage, self.review_on, self.version):
            facts.addWidget(part)
        column = QVBoxLayout()
        column.setSpacing(XS)
        for widget in (self.name, self.summary, self.quote):
            column.addWidget(widget)
        column.addWidget(facts_row)
        column.addStretch()
        whole = QHBoxLayout(self)
        whole.setSpacing(L)
        whole.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(column, 1)
        whole.setContentsMargins(0, 0, 0, M)

    def write(self) -> None:
        words = self._language.words
        self.name.say(words.t("Name"), "")
        self.summary.say(words.t("In one line"), words.t("Add one line: who is this in ten words?"))
        self.quote.say(words.t("Quote"), words.t("Add a sentence they could have said."))
        self.share.say(words.t("Share of the audience"), "")
        self.stage.offer(STAGES, tuple(told.stage(code, self._language) for code in STAGES))
        self.stage.say(words.t("Funnel stage"), "")
        self.review_on.say(words.t("Next review"), "")
        if self._page is not None:
            self._write_version(self._page)

    def fill(self, page: PersonaPage, persona: Persona, image: QImage | None, *, may_edit: bool) -> None:
        self._page = page
        for name, field in self._fields.items():
            field.allow(may_edit)
            field.show_value(getattr(persona, name))
        if not may_edit:
            self.summary.setVisible(bool(persona.summary))
            self.quote.setVisible(bool(persona.quote))
        self.portrait.show_portrait(persona.name, image, chosen=persona.portrait_sha256 is not None, may_edit=may_edit)
        self._write_version(page)

    def _write_version(self, page: PersonaPage) -> None:
        last = page.versions[-1]
        formats = self._language.formats
        day = formats.day_short(formats.local(last.at).date())
        self.version.setText(self._language.words.t("version {n} of {day}", n=last.n, day=day))

    def _quoted(self, text: str) -> str:
        return self._language.formats.quote(text)

    def _told_share(self, share: float | None) -> str:
        words = self._language.words
        if share is None:
            return words.t("share of the audience unknown")
        return words.t("{share} of the audience", share=self._language.formats.percent(share * 100, 0))

    def _told_review(self, day: date | None) -> str:
        words = self._language.words
        if day is None:
            return words.t("no review planned")
        return words.t("next review {day}", day=self._language.formats.day_short(day))

    def _save(self, name: str, value: object) -> None:
        words = self._language.words
        what = {
            "name": words.t("Name changed"),
            "summary": words.t("One line changed"),
            "quote": words.t("Quote changed"),
            "share": words.t("Share of the audience changed"),
            "funnel_stage": words.t("Funnel stage changed"),
            "review_on": words.t("Day of the next review changed"),
        }[name]
        self._edits.set_fields({name: value}, what, self._fields[name].refuse)

    def _set_portrait(self, file: Path) -> None:
        self._edits.set_portrait(file, self._language.words.t("Portrait changed"))

    def _remove_portrait(self) -> None:
        self._edits.set_fields({"portrait_sha256": None}, self._language.words.t("Portrait removed"))
