"""What is done with whole dashboards of one's own: made, kept, shared, passed on, deleted; each step can be taken back."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.dashboards import DashboardSpec, TileSpec
from app.domain.errors import BadInput, StaleEdit
from app.domain.own_dashboards import OwnDashboard
from app.domain.people import Role
from app.domain.plain_tiles import LONGEST_NAME
from app.system.dashboard_words import dashboard_name
from app.system.words import Words
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext
from app.ui.widgets.file_dialogs import FileDialog, Material


class OwnDesk(QObject):
    opened = Signal(object, bool)
    """An `OwnDashboard` to be shown, and whether it is to be arranged."""
    kept = Signal(object)
    """An `OwnDashboard` as it was kept."""
    failed = Signal()
    """What is shown is not what is kept."""
    left = Signal()
    """The dashboard shown is gone."""

    def __init__(self, context: TabContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self._waiting: list[tuple[OwnDashboard, str, dict[str, Any]]] = []
        self._busy = False
        self._deleted = ""
        """Which dashboard was deleted here last, by its uid."""
        self._versions: dict[str, int] = {}
        """The newest version of each dashboard that was seen here: what somebody else made of it since is not overwritten."""
        self._turn = threading.Lock()
        context.undo.failed.connect(self._look_again)

    @property
    def busy(self) -> bool:
        """More is being kept."""
        return self._busy or bool(self._waiting)

    def may_change(self, own: OwnDashboard | None) -> bool:
        return own is not None and own.is_of(self._context.actor.member)

    def make(self, spec: DashboardSpec | None) -> None:
        """A copy of a dashboard, or an empty one, to be arranged."""
        context, words = self._context, self._context.face.language.words
        name = _copy_of(dashboard_name(spec, words), words) if spec else words.t("New dashboard")
        own = context.services.own_dashboards
        self._run(
            lambda: own.create(context.actor, name, spec, brand_id=context.brand_id),
            lambda row: self.opened.emit(row, True),
        )

    def note(self, row: OwnDashboard) -> None:
        """A dashboard as it was read."""
        self._versions[row.uid] = max(row.version, self._versions.get(row.uid, 0))

    def keep(self, before: OwnDashboard, what: str, **values: Any) -> None:
        """Keeps `values` of a dashboard (name, tiles, shared, refresh), one step after the other; each can be taken back."""
        self.note(before)
        self._waiting.append((before, what, values))
        self._keep_next()

    def _edit(self, uid: str, values: dict[str, Any]) -> OwnDashboard:
        """On a worker: one after the other, each on what the one before it left. Raises as `OwnDashboardService.edit`."""
        own, actor = self._context.services.own_dashboards, self._context.actor
        with self._turn:
            row = own.edit(actor, uid, **values, version=self._versions.get(uid))
            self._versions[uid] = row.version
            return row

    def tiles(self, before: OwnDashboard, tiles: Iterable[TileSpec], what: str) -> None:
        self.keep(before, what, tiles=tuple(tiles))

    def share(self, before: OwnDashboard, roles: frozenset[Role]) -> None:
        words = self._context.face.language.words
        self.keep(before, words.t("Sharing changed: {name}", name=before.name), shared=roles)

    def refresh(self, before: OwnDashboard, minutes: int | None) -> None:
        words = self._context.face.language.words
        self.keep(before, words.t("Automatic refresh changed: {name}", name=before.name), refresh=minutes)

    def delete(self, row: OwnDashboard) -> None:
        context, words = self._context, self._context.face.language.words
        own, actor = context.services.own_dashboards, context.actor

        def undo() -> Iterable[Change]:
            own.put_back(actor, row)
            self.opened.emit(row, False)
            return (Change("dashboard"),)

        def redo() -> Iterable[Change]:
            own.delete(actor, row.uid)
            return (Change("dashboard"),)

        def done(gone: OwnDashboard) -> None:
            self._deleted = gone.uid
            what = words.t("Dashboard deleted: {name}", name=gone.name)
            context.undo.add(what, undo, redo)
            context.notices.say(what, words.t("Undo"), context.undo.undo, close=words.t("Close"))
            self.left.emit()

        self._run(lambda: own.delete(actor, row.uid), done)

    def say_gone(self, row: OwnDashboard) -> None:
        """Why another dashboard is shown than the one of somebody else that was."""
        if row.owner_id != self._context.actor.member_id and row.uid != self._deleted:
            words = self._context.face.language.words
            told = words.t("{name} is not shared with you any more, or was deleted.", name=row.name)
            self._context.notices.warn(told, close=words.t("Close"))

    # files
    def write_file(self, spec: DashboardSpec) -> None:
        context, words = self._context, self._context.face.language.words
        dialog = FileDialog(
            context.face, words.t("Export the dashboard to a file"), Material.PAPERS, self._parent, save=True
        )
        dialog.setNameFilter(words.t("Dashboard of Szpalta (*.json)"))
        dialog.setDefaultSuffix("json")
        name = "-".join(re.findall(r"\w+", dashboard_name(spec, words)))
        dialog.selectFile(f"{name or 'dashboard'}.json")
        dialog.fileSelected.connect(lambda file: self.write(spec, Path(file)))
        dialog.open()

    def read_file(self) -> None:
        words = self._context.face.language.words
        dialog = FileDialog(
            self._context.face, words.t("Import a dashboard from a file"), Material.PAPERS, self._parent
        )
        dialog.setNameFilter(words.t("Dashboard of Szpalta (*.json)"))
        dialog.fileSelected.connect(lambda file: self.take_over(Path(file)))
        dialog.open()

    def take_over(self, place: Path, *, widened: bool = False) -> None:
        """`widened`: without filters by what is not here."""
        context, words = self._context, self._context.face.language.words
        own = context.services.own_dashboards

        def taken(row: OwnDashboard) -> None:
            context.notices.say(words.t("Dashboard imported: {name}", name=row.name), close=words.t("Close"))
            self.opened.emit(row, False)

        def refused(error: BaseException) -> None:
            if not isinstance(error, BadInput) or error.code != "dashboard.file_absent":
                self._fail(error)
                return
            told, without = sentence(error, context.face.language), words.t("Import without these filters")
            again = partial(self.take_over, place, widened=True)
            context.notices.warn(told, without, again, close=words.t("Close"), stays=True)

        self._run(
            lambda: own.read_file(context.actor, place, brand_id=context.brand_id, widened=widened), taken, refused
        )

    def write(self, spec: DashboardSpec, place: Path) -> None:
        context, words = self._context, self._context.face.language.words
        own, called = context.services.own_dashboards, dashboard_name(spec, words)
        self._run(
            lambda: own.write_file(context.actor, spec.key, place, called=called),
            lambda _: context.notices.say(words.t("Saved: {file}", file=place.name), close=words.t("Close")),
        )

    # running
    def _keep_next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        before, what, values = self._waiting.pop(0)

        def kept(row: OwnDashboard) -> None:
            self._note_step(before, what, values)
            self._kept(row)

        self._context.face.tasks.run(self, lambda report: self._edit(before.uid, values), kept, self._not_kept)

    def _note_step(self, before: OwnDashboard, what: str, values: dict[str, Any]) -> None:
        """Only what was kept can be taken back: taking back what was refused would overwrite somebody else."""
        old = {name: getattr(before, name) for name in values}
        change = (Change("dashboard", before.id),)

        def step(given: dict[str, Any]) -> Iterable[Change]:
            self._edit(before.uid, given)
            return change

        self._context.undo.add(what, lambda: step(old), lambda: step(values))

    def _kept(self, row: OwnDashboard) -> None:
        self._busy = False
        self.kept.emit(row)
        self._keep_next()

    def _look_again(self, error: object) -> None:
        """Taking back was refused: what is shown is old."""
        if isinstance(error, StaleEdit) and error.data.get("table") == "dashboard":
            self.failed.emit()

    def _not_kept(self, error: BaseException) -> None:
        self._busy = False
        self._waiting.clear()
        self._fail(error)
        self.failed.emit()

    def _run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._context.face.tasks.run(self, lambda report: work(), done, refused or self._fail)

    def _fail(self, error: BaseException) -> None:
        face = self._context.face
        if not is_expected(error):
            face.tasks.unexpected.emit(error)
            return
        told, words = sentence(error, face.language), face.language.words
        if isinstance(error, StaleEdit):
            told = words.t(
                "Somebody else changed this dashboard in the meantime. It stands here as it is now; your last step was not kept."
            )
        self._context.notices.warn(told, close=words.t("Close"))


def _copy_of(name: str, words: Words) -> str:
    """What the copy of a dashboard is called; of a long name the end is left out."""
    told = words.t("{name}, a copy", name=name)
    over = len(told) - LONGEST_NAME
    return told if over <= 0 else words.t("{name}, a copy", name=f"{name[: -over - 1].rstrip()}…")
