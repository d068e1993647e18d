"""What the window asks of an open workspace, and of whoever opens one. `main` fulfils both with the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.networks import Connection, Network
from app.domain.today import FirstLook
from app.system.clock import Clock

if TYPE_CHECKING:
    from app.services.advice import AdviceService
    from app.services.afterwards import AfterwardsService
    from app.services.approval import ApprovalService
    from app.services.backups import BackupService
    from app.services.by_hand import ByHandService
    from app.services.calendars import CalendarService
    from app.services.campaigns import CampaignService
    from app.services.clock_watch import ClockWatch
    from app.services.composing import ComposingService
    from app.services.connecting import ConnectingService
    from app.services.dashboards import DashboardService
    from app.services.days import DaysService
    from app.services.delivery_checks import DeliveryChecks
    from app.services.fetch_desk import FetchDesk
    from app.services.fetch_plan import FetchPlan
    from app.services.import_desk import ImportDesk
    from app.services.importing import ImportService
    from app.services.key_places import KeyPlaceService
    from app.services.measuring import KpiService
    from app.services.media import MediaService
    from app.services.members import MemberService
    from app.services.own_dashboards import OwnDashboardService
    from app.services.persona_results import PersonaResultService
    from app.services.persona_reviews import PersonaReviewService
    from app.services.personas import PersonaService
    from app.services.planning import PlanningService
    from app.services.post_about import PostAboutService
    from app.services.post_lists import PostListService
    from app.services.profiles import ProfileService
    from app.services.publisher_loop import PublisherLoop
    from app.services.publishing import PublishingService, PublishReport
    from app.services.reports import ReportService
    from app.services.review import ReviewService
    from app.services.scheduling import SchedulingService
    from app.services.search import SearchService
    from app.services.settling import SettlingService
    from app.services.signing_in import SigningInService
    from app.services.stops import StopService
    from app.services.strategy import StrategyService
    from app.services.syncing import SyncService
    from app.services.tasks import TaskService
    from app.services.today import TodayService
    from app.services.typical import TypicalService
    from app.services.unsaved import UnsavedService
    from app.services.workspaces import WorkspaceService


class Services(Protocol):
    """The services of one open workspace; each is made when first asked for."""

    @property
    def clock(self) -> Clock:
        """The only one asked what time it is."""
        ...

    @property
    def workspaces(self) -> WorkspaceService: ...
    @property
    def members(self) -> MemberService: ...
    @property
    def profiles(self) -> ProfileService: ...
    @property
    def connecting(self) -> ConnectingService: ...
    def publisher_loop(self, told: Callable[[PublishReport], None], changed: Callable[[], object]) -> PublisherLoop: ...
    @property
    def key_places(self) -> KeyPlaceService: ...
    @property
    def signing_in(self) -> SigningInService: ...
    @property
    def delivery_checks(self) -> DeliveryChecks: ...
    @property
    def clock_watch(self) -> ClockWatch: ...
    @property
    def planning(self) -> PlanningService: ...
    @property
    def composing(self) -> ComposingService: ...
    @property
    def unsaved(self) -> UnsavedService: ...
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
    @property
    def scheduling(self) -> SchedulingService: ...
    @property
    def approval(self) -> ApprovalService: ...
    @property
    def review(self) -> ReviewService: ...
    @property
    def settling(self) -> SettlingService: ...
    @property
    def publishing(self) -> PublishingService: ...
    @property
    def by_hand(self) -> ByHandService: ...
    @property
    def stops(self) -> StopService: ...
    @property
    def afterwards(self) -> AfterwardsService: ...
    @property
    def media(self) -> MediaService: ...
    @property
    def syncing(self) -> SyncService: ...
    @property
    def fetch_desk(self) -> FetchDesk: ...
    @property
    def fetch_plan(self) -> FetchPlan: ...
    @property
    def importing(self) -> ImportService: ...
    @property
    def import_desk(self) -> ImportDesk: ...
    @property
    def measuring(self) -> KpiService: ...
    @property
    def post_about(self) -> PostAboutService: ...
    @property
    def typical(self) -> TypicalService: ...
    @property
    def advice(self) -> AdviceService: ...
    @property
    def dashboards(self) -> DashboardService: ...
    @property
    def own_dashboards(self) -> OwnDashboardService: ...
    @property
    def reports(self) -> ReportService: ...
    @property
    def personas(self) -> PersonaService: ...
    @property
    def persona_reviews(self) -> PersonaReviewService: ...
    @property
    def persona_results(self) -> PersonaResultService: ...
    @property
    def campaigns(self) -> CampaignService: ...
    @property
    def strategy(self) -> StrategyService: ...
    @property
    def search(self) -> SearchService: ...
    @property
    def post_lists(self) -> PostListService: ...
    def tidy_up(self) -> None:
        """What happened while nobody had the workspace open; once, soon after it stands in view."""
        ...

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

    def first_look(self, address: str, email: str | None) -> FirstLook | None:
        """What goes out today, for the first picture; `email` of who acted here last. None: nothing to look at yet."""
        ...

    def open(self, address: str) -> Opened: ...

    def take_over(self, address: str) -> Opened:
        """As `open`, when a person has said that the workspace now lives on this computer only."""
        ...

    def demo(self, report: Callable[[float | None], None]) -> Opened:
        """The demo workspace, made when it is not there yet."""
        ...

    def found(self, new: FirstWorkspace) -> Opened: ...
