"""What the networks say of a text while it is typed: lengths, the place where it overflows, and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.content import AttachedMedia
from app.domain.limits import Check, check_variant
from app.domain.networks import RULES, Format, Network
from app.domain.overflow import fitting, whole_length


@dataclass(frozen=True, slots=True)
class Asked:
    """One variant as it would go out. `shared`: its text is the post's."""

    profile_id: int
    network: Network
    format: Format
    text: str
    link: str | None
    media: tuple[AttachedMedia, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """`place` is where the text overflows, None when it fits."""

    profile_id: int
    network: Network
    length: int
    limit: int
    place: int | None
    shared: bool
    checks: tuple[Check, ...]

    @property
    def over(self) -> bool:
        return self.length > self.limit


@dataclass(frozen=True, slots=True)
class Question:
    """Everything one measuring needs; `rights` are checks about files, per profile id."""

    variants: tuple[Asked, ...]
    banned: tuple[str, ...]
    required: tuple[str, ...]
    rights: Mapping[int, tuple[Check, ...]]


def measure(question: Question) -> dict[int, Measured]:
    """On a worker's thread: every variant by profile id."""
    return {row.profile_id: _measured(row, question) for row in question.variants}


def _measured(row: Asked, question: Question) -> Measured:
    place = fitting(row.text, row.link, row.network)
    checks = check_variant(row.network, row.format, row.text, row.link, row.media, question.banned, question.required)
    limit = RULES[row.network].alt_text_limit
    long_alt = [
        Check("check.alt_text_long", False, {"file": item.file_name, "limit": limit})
        for item in row.media
        if limit is not None and len(item.alt_text) > limit
    ]
    return Measured(
        profile_id=row.profile_id,
        network=row.network,
        length=whole_length(row.text, row.link, row.network),
        limit=RULES[row.network].text_limit,
        place=None if place >= len(row.text) else place,
        shared=row.shared,
        checks=(*checks, *long_alt, *question.rights.get(row.profile_id, ())),
    )


def strictest(rows: Mapping[int, Measured]) -> Measured | None:
    """Of the variants that share the post's text the one that cuts it first."""
    over = [row for row in rows.values() if row.shared and row.place is not None]
    return min(over, key=lambda row: row.place or 0, default=None)


def tightest(rows: Mapping[int, Measured]) -> Measured | None:
    """Of the variants that share the post's text the one whose network leaves the least room."""
    shared = [row for row in rows.values() if row.shared]
    return max(shared, key=lambda row: row.length / row.limit, default=None)
