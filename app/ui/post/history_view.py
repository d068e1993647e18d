"""What happened to a post, in words, newest first; the autosaves of one sitting are one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.domain.history import HistoryEntry
from app.system.history_words import step_name
from app.ui.language import Language
from app.ui.tokens import XS, S
from app.ui.widgets.labels import plain_label, wrapped_label

AT_FIRST = 4
SITTING = timedelta(hours=1)
_SAYS_ITSELF = frozenset({"commented"})
"""Stands in the discussion already."""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    who: str
    at: datetime
    reason: str


def steps(history: Sequence[HistoryEntry], names: Mapping[int, str], language: Language) -> list[Step]:
    """The steps a person wants to read about, of a history with the newest first."""
    found: list[Step] = []
    for entry in history:
        name = step_name(entry.entity, entry.action, language.words)
        if name is None or entry.action in _SAYS_ITSELF:
            continue
        reason = str((entry.words or {}).get("reason") or "")
        row = Step(name, names.get(entry.actor_id or 0, ""), entry.at, reason)
        if found and _same_sitting(found[-1], row):
            continue
        found.append(row)
    return found


def _same_sitting(later: Step, row: Step) -> bool:
    return (later.name, later.who, later.reason) == (row.name, row.who, row.reason) and later.at - row.at < SITTING


class HistoryView(QWidget):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._all = False
        self._history: Sequence[HistoryEntry] = ()
        self._names: Mapping[int, str] = {}
        self._told: list[tuple[str, str]] | None = None
        self._heading = plain_label("", "caption")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(XS)
        self.more = QToolButton()
        self.more.setProperty("look", "link")
        self.more.clicked.connect(self._show_all)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._heading)
        whole.addLayout(self._rows)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_history(self, history: Sequence[HistoryEntry], names: Mapping[int, str]) -> None:
        self._history, self._names = history, names
        self.write()

    def forget(self) -> None:
        """Another post comes: its history is folded again."""
        self._all = False

    def write(self) -> None:
        """Writes every word anew."""
        words, formats = self._language.words, self._language.formats
        found = steps(self._history, self._names, self._language)
        told = []
        for row in found:
            when = f"{formats.day_short(formats.local(row.at).date())}, {formats.time(row.at)}"
            line = words.t("{step}: {who}, {when}", step=row.name, who=row.who, when=when) if row.who else ""
            told.append((line or f"{row.name}, {when}", formats.quote(row.reason) if row.reason else ""))
        self._heading.setText(words.t("History"))
        self.more.setText(words.n("Show {n} step", "Show all {n} steps", len(told)))
        self.more.setVisible(not self._all and len(told) > AT_FIRST + 1)
        shown = told if self._all or len(told) <= AT_FIRST + 1 else told[:AT_FIRST]
        if shown != self._told:
            self._told = shown
            self._fill(shown)
        self.setVisible(bool(told))

    def _show_all(self) -> None:
        self._all = True
        self.write()

    def _fill(self, rows: Sequence[tuple[str, str]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line, reason in rows:
            for label in (wrapped_label(line, "muted"), *((wrapped_label(reason),) if reason else ())):
                self._rows.addWidget(label)
                label.show()
