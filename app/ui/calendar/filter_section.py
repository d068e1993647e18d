"""One kind of filter in the rail: a heading that folds it away, its chips, and a search where there are many."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.system.words import Words
from app.ui.calendar.filter_chip import Drawn, FilterChip
from app.ui.calendar.tab_order import in_turn
from app.ui.growing import grow
from app.ui.tokens import XS, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import keep_place, plain_label, set_tip

MANY = 12
"""More chips than these are found by typing; the first are shown."""
FOUND = 40
"""Most chips shown of what a search finds."""
IN_A_STEP = 4
"""Chips made before the event loop has its turn."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip, as `FilterChip` takes it. `group` is the heading it stands under where the section is long."""

    key: Hashable
    name: str
    tip: str = ""
    drawn: Drawn | None = None
    """A value that is equal where its picture is, so that pictures are drawn once."""
    group: str = ""
    spoken: str = ""


class FilterSection(QWidget):
    """No chip on lets everything through. `searched` False: all chips are shown, however many."""

    changed = Signal()
    folded = Signal(bool)
    """A person folded it away or opened it."""

    def __init__(self, *, is_open: bool = True, searched: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = MANY if searched else math.inf
        self._choices: tuple[Choice, ...] = ()
        self._on: set[Hashable] = set()
        self._all = False
        self._words: Words | None = None
        self.chips: list[FilterChip] = []
        """Those shown, from the first to the last."""
        self._placings = 0
        self._parts: list[QWidget] = []
        """The headings of groups, and what holds the chips of each."""
        self.head = IconButton("chevron-down" if is_open else "chevron-right")
        self.head.setProperty("look", "fold")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(self._fold)
        self._count = plain_label("", "count")
        keep_place(self._count)
        top = QHBoxLayout()
        top.setSpacing(XS)
        top.addWidget(self.head, 1)
        top.addWidget(self._count)
        self.search = QLineEdit()
        self.search.setProperty("look", "search")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._place_chips())
        self.body = QWidget(self)
        self.body.setVisible(is_open)
        self._chips = QVBoxLayout()
        self._chips.setSpacing(XS)
        self.more = QToolButton()
        self.more.setProperty("look", "link")
        self.more.clicked.connect(self._show_all)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, XS)
        inside.setSpacing(S)
        inside.addWidget(self.search)
        inside.addLayout(self._chips)
        inside.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(XS)
        whole.addLayout(top)
        whole.addWidget(self.body)
        self._count.hide()
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.body.isHidden()

    @property
    def on(self) -> tuple[Hashable, ...]:
        """The keys chosen, in the order of the chips."""
        return tuple(row.key for row in self._choices if row.key in self._on)

    def choose(self, keys: Iterable[Hashable]) -> None:
        """Without telling anybody."""
        self._on = set(keys)
        self._place_chips()

    def fill(self, title: str, find: str, choices: Sequence[Choice], words: Words) -> None:
        """What can be chosen, in the language of `words`. What was chosen stays so, as long as it is there."""
        grow(self.filling(title, find, choices, words))

    def filling(self, title: str, find: str, choices: Sequence[Choice], words: Words) -> Iterator[None]:
        """As `fill`, a few chips at each step."""
        if self._words is not None and (self._choices, self._words.language) == (tuple(choices), words.language):
            return
        self._choices, self._words = tuple(choices), words
        self._on &= {row.key for row in choices}
        self.head.setText(title.replace("&", "&&"))
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)
        self.search.setVisible(len(choices) > self._most)
        self._write_head(title)
        yield from self._placing()
        self.setVisible(bool(choices))

    def _write_head(self, title: str) -> None:
        if self._words is None:
            return
        told = self._words.t("{title}: {n} chosen", title=title, n=len(self._on))
        self.head.setAccessibleName(told if self._on else title)
        press = self._words.t("Hide these filters") if self.is_open else self._words.t("Show these filters")
        set_tip(self.head, press)
        self.head.setAccessibleDescription(press)
        self._count.setText(str(len(self._on)))
        self._count.setVisible(bool(self._on))

    def _fold(self) -> None:
        self.body.setVisible(not self.is_open)
        self._place_chips()
        self.head.show_icon("chevron-down" if self.is_open else "chevron-right", "muted")
        self._write_head(self.head.text().replace("&&", "&"))
        self.folded.emit(self.is_open)

    def _show_all(self) -> None:
        self._all = True
        self._place_chips()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # chips
    def _shown(self) -> list[Choice]:
        """None while it is folded: many chips take a moment."""
        if not self.is_open:
            return []
        from app.services.planning import search_key

        if wanted := search_key(self.search.text()):
            found = [row for row in self._choices if wanted in search_key(f"{row.name} {row.tip} {row.group}")]
            return found[:FOUND]
        if self._all or len(self._choices) <= self._most:
            return list(self._choices)
        first = {row.key for row in self._choices[:MANY]} | self._on
        return [row for row in self._choices if row.key in first]

    def _place_chips(self) -> None:
        grow(self._placing())

    def _placing(self) -> Iterator[None]:
        """A few chips at each step; a newer placing ends an older one."""
        shown = self._shown()
        self._empty()
        self._placings += 1
        mine = self._placings
        flow: FlowLayout | None = None
        group = None
        for row in shown:
            if flow is None or (len(self._choices) > self._most and row.group != group):
                group = row.group
                if group and len(self._choices) > self._most:
                    self._put(plain_label(group, "small"))
                together = QWidget()
                flow = FlowLayout(together, spacing=XS)
                self._put(together)
            self.chips.append(self._chip(row))
            flow.addWidget(self.chips[-1])
            if len(self.chips) % IN_A_STEP == 0:
                yield
            if mine != self._placings:
                return
        in_turn(self.head, self.search, *self.chips, self.more)
        rest = len(self._choices) - len(shown)
        self.more.setVisible(rest > 0 and not self.search.text().strip())
        if self._words is not None:
            self.more.setText(self._words.n("Show all {n}", "Show all {n}", len(self._choices)))
            self._write_head(self.head.text().replace("&&", "&"))

    def _put(self, part: QWidget) -> None:
        self._parts.append(part)
        self._chips.addWidget(part)

    def _empty(self) -> None:
        """Widgets go with all they hold. No layout is taken out of another: Python and Qt would both think it theirs."""
        for part in self._parts:
            self._chips.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.chips = [], []

    def _chip(self, row: Choice) -> FilterChip:
        chip = FilterChip(row.name, tip=row.tip, spoken=row.spoken, drawn=row.drawn)
        chip.setChecked(row.key in self._on)
        chip.toggled.connect(lambda on, key=row.key: self._toggle(key, on))
        return chip

    def _toggle(self, key: Hashable, on: bool) -> None:
        if on:
            self._on.add(key)
        else:
            self._on.discard(key)
        self._write_head(self.head.text().replace("&&", "&"))
        self.changed.emit()
