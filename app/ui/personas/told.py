"""The words around a persona: how a statement is known, what it rests on, and what is said to those who listen."""

from __future__ import annotations

from datetime import date

from app.domain.personas import Evidence, Persona, Statement
from app.system import labels
from app.system.format_tables import NBSP, NO_DATA
from app.system.words import N_
from app.ui.language import Language

EVIDENCE_LOOK: dict[Evidence, tuple[str, str]] = {
    Evidence.MEASURED: ("ruler", "approved"),
    Evidence.ESTIMATED: ("equal-approximately", "warn"),
    Evidence.ASSUMED: ("circle-dashed", "muted"),
}
"""Icon and colour role of each kind; an assumption also has a dashed border."""

MEANINGS: dict[Evidence, str] = {
    Evidence.MEASURED: N_("Counted in data: an export, a shop, a survey with its sample."),
    Evidence.ESTIMATED: N_("Worked out from something close: a few talks, a sample looked through by hand."),
    Evidence.ASSUMED: N_("What the team believes and has not checked yet."),
}

BLOCK_ICONS = {
    "who": "user",
    "where": "map-pin",
    "goals": "target",
    "pains": "cloud-rain",
    "interests": "heart",
    "follows": "rss",
    "profiles": "clock",
    "formats": "clapperboard",
}

PROMPTS: dict[str, str] = {
    "who": N_("Age, life, work: what would you say if you met them? For instance: woman, 35–44, works in an office."),
    "where": N_("Where do they live and where do you meet them? Cities, regions, the shop, the fair."),
    "goals": N_("What do they want to get done? For instance: a gift with a story, up to 200 zł."),
    "pains": N_("What stops or worries them before they buy? Look into the questions they ask."),
    "interests": N_("What else fills their day? It gives you topics besides the product."),
    "follows": N_("Whose posts do they read? Profiles, newsletters, people."),
    "profiles": N_("On which profile do you reach them, and at what hour?"),
    "formats": N_("Which formats do they watch to the end? Look at your results first."),
}
"""What an empty block asks; never stored."""


def source_line(row: Statement, language: Language) -> str:
    """What a statement rests on in one line, empty when nothing is known."""
    parts = [row.source] if row.source else []
    if row.n is not None:
        parts.append(f"n{NBSP}={NBSP}{language.formats.number(row.n)}")
    return " · ".join(parts)


def spoken(row: Statement, language: Language) -> str:
    """The whole statement as one sentence."""
    words, kind = language.words, labels.evidence(row.kind, language.words)
    rests = source_line(row, language)
    if not rests:
        return words.t("{text}. How it is known: {kind}, no source.", text=row.text.rstrip("."), kind=kind)
    return words.t("{text}. How it is known: {kind}, {source}.", text=row.text.rstrip("."), kind=kind, source=rests)


def period(row: Statement, language: Language) -> str:
    first, last = row.period_first, row.period_last
    formats, words = language.formats, language.words
    if first is not None and last is not None:
        return formats.days(first, last)
    if first is not None:
        return words.t("from {day}", day=formats.day_short(first))
    return words.t("until {day}", day=formats.day_short(last)) if last is not None else NO_DATA


def share(persona: Persona, language: Language) -> str:
    if persona.share is None:
        return language.words.t("share of the audience unknown")
    return language.words.t("{share} of the audience", share=language.formats.percent(persona.share * 100, 0))


def stage(code: str | None, language: Language) -> str:
    return labels.word(labels.FUNNEL_STAGES, code, language.words) if code else language.words.t("no funnel stage")


def measured(persona: Persona, language: Language) -> str:
    known = persona.measured_share()
    if known is None:
        return language.words.t("no statements yet")
    return language.words.t("{share} measured", share=language.formats.percent(known * 100, 0))


def review_due(persona: Persona, today: date) -> bool:
    return not persona.archived and persona.review_on is not None and persona.review_on <= today


def review_reason(persona: Persona, today: date, language: Language) -> str:
    """Why a persona stands among those to review, in plain sentences."""
    words, formats = language.words, language.formats
    checked = [row.checked_on for row in persona.statements if row.checked_on is not None]
    assumed = [row for row in persona.statements if row.kind is Evidence.ASSUMED]
    told = []
    if persona.review_on is not None and persona.review_on <= today:
        day = formats.day_near(persona.review_on, today)
        told.append(words.t("The review was due: {day}.", day=day))
    if checked:
        told.append(words.t("Last checked: {day}.", day=formats.day_near(max(checked), today)))
    elif persona.statements:
        told.append(words.t("No statement was ever checked."))
    if assumed and len(assumed) * 3 >= len(persona.statements):
        part = formats.percent(100 * len(assumed) / len(persona.statements), 0)
        told.append(words.t("{share} of the page is assumptions.", share=part))
    return " ".join(told)
