"""The KPI dictionary in the window: KPIs on the left, and on the right all about the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from app.domain.typical import OwnDays
from app.services.post_edits import search_key
from app.ui.dashboard.kpi_lines import KpiLine, by_topic, own_told, read_dictionary, read_own
from app.ui.dashboard.kpi_page import KpiPage
from app.ui.errors import is_expected, sentence
from app.ui.importing.text_table import Index, TextTableModel
from app.ui.plots.look import bold, smaller
from app.ui.search.nothing import nothing_found
from app.ui.tab_context import TabContext
from app.ui.tokens import SMALL, L, M, S
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.wrapped_rows import WrappedRows

if TYPE_CHECKING:
    from app.ui.tasks import TaskHandle

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FoundRows(QSortFilterProxyModel):
    """Rows with all words that were typed; upper case and Polish marks do not matter."""

    words: Sequence[str] = ()
    heads: Container[int] = ()
    """Rows that are headings: without their place among all others they say nothing."""

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self.words = search_key(text).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        if row in self.heads:
            return not self.words
        model = self.sourceModel()
        cells = (str(model.index(row, column, parent).data()) for column in range(model.columnCount(parent)))
        whole = search_key(" ".join(cells))
        return all(word in whole for word in self.words)


class _Entries(TextTableModel):
    """Headings are looked at and not chosen."""

    heads: Container[int] = ()

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if index.row() in self.heads else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.row() in self.heads:
            if role == Qt.ItemDataRole.FontRole:
                return bold(smaller(QGuiApplication.font(), SMALL))
            if role == Qt.ItemDataRole.SizeHintRole:
                return QSize(0, QFontMetrics(QGuiApplication.font()).height() * 2)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        return super().data(index, role)


class KpiDialog(QDialog):
    edited = Signal()
    """The table of typical values is to be opened."""

    def __init__(
        self,
        lines: Sequence[KpiLine],
        context: TabContext,
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`chosen` is the KPI to show first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._entries: list[KpiLine | str] = []
        self._reading: TaskHandle | None = None
        t = context.face.language.words.t
        self.setWindowTitle(t("KPI dictionary"))
        fit(self, QSize(980, 640))
        self.search = QLineEdit()
        self.search.setPlaceholderText(t("Find a KPI"))
        self.search.setAccessibleName(t("Find a KPI"))
        self.search.setClearButtonEnabled(True)
        self._model, self._rows = _Entries(self), FoundRows(self)
        self._fill(lines)
        self._rows.setSourceModel(self._model)
        self.view = self._list()
        self.page = KpiPage(context.face.language)
        self.search.textChanged.connect(self._look_for)
        self.search.installEventFilter(self)
        self.view.selectionModel().currentRowChanged.connect(self._tell)
        self._lay_out()
        self.choose(chosen)

    def _lay_out(self) -> None:
        t = self._context.face.language.words.t
        close, typical = QPushButton(t("Close")), QPushButton(t("Typical values…"))
        close.clicked.connect(self.close)
        for button in (close, typical):
            button.setAutoDefault(False)
        typical.clicked.connect(self.edited)
        left, both, foot, whole = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.setSpacing(S)
        left.addWidget(self.search)
        left.addWidget(self.view, 1)
        both.setSpacing(L)
        both.addLayout(left, 2)
        both.addWidget(self.page, 3)
        foot.addWidget(typical)
        foot.addStretch()
        foot.addWidget(close)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(wrapped_label(t("KPI dictionary"), "heading"))
        whole.addLayout(both, 1)
        whole.addLayout(foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who types a word goes on to what was found without leaving the field."""
        typed = watched is self.search and event.type() is QEvent.Type.KeyPress
        if typed and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self.view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _look_for(self, text: str) -> None:
        """The first row found is told, when the one told is gone."""
        self._rows.look_for(text)
        if not self.view.currentIndex().isValid() and self._rows.rowCount():
            self.view.setCurrentIndex(self._rows.index(0, 0))

    def take(self, lines: Sequence[KpiLine]) -> None:
        """The dictionary read again: the table of typical values may be another."""
        told = {line.name: line for line in lines}
        self._entries = [one if isinstance(one, str) else told.get(one.name, one) for one in self._entries]
        self._tell(self.view.currentIndex())

    def choose(self, name: str) -> None:
        """Goes to a KPI, to the first one when there is none of that name."""
        named = {one.name: at for at, one in enumerate(self._entries) if isinstance(one, KpiLine)}
        place = named.get(name, next(iter(named.values()), 0))
        self.view.setCurrentIndex(self._rows.mapFromSource(self._model.index(place, 0)))
        if place <= 1:
            self.view.scrollToTop()  # with the heading over it

    def _fill(self, lines: Sequence[KpiLine]) -> None:
        """Names are seen, under what they are about; formulas and the like are searched too."""
        t = self._context.face.language.words.t
        rows: list[tuple[str, str, str, str]] = []
        for topic, about in by_topic(lines):
            self._entries += [topic, *about]
            rows.append((t(topic), "", "", ""))
            for line in about:
                name = t("{kpi} (not yet)", kpi=line.title) if line.waits else line.title
                rows.append((name, line.formula, line.denominator, line.waits or line.source))
        self._model.heads = self._rows.heads = {at for at, one in enumerate(self._entries) if isinstance(one, str)}
        heads = (t("Name"), t("Formula"), t("Denominator"), t("Definition by"))
        self._model.show(heads, len(rows), lambda row, column: rows[row][column])

    def _list(self) -> QListView:
        view = QListView()
        view.setProperty("look", "choices")
        view.setAccessibleName(self._context.face.language.words.t("KPI dictionary"))
        view.setModel(self._rows)
        view.setWordWrap(True)
        view.setItemDelegate(WrappedRows(view))
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        return view

    def _tell(self, current: QModelIndex) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if not current.isValid():
            self.page.show_nothing(nothing_found(self.search.text(), self._context.face.language.words))
            return
        line, context = self._entries[self._rows.mapToSource(current).row()], self._context
        if isinstance(line, str):
            return
        self.page.show_line(line)
        if line.waits:
            return
        services, actor, language = context.services, context.actor, context.face.language

        def show(own: OwnDays) -> None:
            self.page.show_line(line, own_told(own, language.words, language.formats))

        self._reading = context.face.tasks.run(
            self, lambda report: read_own(services, actor, context.brand_id, line.name), show, self._fail
        )

    def _fail(self, error: BaseException) -> None:
        complain(self._context, error)


def complain(context: TabContext, error: BaseException) -> None:
    """What cannot be read is said in the window behind."""
    face = context.face
    if is_expected(error):
        context.notices.warn(sentence(error, face.language), close=face.language.words.t("Close"))
    else:
        face.tasks.unexpected.emit(error)


def open_dictionary(context: TabContext, chosen: str, parent: QWidget) -> None:
    """Reads the dictionary on a worker and shows it at a KPI; the table of typical values is reached from there."""
    services, face = context.services, context.face
    words = face.language.words

    def show(lines: list[KpiLine]) -> None:
        dialog = KpiDialog(lines, context, chosen, parent)
        dialog.edited.connect(lambda: edit(dialog))
        dialog.open()

    def edit(dialog: KpiDialog) -> None:
        from app.ui.dashboard.typical_dialog import TypicalDialog

        table = TypicalDialog(context, dialog)
        table.finished.connect(lambda: read(dialog, dialog.take))
        table.open()

    def read(owner: QWidget, done: Callable[[list[KpiLine]], None]) -> None:
        face.tasks.run(
            owner, lambda report: read_dictionary(services, words), done, lambda error: complain(context, error)
        )

    read(parent, show)
