"""The queue as rows: a heading for each group with its count, and below it the posts by urgency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.networks import Network
from app.system.words import N_
from app.ui.approvals.line_words import LineWords, has_more, line_words
from app.ui.language import Language
from app.ui.widgets.labels import as_tip

if TYPE_CHECKING:
    from app.services.review import ReviewBoard, ReviewItem

HEADINGS: dict[str, str] = {
    "mine": N_("Waiting for me"),
    "others": N_("Waiting for others"),
    "changes": N_("Changes requested"),
    "stuck": N_("Stuck"),
    "rejected": N_("Rejected posts"),
}
_Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    POST = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2
    NETWORKS = Qt.ItemDataRole.UserRole + 3
    COUNT = Qt.ItemDataRole.UserRole + 4
    LINES = Qt.ItemDataRole.UserRole + 5
    """How many lines of text a row has; 0 for a heading or a note."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A post, else a heading with its count, else a note."""

    text: str
    item: ReviewItem | None = None
    count: int | None = None
    networks: tuple[Network, ...] = ()


class QueueModel(QAbstractListModel):
    """`hide` takes a post out at once while its decision is being stored; `unhide` brings it back when that failed."""

    def __init__(self, language: Language, me: int | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language, self._me = language, me
        self._board: ReviewBoard | None = None
        self._hidden: set[int] = set()
        self._rows: list[_Row] = []
        self._words: dict[int, LineWords] = {}

    @property
    def waiting_for_me(self) -> int:
        return len(self._items("mine"))

    @property
    def items(self) -> tuple[ReviewItem, ...]:
        """All of the queue, also what is hidden."""
        return self._board.items if self._board else ()

    def show_board(self, board: ReviewBoard) -> None:
        """Shows a queue read anew; what is hidden stays so until it says otherwise itself."""
        self._board = board
        self._words.clear()
        self._build()

    def write(self) -> None:
        """Writes every word anew."""
        self._words.clear()
        self._build()

    def hide(self, post_ids: Sequence[int]) -> None:
        self._hidden.update(post_ids)
        self._build()

    def settle(self, post_ids: Sequence[int]) -> None:
        """Their decision is stored: the queue read next shows where they stand now."""
        self._hidden.difference_update(post_ids)

    def unhide(self, post_ids: Sequence[int]) -> None:
        self._hidden.difference_update(post_ids)
        self._build()

    def row_of(self, post_id: int) -> int | None:
        """The row of a post, None when it is not in the queue."""
        return next((n for n, row in enumerate(self._rows) if row.item and row.item.post_id == post_id), None)

    def next_row(self, row: int, steps: int) -> int | None:
        """The next row with a post in a direction; None at the end."""
        place = row + steps
        while 0 <= place < len(self._rows):
            if self._rows[place].item is not None:
                return place
            place += steps
        return None

    def item(self, index: _Index) -> ReviewItem | None:
        return self._rows[index.row()].item if index.isValid() else None

    # Qt
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._line(row.item).whole if row.item else row.text
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(self._line(row.item).whole) if row.item else None
            case Role.POST:
                return row.item.post_id if row.item else None
            case Role.LINE:
                return self._line(row.item) if row.item else None
            case Role.LINES:
                return (3 if has_more(row.item) else 2) if row.item else 0
            case Role.NETWORKS:
                return row.networks
            case Role.COUNT:
                return row.count
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].item is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # parts
    def _items(self, group: str) -> list[ReviewItem]:
        rows = self._board.items if self._board else ()
        return [row for row in rows if row.group == group and row.post_id not in self._hidden]

    def _line(self, item: ReviewItem) -> LineWords:
        """The words of a post's line, made when they are first painted."""
        if item.post_id not in self._words and self._board is not None:
            self._words[item.post_id] = line_words(item, self._board.now, self._language, self._me)
        return self._words[item.post_id]

    def _build(self) -> None:
        self.beginResetModel()
        self._rows = []
        if self._board is not None and self._board.items:
            for group in HEADINGS:
                self._rows += self._group(self._board, group)
        self.endResetModel()

    def _group(self, board: ReviewBoard, group: str) -> list[_Row]:
        language = self._language
        items = self._items(group)
        heading = _Row(language.words.t(HEADINGS[group]), count=len(items))
        if group == "mine" and not items:
            return [heading, _Row(self._nothing(board))] if board.may_decide else []
        untitled = language.words.t("Post without a title")
        rows = [_Row(item.title or untitled, item, networks=_networks(item)) for item in items]
        return [heading, *rows] if rows else []

    def _nothing(self, board: ReviewBoard) -> str:
        """Nothing waits for the member, and who else has work."""
        words = self._language.words
        counts: dict[str, int] = {}
        for item in board.items:
            for name in item.waits_for if item.post_id not in self._hidden else ():
                counts[name] = counts.get(name, 0) + 1
        who = ", ".join(f"{name} ({self._language.formats.number(count)})" for name, count in sorted(counts.items()))
        if not who:
            return words.t("Nothing waits for you.")
        return words.t("Nothing waits for you. Others have work: {who}", who=who)


def _networks(item: ReviewItem) -> tuple[Network, ...]:
    return tuple(dict.fromkeys(profile.network for profile in item.profiles))
