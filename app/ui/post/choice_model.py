"""What may be chosen, in groups, as a list; a search keeps what fits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon

from app.services.planning import search_key
from app.ui.tokens import colors_of

K = TypeVar("K", bound=Hashable)
Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
NEW: Any = object()
"""The key of the row that makes what was typed."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[K]):
    """`beside` is found by a search too; `why_not` says why it cannot be chosen."""

    key: K
    text: str
    beside: str = ""
    picture: QIcon | None = None
    group: str = ""
    why_not: str = ""


class ChoiceModel(QAbstractListModel, Generic[K]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice[K], ...] = ()
        self._rows: list[Choice[K] | str] = []
        self._chosen: set[K] = set()
        self._typed = ""
        self._offer: Callable[[str], str] | None = None

    @property
    def chosen(self) -> tuple[K, ...]:
        """The keys that are on, in the order of the list."""
        return tuple(row.key for row in self._all if row.key in self._chosen)

    def show(
        self, choices: Iterable[Choice[K]], chosen: Iterable[K], offer: Callable[[str], str] | None = None
    ) -> None:
        """`offer` words one more row, for a name that was typed and that no choice has."""
        self._all, self._chosen, self._offer = tuple(choices), set(chosen), offer
        self._fill()

    def search(self, text: str) -> None:
        self._typed = text.strip()
        self._fill()

    def choice(self, index: Index) -> Choice[K] | None:
        """None for the heading of a group."""
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else ""
        return row if isinstance(row, Choice) else None

    def turn(self, key: K, on: bool, *, alone: bool) -> None:
        """Turns a choice on or off; `alone` turns the others off."""
        if alone:
            self._chosen.clear()
        if on:
            self._chosen.add(key)
        else:
            self._chosen.discard(key)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [_ROLE.CheckStateRole])

    def first_row(self) -> int:
        """The first row that can be chosen, -1 without one."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, Choice) and not row.why_not), -1)

    # Qt
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.choice(index)
        if row is None or row.why_not:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        return self._heading(row, role) if isinstance(row, str) else self._choice_data(row, role)

    def _heading(self, text: str, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return text
        if role == _ROLE.FontRole:
            font = QFont(QGuiApplication.font())
            font.setBold(True)
            return font
        return colors_of(QGuiApplication.palette()).of("muted") if role == _ROLE.ForegroundRole else None

    def _choice_data(self, row: Choice[K], role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return f"{row.text} · {row.beside}" if row.beside else row.text
        if role == _ROLE.AccessibleDescriptionRole:
            return row.why_not
        if role == _ROLE.DecorationRole:
            return row.picture
        if role == _ROLE.CheckStateRole:
            if row.key is NEW:
                return None
            return Qt.CheckState.Checked if row.key in self._chosen else Qt.CheckState.Unchecked
        return None

    def _fill(self) -> None:
        self.beginResetModel()
        wanted = search_key(self._typed)
        self._rows = _grouped([row for row in self._all if wanted in search_key(f"{row.text} {row.beside}")])
        if self._offer is not None and wanted and all(search_key(row.text) != wanted for row in self._all):
            self._rows.append(Choice(NEW, self._offer(self._typed)))
        self.endResetModel()


def _grouped(rows: Sequence[Choice[K]]) -> list[Choice[K] | str]:
    found: list[Choice[K] | str] = []
    group = ""
    for row in rows:
        if row.group and row.group != group:
            group = row.group
            found.append(group)
        found.append(row)
    return found
