"""The composition root without a window: store, connectors and services made by hand, each when first asked for."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.build_numbers import Numbers
from app.system.clock import Clock
from app.system.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.connectors.base import NeedsReconnect
    from app.services.afterwards import AfterwardsService
    from app.services.approval import ApprovalService
    from app.services.backups import BackupService
    from app.services.by_hand import ByHandService
    from app.services.calendars import CalendarService
    from app.services.campaigns import CampaignService
    from app.services.clock_watch import ClockWatch
    from app.services.composing import ComposingService
    from app.services.connecting import ConnectingService
    from app.services.days import DaysService
    from app.services.delivery_checks import DeliveryChecks
    from app.services.fetch_desk import FetchApart, FetchDesk
    from app.services.fetch_plan import FetchPlan
    from app.services.import_desk import ImportDesk
    from app.services.importing import ImportService
    from app.services.key_places import KeyPlaceService
    from app.services.media import MediaService
    from app.services.members import MemberService
    from app.services.native_schedules import NativeSchedules
    from app.services.outbound import Outbound
    from app.services.persona_reviews import PersonaReviewService
    from app.services.personas import PersonaService
    from app.services.planning import PlanningService
    from app.services.post_lists import PostListService
    from app.services.profiles import ProfileService
    from app.services.publisher_loop import Aside, PublisherLoop
    from app.services.publishing import PublishingService, PublishReport
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
    from app.services.unsaved import UnsavedService
    from app.services.workspaces import WorkspaceService


class App(Numbers):
    """Everything one open workspace needs: services, imported and made on first use, over their parts."""

    def tidy_up(self) -> None:
        """What happened while nobody had the workspace open: imports whose program died are undone, times follow changed rules
        of their zones, and posts whose time passed without an approval say so."""
        self.importing.undo_unfinished()
        self.follow_zones()
        self.expire_overdue()

    def follow_zones(self) -> None:
        self.scheduling.follow_zones(self.delivery_steps.program)

    def expire_overdue(self) -> None:
        self.approval.expire_overdue(self.delivery_steps.program)

    # services
    @cached_property
    def workspaces(self) -> WorkspaceService:
        from app.services.workspaces import WorkspaceService

        return WorkspaceService(self.store, self.clock)

    @cached_property
    def members(self) -> MemberService:
        from app.services.members import MemberService

        return MemberService(self.store, self.clock)

    @cached_property
    def profiles(self) -> ProfileService:
        from app.services.profiles import ProfileService

        return ProfileService(self.store, self.clock)

    @cached_property
    def connecting(self) -> ConnectingService:
        from app.services.connecting import ConnectingService

        return ConnectingService(
            self.store,
            self.clock,
            self._access,
            self.delivery_steps,
            self.scheduling,
            connector_for=self.connector_for,
            reconnected=self.publishing.reconnected,
            take_back=self.native_schedules.take_back,
        )

    @cached_property
    def key_places(self) -> KeyPlaceService:
        from app.services.key_places import KeyPlaceService

        return KeyPlaceService(self.store, self.clock, self._access)

    @cached_property
    def signing_in(self) -> SigningInService:
        from app.services.signing_in import SigningInService

        return SigningInService(self.store, self.connecting, connector_for=self.connector_for)

    @cached_property
    def planning(self) -> PlanningService:
        from app.services.planning import PlanningService

        return PlanningService(self.store, self.clock, self.steps)

    @cached_property
    def composing(self) -> ComposingService:
        from app.services.composing import ComposingService

        return ComposingService(self.store, self.clock, self.planning, self.approval)

    @cached_property
    def unsaved(self) -> UnsavedService:
        from app.services.unsaved import UnsavedService

        return UnsavedService(self.paths.unsaved(self._workspace_uid), self.clock)

    @cached_property
    def scheduling(self) -> SchedulingService:
        from app.services.scheduling import SchedulingService

        return SchedulingService(self.store, self.clock, self.steps)

    @cached_property
    def approval(self) -> ApprovalService:
        from app.services.approval import ApprovalService

        return ApprovalService(self.store, self.clock, self.steps)

    @cached_property
    def review(self) -> ReviewService:
        from app.services.review import ReviewService

        return ReviewService(self.store, self.clock, self.approval, self.planning)

    @cached_property
    def settling(self) -> SettlingService:
        from app.services.settling import SettlingService

        return SettlingService(self.store, self.clock, self.delivery_steps)

    @cached_property
    def delivery_checks(self) -> DeliveryChecks:
        from app.build_network import link_problem
        from app.services.delivery_checks import DeliveryChecks

        return DeliveryChecks(
            self.store,
            self.clock,
            connector_for=self.connector_for,
            account_for=self.account_for,
            link_problem=partial(link_problem, self.http),
        )

    @cached_property
    def clock_watch(self) -> ClockWatch:
        from app.services.clock_watch import ClockWatch

        return ClockWatch(self.clock, self.store, self.server_clocks, self._ask_time)

    def _ask_time(self) -> None:
        from app.build_network import ask_time

        ask_time(self.http, self.store, self.server_clocks)

    @cached_property
    def native_schedules(self) -> NativeSchedules:
        from app.services.native_schedules import NativeSchedules

        return NativeSchedules(self.store, self.clock, self.delivery_steps, self._outbound)

    @cached_property
    def stops(self) -> StopService:
        from app.services.stops import StopService

        return StopService(self.store, self.clock, self.delivery_steps, self.native_schedules)

    @cached_property
    def by_hand(self) -> ByHandService:
        from app.build_by_hand import make_by_hand

        return make_by_hand(self)

    @cached_property
    def afterwards(self) -> AfterwardsService:
        from app.services.afterwards import AfterwardsService

        return AfterwardsService(self.store, self.steps, self._outbound)

    @cached_property
    def _outbound(self) -> Outbound:
        from app.services.outbound import Outbound

        return Outbound(
            self.store,
            connector_for=self.connector_for,
            account_for=self.account_for,
            media_path=self.media.path_of,
        )

    @cached_property
    def publishing(self) -> PublishingService:
        from app.services.publishing import PublishingService

        return PublishingService(
            self.store,
            self.clock,
            self.delivery_steps,
            self.settling,
            connector_for=self.connector_for,
            account_for=self.account_for,
            media_path=self.media.path_of,
            make_room=self._make_room,
            clock_watch=self.clock_watch,
            lost=self._note_lost,
        )

    def _note_lost(self, profile_id: int, problem: NeedsReconnect) -> None:
        self.connecting.note_problem(profile_id, problem)

    def publisher_loop(
        self, told: Callable[[PublishReport], None], changed: Callable[[], object], kind: str = "window"
    ) -> PublisherLoop:
        """A publisher that runs until it is closed. `told` hears of every round and `changed` of what changed beside the
        rounds, both on its threads."""
        from app.services.publisher_loop import PublisherLoop

        self.publishing.kind = kind
        return PublisherLoop(
            self.publishing,
            self.clock,
            told=told,
            before=self.expire_overdue,
            asides=self.asides(),
            changed=changed,
        )

    def asides(self) -> list[Aside]:
        """What may take its time beside publishing: posts are taken back from networks that keep them, or handed over; and
        what goes out later is checked."""
        from app.services.publisher_loop import Aside

        handing_over = Aside(self.publishing.hand_over, self.publishing.hands_over_something)
        # made by who runs it: reaching networks takes a tenth of a second to import
        return [handing_over, Aside(lambda: self.delivery_checks.look())]  # noqa: PLW0108

    @cached_property
    def media(self) -> MediaService:
        from app.services.media import MediaService

        return MediaService(self.store, self.clock, self.media_folder)

    @cached_property
    def syncing(self) -> SyncService:
        from app.services.syncing import SyncService

        return SyncService(self.store, self.clock, connector_for=self.connector_for, account_for=self.account_for)

    @cached_property
    def fetch_desk(self) -> FetchDesk:
        from app.build_apart import fetch_apart
        from app.services.fetch_desk import FetchDesk

        def apart() -> FetchApart:
            return partial(fetch_apart, self.store.address, self.clock, self.paths, self._access.keys.known())

        return FetchDesk(self.store, self.syncing, self.fetch_plan, apart if self._writes_beside else None)

    @cached_property
    def fetch_plan(self) -> FetchPlan:
        from app.services.fetch_plan import FetchPlan

        return FetchPlan(self.store, self.clock)

    @property
    def _writes_beside(self) -> bool:
        """Whether another process may write to the store while this one has it open."""
        from app.store.engine import sqlite_is_safe

        return not self.store.is_file or sqlite_is_safe()

    @cached_property
    def importing(self) -> ImportService:
        from app.services.import_staging import stage_apart
        from app.services.importing import ImportService

        return ImportService(self.store, self.clock, stage_apart)

    @cached_property
    def import_desk(self) -> ImportDesk:
        from app.build_apart import import_apart
        from app.services.import_desk import ImportDesk

        apart = partial(import_apart, self.store.address, self.clock, self.paths)
        return ImportDesk(self.store, self.importing, apart if self._writes_beside else None)

    @cached_property
    def personas(self) -> PersonaService:
        from app.services.personas import PersonaService

        return PersonaService(self.store, self.clock)

    @cached_property
    def persona_reviews(self) -> PersonaReviewService:
        from app.services.persona_reviews import PersonaReviewService

        return PersonaReviewService(self.store, self.clock, self.personas)

    @cached_property
    def campaigns(self) -> CampaignService:
        from app.services.campaigns import CampaignService

        return CampaignService(self.store, self.clock)

    @cached_property
    def tasks(self) -> TaskService:
        from app.services.tasks import TaskService

        return TaskService(self.store, self.clock)

    @cached_property
    def today(self) -> TodayService:
        from app.services.today import TodayService

        return TodayService(self.store, self.clock, self.approval)

    @cached_property
    def strategy(self) -> StrategyService:
        from app.services.strategy import StrategyService

        return StrategyService(self.store, self.clock)

    @cached_property
    def days(self) -> DaysService:
        from app.services.days import DaysService

        return DaysService(self.store, self.clock)

    @cached_property
    def calendars(self) -> CalendarService:
        from app.services.calendars import CalendarService

        return CalendarService(self.store, self.clock)

    @cached_property
    def backups(self) -> BackupService:
        from app.build_keeping import backup_folder, make_keeping
        from app.services.backups import BackupService

        keeping = make_keeping(self.clock, self.paths)
        return BackupService(self.store, self.clock, keeping, lambda uid: backup_folder(self.paths, uid))

    @cached_property
    def search(self) -> SearchService:
        from app.services.search import SearchService

        return SearchService(self.store, self.clock)

    @cached_property
    def post_lists(self) -> PostListService:
        from app.services.post_lists import PostListService

        return PostListService(self.store)


def open_app(address: str, *, read_only: bool = False, clock: Clock | None = None, paths: Paths | None = None) -> App:
    """An existing workspace. Raises `StoreProblem` as `store.opening.open_store` does."""
    from app.store.opening import open_store

    return App(open_store(address, read_only=read_only), clock, paths)


def new_app(address: str, *, clock: Clock | None = None, paths: Paths | None = None) -> App:
    """A new, empty store; `workspaces.found` makes the workspace in it."""
    from app.store.opening import create_store

    return App(create_store(address), clock, paths)
