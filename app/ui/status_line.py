"""The line at the foot of the window: when data was last fetched, what waits for me, which zone times are shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.language import Language
from app.ui.tokens import XL, XS, L
from app.ui.widgets.labels import ElidedLabel, plain_label

if TYPE_CHECKING:
    from app.services.today import TodayPage


class StatusLine(QFrame):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._language = language
        self._page: TodayPage | None = None
        self._notices: dict[str, str] = {}
        self._fetched, self._waiting, self._zone = (plain_label("", "small") for _ in range(3))
        self._notice = ElidedLabel("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, L, XS)
        row.setSpacing(XL)
        row.addWidget(self._fetched)
        row.addWidget(self._waiting)
        row.addWidget(self._notice, 1)
        row.addWidget(self._zone)
        self.write()

    def say(self, notice: str, about: str = "") -> None:
        """Something that did not work in the background; empty takes away what was said `about` the same thing."""
        self._notices[about] = notice
        self._notice.setText(" ".join(filter(None, self._notices.values())))

    def show_page(self, page: TodayPage | None) -> None:
        if page is None:
            self._notices.clear()
            self.say("")
        self._page = page
        self.write()

    def write(self) -> None:
        words, formats, page = self._language.words, self._language.formats, self._page
        self.setVisible(page is not None)
        if page is None:
            return
        if page.fetched_at is None:
            self._fetched.setText(words.t("No data has been fetched yet"))
        else:
            when = formats.moment(page.fetched_at, page.now)
            self._fetched.setText(words.t("Data fetched: {when}", when=when))
        waiting = len(page.waiting)
        self._waiting.setText(
            words.n("{n} post waits for your review", "{n} posts wait for your review", waiting)
            if waiting
            else words.t("Nothing waits for your review")
        )
        self._zone.setText(page.zone)
