"""What a reviewer answered, in one line: who, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.system.formats import Formats

if TYPE_CHECKING:
    from app.services.returning import Returned


def returned_line(answer: Returned, formats: Formats, now: datetime) -> str:
    lead = ", ".join(part for part in (answer.by, formats.moment(answer.at, now)) if part)
    return f"{lead}: {formats.quote(answer.reason)}" if answer.reason else lead
