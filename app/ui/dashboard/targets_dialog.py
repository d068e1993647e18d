"""Targets of KPIs: what a brand or one of its profiles wants of a week, month, quarter or year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from app.domain.alphabet import in_alphabet
from app.domain.people import Right
from app.domain.workspace import TARGET_PERIODS
from app.system import labels
from app.system.dashboard_words import GROUP_NAMES, figure
from app.system.figure_words import UNITS
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.importing.text_table import TextTable, TextTableModel
from app.ui.tokens import L, M
from app.ui.widgets.decimals import number_in
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.form_rows import form_rows
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.unkept import ask_unkept

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.workspace import Brand, KpiTarget, Profile
    from app.ui.tab_context import TabContext


FIRST = "interactions"
"""The KPI of the first target most teams set."""


@dataclass(frozen=True, slots=True)
class TargetsRead:
    """`kpis`: name, title and unit, by title. `brands`: those the member plans for; `names`: of all seen."""

    brands: Sequence[Brand]
    profiles: Sequence[Profile]
    kpis: Sequence[tuple[str, str, str]]
    targets: Sequence[KpiTarget]
    names: Mapping[int, str]


class TargetsDialog(QDialog):
    """Choosing a row puts it into the form below; setting it again changes it."""

    filled = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self._context = context
        self._read = TargetsRead((), (), (), (), {})
        self._known = ""
        """The number in the field as it was set or is set already."""
        t = context.face.language.words.t
        self.setWindowTitle(t("Targets of KPIs"))
        fit(self, QSize(720, 560))
        self._model = TextTableModel(self)
        self.view, self.none = TextTable(self._model), EmptyState("target")
        self._table = QStackedWidget()
        self.kpi, self.of, self.per, self.value = QComboBox(), QComboBox(), QComboBox(), QLineEdit()
        self.put, self.remove, self.leave = (
            QPushButton(t("Set target")),
            QPushButton(t("Remove")),
            QPushButton(t("Close")),
        )
        self.put.setProperty("look", "primary")
        self.put.setDefault(True)
        self.problem = wrapped_label("", "problem")
        self.problem.hide()
        self._build()
        self.kpi.currentIndexChanged.connect(self._tell_unit)
        self.view.selectionModel().currentRowChanged.connect(self._take_row)
        self._model.modelReset.connect(lambda: self.remove.setEnabled(False))
        self.put.clicked.connect(lambda _: self._put())
        self.remove.clicked.connect(self._remove)
        self.leave.clicked.connect(self.close)
        self.kpi.setFocus()
        self.reload()

    def _build(self) -> None:
        t = self._context.face.language.words.t
        self.view.setAccessibleName(t("Targets of KPIs"))
        form = form_rows(
            ((t("KPI"), self.kpi), (t("Brand or profile"), self.of), (t("Period"), self.per), (t("Target"), self.value))
        )
        self.none.say(
            t("No target is set yet"),
            t(
                "Choose below what is wanted of which KPI, by whom and in what time. The tile Goals shows how far it is."
            ),
        )
        for box in (self.kpi, self.of):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)
        for period in TARGET_PERIODS:
            self.per.addItem(t(GROUP_NAMES[period]), period)
        self.per.setCurrentIndex(TARGET_PERIODS.index("month"))
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.put)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(wrapped_label(t("Targets of KPIs"), "heading"))
        whole.addWidget(wrapped_label(t("Progress towards them stands in the tile Goals."), "muted"))
        self._table.addWidget(self.none)
        self._table.addWidget(self.view)
        whole.addWidget(self._table, 1)
        whole.addLayout(form)
        whole.addWidget(self.problem)
        whole.addLayout(foot)

    # reading
    def reload(self) -> None:
        services, actor, words = self._context.services, self._context.actor, self._context.face.language.words

        def read() -> TargetsRead:
            member = actor.member
            every = services.workspaces.brands(actor)
            brands = [row for row in every if member is None or member.may(Right.PLAN, row.id)]
            kpis = [
                (kpi.name, words.t(kpi.title, **kpi.words), kpi.unit)
                for kpi in services.measuring.names()
                if kpi.unit != "groups"  # they have no figure of their own
            ]
            targets = [row for brand in every for row in services.strategy.targets(actor, brand.id)]
            kpis.sort(key=lambda row: in_alphabet(row[1]))
            return TargetsRead(
                brands, services.profiles.profiles(actor), kpis, targets, {row.id: row.name for row in every}
            )

        self._context.face.tasks.run(self, lambda report: read(), self._fill, self._fail)

    def _fill(self, read: TargetsRead) -> None:
        first = not self._read.kpis
        self._read = read
        words = self._context.face.language.words
        if first:
            for name, title, _ in read.kpis:
                self.kpi.addItem(title, name)
            self.kpi.setCurrentIndex(max(self.kpi.findData(FIRST), 0))
            for brand in read.brands:
                self.of.addItem(words.t("the brand {brand}", brand=brand.name), (brand.id, None))
                for row in read.profiles:
                    if row.brand_id == brand.id:
                        self.of.addItem(labels.profile(row, words), (brand.id, row.id))
        t = words.t
        self._model.show(
            [t("KPI"), t("Brand or profile"), t("Period"), t("Target")], len(read.targets), self._cell, frozenset({3})
        )
        self.view.fit()
        self._table.setCurrentWidget(self.view if read.targets else self.none)
        self.put.setEnabled(bool(read.brands))
        self.filled.emit()

    def _tell_unit(self) -> None:
        """What the target is a number of."""
        unit = next((unit for name, _, unit in self._read.kpis if name == self.kpi.currentData()), "")
        words = self._context.face.language.words
        self.value.setPlaceholderText(words.c(*UNITS[unit]) if unit in UNITS else "")

    def _cell(self, row: int, column: int) -> str:
        target, words = self._read.targets[row], self._context.face.language.words
        title, unit = next(
            ((title, unit) for name, title, unit in self._read.kpis if name == target.kpi), (target.kpi, "")
        )
        profile = next((one for one in self._read.profiles if one.id == target.profile_id), None)
        brand = self._read.names[target.brand_id]
        formats = self._context.face.language.formats
        value = figure(target.value, unit, formats)
        of = labels.profile(profile, words) if profile else brand
        return (title, of, words.t(GROUP_NAMES[target.period]), value)[column]

    def _take_row(self, current: QModelIndex) -> None:
        """A target of a brand somebody else plans for is only looked at."""
        target = self._read.targets[current.row()] if current.isValid() else None
        places = [self.of.itemData(number) for number in range(self.of.count())]  # findData knows no tuples for equal
        place = (target.brand_id, target.profile_id) if target else None
        self.remove.setEnabled(place in places)
        self.put.setEnabled(bool(places) if target is None else place in places)
        if target is None or place not in places:
            return
        self.kpi.setCurrentIndex(self.kpi.findData(target.kpi))
        self.of.setCurrentIndex(places.index(place))
        self.per.setCurrentIndex(self.per.findData(target.period))
        digits = -int(Decimal(str(target.value)).normalize().as_tuple().exponent)  # all: set again, it stays the same
        self._known = self._context.face.language.formats.number(target.value, max(digits, 0))
        self.value.setText(self._known)

    # writing
    def reject(self) -> None:
        """Esc, *Close* and the window's own button: a number that is not set yet does not go unasked."""
        words, number = self._context.face.language.words, self.value.text()
        if not number or number == self._known or not self.put.isEnabled():
            super().reject()
        else:
            question = words.t("Keep the target {number}? It is not set yet.", number=number)
            ask_unkept(self, words, question, lambda: self._put(super(TargetsDialog, self).reject), super().reject)

    def _put(self, then: Callable[[], None] = lambda: None) -> None:
        words, language = self._context.face.language.words, self._context.face.language
        value = number_in(self.value.text(), language.name)
        if value is None:
            self._say(words.t("{text} is not a number. Write the target as a number.", text=self.value.text() or "–"))
            self.value.setFocus()
            return
        kpi, per, (brand_id, profile_id) = self.kpi.currentData(), self.per.currentData(), self.of.currentData()

        def put() -> None:
            self._known = self.value.text()
            then()

        self._change(brand_id, kpi, per, profile_id, value, put)

    def _remove(self) -> None:
        target = self._read.targets[self.view.currentIndex().row()]
        self._change(target.brand_id, target.kpi, target.period, target.profile_id, None)

    def _change(
        self,
        brand_id: int,
        kpi: str,
        per: str,
        profile_id: int | None,
        value: float | None,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Sets a target, or takes it away (None); both can be taken back."""
        strategy, actor, words = self._context.services.strategy, self._context.actor, self._context.face.language.words
        which = (brand_id, kpi, per, profile_id)
        rows = self._read.targets
        before = next((row.value for row in rows if (row.brand_id, row.kpi, row.period, row.profile_id) == which), None)
        title = next((title for name, title, _ in self._read.kpis if name == kpi), kpi)
        told = words.t("Target changed: {kpi}", kpi=title)

        def step(wanted: float | None) -> Iterable[Change]:
            if wanted is None:
                strategy.remove_target(actor, brand_id, kpi, per, profile_id)
            else:
                strategy.set_target(actor, brand_id, kpi, per, wanted, profile_id)
            return (Change("brand", brand_id),)

        def done() -> None:
            self._context.undo.add(told, lambda: step(before), lambda: step(value))
            then()

        self._run(lambda: step(value), done)

    def _run(self, work: Callable[[], object], then: Callable[[], None]) -> None:
        def done(_: object) -> None:
            self.problem.hide()
            then()
            self._context.bus.tell(Change("brand"))
            self.reload()

        self._context.face.tasks.run(self, lambda report: work(), done, self._fail)

    def _fail(self, error: BaseException) -> None:
        if is_expected(error):
            self._say(sentence(error, self._context.face.language))
        else:
            self._context.face.tasks.unexpected.emit(error)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
