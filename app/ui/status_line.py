"""The line at the foot of the window: when data was last fetched, what waits for me, troubles, the zone of all times."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.system.words import N_
from app.ui.language import Language
from app.ui.places import FetchPlace, ReviewPlace, SettingsPlace
from app.ui.tokens import XL, XS, L, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip

if TYPE_CHECKING:
    from app.services.today import TodayPage


PUBLISHING = {
    "here": N_("Posts go out from this window"),
    "elsewhere": N_("Posts go out from another Szpalta"),
    "paused": N_("Publishing is stopped"),
    "off": N_("Nothing goes out from this computer"),
}


class StatusLine(QFrame):
    place_chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._language = language
        self._page: TodayPage | None = None
        self._waiting: int | None = None
        self._notices: dict[str, str] = {}
        self._share: float | None = None
        self._fetched_at: datetime | None = None
        self._zone = plain_label("", "small")
        self._publishing = ""
        self.fetched, self.waiting, self.publishing = QToolButton(), QToolButton(), QToolButton()
        for button in (self.fetched, self.waiting, self.publishing):
            button.setProperty("look", "status")
        self.fetched.clicked.connect(lambda: self.place_chosen.emit(FetchPlace()))
        self.waiting.clicked.connect(lambda: self.place_chosen.emit(ReviewPlace()))
        self.publishing.clicked.connect(lambda: self.place_chosen.emit(SettingsPlace("publishing")))
        self._sign = IconLabel("triangle-alert", "warn", 14)
        self._notice = ElidedLabel("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, L, XS)
        row.setSpacing(XL)
        row.addWidget(self.fetched)
        row.addWidget(self.waiting)
        row.addWidget(self.publishing)
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
            self._waiting = self._share = self._fetched_at = None
        self._page = cast("TodayPage | None", page)
        self.write()

    def show_waiting(self, count: int) -> None:
        """How many posts wait for the member now, after a decision or another change."""
        self._waiting = count
        self.write()

    def show_fetching(self, share: float | None, fetched_at: datetime | None) -> None:
        """How far fetching is, None when nothing is fetched; `fetched_at` when it last ended well, where that is known.

        What is known already stays: another member's page begins without having fetched anything.
        """
        self._share = share
        if fetched_at is not None:
            self._fetched_at = fetched_at
        self.write()

    def show_publishing(self, place: str) -> None:
        """Where posts go out from: "here", "elsewhere", "paused", "off"; empty: nothing is known of it."""
        self._publishing = place
        self.write()

    def write(self) -> None:
        words, page = self._language.words, self._page
        self.setVisible(page is not None)
        self._sign.setVisible(bool(self._notice.text()))
        if page is None:
            return
        self._write_fetched(page)
        waiting = len(page.waiting) if self._waiting is None else self._waiting
        told = (
            words.n("{n} post waits for your review", "{n} posts wait for your review", waiting)
            if waiting
            else words.t("Nothing waits for your review")
        )
        self.waiting.setText(told)
        self.waiting.setAccessibleName(told)
        set_tip(self.waiting, words.t("Go to the approvals"))
        publishing = words.t(PUBLISHING[self._publishing]) if self._publishing else ""
        self.publishing.setVisible(bool(publishing))
        self.publishing.setText(publishing)
        self.publishing.setAccessibleName(publishing)
        set_tip(self.publishing, words.t("How posts go out, and what happens while this computer sleeps"))
        self._zone.setText(page.zone.replace("_", " "))
        set_tip(self._zone, words.t("All times are shown in this time zone."))

    def _write_fetched(self, page: TodayPage) -> None:
        """When data was last fetched, or how far fetching is; a click fetches it."""
        words, formats = self._language.words, self._language.formats
        at = max(filter(None, (page.fetched_at, self._fetched_at)), default=None)
        if self._share is not None:
            told = words.t("Fetching data: {share}", share=formats.percent(self._share * 100, 0))
        elif at is None and page.read_at is not None:
            when = formats.moment(page.read_at, max(page.read_at, page.now))
            told = words.t("Imported from a file: {when}", when=when)
            if page.data_until is not None:
                told = words.t("{imported} · data up to {day}", imported=told, day=formats.day_short(page.data_until))
        elif at is None:
            told = words.t("No data has been fetched yet")
        else:
            told = words.t("Data fetched: {when}", when=formats.moment(at, max(at, page.now)))
        self.fetched.setText(told)
        self.fetched.setAccessibleName(told)
        set_tip(self.fetched, f"{words.t('Fetch data')} (Ctrl+Shift+F5)")
