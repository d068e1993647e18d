"""The rows of the search list: headings, what was found, and commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain.networks import Network
from app.domain.workflow import PostState
from app.system.labels import network, post_state
from app.ui.places import DashboardPlace, DayPlace, PersonaPlace, Place, PostPlace
from app.ui.search.commands import Command

if TYPE_CHECKING:
    from app.services.search import Found
    from app.ui.language import Language

MOST_COMMANDS = 6
Go = Callable[[Place], object]


@dataclass(frozen=True, slots=True)
class Row:
    """`do` None: a heading, which cannot be chosen."""

    title: str
    beside: str = ""
    icon: str = ""
    network: Network | None = None
    state: PostState | None = None
    keys: str = ""
    do: Callable[[], object] | None = None


def command_rows(text: str, commands: Iterable[Command], fold: Callable[[str], str]) -> list[Row]:
    """Commands with all words of `text`; those whose name begins with it first. Without a text: the first ones."""
    typed = fold(text)
    words = typed.split()
    fits = [row for row in commands if all(word in fold(f"{row.name} {row.also}") for word in words)]
    fits.sort(key=lambda row: not fold(row.name).startswith(typed))
    most = MOST_COMMANDS if words else MOST_COMMANDS * 2
    return [Row(row.name, icon=row.icon, keys=shown_keys(row), do=row.do) for row in fits[:most]]


def shown_keys(row: Command) -> str:
    return row.shortcuts[0] if row.shortcuts else ""


def found_rows(found: Found, language: Language, now: datetime, go: Go) -> Iterator[tuple[str, Sequence[Row]]]:
    """Groups of what was found, each with its heading."""
    words, formats = language.words, language.formats
    yield (
        words.t("Posts"),
        [
            Row(
                row.title or words.t("(no text yet)"),
                formats.moment(row.at, now) if row.at else words.t("no time yet"),
                network=next(iter(row.networks), None),
                icon="file-plus",
                state=row.state,
                do=_goer(go, PostPlace(row.id)),
            )
            for row in found.posts
        ],
    )
    yield (
        words.t("Personas"),
        [Row(row.name, row.summary, "user", do=_goer(go, PersonaPlace(row.id))) for row in found.personas],
    )
    today = formats.today(now)
    yield (
        words.t("Profiles"),
        [
            Row(row.name, f"{network(row.network, words)} · {row.handle}", network=row.network,
                do=_goer(go, DayPlace(today, row.id)))
            for row in found.profiles
        ],
    )  # fmt: skip
    yield (
        words.t("Campaigns"),
        [
            Row(
                row.name,
                formats.days(row.starts_on, row.ends_on, today) if row.starts_on and row.ends_on else "",
                "megaphone",
                do=_goer(go, DashboardPlace("campaign", campaign_id=row.id)),
            )
            for row in found.campaigns
        ],
    )
    yield words.t("Content pillars"), _pillar_rows(found, today, go)
    yield (
        words.t("Dashboards"),
        [Row(row.name, icon="layout-dashboard", do=_goer(go, DashboardPlace(row.key))) for row in found.dashboards],
    )


def _pillar_rows(found: Found, today: date, go: Go) -> list[Row]:
    return [Row(row.name, icon="layers", do=_goer(go, DayPlace(today, pillar_id=row.id))) for row in found.pillars]


def spoken(row: Row, language: Language) -> str:
    """The whole row as one sentence for those who listen."""
    state = post_state(row.state, language.words) if row.state else ""
    return ", ".join(part for part in (row.title, row.beside, state, row.keys) if part)


def _goer(go: Go, place: Place) -> Callable[[], object]:
    return lambda: go(place)
