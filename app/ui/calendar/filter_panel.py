"""All filters of the rail: profiles, personas, campaigns, pillars, formats, states and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.domain.networks import Format, Network
from app.domain.workflow import PostState
from app.domain.workspace import Profile
from app.system import labels
from app.system.words import N_
from app.ui import icons
from app.ui.calendar.filter_chip import MARK
from app.ui.calendar.filter_section import Choice, FilterSection
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.rail_content import RailContent
from app.ui.growing import grow, polish
from app.ui.language import Language
from app.ui.remembered import Remembered
from app.ui.tokens import STATE_LOOK, S, colors_of
from app.ui.widgets.labels import keep_place, plain_label

_KEPT = "calendar.rail.folded"
_FEW = ("states", "formats")
"""The same short list everywhere."""
_OPEN_AT_FIRST = ("profile_ids", "persona_ids")
_SECTIONS: dict[str, tuple[str, str]] = {
    "profile_ids": (N_("Profiles"), N_("Find a profile")),
    "persona_ids": (N_("Personas"), N_("Find a persona")),
    "states": (N_("States"), N_("Find a state")),
    "campaign_ids": (N_("Campaigns"), N_("Find a campaign")),
    "pillar_ids": (N_("Content pillars"), N_("Find a pillar")),
    "formats": (N_("Formats"), N_("Find a format")),
    "author_ids": (N_("People"), N_("Find a person")),
}
"""Field of `CalendarFilters`, heading, and what its search says."""


class FilterPanel(QWidget):
    changed = Signal()

    def __init__(
        self, language: Language, remembered: Remembered, parent: QWidget | None = None, *, at_once: bool = True
    ) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._language, self._remembered = language, remembered
        self._fillings = 0
        self._title = plain_label("", "caption")
        self._count = plain_label("", "small")
        self.clear = QToolButton()
        self.clear.setProperty("look", "link")
        keep_place(self.clear)
        self.clear.clicked.connect(self._clear)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self._title)
        top.addWidget(self._count)
        top.addStretch()
        top.addWidget(self.clear)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        self.sections: dict[str, FilterSection] = {}
        self.growth = self._grow(whole)
        if at_once:
            grow(self.growth)

    def _grow(self, whole: QVBoxLayout) -> Iterator[None]:
        kept = self._remembered.window(_KEPT)
        folded = [key for key in _SECTIONS if key not in _OPEN_AT_FIRST] if kept is None else kept.split()
        for key in _SECTIONS:
            section = FilterSection(is_open=key not in folded, searched=key not in _FEW, parent=self)
            section.changed.connect(self._tell)
            section.folded.connect(self._remember_folds)
            whole.addWidget(section)
            self.sections[key] = section
            yield
        self._write_count()

    @property
    def filters(self) -> CalendarFilters:
        values: dict[str, Any] = {key: section.on or None for key, section in self.sections.items()}
        return CalendarFilters(**values)

    def choose(self, filters: CalendarFilters) -> None:
        """Without telling anybody."""
        chosen = filters.as_query()
        for key, section in self.sections.items():
            section.choose(chosen.get(key, ()))
        self._write_count()

    def fill(self, content: RailContent) -> None:
        """Writes all words anew too; what was chosen stays, as long as it is there."""
        grow(self.filling(content))

    def filling(self, content: RailContent) -> Iterator[None]:
        """As `fill`, at first a section at each step; a newer filling ends an older one."""
        self._fillings += 1
        mine = self._fillings
        words = self._language.words
        choices: dict[str, list[Choice]] = {
            "profile_ids": self._profiles(content.profiles),
            "persona_ids": [Choice(row.id, row.name, row.summary) for row in content.personas],
            "campaign_ids": [Choice(row.id, row.name) for row in content.campaigns],
            "pillar_ids": [Choice(row.id, row.name) for row in content.pillars],
            "formats": [Choice(kind, labels.format_name(kind, words)) for kind in Format],
            "states": [Choice(state, labels.post_state(state, words), drawn=StateIcon(state)) for state in PostState],
            "author_ids": [Choice(row.id, row.name, row.email) for row in content.members],
        }
        first = all(section.isHidden() for section in self.sections.values())
        if first:
            self.hide()  # so many chips are laid out once, and not again with each of them
        for key, (title, find) in _SECTIONS.items():
            filling = self.sections[key].filling(words.t(title), words.t(find), choices[key], words)
            if first:
                yield from filling
                grow(polish(self.sections[key]))
                yield
            else:
                grow(filling)
            if mine != self._fillings:
                return
        self._write_count()
        self.show()

    def _profiles(self, profiles: tuple[Profile, ...]) -> list[Choice]:
        """By the name of the profile; one that stands alone on its network where names repeat, by the network's."""
        words = self._language.words
        names = Counter(row.name for row in profiles)
        networks = Counter(row.network for row in profiles)
        made = []
        for row in profiles:
            network = labels.network(row.network, words)
            alone = names[row.name] > 1 and networks[row.network] == 1
            name = network if alone else row.name if names[row.name] == 1 else row.handle
            tip = f"{network} · {row.name} · {row.handle}" if row.handle != row.name else f"{network} · {row.name}"
            made.append(Choice(row.id, name, tip, Mark(row.network), network, tip))
        return made

    def _write_count(self) -> None:
        words, count = self._language.words, self.filters.count
        self._title.setText(words.t("Filters"))
        self._count.setText(words.n("{n} on", "{n} on", count) if count else "")
        self.clear.setText(words.t("Clear filters"))
        self.clear.setVisible(count > 0)

    def _clear(self) -> None:
        self.choose(CalendarFilters())
        self.sections["profile_ids"].head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _tell(self) -> None:
        self._write_count()
        self.changed.emit()

    def _remember_folds(self) -> None:
        folded = [key for key, section in self.sections.items() if not section.is_open]
        self._remembered.keep_window(_KEPT, " ".join(folded))


@dataclass(frozen=True, slots=True)
class Mark:
    """Draws the mark of a network."""

    network: Network

    def __call__(self, ratio: float) -> QPixmap:
        return icons.mark(self.network, colors_of(QGuiApplication.palette()), MARK, ratio)


@dataclass(frozen=True, slots=True)
class StateIcon:
    """Draws the icon of a state."""

    state: PostState

    def __call__(self, ratio: float) -> QPixmap:
        name, role = STATE_LOOK[self.state]
        return icons.pixmap(name, colors_of(QGuiApplication.palette()).of(role), MARK, ratio)
