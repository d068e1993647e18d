"""The preview: columns, rows and problems of a file on the left, what was recognised and the way on beside them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.workspace import Profile
from app.services.import_looking import ImportLook
from app.system.sentences import explain_code
from app.ui.growing import grow
from app.ui.importing import wording
from app.ui.importing.columns import ColumnsTable
from app.ui.importing.side import ImportSide
from app.ui.importing.text_table import TextTable, TextTableModel
from app.ui.language import Language
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.named_control import name_control
from app.ui.widgets.segmented import Segmented

VIEWS = ("columns", "rows", "problems")


class PreviewView(QWidget):
    mapped = Signal(object)
    """A mapping somebody corrected."""

    def __init__(self, language: Language, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: whoever made it runs through its `growth`."""
        super().__init__(parent)
        self._language = language
        self._look: ImportLook | None = None
        self._unfit: set[TextTable] = set()
        self.growth = self._grow()
        if at_once:
            grow(self.growth)

    def _grow(self) -> Iterator[None]:
        self.views = Segmented(VIEWS, self)
        self.views.chosen.connect(self.open_view)
        self.columns = ColumnsTable(self._language, self)
        self.columns.mapped.connect(self.mapped)
        yield
        self._row_model, self._problem_model = TextTableModel(), TextTableModel()
        self.rows, self.problems = TextTable(self._row_model), TextTable(self._problem_model)
        self._row_model.setParent(self.rows)
        self._problem_model.setParent(self.problems)
        self.problems.wrap_rows()
        self._table = QComboBox()
        self._table.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._table.currentIndexChanged.connect(self._show_rows)
        self._note = wrapped_label("", "muted")
        yield
        self._build()
        yield
        self.side = ImportSide(self._language, self)
        self._whole.addWidget(self.side, 1)

    def _build(self) -> None:
        self._banner = QFrame()
        self._banner.setProperty("banner", True)
        self._banner_text = wrapped_label()
        inside = QHBoxLayout(self._banner)
        inside.setContentsMargins(M, S, M, S)
        inside.setSpacing(S)
        inside.addWidget(IconLabel("info", "accent"))
        inside.addWidget(self._banner_text, 1)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self.views)
        head.addWidget(self._table)
        head.addStretch()
        self._stack = QStackedWidget()
        for table in (self.columns, self.rows, self.problems):
            self._stack.addWidget(table)
        left = QVBoxLayout()
        left.setContentsMargins(XL, 0, L, XL)
        left.setSpacing(M)
        left.addWidget(self._banner)
        left.addLayout(head)
        left.addWidget(self._stack, 1)
        left.addWidget(self._note)
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(left, 3)

    def show_look(self, look: ImportLook, profiles: tuple[Profile, ...], *, reading: bool = False) -> None:
        """Shows what a file would bring, in the language of now."""
        self._look = look
        words = self._language.words
        number = self._language.formats.number
        self.side.show_look(look, profiles, reading=reading)
        self.columns.show_look(look)
        self.columns.setAccessibleName(words.t("Columns"))
        self.rows.setAccessibleName(words.t("Rows"))
        self.problems.setAccessibleName(words.t("Problems"))
        problems = sum(look.reasons.values())
        counted = words.t("Problems ({n})", n=number(problems)) if problems else words.t("Problems")
        self.views.say(
            words.t("What of the file is shown"),
            {"columns": words.t("Columns"), "rows": words.t("First rows"), "problems": counted},
        )
        self._banner.setVisible(not look.known)
        self._banner_text.setText(
            words.t(
                "Szpalta does not know this table. Its columns are assigned as in {file}: check and correct them.",
                file=look.mapped_as,
            )
            if look.mapped_as
            else words.t("Szpalta does not know this table. What the columns hold is a guess: check it and correct it.")
        )
        self._fill_tables(look)
        self._show_problems(look)
        self.open_view(self.views.now)

    def open_at_top(self) -> None:
        """Another file: nobody has scrolled in it yet."""
        self.open_view("columns")
        for table in (self.columns, self.rows, self.problems):
            table.scrollToTop()
            table.horizontalScrollBar().setValue(0)

    def open_view(self, key: str) -> None:
        self.views.choose(key)
        self._stack.setCurrentIndex(VIEWS.index(key))
        self._fit_shown()
        self._table.setVisible(key == "rows" and self._table.count() > 1)
        self._tell_more()

    def _fit_shown(self) -> None:
        """A table's columns are measured when it is looked at: that takes a while, and mostly nobody does."""
        table = self._stack.currentWidget()
        if isinstance(table, TextTable) and table in self._unfit:
            self._unfit.remove(table)
            table.fit(last_takes_the_rest=table is not self.rows)

    def say_reading(self) -> None:
        self.side.say_reading(True)

    def _fill_tables(self, look: ImportLook) -> None:
        words = self._language.words
        kept = max(self._table.currentIndex(), 0)
        self._table.blockSignals(True)
        self._table.clear()
        self._table.addItems([wording.table_name(table, words) for table in look.tables])
        self._table.setCurrentIndex(min(kept, max(len(look.tables) - 1, 0)))
        name_control(self._table, words.t("Table of the file"))
        self._table.blockSignals(False)
        self._show_rows()

    def _show_rows(self) -> None:
        look, words = self._look, self._language.words
        chosen = max(self._table.currentIndex(), 0)
        if look is None or chosen >= len(look.samples):
            self._row_model.show((), 0, lambda row, column: "")
            return
        sample, number = look.samples[chosen], self._language.formats.number
        width = max([len(sample.header), *(len(row.cells) for row in sample.rows)])
        header = [*sample.header, *[""] * (width - len(sample.header))]

        def cell(row: int, column: int) -> str:
            found = sample.rows[row]
            if column == 0:
                return number(found.line)
            return found.cells[column - 1] if column <= len(found.cells) else ""

        self._row_model.show([words.t("Line"), *header], len(sample.rows), cell, frozenset({0}))
        self._unfit.add(self.rows)
        self._fit_shown()

    def _show_problems(self, look: ImportLook) -> None:
        words, formats = self._language.words, self._language.formats
        sheets = any(problem.sheet for problem in look.problems)
        left_out, kept = words.t("left out"), words.t("kept, check it")

        def cell(row: int, column: int) -> str:
            problem = look.problems[row]
            told = (
                formats.number(problem.line),
                left_out if problem.skipped else kept,
                explain_code(problem.code, problem.data, words, formats),
                problem.sheet or "",
            )
            return told[column]

        headers = [words.t("Line"), words.t("The row is"), words.t("Why")]
        headers += [words.t("Sheet")] if sheets else []
        self._problem_model.show(headers, len(look.problems), cell, frozenset({0}))
        self._unfit.add(self.problems)
        self._fit_shown()

    def _tell_more(self) -> None:
        look, words, number = self._look, self._language.words, self._language.formats.number
        told = ""
        if look is not None and self.views.now == "problems":
            every = sum(look.reasons.values())
            if not every:
                told = words.t("Every row can be read.") if look.rows_read else words.t("No row has been read yet.")
            elif every > len(look.problems):
                told = words.t("The first {n} of {all} are shown.", n=number(len(look.problems)), all=number(every))
        self._note.setText(told)
        self._note.setVisible(bool(told))
