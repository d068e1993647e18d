"""What the menu and the keys do to a variant besides moving it, with undo where there is a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.domain.content import PlannedChip, Post
from app.domain.days import WallTime, wall_time
from app.domain.people import Actor, Right
from app.domain.workflow import PostState, actions_from
from app.services.planning import NewPost
from app.system.words import N_
from app.ui.calendar.desk import Desk
from app.ui.calendar.plan import next_start
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.services import Services

Profiles = tuple[int, ...]
Step = Callable[[Services, Actor, Post, Profiles], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """A step of a variant: what is told after it, and the step back (None: there is none)."""

    told: str
    do: Step
    back: Step | None = None


def _restore(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.scheduling.restore_times(actor, before, profiles)


def _reopen(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.scheduling.reopen(actor, before.id, profiles)


def _uncancel(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.scheduling.uncancel(actor, before.id, profiles)


def _cancel(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.scheduling.cancel(actor, before.id, "", profiles)


def _hold(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.scheduling.hold(actor, before.id, "", profiles)


def _release(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.scheduling.release(actor, before.id, profiles)


def _submit(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.approval.submit(actor, before.id, profiles)


def _take_back(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.approval.withdraw_submission(actor, before.id, profiles)


def _approve(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.approval.approve(actor, before.id, profiles)


def _withdraw(services: Services, actor: Actor, before: Post, profiles: Profiles) -> object:
    return services.approval.withdraw_approval(actor, before.id, "", profiles)


DEEDS: dict[str, Deed] = {
    "develop": Deed(N_("Writing began: {title}"), lambda s, a, post, p: s.planning.develop(a, post.id)),
    "submit": Deed(N_("Sent to review: {title}"), _submit, _take_back),
    "withdraw_submission": Deed(N_("Taken back from review: {title}"), _take_back, _submit),
    "approve": Deed(N_("Approved: {title}"), _approve, _withdraw),
    "withdraw_approval": Deed(N_("Approval withdrawn: {title}"), _withdraw),
    "unschedule": Deed(
        N_("Off the schedule: {title}"), lambda s, a, post, p: s.scheduling.unschedule(a, post.id, p), _restore
    ),
    "hold": Deed(N_("Put on hold: {title}"), _hold, _release),
    "release": Deed(N_("No longer on hold: {title}"), _release, _hold),
    "reopen": Deed(N_("A draft again: {title}"), _reopen, _cancel),
    "cancel": Deed(N_("Cancelled: {title}"), _cancel, _uncancel),
}
"""Steps of `domain.workflow` that need no reason and no page of their own, in the order of the menu."""


_KEPT = frozenset({PostState.DRAFT, PostState.APPROVED, PostState.SCHEDULED})
"""What is cancelled out of these states is the same again after undo."""


class Deeds(QObject):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.cancel_wanted.connect(self.cancel)
        desk.copy_wanted.connect(self.copy_text)

    def allowed(self, chip: PlannedChip) -> list[str]:
        """Keys of `DEEDS` the acting member may take now."""
        possible = actions_from(chip.state, self._desk.rights(chip))
        return [name for name in DEEDS if name in possible]

    def cancel(self, chip: PlannedChip) -> None:
        """Cancels what has not gone out; says why when it cannot."""
        context = self._desk.context
        if "cancel" in self.allowed(chip):
            self.do("cancel", chip)
        elif chip.state is not PostState.CANCELLED:
            allowed = Right.WRITE in self._desk.rights(chip)
            text = self._desk.wording.refusal("sent" if allowed else "no_cancel")
            context.notices.warn(text, close=context.face.language.words.t("Close"))

    def do(self, name: str, chip: PlannedChip) -> None:
        """Takes a step of the variant."""
        deed, context, profiles = DEEDS[name], self._desk.context, (chip.profile_id,)
        services, actor = context.services, context.actor

        def work(report: object) -> Post:
            before = services.planning.post(actor, chip.post_id)
            deed.do(services, actor, before, profiles)
            return before

        def done(before: Post) -> None:
            told = context.face.language.words.t(deed.told, title=self._desk.wording.title(chip))
            loses = name == "cancel" and chip.state not in _KEPT
            self._tell(told, deed, before, profiles, as_draft=loses)

        context.face.tasks.run(self, work, done, self._say_problem)

    def _tell(self, told: str, deed: Deed, before: Post, profiles: Profiles, *, as_draft: bool = False) -> None:
        context, words = self._desk.context, self._desk.context.face.language.words
        services, actor, change = context.services, context.actor, (Change("post", before.id),)
        context.bus.tell(*change)
        back = deed.back
        if back is None:
            context.notices.say(told, close=words.t("Close"))
            return

        def undo() -> Iterable[Change]:
            back(services, actor, before, profiles)
            return change

        def redo() -> Iterable[Change]:
            deed.do(services, actor, before, profiles)
            return change

        context.undo.add(told, undo, redo)
        shown = words.t("{told}. Undo brings it back as a draft.", told=told) if as_draft else told
        context.notices.say(shown, words.t("Undo"), context.undo.undo, close=words.t("Close"))

    def copy_text(self, chip: PlannedChip) -> None:
        """Puts the text the variant would be sent with into the clipboard."""
        context = self._desk.context

        def done(post: Post) -> None:
            own = next((row.text for row in post.variants if row.id == chip.variant_id), None)
            QApplication.clipboard().setText(post.text if own is None else own)
            words = context.face.language.words
            context.notices.say(words.t("The text is in the clipboard."), close=words.t("Close"))

        context.face.tasks.run(
            self,
            lambda report: context.services.planning.post(context.actor, chip.post_id),
            done,
            self._say_problem,
        )

    def duplicate(self, chip: PlannedChip) -> None:
        """A draft with the same words, media and profiles, at the same time if that is still to come; it opens at once."""
        context, desk = self._desk.context, self._desk
        services, actor, formats = context.services, context.actor, context.face.language.formats
        now = desk.now()
        later = next_start(now, desk.today(), formats)

        def work(report: object) -> Post:
            post = services.planning.post(actor, chip.post_id)
            ahead = wall_time(chip.due_at, post.zone) if chip.due_at > now else WallTime(later, formats.zone)
            return services.planning.add(actor, copy_of(post, ahead))

        def done(post: Post) -> None:
            told = context.face.language.words.t("Duplicated: {title}", title=desk.wording.title(chip))
            self._tell(told, Deed("", _reopen, _cancel), post, tuple(row.profile_id for row in post.variants))
            desk.opened.emit(post.id)

        context.face.tasks.run(self, work, done, self._say_problem)

    def _say_problem(self, error: BaseException) -> None:
        context = self._desk.context
        if not is_expected(error):
            context.face.tasks.unexpected.emit(error)
            return
        language = context.face.language
        context.notices.warn(sentence(error, language), close=language.words.t("Close"))


def copy_of(post: Post, when: WallTime) -> NewPost:
    """A new draft with all that a post says, at another time."""
    return NewPost(
        post.brand_id,
        post.text,
        post.title,
        tuple(row.profile_id for row in post.variants),
        post.link,
        when,
        formats=tuple((row.profile_id, row.format) for row in post.variants),
        texts=tuple((row.profile_id, row.text) for row in post.variants if row.text is not None),
        persona_ids=post.persona_ids,
        label_ids=post.label_ids,
        campaign_id=post.campaign_id,
        pillar_id=post.pillar_id,
        media=tuple((item.media_id, item.alt_text) for item in post.media),
    )
