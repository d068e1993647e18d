"""Sentences about a name nothing answers to, which end otherwise when there is nothing to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.system.figure_words import WAITS
from app.system.formats import Formats
from app.system.words import N_, Words


def _not_kept(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    if not data.get("choices"):
        return words.t(N_("No calendar called {name} is kept up to date, and no other one."))
    return words.t(N_("No calendar called {name} is kept up to date. There are: {choices}."))


def _kpi_unknown(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    if not data.get("nearest"):
        return words.t(N_("There is no KPI {kpi}. The dictionary of KPIs lists those there are."))
    return words.t(N_("There is no KPI {kpi}. Similar: {nearest}."))


def _kpi_waiting(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    why = WAITS.get(str(data.get("waits_for")), "")
    return f"{words.t(N_('{kpi} cannot be computed yet.'))} {words.t(why)}".rstrip()


def _with_choices(message: str, known: str) -> Callable[[Mapping[str, object], Words, Formats], str]:
    def build(data: Mapping[str, object], words: Words, formats: Formats) -> str:
        return words.t(known if data.get("choices") else message)

    return build


BUILT_CHOICES: dict[str, Callable[[Mapping[str, object], Words, Formats], str]] = {
    "calendar.not_kept": _not_kept,
    "kpi.unknown": _kpi_unknown,
    "kpi.waiting": _kpi_waiting,
    "profile.not_found": _with_choices(
        N_("There is no profile {profile}. Nothing was changed."),
        N_("There is no profile {profile}. Nothing was changed. There are: {choices}."),
    ),
    "persona.not_found": _with_choices(
        N_("There is no persona {persona}. Nothing was changed."),
        N_("There is no persona {persona}. Nothing was changed. There are: {choices}."),
    ),
    "campaign.not_found": _with_choices(
        N_("There is no campaign {campaign}. Nothing was changed."),
        N_("There is no campaign {campaign}. Nothing was changed. There are: {choices}."),
    ),
}
