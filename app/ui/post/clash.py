"""Two versions of one field, written at the same time by two people: both shown, the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import StaleEdit
from app.system.words import NC_
from app.ui.language import Language
from app.ui.post.banner import Banner
from app.ui.tokens import XS, M, S
from app.ui.widgets.labels import plain_label, wrapped_label

FIELDS: dict[str, tuple[str, str]] = {
    "text": NC_("part of a post", "text"),
    "title": NC_("part of a post", "title"),
    "link": NC_("part of a post", "link"),
    "media": NC_("part of a post", "media"),
    "first_comment": NC_("part of a post", "first comment"),
    "format": NC_("part of a post", "format"),
    "campaign_id": NC_("part of a post", "campaign"),
    "pillar_id": NC_("part of a post", "content pillar"),
    "persona_ids": NC_("part of a post", "personas"),
    "label_ids": NC_("part of a post", "labels"),
}
_WRITTEN = frozenset({"text", "title", "link", "first_comment"})


class ClashBanner(Banner):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._both = QWidget()
        self._columns = QHBoxLayout(self._both)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(S)
        self.body.insertWidget(1, self._both)

    def ask(self, clash: StaleEdit, mine: Callable[[], object], theirs: Callable[[], object]) -> None:
        """Shows both versions; one of the two is called."""
        words = self._language.words
        own, other = _fields(clash.data.get("mine")), _fields(clash.data.get("theirs"))
        names = ", ".join(words.c(*FIELDS[name]) for name in own if name in FIELDS)
        while (item := self._columns.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._columns.addWidget(self._version(words.t("Your version"), own), 1)
        self._columns.addWidget(self._version(words.t("Their version"), other), 1)
        self._both.setVisible(bool(_WRITTEN & own.keys()))
        told = words.t("Somebody else changed this while you were writing: {fields}. Nothing is lost; choose what stays.",
                       fields=names)  # fmt: skip
        self.say("users", "warn", told, [(words.t("Keep mine"), mine), (words.t("Take theirs"), theirs)])

    def _version(self, heading: str, fields: Mapping[str, object]) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(M, S, M, S)
        inside.setSpacing(XS)
        inside.addWidget(plain_label(heading, "caption"))
        for name in fields:
            if name in _WRITTEN:
                text = wrapped_label(str(fields[name] or "–"))
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                inside.addWidget(text)
        inside.addStretch()
        return card


def _fields(value: object) -> Mapping[str, object]:
    return {str(name): row for name, row in value.items()} if isinstance(value, Mapping) else {}
