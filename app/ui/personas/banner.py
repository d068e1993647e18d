"""What changed since the last review, in a few plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.ui.language import Language
from app.ui.personas.told_changes import headline, is_news, tell, texts_of
from app.ui.tokens import XS, L, M
from app.ui.widgets.broken_label import BrokenLabel
from app.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from app.services.persona_reviews import PersonaPage

MOST = 3


class ChangesBanner(QFrame):
    all_wanted = Signal()
    """The differences to the version of the last review are to be shown."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.setProperty("banner", True)
        self._title = plain_label("", "strong")
        self._title.setProperty("role", "accent")
        self._text = BrokenLabel()
        self._all = QPushButton()
        self._all.setProperty("look", "text")
        self._all.clicked.connect(self.all_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, M)
        whole.setSpacing(XS)
        whole.addWidget(self._title)
        whole.addWidget(self._text)
        whole.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def fill(self, page: PersonaPage) -> None:
        words, formats, review = self._language.words, self._language.formats, page.review
        base = next((row for row in page.versions if row.n == review.last_version), page.versions[0])
        texts = texts_of(base.snapshot, page.versions[-1].snapshot)
        news = [tell(row, texts, self._language) for row in page.changes if is_news(row)]
        told = [headline(row, self._language) for row in news[:MOST]]
        if review.last_on is None and told:  # all of it is new: one line, which does not grow with every statement
            told = [words.n("{n} change since it was made.", "{n} changes since it was made.", len(news))]
        if review.last_on is not None:
            day = formats.day_near(review.last_on, page.today)
            self._title.setText(words.t("What changed since the last review ({day})", day=day))
        else:
            self._title.setText(words.t("Not reviewed yet"))
        if not told:
            told = [
                words.t("Nothing has changed since then.")
                if review.last_on
                else words.t("Nothing has changed since it was made.")
            ]
        self._text.setText("\n".join(told))
        self._all.setVisible(bool(news))
        more = len(news) - MOST if review.last_on is not None else 0
        self._all.setText(
            words.n("Show {n} more change", "Show {n} more changes", more) if more > 0 else words.t("Compare versions")
        )
