"""What was typed in a post and is not in the workspace: offered when the post is opened, told when it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.unsaved import UnsavedText
    from app.ui.post.desk import PostDesk
    from app.ui.post.session import PostSession


def offer_unsaved(context: TabContext, desk: PostDesk, session: PostSession, is_open: Callable[[], bool]) -> None:
    """Looks for text of this post that a crash, or a closing without a decision, left on this machine."""
    unsaved, actor = context.services.unsaved, context.actor
    number = session.post.id if session.post is not None else None

    def offer(found: list[UnsavedText]) -> None:
        rows = [row for row in found if row.post_id == number and row.key != session.notes.key]
        if rows and is_open():
            say(rows[0])

    def say(text: UnsavedText) -> None:
        language = context.face.language
        words, when = language.words, language.formats.moment(text.at, context.services.clock.now())

        def put_back() -> None:
            desk.unsaved.hide()
            session.restore(text)

        def discard() -> None:
            desk.unsaved.hide()
            context.face.tasks.run(session, lambda report: unsaved.forget(text.key), lambda answer: look(), _ignored)

        name = text.name or words.t("Post without a title")
        told = words.t("Text typed {when} was never saved: {name}", when=when, name=name)
        steps = [(words.t("Restore it"), put_back), (words.t("Discard it"), discard)]
        desk.unsaved.say("history", "accent", told, steps)

    def look() -> None:
        context.face.tasks.run(session, lambda report: unsaved.found(actor), offer, _ignored)

    look()


def closed_undecided(session: PostSession) -> str:
    """What is kept and what was not done of a post that was closed while saving waited for a decision."""
    words = session.context.face.language.words
    name = session.name or words.t("Post without a title")
    told = [words.t('"{post}" was closed without your decision.', post=name)]
    if session.unsaved_text() is not None:
        told.append(words.t("What was typed is kept on this computer and offered when you open the post again."))
    if session.waiting:
        told.append(words.t("Not done: {steps}.", steps=", ".join(session.waiting)))
    return " ".join(told)


def _ignored(error: BaseException) -> None:
    """A note of this machine that cannot be read or taken away is no reason to stop anybody."""
