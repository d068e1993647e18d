"""The context menu of a chip or of an empty place: every action there is, and only those allowed now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.content import PlannedChip
from app.domain.people import Right
from app.domain.workflow import PostState, actions_from
from app.system.labels import action as action_word
from app.ui import icons
from app.ui.calendar.deeds import Deeds
from app.ui.calendar.desk import Desk
from app.ui.calendar.moving import Target, stays
from app.ui.places import ReviewPlace
from app.ui.post.actions import TIMED
from app.ui.tokens import colors_of

_ICONS = {
    "develop": "pencil",
    "submit": "send",
    "withdraw_submission": "corner-up-left",
    "approve": "check",
    "withdraw_approval": "undo-2",
    "unschedule": "calendar-x",
    "hold": "pause",
    "release": "play",
    "reopen": "refresh-cw",
    "cancel": "x",
}
_REVIEW = frozenset({"request_changes", "reject", "undo_decision"})


class ChipMenu(QMenu):
    """Deletes itself when it closes."""

    def __init__(
        self,
        desk: Desk,
        deeds: Deeds,
        go: Callable[[object], None],
        chip: PlannedChip | None,
        target: Target,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._deeds, self._go = desk, deeds, go
        self._words = desk.context.face.language.words
        if chip is not None:
            self._fill(chip)
            self.addSeparator()
        new = self._add("plus", self._words.t("New post here"), "N")
        new.triggered.connect(lambda: desk.create(target.day, target.at))
        member = desk.context.actor.member
        new.setEnabled(member is None or member.may(Right.WRITE, desk.context.brand_id))

    def _fill(self, chip: PlannedChip) -> None:
        desk, words, allowed = self._desk, self._words, self._deeds.allowed(chip)
        rights = desk.rights(chip)
        self._add("eye", words.t("Open"), "Enter").triggered.connect(lambda: desk.open(chip))
        if stays(chip.state, rights) is None:
            move = self._add("calendar-clock", words.t("Move to…"), "T")
            move.triggered.connect(lambda: desk.move_box_wanted.emit(chip, QRect(self.pos(), QSize(1, 1))))
        if Right.WRITE in rights:
            self._add("copy", words.t("Duplicate")).triggered.connect(lambda: self._deeds.duplicate(chip))
        self._add("clipboard-copy", words.t("Copy the text"), "Ctrl+C").triggered.connect(
            lambda: desk.copy_wanted.emit(chip)
        )
        steps = [name for name in allowed if name != "cancel"]
        if steps or _REVIEW & set(actions_from(chip.state, rights)):
            self.addSeparator()
        for name in steps:
            deed = self._add(_ICONS[name], action_word(name, words))
            deed.triggered.connect(lambda _=False, name=name: self._deeds.do(name, chip))
        if chip.state in TIMED and Right.SCHEDULE in rights:
            publish = self._add("send", words.t("Publish now"))
            publish.triggered.connect(lambda: desk.publish_wanted.emit(chip))
        if _REVIEW & set(actions_from(chip.state, rights)) or chip.state is PostState.IN_REVIEW:
            review = self._add("list-checks", words.t("Show in approvals"))
            review.triggered.connect(lambda: self._go(ReviewPlace(chip.post_id)))
        if "cancel" in allowed:
            self.addSeparator()
            cancel = self._add("x", action_word("cancel", words), "Del")
            cancel.triggered.connect(lambda: desk.cancel_wanted.emit(chip))

    def _add(self, icon: str, text: str, key: str = "") -> QAction:
        """The key is told beside the word; the view itself listens to it."""
        color = colors_of(QGuiApplication.palette()).of("muted")
        return self.addAction(icons.icon(icon, color), f"{text}\t{key}" if key else text)

    def open_at(self, point: QPoint) -> None:
        self.popup(point)
        first = self.actions()[0]
        self.setActiveAction(first)
