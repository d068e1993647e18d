"""What a tile says in sentences beside its figures: advice, what a gap means, or why there is nothing to show."""

from __future__ import annotations

from app.domain.added_values import NoteContent
from app.domain.dashboard_values import (
    FailedContent,
    LinesContent,
    NumberContent,
    PostsContent,
    ResponseContent,
    Tile,
)
from app.system.advice_words import evidence_word
from app.ui.dashboard.added_drawings import waits_for
from app.ui.dashboard.drawings import break_said, drawing_of, evidence_of, sentence_of
from app.ui.dashboard.telling import Telling
from app.ui.dashboard.wording import failure_text, response_text


def said_of(tile: Tile, tell: Telling) -> tuple[str, ...]:
    """Every line of it; on paper the traffic light of advice is its word."""
    return tuple(line for line in text_of(tile, tell).splitlines() if line.strip())


def text_of(tile: Tile, tell: Telling) -> str:
    content = tile.content
    match content:
        case NumberContent():
            value = content.value
            told = (tell.unknown(value) if value.value is None else tell.sample(value), tell.before(content))
            return "\n".join(filter(None, told))
        case ResponseContent():
            return response_text(content, tell)
        case FailedContent():
            return failure_text(content, tell)
        case NoteContent():
            return content.text
        case PostsContent() if content.rows:
            return ""
    if not is_drawn(tile, tell):
        return why_empty(tile, tell)
    evidence = evidence_of(tile)
    told = ("" if evidence is None else evidence_word(evidence, tell.words), sentence_of(tile, tell))
    return "\n".join(filter(None, (*told, *_breaks(tile, tell))))


def _breaks(tile: Tile, tell: Telling) -> list[str]:
    """Changes of a measure, each with its day."""
    content = tile.content
    if not isinstance(content, LinesContent):
        return []
    return [f"{tell.formats.day_short(one.day)}: {break_said(one, tell)}" for one in content.breaks]


def is_drawn(tile: Tile, tell: Telling) -> bool:
    """Whether there is a drawing with something on it."""
    drawing = drawing_of(tile, tell)
    return drawing is not None and bool(drawing.marks)


def why_empty(tile: Tile, tell: Telling) -> str:
    """Why there is nothing to draw."""
    value = getattr(tile.content, "value", None)
    known = tell.unknown(value) if value else tell.words.t("No data in this period.")
    return waits_for(tile.content, tell) or known
