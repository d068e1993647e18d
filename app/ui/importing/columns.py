"""The columns of a file and what they mean; where the table is read by a mapping, the meaning is picked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.imports import ColumnMapping
from app.domain.metrics import FAMILIES
from app.services.import_looking import ImportLook
from app.system import import_words
from app.ui import icons
from app.ui.importing import wording
from app.ui.importing.text_table import Index, TextTable, TextTableModel
from app.ui.language import Language
from app.ui.tokens import S, colors_of
from app.ui.widgets.named_control import name_control

COLUMN, EXAMPLES, MEANING = range(3)
EXAMPLES_SHOWN = 3


class ColumnsModel(TextTableModel):
    """Rows are the columns of the file; the meaning can be edited when `editable`."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.editable = False
        self.rows: list[tuple[str, str, str, bool, ColumnMapping]] = []
        """Sheet, column, examples, imported, as recognised."""
        self.picked: Callable[[int, str | None], None] = lambda row, meaning: None

    def show_look(self, look: ImportLook) -> None:
        words, rows = self._language.words, _rows(look)
        editable = look.mapping is not None and (not look.known or look.choice.mapping is not None)
        headers = [words.t("Column in the file"), words.t("For example"), words.t("What it holds")]
        same = [row[:2] for row in rows] == [row[:2] for row in self.rows]
        if same and (editable, headers) == (self.editable, self._headers):
            self._put(rows)
            return
        self.editable, self.rows = editable, rows
        sheets = len({sheet for sheet, *_ in rows}) > 1
        self.show(headers, len(rows), lambda row, column: self._text(row, column, sheets))

    def show_mapping(self, mapping: Mapping[str, object]) -> None:
        """What a mapping says of the columns, until the file is read by it."""
        shown = zip(self.rows, _proposed(mapping), strict=True)
        self._put([(sheet, name, examples, column.used, column) for (sheet, name, examples, *_), column in shown])

    def _put(self, rows: list[tuple[str, str, str, bool, ColumnMapping]]) -> None:
        """The same columns read otherwise: a picker that is open stays open."""
        changed = [place for place, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
        self.rows = rows
        for place in changed:
            self.dataChanged.emit(self.index(place, COLUMN), self.index(place, MEANING))

    def _text(self, row: int, column: int, sheets: bool) -> str:
        sheet, name, examples, _, mapped = self.rows[row]
        if column == COLUMN:
            return f"{sheet} · {name}" if sheets and sheet else name
        return examples if column == EXAMPLES else wording.meaning(mapped, self._language.words)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if self.editable and index.column() == MEANING else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.EditRole and index.column() == MEANING:
            mapped = self.rows[index.row()][4]
            return (mapped.meaning or "metric") if mapped.used else ""
        if index.isValid() and role == Qt.ItemDataRole.FontRole and index.column() == COLUMN:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.picked(index.row(), str(value) or None)
        return True


class MeaningDelegate(QStyledItemDelegate):
    """Draws what is not imported in muted type, and a picker's arrow where a meaning can be picked."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, ColumnsModel) and not model.rows[index.row()][3]:
            colors = colors_of(QGuiApplication.palette())
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, colors.of("muted"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            picture = icons.pixmap("chevron-down", colors_of(QGuiApplication.palette()).of("muted"), 14, 2.0)
            box = option.rect
            painter.drawPixmap(box.right() - 14 - S, box.center().y() - 6, 14, 14, picture)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 14 + 2 * S, hint.height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        words = self._language.words
        combo = QComboBox(parent)
        column = str(index.sibling(index.row(), COLUMN).data())
        name_control(combo, words.t("What the column {column} holds", column=column))
        combo.addItem(words.t("not imported"), "")
        for key in wording.PICKED:
            combo.addItem(import_words.meaning(key, words), key)
        combo.setCurrentIndex(-1)
        combo.activated.connect(lambda _: self._settle(combo))
        return combo

    def _settle(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once: what somebody chooses from is left alone when the file has been read again."""
        if isinstance(editor, QComboBox) and editor.currentIndex() < 0:
            editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: Any, event: QEvent) -> bool:
        """The list of a picker takes the focus from it: that is no end of the picking."""
        if event.type() is QEvent.Type.FocusOut and isinstance(editor, QComboBox) and editor.view().isVisible():
            return False
        return super().eventFilter(editor, event)


