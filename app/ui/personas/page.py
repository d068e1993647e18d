"""A persona's page: actions, head, what changed or the review under way, and the blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import NotPermitted
from app.domain.people import Right
from app.domain.personas import BLOCKS, Persona
from app.ui.changes import Change
from app.ui.errors import sentence
from app.ui.growing import grow
from app.ui.personas.banner import ChangesBanner
from app.ui.personas.block import Block
from app.ui.personas.card_columns import CardColumns
from app.ui.personas.edits import PersonaEdits
from app.ui.personas.header import PersonaHeader
from app.ui.personas.reading import may_plan
from app.ui.personas.review_walk import ReviewWalk
from app.ui.personas.side import PersonaSide
from app.ui.personas.tone_card import ToneCard
from app.ui.tab_context import TabContext
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.banner_line import banner_line
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import set_tip
from app.ui.widgets.scrolled import roomy_area

if TYPE_CHECKING:
    from app.services.persona_reviews import PersonaPage

WIDEST = 1180
SIDE = 42
"""Average characters of the side's width."""
ROOM = 118
"""Average characters the page needs to have its side beside it."""


AT_ONCE = 2
"""Blocks of a persona just opened that are there at once; the others follow at the next turns of the loop."""
NARROW = 74
"""Average characters the way back needs to stand beside the actions."""


