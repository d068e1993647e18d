"""Differences between two versions of a persona, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.personas import PersonaChange
from app.system import labels
from app.system.format_tables import NO_DATA
from app.system.words import N_
from app.ui.language import Language

FIELD_NAMES: dict[str, str] = {
    "name": N_("Name"),
    "summary": N_("In one line"),
    "quote": N_("Quote"),
    "portrait_sha256": N_("Portrait"),
    "share": N_("Share of the audience"),
    "funnel_stage": N_("Funnel stage"),
    "tone_do": N_("Speak like this"),
    "tone_dont": N_("Do not speak like this"),
    "review_on": N_("Next review"),
    "archived": N_("Archived"),
    "text": N_("Statement"),
    "block": N_("Block"),
    "kind": N_("How it is known"),
    "source": N_("Source"),
    "n": N_("Sample (n)"),
    "period_first": N_("Period from"),
    "period_last": N_("Period to"),
    "confidence": N_("Confidence"),
    "checked_on": N_("Checked on"),
}
_PROSE = frozenset({"name", "summary", "quote", "tone_do", "tone_dont", "text", "source"})
_QUIET = frozenset({"checked_on", "review_on", "order"})
"""What every review changes: no news in a banner."""


@dataclass(frozen=True, slots=True)
class ToldChange:
    """`where` is a field of the persona or a block; `what` says what happened there; texts to compare word by word."""

    where: str
    what: str
    before: str
    after: str
    about: str = ""
    """The statement it belongs to, when the texts are not the statement itself."""
    is_prose: bool = True
    """False for values: numbers, days, one of a few words."""


def is_news(change: PersonaChange) -> bool:
    return change.field not in _QUIET


def tell(change: PersonaChange, texts: Mapping[int, str], language: Language) -> ToldChange:
    """`texts` are the statements by id, as either version has them."""
    words = language.words
    if change.block is None:
        return ToldChange(
            words.t(FIELD_NAMES[change.field]),
            words.t("changed"),
            _value(change.field, change.before, language),
            _value(change.field, change.after, language),
            is_prose=change.field in _PROSE,
        )
    block = labels.word(labels.BLOCKS, change.block, words)
    before, after = _value(change.field, change.before, language), _value(change.field, change.after, language)
    match change.change:
        case "added":
            return ToldChange(block, words.t("statement added"), "", after)
        case "removed":
            return ToldChange(block, words.t("statement removed"), before, "")
        case "moved":
            return ToldChange(block, words.t("order changed"), "", "")
    if change.field == "text":
        return ToldChange(block, words.t("statement changed"), before, after)
    about = texts.get(change.statement_id or 0, "")
    return ToldChange(block, words.t(FIELD_NAMES[change.field]), before, after, about, change.field in _PROSE)


def headline(told: ToldChange, language: Language) -> str:
    """One line of a banner."""
    quote, words = language.formats.quote, language.words
    if told.about:
        return words.t(
            "{where}, {statement}: {what} {before} → {after}",
            where=told.where,
            statement=quote(told.about),
            what=told.what.lower(),
            before=told.before,
            after=told.after,
        )
    if told.before and told.after:
        before, after = (quote(told.before), quote(told.after)) if told.is_prose else (told.before, told.after)
        return words.t("{where}: {before} → {after}", where=told.where, before=before, after=after)
    text = told.after or told.before
    return words.t("{where}, {what}: {text}", where=told.where, what=told.what, text=quote(text))


def texts_of(*snapshots: str) -> dict[int, str]:
    """The statements of some versions by id, the later ones first in doubt."""
    found: dict[int, str] = {}
    for text in snapshots:
        rows: Iterable[dict[str, object]] = json.loads(text)["statements"]
        found |= {int(str(row["id"])): str(row["text"]) for row in rows}
    return found


def _value(field: str, value: object, language: Language) -> str:
    words, formats = language.words, language.formats
    if value is None or value == "":
        return NO_DATA
    match field:
        case "share":
            return formats.percent(float(str(value)) * 100, 0)
        case "funnel_stage":
            return labels.word(labels.FUNNEL_STAGES, str(value), words)
        case "kind":
            return labels.evidence(str(value), words)
        case "confidence":
            return labels.word(labels.CONFIDENCES, str(value), words)
        case "block":
            return labels.word(labels.BLOCKS, str(value), words)
        case "n":
            return formats.number(int(str(value)))
        case "review_on" | "checked_on" | "period_first" | "period_last":
            return formats.day_short(date.fromisoformat(str(value)))
        case "archived":
            return words.t("yes") if value is True else words.t("no")
        case "portrait_sha256":
            return words.t("a picture")
    return str(value)
