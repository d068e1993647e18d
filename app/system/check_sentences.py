"""What is wrong with a variant before it goes out, one sentence per check of `domain.limits` and the approval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from app.domain.networks import Format, Network
from app.system.format_tables import NO_DATA
from app.system.formats import Formats
from app.system.labels import FORMATS, network
from app.system.words import N_, Words

CHECKS: dict[str, str] = {
    "check.empty": N_("There is neither text nor media. Add one of them."),
    "check.needs_media": N_("{network} takes no post without a picture or film. Add one."),
    "check.no_alt_text": N_("{file} has no alt text. Describe the picture for people who do not see it."),
    "check.alt_text_long": N_("The alt text of {file} is longer than {limit} characters. Shorten it."),
    "check.banned_word": N_("The text holds a word this brand avoids: {word}."),
    "check.required_word": N_("The text lacks a word this brand always uses: {word}."),
    "check.licence_over": N_(
        "The rights to {file} end before the post goes out ({until}). Extend them or choose another file."
    ),
    "check.no_consent": N_("{file} lacks a valid consent of the people in it. Add the consent or choose another file."),
    "check.film_too_large": N_(
        "{file} has {size} MB, the server of this profile on {network} takes films of up to {limit} MB. Make the film smaller or "
        "choose another one."
    ),
    "check.near": N_("Close to this post another one goes out on the profile: {title} ({at})."),
}


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _too_long(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    over = _count(data.get("over"))
    if part := _count(data.get("part")):
        return words.n(
            "Part {part} of the thread is {n} character too long for {network} (limit: {limit}). Shorten it.",
            "Part {part} of the thread is {n} characters too long for {network} (limit: {limit}). Shorten it.",
            over,
            n=formats.number(over),
            part=formats.number(part),
            network=data.get("network", NO_DATA),
            limit=formats.number(_count(data.get("limit"))),
        )
    return words.n(
        "The text is {n} character too long for {network} (limit: {limit}). Shorten it.",
        "The text is {n} characters too long for {network} (limit: {limit}). Shorten it.",
        over,
        n=formats.number(over),
        network=data.get("network", NO_DATA),
        limit=formats.number(_count(data.get("limit"))),
    )


def _too_many_media(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    limit = _count(data.get("limit"))
    return words.n(
        "{network} takes at most {n} file with a post. Take some out.",
        "{network} takes at most {n} files with a post. Take some out.",
        limit,
        n=formats.number(limit),
        network=data.get("network", NO_DATA),
    )


def _hashtags(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    count = _count(data.get("count"))
    return words.n(
        "The text holds {n} hashtag, and {network} takes at most {limit}. Take some out.",
        "The text holds {n} hashtags, and {network} takes at most {limit}. Take some out.",
        count,
        n=formats.number(count),
        network=data.get("network", NO_DATA),
        limit=formats.number(_count(data.get("limit"))),
    )


def _format(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_("{network} does not take posts of this format: {format}. Choose another format.")
    return words.t(message, network=data.get("network", NO_DATA), format=format_word(data.get("format"), words))


def format_word(value: object, words: Words) -> str:
    """The word for a format known by its code; a dash for any other."""
    known = next((kind for kind in Format if kind.value == value), None)
    return words.c(*FORMATS[known]) if known else NO_DATA


def _same_text(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    known = next((row for row in Network if row.value == data.get("network")), None)
    message = N_("The same text goes out on {network} ({handle}) as well: {at}.")
    at = data.get("at")
    return words.t(
        message,
        network=network(known, words) if known else NO_DATA,
        handle="{handle}",
        at=formats.moment_full(at) if isinstance(at, datetime) else NO_DATA,
    )


BUILT_CHECKS: dict[str, Callable[[Mapping[str, object], Words, Formats], str]] = {
    "check.too_long": _too_long,
    "check.too_many_media": _too_many_media,
    "check.hashtags": _hashtags,
    "check.format": _format,
    "check.same_text": _same_text,
}
