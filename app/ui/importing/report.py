"""What an import brought: counts, what was left out and why, doubts, and the ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.imports import ImportReport
from app.system.sentences import explain_code
from app.ui.importing import wording
from app.ui.importing.facts import Facts
from app.ui.language import Language
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.broken_label import BrokenLabel
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label
from app.ui.widgets.styled import set_styled

WIDEST = 760
COLUMNS_TOLD = 8
"""Columns that were not imported; of more the others are told when asked for."""


class ReportView(QWidget):
    results_wanted = Signal()
    undo_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._icon = IconLabel("circle-check", "approved", 28)
        self._title, self._lead = plain_label("", "title"), BrokenLabel("", "muted")
        self._title.setWordWrap(True)
        self._facts = Facts(numbers=True)
        self._facts_card = _card(self._facts)
        self._out_heading, self._out = plain_label("", "heading"), QVBoxLayout()
        self._columns_heading, self._columns = plain_label("", "heading"), BrokenLabel("")
        self.all_columns = QPushButton()
        self.all_columns.clicked.connect(lambda: self._tell_columns(all_of_them=True))
        self._left: list[str] = []
        self._doubt_heading, self._doubts = plain_label("", "heading"), QVBoxLayout()
        self.results, self.another, self.undo = QPushButton(), QPushButton(), QPushButton()
        self.results.clicked.connect(self.results_wanted)
        self.another.clicked.connect(self.another_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(M)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._title)
        told.addWidget(self._lead)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told, 1)
        ways = FlowLayout()
        for button in (self.results, self.another, self.undo):
            ways.addWidget(button)
        page = QWidget()
        page.setProperty("look", "page")
        page.setMaximumWidth(WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(XL, L, XL, XL)
        column.setSpacing(L)
        column.addLayout(head)
        column.addWidget(self._facts_card)
        self._out_card = _card(self._out_heading, self._out)
        self._doubt_card = _card(self._doubt_heading, self._doubts)
        more = QHBoxLayout()
        more.addWidget(self.all_columns)
        more.addStretch()
        self._columns_card = _card(self._columns_heading, self._columns, more)
        column.addWidget(self._out_card)
        column.addWidget(self._doubt_card)
        column.addWidget(self._columns_card)
        column.addLayout(ways)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_report(self, report: ImportReport, profile: str, *, undone: bool) -> None:
        """`undone`: it was taken back since, and what it had brought is not told any more."""
        words, formats = self._language.words, self._language.formats
        new = report.posts_new or report.posts_updated or report.figures_new
        self._icon.show_icon("undo-2" if undone else "circle-check", "muted" if undone else "approved")
        if undone:
            self._title.setText(words.t("The import is undone"))
        else:
            self._title.setText(words.t("Imported") if new else words.t("Everything in it was known already"))
        into = words.t("{file} into {profile}", file=report.file_name, profile=profile)
        if undone:
            into = f"{into}. {words.t('What it brought was taken out again.')}"
        elif report.observed_at is not None:
            as_of = words.t("Figures as of {moment}.", moment=formats.moment_full(report.observed_at))
            into = f"{into}. {as_of}"
        self._lead.setText(into)
        self._facts_card.setVisible(not undone)
        self._facts.show_facts(wording.outcome(report, self._language))
        left_out = {problem.code for problem in report.problems if problem.skipped}
        self._list(report, self._out, self._out_card, lambda code: code in left_out)
        self._list(report, self._doubts, self._doubt_card, lambda code: code not in left_out)
        self._left = wording.columns_left(report)
        self._columns_card.setVisible(bool(self._left) and not undone)
        self._columns_heading.setText(words.t("Columns not imported"))
        self._tell_columns(all_of_them=False)
        self._out_heading.setText(words.t("What was left out"))
        self._doubt_heading.setText(words.t("Kept, but worth a look"))
        self.results.setText(words.t("See the results"))
        self.another.setText(words.t("Import another file"))
        self.undo.setText(words.t("Undo this import"))
        if undone:
            self._out_card.hide()
            self._doubt_card.hide()
            if self.undo.hasFocus():
                self.another.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.results.setFocus(Qt.FocusReason.OtherFocusReason)
        self._prefer(self.results)
        self.undo.setVisible(not undone and bool(new))
        self.results.setVisible(not undone)

    def offer_next(self, name: str) -> None:
        """Another file waits for its turn: it is what most want now."""
        self.another.setText(self._language.words.t("Next file: {file}", file=name))
        self._prefer(self.another)
        if self.results.hasFocus():
            self.another.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prefer(self, button: QPushButton) -> None:
        for one in (self.results, self.another):
            set_styled(one, look="primary" if one is button else None)

    def _tell_columns(self, *, all_of_them: bool) -> None:
        words, every = self._language.words, len(self._left)
        told = self._left if all_of_them or every <= COLUMNS_TOLD + 1 else self._left[:COLUMNS_TOLD]
        self._columns.setText(" · ".join([*told, *(["…"] if len(told) < every else [])]))
        if self.all_columns.hasFocus():
            self.another.setFocus(Qt.FocusReason.OtherFocusReason)
        self.all_columns.setVisible(len(told) < every)
        self.all_columns.setText(words.n("Show all {n}", "Show all {n}", every, n=self._language.formats.number(every)))

    def _list(self, report: ImportReport, column: QVBoxLayout, card: QFrame, wanted: Callable[[str], bool]) -> None:
        """Every reason once, with how often and the first line it was met on."""
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        found = [(code, count) for code, count in report.skipped_reasons.items() if wanted(code)]
        for code, count in sorted(found, key=lambda row: -row[1]):
            column.addWidget(self._reason(report, code, count))
        card.setVisible(bool(found))

    def _reason(self, report: ImportReport, code: str, count: int) -> QLabel:
        words, formats = self._language.words, self._language.formats
        first = next((problem for problem in report.problems if problem.code == code), None)
        rows = words.n("{n} row", "{n} rows", count, n=formats.number(count))
        if first is None:
            return BrokenLabel(f"{rows}: {explain_code(code, {}, words, formats)}")
        line, why = formats.number(first.line), explain_code(code, first.data, words, formats)
        if count == 1:  # of a row, or of the whole table at the line of its header
            return BrokenLabel(words.t("Line {line}: {why}", line=line, why=why))
        return BrokenLabel(f"{rows}, {words.t('first in line {line}', line=line)}: {why}")


def _card(*parts: QWidget | QBoxLayout) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(L, M, L, M)
    inside.setSpacing(S)
    for part in parts:
        if isinstance(part, QWidget):
            inside.addWidget(part)
        else:
            part.setSpacing(S)
            inside.addLayout(part)
    return card
