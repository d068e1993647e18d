"""What a preview shows: a post as it goes to one profile, made of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.networks import Format, Network


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """One file of a post. `path` None: it is not there; `name` is how people know the file."""

    path: Path | None
    mime: str
    alt_text: str
    name: str = ""

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


@dataclass(frozen=True, slots=True)
class Previewed:
    """`when` is written already; with `before_text` the changes of the words since then are marked."""

    network: Network
    handle: str
    display_name: str
    when: str
    text: str
    link: str | None
    first_comment: str | None
    format: Format
    pictures: tuple[PreviewPicture, ...] = ()
    before_text: str | None = None
