"""What colleagues see of a planned post or a holiday in their calendar, and what they must not see."""

from __future__ import annotations

import re

from app.domain.calendar_day import CalendarDay
from app.domain.calendar_entry import CalendarEntry, PlannedVariant
from app.domain.networks import Connection
from app.domain.workflow import PostState
from app.domain.workspace import Workspace
from app.system import labels
from app.system.words import Words

UID_DOMAIN = "szpalta"
"""Behind the @ of every entry's UID. Never to change: calendar programs know entries by it."""
SUMMARY_LENGTH = 80
"""Characters of a text that stand for a title."""

# Not the name of a profile in the fediverse, which has an @ before it.
_EMAIL = re.compile(r"(?<![@\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_UNMARKED = (PostState.APPROVED, PostState.SCHEDULED, PostState.PUBLISHING, PostState.PUBLISHED)


class VariantEntries:
    """Makes entries of planned variants in one language."""

    def __init__(self, words: Words, with_text: bool) -> None:
        from app.exchange.ics import event_status

        self._words = words
        self._with_text = with_text
        self._statuses = {state: event_status(state) for state in PostState}
        self._states = {state: labels.post_state(state, words) for state in PostState}
        self._practice = labels.connection(Connection.PRACTICE, words)

    def __call__(self, row: PlannedVariant) -> CalendarEntry:
        network = labels.network(row.network, self._words)
        public = row.state is PostState.PUBLISHED
        facts = [f"{network}, {row.handle}", self._states[row.state]]
        if row.connection is Connection.PRACTICE:
            facts.append(self._practice)
        if row.campaign:
            facts.append(self._words.t("Campaign: {name}", name=row.campaign))
        body = row.text if self._with_text else without_addresses(row.text) if public else None
        url = row.remote_url if row.remote_url and row.remote_url.startswith("https://") else None
        return CalendarEntry(
            uid=f"{row.uid}@{UID_DOMAIN}",
            summary=self._summary(row, network),
            status=self._statuses[row.state],
            sequence=row.sequence,
            created_at=row.created_at,
            modified_at=row.changed_at,
            starts_at=row.at,
            body=body,
            facts=tuple(without_addresses(fact) for fact in facts),
            categories=tuple(without_addresses(name) for name in (network, row.campaign, row.pillar) if name),
            url=url,
        )

    def _summary(self, row: PlannedVariant, network: str) -> str:
        """Network and title; the first words of the text only once it is approved, or with consent."""
        may_show = self._with_text or self._statuses[row.state] == "confirmed"
        title = row.title.strip() or (_first_words(row.text) if may_show else "")
        summary = f"{network}: {without_addresses(title or self._words.t('Untitled post'))}"
        return summary if row.state in _UNMARKED else f"{self._states[row.state]}: {summary}"


def without_addresses(text: str) -> str:
    """`text` with "…" for whatever looks like an e-mail address."""
    return _EMAIL.sub("…", text) if "@" in text else text


def _first_words(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= SUMMARY_LENGTH:
        return line
    return line[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip() + "…"


def day_entry(day: CalendarDay, here: Workspace) -> CalendarEntry:
    place = day.region or day.country
    return CalendarEntry(
        uid=f"{here.uid}-{day.day.isoformat()}-{day.key}@{UID_DOMAIN}",
        summary=f"{day.name} ({place})" if place else day.name,
        status="confirmed",
        sequence=0,
        created_at=here.created_at,
        modified_at=here.created_at,
        day=day.day,
    )
