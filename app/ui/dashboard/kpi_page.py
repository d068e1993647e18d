"""One KPI of the dictionary as a page: its words, the own last days, and what others have published by the same formula."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.dashboard.kpi_lines import KpiLine, OwnTold, as_text
from app.ui.importing.facts import Facts
from app.ui.language import Language
from app.ui.tokens import XS, L, M
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.scrolled import set_up_scrolling


class KpiPage(QScrollArea):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        set_up_scrolling(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
        self._card = QFrame()
        self._card.setProperty("card", True)
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(L, L, L, L)
        self._rows.setSpacing(M)
        self.setWidget(self._card)

    @property
    def text(self) -> str:
        """All that stands here."""
        return self.accessibleDescription()

    def show_nothing(self, told: str) -> None:
        """No KPI: a sentence says why."""
        self._clear()
        self.setAccessibleName(told)
        self.setAccessibleDescription("")
        self._rows.addWidget(wrapped_label(told, "muted"))
        self._rows.addStretch()

    def show_line(self, line: KpiLine, own: OwnTold | None = None) -> None:
        """`own` None: it is still being read, or there is none."""
        self._clear()
        words, formats = self._language.words, self._language.formats
        self.setAccessibleName(line.title)
        self.setAccessibleDescription(as_text(own, line, words, formats))
        self._rows.addWidget(wrapped_label(line.title, "heading"))
        self._add(line.facts(words))
        if not line.waits and (own is None or own.values):
            days = [own.days] if own is not None else []
            self._head(" · ".join([words.t("Your last 90 days"), *days]))
            if own is None:
                self._rows.addWidget(wrapped_label(words.t("Reading the figures"), "muted"))
            else:
                self._add(own.values)
        if line.typical:
            self._head(words.t("Typical elsewhere, by the same formula"))
            self._add(line.elsewhere(words, formats))
        self._line_up()
        self._rows.addStretch()
        self.verticalScrollBar().setValue(0)

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _head(self, caption: str) -> None:
        label = wrapped_label(caption, "caption")
        label.setContentsMargins(0, XS, 0, 0)
        self._rows.addWidget(label)

    def _add(self, rows: Sequence[tuple[str, str]]) -> None:
        facts = Facts(parent=self._card)
        facts.show_facts(rows)
        self._rows.addWidget(facts)

    def _line_up(self) -> None:
        """All values begin at the same place."""
        shown = [item.widget() for item in map(self._rows.itemAt, range(self._rows.count())) if item is not None]
        tables = [widget for widget in shown if isinstance(widget, Facts)]
        widest = max(facts.names_width for facts in tables)
        for facts in tables:
            facts.set_names_width(widest)
