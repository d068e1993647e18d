"""The table of typical values: what others have published, edited for this workspace; every step can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from app.domain.alphabet import in_alphabet
from app.domain.errors import BadInput
from app.domain.networks import Network
from app.domain.people import Right
from app.domain.typical import UNITS, TypicalRow, TypicalState, TypicalValue
from app.system import labels
from app.system.dashboard_words import kpi_filled, typical_value
from app.system.words import NC_
from app.ui.changes import Change
from app.ui.dashboard.typical_form import KpiOffer, TypicalForm, WrongField
from app.ui.errors import is_expected, sentence
from app.ui.importing.text_table import TextTable, TextTableModel
from app.ui.tokens import L, M, S
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.two_lines import TwoLines, fit_two_lines
from app.ui.widgets.unkept import ask_unkept

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.tab_context import TabContext

STATES: dict[TypicalState, tuple[str, str]] = {
    TypicalState.SHIPPED: NC_("typical value", "as shipped"),
    TypicalState.CHANGED: NC_("typical value", "changed here"),
    TypicalState.WRITTEN: NC_("typical value", "written here"),
    TypicalState.REMOVED: NC_("typical value", "removed here"),
}
CHANGED = (Change("workspace"),)
Keys = QKeySequence.StandardKey
COMPARED, VALUE, YEAR, SOURCE = 1, 2, 3, 4
"""Columns."""


@dataclass(frozen=True, slots=True)
class TypicalRead:
    rows: Sequence[TypicalRow]
    kpis: Sequence[KpiOffer]


class TypicalDialog(QDialog):
    """Choosing a row puts it into the form below; keeping it changes that row, after *New* it adds one."""

    filled = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self._context, self._read = context, TypicalRead((), ())
        self._before = context.undo.newest
        """The last step before this table was opened: it and those before it are not taken back here."""
        self._stepped = self._walked = False
        """Whether something was changed here, and whether a step was just taken back or again: its value is shown."""
        self._wanted = ""
        """The key of the value to be shown when the table has been read again."""
        self._about: TypicalRow | None = None
        member = context.actor.member
        self._may = member is None or member.may(Right.PLAN, None)
        t = context.face.language.words.t
        self.setWindowTitle(t("Typical values"))
        fit(self, QSize(1200, 700))
        self._model = TextTableModel(self)
        self.view, self.form = TextTable(self._model), TypicalForm(context.face.language)
        self.new, self.remove, self.reset = (
            QPushButton(t("New")),
            QPushButton(t("Remove")),
            QPushButton(t("As shipped")),
        )
        self.back, self.again = QPushButton(t("Undo")), QPushButton(t("Redo"))
        self.leave, self.put = QPushButton(t("Close")), QPushButton(t("Keep"))
        self.put.setProperty("look", "primary")
        self.put.setDefault(True)
        self.problem = wrapped_label("", "problem")
        self._build()
        self.view.selectionModel().currentRowChanged.connect(self._choose_row)
        for button, do in (
            (self.new, self._begin), (self.remove, self._remove), (self.reset, self._reset), (self.back, self._take_back),
            (self.again, self._take_again), (self.put, self._put), (self.leave, self.close),
        ):  # fmt: skip
            button.clicked.connect(do)
        for key, step in ((Keys.Undo, self._take_back), (Keys.Redo, self._take_again)):
            QShortcut(key, self, step)
        context.bus.happened.connect(self._look_again)
        context.undo.changed.connect(self._show_steps)
        self.reload()

    def _build(self) -> None:
        t = self._context.face.language.words.t
        self.view.setAccessibleName(t("Typical values"))
        self.view.setItemDelegate(TwoLines(self.view))
        self.problem.hide()
        foot = QHBoxLayout()
        foot.setSpacing(S)
        for button in (self.new, self.remove, self.reset, self.back, self.again):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.put)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(wrapped_label(t("Typical values"), "heading"))
        lead = t(
            "What others have published. A figure of yours is only held against values with the very same formula and of the "
            "same network; your own 90 days before come first."
        )
        whole.addWidget(wrapped_label(lead, "muted"))
        whole.addWidget(self.view, 1)
        whole.addWidget(self.form)
        whole.addWidget(self.problem)
        whole.addLayout(foot)

    @property
    def chosen(self) -> TypicalRow | None:
        """The row the form is about; None: a new one."""
        return self._about

    # reading
    def reload(self) -> None:
        services, words = self._context.services, self._context.face.language.words

        def read() -> TypicalRead:
            table, measuring = services.typical.table(), services.measuring
            used = {row.value.kpi for row in table}
            kpis = []
            for kpi in (*measuring.names(), *(row for row in measuring.of_metrics() if row.name in used)):
                if kpi.unit in UNITS:
                    filled = kpi_filled(kpi.words, words)
                    kpis.append(
                        KpiOffer(kpi.name, words.t(kpi.title, **filled), kpi.unit, words.t(kpi.formula, **filled))
                    )
            return TypicalRead(table, sorted(kpis, key=lambda row: in_alphabet(row.title)))

        self._context.face.tasks.run(self, lambda report: read(), self._fill, self._fail)

    def _fill(self, read: TypicalRead) -> None:
        stood, before = self.chosen, self._read.rows
        if not self._read.kpis:
            self.form.offer(read.kpis)
        self._read = read
        t = self._context.face.language.words.t
        heads = [
            t("Network"),
            t("Compared with"),
            t("Value"),
            t("Year"),
            t("Source"),
            t("State"),
        ]
        self._model.show(heads, len(read.rows), self._cell, frozenset({VALUE, YEAR}), self._below)
        fit_two_lines(self.view, (COMPARED, SOURCE))
        wanted, self._wanted = self._wanted, ""
        if self._walked and not self.form.edited and (other := [row for row in read.rows if row not in before]):
            wanted = other[0].value.key
        self._walked = False
        if self.form.edited and not wanted:
            self._stand(stood)  # what is being written stays
        else:
            self._show(wanted or (stood.value.key if stood else ""))
        self.filled.emit()

    def _cell(self, row: int, column: int) -> str:
        words, formats = self._context.face.language.words, self._context.face.language.formats
        line = self._read.rows[row]
        one = line.value.told_in(words.language)
        if column == 0:
            return labels.network(Network(one.network), words) if one.network else words.t("all networks together")
        if column == COMPARED:
            named = next((kpi.title for kpi in self._read.kpis if kpi.name == one.kpi), "")
            return named or words.t("nothing: no equal formula")
        told = (typical_value(one, formats), str(one.year), one.source)
        return (*told, words.c(*STATES[line.state]))[column - VALUE]

    def _below(self, row: int, column: int) -> str:
        """The formula under what it may be compared with, and under the source whom it is about."""
        one = self._read.rows[row].value.told_in(self._context.face.language.words.language)
        if column == COMPARED:
            return next((kpi.formula for kpi in self._read.kpis if kpi.name == one.kpi), one.formula)
        return one.population if column == SOURCE else ""

    def _look_again(self, changes: tuple[Change, ...]) -> None:
        if any(change.entity == "workspace" for change in changes):
            self.reload()

    # choosing
    def _begin(self) -> None:
        """A new value."""

        def show() -> None:
            self._show("")
            self.form.kpi.setFocus()

        self._leave_for(show)

    def _choose_row(self, current: QModelIndex) -> None:
        row = self._read.rows[current.row()] if current.isValid() else None
        if row is None or (self._about is not None and row.value.key == self._about.value.key):
            return
        key = row.value.key
        if self.form.edited:
            QTimer.singleShot(0, self, lambda: self._stand(self._about))  # after the click has chosen its row
        self._leave_for(lambda: self._show(key))

    def _show(self, key: str) -> None:
        """The value of this key in the form; a new one when there is none."""
        row = next((one for one in self._read.rows if one.value.key == key), None)
        self._stand(row)
        self.form.show_value(row.value if row else None)
        self.problem.hide()
        self._show_steps()

    def _stand(self, row: TypicalRow | None) -> None:
        """At the row of a value, as it is now in the table."""
        keys = [one.value.key for one in self._read.rows]
        at = keys.index(row.value.key) if row and row.value.key in keys else -1
        self._about = self._read.rows[at] if at >= 0 else None
        if at >= 0:
            self.view.selectRow(at)
            self.view.scrollTo(self.view.currentIndex())
        else:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())

    def _leave_for(self, then: Callable[[], None]) -> None:
        """Goes on at once, or when it is known what becomes of what was written."""
        if not self.form.edited:
            then()
            return
        t = self._context.face.language.words.t
        question = t("Keep this new value?") if self._about is None else t("Keep the changes to this value?")
        ask_unkept(
            self, self._context.face.language.words, question, lambda: self._keep(then), lambda: self._drop(then)
        )

    def _drop(self, then: Callable[[], None]) -> None:
        self.form.settle()
        then()

    def reject(self) -> None:
        """Esc, *Close* and the window's own button."""
        self._leave_for(super().reject)

    def _show_steps(self) -> None:
        row, t = self.chosen, self._context.face.language.words.t
        state = row.state if row else None
        self.new.setEnabled(self._may)
        self.put.setEnabled(self._may and state is not TypicalState.REMOVED)
        self.form.setEnabled(self._may and state is not TypicalState.REMOVED)
        self.remove.setEnabled(self._may and row is not None and state is not TypicalState.REMOVED)
        self.reset.setEnabled(self._may and state in (TypicalState.CHANGED, TypicalState.REMOVED))
        self.reset.setText(t("Put back") if state is TypicalState.REMOVED else t("As shipped"))
        self.put.setText(t("Add") if row is None else t("Keep"))
        self.back.setEnabled(self._context.undo.newest is not self._before)
        self.again.setEnabled(self._stepped and self._context.undo.redo_name is not None)

    # writing
    def _put(self) -> None:
        self._keep(None)

    def _keep(self, then: Callable[[], None] | None) -> None:
        """`then` follows when it is kept; without it the value stays in the form."""
        row = self.chosen
        try:
            value = self.form.read(row.value.key if row else self._free_key())
        except WrongField as wrong:
            self._say(wrong.sentence)
            wrong.field.setFocus()
            return
        typical, actor, t = self._context.services.typical, self._context.actor, self._context.face.language.words.t
        name = value.source or value.key
        told = t("Typical value changed: {name}", name=name) if row else t("Typical value added: {name}", name=name)
        self._do(value.key, told, lambda: typical.put(actor, value), then)

    def _remove(self) -> None:
        row = self.chosen
        if row is None:
            return
        typical, actor, key = self._context.services.typical, self._context.actor, row.value.key
        step = typical.reset if row.state is TypicalState.WRITTEN else typical.remove
        self._do(key, self._named(row.value), lambda: step(actor, key))

    def _reset(self) -> None:
        row = self.chosen
        if row is not None:
            typical, actor, key = self._context.services.typical, self._context.actor, row.value.key
            name = row.value.told_in(self._context.face.language.words.language).source
            told = self._context.face.language.words.t("Typical value as shipped: {name}", name=name)
            self._do(key, told, lambda: typical.reset(actor, key))

    def _named(self, value: TypicalValue) -> str:
        words = self._context.face.language.words
        return words.t("Typical value removed: {name}", name=value.told_in(words.language).source)

    def _free_key(self) -> str:
        keys, number = {row.value.key for row in self._read.rows}, 1
        while f"own-{number}" in keys:
            number += 1
        return f"own-{number}"

    def _do(self, key: str, told: str, step: Callable[[], object], then: Callable[[], None] | None = None) -> None:
        """One change of the table, which can be taken back."""
        context, typical, actor = self._context, self._context.services.typical, self._context.actor

        def work() -> tuple[object, object]:
            before = typical.kept(key)
            step()
            return before, typical.kept(key)

        def restored(change: object) -> Callable[[], Iterable[Change]]:
            def take() -> Iterable[Change]:
                typical.restore(actor, key, change)  # type: ignore[arg-type]
                return CHANGED

            return take

        def done(kept: tuple[object, object]) -> None:
            self._stepped, self._wanted = True, "" if then else key
            self.problem.hide()
            self.form.settle()
            context.undo.add(told, restored(kept[0]), restored(kept[1]))
            context.bus.tell(*CHANGED)
            if then:
                then()

        context.face.tasks.run(self, lambda report: work(), done, self._fail)

    def _take_back(self) -> None:
        if self.back.isEnabled():
            self._walked = True
            self._context.undo.undo()

    def _take_again(self) -> None:
        """Steps taken back here: any step from here on has made those before it forgotten."""
        if self.again.isEnabled():
            self._walked = True
            self._context.undo.redo()

    def _fail(self, error: BaseException) -> None:
        if not is_expected(error):
            self._context.face.tasks.unexpected.emit(error)
            return
        self._say(sentence(error, self._context.face.language))
        field = self.form.field(str(error.data.get("field", ""))) if isinstance(error, BadInput) else None
        if field is not None:
            field.setFocus()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
