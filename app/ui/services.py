"""What the window asks of an open workspace, and of whoever opens one. `main` fulfils both with the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.networks import Connection, Network

if TYPE_CHECKING:
    from app.services.backups import BackupService
    from app.services.calendars import CalendarService
    from app.services.days import DaysService
    from app.services.members import MemberService
    from app.services.planning import PlanningService
    from app.services.profiles import ProfileService
    from app.services.tasks import TaskService
    from app.services.today import TodayService
    from app.services.workspaces import WorkspaceService


class Services(Protocol):
    """The services of one open workspace; each is made when first asked for."""

    @property
    def workspaces(self) -> WorkspaceService: ...
    @property
    def members(self) -> MemberService: ...
    @property
    def profiles(self) -> ProfileService: ...
    @property
    def planning(self) -> PlanningService: ...
    @property
    def tasks(self) -> TaskService: ...
    @property
    def days(self) -> DaysService: ...
    @property
    def calendars(self) -> CalendarService: ...
    @property
    def backups(self) -> BackupService: ...
    @property
    def today(self) -> TodayService: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class FirstProfile:
    network: Network
    handle: str
    connection: Connection


@dataclass(frozen=True, slots=True)
class FirstWorkspace:
    """The answers to the three questions of the first start."""

    name: str
    owner_name: str
    owner_email: str
    country: str
    zone: str
    language: str
    profiles: tuple[FirstProfile, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    address: str
    services: Services


class Opening(Protocol):
    """Opens workspaces. Every call may take seconds: only through the task runner."""

    def open(self, address: str) -> Opened: ...

    def demo(self, report: Callable[[float | None], None]) -> Opened:
        """The demo workspace, made when it is not there yet."""
        ...

    def found(self, new: FirstWorkspace) -> Opened: ...
