"""What people ask for when they write: new posts, edits of posts and of variants, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.content import Post
from app.domain.days import WallTime
from app.domain.errors import BadInput, StaleEdit
from app.domain.names import clean_link, clean_text
from app.domain.networks import RULES, Format, Network
from app.services.steps import has_left
from app.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewPost:
    """`media` holds (media id, alt text for this post); `formats` per profile id, else guessed from the content."""

    brand_id: int
    text: str = ""
    title: str = ""
    profile_ids: tuple[int, ...] = ()
    link: str | None = None
    when: WallTime | None = None
    idea: bool = False
    formats: tuple[tuple[int, Format], ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    """Own texts of variants: (profile id, text)."""
    persona_ids: tuple[int, ...] = ()
    label_ids: tuple[int, ...] = ()
    campaign_id: int | None = None
    pillar_id: int | None = None
    media: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PostEdit:
    """What to change of a post; None leaves a field, "" empties it, 0 removes a campaign or pillar."""

    text: str | None = None
    title: str | None = None
    link: str | None = None
    campaign_id: int | None = None
    pillar_id: int | None = None
    persona_ids: tuple[int, ...] | None = None
    label_ids: tuple[int, ...] | None = None
    media: tuple[tuple[int, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class VariantEdit:
    """What to change of one variant. `text` "" means an empty text, `link` "" no link; `follow` returns it to the text,
    link and media of its post."""

    text: str | None = None
    format: Format | None = None
    link: str | None = None
    first_comment: str | None = None
    media: tuple[tuple[int, str], ...] | None = None
    follow: bool = False


POST_COLUMNS = frozenset({"text", "title", "link", "campaign_id", "pillar_id"})


def wanted_fields(edit: PostEdit) -> dict[str, Any]:
    """The fields an edit names, as a post would hold them."""
    wanted: dict[str, Any] = {}
    if edit.text is not None:
        wanted["text"] = clean_text(edit.text)
    if edit.title is not None:
        wanted["title"] = clean_text(edit.title).strip()
    if edit.link is not None:
        wanted["link"] = clean_link(edit.link)
    for name, number in (("campaign_id", edit.campaign_id), ("pillar_id", edit.pillar_id)):
        if number is not None:
            wanted[name] = number or None
    for name, numbers in (("persona_ids", edit.persona_ids), ("label_ids", edit.label_ids)):
        if numbers is not None:
            wanted[name] = tuple(sorted(set(numbers)))
    if edit.media is not None:
        wanted["media"] = tuple((number, clean_text(alt)) for number, alt in edit.media)
    return wanted


def field_of(post: Post, name: str) -> Any:
    if name == "media":
        return tuple((item.media_id, item.alt_text) for item in post.media)
    return getattr(post, name)


def check_overlap(post: Post, base: Post | None, mine: dict[str, Any]) -> None:
    """Raises `StaleEdit` for fields that somebody else changed to something else since `base` was read."""
    clash = sorted(name for name in mine if base is None or field_of(base, name) != field_of(post, name))
    if clash:
        raise StaleEdit(
            "edit.stale",
            table="post",
            id=post.id,
            base={name: field_of(base, name) for name in clash} if base else None,
            mine={name: mine[name] for name in clash},
            theirs={name: field_of(post, name) for name in clash},
        )


def variant_values(edit: VariantEdit) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if edit.follow:
        values |= {"text": None, "link": None, "own_media": False}
    if edit.text is not None:
        values["text"] = clean_text(edit.text)
    if edit.format is not None:
        values["format"] = edit.format.value
    if edit.link is not None:
        values["link"] = clean_link(edit.link) or ""
    if edit.first_comment is not None:
        values["first_comment"] = clean_text(edit.first_comment).strip() or None
    if edit.media is not None:
        values["own_media"] = True
    if not values:
        raise BadInput("edit.nothing")
    return values


def checked_media(work: UnitOfWork, files: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(work.posts.media(number).id, clean_text(alt)) for number, alt in files]


def check_relations(work: UnitOfWork, brand_id: int, given: NewPost | PostEdit) -> None:
    """Campaign, pillar, personas and labels must be of the post's own brand."""
    if given.campaign_id and work.plans.campaign(given.campaign_id).brand_id != brand_id:
        raise BadInput("post.other_brand", kind="campaign", id=given.campaign_id)
    if given.pillar_id and given.pillar_id not in {row.id for row in work.team.pillars(brand_id)}:
        raise BadInput("post.other_brand", kind="pillar", id=given.pillar_id)
    for number in given.persona_ids or ():
        if work.personas.brand_of(number) != brand_id:
            raise BadInput("post.other_brand", kind="persona", id=number)
    strange = set(given.label_ids or ()) - {row.id for row in work.team.labels(brand_id)} if given.label_ids else ()
    if strange:
        raise BadInput("post.other_brand", kind="label", id=min(strange))


def search_key(text: str) -> str:
    """Text folded for searching: lower case, Polish letters without their marks, one blank between words."""
    table = str.maketrans("ąćęłńóśźż", "acelnoszz")
    return " ".join(text.casefold().translate(table).split())[:4000]


def usual_format(network: Network, mimes: Sequence[str], link: str | None) -> Format:
    """The format of what is there, until somebody chooses another; one the network has."""
    if any(mime.startswith("video/") for mime in mimes):
        kind = Format.VIDEO
    elif mimes:
        kind = Format.CAROUSEL if len(mimes) > 1 else Format.IMAGE
    else:
        kind = Format.LINK if link else Format.TEXT
    formats = RULES[network].formats
    return next((one for one in (kind, Format.TEXT, Format.IMAGE) if one in formats), sorted(formats)[0])


def follow_formats(work: UnitOfWork, before: Post, after: Post) -> None:
    """Variants that go with the post, and whose format is the usual one of what was there, take that of what is there now."""
    for row in after.variants:
        if row.own_media or row.link is not None or has_left(work, row):
            continue
        network = work.profiles.get(row.profile_id).network
        was, now = (usual_format(network, [one.mime for one in post.media], post.link) for post in (before, after))
        if row.format is was is not now:
            work.posts.edit_variant(row.id, row.version, {"format": now.value})
