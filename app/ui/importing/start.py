"""Before a file is chosen: what can be imported, and what was imported earlier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from app.domain.imports import ImportRun, ImportState
from app.domain.workspace import Profile
from app.ui.importing import wording
from app.ui.importing.side import profile_name
from app.ui.importing.text_table import TextTable, TextTableModel
from app.ui.language import Language
from app.ui.tokens import XL, L, M
from app.ui.widgets.banner_line import banner_line, trouble_line
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import plain_label
from app.ui.widgets.scrolled import scrolled


class StartView(QWidget):
    file_wanted = Signal()
    undo_wanted = Signal(object)
    """An `ImportRun`."""
    next_wanted = Signal()
    enough = Signal()
    """The files that still wait are left out."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._runs: tuple[ImportRun, ...] = ()
        self._profiles: tuple[Profile, ...] = ()
        self._now: datetime | None = None
        self.choose = EmptyState("file-up")
        self.choose.wanted.connect(self.file_wanted)
        self._problem, self._problem_text = trouble_line()
        self._problem.hide()
        self._waiting, self._waiting_text = banner_line("info", "accent")
        self._waiting.hide()
        self.next, self.rest = QPushButton(), QPushButton()
        self.next.clicked.connect(self.next_wanted)
        self.rest.clicked.connect(self.enough)
        if (row := self._waiting.layout()) is not None:
            row.addWidget(self.next)
            row.addWidget(self.rest)
        self._heading = plain_label("", "heading")
        self._model = TextTableModel()
        self.earlier = TextTable(self._model)
        self._model.setParent(self.earlier)
        self.earlier.selectionModel().currentRowChanged.connect(self._offer_undo)
        self._model.modelReset.connect(self._offer_undo)
        self.undo = QPushButton()
        self.undo.clicked.connect(self._undo)
        self._build()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(L, L, L, L)
        inside.addWidget(self._problem)
        inside.addWidget(self._waiting)
        inside.addWidget(self.choose, 1)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.undo)
        self._history = QWidget()
        below = QVBoxLayout(self._history)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(M)
        below.addLayout(head)
        below.addWidget(self.earlier, 1)
        page = QWidget()
        page.setProperty("look", "page")
        whole, around = QVBoxLayout(page), QVBoxLayout(self)
        whole.setContentsMargins(XL, 0, XL, XL)
        whole.setSpacing(L)
        whole.addWidget(card, 3)
        whole.addWidget(self._history, 2)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(page))  # a small screen has no room for both

    def write(self) -> None:
        words = self._language.words
        self.choose.say(
            words.t("Bring the figures your networks give you"),
            words.t(
                "Drop a file anywhere on the window, or choose it: exports of Meta Business Suite and Meta Ads, LinkedIn, X, "
                "YouTube Studio, TikTok and Google Analytics, also as a .zip, or any table as CSV, XLSX or XLS. "
                "You see what is in it before anything is written."
            ),
            words.t("Choose a file"),
        )
        self._heading.setText(words.t("Imported earlier"))
        self.earlier.setAccessibleName(words.t("Imported earlier"))
        self.undo.setText(words.t("Undo this import"))
        self.show_runs(self._runs, self._profiles, self._now)

    def say_problem(self, text: str) -> None:
        """Why a file cannot be imported: it stands where the next one is chosen."""
        self._problem_text.setText(text)
        self._problem.setVisible(bool(text))

    def say_waiting(self, files: Sequence[Path]) -> None:
        """Files that were brought together with one that is not imported."""
        words = self._language.words
        self._waiting.setVisible(bool(files))
        if files:
            n, name = len(files), files[0].name
            self._waiting_text.setText(
                words.n("{n} more file waits: {file}", "{n} more files wait, the next is {file}", n, n=n, file=name)
            )
            self.next.setText(words.t("Look at the next one"))
            self.rest.setText(words.t("Leave them out"))

    def show_runs(self, runs: Sequence[ImportRun], profiles: tuple[Profile, ...], now: datetime | None) -> None:
        is_new = [run.id for run in runs[:1]] != [run.id for run in self._runs[:1]]
        chosen = None if is_new else self._chosen()
        self._runs, self._profiles, self._now = tuple(runs), profiles, now
        self._history.setVisible(bool(runs))
        words, formats = self._language.words, self._language.formats

        def cell(row: int, column: int) -> str:
            run = self._runs[row]
            told = (
                formats.moment(run.started_at, self._now or run.started_at),
                run.file_name,
                profile_name(self._profiles, run.profile_id, words),
                wording.run_summary(run.report, words, formats),
                words.c(*wording.STATES[run.state]),
            )
            return told[column]

        headers = [words.t("When"), words.t("File"), words.t("Profile"), words.t("Brought"), words.t("State")]
        self._model.show(headers, len(self._runs), cell)
        self.earlier.fit()
        ids = [run.id for run in self._runs]
        if self._runs:
            self.earlier.selectRow(ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0)

    def _chosen(self) -> ImportRun | None:
        row = self.earlier.currentIndex().row()
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def _offer_undo(self) -> None:
        run = self._chosen()
        able = run is not None and run.state in (ImportState.COMPLETE, ImportState.UNCHANGED)
        if not able and self.undo.hasFocus():
            self.earlier.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo.setEnabled(able)

    def _undo(self) -> None:
        """It cannot be taken back: only once it was said yes to."""
        run = self._chosen()
        if run is None:
            return
        words, formats = self._language.words, self._language.formats
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(words.t("Undo this import"))
        day = formats.moment(run.started_at, self._now or run.started_at)
        box.setText(words.t("Take out what {file} brought ({when})?", file=run.file_name, when=day))
        told = words.t(
            "It brought: {what}. That goes, and only importing the file again brings it back.",
            what=wording.run_summary(run.report, words, formats),
        )
        if run.report.get("posts_changed"):
            told = f"{told} {words.t('Posts it changed get back what stood in them before.')}"
        others = [other for other in self._runs if other is not run and _is_like(other, run)]
        if any(other.id > run.id and not other.report.get("repeats_kept") for other in others):
            again = words.t("Files imported later added only what was new in them: import them again afterwards.")
            told = f"{told} {again}"
        elif others:
            told = f"{told} {words.t('What other imported files tell, too, stays.')}"
        box.setInformativeText(told)
        undo = box.addButton(words.t("Undo this import"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(words.t("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        undo.clicked.connect(lambda: self.undo_wanted.emit(run))
        box.open()


def _is_like(other: ImportRun, run: ImportRun) -> bool:
    """Whether an import that stands may have held figures of another."""
    same = (other.profile_id, other.source) == (run.profile_id, run.source)
    return same and other.state is not ImportState.UNDONE
