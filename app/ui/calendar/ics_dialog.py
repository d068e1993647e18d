"""The calendar as .ics: once as a file, or as a file that is kept up to date in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.calendar import ics_work
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.ics_work import IcsContent, KeptFile
from app.ui.calendar.kept_list import KeptList
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.links import open_folder
from app.ui.printing.preview import FOLDER
from app.ui.tab_context import TabContext
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

if TYPE_CHECKING:
    from app.services.calendars import CalendarChoice, Exported

T = TypeVar("T")
_NAME = "calendar.kept.folder"


class IcsDialog(QDialog):
    def __init__(self, context: TabContext, filters: CalendarFilters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._face, self._filters = context, context.face, filters
        self._content: IcsContent | None = None
        self._written_in: Path | None = None
        self._dialog: QFileDialog | None = None
        self._build()
        self.write()
        self._face.language.switched.connect(self.write)
        self.resize(760, 780)
        self._run(lambda: ics_work.read_ics(context, filters), self._show)

    # building
    def _build(self) -> None:
        self._heading = plain_label("", "heading")
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(XL, L, XL, L)
        self._inside.setSpacing(M)
        self._inside.addWidget(self._heading)
        self._inside.addWidget(self._what_card())
        self._inside.addWidget(self._told_row())
        self._inside.addWidget(self._once_card())
        self._inside.addWidget(self._keep_card())
        self.kept = KeptList(self._face)
        self.kept.stopped.connect(self._stop)
        self.kept.refreshed.connect(self._refresh)
        self._inside.addWidget(self.kept)
        self._inside.addStretch()
        page = QWidget()
        page.setProperty("look", "page")
        page.setLayout(self._inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._leave = QPushButton()
        self._leave.setAutoDefault(False)
        self._leave.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(XL, 0, XL, L)
        foot.addStretch()
        foot.addWidget(self._leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)

    def _what_card(self) -> QFrame:
        card, rows = _card()
        self._what = plain_label("", "strong")
        self._what_text = wrapped_label("", "muted")
        self.texts, self.days = QCheckBox(), QCheckBox()
        self._texts_note = wrapped_label("", "small")
        self.texts.toggled.connect(lambda _: self._write_note())
        self.days.setChecked(True)
        for part in (self._what, self._what_text, self.days, self.texts, self._texts_note):
            rows.addWidget(part)
        return card

    def _told_row(self) -> QFrame:
        self._banner = QFrame()
        self._banner.setProperty("banner", True)
        self._told_icon, self._told = IconLabel("circle-check", "approved"), wrapped_label()
        self.show_folder = QPushButton()
        self.show_folder.setAutoDefault(False)
        self.show_folder.clicked.connect(self._open_folder)
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(self._told_icon)
        row.addWidget(self._told, 1)
        row.addWidget(self.show_folder)
        self._banner.hide()
        return self._banner

    def _once_card(self) -> QFrame:
        card, rows = _card()
        self._once, self._once_text = plain_label("", "heading"), wrapped_label("", "muted")
        self.export = QPushButton()
        self.export.setAutoDefault(False)
        self.export.clicked.connect(self._ask_file)
        rows.addLayout(_titled("file-down", self._once))
        rows.addWidget(self._once_text)
        rows.addWidget(self.export, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _keep_card(self) -> QFrame:
        card, rows = _card()
        self._keep, self._keep_text = plain_label("", "heading"), wrapped_label("", "muted")
        self._name_label, self._folder_label = plain_label("", "strong"), plain_label("", "strong")
        self.name, self.folder = QLineEdit(), QLineEdit()
        self._name_label.setBuddy(self.name)
        self._folder_label.setBuddy(self.folder)
        self.folder.setText(self._face.remembered.window(_NAME) or "")
        self.choose = QPushButton()
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask_folder)
        self.keep = QPushButton()
        self.keep.setProperty("look", "primary")
        self.keep.clicked.connect(self._keep_file)
        place = QHBoxLayout()
        place.setSpacing(S)
        place.addWidget(self.folder, 1)
        place.addWidget(self.choose)
        rows.addLayout(_titled("calendar-sync", self._keep))
        for part in (self._keep_text, self._name_label, self.name, self._folder_label):
            rows.addWidget(part)
        rows.addLayout(place)
        rows.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)
        return card

    # words
    def write(self) -> None:
        """Writes every word anew; what was typed and ticked stays."""
        words = self._face.language.words
        self.setWindowTitle(words.t("Calendar for colleagues"))
        self._heading.setText(words.t("Share the calendar as .ics"))
        self._what.setText(words.t("What colleagues will see"))
        self.days.setText(words.t("Public holidays and marketing days too"))
        self.texts.setText(words.t("Texts of posts that are not published yet too"))
        self._once.setText(words.t("Save a file once"))
        self._once_text.setText(
            words.t(
                "A snapshot for mail or for importing: it holds the plan as it is now, and what changes later does not "
                "reach whoever imported it."
            )
        )
        self.export.setText(words.t("Save as .ics…"))
        self._keep.setText(words.t("Keep a file up to date"))
        self._keep_text.setText(
            words.t(
                "Szpalta writes the file anew when the plan changes, while it is open on this computer. Calendars that "
                "subscribe to the file follow the plan; one that only imports it has a snapshot again. Choose a folder "
                "that colleagues can read, such as a shared drive."
            )
        )
        self._name_label.setText(words.t("Name"))
        self._folder_label.setText(words.t("Folder"))
        self.folder.setPlaceholderText(words.t("For instance a folder on a shared drive"))
        self.choose.setText(words.t("Choose…"))
        self.choose.setAccessibleName(words.t("Choose a folder"))
        self.keep.setText(words.t("Keep up to date"))
        self.show_folder.setText(words.t("Open the folder"))
        self._leave.setText(words.t("Close"))
        self._write_what()
        self._write_note()
        self.kept.write()

    def _write_what(self) -> None:
        words = self._face.language.words
        said = self._content.filters if self._content else ()
        if not said:
            text = words.t("All posts with a time, from 90 days back to a year ahead: time, profile, state and title.")
            self._what_text.setText(text)
            return
        text = words.t(
            "Only what the filters let through, from 90 days back to a year ahead: time, profile, state and title."
        )
        self._what_text.setText("\n".join([text, *said]))

    def _write_note(self) -> None:
        words = self._face.language.words
        self._texts_note.setText(
            words.t("Whoever has the file can read texts that nobody has approved yet.")
            if self.texts.isChecked()
            else words.t(
                "Posts without a title show their first words once they are approved, and their text once they are out."
            )
        )

    # showing
    def _show(self, content: IcsContent) -> None:
        self._content = content
        if not self.name.text():
            self.name.setText(content.name)
        self._write_what()
        self.kept.fill(content.kept)

    def _read_kept(self) -> None:
        self._run(lambda: ics_work.read_kept(self._context), self.kept.fill)

    def _tell(self, text: str, folder: Path | None = None) -> None:
        self._written_in = folder
        self._told_icon.show_icon("circle-check", "approved")
        self._told.setText(text)
        self.show_folder.setVisible(folder is not None)
        self._banner.show()

    def _fail(self, error: BaseException) -> None:
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
            return
        self._told_icon.show_icon("triangle-alert", "failed")
        self._told.setText(sentence(error, self._face.language))
        self.show_folder.hide()
        self._banner.show()

    # doing
    def _choice(self) -> CalendarChoice:
        return ics_work.choice_of(
            self._context, self._filters, texts=self.texts.isChecked(), days=self.days.isChecked()
        )

    def _ask_file(self) -> None:
        words = self._face.language.words
        dialog = self._file_dialog(words.t("Save as .ics"), FOLDER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("iCalendar (*.ics)")
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(words.c("file name", "calendar.ics"))
        dialog.fileSelected.connect(lambda file: self._export(Path(file)))
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = self._file_dialog(self._face.language.words.t("Choose a folder"), _NAME)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _file_dialog(self, title: str, key: str) -> QFileDialog:
        """Begins where somebody was last."""
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kept = Path(self._face.remembered.window(key) or usual)
        dialog.setDirectory(str(kept if kept.is_dir() else Path.home()))
        self._dialog = dialog
        return dialog

    def _export(self, path: Path) -> None:
        choice = self._choice()

        def done(exported: Exported) -> None:
            self._face.remembered.keep_window(FOLDER, str(path.parent))
            words = self._face.language.words
            count, file = exported.entries or 0, str(exported.path)
            text = words.n("{n} entry written to {file}.", "{n} entries written to {file}.", count, file=file)
            self._tell(text, exported.path.parent)

        self._run(lambda: ics_work.export(self._context, path, choice), done, busy=self.export)

    def _keep_file(self) -> None:
        words = self._face.language.words
        place, name = self.folder.text().strip(), self.name.text().strip()
        if not place or not name:
            missing = self.folder if not place else self.name
            self._told_icon.show_icon("info", "accent")
            self._told.setText(
                words.t("Choose a folder first.") if not place else words.t("Give the calendar a name first.")
            )
            self.show_folder.hide()
            self._banner.show()
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        choice, folder = self._choice(), Path(place).expanduser()

        def done(exported: Exported) -> None:
            self._face.remembered.keep_window(_NAME, str(folder))
            count, file = exported.entries or 0, str(exported.path)
            text = self._face.language.words.n(
                "{n} entry written to {file}. The file is kept up to date.",
                "{n} entries written to {file}. The file is kept up to date.",
                count,
                file=file,
            )
            self._tell(text, exported.path.parent)
            self._read_kept()

        self._run(lambda: ics_work.keep(self._context, folder, choice, name), done, busy=self.keep)

    def _stop(self, file: KeptFile) -> None:
        context, kept = self._context, file.kept
        words = self._face.language.words
        what = words.t("The calendar {name} is kept up to date no longer. Its file stays.", name=kept.name)

        def stop() -> tuple[Change, ...]:
            context.services.calendars.stop_keeping(context.actor, kept.name, path=kept.path)
            return (Change("workspace"),)

        def again() -> tuple[Change, ...]:
            context.services.calendars.keep(
                context.actor, Path(kept.folder), kept.choice, language=kept.language, name=kept.name
            )
            return (Change("workspace"),)

        def done(_: object) -> None:
            context.undo.add(what, again, stop)
            self._tell(what)
            self._read_kept()

        self._run(stop, done)

    def _refresh(self) -> None:
        def done(rows: list[Exported]) -> None:
            problem = next((row.problem for row in rows if row.problem is not None), None)
            if problem is not None:
                self._fail(problem)
            else:
                self._tell(self._face.language.words.t("Every kept calendar is up to date."))
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

    def _open_folder(self) -> None:
        if self._written_in is not None:
            open_folder(self._written_in)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("card", True)
    rows = QVBoxLayout(card)
    rows.setContentsMargins(L, M, L, M)
    rows.setSpacing(S)
    return card, rows


def _titled(icon: str, heading: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S)
    row.addWidget(IconLabel(icon, "accent"))
    row.addWidget(heading, 1)
    return row
