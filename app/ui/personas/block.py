"""One block of a persona's page: its heading, its statements, and a place to add one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.personas import Statement
from app.system import labels
from app.ui.language import Language
from app.ui.personas.edits import PersonaEdits
from app.ui.personas.evidence_popover import EvidencePopover
from app.ui.personas.statement_editor import StatementEditor
from app.ui.personas.statement_line import MIME, StatementLine
from app.ui.personas.told import BLOCK_ICONS, PROMPTS
from app.ui.tokens import XS, M, S
from app.ui.widgets.focus import holds_focus
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label


class Block(QFrame):
    """Lines are kept by the id of their statement, so that what is being typed outlives a reload."""

    opened = Signal(object)
    """An editor or line that should be in sight."""

    def __init__(self, code: str, edits: PersonaEdits, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code, self._edits, self._language = code, edits, language
        self._lines: dict[int, StatementLine] = {}
        self._editors: dict[int, StatementEditor] = {}
        self._order: list[int] = []
        self._may_edit, self._today = False, date.min
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        self._heading = plain_label("", "heading")
        self._prompt = wrapped_label("", "prompt")
        self._add = QPushButton()
        self._add.setProperty("look", "text")
        self._add.clicked.connect(self.begin_new)
        head = QHBoxLayout()
        head.setContentsMargins(S, 0, S, 0)
        head.setSpacing(S)
        head.addWidget(IconLabel(BLOCK_ICONS[code], "muted"))
        head.addWidget(self._heading, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(XS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, M, S, M)
        whole.setSpacing(S)
        whole.addLayout(head)
        self._prompt.setContentsMargins(S, 0, S, 0)
        whole.addWidget(self._prompt)
        whole.addLayout(self._rows)
        whole.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch()

    @property
    def lines(self) -> list[StatementLine]:
        """From top to bottom."""
        return [self._lines[number] for number in self._order]

    def write(self) -> None:
        words = self._language.words
        name = labels.word(labels.BLOCKS, self.code, words)
        self._heading.setText(name)
        self._prompt.setText(words.t(PROMPTS[self.code]))
        self._add.setText(words.t("+ Add"))
        self._add.setAccessibleName(words.t("Add a statement: {block}", block=name))
        for line in self._lines.values():
            line.write()
        for editor in self._editors.values():
            editor.write()

    def fill(self, rows: Sequence[Statement], today: date, *, may_edit: bool) -> None:
        """Shows the statements; an open editor stays."""
        self._may_edit, self._today = may_edit, today
        layout = self.layout()
        if layout is not None:
            layout.setEnabled(False)
        self._take_rows(rows, may_edit=may_edit)
        self._show_foot()
        if layout is not None:
            layout.setEnabled(True)
            layout.invalidate()

    def _take_rows(self, rows: Sequence[Statement], *, may_edit: bool) -> None:
        known = {row.id for row in rows}
        for number in [number for number in self._lines if number not in known]:
            self._drop(self._lines.pop(number))
            if (editor := self._editors.pop(number, None)) is not None:
                self._drop(editor)
        wanted: list[QWidget] = []
        for row in rows:
            line = self._lines.get(row.id)
            if line is None:
                line = self._lines[row.id] = self._line(row)
            else:
                line.show_statement(row, may_edit=may_edit)
            wanted.append(line)
            if row.id in self._editors:
                wanted.append(self._editors[row.id])
        if 0 in self._editors:
            wanted.append(self._editors[0])
        for place, widget in enumerate(wanted):
            if self._rows.indexOf(widget) != place:
                self._rows.insertWidget(place, widget)
                widget.setVisible(not isinstance(widget, StatementLine) or widget.row.id not in self._editors)
        self._order = [row.id for row in rows]

    def begin_new(self) -> None:
        """An empty editor at the end of the block."""
        if 0 not in self._editors:
            self._editors[0] = self._editor(None)
            self._rows.addWidget(self._editors[0])
        self._show_foot()
        self._editors[0].show()
        self._editors[0].begin()
        self.opened.emit(self._editors[0])

    def begin(self, statement_id: int) -> None:
        """A statement turns into its editor."""
        line = self._lines[statement_id]
        if statement_id not in self._editors:
            editor = self._editors[statement_id] = self._editor(line.row)
            self._rows.insertWidget(self._rows.indexOf(line) + 1, editor)
        line.hide()
        self._editors[statement_id].show()
        self._editors[statement_id].begin()
        self.opened.emit(self._editors[statement_id])

    def close_all(self) -> None:
        """Another persona comes: nothing stays open, no line is kept."""
        for widget in (*self._editors.values(), *self._lines.values()):
            self._drop(widget)
        self._editors.clear()
        self._lines.clear()
        self._order.clear()

    # parts
    def _line(self, row: Statement) -> StatementLine:
        line = StatementLine(row, self._language, may_edit=self._may_edit)
        line.edit_wanted.connect(lambda: self.begin(line.row.id))
        line.evidence_wanted.connect(lambda: self._show_evidence(line))
        line.remove_wanted.connect(lambda: self._remove(line))
        line.move_wanted.connect(lambda step: self._move(line, step))
        return line

    def _editor(self, row: Statement | None) -> StatementEditor:
        editor = StatementEditor(self.code, row, self._language, self._today)
        words = self._language.words

        def save(values: dict[str, object]) -> None:
            if row is None:
                self._edits.add_statement(values, words.t("Statement added"), lambda: self._close(0), editor.refuse)
            else:
                what = words.t("Statement edited")
                self._edits.edit_statement(row, values, what, lambda: self._close(row.id), editor.refuse)

        editor.committed.connect(save)
        editor.left.connect(lambda: self._close(0 if row is None else row.id, focus=True))
        return editor

    def _close(self, number: int, *, focus: bool = False) -> None:
        editor = self._editors.pop(number, None)
        if editor is None:
            return
        focus = focus or holds_focus(editor)
        line = self._lines.get(number)
        target: QWidget = line or self._add
        if line is not None:
            line.show()
        self._show_foot()
        if focus:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(editor)

    def _show_evidence(self, line: StatementLine) -> None:
        edit = (lambda: self.begin(line.row.id)) if self._may_edit else None
        popover = EvidencePopover(line.row, self._language, edit, self)
        popover.open_at(line.mapToGlobal(line.badge_rect.bottomLeft() + QPoint(0, XS)))

    def _remove(self, line: StatementLine) -> None:
        place = self._order.index(line.row.id)
        neighbours = [number for number in self._order if number != line.row.id]
        target = self._lines[neighbours[min(place, len(neighbours) - 1)]] if neighbours else self._add
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edits.remove_statement(line.row, self._language.words.t("Statement deleted"))

    def _move(self, line: StatementLine, step: int) -> None:
        place = self._order.index(line.row.id)
        if 0 <= place + step < len(self._order):
            order = list(self._order)
            order.insert(place + step, order.pop(place))
            self._edits.order(self.code, order, self._language.words.t("Statement moved"))

    # dropping
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_edit and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        number = int(bytes(event.mimeData().data(MIME).data()).decode())
        place = sum(self._lines[one].geometry().center().y() < event.position().y() for one in self._order)
        event.acceptProposedAction()
        self.take(number, place)

    def take(self, statement_id: int, place: int) -> None:
        """Puts a statement at a place of this block, from wherever it stood."""
        words = self._language.words
        if statement_id in self._order:
            order = [number for number in self._order if number != statement_id]
            order.insert(place - (self._order.index(statement_id) < place), statement_id)
            self._edits.order(self.code, order, words.t("Statement moved"))
            return
        persona = self._edits.persona
        row = next((one for one in persona.statements if one.id == statement_id), None) if persona else None
        if row is not None:
            self._edits.edit_statement(row, {"block": self.code}, words.t("Statement moved"))

    # showing
    def _show_foot(self) -> None:
        self._prompt.setVisible(not self._lines and 0 not in self._editors)
        self._add.setVisible(self._may_edit and 0 not in self._editors)

    def _drop(self, widget: QWidget) -> None:
        self._rows.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
