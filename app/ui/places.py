"""Places in a workspace somebody may want to go to. A tab asks for one; the workspace's page knows which tab has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from app.domain.networks import Network


@dataclass(frozen=True, slots=True)
class PostPlace:
    """A post open in the calendar's side panel."""

    post_id: int


@dataclass(frozen=True, slots=True)
class NewPostPlace:
    """A new post; `at` is an aware instant, None without a time."""

    at: datetime | None = None
    profile_ids: tuple[int, ...] = ()
    persona_ids: tuple[int, ...] = ()
    choose: str = ""
    """What is chosen first: "pillar"."""


@dataclass(frozen=True, slots=True)
class DayPlace:
    """A day of the calendar; `profile_id` filters it to one profile, `pillar_id` to one content pillar."""

    day: date
    profile_id: int | None = None
    pillar_id: int | None = None


class CalendarDeed(StrEnum):
    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"
    TODAY = "today"
    PRINT = "print"
    SHARE = "share"
    FILTERS = "filters"


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """The calendar, with something done there that its toolbar does."""

    deed: CalendarDeed


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """A post in the approvals queue; None: the queue."""

    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class PersonaPlace:
    """A persona's page; None: the gallery. `new`: one that is about to be added."""

    persona_id: int | None = None
    new: bool = False


class DashboardDeed(StrEnum):
    """The values are what the menus of the dashboards ask for."""

    NEW = "new"
    COPY = "copy"
    SCREEN = "screen"
    PRINT = "print"
    SLIDES = "pptx"
    WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True)
class DashboardPlace:
    """The dashboard named by its key ("overview", "content", "community", "campaign", "network:facebook", that of one people
    made; "": the one shown last); `days` are the first and the last one to show, None: those chosen last. `deed`: something done
    there that its menus do."""

    key: str = "overview"
    campaign_id: int | None = None
    profile_id: int | None = None
    days: tuple[date, date] | None = None
    deed: DashboardDeed | None = None


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """The import page; with a file it is previewed at once, and those in `more` after it."""

    file: Path | None = None
    more: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """The settings; `page` is its key, "" the first. `network`: one to add a profile of."""

    page: str = ""
    network: Network | None = None


@dataclass(frozen=True, slots=True)
class FetchPlace:
    """Nowhere to go: the data of the connected profiles is fetched, wherever this was asked for."""


Place = (
    PostPlace
    | NewPostPlace
    | DayPlace
    | CalendarPlace
    | ReviewPlace
    | PersonaPlace
    | DashboardPlace
    | ImportPlace
    | SettingsPlace
    | FetchPlace
)
