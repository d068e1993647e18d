"""The history of a post in words, newest first, with the version each step was about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from app.domain.history import HistoryEntry
from app.system.history_words import step_name
from app.ui.approvals.reading import ReadPost
from app.ui.language import Language

_MAKES_VERSION = frozenset({"submit", "withdraw_approval"})
_VERSIONED = _MAKES_VERSION | {"approve", "approved_partly", "request_changes", "reject", "undo_decision"}
"""Steps about a version that was handed in; others are about the work on it."""
_TOGETHER = 8
"""So many lines back a step of the same minute counts as the same one, taken for another profile."""
_LEFT_OUT = frozenset({"commented"})
"""Stands in the discussion."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    who: str
    version: int
    at: datetime
    reason: str


def history_lines(read: ReadPost, language: Language) -> list[HistoryLine]:
    """Equal steps of one person with several profiles at once are one line."""
    found: list[HistoryLine] = []
    for row in reversed(_steps(read, language)):
        when = language.formats.moment(row.at, read.now)
        told = language.words.t("{step}: {who}, {when}", step=row.name, who=row.who, when=when) if row.who else ""
        told = told or f"{row.name}, {when}"
        if row.version:
            told = language.words.t("Version {n} · {step}", n=row.version, step=told)
        line = HistoryLine(told, language.formats.quote(row.reason) if row.reason else "")
        if line not in found[-_TOGETHER:]:
            found.append(line)
    return found


def _steps(read: ReadPost, language: Language) -> list[_Step]:
    versions: dict[int, int] = defaultdict(int)
    found = []
    for entry in read.page.history:
        if entry.entity == "variant" and entry.action in _MAKES_VERSION:
            versions[entry.entity_id] += 1
        name = _name(entry, language)
        if name is None or entry.action in _LEFT_OUT:
            continue
        version = versions[entry.entity_id] if entry.action in _VERSIONED else 0
        who = read.page.names.get(entry.actor_id, "") if entry.actor_id is not None else ""
        reason = str((entry.words or {}).get("reason") or "")
        found.append(_Step(name, who, version, entry.at, reason))
    return found


def _name(entry: HistoryEntry, language: Language) -> str | None:
    action = "undo_decision" if "undone" in entry.facts else entry.action
    return step_name(entry.entity, action, language.words)
