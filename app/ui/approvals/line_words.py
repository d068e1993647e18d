"""The words of a line of the queue: who wrote it, when it goes out, whom it waits for, and why it is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.system.words import N_
from app.ui.language import Language

if TYPE_CHECKING:
    from app.services.review import ReviewItem

NEAR = timedelta(hours=24)
STUCK: dict[str, str] = {
    "nobody": N_("Nobody can decide: it is the own post of everybody who may approve."),
    "soon": N_("Its time comes soon and nobody has decided yet."),
    "long": N_("It has waited for a long time."),
}


@dataclass(frozen=True, slots=True)
class LineWords:
    """`when` is the time alone, `spoken` has it in words; `urgent` stands out in the colour of `role`. `about` is a
    further line, empty for none."""

    title: str
    author: str
    when: str
    spoken: str
    urgent: str
    role: str
    about: str

    @property
    def whole(self) -> str:
        """Everything as one sentence for those who listen."""
        return ". ".join(part for part in (self.title, self.author, self.spoken, self.urgent, self.about) if part)


def line_words(item: ReviewItem, now: datetime, language: Language, me: int | None) -> LineWords:
    words, formats = language.words, language.formats
    author = words.t("You") if me is not None and item.author_id == me else item.author or ""
    when = formats.moment(item.due_at, now) if item.due_at else words.t("no time yet")
    spoken = words.t("goes out {when}", when=when) if item.due_at else when
    urgent, role = _urgent(item, now, language)
    title = item.title or words.t("Post without a title")
    return LineWords(title, author, when, spoken, urgent, role, _about(item, now, language))


def has_more(item: ReviewItem) -> bool:
    """Whether the line has something `about` it to say."""
    return bool(item.stuck or item.asked_by or item.required > 1 or (item.group == "others" and item.waits_for))


def _urgent(item: ReviewItem, now: datetime, language: Language) -> tuple[str, str]:
    words = language.words
    if item.group == "rejected":
        return words.t("for {time}", time=_rough(now - item.since, language)), "muted"
    if item.due_at is not None and item.due_at <= now:
        return words.t("its time has passed"), "failed"
    if item.due_at is not None and item.due_at - now <= NEAR:
        return words.t("in {time}", time=_rough(item.due_at - now, language)), "failed"
    if item.group == "changes":
        return words.t("for {time}", time=_rough(now - item.since, language)), "review"
    return words.t("waits {time}", time=_rough(now - item.since, language)), "review"


def _about(item: ReviewItem, now: datetime, language: Language) -> str:
    words = language.words
    if item.group == "changes":
        return words.t("Changes asked for by: {name}", name=item.asked_by) if item.asked_by else ""
    if item.group == "rejected":
        return words.t("Rejected by: {name}", name=item.asked_by) if item.asked_by else ""
    parts = []
    if item.required > 1:
        given, wanted = language.formats.number(item.approvals), language.formats.number(item.required)
        parts.append(words.t("{given} of {wanted} approvals", given=given, wanted=wanted))
    if item.group in ("others", "stuck") and item.waits_for:
        parts.append(words.t("waits for: {names}", names=", ".join(item.waits_for)))
    if item.stuck:
        parts.append(words.t(STUCK[item.stuck]))
    return " · ".join(parts)


def _rough(length: timedelta, language: Language) -> str:
    """Whole hours from one hour on, whole days from one day on: nobody reads more of a waiting time."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    unit = day if length >= day else hour
    if length >= unit:
        length = round(length / unit) * unit
    return language.formats.duration(max(length, timedelta(minutes=1)))
