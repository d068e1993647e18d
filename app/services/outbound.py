"""What a delivery needs to go out: its connector, its account, exactly what was approved, and the steps that takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.connectors.base import POST, Account, Attachment, Capabilities, Connector, Parcel, Publishes, Step
from app.domain.delivery import Delivery
from app.domain.errors import Refused
from app.domain.threads import thread_parts
from app.domain.workspace import Profile
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Ready:
    """All of it, got ready without asking anybody."""

    connector: Publishes
    account: Account
    capabilities: Capabilities
    parcel: Parcel
    steps: tuple[Step, ...]

    def next_step(self, refs: Mapping[str, str]) -> Step | None:
        """The first step that is not done; None when all are."""
        return next((step for step in self.steps if step.name not in refs), None)

    def text_of(self, step: Step) -> str:
        """The words one step brings out."""
        if step.name == "comment":
            return self.parcel.first_comment or ""
        parts = thread_parts(self.parcel.text) if self.capabilities.thread else (self.parcel.text,)
        place = 0 if step.name == POST else int(step.name.partition(":")[2] or 0)
        return parts[place] if place < len(parts) else ""


class Outbound:
    """`connector_for` and `account_for` answer per profile; `media_path` gives the file of a SHA-256."""

    def __init__(
        self,
        store: Store,
        *,
        connector_for: Callable[[Profile], Connector | None],
        account_for: Callable[[Profile], Account],
        media_path: Callable[[str], Path],
    ) -> None:
        self._store = store
        self.connector_for = connector_for
        self.account_for = account_for
        self._media_path = media_path

    def ready(self, delivery: Delivery) -> Ready:
        """Raises `Refused` "no_connection", "not_what_was_approved", "media_changed", what `account_for` raises, and
        `Rejected` for what the network cannot take."""
        with self._store.read() as work:
            profile = work.profiles.get(delivery.profile_id)
            stored = work.posts.revision(delivery.revision_id).content
        connector = self.connector_for(profile)
        if not isinstance(connector, Publishes):
            raise Refused("no_connection")
        parcel = self._parcel(delivery, stored)
        account = self.account_for(profile)
        capabilities = connector.capabilities_for(account)
        return Ready(connector, account, capabilities, parcel, connector.steps(account, parcel))

    def parcel(self, delivery: Delivery) -> Parcel:
        """Exactly what was approved, its files looked at. Raises `Refused` "not_what_was_approved", "media_changed"."""
        with self._store.read() as work:
            stored = work.posts.revision(delivery.revision_id).content
        return self._parcel(delivery, stored)

    def _parcel(self, delivery: Delivery, stored: str) -> Parcel:
        if hashlib.sha256(stored.encode()).hexdigest() != delivery.payload_sha256:
            raise Refused("not_what_was_approved")
        content: dict[str, Any] = json.loads(stored)
        attachments = []
        for item in content["media"]:
            path = self._media_path(item["sha256"])
            if not path.is_file() or _file_hash(path) != item["sha256"]:
                raise Refused("media_changed")
            attachments.append(Attachment(path, item["mime"], item["sha256"], item["alt_text"]))
        return Parcel(
            sha256=delivery.payload_sha256,
            format=content["format"],
            text=content["text"],
            link=content["link"],
            first_comment=content["first_comment"],
            attachments=tuple(attachments),
            idem_key=delivery.idem_key,
            remote_key=delivery.remote_key,
        )


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
