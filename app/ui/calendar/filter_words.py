"""The filters of the calendar in words, for paper and for calendars that leave the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from app.system import labels
from app.system.words import Words
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.rail_content import RailContent

K = TypeVar("K")


def filter_words(filters: CalendarFilters, content: RailContent, words: Words) -> tuple[str, ...]:
    """One sentence for each filter that is set; none when everything is let through."""
    profiles = {row.id: f"{labels.network(row.network, words)} {row.handle or row.name}" for row in content.profiles}
    said: list[str] = []
    if filters.profile_ids is not None:
        said.append(words.t("Profiles: {names}", names=_named(filters.profile_ids, profiles)))
    if filters.persona_ids is not None:
        names = {row.id: row.name for row in content.personas}
        said.append(words.t("Personas: {names}", names=_named(filters.persona_ids, names)))
    if filters.campaign_ids is not None:
        names = {row.id: row.name for row in content.campaigns}
        said.append(words.t("Campaigns: {names}", names=_named(filters.campaign_ids, names)))
    if filters.pillar_ids is not None:
        names = {row.id: row.name for row in content.pillars}
        said.append(words.t("Content pillars: {names}", names=_named(filters.pillar_ids, names)))
    if filters.formats is not None:
        kinds = ", ".join(labels.format_name(kind, words) for kind in filters.formats)
        said.append(words.t("Formats: {names}", names=kinds))
    if filters.states is not None:
        states = ", ".join(labels.post_state(state, words) for state in filters.states)
        said.append(words.t("States: {names}", names=states))
    if filters.author_ids is not None:
        names = {row.id: row.name for row in content.members}
        said.append(words.t("People: {names}", names=_named(filters.author_ids, names)))
    return tuple(said)


def _named(keys: Iterable[K], names: Mapping[K, str]) -> str:
    """Those that are still known."""
    return ", ".join(names[key] for key in keys if key in names)
