"""The plan as a list people take away: the variants of a filtered calendar as values, CSV or JSON."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.calendar_entry import PlannedVariant
from app.domain.days import day_bounds
from app.domain.errors import BadInput
from app.domain.people import Actor
from app.services.calendars import CalendarChoice
from app.services.seeing import brands_read, check_sees
from app.store.store import Store

COLUMNS = ("at", "network", "connection", "handle", "state", "title", "campaign", "pillar", "url", "text")
"""Stable English keys of a row; `text` only where the choice says so."""


class PostListService:
    def __init__(self, store: Store) -> None:
        self._store = store

    def planned(self, actor: Actor, first: date, last: date, choice: CalendarChoice) -> list[PlannedVariant]:
        """Every variant with a time on the days `first` to `last` (inclusive, in the workspace's zone), by time.

        Raises `BadInput` "calendar.days", `NotFound` "brand.not_found" for one the actor may not see.
        """
        if last < first:
            raise BadInput("calendar.days", first=first, last=last)
        with self._store.read() as work:
            zone = work.team.workspace().zone
            for number in choice.brand_ids or ():
                check_sees(work, actor, number, "brand.not_found", brand=number)
            rows = work.plans.planned(
                day_bounds(first, zone)[0],
                day_bounds(last, zone)[1],
                brand_ids=brands_read(work, actor, choice.brand_ids or None),
                profile_ids=choice.profile_ids,
                states=choice.states,
                campaign_id=choice.campaign_id,
                persona_id=choice.persona_id,
                formats=choice.formats,
                persona_ids=choice.persona_ids,
                campaign_ids=choice.campaign_ids,
                pillar_ids=choice.pillar_ids,
                author_ids=choice.author_ids,
            )
        return sorted(rows, key=lambda row: (row.at, row.variant_id))

    def write_csv(self, actor: Actor, path: Path, first: date, last: date, choice: CalendarChoice) -> int:
        """Writes the list as CSV (times UTC, formulas defused), whole or not at all; gives the number of rows.

        Raises as `planned` and `exchange.kept_file.keep_file`.
        """
        from app.exchange.kept_file import keep_file
        from app.exchange.tables import write_csv

        rows = [_row(row, choice.with_text) for row in self.planned(actor, first, last, choice)]
        columns = [name for name in COLUMNS if name != "text" or choice.with_text]
        page = io.StringIO(newline="")
        write_csv(page, columns, ([row[name] for name in columns] for row in rows))
        keep_file(path, page.getvalue().encode("utf-8-sig"))
        return len(rows)

    def write_json(self, actor: Actor, path: Path, first: date, last: date, choice: CalendarChoice) -> int:
        """As `write_csv`, a JSON list of objects; unknown is null."""
        from app.exchange.kept_file import keep_file

        rows = [_row(row, choice.with_text) for row in self.planned(actor, first, last, choice)]
        plain = [row | {"at": _utc(row["at"])} for row in rows]
        keep_file(path, (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode())
        return len(rows)


def _row(row: PlannedVariant, with_text: bool) -> dict[str, str | datetime | None]:
    values: dict[str, str | datetime | None] = {
        "at": row.at,
        "network": row.network.value,
        "connection": row.connection.value,
        "handle": row.handle,
        "state": row.state.value,
        "title": row.title,
        "campaign": row.campaign,
        "pillar": row.pillar,
        "url": row.remote_url,
    }
    return values | {"text": row.text} if with_text else values


def _utc(at: object) -> str | None:
    if not isinstance(at, datetime):
        return None
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
