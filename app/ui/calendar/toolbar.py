"""What stands over the calendar: the period and the way through time, the view, what leaves on paper or as a file, a new post."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.system.words import Words
from app.ui.tokens import M, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import plain_label
from app.ui.widgets.segmented import Segmented

VIEWS = ("month", "week", "agenda")

PAGE_STEP = "pageStep"
"""The property of the arrows that says which way they turn the page: a chip dragged over one turns it."""


class Toolbar(QWidget):
    """One line where there is room, else two."""

    paged = Signal(int)
    today_wanted = Signal()
    view_chosen = Signal(str)
    print_wanted = Signal()
    share_wanted = Signal()
    new_wanted = Signal()
    rail_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail_button = IconButton("panel-left")
        self.title = plain_label("", "title")
        self.note = plain_label("", "muted")
        self.before, self.after = IconButton("chevron-left", "text"), IconButton("chevron-right", "text")
        for arrow, step in ((self.before, -1), (self.after, 1)):
            arrow.setProperty(PAGE_STEP, step)
        self.today = QPushButton()
        self.views = Segmented(VIEWS)
        self.printing, self.share, self.new = QPushButton(), QPushButton(), QPushButton()
        self.new.setProperty("look", "primary")
        self._left, self._right = QWidget(), QWidget()
        _row(self._left, self.rail_button, self.title, self.note, self.before, self.today, self.after)
        self._offers = (self.views, self.printing, self.share, self.new)
        flow = FlowLayout(self._right)  # where even one line of them has no room, they take two
        for part in self._offers:
            flow.addWidget(part)
        self._right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(S)
        self._whole.addWidget(self._left, 0, Qt.AlignmentFlag.AlignVCenter)
        self._whole.addStretch()
        self._whole.addWidget(self._right, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._connect()

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.paged.emit(-1))
        self.after.clicked.connect(lambda: self.paged.emit(1))
        self.today.clicked.connect(self.today_wanted)
        self.views.chosen.connect(self.view_chosen)
        self.printing.clicked.connect(self.print_wanted)
        self.share.clicked.connect(self.share_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.rail_button.clicked.connect(self.rail_toggled)

    def write(self, words: Words, *, rail_shown: bool) -> None:
        """Writes every word anew."""
        self.rail_button.say(words.t("Hide the filters") if rail_shown else words.t("Show the filters"))
        self.before.say(words.t("Earlier"), "Page Up")
        self.after.say(words.t("Later"), "Page Down")
        self.today.setText(words.t("Today"))
        names = {"month": words.t("Month"), "week": words.t("Week"), "agenda": words.t("Agenda")}
        self.views.say(words.t("View"), names)
        self.printing.setText(words.t("Print"))
        self.share.setText(words.t("Share .ics"))
        self.new.setText(words.t("New post"))
        self._fit()

    def say_period(self, text: str, beside: str) -> None:
        """The period, and in small letters what it is called besides."""
        self.title.setText(text)
        self.note.setText(beside)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As wide as the line of the period, or the widest of what is offered."""
        widest = max(self._left.sizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.note.setVisible(bool(self.note.text()))
        wide = self._is_wide()
        if not wide and self.note.text():
            self.note.hide()
            wide = self._is_wide()
            self.note.setVisible(not wide)
        self._right.setMinimumWidth(self._offers_width() if wide else 0)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._whole.direction() is not direction:
            self._whole.setDirection(direction)

    def _is_wide(self) -> bool:
        return self._left.sizeHint().width() + self._offers_width() + M <= self.width()

    def _offers_width(self) -> int:
        """Of what is offered, in one line."""
        return sum(part.sizeHint().width() for part in self._offers) + S * (len(self._offers) - 1)


def _row(widget: QWidget, *parts: QWidget) -> None:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    for part in parts:
        row.addWidget(part)
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
