"""The calendar for colleagues: a filtered plan as an .ics file, written once or kept up to date in a folder."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.domain.calendar_day import CalendarDay
from app.domain.calendar_entry import CalendarFile, PlannedVariant
from app.domain.days import day_bounds, local_day
from app.domain.errors import BadInput, NotFound, SzpaltaError
from app.domain.names import clean_name
from app.domain.networks import Format
from app.domain.people import Actor, Right
from app.domain.workflow import PostState
from app.domain.workspace import Brand, Workspace
from app.services.calendar_entries import VariantEntries, day_entry, without_addresses
from app.services.days import DaysService
from app.services.seeing import brands_read, check_sees, visible_brands
from app.services.steps import allow
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock
from app.system.words import Words

KEPT = "calendars.kept"
"""The setting that lists the calendars kept up to date."""
DAYS_BACK, DAYS_AHEAD = 90, 365
"""What a kept calendar covers around today."""
_LATER = ("formats", "persona_ids", "campaign_ids", "pillar_ids", "author_ids")
"""Filters that calendars kept before them do not have."""
_SHOWN = ("post", "variant", "delivery", "profile", "campaign", "brand", "persona", "own_day")
"""Things a calendar tells about, as the history names them."""


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What goes into a calendar. None means all; `with_text` is the consent to give out texts that are not published."""

    brand_ids: tuple[int, ...] | None = None
    profile_ids: tuple[int, ...] | None = None
    states: tuple[PostState, ...] | None = None
    campaign_id: int | None = None
    persona_id: int | None = None
    with_text: bool = False
    with_holidays: bool = False
    formats: tuple[Format, ...] | None = None
    persona_ids: tuple[int, ...] | None = None
    campaign_ids: tuple[int, ...] | None = None
    pillar_ids: tuple[int, ...] | None = None
    author_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class KeptCalendar:
    """A file kept up to date: its name, the folder on this machine, and what goes in."""

    name: str
    folder: str
    language: str
    choice: CalendarChoice
    days_back: int = DAYS_BACK
    days_ahead: int = DAYS_AHEAD

    @property
    def path(self) -> Path:
        from app.exchange.kept_file import file_name

        return Path(self.folder) / file_name(self.name)


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one file: `written` False when it was up to date already, or when `problem` says why not."""

    path: Path
    entries: int | None
    written: bool
    problem: SzpaltaError | None = None


class CalendarService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._days = DaysService(store, clock)

    # once
    def calendar_file(
        self, actor: Actor, first: date, last: date, choice: CalendarChoice, *, language: str
    ) -> CalendarFile:
        """The plan from `first` to `last` (inclusive days in the zone of the calendar) of the brands the actor may see.

        Cancelled posts stay for 30 days, and only those somebody can know of. Raises `BadInput` "calendar.days".
        """
        calendar, _ = self._calendar(actor, first, last, choice, language, None)
        return calendar

    def ics(self, actor: Actor, first: date, last: date, choice: CalendarChoice, *, language: str) -> bytes:
        """The calendar as the bytes of an .ics file; what it holds counts as exported from now on."""
        content, _ = self._content(actor, first, last, choice, language, None)
        return content

    def export(
        self, actor: Actor, path: Path, first: date, last: date, choice: CalendarChoice, *, language: str
    ) -> Exported:
        """Writes the calendar to `path`, whole or not at all. Raises as `calendar_file` and `exchange.kept_file.keep_file`."""
        from app.exchange.kept_file import keep_file

        content, entries = self._content(actor, first, last, choice, language, None)
        return Exported(path, entries, keep_file(path, content))

    # kept
    def keep(
        self, actor: Actor, folder: Path, choice: CalendarChoice, *, language: str, name: str | None = None
    ) -> Exported:
        """Writes a calendar of the time around today into `folder` and remembers it for `refresh_kept`.

        The same name in the same folder replaces what was kept there. Raises as `export`.
        """
        with self._store.read() as work:
            narrowed = _narrowed(work, actor, choice)
            title = clean_name(name) if name else _title(work, narrowed, Words(language))
        kept = KeptCalendar(title, str(folder.absolute()), language, narrowed)
        done = self._refresh(actor, kept)
        others = [row for row in self._kept() if row.path != kept.path]
        self._remember(actor, [*others, kept], "kept")
        return done

    def kept_calendars(self, actor: Actor) -> list[KeptCalendar]:
        """The calendars that are kept up to date and tell of no brand the actor may not see."""
        with self._store.read() as work:
            visible = visible_brands(work, actor)
        return [row for row in self._kept() if visible is None or visible.issuperset(row.choice.brand_ids or (None,))]

    def stop_keeping(self, actor: Actor, name: str, *, path: Path | None = None) -> None:
        """Forgets a kept calendar, with `path` only the one there; its file stays. Raises `NotFound`
        "calendar.not_kept"."""
        seen = self.kept_calendars(actor)
        ended = [row for row in seen if row.name == name and path in (None, row.path)]
        if not ended:
            raise NotFound("calendar.not_kept", name=name, choices=[row.name for row in seen])
        self._remember(actor, [row for row in self._kept() if row not in ended], "forgotten")

    def refresh_kept(self) -> list[Exported]:
        """Brings every kept calendar up to date. One that cannot be written does not stop the others."""
        done = []
        for kept in self._kept():
            try:
                done.append(self._refresh(Actor(), kept))
            except SzpaltaError as problem:
                done.append(Exported(kept.path, None, False, problem))
        return done

    def history_mark(self) -> int:
        """Where the history stands now, for `refresh_after`."""
        with self._store.read() as work:
            return work.history.newest_id()

    def refresh_after(self, mark: int) -> list[Exported]:
        """As `refresh_kept`, when something a calendar shows has changed since `history_mark`; else nothing happens."""
        with self._store.read() as work:
            if not work.settings.get(KEPT) or not work.history.speaks_of(_SHOWN, mark):
                return []
        return self.refresh_kept()

    # parts
    def _kept(self) -> list[KeptCalendar]:
        with self._store.read() as work:
            return [_from_row(row) for row in work.settings.get(KEPT) or []]

    def _refresh(self, actor: Actor, kept: KeptCalendar) -> Exported:
        from app.exchange.kept_file import keep_file

        with self._store.read() as work:
            zone = work.team.workspace().zone
        today = local_day(self._clock.now(), zone)
        first, last = today - timedelta(days=kept.days_back), today + timedelta(days=kept.days_ahead)
        content, entries = self._content(actor, first, last, kept.choice, kept.language, kept.name)
        return Exported(kept.path, entries, keep_file(kept.path, content))

    def _remember(self, actor: Actor, rows: Iterable[KeptCalendar], action: str) -> None:
        listed = list(rows)
        with self._store.write() as work:
            work.settings.put(KEPT, [_to_row(row) for row in listed])
            work.history.record(
                at=self._clock.now(),
                actor=actor,
                entity="workspace",
                entity_id=1,
                action=f"calendar_{action}",
                facts={"calendars": len(listed)},
            )

    def _content(
        self, actor: Actor, first: date, last: date, choice: CalendarChoice, language: str, name: str | None
    ) -> tuple[bytes, int]:
        from app.exchange.ics import write_calendar

        calendar, new = self._calendar(actor, first, last, choice, language, name)
        content = write_calendar(calendar, Words(language))
        if new and not self._store.read_only:
            with self._store.write() as work:
                work.plans.mark_exported(new)
        return content, len(calendar.entries)

    def _calendar(
        self, actor: Actor, first: date, last: date, choice: CalendarChoice, language: str, name: str | None
    ) -> tuple[CalendarFile, list[int]]:
        """The calendar, and the variants in it that were in none before."""
        from app.exchange.ics import kept

        if last < first:
            raise BadInput("calendar.days", first=first, last=last)
        words = Words(language)
        with self._store.read() as work:
            here = work.team.workspace()
            narrowed = _narrowed(work, actor, choice)
            zone = _zone(here, [work.team.brand(number) for number in narrowed.brand_ids or ()])
            title = name or _title(work, narrowed, words)
            uid = _calendar_uid(here, narrowed)
            rows = _planned(work, first, last, zone, narrowed)
        entry_of = VariantEntries(words, choice.with_text)
        told = [(row, entry) for row in rows if (entry := entry_of(row)).status != "cancelled" or row.shown_before]
        entries = kept((entry for _, entry in told), self._clock.now())
        days: list[CalendarDay] = []
        if choice.with_holidays:
            days = self._days.days(actor, first, last, narrowed.brand_ids, language=language)
        entries += tuple(day_entry(day, here) for day in days)
        shown = {entry.uid for entry in entries}
        new = [row.variant_id for row, entry in told if entry.uid in shown and not row.ever_exported]
        return CalendarFile(uid, title, zone, words.language, entries), new


def _narrowed(work: UnitOfWork, actor: Actor, choice: CalendarChoice) -> CalendarChoice:
    """The choice with the brands the actor may see; no brands for all. Raises `NotFound` for one of another brand that is
    named, `NotPermitted` to a member without any."""
    allow(work, actor, Right.VIEW, None)
    for number in choice.brand_ids or ():
        check_sees(work, actor, number, "brand.not_found", brand=number)
    if choice.campaign_id is not None:
        campaign = work.plans.campaign(choice.campaign_id)
        check_sees(work, actor, campaign.brand_id, "campaign.not_found", campaign=campaign.id)
    if choice.persona_id is not None:
        persona = work.personas.get(choice.persona_id)
        check_sees(work, actor, persona.brand_id, "persona.not_found", persona=persona.id)
    brands = brands_read(work, actor, choice.brand_ids)
    return replace(choice, brand_ids=None if brands is None else tuple(brands))


def _zone(here: Workspace, brands: list[Brand]) -> str:
    zones = {brand.zone for brand in brands}
    return zones.pop() if len(zones) == 1 else here.zone


def _planned(work: UnitOfWork, first: date, last: date, zone: str, choice: CalendarChoice) -> list[PlannedVariant]:
    return work.plans.planned(
        day_bounds(first, zone)[0],
        day_bounds(last, zone)[1],
        brand_ids=choice.brand_ids,
        profile_ids=choice.profile_ids,
        states=choice.states,
        campaign_id=choice.campaign_id,
        persona_id=choice.persona_id,
        **{name: getattr(choice, name) for name in _LATER},
    )


def _title(work: UnitOfWork, choice: CalendarChoice, words: Words) -> str:
    """What the calendar is of: the brand when it is only one, else the workspace; then campaign and persona."""
    brands = choice.brand_ids or ()
    names = [work.team.brand(brands[0]).name if len(brands) == 1 else work.team.workspace().name]
    if choice.campaign_id is not None:
        names.append(work.plans.campaign(choice.campaign_id).name)
    if choice.persona_id is not None:
        names.append(work.personas.get(choice.persona_id).name)
    return without_addresses(words.t("Content calendar: {names}", names=", ".join(names)))


def _calendar_uid(here: Workspace, choice: CalendarChoice) -> str:
    """Stable per workspace and filter, whatever language or consent, and whatever filters were thought of later."""
    filters = {
        name: sorted(value) if isinstance(value, tuple) else value
        for name, value in asdict(choice).items()
        if name not in ("with_text", "with_holidays") and not (name in _LATER and value is None)
    }
    return str(uuid.uuid5(uuid.UUID(here.uid), json.dumps(filters, sort_keys=True)))


def _to_row(kept: KeptCalendar) -> dict[str, Any]:
    return asdict(kept)


def _from_row(row: Mapping[str, Any]) -> KeptCalendar:
    """A kept calendar as the setting lists it; what a newer version added is left out."""
    told = {field.name: row["choice"].get(field.name, field.default) for field in fields(CalendarChoice)}
    for name in ("brand_ids", "profile_ids", *_LATER):
        told[name] = None if told[name] is None else tuple(told[name])
    if told["formats"] is not None:
        told["formats"] = tuple(Format(kind) for kind in told["formats"])
    if told["states"] is not None:
        told["states"] = tuple(PostState(state) for state in told["states"])
    plain = {name: row[name] for name in ("name", "folder", "language", "days_back", "days_ahead")}
    return KeptCalendar(**plain, choice=CalendarChoice(**told))
