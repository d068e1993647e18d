"""The fields of a typical value: what others have published, whom it is about, and what it may be compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from app.domain.networks import Network
from app.domain.typical import UNITS, TypicalValue
from app.system import labels
from app.system.figure_words import UNITS as UNIT_WORDS
from app.ui.language import Language
from app.ui.settings.form import labelled
from app.ui.tokens import M, S
from app.ui.widgets.decimals import number_in
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.named_control import name_control

WIDE = 4


@dataclass(frozen=True, slots=True)
class KpiOffer:
    """A KPI a value may be compared with."""

    name: str
    title: str
    unit: str
    formula: str


class WrongField(Exception):
    """What stands in a field cannot be read; `args` are the sentence and the field."""

    def __init__(self, sentence: str, field: QWidget) -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class TypicalForm(QWidget):
    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._offers: Mapping[str, KpiOffer] = {}
        self.kpi, self.network, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.value, self.high, self.year = QLineEdit(), QLineEdit(), QLineEdit()
        self.formula, self.population, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.told = wrapped_label("", "muted")
        self._own_formula = ""
        """As written by hand, for a value that is compared with nothing."""
        self._build()
        self._shown = self._stands()
        self.kpi.activated.connect(self._take_kpi)
        self.network.activated.connect(self._tell)
        self.formula.textEdited.connect(self._remember)

    def _build(self) -> None:
        words = self._language.words
        t = words.t
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        places = (
            (t("Compared with"), self.kpi, 0, 0, 2), (t("Network"), self.network, 0, 2, 1), (t("Unit"), self.unit, 0, 3, 1),
            (t("Value"), self.value, 1, 0, 1), (t("To, when it is a range"), self.high, 1, 1, 1),
            (t("Year"), self.year, 1, 2, 1), (t("Source"), self.source, 1, 3, 1),
            (t("Formula"), self.formula, 2, 0, 2), (t("Population: whom it is about"), self.population, 2, 2, 2),
        )  # fmt: skip
        for caption, control, row, column, wide in places:
            name_control(control, caption)
            grid.addWidget(labelled(caption, control), row, column, 1, wide)
        grid.addWidget(self.told, 3, 0, 1, WIDE)
        for column in range(WIDE):
            grid.setColumnStretch(column, 1)
        for box in (self.kpi, self.network, self.unit):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        self.network.addItem(t("all networks together"), None)
        for one in Network:
            self.network.addItem(labels.network(one, words), one.value)
        for unit in UNITS:
            self.unit.addItem(t("time, in seconds") if unit == "seconds" else words.c(*UNIT_WORDS[unit]), unit)

    def offer(self, kpis: Sequence[KpiOffer]) -> None:
        """The KPIs there are, once."""
        self._offers = {row.name: row for row in kpis}
        self.kpi.addItem(self._language.words.t("nothing: no equal formula"), None)
        for row in kpis:
            self.kpi.addItem(row.title, row.name)

    def show_value(self, row: TypicalValue | None) -> None:
        """None: an empty form for a new one."""
        told = row.told_in(self._language.words.language) if row else None
        for box, wanted in (
            (self.kpi, told.kpi if told else None),
            (self.network, told.network if told else None),
            (self.unit, told.unit if told else UNITS[0]),
        ):
            box.setCurrentIndex(max(box.findData(wanted), 0))
        self._own_formula = told.formula if told and not told.kpi else ""
        for field, text in (
            (self.population, told.population if told else ""),
            (self.source, told.source if told else ""),
        ):
            field.setText(text)
            field.setCursorPosition(0)
        self.value.setText(self._written(told.value if told else None))
        self.high.setText(self._written(told.high if told else None))
        self.year.setText(str(told.year) if told else "")
        self._show_formula()
        self.settle()

    @property
    def edited(self) -> bool:
        """Whether something else stands here than what was shown."""
        return self._stands() != self._shown

    def settle(self) -> None:
        """What stands here is kept, or given up."""
        self._shown = self._stands()

    def read(self, key: str) -> TypicalValue:
        """Raises `WrongField` for what is no number; the rest is looked at where it is kept."""
        t = self._language.words.t
        if not self.value.text().strip():
            raise WrongField(t("Write the value as a number."), self.value)
        value = number_in(self.value.text(), self._language.name)
        if value is None:
            raise WrongField(
                t("{text} is not a number. Write the value as a number.", text=self.value.text()), self.value
            )
        high = number_in(self.high.text(), self._language.name) if self.high.text().strip() else None
        if high is None and self.high.text().strip():
            raise WrongField(t("{text} is not a number. Write where the range ends.", text=self.high.text()), self.high)
        year = self.year.text().strip()
        if not year.isdecimal() or len(year) > WIDE:
            raise WrongField(t("Write the year the value is from, such as 2026."), self.year)
        for field in (self.formula, self.population, self.source):
            if not field.text().strip():
                told = t("Write the formula, the population and the source: without them a value says nothing.")
                raise WrongField(told, field)
        return TypicalValue(
            key, self.kpi.currentData(), self.network.currentData(), value, self.unit.currentData(),
            self.formula.text().strip(), self.population.text().strip(), int(year), self.source.text().strip(), high,
        )  # fmt: skip

    def field(self, name: str) -> QLineEdit | None:
        """That of a text by its name."""
        return {"formula": self.formula, "population": self.population, "source": self.source}.get(name)

    def _take_kpi(self) -> None:
        """A value compared with a KPI has its unit."""
        offer = self._offers.get(self.kpi.currentData() or "")
        if offer is not None:
            self.unit.setCurrentIndex(max(self.unit.findData(offer.unit), 0))
        self._show_formula()

    def _show_formula(self) -> None:
        """What is compared with a KPI has its formula; any other is written by hand, and the value compared with nothing."""
        offer = self._offers.get(self.kpi.currentData() or "")
        self.unit.setEnabled(offer is None)
        self.formula.setReadOnly(offer is not None)
        self.formula.setText(offer.formula if offer else self._own_formula)
        self.formula.setCursorPosition(0)
        self._tell()

    def _tell(self) -> None:
        """Whether the value will be held against figures, and what is missing where it will not."""
        t, nothing = self._language.words.t, self._language.words.t("nothing: no equal formula")
        if self.kpi.currentData() is None:
            told = t("This value is shown and not compared.")
        elif self.network.currentData() is None:
            told = t("A value of all networks together is shown and not compared. To compare it, choose one network.")
        else:
            told = t(
                "The formula is that of the KPI. If the source computes otherwise, choose “{nothing}”.", nothing=nothing
            )
        self.told.setText(told)

    def _remember(self, text: str) -> None:
        self._own_formula = text

    def _stands(self) -> tuple[object, ...]:
        boxes = (self.kpi, self.network, self.unit)
        fields = (self.value, self.high, self.year, self.formula, self.population, self.source)
        return (*(box.currentData() for box in boxes), *(field.text() for field in fields))

    def _written(self, value: float | None) -> str:
        """All its digits, so that it stays the same when it is kept again."""
        if value is None:
            return ""
        digits = -int(Decimal(str(value)).normalize().as_tuple().exponent)
        return self._language.formats.number(value, max(digits, 0))
