"""A unit of work: one open transaction and the rows it can read and write."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from app.store.queries.cadence import CadenceRows
from app.store.queries.comments import CommentRows
from app.store.queries.connections import ConnectionRows
from app.store.queries.corrections import CorrectionRows
from app.store.queries.dashboards import DashboardRows
from app.store.queries.deliveries import DeliveryRows
from app.store.queries.fetching import FetchingRows
from app.store.queries.figures import FigureRows
from app.store.queries.history import HistoryRows
from app.store.queries.imports import ImportRows
from app.store.queries.metrics import MetricRows
from app.store.queries.own_dashboards import OwnDashboardRows
from app.store.queries.parts import PartRows
from app.store.queries.personas import PersonaRows
from app.store.queries.plans import PlanRows, SettingRows
from app.store.queries.post_about import PostAboutRows
from app.store.queries.posts import PostRows
from app.store.queries.profiles import ProfileRows
from app.store.queries.publishers import PublisherRows, StopRows
from app.store.queries.rate_limits import RateLimitRows
from app.store.queries.review import ReviewRows
from app.store.queries.search import SearchRows
from app.store.queries.team import TeamRows


class UnitOfWork:
    """Values in, values out; nothing of SQLAlchemy leaves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def team(self) -> TeamRows:
        return TeamRows(self._connection)

    @cached_property
    def profiles(self) -> ProfileRows:
        return ProfileRows(self._connection)

    @cached_property
    def connections(self) -> ConnectionRows:
        return ConnectionRows(self._connection)

    @cached_property
    def posts(self) -> PostRows:
        return PostRows(self._connection)

    @cached_property
    def review(self) -> ReviewRows:
        return ReviewRows(self._connection)

    @cached_property
    def deliveries(self) -> DeliveryRows:
        return DeliveryRows(self._connection)

    @cached_property
    def parts(self) -> PartRows:
        return PartRows(self._connection)

    @cached_property
    def corrections(self) -> CorrectionRows:
        return CorrectionRows(self._connection)

    @cached_property
    def publishers(self) -> PublisherRows:
        return PublisherRows(self._connection)

    @cached_property
    def stops(self) -> StopRows:
        return StopRows(self._connection)

    @cached_property
    def history(self) -> HistoryRows:
        return HistoryRows(self._connection)

    @cached_property
    def metrics(self) -> MetricRows:
        return MetricRows(self._connection)

    @cached_property
    def fetching(self) -> FetchingRows:
        return FetchingRows(self._connection)

    @cached_property
    def post_about(self) -> PostAboutRows:
        return PostAboutRows(self._connection)

    @cached_property
    def figures(self) -> FigureRows:
        return FigureRows(self._connection)

    @cached_property
    def dashboards(self) -> DashboardRows:
        return DashboardRows(self._connection)

    @cached_property
    def own_dashboards(self) -> OwnDashboardRows:
        return OwnDashboardRows(self._connection)

    @cached_property
    def cadence(self) -> CadenceRows:
        return CadenceRows(self._connection)

    @cached_property
    def imports(self) -> ImportRows:
        return ImportRows(self._connection)

    @cached_property
    def comments(self) -> CommentRows:
        return CommentRows(self._connection)

    @cached_property
    def personas(self) -> PersonaRows:
        return PersonaRows(self._connection)

    @cached_property
    def plans(self) -> PlanRows:
        return PlanRows(self._connection)

    @cached_property
    def rate_limits(self) -> RateLimitRows:
        return RateLimitRows(self._connection)

    @cached_property
    def search(self) -> SearchRows:
        return SearchRows(self._connection)

    @cached_property
    def settings(self) -> SettingRows:
        return SettingRows(self._connection)
