"""What a command works with: its options, the open workspace, who acts, and how to say things. Made on first use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from app.cli.output import Output, one_line, plain
from app.cli.reader_gone import said_aside
from app.cli.reading import only_reads
from app.cli.refusals import Refusal, WrongUsage
from app.domain.errors import SzpaltaError
from app.system.clock import Clock, SystemClock
from app.system.formats import Formats
from app.system.paths import Paths
from app.system.settings import Settings, SettingsFile
from app.system.words import Words

if TYPE_CHECKING:
    from app.build import App
    from app.domain.people import Actor
    from app.domain.workspace import Brand, Profile
    from app.services.keeping import StoreKeeping
    from app.store.store import Store

T = TypeVar("T")


class Run:
    """One run of one command."""

    def __init__(self, options: argparse.Namespace, words: Words, paths: Paths, settings: Settings) -> None:
        self.options = options
        self.words = words
        self.paths = paths
        self.settings = settings
        self.clock: Clock = SystemClock()
        self.out = Output(as_json=getattr(options, "as_json", False))
        self._opened: App | None = None
        self._formats: Formats | None = None
        self._history_mark = 0

    def __enter__(self) -> Run:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()

    def leave(self) -> None:
        """Closes the workspace that is open."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    # the workspace
    @property
    def address(self) -> str:
        """The workspace asked for: `-w`, else the one opened last."""
        given: str | None = getattr(self.options, "workspace", None)
        if given:
            return given
        if not self.settings.workspaces:
            raise Refusal(self.words.t("Say which workspace with -w FILE, or make one with: szpalta new FILE."))
        return self.settings.workspaces[0].location

    @property
    def app(self) -> App:
        """The open workspace. Opening makes no workspace: a missing file is refused."""
        if self._opened is None:
            from app.build import App

            return self.use(App(self._open(self.address), self.clock, self.paths))
        return self._opened

    def _open(self, address: str) -> Store:
        can_write = self.keeping.can_write(address)
        if not only_reads(self.options, can_write):
            return self.keeping.open(address)
        store = self.keeping.open_to_read(address)
        if not can_write:
            self.complain(self.words.t("{place} lies where nothing can be written, so it is only read.", place=address))
        return store

    @cached_property
    def keeping(self) -> StoreKeeping:
        """What makes, opens, checks and copies workspaces as wholes."""
        from app.build_keeping import make_keeping

        return make_keeping(self.clock, self.paths)

    def use(self, app: App) -> App:
        """Takes over a workspace this command has opened or made; it is closed at the end."""
        self._opened = app
        self._history_mark = app.calendars.history_mark()
        return app

    def refresh_calendars(self) -> None:
        """After a command that changed what kept calendars show; what cannot be written is a notice and no more."""
        if self._opened is None or self._opened.store.read_only:
            return
        try:
            done = self._opened.calendars.refresh_after(self._history_mark)
        except SzpaltaError as problem:
            self.complain(self.explain(problem))
            return
        for row in done:
            if row.problem is not None:
                told = {"file": str(row.path), "why": self.explain(row.problem)}
                self.complain(self.words.t("The calendar {file} could not be brought up to date: {why}", **told))

    def back_up(self) -> None:
        """After a command that changed the workspace, when a backup is due; one that fails is a notice and no more."""
        if self._opened is None or self._opened.store.read_only:
            return
        try:
            self._opened.backups.back_up()
        except (SzpaltaError, OSError) as problem:
            self.complain(self.words.t("The automatic backup was not written: {why}", why=self.explain(problem)))

    @cached_property
    def actor(self) -> Actor:
        return self.app.members.acting(getattr(self.options, "acting", None))

    @property
    def zone(self) -> str:
        """The zone people read times in: their own, else the workspace's."""
        return self.app.workspaces.workspace().zone

    @property
    def formats(self) -> Formats:
        if self._formats is None:
            self._formats = Formats(self.words.language, self.zone if self._opened or self._has_workspace else "UTC")
        return self._formats

    @property
    def _has_workspace(self) -> bool:
        return bool(getattr(self.options, "workspace", None) or self.settings.workspaces)

    def remember(self, address: str, name: str, uid: str | None) -> None:
        """Makes a workspace the one commands use without `-w`."""
        place = address if "://" in address else str(Path(address).absolute())
        self.settings = self.settings.remember(place, uid, name, self.clock.now())
        SettingsFile(self.paths.settings).save(self.settings)

    # saying things
    def explain(self, error: BaseException) -> str:
        """A sentence for an expected failure, times in the workspace's zone where one is open."""
        from app.system.sentences import explain

        formats = Formats(self.words.language, self.zone) if self._opened is not None else None
        return explain(error, self.words, formats)

    def complain(self, sentence: str) -> None:
        """A sentence on stderr."""
        if sys.stderr is not None:
            with said_aside():
                print(plain(sentence), file=sys.stderr)

    def show(self, data: object, human: Callable[[], None]) -> None:
        """The answer: `data` with --json, else whatever `human` prints."""
        if self.out.as_json:
            self.out.data(data)
        else:
            human()

    def moment(self, at: datetime | None) -> str:
        return "–" if at is None else self.formats.moment(at, self.clock.now())

    def day(self, day: date | None) -> str:
        return "–" if day is None else self.formats.day_short(day)

    # finding things by what people call them
    def brand(self, name: str | None) -> Brand:
        """A brand by id or name; the only one when none is named."""
        rows = self.app.workspaces.brands(self.actor)
        if name is None and len(rows) == 1:
            return rows[0]
        if name is None:
            known = ", ".join(row.name for row in rows)
            raise Refusal(self.words.t("Say which brand with --brand: {known}.", known=known))
        return self.pick(rows, name, lambda row: (row.name,))

    def profile(self, name: str) -> Profile:
        return self.app.profiles.profile(self.actor, name)

    def pick(self, rows: Iterable[T], name: str, names: Callable[[T], Iterable[str]]) -> T:
        """The one row with this id or one of these names (capitals do not matter); says what there is otherwise."""
        known = list(rows)
        wish = name.strip().casefold()
        found = [row for row in known if str(getattr(row, "id", "")) == wish] or [
            row for row in known if wish in (own.casefold() for own in names(row))
        ]
        if len(found) == 1:
            return found[0]
        there = one_line(", ".join(next(iter(names(row)), "") for row in known), 300)
        if not there:
            raise Refusal(self.words.t("There is no {name}, and nothing else to choose from yet.", name=name))
        if found:
            raise Refusal(self.words.t("{name} can mean more than one; give the number.", name=name))
        raise Refusal(self.words.t("There is no {name}. There is: {known}.", name=name, known=there))

    def wrong(self, sentence: str) -> WrongUsage:
        return WrongUsage(sentence)
