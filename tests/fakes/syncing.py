"""What a network of tests has to tell, and the service that fetches it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from app.connectors.base import Account, Connector, RemoteComment, RemotePost
from app.domain.metrics import Reading
from app.domain.workspace import Profile
from app.services.syncing import SyncService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.connectors import ScriptedConnector

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def syncing(
    store: Store,
    clock: SetClock,
    connectors: Mapping[int, Connector],
    pause: Callable[[float], None] | None = None,
) -> SyncService:
    """The service for these profiles; its pauses only move the clock on."""

    def account(profile: Profile) -> Account:
        return Account(profile.id, profile.network.value, profile.handle)

    def wait(seconds: float) -> None:
        clock.advance(timedelta(seconds=seconds))

    return SyncService(
        store,
        clock,
        connector_for=lambda profile: connectors.get(profile.id),
        account_for=account,
        pause=pause or wait,
    )


def remote_post(name: str, days_ago: float, text: str = "Nowa kolekcja") -> RemotePost:
    return RemotePost(name, NOW - timedelta(days=days_ago), text, "image", f"https://x.invalid/{name}", 1)


def remark(name: str, text: str, *, post: str | None = "a", own: bool = False, hours_ago: float = 3) -> RemoteComment:
    return RemoteComment(name, post, None, "Ola", text, NOW - timedelta(hours=hours_ago), own)


def small_world() -> ScriptedConnector:
    """Two posts with their reach, followers, a question, two other comments and a mention."""
    return ScriptedConnector(
        followers=1200,
        posts=[remote_post("a", 1), remote_post("b", 300)],
        figures={"a": (Reading("Reach", 340, "reach"),), "b": (Reading("Reach", 900, "reach"),)},
        remarks=[
            remark("1", "Czy jest w zieleni"),
            remark("2", "Piękne!"),
            remark("3", "Zapraszamy! Pytania?", own=True),
            remark("4", "@jesion polecam", post=None),
        ],
    )
