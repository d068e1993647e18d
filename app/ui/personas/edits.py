"""Every change of a persona: saved through the task runner, told to the bus, and taken back exactly by undo.

Somebody else's change of another part is no obstacle; of the same part it is a `Conflict`, which carries the persona as it
stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import BadInput, StaleEdit
from app.domain.personas import Persona, Statement
from app.system.format_tables import NO_DATA
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.personas import NewPersona

Values = Mapping[str, Any]
Refusal = Callable[[str], None]
Work = Callable[[], Persona]
_STATEMENT = tuple(field.name for field in fields(Statement) if field.name not in ("id", "persona_id", "position"))


class Conflict(Exception):
    """Somebody changed the same thing meanwhile."""

    def __init__(self, now: Persona, theirs: str) -> None:
        super().__init__("persona changed meanwhile")
        self.now, self.theirs = now, theirs


class PersonaEdits(QObject):
    """`persona` is the one on the page as it stood when read or saved last."""

    changed = Signal(object)
    """A `Persona` as it stands now."""

    def __init__(self, context: TabContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.face = context.face
        self.persona: Persona | None = None

    def follow(self, persona: Persona) -> None:
        """Takes over a persona that was read; an older reading than what was saved is left alone."""
        mine = self.persona
        if mine is None or mine.id != persona.id or persona.version >= mine.version:
            self.persona = persona

    # the persona itself
    def set_fields(self, values: Values, what: str, refused: Refusal | None = None) -> None:
        """`what` names the step for undo."""
        base = self._base()
        before = {name: getattr(base, name) for name in values}
        if before == dict(values):
            return
        services, actor = self._context.services, self._context.actor

        def work() -> Persona:
            def write(version: int | None) -> Persona:
                return services.personas.edit(actor, base.id, version=version, **_given(values))

            return _merged(self._context, base, write, lambda row: {name: getattr(row, name) for name in values})

        def again(wanted: Values) -> Work:
            return lambda: services.personas.edit(actor, base.id, **_given(wanted))

        self._run(work, lambda _: (what, again(before), again(values)), refused)

    def set_portrait(self, file: Path, what: str) -> None:
        """A picture from a file; one that is none, or does harm, is refused with a sentence."""
        base, services, actor = self._base(), self._context.services, self._context.actor

        def work() -> Persona:
            media = services.media.add(actor, file)
            if not media.mime.startswith("image/"):
                raise BadInput("persona.portrait_kind", file=file.name)
            return services.personas.edit(actor, base.id, portrait_sha256=media.sha256)

        def steps(now: Persona) -> tuple[str, Work, Work]:
            before, after = {"portrait_sha256": base.portrait_sha256}, {"portrait_sha256": now.portrait_sha256}
            return (
                what,
                lambda: services.personas.edit(actor, base.id, **_given(before)),
                lambda: services.personas.edit(actor, base.id, **_given(after)),
            )

        self._run(work, steps, None)

    def archive(self, archived: bool, what: str) -> None:
        base, services, actor = self._base(), self._context.services, self._context.actor
        self._run(
            lambda: services.personas.archive(actor, base.id, archived),
            lambda _: (
                what,
                lambda: services.personas.archive(actor, base.id, not archived),
                lambda: services.personas.archive(actor, base.id, archived),
            ),
            None,
        )

    def add_persona(self, new: NewPersona, what: str, done: Callable[[Persona], None], refused: Refusal) -> None:
        """A new persona; undo puts it away, for it may be used by then."""
        services, actor = self._context.services, self._context.actor

        def steps(now: Persona) -> tuple[str, Work, Work]:
            return (
                what,
                lambda: services.personas.archive(actor, now.id),
                lambda: services.personas.archive(actor, now.id, False),
            )

        self._run(lambda: services.personas.add(actor, new), steps, refused, done)

    # statements
    def add_statement(self, values: Values, what: str, done: Callable[[], None], refused: Refusal) -> None:
        from app.services.personas import NewStatement

        base, services, actor = self._base(), self._context.services, self._context.actor

        def steps(now: Persona) -> tuple[str, Work, Work]:
            row = max(now.statements, key=lambda one: one.id if one not in base.statements else -1)
            return (
                what,
                lambda: services.personas.remove_statement(actor, base.id, row.id),
                lambda: services.personas.restore_statement(actor, base.id, row),
            )

        self._run(
            lambda: services.personas.add_statement(actor, base.id, NewStatement(**values)),
            steps,
            refused,
            lambda _: done(),
        )

    def edit_statement(
        self,
        row: Statement,
        values: Values,
        what: str,
        done: Callable[[], None] | None = None,
        refused: Refusal | None = None,
    ) -> None:
        """`row` is the statement as the editor opened it."""
        base, services, actor = self._base(), self._context.services, self._context.actor
        opened = replace(base, statements=tuple(row if one.id == row.id else one for one in base.statements))
        before = {name: getattr(row, name) for name in values}
        ended = done or (lambda: None)
        if before == dict(values):
            ended()
            return

        def work() -> Persona:
            def write(version: int | None) -> Persona:
                return services.personas.edit_statement(actor, base.id, row.id, version=version, **_given(values))

            return _merged(self._context, opened, write, lambda now: _told_of(now, row.id))

        def again(wanted: Values) -> Work:
            return lambda: services.personas.edit_statement(actor, base.id, row.id, **_given(wanted))

        self._run(work, lambda _: (what, again(before), again(values)), refused, lambda _: ended())

    def remove_statement(self, row: Statement, what: str) -> None:
        """Removed with a notice that takes it back."""
        base, services, actor = self._base(), self._context.services, self._context.actor
        words = self._context.face.language.words
        self._run(
            lambda: services.personas.remove_statement(actor, base.id, row.id),
            lambda _: (
                what,
                lambda: services.personas.restore_statement(actor, base.id, row),
                lambda: services.personas.remove_statement(actor, base.id, row.id),
            ),
            None,
            lambda _: self._context.notices.say(what, words.t("Undo"), self._context.undo.undo, close=words.t("Close")),
        )

    def confirm_statement(self, row: Statement, what: str) -> None:
        """Still true: checked today."""
        base, services, actor = self._base(), self._context.services, self._context.actor
        before = {"checked_on": row.checked_on}
        self._run(
            lambda: services.persona_reviews.confirm(actor, base.id, row.id),
            lambda _: (
                what,
                lambda: services.personas.edit_statement(actor, base.id, row.id, **_given(before)),
                lambda: services.persona_reviews.confirm(actor, base.id, row.id),
            ),
            None,
        )

    def order(self, block: str, wanted: Sequence[int], what: str) -> None:
        """The statements of a block in another order."""
        base, services, actor = self._base(), self._context.services, self._context.actor
        before = [row.id for row in base.statements if row.block == block]
        if before == list(wanted):
            return
        self._run(
            lambda: services.personas.order_statements(actor, base.id, wanted),
            lambda _: (
                what,
                lambda: services.personas.order_statements(actor, base.id, before),
                lambda: services.personas.order_statements(actor, base.id, wanted),
            ),
            None,
        )

    # parts
    def _base(self) -> Persona:
        if self.persona is None:
            raise LookupError("no persona is shown")
        return self.persona

    def _run(
        self,
        work: Work,
        steps: Callable[[Persona], tuple[str, Work, Work]],
        refused: Refusal | None,
        done: Callable[[Persona], None] | None = None,
    ) -> None:
        context = self._context

        def saved(now: Persona) -> None:
            what, undo, redo = steps(now)
            context.undo.add(what, _step(undo), _step(redo))
            self._take(now)
            if done is not None:
                done(now)
            context.bus.tell(Change("persona", now.id))

        context.face.tasks.run(self, lambda report: work(), saved, lambda error: self._refuse(error, refused))

    def _take(self, now: Persona) -> None:
        if self.persona is None or self.persona.id == now.id:
            self.follow(now)
            self.changed.emit(now)

    def _refuse(self, error: BaseException, refused: Refusal | None) -> None:
        face = self._context.face
        if isinstance(error, Conflict):
            self.persona = error.now
            self.changed.emit(error.now)
            told = face.language.words.t(
                "Somebody changed this meanwhile: {theirs}. Esc keeps theirs; saving again keeps what you wrote.",
                theirs=face.language.formats.quote(error.theirs),
            )
        elif is_expected(error):
            told = sentence(error, face.language)
        else:
            face.tasks.unexpected.emit(error)
            told = face.language.words.t("This was not saved. Try again.")
        if refused is not None:
            refused(told)
        else:
            self._context.notices.warn(told, close=face.language.words.t("Close"))


def _given(values: Values) -> dict[str, Any]:
    """As the service takes it: None names a field to empty."""
    empty = [name for name, value in values.items() if value is None]
    return {name: value for name, value in values.items() if value is not None} | {"empty": empty}


def _step(work: Work) -> Callable[[], tuple[Change, ...]]:
    return lambda: (Change("persona", work().id),)


def _told_of(persona: Persona, statement_id: int) -> Values | None:
    """What a statement says, None when it is gone."""
    row = next((one for one in persona.statements if one.id == statement_id), None)
    return None if row is None else {name: getattr(row, name) for name in _STATEMENT}


def _readable(part: object) -> str:
    """What they wrote: the text of a statement, else the values."""
    if not isinstance(part, Mapping):
        return NO_DATA
    values = [part["text"]] if "text" in part else part.values()
    return ", ".join(NO_DATA if value in (None, "") else str(value) for value in values)


def _merged(
    context: TabContext, base: Persona, write: Callable[[int | None], Persona], part: Callable[[Persona], object]
) -> Persona:
    """Writes over `base`; when it is stale, over what stands now, unless the same part was changed."""
    try:
        return write(base.version)
    except StaleEdit:
        now = context.services.personas.persona(context.actor, base.id)
        if part(now) != part(base):
            raise Conflict(now, _readable(part(now))) from None
        return write(now.version)
