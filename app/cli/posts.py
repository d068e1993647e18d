"""`szpalta post`: writing, listing, showing and editing posts. Their way through review is in `post_steps`."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import pillars, post_records, values
from app.cli.refusals import Refusal
from app.domain.networks import Format
from app.domain.workflow import PostState

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.content import Post
    from app.services.planning import NewPost


class _AltText(argparse.Action):
    """`--alt` belongs to the `--media` before it."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: argparse.Namespace,
        value: str | Sequence[Any] | None,
        option: str | None = None,
    ) -> None:
        files = list(getattr(namespace, "media", None) or [])
        if not files:
            parser.error("--alt: --media ?")
        files[-1] = (files[-1][0], str(value))
        namespace.media = files


class _MediaFile(argparse.Action):
    def __call__(
        self,
        parser: ArgumentParser,
        namespace: argparse.Namespace,
        value: str | Sequence[Any] | None,
        option: str | None = None,
    ) -> None:
        namespace.media = [*(getattr(namespace, "media", None) or []), (str(value), "")]


def register(commands: Commands) -> Commands:
    t = commands.words.t
    family = commands.family("post", t("posts: writing, review, times"))
    add = family.add("add", t("write a post or an idea"), add_post)
    _text(add, t)
    add.add_argument("--profile", action="append", metavar="P", default=[], help=t("where it goes (repeatable)"))
    add.add_argument("--at", metavar="WHEN", help=t("when, such as “2026-11-24 18:00”, or now"))
    add.add_argument("--zone", help=t("the zone the time is read in; the brand's if absent"))
    add.add_argument("--second", action="store_true", help=t("the second of a repeated hour in autumn"))
    add.add_argument("--idea", action="store_true", help=t("keep it as an idea"))
    add.add_argument("--brand", metavar="BRAND")
    add.add_argument("--format", choices=[kind.value for kind in Format])
    listed = family.add("list", t("list posts by time"), list_posts)
    listed.add_argument("--from", dest="first", metavar="DAY")
    listed.add_argument("--to", dest="last", metavar="DAY")
    listed.add_argument("--state", action="append", choices=[state.value for state in PostState])
    listed.add_argument("--profile", action="append", metavar="P")
    listed.add_argument("--brand", metavar="BRAND")
    listed.add_argument("--campaign", metavar="C")
    listed.add_argument("--persona", metavar="P")
    listed.add_argument("--limit", type=int, metavar="N")
    show = family.add("show", t("show a post with everything around it"), show_post)
    show.add_argument("post", metavar="POST")
    edit = family.add("edit", t("change a post, or what one profile gets"), edit_post)
    edit.add_argument("post", metavar="POST")
    _text(edit, t)
    edit.add_argument("--profile", metavar="P", help=t("change only what this profile gets"))
    edit.add_argument("--format", choices=[kind.value for kind in Format])
    edit.add_argument("--first-comment", metavar="TEXT")
    edit.add_argument("--follow", action="store_true", help=t("let the profile follow the post's text again"))
    edit.add_argument("--add-profile", action="append", metavar="P", default=[])
    edit.add_argument("--remove-profile", action="append", metavar="P", default=[])
    return family


def _text(parser: ArgumentParser, t: Any) -> None:
    parser.add_argument("--text", help=t("the text; - reads it from standard input"))
    parser.add_argument("--text-file", metavar="FILE", help=t("a file holding the text; - is standard input"))
    parser.add_argument("--title", help=t("a short name for the team, not published"))
    parser.add_argument("--link", metavar="URL")
    parser.add_argument("--persona", action="append", metavar="P", help=t("whom it speaks to (repeatable)"))
    parser.add_argument("--campaign", metavar="C")
    parser.add_argument("--pillar", metavar="PILLAR", help=t("content pillar, number or name"))
    parser.add_argument("--media", action=_MediaFile, metavar="FILE", help=t("a picture or film (repeatable)"))
    parser.add_argument("--alt", action=_AltText, metavar="TEXT", help=t("alt text of the file before it"))


def add_post(run: Run) -> None:
    post = run.app.planning.add(run.actor, _new_post(run))
    post_records.done(run, post, run.words.t("Post {id} added.", id=post.id))


