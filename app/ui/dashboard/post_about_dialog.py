"""Pillar and personas of posts that were not planned here: of one or of many at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.post_about import AboutChange, ChosenPosts
from app.ui.language import Language
from app.ui.tokens import L, M, S
from app.ui.widgets.apply_row import apply_row
from app.ui.widgets.elided_choice import ElidedChoice
from app.ui.widgets.form_rows import form_rows
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.unkept import ask_unkept
from app.ui.widgets.wrapped_rows import WrappedRows

STAYS = "stays"
"""The entry for posts with different pillars."""
_PERSONA = Qt.ItemDataRole.UserRole


class PostAboutDialog(QDialog):
    """For posts of one brand of which somebody may say it. What they do not have in common stays until it is touched."""

    chosen = Signal(object, str, str)
    """An `AboutChange`, and the names of a pillar and of a persona that are to be added and given, too."""

    def __init__(self, posts: ChosenPosts, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        self._posts, self._words = posts, language.words
        t = language.words.t
        self.setWindowTitle(t("Pillar and personas"))
        fit(self, QSize(440, 480 if posts.personas else 280))
        self.pillar, self.personas = ElidedChoice(), QListWidget()
        self.new_pillar, self.new_persona = QLineEdit(), QLineEdit()
        self._fill()
        self._before = self._touched
        count = len(posts.said)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(
            wrapped_label(language.words.n("{n} post", "{n} posts", count, n=language.formats.number(count)), "heading")
        )
        if told := planned_told(posts, language):
            whole.addWidget(wrapped_label(told, "muted"))
        whole.addLayout(self._form())
        whole.addLayout(self._list(), 1)
        whole.addLayout(apply_row(self, language.words, default=True))
        self.accepted.connect(self._tell)

    def _form(self) -> QVBoxLayout:
        t = self._words.t
        rows: list[tuple[str, QWidget]] = [(t("Content pillar"), self.pillar)]
        if self._posts.may_add:
            rows.append((t("New pillar"), self.new_pillar))
            self.new_pillar.setPlaceholderText(t("or the name of a new one"))
            self.new_pillar.textChanged.connect(lambda text: self.pillar.setEnabled(not text.strip()))
        found = QVBoxLayout()
        found.addLayout(form_rows(rows))
        return found

    def _list(self) -> QVBoxLayout:
        t = self._words.t
        found = QVBoxLayout()
        found.setSpacing(S)
        label = plain_label(t("Personas"))
        label.setBuddy(self.personas)
        found.addWidget(label)
        found.addWidget(self.personas, 1)
        self.personas.setVisible(self.personas.count() > 0)
        if not self.personas.count():
            found.addWidget(wrapped_label(t("This brand has no persona yet."), "muted"))
        if self._differ:
            told = t("A dash: some of the posts have it, others do not. It stays so until you change it.")
            found.addWidget(wrapped_label(told, "muted"))
        if self._posts.may_add:
            found.addLayout(form_rows([(t("New persona"), self.new_persona)]))
            self.new_persona.setPlaceholderText(t("the name of one more"))
        if not self.personas.count():
            found.addStretch()
        return found

    def _fill(self) -> None:
        t, said = self._words.t, list(self._posts.said.values())
        pillars = {about.pillar_id for about in said}
        if len(pillars) > 1:
            self.pillar.addItem(t("different ones: each post keeps its own"), STAYS)
        self.pillar.addItem(t("No pillar"), None)
        for row in self._posts.pillars:
            self.pillar.addItem(row.name, row.id)
        if len(pillars) == 1 and (pillar := pillars.pop()) is not None:
            self.pillar.setCurrentIndex(self.pillar.findData(pillar))
        self.pillar.setMinimumContentsLength(20)
        self.pillar.setSizeAdjustPolicy(ElidedChoice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        view = self.personas
        view.setProperty("look", "choices")
        view.setAccessibleName(t("Personas"))
        view.setWordWrap(True)
        view.setItemDelegate(WrappedRows(view))
        view.setResizeMode(QListWidget.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for persona in self._posts.personas:
            count = sum(persona.id in about.persona_ids for about in said)
            item = QListWidgetItem(persona.name, view)
            item.setData(_PERSONA, persona.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            partly = Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked
            item.setCheckState(Qt.CheckState.Checked if count == len(said) else partly)
        view.setCurrentRow(0)

    @property
    def _differ(self) -> bool:
        return Qt.CheckState.PartiallyChecked in self._states.values()

    @property
    def _states(self) -> Mapping[int, Qt.CheckState]:
        rows = [self.personas.item(row) for row in range(self.personas.count())]
        return {row.data(_PERSONA): row.checkState() for row in rows}

    @property
    def _touched(self) -> tuple[object, ...]:
        return self.pillar.currentIndex(), self._states, self.new_pillar.text().strip(), self.new_persona.text().strip()

    def reject(self) -> None:
        """Esc and the window's own button: what was chosen does not go unasked."""
        if self._touched == self._before:
            super().reject()
        else:
            question = self._words.t("Keep pillar and personas as you have chosen them?")
            ask_unkept(self, self._words, question, self.accept, super().reject)

    def _tell(self) -> None:
        pillar = self.pillar.currentData()
        personas = {
            number: state is Qt.CheckState.Checked
            for number, state in self._states.items()
            if state is not Qt.CheckState.PartiallyChecked
        }
        change = AboutChange(None if pillar == STAYS else (pillar,), personas)
        self.chosen.emit(change, self.new_pillar.text().strip(), self.new_persona.text().strip())


def planned_told(posts: ChosenPosts, language: Language) -> str:
    """What is said of those among the posts that have a plan; empty where none has."""
    if not posts.planned:
        return ""
    return language.words.n(
        "{n} more post was planned here: it has its pillar and personas from its plan and stays as it is.",
        "{n} more posts were planned here: they have their pillar and personas from their plans and stay as they are.",
        posts.planned,
        n=language.formats.number(posts.planned),
    )
