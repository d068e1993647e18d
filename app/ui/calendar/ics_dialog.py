"""The calendar as .ics: once as a file, or as a file that is kept up to date in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.calendar import ics_work
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.ics_cards import KeepCard, OnceCard, WhatCard
from app.ui.calendar.ics_work import IcsContent, KeptFile
from app.ui.calendar.kept_list import KeptList
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext
from app.ui.tokens import XL, L, M
from app.ui.widgets.file_dialogs import FileDialog, Material
from app.ui.widgets.labels import plain_label
from app.ui.widgets.room import fit
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.told_banner import ToldBanner

if TYPE_CHECKING:
    from app.services.calendars import CalendarChoice, Exported

T = TypeVar("T")
KEPT_FOLDER = Material.KEPT_CALENDARS.value


class IcsDialog(QDialog):
    def __init__(self, context: TabContext, filters: CalendarFilters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._face, self._filters = context, context.face, filters
        self._dialog: QFileDialog | None = None
        language = self._face.language
        self.what, self.once, self.keep = WhatCard(language), OnceCard(language), KeepCard(language)
        self.kept, self.told = KeptList(self._face), ToldBanner(language)
        self.keep.folder.setText(self._face.remembered.window(KEPT_FOLDER) or "")
        self._build()
        self._connect()
        self.write()
        fit(self, QSize(760, 820))
        self._run(lambda: ics_work.read_ics(context, filters), self._show)

    def _build(self) -> None:
        self._heading = plain_label("", "heading")
        page = QWidget()
        page.setProperty("look", "page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(XL, L, XL, M)
        inside.setSpacing(M)
        for part in (self._heading, self.what, self.once, self.keep, self.kept):
            inside.addWidget(part)
        inside.addStretch()
        area = scrolled(page)
        self._area, self._page = area, page
        self.leave = QPushButton()
        self.leave.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.setContentsMargins(XL, 0, XL, L)
        foot.setSpacing(M)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self._face.language.switched.connect(self.write)
        self.once.save.clicked.connect(self._ask_file)
        self.keep.choose.clicked.connect(self._ask_folder)
        self.keep.wanted.connect(self._keep_file)
        self.keep.incomplete.connect(self.told.ask)
        self.kept.stopped.connect(self._stop)
        self.kept.refreshed.connect(self._refresh)
        self.leave.clicked.connect(self.close)

    def write(self) -> None:
        """Writes every word anew; what was typed and ticked stays."""
        words = self._face.language.words
        self.setWindowTitle(words.t("Calendar for colleagues"))
        self._heading.setText(words.t("Share the calendar as .ics"))
        self.leave.setText(words.t("Close"))
        for part in (self.what, self.once, self.keep, self.kept, self.told):
            part.write()
        wide = self._page.minimumSizeHint().width() + self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(wide)

    # showing
    def _show(self, content: IcsContent) -> None:
        if not self.keep.name.text():
            self.keep.name.setText(content.name)
        self.what.show_filters(content.filters)
        self.kept.fill(content.kept)

    def _read_kept(self) -> None:
        self._run(lambda: ics_work.read_kept(self._context), self.kept.fill)

    def _fail(self, error: BaseException) -> None:
        if is_expected(error):
            self.told.warn(sentence(error, self._face.language))
        else:
            self._face.tasks.unexpected.emit(error)

    # choosing
    def _choice(self) -> CalendarChoice:
        texts, days = self.what.texts.isChecked(), self.what.days.isChecked()
        return ics_work.choice_of(self._context, self._filters, texts=texts, days=days)

    def _ask_file(self) -> None:
        words = self._face.language.words
        dialog = self._file_dialog(words.t("Save as .ics"), Material.CALENDARS, save=True)
        dialog.setNameFilter("iCalendar (*.ics)")
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(words.c("file name", "calendar.ics"))
        dialog.fileSelected.connect(lambda file: self._export(Path(file)))
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = self._file_dialog(self._face.language.words.t("Choose a folder"), Material.KEPT_CALENDARS, save=False)
        dialog.fileSelected.connect(self.keep.folder.setText)
        dialog.open()

    def _file_dialog(self, title: str, material: Material, *, save: bool) -> QFileDialog:
        dialog = FileDialog(self._face, title, material, self, save=save, folder=not save)
        self._dialog = dialog
        return dialog

    # doing
    def _export(self, path: Path) -> None:
        choice = self._choice()

        def done(exported: Exported) -> None:
            words, count, file = self._face.language.words, exported.entries or 0, str(exported.path)
            text = words.n("{n} entry written to {file}.", "{n} entries written to {file}.", count, file=file)
            self.told.say(text, exported.path.parent)

        self._run(lambda: ics_work.export(self._context, path, choice), done, busy=self.once.save)

    def _keep_file(self, place: str, name: str) -> None:
        choice, folder = self._choice(), Path(place).expanduser()

        def done(exported: Exported) -> None:
            self._face.remembered.keep_window(KEPT_FOLDER, str(folder))
            text = self._face.language.words.n(
                "{n} entry written to {file}. The file is kept up to date.",
                "{n} entries written to {file}. The file is kept up to date.",
                exported.entries or 0,
                file=str(exported.path),
            )
            self.told.say(text, exported.path.parent)
            self._read_kept()

        self._run(lambda: ics_work.keep(self._context, folder, choice, name), done, busy=self.keep.keep)

    def _stop(self, file: KeptFile) -> None:
        context, kept = self._context, file.kept
        words = self._face.language.words
        what = words.t("The calendar {name} is kept up to date no longer. Its file stays.", name=kept.name)

        def stop() -> tuple[Change, ...]:
            context.services.calendars.stop_keeping(context.actor, kept.name, path=kept.path)
            return (Change("workspace"),)

        def again() -> tuple[Change, ...]:
            folder, language = Path(kept.folder), kept.language
            context.services.calendars.keep(context.actor, folder, kept.choice, language=language, name=kept.name)
            return (Change("workspace"),)

        def done(_: object) -> None:
            context.undo.add(what, again, stop)
            self.told.say(what)
            self._read_kept()

        self._run(stop, done)

    def _refresh(self) -> None:
        def done(rows: list[Exported]) -> None:
            problem = next((row.problem for row in rows if row.problem is not None), None)
            if problem is not None:
                self._fail(problem)
            else:
                self.told.say(self._face.language.words.t("Every kept calendar is up to date."))
            self._read_kept()

        self._run(self._context.services.calendars.refresh_kept, done, busy=self.kept.refresh)

    def _run(self, work: Callable[[], T], done: Callable[[T], None], *, busy: QPushButton | None = None) -> None:
        """`busy` cannot be pressed again until the answer is there."""

        def free() -> None:
            if busy is not None:
                busy.setEnabled(True)

        def answered(found: T) -> None:
            free()
            done(found)

        def failed(error: BaseException) -> None:
            free()
            self._fail(error)

        if busy is not None:
            busy.setEnabled(False)
        self._face.tasks.run(self, lambda report: work(), answered, failed)
