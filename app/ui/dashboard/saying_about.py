"""Giving posts a pillar and personas: read what they have, ask, say it, and take it back when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.domain.post_about import AboutChange, ChosenPosts, PostAbout
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.dashboard.telling import Telling
    from app.ui.tab_context import TabContext

CHANGE = Change("published_post")


def offer(count: int, tell: Telling) -> str:
    """What asks for pillar and personas of some posts."""
    if not count:
        return tell.words.t("Pillar and personas…")
    return tell.words.n(
        "Pillar and personas of {n} post…", "Pillar and personas of {n} posts…", count, n=tell.formats.number(count)
    )


def ask_about(context: TabContext, post_ids: Sequence[int], parent: QWidget) -> None:
    """Asks for pillar and personas of published posts and gives them what is chosen."""
    about, actor = context.services.post_about, context.actor
    context.face.tasks.run(
        parent,
        lambda report: about.chosen(actor, post_ids),
        lambda posts: _ask(context, posts, parent),
        partial(_fail, context),
    )


def _ask(context: TabContext, posts: ChosenPosts, parent: QWidget) -> None:
    from app.ui.dashboard.post_about_dialog import PostAboutDialog

    if why_not := _why_not(context, posts):
        context.notices.say(why_not, close=context.face.language.words.t("Close"))
        return
    dialog = PostAboutDialog(posts, context.face.language, parent)
    dialog.chosen.connect(partial(_give, context, posts, parent))
    dialog.open()


def _why_not(context: TabContext, posts: ChosenPosts) -> str:
    """Why there is nothing to choose; empty where there is."""
    words = context.face.language.words
    if not posts.said:
        return words.n(
            "This post was planned here: it has its pillar and personas from its plan. Open it to change them.",
            "These {n} posts were planned here: they have their pillar and personas from their plans. Open them to change them.",
            posts.planned,
            n=context.face.language.formats.number(posts.planned),
        )
    if posts.brand is None:
        return words.t("These posts belong to several brands. Choose posts of one brand: each has pillars of its own.")
    if not posts.may_say:
        return words.t(
            "Only those who may write posts of {brand} can give them a pillar and personas.", brand=posts.brand.name
        )
    return ""


def _give(
    context: TabContext, posts: ChosenPosts, parent: QWidget, change: AboutChange, pillar: str, persona: str
) -> None:
    services, actor = context.services, context.actor

    def give() -> tuple[Mapping[int, PostAbout], Mapping[int, PostAbout]] | None:
        """What is said now of the posts that changed, and what was before."""
        wanted = _with_new(context, posts, change, pillar, persona)
        said = {number: new for number, old in posts.said.items() if (new := wanted.of(old)) != old}
        return (said, services.post_about.say(actor, said)) if said else None

    def step(said: Mapping[int, PostAbout]) -> Iterable[Change]:
        services.post_about.say(actor, said)
        return (CHANGE,)

    def done(both: tuple[Mapping[int, PostAbout], Mapping[int, PostAbout]] | None) -> None:
        if both is None:
            return
        (now, before), words = both, context.face.language.words
        told = words.n(
            "Pillar and personas of {n} post changed",
            "Pillar and personas of {n} posts changed",
            len(before),
            n=context.face.language.formats.number(len(before)),
        )
        context.undo.add(told, lambda: step(before), lambda: step(now))
        context.notices.say(told, words.t("Undo"), context.undo.undo, close=words.t("Close"))
        context.bus.tell(CHANGE, *([Change("brand")] if pillar else []), *([Change("persona")] if persona else []))

    context.face.tasks.run(parent, lambda report: give(), done, partial(_fail, context))


def _with_new(context: TabContext, posts: ChosenPosts, change: AboutChange, pillar: str, persona: str) -> AboutChange:
    """With the pillar and the persona that were named, made where there is none of that name."""
    from app.services.personas import NewPersona

    services, actor, brand = context.services, context.actor, posts.brand
    if brand is None:
        return change
    pillars, personas = change.pillar_ids, dict(change.personas)
    if pillar:
        known = next((row for row in posts.pillars if row.name.casefold() == pillar.casefold()), None)
        pillars = ((known or services.workspaces.add_pillar(actor, brand.id, pillar)).id,)
    if persona:
        same = next((row for row in posts.personas if row.name.casefold() == persona.casefold()), None)
        personas[(same or services.personas.add(actor, NewPersona(brand.id, persona))).id] = True
    return AboutChange(pillars, personas)


def _fail(context: TabContext, error: BaseException) -> None:
    face = context.face
    if is_expected(error):
        context.notices.warn(sentence(error, face.language), close=face.language.words.t("Close"))
    else:
        face.tasks.unexpected.emit(error)
