"""The line at the foot of the window: when data was last fetched, what waits for me, troubles, the zone of all times."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.ui.language import Language
from app.ui.places import ReviewPlace
from app.ui.tokens import XL, XS, L, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip

if TYPE_CHECKING:
    from app.services.today import TodayPage


class StatusLine(QFrame):
    place_chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._language = language
        self._page: TodayPage | None = None
        self._waiting: int | None = None
        self._notices: dict[str, str] = {}
        self._fetched, self._zone = (plain_label("", "small") for _ in range(2))
        self.waiting = QToolButton()
        self.waiting.setProperty("look", "status")
        self.waiting.clicked.connect(lambda: self.place_chosen.emit(ReviewPlace()))
        self._sign = IconLabel("triangle-alert", "warn", 14)
        self._notice = ElidedLabel("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, L, XS)
        row.setSpacing(XL)
        row.addWidget(self._fetched)
        row.addWidget(self.waiting)
        trouble = QHBoxLayout()
        trouble.setSpacing(S)
        trouble.addWidget(self._sign)
        trouble.addWidget(self._notice, 1)
        row.addLayout(trouble, 1)
        row.addWidget(self._zone)
        self.write()

    @property
    def trouble(self) -> str:
        """What is said to have gone wrong in the background, empty when nothing is."""
        return self._notice.text()

    def say(self, notice: str, about: str = "") -> None:
        """Something that did not work in the background; empty takes away what was said `about` the same thing."""
        self._notices[about] = notice
        told = " ".join(filter(None, self._notices.values()))
        self._notice.setText(told)
        self._sign.setVisible(bool(told))

    def show_page(self, page: object | None) -> None:
        """A `TodayPage`; None: no workspace is open."""
        if page is None:
            self._notices.clear()
            self.say("")
            self._waiting = None
        self._page = cast("TodayPage | None", page)
        self.write()

    def show_waiting(self, count: int) -> None:
        """How many posts wait for the member now, after a decision or another change."""
        self._waiting = count
        self.write()

    def write(self) -> None:
        words, formats, page = self._language.words, self._language.formats, self._page
        self.setVisible(page is not None)
        self._sign.setVisible(bool(self._notice.text()))
        if page is None:
            return
        if page.fetched_at is None:
            self._fetched.setText(words.t("No data has been fetched yet"))
        else:
            when = formats.moment(page.fetched_at, page.now)
            self._fetched.setText(words.t("Data fetched: {when}", when=when))
        waiting = len(page.waiting) if self._waiting is None else self._waiting
        told = (
            words.n("{n} post waits for your review", "{n} posts wait for your review", waiting)
            if waiting
            else words.t("Nothing waits for your review")
        )
        self.waiting.setText(told)
        self.waiting.setAccessibleName(told)
        set_tip(self.waiting, words.t("Go to the approvals"))
        self._zone.setText(page.zone.replace("_", " "))
        set_tip(self._zone, words.t("All times are shown in this time zone."))
