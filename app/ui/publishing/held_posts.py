"""The posts a stop left on hold, one by one: each gets its time back, another time, or is cancelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.days import WallTime
from app.domain.people import Actor
from app.system.labels import network as network_name
from app.ui.face import Face
from app.ui.post.schedule_popover import SchedulePopover
from app.ui.publishing.stopped import HeldPost
from app.ui.services import Services
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import NetworkMark
from app.ui.widgets.labels import wrapped_label


class HeldPosts(QWidget):
    """Hidden while there are none. `decided` carries a post's id and what became of it; `refused` an exception."""

    decided = Signal(int, str)
    refused = Signal(object)

    def __init__(self, services: Services, actor: Actor, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._actor, self._face = services, actor, face
        self.buttons: dict[int, tuple[QPushButton, QPushButton, QPushButton]] = {}
        """By variant id: give back its time, new time, cancel."""
        self.popover: SchedulePopover | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, L, 0, 0)
        self._rows.setSpacing(S)
        self.hide()

    def show_posts(self, posts: Sequence[HeldPost], *, may: bool) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        words = self._face.language.words
        self._add(wrapped_label(words.t("On hold: decide about each post"), "heading"))
        for row in posts:
            self._add(self._card(row, may))
        self.setVisible(bool(posts))

    def _add(self, widget: QWidget) -> None:
        self._rows.addWidget(widget)
        widget.show()

    def _card(self, row: HeldPost, may: bool) -> QWidget:
        words, chip = self._face.language.words, row.chip
        now = self._services.clock.now()
        title = chip.opening or words.t("Post without a title")
        place = f"{network_name(row.profile.network, words)} · {row.profile.handle}"
        when = self._face.language.formats.moment(chip.due_at, now)
        ahead = chip.due_at > now
        told = f"{place} · {when}" if ahead else f"{place} · {words.t('its time is over: {when}', when=when)}"
        texts = QVBoxLayout()
        texts.setSpacing(XS)
        texts.addWidget(wrapped_label(title, "strong"))
        texts.addWidget(wrapped_label(told, "muted"))
        back, new, cancel = (
            QPushButton(text)
            for text in (words.t("Give back its time"), words.t("New time"), words.t("Cancel the post"))
        )
        back.setEnabled(may and ahead)
        new.setEnabled(may)
        cancel.setEnabled(may)
        back.clicked.connect(partial(self._give_back, row))
        new.clicked.connect(partial(self._choose_time, row, new))
        cancel.clicked.connect(partial(self._cancel, row))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (back, new, cancel):
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()}: {title}, {place}")
            flow.addWidget(button)
        self.buttons[chip.variant_id] = (back, new, cancel)
        texts.addWidget(buttons)
        card = QFrame()
        card.setProperty("card", True)
        line = QHBoxLayout(card)
        line.setContentsMargins(M, M, M, M)
        line.setSpacing(M)
        line.addWidget(NetworkMark(row.profile.network), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        return card

    # doing
    def _give_back(self, row: HeldPost, _: bool = False) -> None:
        told = self._face.language.words.t("It goes out at its time again.")
        chip = row.chip
        self._run(row, lambda: self._services.scheduling.release(self._actor, chip.post_id, (chip.profile_id,)), told)

    def _cancel(self, row: HeldPost, _: bool = False) -> None:
        told = self._face.language.words.t("The post is cancelled; it can be made a draft again.")
        chip = row.chip
        self._run(
            row, lambda: self._services.scheduling.cancel(self._actor, chip.post_id, "", (chip.profile_id,)), told
        )

    def _choose_time(self, row: HeldPost, anchor: QPushButton, _: bool = False) -> None:
        if self.popover is not None:
            self.popover.deleteLater()
        member = self._actor.member
        self.popover = SchedulePopover(
            self._face, self._services.clock.now, member.zone if member is not None else None, self
        )
        self.popover.chosen.connect(partial(self._set_time, row))
        self.popover.open_with(None, self._face.language.formats.zone, anchor)

    def _set_time(self, row: HeldPost, when: WallTime | None) -> None:
        if when is None:
            return
        told = self._face.language.words.t("It goes out at its new time.")
        chip = row.chip
        self._run(
            row, lambda: self._services.scheduling.schedule(self._actor, chip.post_id, when, (chip.profile_id,)), told
        )

    def _run(self, row: HeldPost, work: Callable[[], object], told: str) -> None:
        self._face.tasks.run(
            self, lambda report: work(), lambda _: self.decided.emit(row.chip.post_id, told), self.refused.emit
        )
