"""The import page: a file is chosen or dropped, looked through, corrected, imported, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.imports import ImportReport, ImportRun
from app.domain.workspace import Profile
from app.services.import_looking import ImportChoice, ImportLook
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.growing import grow
from app.ui.importing.drop import TABLES
from app.ui.importing.leading import only_profile_changed, results_place
from app.ui.importing.preview import PreviewView
from app.ui.importing.questions import zone_names
from app.ui.importing.report import ReportView
from app.ui.importing.side import profile_name
from app.ui.importing.start import StartView
from app.ui.importing.turns import FileTurns
from app.ui.importing.waiting import WaitingView
from app.ui.importing.wording import wanted_network
from app.ui.places import ImportPlace, Place, SettingsPlace
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle
from app.ui.tokens import XL, L, M
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import plain_label


class ImportPage(QWidget):
    """Fulfils `workspace_page.Tab` though no tab has it; `left` says that somebody wants to go back."""

    went = Signal(object)
    left = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._context = context
        self._desk, self._actor, self._face = context.services.import_desk, context.actor, context.face
        self._choice: ImportChoice | None = None
        self._look: ImportLook | None = None
        self._report: ImportReport | None = None
        self._undone = False
        self._profiles: tuple[Profile, ...] = ()
        self._reading: TaskHandle | None = None
        self._writing: TaskHandle | None = None
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        self._build()
        language, views = self._face.language, self._views
        self.start = StartView(language, views)
        views.addWidget(self.start)
        yield
        self.wait = WaitingView(language, views)
        views.addWidget(self.wait)
        self.preview = PreviewView(language, views, at_once=False)
        views.addWidget(self.preview)
        yield from self.preview.growth
        self.report = ReportView(language, views)
        views.addWidget(self.report)
        yield
        self.preview.side.questions.this_year = self._context.services.clock.now().year
        self._show(self.start)
        self._connect()
        self.write()
        self._face.tasks.run(self, lambda report: zone_names())  # before they are asked for: nothing is held up by it

    def _build(self) -> None:
        self._back = IconButton("arrow-left")
        self._title = plain_label("", "title")
        self._turns = FileTurns(self._face.language, self._context.notices)
        self._other = QPushButton()
        head = QHBoxLayout()
        head.setContentsMargins(L, L, XL, M)
        head.setSpacing(M)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addWidget(self._turns, 1)
        head.addWidget(self._other)
        self._views = QStackedWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._views, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self._other.clicked.connect(self.choose_file)
        self._turns.skipped.connect(self._skip)
        self.start.file_wanted.connect(self.choose_file)
        self.start.undo_wanted.connect(lambda run: self._undo(run.id, run.file_name))
        self.start.next_wanted.connect(self._open_next)
        self.start.enough.connect(self._turns.forget)
        self._turns.changed.connect(self.start.say_waiting)
        self.wait.stop_wanted.connect(self._stop)
        self.preview.mapped.connect(self._map)
        side = self.preview.side
        side.changed.connect(self._answer)
        side.by_hand.connect(lambda: self._map(self._look.mapping if self._look else None))
        side.as_known.connect(lambda: self._map(None))
        side.wanted.connect(self.bring_in)
        side.profile_wanted.connect(self._add_profile)
        self._context.bus.happened.connect(self._on_changes)
        self.report.results_wanted.connect(self._see_results)
        self.report.another_wanted.connect(self._next)
        self.report.undo_wanted.connect(self._undo_report)

    # as a tab
    def write(self) -> None:
        """Writes every word anew; what was chosen and answered stays."""
        words = self._face.language.words
        self._title.setText(words.t("Import a file"))
        self._back.say(words.t("Back"), "Esc")
        self._other.setText(words.t("Choose another file"))
        self._turns.write()
        self.start.write()
        self.wait.write()
        if self._look is not None:
            self._keep_answers()
            self.preview.show_look(self._look, self._profiles)
        if self._report is not None:
            self._show_report(self._report)

    def reload(self) -> None:
        desk, actor = self._desk, self._actor
        self._face.tasks.run(
            self, lambda report: (desk.runs(actor), desk.profiles(actor)), self._show_runs, self._say_problem
        )

    def reload_if_stale(self) -> None:
        self.reload()

    def go(self, place: Place) -> None:
        """Shows the page; with files they are looked through one after another."""
        if not isinstance(place, ImportPlace):
            return
        files = [*([place.file] if place.file is not None else []), *place.more]
        if files and self._writing is None:
            self.open_files(files)
        elif files:  # once the one being imported is in
            self._turns.queue(files)
        else:
            if self._writing is None and self._report is not None:
                self._begin()
            self.start.choose.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # a file
    def choose_file(self) -> None:
        words = self._face.language.words
        dialog = FileDialog(self._face, words.t("Import a file"), Material.FIGURES, self, several=True)
        dialog.setNameFilters([words.t("Tables ({patterns})", patterns=TABLES), words.t("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.open_files([Path(name) for name in names]))
        dialog.open()

    def open_files(self, files: Iterable[Path]) -> None:
        """Looks the first through; the others wait their turn."""
        self._turns.bring(files)
        self._open_next()

    def _open_next(self) -> None:
        first = self._turns.take()
        self._report = self._look = None
        self._choice = ImportChoice(first)
        self.start.say_problem("")
        self.wait.begin(self._face.language.words.t("Looking through {file}", file=first.name))
        self._show(self.wait)
        self._read_through()

    def _read_through(self) -> None:
        choice, desk, actor = self._choice, self._desk, self._actor
        if choice is None:
            return
        if self._look is not None:
            self.preview.say_reading()
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._face.tasks.run(
            self,
            lambda report: (desk.look(actor, choice, report), desk.profiles(actor)),
            self._show_look,
            self._refuse,
            self._show_share,
        )

    def _show_share(self, share: float | None, note: str) -> None:
        if self._views.currentWidget() is self.preview:
            self.preview.side.say_reading(True, share)
        else:
            self.wait.show_share(share)

    def _show_look(self, found: tuple[ImportLook, tuple[Profile, ...]]) -> None:
        self._look, self._profiles = found
        self.preview.show_look(self._look, self._profiles)
        self._reading = self._face.tasks.later(self, self._open_preview)

    def _open_preview(self) -> None:
        """A turn after it was filled: both take a while."""
        self._reading = None
        first_time = self._views.currentWidget() is not self.preview
        self._show(self.preview)
        if first_time:
            self.preview.open_at_top()
            self.preview.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: BaseException) -> None:
        """The file cannot be read: why, where the next one is chosen. A mapping that went wrong is put right instead."""
        self._reading = None
        if self._look is not None and is_expected(error):
            self.preview.show_look(self._look, self._profiles)
            self._choice = self._look.choice
            self._context.notices.warn(sentence(error, self._face.language))
            return
        self._begin()
        self._say_problem(error)

    # what a person says about it
    def _answer(self) -> None:
        if self._choice is None or self._look is None:
            return
        before = self._choice
        self._keep_answers()
        if only_profile_changed(self._look, before, self._choice, self._profiles):
            self.preview.side.say_reading(False)
            return
        self._read_through()

    def _keep_answers(self) -> None:
        side = self.preview.side
        if self._choice is None or self._look is None:
            return
        mapping = self._choice.mapping
        by_hand = mapping if mapping is not None else self._look.mapping if not self._look.known else None
        if by_hand is not None and side.rows.currentData():
            mapping = {**by_hand, "kind": side.rows.currentData()}
        self._choice = replace(
            self._choice, profile_id=side.profile_id, answers=side.questions.answers, mapping=mapping
        )
        self._look = replace(self._look, choice=self._choice, profile_id=side.profile_id)

    def _map(self, mapping: Mapping[str, object] | None) -> None:
        if self._choice is None or self._look is None:
            return
        self._choice = replace(self._choice, mapping=mapping, recognised=self._look.known)
        self._keep_answers()
        self._read_through()

    def _add_profile(self) -> None:
        self.went.emit(SettingsPlace("profiles", wanted_network(self._look) if self._look else None))

    # importing
    def bring_in(self) -> None:
        """Imports the file as it is shown."""
        self._keep_answers()
        look, choice, desk, actor = self._look, self._choice, self._desk, self._actor
        if look is None or choice is None or self._writing is not None:
            return
        if not look.known and choice.mapping is None:
            choice = replace(choice, mapping=look.mapping)
        title = self._face.language.words.t("Importing {file}", file=choice.path.name)
        self.wait.begin(title)
        self._show(self.wait)
        self._writing = self._face.tasks.run(
            self,
            lambda report: desk.bring_in(actor, choice, report),
            self._finish,
            self._fail,
            self.wait.show_share,
            title=title,
            stopped=self._stopped,
        )

    def _finish(self, report: ImportReport) -> None:
        self._writing, self._undone, self._report = None, False, report
        self._show_report(report)
        self._show(self.report)
        self._tell_changes()
        self.reload()

    def _fail(self, error: BaseException) -> None:
        self._writing = None
        self._show(self.preview)
        if is_expected(error):
            self._context.notices.warn(sentence(error, self._face.language))
        else:
            self._face.tasks.unexpected.emit(error)

    def _stop(self) -> None:
        """Stops what is waited for; what an import had written is removed before it has stopped."""
        if self._writing is not None:
            self._writing.cancel()
            self.wait.say_stopping()
            return
        self._leave_reading()
        self._begin()

    def _stopped(self) -> None:
        self._writing = None
        self._show(self.preview)
        self._context.notices.say(self._face.language.words.t("Stopped. Nothing of the file was imported."))

    # taking back
    def _undo_report(self) -> None:
        if self._report is not None and self._report.import_id is not None:
            self._undo(self._report.import_id, self._report.file_name)

    def _undo(self, import_id: int, file_name: str) -> None:
        desk, actor, words = self._desk, self._actor, self._face.language.words

        def done(run: ImportRun) -> None:
            self._context.notices.say(self._face.language.words.t("Undone: {what}", what=file_name))
            if self._report is not None and self._report.import_id == run.id:
                self._undone = True
                self._show_report(self._report)
            self._tell_changes()
            self.reload()

        title = words.t("Undoing the import of {file}", file=file_name)
        self._face.tasks.run(self, lambda report: desk.undo(actor, import_id), done, self._say_problem, title=title)

    # showing
    def _begin(self) -> None:
        self._choice = self._look = self._report = None
        self._turns.leave()
        self._show(self.start)
        self.reload()

    def _next(self) -> None:
        if self._turns.waiting:
            self._open_next()
        else:
            self._begin()
            self.choose_file()

    def _skip(self) -> None:
        """Nothing of this file is imported; the next one is looked through."""
        self._leave_reading()
        (self._open_next if self._turns.waiting else self._begin)()

    def _leave_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _show(self, view: QWidget) -> None:
        self._views.setCurrentWidget(view)
        self._other.setVisible(view is self.preview)
        self._turns.offer_skipping(view is self.preview)

    def _show_runs(self, found: tuple[tuple[ImportRun, ...], tuple[Profile, ...]]) -> None:
        runs, before, self._profiles = found[0], self._profiles, found[1]
        if self._profiles != before:
            self._look_again()
        self.start.show_runs(runs, self._profiles, self._context.services.clock.now())

    def _show_report(self, report: ImportReport) -> None:
        into = profile_name(self._profiles, report.profile_id, self._face.language.words)
        self.report.show_report(report, into, undone=self._undone)
        if waiting := self._turns.waiting:
            self.report.offer_next(waiting[0].name)

    def _say_problem(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
        self.start.say_problem(sentence(error, self._face.language))

    def _see_results(self) -> None:
        self.went.emit(results_place(self._look, self._report, self._profiles))

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.entity == "profile" for change in changes):
            self._look_again()

    def _look_again(self) -> None:
        """Profiles are others than before: the file may have found where it belongs."""
        if self._views.currentWidget() is self.preview:
            self._keep_answers()
            self._read_through()

    def _tell_changes(self) -> None:
        self._context.bus.tell(Change("import_run"), Change("post"), Change("profile"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