class ColumnsTable(TextTable):
    mapped = Signal(object)
    """The mapping with one meaning changed: a dict as the importer takes it."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        self._model = ColumnsModel(language)
        super().__init__(self._model, parent)
        self._model.setParent(self)
        self._model.picked = self._pick
        self._mapping: Mapping[str, object] = {}
        self._wanted: list[int] = []
        self._delegate = MeaningDelegate(language, self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._open_picker)

    def show_look(self, look: ImportLook) -> None:
        self._mapping = look.mapping or {}
        self._model.show_look(look)
        triggers = QAbstractItemView.EditTrigger
        keys = triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(keys if self._model.editable else triggers.NoEditTriggers)
        self.fit()

    def fit(self, last_takes_the_rest: bool = True) -> None:
        """What a column holds is read whole; the examples, then the names, give way to it."""
        super().fit(last_takes_the_rest=False)
        examples = max(self.columnWidth(EXAMPLES), self.sizeHintForColumn(EXAMPLES))  # whole, where there is room
        self._wanted = [self.columnWidth(COLUMN), examples, self.columnWidth(MEANING)]
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        if not self._wanted:
            return
        room = self.viewport().width()
        column, examples, meaning = self._wanted
        meaning = min(meaning, room // 2)
        examples = min(examples, max(room - meaning - column, room // 4))
        column = min(column, room - meaning - examples)
        for place, width in ((COLUMN, column), (EXAMPLES, examples), (MEANING, room - column - examples)):
            self.setColumnWidth(place, width)

    def _open_picker(self, index: QModelIndex) -> None:
        """What looks like a picker opens at the first click."""
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _pick(self, row: int, meaning: str | None) -> None:
        """What is picked is held by no other column any more: of two, the importer would take the first."""
        columns = self._mapping.get("columns")
        if isinstance(columns, list):
            left = "metric" if meaning in FAMILIES else None
            held = meaning not in (None, "metric")
            changed = [{**one, "meaning": left} if held and one.get("meaning") == meaning else one for one in columns]
            changed[row] = {**columns[row], "meaning": meaning}
            self._mapping = {**self._mapping, "columns": changed}  # what is picked next adds to it
            self._model.show_mapping(self._mapping)
            self.mapped.emit(self._mapping)


def _rows(look: ImportLook) -> list[tuple[str, str, str, bool, ColumnMapping]]:
    if not look.tables and look.mapping is not None:
        return [("", row.column, _examples(look, 0, row.position), row.used, row) for row in _proposed(look.mapping)]
    return [
        (table.sheet or "", row.column, _examples(look, number, row.position), row.used, row)
        for number, table in enumerate(look.tables)
        for row in table.columns
    ]


def _proposed(mapping: Mapping[str, object]) -> list[ColumnMapping]:
    """The columns of a mapping that cannot be used yet."""
    found = mapping.get("columns")
    return [
        ColumnMapping(
            str(row["column"]),
            None if row["meaning"] == "metric" else row["meaning"],
            row["meaning"] is not None,
            row["position"] - 1,
        )
        for row in (found if isinstance(found, Sequence) else ())
    ]


def _examples(look: ImportLook, table: int, position: int) -> str:
    if table >= len(look.samples):
        return ""
    cells = [row.cells[position] for row in look.samples[table].rows if position < len(row.cells)]
    return " · ".join(list(dict.fromkeys(" ".join(cell.split())[:60] for cell in cells if cell))[:EXAMPLES_SHOWN])
