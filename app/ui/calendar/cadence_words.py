"""How the cadence of a profile is put into words and colours."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.cadence import Verdict, WeekCadence
from app.domain.networks import Cadence
from app.system.format_tables import RANGE
from app.system.formats import Formats
from app.system.words import Words

LOOK: dict[Verdict | None, tuple[str, str]] = {
    Verdict.UNDER: ("arrow-down", "warn"),
    Verdict.ON: ("check", "approved"),
    Verdict.OVER: ("arrow-up", "over"),
    None: ("circle", "muted"),
}
"""Icon and colour of a verdict."""


@dataclass(frozen=True, slots=True)
class Told:
    """`short` stands on the meter, `verdict` says what it means; `count` posts are `share` of what is meant."""

    short: str
    verdict: str
    count: int
    share: float
    """How full the bar is, 0..1."""
    out: float
    """How much of it is published already, 0..1."""


def told(week: WeekCadence, today_is_later: bool, words: Words, formats: Formats) -> Told:
    """A week as its meter says it. `today_is_later`: the week is over, and only what went out counts."""
    count = week.published if today_is_later else week.published + week.planned
    shown = formats.number(count)
    if week.low is None or week.high is None:
        return Told(shown, words.t("No target has been chosen."), count, 1.0 if count else 0.0, 0.0)
    aim = week.high if week.verdict is Verdict.OVER else week.low
    meant = formats.number(week.low)
    if week.low < week.high:  # always both ends: one of them alone would change with the verdict
        meant = f"{meant}{RANGE}{formats.number(week.high)}"
    short = words.t("{n} of {target}", n=shown, target=meant)
    full = max(aim, count, 1)
    share = min(count / max(aim, 1), 1.0) if aim else float(count > 0 or week.verdict is Verdict.ON)
    return Told(short, _verdict(week, words), count, share, share * week.published / full if count else 0.0)


def _verdict(week: WeekCadence, words: Words) -> str:
    if week.verdict is Verdict.UNDER:
        return words.n("Too few: {n} post is missing.", "Too few: {n} posts are missing.", week.missing)
    if week.verdict is Verdict.OVER:
        return words.n("Too many: {n} post above the target.", "Too many: {n} posts above the target.", week.surplus)
    return words.t("On target.")


def target(cadence: Cadence, words: Words, formats: Formats) -> str:
    """ "2–3 posts a day", "1 post a week"."""
    low, high = formats.number(cadence.low), formats.number(cadence.high)
    span = low if low == high else f"{low}{RANGE}{high}"
    if cadence.per == "day":
        return words.n("{span} post a day", "{span} posts a day", cadence.high, span=span)
    return words.n("{span} post a week", "{span} posts a week", cadence.high, span=span)