class PersonaPageView(QWidget):
    back = Signal()
    card_wanted = Signal()
    versions_wanted = Signal(bool)
    """True: from the last review to now."""

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context, self._language = context, context.face.language
        self.edits = PersonaEdits(context, self)
        self.edits.changed.connect(self._show_persona)
        self._page: PersonaPage | None = None
        self._image: QImage | None = None
        self._walking = False
        self._waiting_blocks = 0
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        """Each part is made where it will stand: moved there, all of it would be styled once more."""
        self._lay_out()
        yield
        inside, cards = self._inside, self._cards
        self.header = PersonaHeader(self.edits, self._language, inside)
        yield
        self.banner = ChangesBanner(self._language, inside)
        self.walk = ReviewWalk(self.edits, self._language, inside)
        for part in (self._locked, self.header, self.banner, self.walk, cards):
            self._column.addWidget(part)
        self._column.addStretch(1)
        yield
        self.blocks: dict[str, Block] = {}
        for place, code in enumerate(BLOCKS):
            self.blocks[code] = Block(code, self.edits, self._language, cards)
            self._grid.addWidget(self.blocks[code])
            if place % 2 == 1:
                yield
        self.tones = [ToneCard(field, self.edits, self._language, cards) for field in ("tone_do", "tone_dont")]
        for card in self.tones:
            self._grid.addWidget(card)
        yield
        self.side = PersonaSide(self._language, self._panel_area.viewport())
        self.side.setProperty("look", "page")
        self._panel_area.setWidget(self.side)
        yield
        self._connect()

    @property
    def persona(self) -> Persona | None:
        return self.edits.persona

    @property
    def is_filling(self) -> bool:
        """Blocks of the page are still to come."""
        return self._waiting_blocks > 0

    @property
    def may_edit(self) -> bool:
        persona = self.persona
        return persona is not None and may_plan(self._context.actor, persona.brand_id) and not persona.archived

    # building
    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes through the blocks, whenever they were made, and then through what stands beside them."""
        page: list[QWidget] = []
        beside: list[QWidget] = []
        here = self.nextInFocusChain()
        while here is not None and here is not self:
            if here.focusPolicy() & Qt.FocusPolicy.TabFocus and self.isAncestorOf(here):
                (beside if self.side.isAncestorOf(here) else page).append(here)
            here = here.nextInFocusChain()
        for before, after in pairwise([*page[-1:], *beside]):
            self.setTabOrder(before, after)
        return super().focusNextPrevChild(following)

    def _lay_out(self) -> None:
        """The frame of the page, empty: a column that scrolls, and a side beside it."""
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._area = roomy_area(self)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._panel = QFrame(self)
        self._panel.setProperty("panel", True)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._panel)
        self._panel_area = roomy_area(self._panel)
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(1, 0, 0, 0)
        panel.addWidget(self._panel_area)
        self._inside = QWidget(self._area.viewport())
        self._inside.setProperty("look", "page")
        self._inside.setMaximumWidth(WIDEST)
        self._area.setWidget(self._inside)
        self._cards = QWidget(self._inside)
        self._grid = CardColumns(self.fontMetrics().averageCharWidth() * 38, M, self._cards)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(XL, L, XL, XL)
        self._column.setSpacing(M)
        self._column.addLayout(self._lay_out_actions())
        self._locked, self._reason = banner_line("lock", "muted")

    def _lay_out_actions(self) -> QBoxLayout:
        self._back = QPushButton()
        self._back.setProperty("look", "text")
        self._card, self._versions, self._review = QPushButton(), QPushButton(), QPushButton()
        self._review.setProperty("look", "primary")
        self._more = IconButton("ellipsis")
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch()
        for button in (self._card, self._versions, self._review, self._more):
            buttons.addWidget(button)
        self._actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._actions.setSpacing(S)
        self._actions.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._actions.addLayout(buttons, 1)
        return self._actions

    def _connect(self) -> None:
        self._back.clicked.connect(self.back)
        self._card.clicked.connect(self.card_wanted)
        self._versions.clicked.connect(lambda: self.versions_wanted.emit(False))
        self.header.versions_wanted.connect(lambda: self.versions_wanted.emit(False))
        self.banner.all_wanted.connect(lambda: self.versions_wanted.emit(True))
        self._review.clicked.connect(self.begin_review)
        self._more.clicked.connect(self._open_menu)
        self.walk.left.connect(self._leave_review)
        self.walk.finish_wanted.connect(self._finish_review)
        for block in self.blocks.values():
            block.opened.connect(self._bring_in_sight)

    # showing
    def write(self) -> None:
        words = self._language.words
        self._back.setText(words.t("‹ All personas"))
        self._card.setText(words.t("Card…"))
        set_tip(self._card, words.t("A one-page card to print or save as PDF or PNG"))
        self._versions.setText(words.t("Versions"))
        self._more.say(words.t("More"))
        parts: list[PersonaHeader | Block | ToneCard | ReviewWalk | PersonaSide]
        parts = [self.header, *self.blocks.values(), *self.tones, self.walk, self.side]
        for part in parts:
            part.write()
        if self._page is not None:
            self._fill()

    def fill(self, page: PersonaPage, image: QImage | None) -> None:
        """Shows a persona that was read; what is being typed stays."""
        other = self._page is None or self._page.persona.id != page.persona.id
        if other:
            self._walking = False
            self.edits.persona = None
            self.side.clear()
            self._area.verticalScrollBar().setValue(0)
            for block in self.blocks.values():
                block.close_all()
        self._page, self._image = page, image
        self.edits.follow(page.persona)
        self._fill(fresh=other)

    def _show_persona(self, persona: Persona) -> None:
        """What was saved, before everything is read again."""
        if self._page is not None and persona.id == self._page.persona.id:
            self._fill_parts(persona)

    def _fill(self, *, fresh: bool = False) -> None:
        page, persona = self._page, self.persona
        if page is None or persona is None:
            return
        words = self._language.words
        self._fill_parts(persona, fresh=fresh)
        under_way = page.review.started_on is not None
        self._walking = self._walking and under_way
        self._review.setText(words.t("Go on with the review") if under_way else words.t("Start review"))
        self._review.setVisible(self.may_edit and not self._walking)
        self._more.setVisible(may_plan(self._context.actor, persona.brand_id))
        self._locked.setVisible(not self.may_edit)
        self._reason.setText(self._why_locked(persona))
        self.banner.fill(page)
        self.banner.setVisible(not self._walking)
        stood = not self.walk.isHidden()
        self.walk.fill(page)
        self.walk.setVisible(self._walking)
        if self._walking and not stood:
            self.walk.begin()

    def _fill_parts(self, persona: Persona, *, fresh: bool = False) -> None:
        page, may_edit = self._page, self.may_edit
        if page is None:
            return
        self._grid.setEnabled(False)
        self._column.setEnabled(False)
        self.header.fill(page, persona, self._image, may_edit=may_edit)
        waiting = list(self.blocks)
        while waiting and (not fresh or len(waiting) > len(self.blocks) - AT_ONCE):
            self._fill_block(waiting.pop(0), persona)
        for card in self.tones:
            card.fill(persona, may_edit=may_edit)
        self._column.setEnabled(True)
        self._grid.setEnabled(True)
        self._grid.invalidate()
        self._waiting_blocks = len(waiting)
        if waiting:
            QTimer.singleShot(0, self, lambda: self._fill_rest(waiting, persona.id))

    def _fill_block(self, code: str, persona: Persona) -> None:
        if self._page is not None:
            rows = [row for row in persona.statements if row.block == code]
            self.blocks[code].fill(rows, self._page.today, may_edit=self.may_edit)

    def _fill_rest(self, waiting: list[str], persona_id: int) -> None:
        """A long page comes block by block, so that the window never stutters."""
        persona = self.persona
        if persona is None or persona.id != persona_id:
            return
        self._fill_block(waiting.pop(0), persona)
        self._waiting_blocks = len(waiting)
        if waiting:
            QTimer.singleShot(0, self, lambda: self._fill_rest(waiting, persona_id))

    def _why_locked(self, persona: Persona) -> str:
        member = self._context.actor.member
        if member is not None and not may_plan(self._context.actor, persona.brand_id):
            given = {"member": member.name, "right": Right.PLAN.value, "brand_id": persona.brand_id}
            return sentence(NotPermitted("member.not_permitted", **given), self._language)
        return self._language.words.t("This persona is archived. Take it out of the archive to edit it.")

    # doing
    def begin_review(self) -> None:
        """Starts a review, or goes on with the one under way."""
        page, context = self._page, self._context
        if page is None:
            return
        if page.review.started_on is not None:
            self._walking = True
            self._fill()
            return
        number = page.persona.id

        def started(state: object) -> None:
            self._walking = True
            context.bus.tell(Change("persona", number))

        context.face.tasks.run(
            self,
            lambda report: context.services.persona_reviews.start(context.actor, number),
            started,
            lambda error: context.notices.warn(sentence(error, self._language), close=self._language.words.t("Close")),
        )

    def _leave_review(self) -> None:
        self._walking = False
        self._fill()
        self._review.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish_review(self, day: object, note: str) -> None:
        page, context = self._page, self._context
        if page is None:
            return
        number, words = page.persona.id, self._language.words

        def done(persona: Persona) -> None:
            self._walking = False
            self.edits.follow(persona)
            told = self._language.formats.day_full(persona.review_on) if persona.review_on else ""
            context.notices.say(words.t("Review finished. The next one: {day}.", day=told), close=words.t("Close"))
            context.bus.tell(Change("persona", number))

        context.face.tasks.run(
            self,
            lambda report: context.services.persona_reviews.finish(context.actor, number, day, note=note),  # type: ignore[arg-type]
            done,
            lambda error: self.walk.say_problem(sentence(error, self._language)),
        )

    def _open_menu(self) -> None:
        persona, words = self.persona, self._language.words
        if persona is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if persona.archived:
            menu.addAction(words.t("Take out of the archive"), lambda: self._archive(False))
        else:
            menu.addAction(words.t("Archive"), lambda: self._archive(True))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _archive(self, archived: bool) -> None:
        words = self._language.words
        what = words.t("Persona archived") if archived else words.t("Persona taken out of the archive")
        self.edits.archive(archived, what)

    def _bring_in_sight(self, widget: QWidget) -> None:
        QTimer.singleShot(0, widget, lambda: self._area.ensureWidgetVisible(widget, 0, XL))

    # the side beside the page where there is room, else below it
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_panel"):
            self._place_side()

    def _place_side(self) -> None:
        sign = self.fontMetrics().averageCharWidth()
        beside = self.width() >= sign * ROOM
        wide = self.width() >= sign * NARROW
        self._actions.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._panel.setFixedWidth(sign * SIDE + 2 * L + S)
        self._panel.setVisible(beside)
        if beside and self._panel_area.widget() is not self.side:
            self._column.removeWidget(self.side)
            self._panel_area.setWidget(self.side)
            self.side.show()
        elif not beside and self._panel_area.widget() is self.side:
            self._panel_area.takeWidget()
            self._column.insertWidget(self._column.count() - 1, self.side)
            self.side.show()
