"""The stops that hold now: what, who, since when and why, each with its way on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.publishing import Stop
from app.ui.face import Face
from app.ui.publishing.stopped import Stopped, told_scope
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label


class StopsView(QWidget):
    """Hidden while nothing is stopped. `resumed` carries the `Stop`; None where the workspace is stopped without one."""

    resumed = Signal(object)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self.buttons: list[QPushButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, L, 0, 0)
        self._rows.setSpacing(S)
        self.hide()

    def show_stops(self, stopped: Stopped, now: datetime, *, may: bool) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        words = self._face.language.words
        self._rows.addWidget(plain_label(words.t("Stopped now"), "heading"))
        for stop in stopped.stops:
            self._add(told_scope(stop, stopped, self._face.language), self._about(stop, stopped, now), stop, may)
        if stopped.paused:
            told = words.t("The workspace was stopped as a whole, for example because it is a restored copy.")
            self._add(words.t("Everything"), told, None, may)
        self.setVisible(stopped.is_stopped)

    def _about(self, stop: Stop, stopped: Stopped, now: datetime) -> str:
        words, formats = self._face.language.words, self._face.language.formats
        who = stopped.members.get(stop.member_id or 0, "–")
        told = [words.t("By: {name}, {when}", name=who, when=formats.moment(stop.since, now))]
        if stop.reason:
            told.append(words.t("Reason: {reason}", reason=stop.reason))
        told.append(words.n("{n} post is on hold.", "{n} posts are on hold.", stopped.waiting_under(stop)))
        return "\n".join(told)

    def _add(self, heading: str, told: str, stop: Stop | None, may: bool) -> None:
        words = self._face.language.words
        card = QFrame()
        card.setProperty("banner", True)
        texts = QVBoxLayout()
        texts.setSpacing(XS)
        texts.addWidget(wrapped_label(heading, "strong"))
        texts.addWidget(wrapped_label(told))
        button = QPushButton(words.t("Resume"))
        button.setAccessibleName(words.t("Resume: {what}", what=heading))
        button.setAutoDefault(False)
        button.setEnabled(may)
        button.clicked.connect(lambda: self.resumed.emit(stop))
        self.buttons.append(button)
        row = QHBoxLayout(card)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(M)
        row.addWidget(IconLabel("pause", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(button)
        self._rows.addWidget(card)
        card.show()
