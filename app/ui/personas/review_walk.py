"""A review on the page: statement after statement, the oldest check first, then the day of the next review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.domain.personas import Statement
from app.system import labels
from app.ui.language import Language
from app.ui.personas.edits import PersonaEdits
from app.ui.personas.statement_editor import StatementEditor
from app.ui.personas.told import source_line
from app.ui.tokens import L, M, S
from app.ui.widgets.broken_label import BrokenLabel
from app.ui.widgets.day_field import DayField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus import holds_focus
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label

if TYPE_CHECKING:
    from app.services.persona_reviews import PersonaPage


class ReviewWalk(QFrame):
    """Every answer is saved at once; whoever leaves goes on later with what is left."""

    finish_wanted = Signal(object, str)
    """Day of the next review and the note."""
    left = Signal()

    def __init__(self, edits: PersonaEdits, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits, self._language = edits, language
        self._page: PersonaPage | None = None
        self._row: Statement | None = None
        self._editor: StatementEditor | None = None
        self.setProperty("banner", True)
        self._build()
        self.hide()

    def _build(self) -> None:
        self._title, self._count = plain_label("", "heading"), plain_label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._leave = QPushButton()
        self._leave.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(IconLabel("list-checks", "accent"))
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        head.addWidget(self._leave)
        self._where = plain_label("", "caption")
        self._text = BrokenLabel("", "heading")
        self._rests = BrokenLabel("", "small")
        self.true = QPushButton()
        self.true.setProperty("look", "primary")
        self.change, self.remove = QPushButton(), QPushButton()
        self.true.clicked.connect(self._confirm)
        self.change.clicked.connect(self._begin_change)
        self.remove.clicked.connect(self._remove)
        self._answers = QWidget()
        answers = FlowLayout(self._answers)
        for button in (self.true, self.change, self.remove):
            answers.addWidget(button)
        self._slot = QVBoxLayout()
        self._end = self._made_end()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, L)
        whole.setSpacing(S)
        whole.addLayout(head)
        whole.addWidget(self._bar)
        for part in (self._where, self._text, self._rests, self._answers):
            whole.addWidget(part)
        whole.addLayout(self._slot)
        whole.addWidget(self._end)

    def _made_end(self) -> QWidget:
        self._done, self._day_name, self._note_name = (
            wrapped_label(),
            plain_label("", "caption"),
            plain_label("", "caption"),
        )
        self._next, self._note = DayField(self._language), QLineEdit()
        self._next.setMaximumWidth(self._next.fontMetrics().averageCharWidth() * 24)
        self._problem = wrapped_label("", "problem")
        self._problem.hide()
        self.finish = QPushButton()
        self.finish.setProperty("look", "primary")
        self.finish.clicked.connect(self._finish)
        self._note.returnPressed.connect(self._finish)
        end = QWidget()
        column = QVBoxLayout(end)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for part in (self._done, self._day_name, self._next, self._note_name, self._note, self._problem):
            column.addWidget(part)
        column.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignLeft)
        return end

    def write(self) -> None:
        words = self._language.words
        self._title.setText(words.t("Review of this persona"))
        self._leave.setText(words.t("Go on later"))
        self.true.setText(words.t("Still true"))
        self.change.setText(words.t("Change"))
        self.remove.setText(words.t("Delete"))
        self._done.setText(words.t("Every statement has been looked at. When should somebody look again?"))
        self._day_name.setText(words.t("Next review"))
        self._next.write(words.t("Next review"))
        self._note_name.setText(words.t("Note for the version"))
        self._note.setAccessibleName(words.t("Note for the version"))
        self._note.setPlaceholderText(words.t("For instance: after the autumn survey"))
        self.finish.setText(words.t("Finish the review"))
        self._bar.setAccessibleName(words.t("Statements looked at"))
        if self._editor is not None:
            self._editor.write()
        if self._page is not None:
            self._show(self._page)

    def fill(self, page: PersonaPage) -> None:
        """Goes on with the first statement that waits."""
        if page.review.started_on is None:
            self.hide()
        fresh = self._page is None or self._page.persona.id != page.persona.id
        self._page = page
        if fresh or not self._next.text():
            self._next.show_day(page.review.next_on)
        self._show(page)

    def begin(self) -> None:
        """Stands on the page with the focus on the answer."""
        self.show()
        (self.true if self._row is not None else self.finish).setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    def _show(self, page: PersonaPage) -> None:
        words, review = self._language.words, page.review
        row = review.waiting[0] if review.waiting else None
        if self._editor is not None and (row is None or self._row is None or row.id != self._row.id):
            self._drop_editor()
        moved = self._row is not None and (row is None or row.id != self._row.id) and holds_focus(self)
        self._row = row
        total = len(page.persona.statements)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(total - len(review.waiting))
        self._count.setVisible(bool(review.waiting))
        self._count.setText(words.n("{n} statement left", "{n} statements left", len(review.waiting)))
        for part in (self._where, self._text, self._rests, self._answers):
            part.setVisible(row is not None and self._editor is None)
        self._end.setVisible(row is None)
        if row is not None:
            self._where.setText(labels.word(labels.BLOCKS, row.block, words))
            self._text.setText(row.text)
            self._rests.setText(self._told(row, page.today))
        if moved:
            (self.true if row is not None else self._next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, row: Statement, today: date) -> str:
        words, formats = self._language.words, self._language.formats
        kind = labels.evidence(row.kind, words)
        checked = (
            words.t("checked {day}", day=formats.day_near(row.checked_on, today))
            if row.checked_on is not None
            else words.t("never checked")
        )
        return " · ".join(part for part in (kind, source_line(row, self._language), checked) if part)

    # answers
    def _confirm(self) -> None:
        if self._row is not None:
            self._edits.confirm_statement(self._row, self._language.words.t("Statement confirmed"))

    def _remove(self) -> None:
        if self._row is not None:
            self._edits.remove_statement(self._row, self._language.words.t("Statement deleted"))

    def _begin_change(self) -> None:
        row, page = self._row, self._page
        if row is None or page is None or self._editor is not None:
            return
        editor = self._editor = StatementEditor(row.block, row, self._language, page.today)

        def save(values: dict[str, object]) -> None:
            given = values["checked_on"]
            checked = values | {"checked_on": max(given, page.today) if isinstance(given, date) else page.today}
            what = self._language.words.t("Statement edited")
            self._edits.edit_statement(row, checked, what, self._drop_editor, editor.refuse)

        editor.committed.connect(save)
        editor.left.connect(self._leave_change)
        self._slot.addWidget(editor)
        self._show(page)
        editor.begin()

    def _leave_change(self) -> None:
        self._drop_editor()
        if self._page is not None:
            self._show(self._page)
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()

    def _finish(self) -> None:
        try:
            day = self._next.day()
        except ValueError:
            day = None
        if day is None:
            self.say_problem(self._language.words.t("Say when the next review should be, for instance: 24.05.2027."))
            return
        self._problem.hide()
        self.finish_wanted.emit(day, self._note.text().strip())
