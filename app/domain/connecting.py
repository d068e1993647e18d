"""What the store knows about the connection of a profile to its network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProfileConnection:
    """`sealed` is the access key, encrypted under the data key `key_id`; None: to be given again on this computer.

    `problem` is the code of what is wrong (with `problem_data`), None while nothing is; `renewing` names the instance that
    is fetching a new access key until `renewing_until`. Times in UTC.
    """

    profile_id: int
    base_url: str
    account_id: str
    account_name: str
    facts: Mapping[str, object]
    missing_rights: tuple[str, ...]
    sealed: str | None = field(repr=False)
    key_id: str
    expires_at: datetime | None
    problem: str | None
    problem_data: Mapping[str, object]
    renewing: str | None
    renewing_until: datetime | None
    member_id: int | None
    connected_at: datetime
    checked_at: datetime | None
    version: int
