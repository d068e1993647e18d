"""Stores decisions at once and offers each to be undone; what was refused comes back with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.content import Post
from app.domain.workflow import PostState
from app.system.words import N_
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext
from app.ui.undo import Step

_DONE: dict[str, str] = {
    "approve": N_("Approved: {title}"),
    "request_changes": N_("Changes requested: {title}"),
    "reject": N_("Rejected: {title}"),
}
_PARTLY = N_("Approved by you, another person has to approve it too: {title}")


@dataclass(frozen=True, slots=True)
class Decided:
    """A post with the profiles a decision is about."""

    post_id: int
    title: str
    profile_ids: tuple[int, ...] | None = None
    partly: bool = False
    """Approved by the actor, while others have to approve it as well."""


class Deciding(QObject):
    stored = Signal(object)
    """The ids of the posts a decision was stored for."""
    refused = Signal(object)
    """The ids of the posts whose decision was not stored."""
    undoing = Signal(object)
    """The ids of the posts somebody asked to have back from the notice."""

    def __init__(self, context: TabContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._undone: int | None = None

    def take_undone(self) -> int | None:
        """The post whose decision was taken back last, once: it is what somebody wants to look at now."""
        undone, self._undone = self._undone, None
        return undone

    def decide(self, action: str, reason: str, posts: Sequence[Decided]) -> None:
        """Stores one decision about each post; those that are refused leave the others as they are."""
        context = self._context

        def work(report: object) -> tuple[list[Decided], list[tuple[Decided, BaseException]]]:
            done: list[Decided] = []
            failed: list[tuple[Decided, BaseException]] = []
            for post in posts:
                try:
                    done.append(_stored(context, action, reason, post))
                except Exception as error:
                    failed.append((post, error))
            return done, failed

        context.face.tasks.run(self, work, lambda answer: self._tell(action, reason, *answer))

    def _tell(self, action: str, reason: str, done: list[Decided], failed: list[tuple[Decided, BaseException]]) -> None:
        if done:
            self._offer_undo(action, reason, done, bool(failed))
            self.stored.emit(tuple(row.post_id for row in done))
            self._context.bus.tell(*_changes(done))
        if failed:
            self.refused.emit(tuple(post.post_id for post, _ in failed))
            self._warn(done, failed)

    def _offer_undo(self, action: str, reason: str, done: list[Decided], quiet: bool) -> None:
        words, context = self._context.face.language.words, self._context
        if len(done) == 1:
            what = words.t(_PARTLY if done[0].partly else _DONE[action], title=done[0].title)
        else:
            what = words.n("Approved {n} post", "Approved {n} posts", len(done))
        context.undo.add(what, self._back(done), self._again(action, reason, done))
        if not quiet:
            context.notices.say(what, words.t("Undo"), self._undo_now(what, done), close=words.t("Close"))

    def _undo_now(self, what: str, done: list[Decided]) -> Callable[[], None]:
        """The notice's button takes this very decision back, also when something else was done since."""

        def undo() -> None:
            context = self._context
            self.undoing.emit(tuple(row.post_id for row in done))
            if context.undo.undo_name == what:
                context.undo.undo()
                return
            step = self._back(done)
            context.face.tasks.run(
                self, lambda report: tuple(step()), lambda changes: context.bus.tell(*changes), self._say
            )

        return undo

    def _back(self, done: list[Decided]) -> Step:
        context = self._context

        def step() -> list[Change]:
            for row in done:
                context.services.approval.undo_decision(context.actor, row.post_id, row.profile_ids)
            self._undone = done[0].post_id
            return _changes(done)

        return step

    def _again(self, action: str, reason: str, done: list[Decided]) -> Step:
        context = self._context

        def step() -> list[Change]:
            for row in done:
                _stored(context, action, reason, row)
            return _changes(done)

        return step

    def _say(self, error: BaseException) -> None:
        context = self._context
        if not is_expected(error):
            context.face.tasks.unexpected.emit(error)
            return
        context.notices.warn(sentence(error, context.face.language), close=context.face.language.words.t("Close"))

    def _warn(self, done: list[Decided], failed: list[tuple[Decided, BaseException]]) -> None:
        """One summary of what was not decided and why."""
        language = self._context.face.language
        for _, error in failed:
            if not is_expected(error):
                self._context.face.tasks.unexpected.emit(error)
        told = [f"{post.title}: {sentence(error, language)}" for post, error in failed if is_expected(error)]
        if not told:
            return
        if len(failed) == 1 and not done:
            self._say(failed[0][1])
            return
        lead = language.words.t("{done} approved, {failed} not:", done=len(done), failed=len(failed))
        text = "\n".join([lead, *told[:5]])
        self._context.notices.warn(text, close=language.words.t("Close"))


def _stored(context: TabContext, action: str, reason: str, post: Decided) -> Decided:
    """On a worker's thread: decides and says which profiles it was about."""
    service = context.services.approval
    before = context.services.planning.post(context.actor, post.post_id)
    waiting = post.profile_ids or _in_review(before)
    partly = False
    if action == "approve":
        after = service.approve(context.actor, post.post_id, waiting)
        partly = any(row.state is PostState.IN_REVIEW for row in after.variants if row.profile_id in waiting)
    elif action == "reject":
        service.reject(context.actor, post.post_id, reason, waiting)
    else:
        service.request_changes(context.actor, post.post_id, reason, waiting)
    return Decided(post.post_id, post.title, waiting, partly)


def _in_review(post: Post) -> tuple[int, ...]:
    return tuple(row.profile_id for row in post.variants if row.state is PostState.IN_REVIEW)


def _changes(done: Sequence[Decided]) -> list[Change]:
    return [Change("post", row.post_id) for row in done]
