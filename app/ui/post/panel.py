"""The post's side panel: opens, saves and closes posts; the desk inside is where they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.domain.days import wall_time
from app.domain.errors import NotFound
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.places import PostPlace, ReviewPlace, SettingsPlace
from app.ui.post.actions import ADD_PROFILE, DECIDE, DUPLICATE, PUBLISH_NOW, RESUBMIT
from app.ui.post.desk import PostDesk
from app.ui.post.foot import Foot
from app.ui.post.head import Head
from app.ui.post.left_text import closed_undecided, offer_unsaved
from app.ui.post.session import PostSession, Saving
from app.ui.post.steps import PostSteps
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle
from app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from app.services.composing import ComposerPage

READ_AFTER = 80
NARROWEST = 420
_OURS = frozenset({"post", "variant", "delivery"})
_AROUND = frozenset({"profile", "persona", "campaign", "brand", "member", "workspace", "media"})


class PostPanel(QFrame):
    closed = Signal()
    """A person closed the panel; everything typed is saved or on its way."""
    went = Signal(object)
    """A `Place` somebody asked for."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._steps: PostSteps | None = None
        self._reading: TaskHandle | None = None
        self._leaving: list[PostSession] = []
        self.setProperty("panel", True)
        self.setMinimumWidth(NARROWEST)
        self.head, self.desk, self.foot = Head(context), PostDesk(context), Foot(context)
        self._nothing = EmptyState("file-text")
        self._nothing.wanted.connect(lambda: self._open_again())  # noqa: PLW0108  another one by then
        self._open_again: Callable[[], object] = self.reload
        self._pages = QStackedWidget()
        self._pages.addWidget(self.desk)
        self._pages.addWidget(self._nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.foot)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(READ_AFTER)
        self._again.timeout.connect(self.reload)
        self.head.close_wanted.connect(self.close_post)
        self.foot.wanted.connect(self._take)
        self.desk.problem.connect(self._say_problem)
        self.desk.trouble.went.connect(self.went)
        self.desk.composer.tabs.settings_wanted.connect(lambda: self.went.emit(SettingsPlace("profiles")))
        self.desk.wanted.connect(self._take)
        self.timed = self.desk.composer.pickers.timed
        self.desk.composer.pickers.brand_picked.connect(self._change_brand)
        context.bus.happened.connect(self._on_changes)
        self._add_keys()
        self.desk.write()
        self.foot.hide()
        self.desk.hide()

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self.save_now),
            ("Ctrl+Return", self.foot.take_strong),
            ("Ctrl+Enter", self.foot.take_strong),
            ("Esc", self.close_post),
        )
        for key, do in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    # opening and closing
    @property
    def post_id(self) -> int | None:
        """The post that is open; None for a new one, and for none."""
        post = self._session.post if self._session is not None else None
        return post.id if post is not None else None

    @property
    def session(self) -> PostSession | None:
        return self._session

    def open_post(self, post_id: int, then: Callable[[], None] | None = None) -> None:
        """Shows a post; what was open is saved first. `then` follows once the post is there."""
        if self.post_id == post_id:
            self.reload()
            if then is not None:
                then()
            return
        self._leave()
        self._open_again = lambda: self.open_post(post_id)
        services, actor = self._context.services, self._context.actor

        def start(page: ComposerPage) -> None:
            self._start(page, {})
            if then is not None:
                then()

        self._read(lambda: services.composing.page(actor, post_id), start)

    def take_focus(self, choose: str = "") -> None:
        """The keyboard is where the post is written, or the choice of its "pillar" is open."""
        self.desk.composer.card.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if choose == "pillar":
            self.desk.composer.pickers.pillar.click()

    def publish_post(self, post_id: int, profile_ids: tuple[int, ...]) -> None:
        """Shows a post and asks whether these profiles get it at once."""
        if self.post_id == post_id:
            self.desk.ask_publishing(profile_ids)
            return
        self.open_post(post_id, lambda: self.desk.ask_publishing(profile_ids))

    def new_post(
        self,
        at: datetime | None = None,
        profile_ids: Iterable[int] = (),
        persona_ids: Iterable[int] = (),
        then: Callable[[], object] | None = None,
    ) -> None:
        """Starts a post; the workspace has it once it says something. `at` is an aware instant; `then` follows."""
        self._leave()
        services, actor = self._context.services, self._context.actor
        self._open_again = self.close_post
        chosen, people, brand_id = tuple(profile_ids), tuple(persona_ids), self._context.brand_id

        def read() -> ComposerPage:
            if brand_id is None and chosen:
                mine = {row.id: row.brand_id for row in services.profiles.profiles(actor)}
                return services.composing.blank(actor, mine.get(chosen[0]))
            return services.composing.blank(actor, brand_id)

        def start(page: ComposerPage) -> None:
            known = tuple(number for number in chosen if number in page.profiles)
            when = wall_time(at, page.brand.zone) if at is not None else None
            self._start(page, {"profile_ids": known, "persona_ids": people, "when": when})
            self.take_focus()
            if then is not None:
                then()

        self._read(read, start)

    def _change_brand(self, brand_id: int) -> None:
        """A new post becomes another brand's; what was typed goes with it."""
        session = self._session
        if session is None or session.post is not None or brand_id == session.page.brand.id:
            return
        typed = {name: session.field(name) for name in ("title", "text", "link", "media") if session.field(name)}
        when, files = session.start.when, tuple(session.page.files.values())
        session.give_up()
        self._leave()
        services, actor = self._context.services, self._context.actor

        def start(page: ComposerPage) -> None:
            self._start(page, {"when": when})
            if self._session is not None:
                self._session.know_files(files)
                for name, value in typed.items():
                    self._session.type(name, value)
                self._session.changed.emit()

        self._read(lambda: services.composing.blank(actor, brand_id), start)

    def close_post(self) -> None:
        """Closes the panel; everything typed is saved first."""
        self._leave()
        self.closed.emit()

    def save_now(self) -> None:
        """Saves at once what was typed."""
        session = self._session
        if session is None:
            return
        if session.saving is Saving.HELD:
            session.consent()
        session.save()

    def settle(self) -> bool:
        """Saves everything typed, now; False when it could not be saved (it is kept on this machine then)."""
        sessions = [*self._leaving, *([self._session] if self._session is not None else [])]
        done = [session.settle() for session in sessions]
        return all(done)

    # showing
    def write(self) -> None:
        """Writes every word anew, after the language changed; what was typed stays."""
        self.head.write()
        if self._session is not None:
            self.desk.write()
            self.foot.write()

    def reload(self) -> None:
        """Reads the post anew; what was typed stays."""
        session, number = self._session, self.post_id
        if session is None or number is None:
            return
        services, actor = self._context.services, self._context.actor
        self._read(lambda: services.composing.page(actor, number), session.show, quiet=True)

    def _read(
        self, read: Callable[[], ComposerPage], done: Callable[[ComposerPage], None], *, quiet: bool = False
    ) -> None:
        if self._reading is not None:
            self._reading.cancel()
        if not quiet:
            self.head.show_session(None)
        self._reading = self._context.face.tasks.run(
            self, lambda report: read(), done, partial(self._say_nothing, quiet)
        )

    def _start(self, page: ComposerPage, begin: dict[str, object]) -> None:
        from app.services.planning import NewPost

        start = NewPost(page.brand.id, **begin)  # type: ignore[arg-type]
        self._session = session = PostSession(self._context, page, start, self)
        self._steps = PostSteps(session, self.went.emit, self._tell)
        session.saving_changed.connect(self._show_saving)
        session.changed.connect(self._show_around)
        session.typed.connect(self.foot.write)
        session.stored.connect(lambda number: self._again.start())
        self.desk.show()
        self._pages.setCurrentWidget(self.desk)
        self.desk.start(session, self._steps)
        self.foot.show()
        self._show_around()
        offer_unsaved(self._context, self.desk, session, lambda: self._session is session)

    def _leave(self) -> None:
        """What is open is saved in the background and let go."""
        session, self._session, self._steps = self._session, None, None
        if self._reading is not None:
            self._reading.cancel()
        self._again.stop()
        if session is None:
            return
        self.desk.leave()
        session.changed.disconnect(self._show_around)
        session.saving_changed.disconnect(self._show_saving)
        session.save()
        session.notes.keep()
        if session.saving is Saving.HELD:
            self._say_held(session)
        if session.saving is Saving.SAVING:
            self._leaving.append(session)
            session.changed.connect(partial(self._let_go, session))
            session.refused.connect(self._say_lost)
            session.clashed.connect(self._say_lost)
        else:
            session.deleteLater()

    def _say_held(self, session: PostSession) -> None:
        """The post was closed although it waited for a word of the person."""
        words, post = self._context.face.language.words, session.post
        if post is not None:
            again = PostPlace(post.id)
            self._context.notices.warn(
                closed_undecided(session), words.t("Show it"), lambda: self.went.emit(again), close=words.t("Close")
            )

    def _let_go(self, session: PostSession) -> None:
        if session in self._leaving and not session.unsaved:
            self._leaving.remove(session)
            session.deleteLater()

    def _say_lost(self, error: BaseException) -> None:
        words = self._context.face.language.words
        told = words.t("What was typed is not saved; it is kept on this computer and offered again. {reason}",
                       reason=sentence(error, self._context.face.language))  # fmt: skip
        self._context.notices.warn(told, close=words.t("Close"))

    def _show_around(self) -> None:
        if self._session is not None:
            self.head.show_session(self._session)
            self.foot.show_session(self._session)

    def _show_saving(self) -> None:
        self.head.write()
        self.foot.write()
        if self._session is not None and self._session.saving is Saving.SAVED:
            self.desk.refusal.hide()

    def _say_nothing(self, quiet: bool, error: BaseException) -> None:
        """The post cannot be shown: it is gone, or of a brand this person may not see. What was typed is kept."""
        if quiet and not isinstance(error, NotFound):
            self._say_problem(error)
            return
        if self._session is not None:
            self._session.notes.keep()
        if not is_expected(error):
            self._context.face.tasks.unexpected.emit(error)
        words = self._context.face.language.words
        gone = isinstance(error, NotFound)
        self._session = None
        self.desk.leave()
        self.foot.hide()
        self.head.show_session(None)
        heading = words.t("This post is not here") if gone else words.t("The post could not be read")
        told = words.t("It was deleted, or it belongs to a brand you may not see.") if gone else ""
        again = "" if gone else words.t("Try again")
        self._nothing.say(heading, told or sentence(error, self._context.face.language), again)
        self._pages.setCurrentWidget(self._nothing)

    def _say_problem(self, error: BaseException) -> None:
        if not is_expected(error):
            self._context.face.tasks.unexpected.emit(error)
        self.desk.refusal.say("circle-alert", "failed", sentence(error, self._context.face.language))
        self._show_around()

    def _tell(self, told: str) -> None:
        self._context.notices.warn(told, close=self._context.face.language.words.t("Close"))

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        number = self.post_id
        if number is None:
            return
        mine = any(row.entity == "post" and row.entity_id in (None, number) for row in changes)
        around = any(row.entity in _AROUND or row.entity in _OURS - {"post"} for row in changes)
        if mine or around:
            self._again.start()

    # steps
    def _take(self, name: str, only: tuple[int, ...] | None = None) -> None:
        """A step for all profiles, or for some."""
        steps, session = self._steps, self._session
        if steps is None or session is None:
            return
        if name == DECIDE and session.post is not None:
            session.save()
            self.went.emit(ReviewPlace(session.post.id))
            return
        plain: dict[str, Callable[[], object]] = {
            ADD_PROFILE: self.desk.composer.tabs.choose_profiles,
            "schedule": self.desk.composer.pickers.choose_time,
            "submit": partial(steps.submit, only),
            RESUBMIT: partial(steps.resubmit, only),
            "withdraw_submission": partial(steps.take_back, only),
            "withdraw_approval": partial(steps.withdraw_approval, only),
            "develop": partial(steps.develop, only),
            "unschedule": partial(steps.unschedule, only),
            "hold": partial(steps.hold, only),
            "release": partial(steps.release, only),
            "reopen": partial(steps.reopen, only),
            "cancel": partial(steps.cancel, only),
            PUBLISH_NOW: partial(self.desk.ask_publishing, only),
            DUPLICATE: steps.duplicate,
        }
        plain[name]()
