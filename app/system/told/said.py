"""What a tile says in sentences beside its figures: advice, what a gap means, or why there is nothing to show."""

from __future__ import annotations

from app.domain.added_values import (
    AudienceContent,
    FunnelContent,
    GoalContent,
    GroupedContent,
    NoteContent,
    StackedContent,
    TableContent,
)
from app.domain.dashboard_values import (
    BarsContent,
    CadenceContent,
    CommentsContent,
    FailedContent,
    FormatsContent,
    HeatContent,
    LinesContent,
    NumberContent,
    PostsContent,
    ResponseContent,
    Tile,
)
from app.system.advice_words import evidence_word
from app.system.told.sentences import break_said, evidence_of, sentence_of, waits_for
from app.system.told.telling import Telling
from app.system.told.wording import failure_text, response_text


def said_of(tile: Tile, tell: Telling) -> tuple[str, ...]:
    """Every line of it; on paper the traffic light of advice is its word."""
    return tuple(line for line in text_of(tile, tell).splitlines() if line.strip())


def text_of(tile: Tile, tell: Telling) -> str:
    content = tile.content
    match content:
        case NumberContent():
            value = content.value
            told = (tell.unknown(value, tile.spec) if value.value is None else tell.sample(value), tell.before(content))
            return "\n".join(filter(None, told))
        case ResponseContent():
            return response_text(tile, content, tell)
        case FailedContent():
            return failure_text(content, tell)
        case NoteContent():
            return content.text
        case PostsContent() if content.rows:
            return ""
    if not is_drawn(tile):
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


def is_drawn(tile: Tile) -> bool:
    """Whether there is something to draw."""
    content = tile.content
    match content:
        case NumberContent():
            return bool(content.line.days)
        case LinesContent():
            return any(line.known for line in content.lines)
        case HeatContent():
            return True
        case CadenceContent():
            return bool(content.weeks)
        case StackedContent():
            return any(value is not None for values in content.values for value in values)
        case FunnelContent():
            return bool(content.steps)
        case BarsContent():
            return any(row.value is not None for row in content.rows)
        case (
            FormatsContent() | CommentsContent() | TableContent() | AudienceContent() | GoalContent() | GroupedContent()
        ):
            return bool(content.rows)
    return False


def why_empty(tile: Tile, tell: Telling) -> str:
    """Why there is nothing to draw."""
    content = tile.content
    if isinstance(content, FunnelContent) and not content.left_out:
        return tell.nothing(tile.spec)
    value = getattr(content, "value", None)
    known = tell.unknown(value, tile.spec) if value else tell.nothing()
    return waits_for(content, tell) or known
