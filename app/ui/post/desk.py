"""The desk of an open post: what must be known, the composer, the previews beside or below it, discussion and history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.content import Media
from app.domain.days import WallTime
from app.domain.delivery import Resolution
from app.domain.errors import StaleEdit
from app.domain.networks import RULES, Connection, Format
from app.domain.people import Right
from app.system.labels import format_name
from app.system.labels import network as network_name
from app.ui.post.actions import ADD_PROFILE, DECIDE, DUPLICATE, PUBLISH_NOW, TIMED, offer
from app.ui.post.banner import Banner
from app.ui.post.clash import ClashBanner
from app.ui.post.composer import Composer
from app.ui.post.discussion import Discussion
from app.ui.post.foot import word
from app.ui.post.history_view import HistoryView
from app.ui.post.late_rule import set_late_rule
from app.ui.post.library import Library
from app.ui.post.previews import Previews
from app.ui.post.returned_words import returned_line
from app.ui.post.session import PostSession
from app.ui.post.shelf import Shelf
from app.ui.post.steps import PostSteps
from app.ui.post.trouble import Trouble
from app.ui.tab_context import TabContext
from app.ui.tokens import STATE_LOOK, XL, L, M
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.scrolled import scrolled

WIDE = 122
"""Average characters from which the previews stand beside the composer."""
_OF_THE_POST = frozenset({ADD_PROFILE, DECIDE, DUPLICATE})
KINDS = "*.png *.jpg *.jpeg *.webp *.gif *.mp4 *.mov *.pdf"


class PostDesk(QWidget):
    wanted = Signal(str, object)
    """A step for one profile alone: its name and the tuple of profile ids."""
    problem = Signal(object)
    """The exception of a step that was refused."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._steps: PostSteps | None = None
        self._wide: bool | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.show_now)
        self._menu: QMenu | None = None
        self.refusal, self.held, self.unsaved = Banner(), Banner(), Banner()
        self.clash = ClashBanner(context.face.language)
        self.returned, self.publishing = Banner(), Banner()
        self.trouble = Trouble(context)
        self.composer = Composer(context)
        self.previews = Previews(context)
        self.discussion = Discussion(context.face.language)
        self.history = HistoryView(context.face.language)
        self.library = Library(context, self._take_known, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._page, self._side = QWidget(), QWidget()
        for page in (self._page, self._side):
            page.setProperty("look", "page")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(L, L, L, XL)
        column.setSpacing(M)
        self._above = QVBoxLayout()
        column.addLayout(self._above)
        column.addWidget(self.composer)
        self._below = QVBoxLayout()
        column.addSpacing(M)
        column.addLayout(self._below)
        column.addWidget(self.discussion)
        column.addSpacing(M)
        column.addWidget(self.history)
        column.addStretch()
        self._beside = QVBoxLayout(self._side)
        self._beside.setContentsMargins(L, L, L, XL)
        self._beside.addStretch()
        self._area, self._side_area = scrolled(self._page), scrolled(self._side)
        self._side_frame = QFrame()
        self._side_frame.setProperty("side", True)
        inside = QVBoxLayout(self._side_frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._side_area)
        self.shelf = Shelf(self)
        self.shelf.take(self.unsaved, self.refusal, self.clash, self.held, self.publishing, self.returned, self.trouble)
        whole, row = QVBoxLayout(self), QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self.shelf)
        row.setSpacing(0)
        row.addWidget(self._area, 11)
        row.addWidget(self._side_frame, 9)
        self._place_previews(wide=False)

    def _connect(self) -> None:
        composer = self.composer
        composer.looked_at.connect(self._look_at)
        composer.measured.connect(lambda: self.previews.show_session(self._session, composer.tabs.now))
        composer.tabs.profiles_chosen.connect(self._with(PostSteps.set_profiles))
        composer.pickers.picked.connect(self._with(PostSteps.pick))
        composer.pickers.new_wanted.connect(self._with(PostSteps.add_new))
        composer.pickers.timed.connect(self._set_time)
        composer.pickers.late_chosen.connect(self._set_late)
        card = composer.card
        card.files_given.connect(self._add_files)
        card.picture_given.connect(self._add_picture)
        card.files_wanted.connect(self._ask_files)
        card.library_wanted.connect(lambda: self.library.open_at(card.add_library, self.problem.emit))
        card.media_changed.connect(self._set_media)
        card.format_wanted.connect(self._ask_format)
        card.follow_wanted.connect(self._follow)
        card.more_wanted.connect(self._open_variant_menu)
        self.discussion.said.connect(self._comment)
        for banner in (self.refusal, self.held, self.unsaved, self.publishing):
            banner.leads_to = lambda: card.text
        self.trouble.resolved.connect(self._resolve)
        self.trouble.reopen_wanted.connect(lambda number: self._with(PostSteps.reopen)((number,)))

    def _with(self, step: Callable[..., None]) -> Callable[..., None]:
        """A step of the post that is open when it is wanted."""

        def take(*given: object) -> None:
            if self._steps is not None:
                step(self._steps, *given)

        return take

    # showing
    def start(self, session: PostSession, steps: PostSteps) -> None:
        """Another post."""
        self.leave()
        self._session, self._steps = session, steps
        session.changed.connect(self.show_now)
        session.held.connect(self._ask_consent)
        session.clashed.connect(self._ask_version)
        session.refused.connect(self.problem)
        self.history.forget()
        self.discussion.clear()
        for banner in (self.refusal, self.held, self.publishing, self.clash, self.unsaved):
            banner.hide()
        self._show_returned(session)
        self.trouble.show_session(session)
        for part in (self.returned, self.trouble):  # known from the start: above the post; what arrives moves nothing
            self.shelf.lend(part, self._above)
        self.composer.start(session)
        self._later.start()
        self._area.verticalScrollBar().setValue(0)

    def leave(self) -> None:
        """The post is closed; its session may still be saving."""
        self.composer.leave()
        if self._session is not None:
            self._session.changed.disconnect(self.show_now)
            self._session.held.disconnect(self._ask_consent)
            self._session.clashed.disconnect(self._ask_version)
            self._session.refused.disconnect(self.problem)
        self._session = self._steps = None

    def show_now(self) -> None:
        session = self._session
        if session is None:
            return
        page, there = session.page, session.post is not None
        if not session.unsaved:
            self.held.hide()
            self.clash.hide()
        self._show_returned(session)
        self.trouble.show_session(session)
        self.previews.show_session(session, self.composer.tabs.now)
        self.discussion.setVisible(there)
        self.discussion.show_comments(page.comments, page.names, may=Right.COMMENT in page.rights)
        self.history.show_history(page.history, page.names)

    def _show_returned(self, session: PostSession) -> None:
        """Why a reviewer sent it back, as long as it stands so."""
        answer = session.page.returned
        if answer is None or all(session.state(number) is not answer.state for number in session.profile_ids):
            self.returned.hide()
            return
        icon, role = STATE_LOOK[answer.state]
        told = returned_line(answer, self._context.face.language.formats, session.page.now)
        self.returned.say(icon, role, told)

    def write(self) -> None:
        """Writes every word anew."""
        self.composer.write()
        self.previews.write()
        self.discussion.write()
        self.history.write()
        self.show_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_previews(wide=self.width() >= self.fontMetrics().averageCharWidth() * WIDE)

    def _place_previews(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        self._side_frame.setVisible(wide)
        if wide:
            self._below.removeWidget(self.previews)
            self._beside.insertWidget(0, self.previews)
        else:
            self._beside.removeWidget(self.previews)
            self._below.addWidget(self.previews)
        self.previews.show()

    @property
    def complete(self) -> bool:
        """Everything of the post stands there; what is below the composer comes a moment later."""
        return not self._later.isActive() and self.previews.complete and self.composer.complete

    @property
    def is_wide(self) -> bool:
        """The previews stand beside the composer."""
        return bool(self._wide)

    def _look_at(self, profile_id: int | None) -> None:
        self.previews.show_session(self._session, profile_id)

    # asking
    def _ask_consent(self) -> None:
        session = self._session
        if session is None:
            return
        words = self._context.face.language.words
        reached = session.bound(session.touched() or session.profile_ids)
        names = ", ".join(
            f"{network_name(row.network, words)} · {row.handle}" for n in reached if (row := session.page.profiles[n])
        )
        told = words.t("Editing takes the approval, or the place in review, away from: {profiles}. It is not saved yet.",
                       profiles=names)  # fmt: skip
        steps = [(words.t("Save it anyway"), session.consent), (words.t("Undo my change"), session.give_up)]
        self.held.say("triangle-alert", "warn", told, steps)
        self.shelf.ensureWidgetVisible(self.held)

    def ask_publishing(self, only: tuple[int, ...] | None = None) -> None:
        """Publishing at once cannot be taken back: it is asked for twice."""
        session = self._session
        if session is None:
            return
        words = self._context.face.language.words
        chosen = [n for n in (session.profile_ids if only is None else only) if session.state(n) in TIMED]
        names = ", ".join(network_name(session.page.profiles[n].network, words) for n in chosen)

        def publish() -> None:
            self.publishing.hide()
            self._with(PostSteps.publish_now)(tuple(chosen))

        practice = all(session.page.profiles[n].connection is Connection.PRACTICE for n in chosen)
        told = (
            words.t("Publish now on the practice network, where it reaches nobody: {networks}?", networks=names)
            if practice
            else words.t("Publish now on: {networks}?", networks=names)
        )
        steps = [(word(PUBLISH_NOW, words), publish), (words.t("Leave it"), self.publishing.hide)]
        self.publishing.say("send", "warn", told, steps)
        self.shelf.ensureWidgetVisible(self.publishing)
        self.publishing.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_version(self, clash: StaleEdit) -> None:
        """Shows both versions; whichever is chosen is saved over the post as it is now."""
        session, services = self._session, self._context.services
        if session is None or session.post is None:
            return
        number, actor = session.post.id, self._context.actor

        def keep() -> None:
            self._context.face.tasks.run(
                session, lambda report: services.planning.post(actor, number), session.keep_mine, self.problem.emit
            )

        def give_way() -> None:
            self._context.face.tasks.run(
                session,
                lambda report: services.planning.post(actor, number),
                lambda post: session.take_theirs(clash, post),
                self.problem.emit,
            )

        self.clash.ask(clash, keep, give_way)
        self.shelf.ensureWidgetVisible(self.clash)

    def _ask_format(self, anchor: QWidget) -> None:
        session, number = self._session, self.composer.tabs.now
        if session is None or number is None:
            return
        words, network = self._context.face.language.words, session.page.profiles[number].network
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in Format:
            if kind in RULES[network].formats:
                action = menu.addAction(format_name(kind, words, network))
                action.setCheckable(True)
                action.setChecked(kind is session.kind(number))
                action.triggered.connect(lambda _=False, kind=kind: self._with(PostSteps.set_format)(number, kind))
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _open_variant_menu(self, anchor: QWidget) -> None:
        """What may be done with the variant in front alone."""
        session, number = self._session, self.composer.tabs.now
        if session is None or number is None:
            return
        words = self._context.face.language.words
        found = offer([session.state(number)], session.page.rights, may_decide=False)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in (*((found.strong,) if found.strong else ()), *found.others):
            if name not in _OF_THE_POST:
                menu.addAction(word(name, words)).triggered.connect(
                    lambda _=False, name=name: self.wanted.emit(name, (number,))
                )
        menu.addSeparator()
        rest = tuple(row for row in session.profile_ids if row != number)
        menu.addAction(words.t("Take this profile off the post")).triggered.connect(
            lambda: self._with(PostSteps.set_profiles)(rest)
        )
        self._menu = menu
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    @property
    def menu(self) -> QMenu | None:
        """The menu opened last."""
        return self._menu

    def _ask_files(self) -> None:
        words = self._context.face.language.words
        title = words.t("Add pictures or files")
        dialog = FileDialog(self._context.face, title, Material.PICTURES, self, several=True)
        dialog.setNameFilter(f"{words.t('Pictures, films and documents')} ({KINDS})")
        dialog.filesSelected.connect(lambda names: self._add_files(tuple(map(Path, names))))
        dialog.open()

    # doing
    def _set_time(self, when: WallTime | None) -> None:
        if self._steps is not None:
            self._steps.set_time(when, self.composer.tabs.now)

    def _set_late(self, policy: str) -> None:
        if self._session is not None:
            set_late_rule(self._context, self._session, policy, self.composer.tabs.now)

    def _set_media(self, media: tuple[tuple[int, str], ...], done: str) -> None:
        words = self._context.face.language.words
        name = words.t("File taken out") if done == "removed" else words.t("Files in another order")
        if self._steps is not None:
            self._steps.set_media(media, self.composer.tabs.now, name)

    def _add_files(self, files: tuple[Path, ...]) -> None:
        if self._steps is not None:
            self._steps.add_files(files, self.composer.tabs.now, self.problem.emit)

    def _add_picture(self, image: QImage) -> None:
        if self._steps is not None:
            self._steps.add_picture(image, self.composer.tabs.now, self.problem.emit)

    def _take_known(self, files: list[Media]) -> None:
        if self._steps is not None:
            self._steps.add_known(files, self.composer.tabs.now)

    def _follow(self) -> None:
        number = self.composer.tabs.now
        if self._steps is not None and number is not None:
            self._steps.follow(number)

    def _comment(self, text: str) -> None:
        if self._steps is not None:
            self._steps.comment(text, self.discussion.clear)

    def _resolve(self, delivery_id: int, resolution: Resolution, link: str) -> None:
        words = self._context.face.language.words
        reasons = {
            Resolution.PUBLISHED: words.t("It is out"),
            Resolution.SEND_AGAIN: words.t("It is not out, try again"),
            Resolution.LEAVE: words.t("Leave it"),
        }
        if self._steps is not None:
            self._steps.resolve(delivery_id, resolution, reasons[resolution], link)
