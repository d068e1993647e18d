"""The list of the queue: arrows, J and K go from post to post and pass over the headings."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.ui.approvals.queue_delegate import QueueDelegate
from app.ui.approvals.queue_model import QueueModel, Role


class QueueView(QListView):
    looked_at = Signal(object)
    """The id of the post that is chosen now, None for none."""
    chosen_many = Signal(object)
    """The ids of all posts that are chosen, when they are several or were."""

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._post: int | None = None
        self._row = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(QueueDelegate(self))
        self.setModel(model)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        model.modelReset.connect(self._keep)
        self.selectionModel().currentChanged.connect(lambda now, before: self._look(now.data(Role.POST)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_many.emit(self.chosen))

    @property
    def post(self) -> int | None:
        """The id of the post that is shown now."""
        return self._post

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the posts that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = (self._model.index(row).data(Role.POST) for row in rows)
        return tuple(number for number in found if number is not None)

    def choose(self, post_id: int) -> bool:
        """Chooses a post; False when it is not in the queue."""
        row = self._model.row_of(post_id)
        if row is not None:
            self._set(row)
        return row is not None

    def step(self, steps: int) -> None:
        """To the next or the previous post."""
        row = self._model.next_row(self.currentIndex().row() if self.currentIndex().isValid() else -1, steps)
        if row is not None:
            self._set(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        """The lines are laid out after a post was chosen: its heading is still above the first one."""
        super().doItemsLayout()
        self._show_first()

    def _show_first(self) -> None:
        if self._model.next_row(-1, 1) == self.currentIndex().row():
            self.scrollToTop()

    def _look(self, post_id: int | None) -> None:
        if post_id is None:
            return
        self._row = self.currentIndex().row()
        if post_id != self._post:
            self._post = post_id
            self.looked_at.emit(post_id)

    def _keep(self) -> None:
        """After the rows changed: the same post, else the one that took its place, else the one before."""
        row = self._model.row_of(self._post) if self._post is not None else None
        if row is None:
            start = max(self._row, 0)
            row = self._model.next_row(start - 1, 1)
            row = self._model.next_row(start, -1) if row is None else row
        if row is None:
            if self._post is not None:
                self._post = None
                self.looked_at.emit(None)
            return
        self._set(row)

    def _set(self, row: int) -> None:
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self._show_first()
