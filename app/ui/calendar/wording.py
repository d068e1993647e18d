"""What the calendar says about a chip or a day: tooltips, sentences for those who listen, reasons for a refusal."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimeZone

from app.domain.calendar_day import CalendarDay, DayKind
from app.domain.content import PlannedChip, Post
from app.domain.today import title_of
from app.domain.workflow import PostState
from app.system.labels import network, post_state
from app.system.words import N_
from app.ui.calendar.source import PlanSource
from app.ui.tab_context import TabContext

REFUSALS = {
    "published": N_("It is out already: its time cannot change."),
    "going_out": N_("It is being published right now: its time cannot change."),
    "unsure": N_("Nobody knows yet whether it is out. Say so first, then give it a time."),
    "cancelled": N_("It is cancelled. Reopen it first."),
    "right": N_("You may look at this post, but not move it."),
    "sent": N_("What is out, or on its way, cannot be cancelled here."),
    "no_cancel": N_("You may look at this post, but not cancel it."),
    "past": N_("That time has passed. Drop it on a later one."),
}
LOUD = {DayKind.HOLIDAY}


class Wording:
    """Asks the language each time: it may have been switched."""

    def __init__(self, context: TabContext, source: PlanSource) -> None:
        self._context, self._source = context, source

    def title(self, chip: PlannedChip) -> str:
        return chip.opening or self._context.face.language.words.t("Post without a title")

    def profile(self, chip: PlannedChip) -> str:
        """ "Facebook · piekarniaswit"."""
        row = self._source.book.profiles.get(chip.profile_id)
        return f"{network(row.network, self._context.face.language.words)} · {row.handle}" if row else ""

    def state(self, state: PostState) -> str:
        return post_state(state, self._context.face.language.words)

    def _state_of(self, chip: PlannedChip) -> str:
        row = self._source.book.profiles.get(chip.profile_id)
        if not chip.handed_over or row is None:
            return self.state(chip.state)
        words = self._context.face.language.words
        return words.t(
            "{state}, handed over to {network}", state=self.state(chip.state), network=network(row.network, words)
        )

    def sentence(self, chip: PlannedChip) -> str:
        """A chip as a whole sentence."""
        language = self._context.face.language
        return language.words.t(
            "{time}, {profile}: {title}. State: {state}.",
            time=language.formats.time(chip.due_at),
            profile=self.profile(chip),
            title=self.title(chip),
            state=self._state_of(chip),
        )

    def no_day(self) -> str:
        return self._context.face.language.words.t("Without a time or a profile")

    def undated_title(self, post: Post) -> str:
        return title_of(post.title, post.text) or self._context.face.language.words.t("Post without a title")

    def undated_about(self, post: Post) -> str:
        """Its profiles, else that it has none; and its time when it has one."""
        language, profiles = self._context.face.language, self._source.book.profiles
        names = [
            f"{network(row.network, language.words)} · {row.handle}"
            for variant in post.variants
            if (row := profiles.get(variant.profile_id)) is not None
        ]
        told = ", ".join(names) or language.words.t("no profile yet")
        if post.due_at is None:
            return told
        return f"{language.formats.moment(post.due_at, self._context.services.clock.now())} · {told}"

    def undated(self, post: Post) -> str:
        """As a whole sentence."""
        return f"{self.undated_title(post)}. {self.undated_about(post)}. {self.state(post.state)}"

    def tip(self, chip: PlannedChip) -> str:
        """Title, profile, exact time with the person's own clock where it differs, and state; a line each."""
        formats = self._context.face.language.formats
        local = formats.local(chip.due_at)
        when = f"{formats.day_full(local.date())}, {formats.time_elsewhere(chip.due_at, self._own_zone())}"
        return "\n".join(filter(None, (self.title(chip), self.profile(chip), when, self._state_of(chip))))

    def day(self, day: date, count: int, marks: tuple[CalendarDay, ...] = ()) -> str:
        """ "Tuesday, 24 November 2026, 3 posts. Saint Catherine's Day."."""
        language = self._context.face.language
        name = language.formats.day_full(day)
        if count:
            told = language.words.n("{day}, {n} post", "{day}, {n} posts", count, day=name)
        else:
            told = language.words.t("{day}, no posts", day=name)
        return ". ".join((told, *(mark.name for mark in marks)))

    def hour(self, day: date, hour: int, count: int) -> str:
        """ "Tuesday, 24 November 2026, 9:00, 1 post"."""
        language = self._context.face.language
        name = f"{language.formats.day_full(day)}, {hour}:00"
        if count:
            return language.words.n("{day}, {n} post", "{day}, {n} posts", count, day=name)
        return name

    def refusal(self, code: str) -> str:
        return self._context.face.language.words.t(REFUSALS[code])

    def _own_zone(self) -> str:
        """The acting member's zone, else the computer's."""
        formats = self._context.face.language.formats
        member = self._context.actor.member
        chosen = member.zone if member is not None else None
        return chosen or bytes(QTimeZone.systemTimeZoneId().data()).decode() or formats.zone
