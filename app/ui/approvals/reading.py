"""What the tab reads on a worker's thread: the queue, and one post with its files and the length of its texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import NotFound
from app.domain.limits import link_spans, text_length
from app.ui.preview.post_preview import PreviewPicture
from app.ui.tab_context import TabContext

if TYPE_CHECKING:
    from app.services.review import ReviewBoard, ReviewedVariant, ReviewPage


@dataclass(frozen=True, slots=True)
class ReadVariant:
    """A variant as handed in, with what is worked out of it. `links` stand in the text or beside it."""

    shown: ReviewedVariant
    pictures: tuple[PreviewPicture, ...]
    length: int
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPost:
    page: ReviewPage
    variants: tuple[ReadVariant, ...]
    now: datetime

    @property
    def post_id(self) -> int:
        return self.page.post.id

    @property
    def waiting_profiles(self) -> tuple[int, ...]:
        """The profiles a decision is about."""
        return tuple(row.shown.profile.id for row in self.variants)


def read_board(context: TabContext) -> ReviewBoard:
    return context.services.review.board(context.actor, brand_ids=context.brand_ids)


def read_post(context: TabContext, post_id: int) -> ReadPost:
    page = context.services.review.page(context.actor, post_id)
    return ReadPost(page, tuple(_variant(context, row) for row in page.variants), context.services.clock.now())


def _variant(context: TabContext, row: ReviewedVariant) -> ReadVariant:
    whole = row.text if not row.link or row.link in row.text else f"{row.text}\n{row.link}".strip()
    links = tuple(whole[start:end] for start, end in link_spans(whole))
    pictures = tuple(
        PreviewPicture(_path(context, file.sha256), file.mime, file.alt_text, file.file_name) for file in row.media
    )
    return ReadVariant(row, pictures, text_length(whole, row.profile.network), links)


def _path(context: TabContext, sha256: str) -> Path | None:
    try:
        return context.services.media.path_of(sha256)
    except NotFound:
        return None
