"""Approvals, like mail: the queue on the left, the post as it will look in the middle, what helps to decide on the right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.ui.approvals.deciding import Decided, Deciding
from app.ui.approvals.decision_bar import KEYS, DecisionBar
from app.ui.approvals.post_pane import PostPane
from app.ui.approvals.queue_model import QueueModel, Role
from app.ui.approvals.queue_view import QueueView
from app.ui.approvals.reading import ReadPost, read_board, read_post
from app.ui.approvals.side_panel import SidePanel
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow
from app.ui.places import NewPostPlace, Place, PostPlace, ReviewPlace
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.review import ReviewBoard

_SHOWN = frozenset({"post", "variant", "delivery", "member", "profile", "brand", "media", "workspace"})
_NARROWEST, _WIDEST, _PART, _CHARACTERS = 320, 420, 0.25, 27
"""Width of the list and of the panel: a quarter of the tab within limits, and never fewer characters than these."""
KEPT = 12
"""Posts that are kept read, so that going back and forth shows them at once."""


class ApprovalsTab(QWidget):
    went = Signal(object)
    """A `Place` of another tab somebody asked for."""
    counted = Signal(int)
    """How many posts wait for me."""

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context, self._face = context, context.face
        self._stale = True
        self._wants_focus = False
        self._wanted: int | None = None
        self._reading: TaskHandle | None = None
        self._opening: TaskHandle | None = None
        self._ahead: TaskHandle | None = None
        self._posts: dict[int, ReadPost] = {}
        self._read: ReadPost | None = None
        self._deciding = Deciding(context, self)
        self.model = QueueModel(self._face.language, context.actor.member_id, self)
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    # building
    def _grow(self) -> Iterator[None]:
        """Each part is made where it will stand: moved there, all of it would be styled once more."""
        self._build()
        yield
        self.list = QueueView(self.model, self._rail)
        _column(self._rail, self.list)
        yield
        self.pane = PostPane(self._face, self._three)
        self._row.insertWidget(1, self.pane, 1)
        yield
        self.side = SidePanel(self._face.language, self._panel)
        self.side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        yield
        self.bar = DecisionBar(self._face.language, self._panel)
        _column(self._panel, self.side, _rule(), self.bar)
        yield
        self._connect()
        self.write()

    def _build(self) -> None:
        """The frame, empty: three columns, and the pages that say why there is nothing in them."""
        self._pages = QStackedWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._three = QWidget(self._pages)
        self._nothing = EmptyState("inbox", self._pages)
        self._problem = EmptyState("triangle-alert", self._pages)
        for page in (QWidget(self._pages), self._three, self._nothing, self._problem):
            self._pages.addWidget(page)
        self._rail, self._panel = QFrame(self._three), QFrame(self._three)
        self._rail.setProperty("rail", True)
        self._panel.setProperty("panel", True)
        self._row = QHBoxLayout(self._three)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._rail)
        self._row.addWidget(self._panel)

    def _connect(self) -> None:
        self.list.looked_at.connect(self._look_at)
        self.list.chosen_many.connect(lambda posts: self.bar.show_count(max(len(posts), 1)))
        self.pane.calendar_wanted.connect(lambda post_id: self.went.emit(PostPlace(post_id)))
        self.pane.turned.connect(lambda: self.side.show_read(self._read, self.pane.variant))
        self.side.said.connect(self._comment)
        self.bar.decided.connect(self._decide)
        self.bar.mending_wanted.connect(lambda post_id: self.went.emit(PostPlace(post_id)))
        self._nothing.wanted.connect(lambda: self.went.emit(NewPostPlace()))
        self._problem.wanted.connect(self.reload)
        self._deciding.stored.connect(self.model.settle)
        self._deciding.refused.connect(self._show_refused)
        self._deciding.undoing.connect(self._have_back)
        self._context.bus.happened.connect(self._on_changes)
        for action, key in KEYS.items():
            self._on_key(key).activated.connect(lambda action=action: self.bar.press(action))
        self._on_key("J").activated.connect(lambda: self.list.step(1))
        self._on_key("K").activated.connect(lambda: self.list.step(-1))

    def _on_key(self, key: str) -> QShortcut:
        """A key that works wherever the focus is in the tab, except where text is written."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    # as every tab
    def write(self) -> None:
        """Writes every word anew."""
        words = self._face.language.words
        self.list.setAccessibleName(words.t("Posts to review"))
        self._nothing.say(
            words.t("Nothing waits"),
            words.t("No post waits for anybody's approval. One that is sent to review appears here."),
            words.t("New post"),
        )
        self.model.write()
        for part in (self.pane, self.side, self.bar):
            part.write()

    def reload(self) -> None:
        """Reads the queue again; what is shown and chosen stays."""
        self._stale = False
        if self._reading is not None:
            self._reading.cancel()
        context = self._context
        self._reading = self._face.tasks.run(self, lambda report: read_board(context), self._show, self._say_problem)

    def reload_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def go(self, place: Place) -> None:
        """Chooses a post of the queue."""
        if isinstance(place, ReviewPlace) and place.post_id is not None:
            if self.list.choose(place.post_id):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._wanted = place.post_id
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrowest = max(_NARROWEST, self.fontMetrics().averageCharWidth() * _CHARACTERS)
        width = max(narrowest, min(_WIDEST, round(self.width() * _PART)))
        self._rail.setFixedWidth(width)
        self._panel.setFixedWidth(width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        along_tabs = isinstance(QApplication.focusWidget(), QTabBar)
        self._wants_focus = not along_tabs or bool(QApplication.mouseButtons())
        self._take_focus()

    def _take_focus(self) -> None:
        """The keys work as soon as there is something to decide, unless somebody goes along the tabs by keyboard."""
        if self._wants_focus and self.list.isVisible():
            self._wants_focus = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # the queue
    def _show(self, board: ReviewBoard) -> None:
        self._posts.clear()
        self.model.show_board(board)
        self._reading = self._face.tasks.later(self, lambda: self._show_queue(board))

    def _show_queue(self, board: ReviewBoard) -> None:
        """A turn after its lines were measured: painting them takes as long."""
        self._reading = None
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self.list.choose(wanted):
            self._say_elsewhere(wanted)
        self.counted.emit(self.model.waiting_for_me)
        self._pages.setCurrentWidget(self._three if board.items else self._nothing)
        self._take_focus()
        if self.list.post is not None:
            self._open(self.list.post)

    def _say_elsewhere(self, post_id: int) -> None:
        """Somebody was sent here for a post that is not in the queue any more."""
        words = self._face.language.words
        self._context.notices.say(
            words.t("This post does not wait for a review now."),
            words.t("Open in calendar"),
            lambda: self.went.emit(PostPlace(post_id)),
            close=words.t("Close"),
        )

    def _say_problem(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
        words = self._face.language.words
        self._problem.say(
            words.t("The queue could not be read"), sentence(error, self._face.language), words.t("Try again")
        )
        self._pages.setCurrentWidget(self._problem)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if not any(change.entity in _SHOWN for change in changes):
            return
        undone = self._deciding.take_undone()
        if self.isVisible():
            self._wanted = undone if undone is not None else self._wanted
            self.reload()
        else:
            self._stale = True

    # the post
    def _look_at(self, post_id: int | None) -> None:
        if post_id is None:
            self._show_post(None)
        elif post_id in self._posts:
            self._show_post(self._posts[post_id])
        else:
            self._open(post_id)

    def _open(self, post_id: int) -> None:
        if self._opening is not None:
            self._opening.cancel()
        context = self._context
        if self._read is not None and self._read.post_id != post_id:
            self.bar.show_post(None)
        self._opening = self._face.tasks.run(
            self, lambda report: read_post(context, post_id), self._show_post, self._say_gone
        )

    def _show_post(self, read: ReadPost | None) -> None:
        if read is not None:
            self._keep(read)
            if read.post_id != self.list.post:
                return
        first, self._read = self._read is None, read
        self.pane.show_read(read)
        if read is None:
            self.side.show_read(None, None)
            self.bar.show_post(None)
        elif first:
            self._opening = self._face.tasks.later(self, lambda: self._show_beside(read))
        else:
            self._show_beside(read)

    def _show_beside(self, read: ReadPost) -> None:
        """What stands beside the post; for the first one in a turn of its own, as everything is made then."""
        self.side.show_read(read, self.pane.variant)
        item, formats = read.page.item, self._face.language.formats
        since = formats.moment(item.since, read.now) if item else ""
        mending = read.page.returned is not None and read.page.may_write
        self.bar.show_post(read.post_id, read.page.barred, read.page.able, since, mending=mending)
        self._read_ahead()

    def _read_ahead(self) -> None:
        """The post that will be next, so that it is there at once."""
        row = self.model.next_row(self.list.currentIndex().row(), 1)
        post_id = None if row is None else self.model.index(row).data(Role.POST)
        if post_id is None or post_id in self._posts:
            return
        if self._ahead is not None:
            self._ahead.cancel()
        context = self._context
        self._ahead = self._face.tasks.run(
            self, lambda report: read_post(context, post_id), self._keep, lambda error: None
        )

    def _keep(self, read: ReadPost) -> None:
        self._posts.pop(read.post_id, None)
        self._posts[read.post_id] = read
        while len(self._posts) > KEPT:
            del self._posts[next(iter(self._posts))]

    def _say_gone(self, error: BaseException) -> None:
        """The post cannot be read: it went while somebody looked at it, or the workspace has a problem."""
        self._show_post(None)
        self._tell(error)

    # doing
    def _decide(self, action: str, reason: str) -> None:
        many = self.list.chosen
        posts = many if len(many) > 1 else tuple(n for n in (self.list.post,) if n is not None)
        rows = [Decided(number, self._title(number), self._profiles(number)) for number in posts]
        if self._ahead is not None:
            self._ahead.cancel()
        self.model.hide(posts)
        self.counted.emit(self.model.waiting_for_me)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._deciding.decide(action, reason, rows)

    def _title(self, post_id: int) -> str:
        found = next((row for row in self.model.items if row.post_id == post_id), None)
        return found.title if found and found.title else self._face.language.words.t("Post without a title")

    def _profiles(self, post_id: int) -> tuple[int, ...] | None:
        """A decision is about what was looked at; of posts chosen together about all that is in review."""
        return self._read.waiting_profiles if self._read is not None and self._read.post_id == post_id else None

    def _show_refused(self, posts: tuple[int, ...]) -> None:
        """What could not be decided is there again, as it stands now."""
        self.model.unhide(posts)
        self.reload()

    def _have_back(self, posts: tuple[int, ...]) -> None:
        self.model.unhide(posts)

    def _comment(self, text: str) -> None:
        if self._read is None:
            return
        context, post_id = self._context, self._read.post_id

        def done(answer: None) -> None:
            self.side.discussion.clear()
            context.bus.tell(Change("post", post_id))

        self._face.tasks.run(
            self, lambda report: context.services.planning.comment(context.actor, post_id, text), done, self._tell
        )

    def _tell(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
            return
        words = self._face.language.words
        self._context.notices.warn(sentence(error, self._face.language), close=words.t("Close"))


def _column(frame: QFrame, *parts: QWidget) -> None:
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, part in enumerate(parts):
        column.addWidget(part, 1 if place == 0 else 0)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", True)
    rule.setFixedHeight(1)
    return rule
