"""Fetching the data of all connected profiles, wherever it is asked for: one job that can be watched and stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.networks import Network
from app.domain.syncing import DONE
from app.system.labels import network as network_name
from app.system.sentences import explain_code
from app.system.sync_words import not_fetched, sync_part
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.places import SettingsPlace
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle

if TYPE_CHECKING:
    from app.domain.syncing import SyncReport, SyncStep
    from app.domain.workspace import Profile
    from app.services.fetch_desk import Fetchable
    from app.system.words import Words

_log = logging.getLogger("szpalta.sync")


class Fetching(QObject):
    """One for a workspace's page. What came is told over the page and to everybody who shows figures."""

    changed = Signal()
    """It began, went on or ended."""
    went = Signal(object)
    """A `Place`: the settings, when no profile is connected."""

    def __init__(self, context: TabContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._tasks = context.face.tasks
        self._handle: TaskHandle | None = None
        self._looking = False
        self._by_itself = False
        self.share: float | None = None
        """How much is done, 0..1; None while nothing is fetched."""
        self.fetched_at: datetime | None = None
        """When something was last fetched from here."""

    def begin(self) -> None:
        """Fetches every connected profile this person may; while that goes on it says so instead."""
        if self._looking or self._handle is not None:
            words = self._words
            self._context.notices.say(words.t("Data is being fetched already."), close=words.t("Close"))
            return
        self._looking = True
        desk, context = self._context.services.fetch_desk, self._context
        self._tasks.run(self, lambda report: desk.fetchable(context.actor, context.brand_ids), self._fetch, self._fail)

    def begin_due(self) -> None:
        """Fetches what is due by the workspace's choice. Nobody asked, so what did not work is told where profiles are looked
        at, and nothing is said over the page."""
        if self._looking or self._handle is not None:
            return
        self._looking = True
        desk, actor = self._context.services.fetch_desk, self._context.actor
        self._tasks.run(self, lambda report: desk.due(actor), self._fetch_due, self._fail_unseen)

    def _fetch_due(self, found: list[Profile]) -> None:
        self._looking = False
        if found:
            self._by_itself = True
            self._start(found)

    def _fail_unseen(self, error: BaseException) -> None:
        self._by_itself = True
        self._fail(error)

    @property
    def _words(self) -> Words:
        return self._context.face.language.words

    def _fetch(self, found: Fetchable) -> None:
        self._looking = False
        if not found.mine:
            self._say_none(found)
            return
        self._start(found.mine)

    def _start(self, found: Sequence[Profile]) -> None:
        words, desk, actor = self._words, self._context.services.fetch_desk, self._context.actor
        numbers, count = [row.id for row in found], len(found)
        self.share = 0.0
        self._handle = self._tasks.run(
            self,
            lambda report: desk.fetch(actor, numbers, self._lines(report)),
            self._finish,
            self._fail,
            self._go_on,
            title=words.n("Fetching the data of {n} profile", "Fetching the data of {n} profiles", count),
            stopped=self._stopped,
        )
        self.changed.emit()

    def _say_none(self, found: Fetchable) -> None:
        words = self._words
        if found.others:
            told = words.t("You may not fetch the data of the connected profiles. Ask whoever owns the workspace.")
            self._context.notices.warn(told, close=words.t("Close"))
            return
        self._context.notices.warn(
            words.t("No profile is connected, so there is nothing to fetch. Connect one in the settings."),
            words.t("Open the settings"),
            lambda: self.went.emit(SettingsPlace("profiles")),
            close=words.t("Close"),
        )

    # while it goes on
    def _lines(self, report: Callable[[float | None, str], None]) -> Callable[[float | None, SyncStep | None], None]:
        """What is told to the list of jobs, from the work's thread: a line for each profile that is under way."""
        words, formats = self._words, self._context.face.language.formats
        under_way: dict[int, str] = {}

        def tell(share: float | None, step: SyncStep | None) -> None:
            if step is not None and step.part == DONE:
                under_way.pop(step.profile_id, None)
            elif step is not None:
                name = f"{network_name(Network(step.network), words)} · {step.profile}"
                part = sync_part(step.part, words)
                under_way[step.profile_id] = f"{name}: {part}, {formats.percent(step.share * 100, 0)}"
            report(share, "\n".join(under_way.values()))

        return tell

    def _go_on(self, share: float | None, note: str) -> None:
        if share is not None:
            self.share = share
            self.changed.emit()

    def _stopped(self) -> None:
        """What had come until then stays and is told to others."""
        words = self._words
        self._end()
        told = words.t("Fetching was stopped. What had come until then stays.")
        self._context.notices.say(told, close=words.t("Close"))

    # the end
    def _finish(self, reports: list[SyncReport]) -> None:
        if any(_whole(row) for row in reports):
            self.fetched_at = self._context.services.clock.now()
        by_itself = self._by_itself
        self._end()
        if by_itself:
            return
        words = self._words
        troubles = [f"{self._name(row)}: {why}" for row in reports if (why := self._trouble(row))]
        told = "\n".join([*([self._came(reports)] if any(map(_whole, reports)) or not troubles else []), *troubles])
        (self._context.notices.warn if troubles else self._context.notices.say)(told, close=words.t("Close"))

    def _fail(self, error: BaseException) -> None:
        self._looking, by_itself = False, self._by_itself
        self._by_itself = False
        if self._handle is not None:
            self._end()
        if is_expected(error) and by_itself:
            _log.warning("fetching by itself: %s", error)
        elif is_expected(error):
            text = sentence(error, self._context.face.language)
            self._context.notices.warn(text, close=self._words.t("Close"))
        else:
            self._tasks.unexpected.emit(error)

    def _end(self) -> None:
        self._handle = self.share = None
        self._by_itself = False
        self.changed.emit()
        self._context.bus.tell(Change("profile"), Change("sync"), Change("post"))

    # words
    def _came(self, reports: list[SyncReport]) -> str:
        words, number = self._words, self._context.face.language.formats.number
        posts, figures, comments = (
            sum(getattr(row, name) for row in reports) for name in ("posts_new", "figures_new", "comments_new")
        )
        parts = []
        if posts:
            parts.append(words.n("{n} new post", "{n} new posts", posts, n=number(posts)))
        if figures:
            parts.append(words.n("{n} new figure", "{n} new figures", figures, n=number(figures)))
        if comments:
            parts.append(words.n("{n} new comment", "{n} new comments", comments, n=number(comments)))
        if not parts:
            return words.t("Data is fetched. Nothing new has come since the last time.")
        return words.t("Data is fetched: {what}.", what=", ".join(parts))

    def _trouble(self, row: SyncReport) -> str:
        words = self._words
        if row.error is not None:
            return explain_code(row.error, row.error_data, words, self._context.face.language.formats)
        return not_fetched(row.skipped, words) if row.skipped is not None else ""

    def _name(self, row: SyncReport) -> str:
        return f"{network_name(Network(row.network), self._words)} · {row.profile}"


def _whole(row: SyncReport) -> bool:
    return row.error is None and row.skipped is None