def _new_post(run: Run) -> NewPost:
    from app.services.planning import NewPost

    options = run.options
    profiles = [run.profile(name) for name in options.profile]
    brand = (
        run.app.workspaces.brand(run.actor, profiles[0].brand_id)
        if profiles and not options.brand
        else run.brand(options.brand)
    )
    formats = tuple((row.id, Format(options.format)) for row in profiles) if options.format else ()
    return NewPost(
        brand_id=brand.id,
        text=values.written(run, options.text, options.text_file) or "",
        title=options.title or "",
        profile_ids=tuple(row.id for row in profiles),
        link=options.link,
        when=values.when(run, options.at, options.zone or brand.zone, options.second) if options.at else None,
        idea=options.idea,
        formats=formats,
        persona_ids=_personas(run) or (),
        campaign_id=_campaign(run) or None,
        pillar_id=_pillar(run, brand.id) or None,
        media=_media(run) or (),
    )


def list_posts(run: Run) -> None:
    options = run.options
    filters: dict[str, Any] = {}
    if options.profile:
        filters["profile_ids"] = [run.profile(name).id for name in options.profile]
    if options.brand:
        filters["brand_ids"] = [run.brand(options.brand).id]
    if options.campaign:
        filters["campaign_id"] = _campaign(run)
    if options.persona:
        filters["persona_id"] = post_records.persona_id(run, options.persona)
    first, last = values.optional_day(run, options.first), values.optional_day(run, options.last)
    rows = run.app.planning.posts(run.actor, first=first, last=last, **filters)
    if options.state:
        rows = [row for row in rows if row.state.value in options.state]
    post_records.listed(run, rows[: options.limit])


def show_post(run: Run) -> None:
    post = run.app.planning.post(run.actor, values.number(run, run.options.post))
    post_records.shown(run, post)


def edit_post(run: Run) -> None:
    number = values.number(run, run.options.post)
    before = run.app.planning.post(run.actor, number)
    post = _edit_variant(run, number) if run.options.profile else _edit_whole(run, number)
    post_records.done(run, post, run.words.t("Post {id} changed.", id=post.id))
    approved = {row.id for row in before.variants if row.approved_sha256}
    if not run.out.as_json and any(row.id in approved and not row.approved_sha256 for row in post.variants):
        run.out.line(
            run.words.t(
                "Its content changed, so its approval was withdrawn and it will not go out. Send it to review again."
            )
        )


def _edit_whole(run: Run, number: int) -> Post:
    from app.services.planning import PostEdit

    options, planning = run.options, run.app.planning
    if options.format or options.first_comment is not None or options.follow:
        raise run.wrong(run.words.t("Say with --profile which profile this is for."))
    post = planning.post(run.actor, number)
    edit = PostEdit(
        text=values.written(run, options.text, options.text_file),
        title=options.title,
        link=options.link,
        campaign_id=_campaign(run),
        pillar_id=_pillar(run, post.brand_id),
        persona_ids=_personas(run),
        media=_media(run),
    )
    changes = edit != PostEdit()
    if not (changes or options.add_profile or options.remove_profile):
        raise Refusal(run.words.t("Nothing was given to change."))
    adding = [run.profile(name).id for name in options.add_profile]
    removing = [run.profile(name).id for name in options.remove_profile]
    if changes:
        post = planning.edit(run.actor, number, edit)
    for profile_id in adding:
        post = planning.add_variant(run.actor, number, profile_id)
    for profile_id in removing:
        post = planning.remove_variant(run.actor, number, profile_id)
    return post


def _edit_variant(run: Run, number: int) -> Post:
    from app.services.planning import VariantEdit

    options = run.options
    edit = VariantEdit(
        text=values.written(run, options.text, options.text_file),
        format=Format(options.format) if options.format else None,
        link=options.link,
        first_comment=options.first_comment,
        media=_media(run),
        follow=options.follow,
    )
    if edit == VariantEdit():
        raise Refusal(run.words.t("Nothing was given to change."))
    return run.app.planning.edit_variant(run.actor, number, run.profile(options.profile).id, edit)


# what a post refers to
def _personas(run: Run) -> tuple[int, ...] | None:
    named = run.options.persona
    return None if named is None else tuple(post_records.persona_id(run, name) for name in named if name)


def _campaign(run: Run) -> int | None:
    named = run.options.campaign
    if named is None:
        return None
    return post_records.campaign_id(run, named) if named else 0


def _pillar(run: Run, brand_id: int) -> int | None:
    named = run.options.pillar
    if named is None:
        return None
    return pillars.pillar_id(run, named, brand_id) if named else 0


def _media(run: Run) -> tuple[tuple[int, str], ...] | None:
    files = run.options.media
    if files is None:
        return None
    return tuple((run.app.media.add(run.actor, Path(name), alt_text=alt).id, alt) for name, alt in files)
