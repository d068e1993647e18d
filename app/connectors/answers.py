"""What a server answered: status, headers, body, and its JSON read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from app.connectors.network_problems import NoAnswer

LONGEST_WAIT_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have lower-case names; `url` is where the answer came from, redirects followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    host: str

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_json(self) -> bool:
        return "json" in self.headers.get("content-type", "")

    def json(self) -> Any:
        """The body. Raises `NoAnswer` "network.not_json" when it is no JSON or far too deep."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise NoAnswer("network.not_json", host=self.host, status=self.status, kind=self.kind) from error

    def object(self) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        found = self.json()
        if not isinstance(found, dict):
            raise NoAnswer("network.not_json", host=self.host, status=self.status, kind=type(found).__name__)
        return found

    def array(self) -> list[dict[str, Any]]:
        """The body, which must be a JSON array; entries that are no objects are left out."""
        found = self.json()
        if not isinstance(found, list):
            raise NoAnswer("network.not_json", host=self.host, status=self.status, kind=type(found).__name__)
        return [entry for entry in found if isinstance(entry, dict)]

    @property
    def kind(self) -> str:
        """What the body calls itself, without parameters ("text/html")."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()[:60] or "?"

    def retry_after(self, now: datetime) -> float | None:
        """Seconds the server asks to wait (`Retry-After`, seconds or a date); None: it does not say."""
        said = self.headers.get("retry-after", "").strip()
        if said.isdecimal():
            return min(float(said), LONGEST_WAIT_S)
        moment = http_date(said)
        return None if moment is None else min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT_S)


def http_date(said: str) -> datetime | None:
    """A date of HTTP in UTC; None when it is none."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
