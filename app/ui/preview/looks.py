"""How each network roughly shows a post: the order of its parts, its picture shapes, and where it folds a long text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.networks import Format, Network

WIDEST = 560
WIDEST_PORTRAIT = 360
PORTRAIT = 16 / 9


@dataclass(frozen=True, slots=True)
class Look:
    """`order` names the parts from top to bottom. Picture shapes are heights for a width of one."""

    order: tuple[str, ...] = ("head", "text", "media", "link", "actions")
    one_line: bool = False
    """Name, handle and time stand in one line; else the time stands below the name."""
    handle_first: bool = False
    """The handle is what people see as the name."""
    square_avatar: bool = False
    titled: bool = False
    """The first line of the text is its title."""
    inset: bool = False
    """Pictures are rounded and stand inside the margins; else they reach the edges."""
    carousel: bool = False
    """Several pictures are leafed through; else they stand side by side."""
    flattest: float = 0.4
    tallest: float = 1.25
    fold_lines: int | None = None
    fold_characters: int | None = None
    widest: int = WIDEST
    actions: tuple[str, ...] = ("thumbs-up", "message-circle", "share-2")


_FEED = Look(
    one_line=True,
    inset=True,
    flattest=0.5,
    tallest=1.2,
    actions=("message-circle", "repeat-2", "heart", "share"),
)
_MEDIA_FIRST = ("media", "head", "text", "link", "actions")
LOOKS: dict[Network, Look] = {
    Network.FACEBOOK: Look(fold_lines=5, fold_characters=477),
    Network.INSTAGRAM: Look(
        order=("head", "media", "actions", "text", "link"),
        handle_first=True,
        carousel=True,
        flattest=0.52,
        fold_lines=2,
        fold_characters=125,
        actions=("heart", "message-circle", "send"),
    ),
    Network.X: replace(_FEED, fold_characters=280),
    Network.LINKEDIN: Look(square_avatar=True, fold_lines=3, fold_characters=210),
    Network.YOUTUBE: Look(
        order=_MEDIA_FIRST, titled=True, flattest=0.5625, tallest=0.5625, fold_lines=3, fold_characters=157
    ),
    Network.TIKTOK: Look(
        order=_MEDIA_FIRST,
        handle_first=True,
        carousel=True,
        flattest=1.0,
        tallest=PORTRAIT,
        fold_lines=2,
        fold_characters=100,
        widest=WIDEST_PORTRAIT,
        actions=("heart", "message-circle", "bookmark", "share"),
    ),
    Network.THREADS: replace(_FEED, handle_first=True, carousel=True),
    Network.PINTEREST: Look(
        order=("media", "text", "link", "head"),
        titled=True,
        inset=True,
        carousel=True,
        flattest=0.6,
        tallest=1.5,
        fold_characters=100,
        widest=420,
        actions=(),
    ),
    Network.MASTODON: replace(
        _FEED, one_line=False, square_avatar=True, actions=("corner-up-left", "repeat-2", "star")
    ),
    Network.BLUESKY: _FEED,
    Network.OTHER: Look(),
}


def look_of(network: Network, kind: Format) -> Look:
    """The look of one kind of post: what is upright stays upright, and a carousel is leafed through where there is one."""
    look = LOOKS[network]
    if kind in (Format.STORY, Format.REEL):
        return replace(look, flattest=PORTRAIT, tallest=PORTRAIT, widest=WIDEST_PORTRAIT, carousel=True)
    if kind is Format.CAROUSEL and network in (Network.FACEBOOK, Network.LINKEDIN):
        return replace(look, carousel=True, flattest=1.0, tallest=1.0)
    return look


def fold_at(text: str, look: Look) -> int | None:
    """Where the network hides the rest of a text; None when it shows all of it."""
    places = []
    if look.fold_lines is not None and text.count("\n") >= look.fold_lines:
        places.append(_after_lines(text, look.fold_lines))
    if look.fold_characters is not None and len(text) > look.fold_characters:
        cut = text.rfind(" ", 0, look.fold_characters + 1)
        places.append(cut + 1 if cut > look.fold_characters * 0.7 else look.fold_characters)
    place = min(places, default=len(text))
    return place if text[place:].strip() else None


def _after_lines(text: str, lines: int) -> int:
    place = 0
    for _ in range(lines):
        place = text.index("\n", place) + 1
    return place
