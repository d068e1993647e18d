"""The gallery of tiles: kinds on the left, what can be chosen for one and how it looks on own data on the right."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.dashboard_values import Choices, Dashboard
from app.domain.dashboards import DashboardSpec, TileKind, TileSpec
from app.domain.plain_tiles import LONGEST_TEXT
from app.system.group_words import dimension
from app.system.words import Words
from app.ui import icons
from app.ui.dashboard.choice import DashboardChoice
from app.ui.dashboard.frame import TileFrame
from app.ui.dashboard.offers import OFFERS, Offer, groups_for, kpis_for, offer_of
from app.ui.dashboard.telling import Telling
from app.ui.errors import sentence
from app.ui.tokens import L, M, colors_of
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.named_control import name_control
from app.ui.widgets.room import fit
from app.ui.widgets.scrolled import roomy_area
from app.ui.widgets.unkept import ask_unkept

if TYPE_CHECKING:
    from app.ui.tab_context import TabContext
    from app.ui.tasks import TaskHandle

HALF = 6
"""Columns the place of the preview is worth: about half a dashboard."""
ROOMY = 70
"""Average characters in the place, below which every tile needs all of its width."""


class Gallery(QDialog):
    chosen = Signal(object)
    """A `TileSpec`."""
    previewed = Signal()

    def __init__(
        self,
        context: TabContext,
        choice: DashboardChoice,
        choices: Choices,
        parent: QWidget | None = None,
        *,
        now: TileSpec | None = None,
    ) -> None:
        """`now`: a tile that is to show something else; it keeps its place, size and filters."""
        super().__init__(parent)
        self._now = now
        self._context, self._choice, self._choices = context, choice, choices
        self._reading: TaskHandle | None = None
        words = context.face.language.words
        self.setWindowTitle(words.t("Change the tile") if now else words.t("Add a tile"))
        fit(self, QSize(900, 560))
        self._make_kinds(words)
        self._make_fields(words)
        self.told = wrapped_label("", "muted")
        self._place = roomy_area(self)
        self.preview: TileFrame | None = None
        self.add, self._leave = (
            QPushButton(words.t("Show this") if now else words.t("Add this tile")),
            QPushButton(words.t("Cancel")),
        )
        self.add.setProperty("look", "primary")
        self.add.setDefault(True)
        self._lay_out()
        self._connect()
        self.kinds.setCurrentRow(offer_of(now) if now else 0)
        self._take_now()

    def _make_kinds(self, words: Words) -> None:
        self.kinds = QListWidget(self)
        self.kinds.setAccessibleName(words.t("Kinds of tiles"))
        self.kinds.setProperty("look", "choices")
        muted = colors_of(QGuiApplication.palette()).of("muted")
        for offer in OFFERS:
            self.kinds.addItem(QListWidgetItem(icons.icon(offer.icon, muted), words.t(offer.name)))
        self.kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.kinds.setWordWrap(True)
        self.kinds.setResizeMode(QListWidget.ResizeMode.Adjust)
        names = self.kinds.sizeHintForColumn(0) + self.kinds.verticalScrollBar().sizeHint().width() + M
        self.kinds.setMinimumWidth(min(names, self.width() * 2 // 5))

    def _make_fields(self, words: Words) -> None:
        self.kpi, self.by, self.text = QComboBox(self), QComboBox(self), QPlainTextEdit(self)
        self.text.setAccessibleName(words.t("Text of the note"))
        self.text.setTabChangesFocus(True)
        for box, told in ((self.kpi, words.t("What it shows")), (self.by, words.t("Split by"))):
            name_control(box, told)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)

    def _connect(self) -> None:
        self.add.clicked.connect(self.accept)
        self._leave.clicked.connect(lambda: self.done(QDialog.DialogCode.Rejected))  # said outright: nobody is asked
        self.kinds.currentRowChanged.connect(self._take_kind)
        self.kpi.activated.connect(lambda _: self._take_kpi())
        self.by.activated.connect(lambda _: self._show_preview())
        self.text.textChanged.connect(self._show_preview)
        self.accepted.connect(lambda: self.chosen.emit(self.spec))
        self.finished.connect(self.deleteLater)

    def _take_now(self) -> None:
        """What the tile shows until now."""
        if self._now is None:
            return
        self.text.setPlainText(self._now.text)
        if (place := self.kpi.findData(self._now.kpi)) >= 0:
            self.kpi.setCurrentIndex(place)
            self._take_kpi()
        if (group := self.by.findData(self._now.by)) >= 0:
            self.by.setCurrentIndex(group)
            self._show_preview()

    def _lay_out(self) -> None:
        right, foot, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (self.told, self.kpi, self.by, self.text):
            right.addWidget(widget)
        right.addWidget(self._place, 1)
        both = QHBoxLayout()
        both.setSpacing(L)
        both.addWidget(self.kinds, 1)
        both.addLayout(right, 3)
        foot.addStretch()
        foot.addWidget(self._leave)
        foot.addWidget(self.add)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addLayout(both, 1)
        whole.addLayout(foot)

    def reject(self) -> None:
        """Esc and the window's own button: what was written does not go unasked."""
        if self.spec.text in ("", self._now.text if self._now else ""):
            super().reject()
        else:
            words = self._context.face.language.words
            ask_unkept(self, words, words.t("Keep the text of the note?"), self.accept, super().reject)

    @property
    def offer(self) -> Offer:
        return OFFERS[max(self.kinds.currentRow(), 0)]

    @property
    def spec(self) -> TileSpec:
        """The tile as it is chosen now."""
        base = self.offer.spec
        kpi = self.kpi.currentData() if self.offer.takes else base.kpi
        by = self.by.currentData() if base.by or base.kind is TileKind.AUDIENCE else ""
        text = self.text.toPlainText()[:LONGEST_TEXT] if base.kind is TileKind.NOTE else ""
        made = replace(base, kpi=kpi, by=by or "", text=text)
        if self._now is None:
            return made
        now = self._now
        return replace(made, width=now.width, height=now.height, row=now.row, column=now.column, filters=now.filters)

    def _take_kind(self) -> None:
        words, offer, services = self._context.face.language.words, self.offer, self._context.services
        self.told.setText(words.t(offer.told))
        self.kpi.setVisible(bool(offer.takes))
        of_people = offer.spec.kind is TileKind.AUDIENCE and len(self._choices.dimensions) > 1
        self.by.setVisible(bool(offer.spec.by) or of_people)
        self.text.setVisible(offer.spec.kind is TileKind.NOTE)
        self.kpi.clear()
        for name, title in kpis_for(offer, services, words) if offer.takes else ():
            self.kpi.addItem(title, name)
        self.kpi.setCurrentIndex(max(self.kpi.findData(offer.spec.kpi), 0))
        self.by.clear()
        self._take_kpi()

    def _take_kpi(self) -> None:
        """The groups of the KPI; the one chosen before stays where it is possible."""
        words, spec = self._context.face.language.words, self.offer.spec
        if spec.by:
            before = self.by.currentData() or spec.by
            self.by.clear()
            for group, name in groups_for(self.spec.kpi, self._context.services, self._choices, words):
                self.by.addItem(name, group)
            self.by.setEnabled(self.by.count() > 0)
            self.by.setCurrentIndex(max(self.by.findData(before), 0))
        elif self.offer.spec.kind is TileKind.AUDIENCE:
            for one in self._choices.dimensions:
                self.by.addItem(dimension(one, words), one)
        self._show_preview()

    def _show_preview(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        context, choice, choices = self._context, self._choice, self._choices
        spec = DashboardSpec("gallery", (self.spec,), choice.spec(choices).network)
        self._reading = context.face.tasks.run(
            self,
            lambda report: context.services.dashboards.load(
                context.actor, spec, choice.period(choices), choice.comparison, choice.filters(choices),
                brand_id=context.brand_id, report=report,
            ),
            self._preview,
            lambda error: self.told.setText(sentence(error, context.face.language)),
        )  # fmt: skip

    def _preview(self, board: Dashboard) -> None:
        tell = Telling(board, self._context.face.language)
        self.preview = TileFrame(board.tiles[0], tell)
        beside = self._place.width() / self.fontMetrics().averageCharWidth()
        self._place.setWidget(_as_on_the_dashboard(self.preview, HALF if beside > ROOMY else 0))
        for before, after in pairwise(
            (self.text, self.preview.info, self.preview.more, self.preview.body, self._leave, self.add)
        ):
            self.setTabOrder(before, after)
        self.previewed.emit()


def _as_on_the_dashboard(tile: TileFrame, columns: int) -> QWidget:
    """A small tile in about the width it will have, where the place is worth so many columns; others take all there is."""
    page = QWidget()
    page.setProperty("look", "page")
    whole, row = QVBoxLayout(page), QHBoxLayout()
    whole.setContentsMargins(0, 0, 0, 0)
    row.addWidget(tile, max(min(tile.tile.spec.width, columns), 1))
    row.addStretch(max(columns - tile.tile.spec.width, 0))
    whole.addLayout(row)
    whole.addStretch()
    return page
