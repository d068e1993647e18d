"""Sentences of advice: what the own data say, how reliable it is, and no more. The same on screen, on paper, on a terminal."""

from __future__ import annotations

from app.domain.advice import (
    Evidence,
    Experiment,
    FollowerActivity,
    FormatAdvice,
    Interval,
    PaceAdvice,
    TimeLevel,
    Timing,
)
from app.domain.networks import Format
from app.system.formats import Formats
from app.system.labels import format_name
from app.system.words import NC_, Words

EVIDENCE: dict[Evidence, tuple[str, str]] = {
    Evidence.STRONG: NC_("evidence", "Reliable difference"),
    Evidence.SOME: NC_("evidence", "Some evidence"),
    Evidence.NONE: NC_("evidence", "No reliable difference"),
    Evidence.TOO_FEW: NC_("evidence", "Too little data"),
}
DAYPART = 4
TOLD = 3


def evidence_word(evidence: Evidence, words: Words) -> str:
    """The word of the traffic light."""
    return words.c(*EVIDENCE[evidence])


def factor(value: float, formats: Formats) -> str:
    """A factor as a change: 1.2 is +20%."""
    return formats.change_percent((value - 1) * 100, 0)


def when(level: TimeLevel, formats: Formats) -> str:
    """A weekday, a part of the day, or both."""
    day = "" if level.weekday is None else formats.weekday_name(level.weekday)
    hours = "" if level.hour is None else f"{level.hour}:00–{level.hour + DAYPART}:00"
    return ", ".join(part for part in (day, hours) if part)


def time_sentences(timing: Timing, words: Words, formats: Formats) -> list[str]:
    """Whether weekday and hour make a difference, no more than is known."""
    n = formats.number(timing.n)
    if timing.days_only:
        return [
            words.t("Only the days of these posts are known, not their hours."),
            *_judged(timing, n, words, formats),
        ]
    return _judged(timing, n, words, formats)


def _judged(timing: Timing, n: str, words: Words, formats: Formats) -> list[str]:
    if timing.p is None:
        return [words.t("Too few posts to judge (n = {n}; 60 are needed). Post when your team can answer.", n=n)]
    p = formats.number(max(timing.p, 0.01), 2)
    if not timing.best:
        told = [
            words.t(
                "No reliable difference between times (n = {n}, p = {p}). Post when your team can answer.", n=n, p=p
            )
        ]
    else:
        told = [
            words.t(
                "Most often above average: {when}: {change} (90% interval: {low} to {high}; {own} of {n} posts).",
                when=when(level, formats), own=formats.number(level.n), n=n, **_changes(level.uplift, formats),
            )
            for level in timing.best[:TOLD]
        ]  # fmt: skip
        share = formats.percent(max(timing.p, 0.01) * 100, 0)
        told.append(words.t("Chance alone parts posts as much in {share} of cases, every look counted.", share=share))
    if timing.experiment is not None:
        told.append(experiment_sentence(timing.experiment, words, formats))
    return told


def activity_sentence(activity: FollowerActivity, words: Words) -> str:
    """When followers are there: beside the results of posts, not part of them."""
    hours = f"{activity.hour}:00–{activity.hour + DAYPART}:00"
    return words.n(
        "Another source, the network's own file of {n} day: most followers are active {hours}.",
        "Another source, the network's own file of {n} days: most followers are active {hours}.",
        activity.days, hours=hours,
    )  # fmt: skip


def experiment_sentence(experiment: Experiment, words: Words, formats: Formats) -> str:
    """What could be tried, and what it could show."""
    return words.t(
        "To find out: alternate {first} and {second} for {weeks} weeks, about {posts} posts each. A difference from {change} on "
        "would be seen; smaller ones would not.",
        first=when(experiment.first, formats), second=when(experiment.second, formats), weeks=experiment.weeks,
        posts=experiment.posts_each, change=factor(experiment.detectable, formats),
    )  # fmt: skip


def format_sentences(advice: FormatAdvice, words: Words, formats: Formats) -> list[str]:
    """Which format is ahead, and what guides advise."""
    told = []
    first = advice.rows[0] if advice.rows else None
    if advice.evidence is Evidence.TOO_FEW or first is None:
        told.append(words.t("Too few posts to set formats beside each other."))
    elif advice.evidence is Evidence.NONE:
        told.append(words.t("No format is reliably ahead of all others: the intervals of the highest overlap."))
    else:
        name = format_word(first.format, words)
        told.append(words.t("Highest in your data: {format} (n = {n}).", format=name, n=formats.number(first.n)))
    if advice.usual:
        names = ", ".join(format_word(name, words) for name in advice.usual)
        told.append(
            words.t("Guides for social media teams advise: {formats}. Advice, not a measurement.", formats=names)
        )
    return told


def pace_sentences(advice: PaceAdvice, words: Words, formats: Formats) -> list[str]:
    """How results went with the number of posts; nothing of causes, nothing outside the range seen."""
    if advice.total is None or advice.each is None:
        return [_why_nothing(advice, words, formats)]
    told = [
        words.t(
            "In weeks with twice as many posts, all interactions of the week differed by {change} (90% interval: {low} to "
            "{high}).",
            **_changes(advice.total, formats),
        ),
        words.t(
            "Interactions per post differed by {change} in such weeks (90% interval: {low} to {high}).",
            **_changes(advice.each, formats),
        ),
        words.n(
            "Seen in {n} week with {fewest} to {most} posts; nothing is known of fewer or more.",
            "Seen in {n} weeks with {fewest} to {most} posts; nothing is known of fewer or more.",
            advice.weeks, fewest=formats.number(advice.fewest), most=formats.number(advice.most),
        ),
        went_together(words),
    ]  # fmt: skip
    if advice.empty:
        told.append(
            words.n("{n} week without posts is left out.", "{n} weeks without posts are left out.", advice.empty)
        )
    return told


def pace_brief(advice: PaceAdvice, name: str, words: Words, formats: Formats) -> str:
    """The same in one sentence, for a small place; empty where nothing can be said."""
    if advice.total is None or advice.each is None:
        return ""
    return words.n(
        "{profile}: in weeks with twice as many posts, interactions per post differed by {change} (90% interval: {low} to "
        "{high}; {n} week of {fewest} to {most} posts).",
        "{profile}: in weeks with twice as many posts, interactions per post differed by {change} (90% interval: {low} to "
        "{high}; {n} weeks of {fewest} to {most} posts).",
        advice.weeks, profile=name, fewest=formats.number(advice.fewest), most=formats.number(advice.most),
        **_changes(advice.each, formats),
    )  # fmt: skip


def went_together(words: Words) -> str:
    return words.t("They went together; which of them led to the other is not known.")


def _why_nothing(advice: PaceAdvice, words: Words, formats: Formats) -> str:
    if advice.reason == "same_number":
        return words.t("The number of posts a week hardly changes, so nothing can be said about more or fewer.")
    if advice.reason == "interactions_unknown":
        return words.t("The interactions of the posts are not known.")
    return words.n(
        "Too few weeks to judge: {n} of the 26 needed.", "Too few weeks to judge: {n} of the 26 needed.", advice.weeks
    )


def format_word(key: str | None, words: Words) -> str:
    found = next((format_name(kind, words) for kind in Format if kind.value == key), None)
    return found or words.t("format unknown")


def _changes(interval: Interval | None, formats: Formats) -> dict[str, str]:
    if interval is None:
        return {"change": "", "low": "", "high": ""}
    told = (factor(value, formats) for value in (interval.middle, interval.low, interval.high))
    return dict(zip(("change", "low", "high"), told, strict=True))
