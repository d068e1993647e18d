"""The personas as a list, with all a card shows of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from app.domain.personas import Persona
from app.ui.language import Language
from app.ui.personas import told

CARD = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Card:
    """One persona in words. `measured` is 0..1, None without statements."""

    persona_id: int
    name: str
    summary: str
    facts: str
    measured: float | None
    evidence: str
    due: str
    """Empty unless a review is due."""
    review: str
    """When the next one is, empty when none is set or it is due."""
    archived: str
    portrait: QImage | None


class PersonaModel(QAbstractListModel):
    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._cards: tuple[Card, ...] = ()

    def fill(self, personas: Sequence[Persona], today: date, portraits: dict[str, QImage | None]) -> None:
        cards = tuple(self._card(row, today, portraits) for row in personas)
        if [card.persona_id for card in cards] == [card.persona_id for card in self._cards]:
            self._cards = cards
            if cards:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def row_of(self, persona_id: int | None) -> int:
        """-1 when it is not in the list."""
        return next((row for row, card in enumerate(self._cards) if card.persona_id == persona_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        card = self._cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (card.name, card.summary, card.facts, card.evidence, card.due, card.review, card.archived)
            return ", ".join(part for part in parts if part)
        return None

    def _card(self, row: Persona, today: date, portraits: dict[str, QImage | None]) -> Card:
        words = self._language.words
        facts = [told.share(row, self._language)] if row.share is not None else []
        facts += [told.stage(row.funnel_stage, self._language)] if row.funnel_stage else []
        due = told.review_due(row, today)
        coming = row.review_on if not due else None
        return Card(
            persona_id=row.id,
            name=row.name,
            summary=row.summary,
            facts=" · ".join(facts),
            measured=row.measured_share(),
            evidence=told.measured(row, self._language),
            due=words.t("to review") if due else "",
            review=words.t("Review: {day}", day=self._language.formats.day_near(coming, today)) if coming else "",
            archived=words.t("archived") if row.archived else "",
            portrait=portraits.get(row.portrait_sha256 or ""),
        )
