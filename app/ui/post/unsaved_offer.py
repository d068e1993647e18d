"""What was typed and never reached the workspace is offered when the workspace opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.places import NewPostPlace, Place, PostPlace
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.unsaved import UnsavedText


def offer_unsaved(owner: QObject, context: TabContext, go: Callable[[Place], object]) -> None:
    """Looks for it on a worker; a notice leads to the post, where it can be restored or discarded."""
    services, actor = context.services, context.actor

    def offer(found: list[UnsavedText]) -> None:
        if not found:
            return
        words, first = context.face.language.words, found[0]
        name = first.name or words.t("Post without a title")
        place: Place = PostPlace(first.post_id) if first.post_id is not None else NewPostPlace()
        told = words.t("There is unsaved text: {name}", name=name)
        context.notices.say(told, words.t("Open it"), lambda: go(place), close=words.t("Close"))

    context.face.tasks.run(owner, lambda report: services.unsaved.found(actor), offer, ignored)


def ignored(error: BaseException) -> None:
    """A note of this machine that cannot be read or taken away is no reason to stop anybody."""
