"""A Practice network in a temporary folder with a clock that stands still and a pause that only counts."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.connectors.base import Account, Attachment, Parcel
from app.connectors.networks.practice import PracticeConnector
from app.domain.practice import PracticeAccount, PracticeDraft, PracticeFault
from app.domain.tids import tid_at
from app.store.practice import PracticeStore, open_practice
from app.system.bundled import bundled
from app.system.clock import SetClock

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
REMARKS = bundled("demo/practice_comments.json")


@dataclass
class PracticeWorld:
    store: PracticeStore
    clock: SetClock
    account: Account
    waited: list[float] = field(default_factory=list)

    @property
    def connector(self) -> PracticeConnector:
        return PracticeConnector(self.store, self.clock.now, REMARKS, self.waited.append)

    @property
    def own(self) -> PracticeAccount:
        return self.store.account(self.account.network, self.account.handle, self.clock.now())

    @property
    def effects(self) -> int:
        return self.store.effect_count(self.own.id)

    def configure(self, **changes: object) -> None:
        self.store.configure(replace(self.own, **changes))

    def spoil(self, *faults: PracticeFault) -> None:
        for fault in faults:
            self.store.add_fault(self.own.id, fault)


def practice_world(folder: Path, network: str = "facebook", handle: str = "palarnia") -> PracticeWorld:
    return PracticeWorld(open_practice(folder / "practice.db"), SetClock(MORNING), Account(1, network, handle))


def parcel(text: str = "Nowa mieszanka", key: str = "key-1", **changes: object) -> Parcel:
    sha = hashlib.sha256(text.encode()).hexdigest()
    remote_key = tid_at(MORNING + timedelta(microseconds=zlib.crc32(key.encode()) % 1_000_000))
    return replace(Parcel(sha, "text", text, None, None, (), key, remote_key), **changes)


def picture(alt_text: str = "Kubek na stole") -> Attachment:
    return Attachment(Path("kubek.png"), "image/png", "ab" * 32, alt_text)


def draft(at: datetime = MORNING, text: str = "Nowa mieszanka", key: str = "key-1", **changes: object) -> PracticeDraft:
    sha = hashlib.sha256(text.encode()).hexdigest()
    made = PracticeDraft(
        published_at=at,
        format="image",
        text=text,
        link=None,
        first_comment=None,
        media=(),
        payload_sha256=sha,
        idem_key=key,
    )
    return replace(made, **changes)
