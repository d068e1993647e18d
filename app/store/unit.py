"""A unit of work: one open transaction and the rows it can read and write."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from app.store.queries.deliveries import DeliveryRows
from app.store.queries.history import HistoryRows
from app.store.queries.posts import PostRows
from app.store.queries.profiles import ProfileRows
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
    def posts(self) -> PostRows:
        return PostRows(self._connection)

    @cached_property
    def deliveries(self) -> DeliveryRows:
        return DeliveryRows(self._connection)

    @cached_property
    def history(self) -> HistoryRows:
        return HistoryRows(self._connection)
