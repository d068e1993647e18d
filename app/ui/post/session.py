"""A post while somebody writes it: what was typed, what of it the workspace has, and the steps taken on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.content import Media, Post
from app.domain.errors import StaleEdit, StoreProblem
from app.domain.personas import Persona
from app.domain.workspace import Campaign, Label, Pillar
from app.services.post_keeper import Job, PostKeeper, Saved, Typed
from app.services.unsaved import FIELDS, VARIANT_FIELDS, UnsavedText
from app.ui.changes import Change
from app.ui.post.draft import Draft
from app.ui.post.session_notes import SessionNotes
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.composing import ComposerPage
    from app.services.planning import NewPost

SAVE_AFTER = 1_200
"""Milliseconds of rest after which what was typed is saved."""
SAVE_AGAIN = 10_000
"""... after which a store that could not take it is tried again."""
_PASSING = frozenset({"store.locked", "store.full", "store.unreachable"})
"""Why a store may not take something now and take it later."""


class Saving(StrEnum):
    NOTHING = "nothing"
    SAVED = "saved"
    TYPING = "typing"
    SAVING = "saving"
    HELD = "held"
    """Waits for a word of the person: saving would take an approval back."""
    REFUSED = "refused"


class PostSession(Draft):
    """Made for one post and dropped with it; `page` is the newest reading. Every service call runs on a worker."""

    typed = Signal()
    """Something that goes out was changed by hand."""
    changed = Signal()
    """Something else than typing changed: everything shown is to be drawn anew."""
    saving_changed = Signal()
    refused = Signal(object)
    """The exception of a step or a saving that was refused."""
    clashed = Signal(object)
    """The `StaleEdit` of a saving: both versions, for the person to choose."""
    held = Signal()
    """Saving waits for `consent` or `give_up`."""
    stored = Signal(int)
    """A new post is in the workspace now: its id."""

    def __init__(self, context: TabContext, page: ComposerPage, start: NewPost, parent: QObject | None = None) -> None:
        super().__init__(context, page, start, parent)
        self.saving = Saving.SAVED if page.post else Saving.NOTHING
        self.problem: BaseException | None = None
        self._base: Post | None = None
        self._consented = False
        self._waiting_steps: list[tuple[str, Callable[[], None]]] = []
        self.notes = SessionNotes(context, self.unsaved_text, self)
        self._save_timer = _timer(self, SAVE_AFTER, self.save)
        self._again_timer = _timer(self, SAVE_AGAIN, self.save)

    # typing
    def type(self, name: str, value: Any) -> None:
        """A field of the post was typed."""
        if value == self.field(name):
            return
        self._pending.fields[name] = value
        self._touched()

    def type_own(self, profile_id: int, name: str, value: Any) -> None:
        """A field of one variant was typed. While a new post says nothing, its first text is everybody's."""
        if value == self.own(profile_id, name):
            return
        if self.post is None and name == "text" and not self.field("text") and self.own(profile_id, "text") is None:
            self.type("text", value)
            return
        self._pending.variants.setdefault(profile_id, {})[name] = value
        self._touched()

    def _touched(self) -> None:
        if self._base is None and not self._sent:
            self._base = self.post
        nothing = self.post is None and not self._says_something()
        self._set_saving(Saving.NOTHING if nothing else Saving.TYPING)
        self.context.undo.typed()
        self._save_timer.start()
        self.notes.soon()
        self.typed.emit()

    # saving
    def save(self) -> None:
        """Hands what was typed to a worker, unless it must wait for the person."""
        self._save_timer.stop()
        if not self._pending or (self.post is None and not self._says_something()):
            return
        if self._must_ask():
            self._set_saving(Saving.HELD)
            self.held.emit()
            return
        batch = self._pending.copy()
        self._sent = batch.over(self._sent)
        self._pending = Typed()
        base, self._base = self._base, None
        new = self.post is None
        self._set_saving(Saving.SAVING)
        self._put(
            Job(
                lambda keeper: keeper.save(batch, base),
                lambda saved: self._saved(saved, batch, base, new),
                self._lost(batch, base),
            )
        )

    def settle(self) -> bool:
        """Saves everything now and waits for it. What is refused stays in this machine's notes."""
        self.save()
        self._take(self._keeper.work())
        self.notes.keep(now=True)
        return not self.unsaved

    def consent(self) -> None:
        """The person wants to go on although an approval is lost."""
        self._consented = True
        self.save()
        waiting, self._waiting_steps = self._waiting_steps, []
        for _, step in waiting:
            step()
        self._consented = self.unsaved

    def give_up(self) -> None:
        """Takes what was typed and not saved back; the approval stays."""
        self._pending, self._base = Typed(), None
        self._keeper.refused = None
        self._waiting_steps.clear()
        self._save_timer.stop()
        self._set_saving(Saving.SAVED if self.post else Saving.NOTHING)
        self.notes.keep()
        self.changed.emit()

    @property
    def waiting(self) -> list[str]:
        """What waits for the person's word and is kept nowhere, by name."""
        rows = [self._pending.fields, *self._pending.variants.values()]
        alt = [self.context.face.language.words.t("Alt text")] if any("media" in row for row in rows) else []
        return [*alt, *(what for what, _ in self._waiting_steps if what)]

    def _must_ask(self) -> bool:
        return (
            not self._consented and self.post is not None and bool(self.bound(self.touched()) if self.touched() else [])
        )

    def _saved(self, saved: Saved, batch: Typed, base: Post | None, new: bool) -> None:
        for number, row in batch.variants.items():
            if "media" in row and number not in saved.left.variants:
                self._stored_media[number] = row["media"]
        self._sent = Typed()
        self._pending = self._pending.over(saved.left)
        self._base = (base if saved.problem else saved.post) if self._pending else None
        self.problem = saved.problem
        if saved.post is not None:
            if new:
                self.stored.emit(saved.post.id)
            self._tell()
        if saved.problem is None:
            self._set_saving(Saving.TYPING if self._pending else Saving.SAVED)
        else:
            self._set_saving(Saving.REFUSED)
            if isinstance(saved.problem, StaleEdit):
                self.clashed.emit(saved.problem)
            else:
                self._refuse(saved.problem)
        if not self.unsaved:
            self._consented = False
        self.notes.keep()
        self.changed.emit()

    def _lost(self, batch: Typed, base: Post | None) -> Callable[[BaseException], None]:
        def failed(error: BaseException) -> None:
            self._sent = Typed()
            self._pending = self._pending.over(batch)
            self._base = base
            self.problem = error
            self._set_saving(Saving.REFUSED)
            self._refuse(error)

        return failed

    def _refuse(self, problem: BaseException) -> None:
        """Says it; what passes by itself is tried again without anybody having to type."""
        if isinstance(problem, StoreProblem) and problem.code in _PASSING:
            self._again_timer.start()
        self.refused.emit(problem)

    # both versions of a clash
    def keep_mine(self, fresh: Post) -> None:
        """Saves what was typed over what somebody else wrote meanwhile."""
        self._keeper.post = self._base = fresh
        self.problem = self._keeper.refused = None
        self._consented = True
        self.save()

    def take_theirs(self, clash: StaleEdit, fresh: Post) -> None:
        """Gives up the clashing fields; the history keeps what was typed."""
        mine = clash.data.get("mine")
        names = list(mine) if isinstance(mine, dict) else []
        profile_id = clash.data.get("profile_id")
        row = self._pending.variants.get(profile_id, {}) if isinstance(profile_id, int) else self._pending.fields
        for name in names:
            row.pop(name, None)
        self._keeper.post = self._base = fresh
        self.problem = self._keeper.refused = None
        self._set_saving(Saving.TYPING if self._pending else Saving.SAVED)
        self.save()
        self.notes.keep()
        self.changed.emit()

    # steps
    def take(
        self,
        step: Callable[[int], object],
        done: Callable[[Any], None] | None = None,
        *,
        content_of: Iterable[int] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        what: str = "",
    ) -> None:
        """Takes a step on the post (given its id) after everything typed is saved. With `content_of` it changes what
        those profiles get, and waits for the person's word where an approval would be lost; `what` names it then."""
        if self.post is None and not self._pending:
            return
        if content_of is not None and not self._consented and self.bound(content_of):
            self._waiting_steps.append((what, lambda: self.take(step, done, content_of=None, failed=failed)))
            self._set_saving(Saving.HELD)
            self.held.emit()
            return
        self.save()
        if self.saving is Saving.HELD:
            self._waiting_steps.append((what, lambda: self.take(step, done, failed=failed)))
            return
        if self.post is None and not self._sent:
            return

        def run(keeper: PostKeeper) -> tuple[object] | None:
            if keeper.post is None or keeper.refused is not None:
                return None
            answer = step(keeper.post.id)
            keeper.post = self.context.services.planning.post(self.context.actor, keeper.post.id)
            return (answer,)

        def well(taken: tuple[object] | None) -> None:
            if taken is None:
                return
            self.problem = None
            if not self.unsaved:
                self._set_saving(Saving.SAVED)
            self._tell()
            self.changed.emit()
            if done is not None:
                done(taken[0])

        self._set_saving(Saving.SAVING)
        self._put(Job(run, well, failed or self._step_failed))

    def change(
        self,
        what: str,
        do: Callable[[int], object],
        undo: Callable[[int], object],
        *,
        content_of: Iterable[int] | None = None,
    ) -> None:
        """A step that can be taken back: `what` names it in the list of undo."""

        def done(answer: object) -> None:
            post = self.post
            if post is None:
                return
            number = post.id

            def again(step: Callable[[int], object]) -> list[Change]:
                step(number)
                return [Change("post", number)]

            self.context.undo.add(what, lambda: again(undo), lambda: again(do))

        self.take(do, done, content_of=content_of, what=what)

    def _step_failed(self, error: BaseException) -> None:
        self.problem = error
        self._set_saving(Saving.TYPING if self.unsaved else Saving.SAVED)
        self.refused.emit(error)

    def begin_with(self, **values: Any) -> None:
        """Changes what a new post begins with."""
        self._keeper.start = replace(self.start, **values)
        self.notes.soon()
        self.typed.emit()
        self.changed.emit()

    # reading
    def show(self, page: ComposerPage) -> None:
        """A newer reading. What is typed stays, and is compared with it when it is saved."""
        self.page = replace(page, files={**self.page.files, **page.files})
        mine = self._keeper.post
        rests = not self._sent and not self._keeper.waiting
        if page.post is not None and rests and (mine is None or page.post.changed_at >= mine.changed_at):
            self._keeper.post = page.post
            self._stored_media.clear()
        self.changed.emit()

    def know_files(self, files: Iterable[Media]) -> None:
        """Files that were just added, before the page is read again."""
        self.page = replace(self.page, files={**self.page.files, **{row.id: row for row in files}})

    def know(self, rows: str, new: Persona | Campaign | Pillar | Label) -> None:
        """Something of the brand that was just added, before the page is read again; `rows` is its place in the page."""
        self.page = replace(self.page, **{rows: (*getattr(self.page, rows), new)})  # type: ignore[arg-type]

    # what a crash left
    def restore(self, text: UnsavedText) -> None:
        """Puts unsaved text back; it is saved like anything typed."""
        self.notes.restored = text.key
        for name, value in text.fields.items():
            self._pending.fields[name] = value
        if self.post is None and text.profile_ids:
            known = tuple(number for number in text.profile_ids if number in self.page.profiles)
            self._keeper.start = replace(self.start, profile_ids=known)
        if self.post is None:
            self._keeper.start = replace(self.start, when=text.when)
        for number, row in text.variants.items():
            if number in self.profile_ids:
                self._pending.variants[number] = dict(row)
        self._touched()
        self.changed.emit()

    def unsaved_text(self) -> UnsavedText | None:
        """What is kept on this machine while the workspace does not have it."""
        typed = self._pending.over(self._sent)
        fields = {name: str(typed.fields[name]) for name in FIELDS if typed.fields.get(name) is not None}
        variants = {
            number: {name: str(row[name]) for name in VARIANT_FIELDS if row.get(name) is not None}
            for number, row in typed.variants.items()
        }
        if not any(fields.values()) and not any(variants.values()):
            return None
        post = self.post
        return UnsavedText(
            key=self.notes.key,
            post_id=post.id if post else None,
            member_id=self.context.actor.member_id,
            brand_id=self.page.brand.id,
            name=self.name,
            at=self.context.services.clock.now(),
            fields=fields,
            variants=variants,
            profile_ids=self.profile_ids,
            when=self.start.when if post is None else None,
        )

    # parts
    def _put(self, job: Job) -> None:
        self._keeper.put(job)
        self.context.face.tasks.run(self, lambda report: self._keeper.work(), self._take)

    def _take(self, jobs: list[Job]) -> None:
        for job in jobs:
            if job.error is not None:
                job.failed(job.error)
            else:
                job.done(job.answer)

    def _tell(self) -> None:
        post = self.post
        if post is not None:
            self.context.bus.tell(Change("post", post.id))

    def _set_saving(self, saving: Saving) -> None:
        if saving is not self.saving:
            self.saving = saving
            self.saving_changed.emit()


def _timer(owner: QObject, milliseconds: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
