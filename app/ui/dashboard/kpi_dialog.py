"""The KPI dictionary in the window: every KPI with its formula, what it may be held against, and what waits for data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.networks import Network
from app.domain.typical import TypicalValue
from app.services.post_edits import search_key
from app.system import labels
from app.system.dashboard_words import kpi_filled, typical_told
from app.system.figure_words import UNITS, WAITS
from app.system.formats import Formats
from app.system.words import Words
from app.ui.errors import is_expected, sentence
from app.ui.importing.text_table import TextTableModel
from app.ui.language import Language
from app.ui.services import Services
from app.ui.tab_context import TabContext
from app.ui.tokens import L, M
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.room import fit

FORMULA = 1
SHARES = {0: 0.26, 2: 0.2, 3: 0.15}
"""Of the width, for the columns beside the formula."""


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI in words. `waits` is empty for what can be computed."""

    name: str
    title: str
    formula: str
    denominator: str
    unit: str
    source: str
    waits: str
    typical: tuple[TypicalValue, ...] = ()


def read_dictionary(services: Services, words: Words) -> list[KpiLine]:
    """All KPIs, those that wait for data last. Reads the table of typical values: not on the window's thread."""
    values = services.typical.values()
    found = []
    for row in services.measuring.names():
        filled = kpi_filled(row.words, words)
        found.append(
            KpiLine(
                row.name, words.t(row.title, **filled), words.t(row.formula, **filled),
                words.t(row.denominator) if row.denominator else words.t("none"), _unit(row.unit, words),
                words.t(row.source), "", tuple(one for one in values if one.kpi == row.name),
            )
        )  # fmt: skip
    for row_waiting in services.measuring.waiting():
        denominator = words.t(row_waiting.denominator) if row_waiting.denominator else words.t("none")
        found.append(
            KpiLine(
                row_waiting.name, words.t(row_waiting.title), words.t(row_waiting.formula), denominator,
                _unit(row_waiting.unit, words), "", words.t(WAITS[row_waiting.waits_for]),
            )
        )  # fmt: skip
    return found


def _unit(unit: str, words: Words) -> str:
    found = UNITS.get(unit)
    return words.c(*found) if found else unit


class FoundRows(QSortFilterProxyModel):
    """Rows with all words that were typed; upper case and Polish marks do not matter."""

    words: Sequence[str] = ()

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self.words = search_key(text).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        model = self.sourceModel()
        cells = (str(model.index(row, column, parent).data()) for column in range(model.columnCount(parent)))
        whole = search_key(" ".join(cells))
        return all(word in whole for word in self.words)


class KpiDialog(QDialog):
    edited = Signal()
    """The table of typical values is to be opened."""

    def __init__(
        self, lines: Sequence[KpiLine], language: Language, chosen: str = "", parent: QWidget | None = None
    ) -> None:
        """`chosen` is the KPI to show first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lines, self._words, self._formats = lines, language.words, language.formats
        t = self._words.t
        self.setWindowTitle(t("KPI dictionary"))
        fit(self, QSize(980, 640))
        self.search = QLineEdit()
        self.search.setPlaceholderText(t("Find a KPI"))
        self.search.setAccessibleName(t("Find a KPI"))
        self.search.setClearButtonEnabled(True)
        self.view = self._table()
        self.search.textChanged.connect(self._look_for)
        self.details = wrapped_label("")
        close = QPushButton(t("Close"))
        close.clicked.connect(self.close)
        self.typical = QPushButton(t("Typical values…"))
        self.typical.setAutoDefault(False)
        self.typical.clicked.connect(self.edited)
        foot = QHBoxLayout()
        foot.addWidget(self.typical)
        foot.addStretch()
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        for widget, stretch in ((wrapped_label(t("KPI dictionary"), "heading"), 0), (self.search, 0), (self.view, 1)):
            whole.addWidget(widget, stretch)
        whole.addWidget(self.details)
        whole.addLayout(foot)
        self.choose(chosen)

    def _look_for(self, text: str) -> None:
        """The first row found is told, when the one told is gone."""
        self._rows.look_for(text)
        if not self.view.currentIndex().isValid() and self._rows.rowCount():
            self.view.setCurrentIndex(self._rows.index(0, 0))

    def take(self, lines: Sequence[KpiLine]) -> None:
        """The dictionary read again: the table of typical values may be another."""
        self._lines = lines
        self._tell(self.view.currentIndex())

    def choose(self, name: str) -> None:
        """Goes to a KPI, to the first one when there is none of that name."""
        place = next((at for at, line in enumerate(self._lines) if line.name == name), 0)
        self.view.setCurrentIndex(self._rows.mapFromSource(self._model.index(place, 0)))

    def _table(self) -> QTableView:
        t = self._words.t
        rows = tuple((line.title, line.formula, line.denominator, line.waits or line.source) for line in self._lines)
        self._model = TextTableModel(self)
        heads = (t("Name"), t("Formula"), t("Denominator"), t("Definition by"))
        self._model.show(heads, len(rows), lambda row, column: rows[row][column])
        self._rows = FoundRows(self)
        self._rows.setSourceModel(self._model)
        view = QTableView()
        view.setProperty("look", "table")
        view.setAccessibleName(t("KPI dictionary"))
        view.setModel(self._rows)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.verticalHeader().hide()
        head = view.horizontalHeader()
        head.setSectionResizeMode(FORMULA, QHeaderView.ResizeMode.Stretch)
        for column, share in SHARES.items():
            head.resizeSection(column, round(self.width() * share))
        view.selectionModel().currentRowChanged.connect(self._tell)
        return view

    def _tell(self, current: QModelIndex) -> None:
        if not current.isValid():
            self.details.setText("")
            return
        line = self._lines[self._rows.mapToSource(current).row()]
        self.details.setText("\n".join(told(line, self._words, self._formats)))


def open_dictionary(context: TabContext, chosen: str, parent: QWidget) -> None:
    """Reads the dictionary on a worker and shows it at a KPI; the table of typical values is reached from there."""
    services, face = context.services, context.face
    words = face.language.words

    def show(lines: list[KpiLine]) -> None:
        dialog = KpiDialog(lines, face.language, chosen, parent)
        dialog.edited.connect(lambda: edit(dialog))
        dialog.open()

    def edit(dialog: KpiDialog) -> None:
        from app.ui.dashboard.typical_dialog import TypicalDialog

        table = TypicalDialog(context, dialog)
        table.finished.connect(lambda: read(dialog, dialog.take))
        table.open()

    def fail(error: BaseException) -> None:
        if is_expected(error):
            context.notices.warn(sentence(error, face.language), close=words.t("Close"))
        else:
            face.tasks.unexpected.emit(error)

    def read(owner: QWidget, done: Callable[[list[KpiLine]], None]) -> None:
        face.tasks.run(owner, lambda report: read_dictionary(services, words), done, fail)

    read(parent, show)


def told(line: KpiLine, words: Words, formats: Formats) -> list[str]:
    """Everything about one KPI, in lines."""
    found = [
        f"{line.title} ({line.name})",
        words.t("{formula} · denominator: {denominator} · unit: {unit}", formula=line.formula, denominator=line.denominator,
                unit=line.unit),
    ]  # fmt: skip
    if line.waits:
        found.append(line.waits)
    if line.typical:
        found.append(words.t("Typical elsewhere, by the same formula"))
    for row in line.typical:
        place = labels.network(Network(row.network), words) if row.network else words.t("all networks together")
        found.append(f"{place}: {typical_told(row, words, formats)}")
    return found
