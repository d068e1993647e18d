"""After publishing: correcting, deleting, or noting what became of a post that is out on one profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.content import Post
from app.domain.corrections import OPEN, Correction, CorrectionAction, CorrectionState
from app.system.labels import delivery_reason
from app.system.words import N_
from app.ui.changes import Change
from app.ui.links import open_url, openable
from app.ui.post.banner import Banner, Step
from app.ui.publishing.framed import FramedDialog
from app.ui.tab_context import TabContext
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import plain_label
from app.ui.widgets.room import fit

if TYPE_CHECKING:
    from app.domain.delivery import Delivery

_WHAT = {
    CorrectionAction.EDIT: N_("Correction"),
    CorrectionAction.DELETE: N_("Deletion from the network"),
    CorrectionAction.REPLACE: N_("Replaced by another post"),
}
_OUTCOME = {
    CorrectionState.WANTED: N_("begun, and nobody knows how it ended: look at the profile"),
    CorrectionState.DONE: N_("done"),
    CorrectionState.BY_HAND: N_("to be done by hand on the network"),
    CorrectionState.FAILED: N_("failed"),
    CorrectionState.UNKNOWN: N_("unknown: look at the profile"),
}
_LINES = 7


class AfterwardsDialog(FramedDialog):
    """About one post as it is out by `delivery`; `place` names the profile."""

    def __init__(
        self, context: TabContext, post: Post, delivery: Delivery, text: str, place: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._post, self._delivery, self._place = post, delivery, place
        self._sure = False
        self._found: tuple[list[Correction], Post, list[Post]] | None = None
        self.text, self.reason, self.other = QPlainTextEdit(text), QLineEdit(), QComboBox()
        self.correct, self.delete, self.removed, self.replaced = (QPushButton() for _ in range(4))
        self.outcomes: list[Banner] = []
        self._build()
        self._connect()
        self.write()
        self.reload()
        fit(self, QSize(660, 660))

    def _build(self) -> None:
        buttons, inside = QWidget(), self._inside
        flow = FlowLayout(buttons)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES)
        self._labels = [plain_label("", "caption") for _ in range(3)]
        for label, field in zip(self._labels, (self.text, self.reason, self.other), strict=True):
            label.setBuddy(field)
            inside.addWidget(label)
            inside.addWidget(field)
        for button in (self.correct, self.delete, self.removed, self.replaced):
            button.setAutoDefault(False)
            flow.addWidget(button)
        inside.addWidget(buttons)
        self._rows = QVBoxLayout()
        inside.addLayout(self._rows)
        inside.addStretch()
        self._foot.addStretch()
        self._foot.addWidget(self.leave)

    def _connect(self) -> None:
        service, actor, number = self._context.services.afterwards, self._context.actor, self._post.id
        only = (self._delivery.profile_id,)
        self.correct.clicked.connect(
            lambda: self._run(lambda: service.correct(actor, number, self.text.toPlainText(), self.reason.text(), only))
        )
        self.delete.clicked.connect(self._delete)
        self.removed.clicked.connect(
            lambda: self._run(lambda: service.mark_removed(actor, number, self.reason.text(), only))
        )
        self.replaced.clicked.connect(self._replace)
        self._context.face.language.switched.connect(self.write)

    def write(self) -> None:
        """Writes every word anew; what was chosen and typed stays."""
        words = self._context.face.language.words
        self.setWindowTitle(words.t("After publishing"))
        self._heading.setText(words.t("After publishing: {profile}", profile=self._place))
        self._lead.setText(
            words.t("What was published is kept here as evidence, whatever becomes of it on the network.")
        )
        names = (words.t("New text"), words.t("Reason, for the team"), words.t("The post that replaces it"))
        for name, label, field in zip(names, self._labels, (self.text, self.reason, self.other), strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self.correct.setText(words.t("Correct the text"))
        self.delete.setText(words.t("Delete it for good") if self._sure else words.t("Delete from the network"))
        self.removed.setText(words.t("Mark as removed"))
        self.replaced.setText(words.t("Mark as replaced"))
        self.leave.setText(words.t("Close"))
        self.told.write()
        if self._found is not None:
            self._show(self._found)

    def reload(self) -> None:
        """What was and is to be done."""
        services, actor, number = self._context.services, self._context.actor, self._post.id

        def read(report: object) -> tuple[list[Correction], Post, list[Post]]:
            rows = services.afterwards.corrections(actor, number)
            return rows, services.planning.post(actor, number), services.planning.posts(actor)

        self._context.face.tasks.run(self, read, self._show, self._fail)

    def _show(self, found: tuple[list[Correction], Post, list[Post]]) -> None:
        self._found = found
        rows, now, posts = found
        out = any(v.profile_id == self._delivery.profile_id and v.state.value == "published" for v in now.variants)
        for button in (self.correct, self.delete, self.removed, self.replaced):
            button.setEnabled(out)
        if not self.other.count():
            words = self._context.face.language.words
            for post in posts:
                if post.id != self._post.id and post.brand_id == self._post.brand_id:
                    self.other.addItem(post.title or words.t("Post without a title"), post.id)
        self.replaced.setEnabled(out and self.other.count() > 0)
        for old in self.outcomes:
            old.hide()
            old.deleteLater()
        self.outcomes = []
        for row in reversed([row for row in rows if row.delivery_id == self._delivery.id]):
            self._add(row)

    def _add(self, row: Correction) -> None:
        words, formats = self._context.face.language.words, self._context.face.language.formats
        when = formats.moment(row.changed_at, self._context.services.clock.now())
        told = f"{words.t(_WHAT[row.action])}: {words.t(_OUTCOME[row.state])} · {when}"
        if row.state in (CorrectionState.FAILED, CorrectionState.UNKNOWN) and row.reason:
            told += f"\n{delivery_reason(row.reason, words)}"
        kept = json.loads(row.content)
        text, url = str(kept.get("text", "")), str(kept.get("url") or "")
        if text and row.state in OPEN:
            told += f"\n{words.t('New text: {text}', text=text)}"
        steps: list[Step] = []
        if openable(url) is not None:
            steps.append((words.t("Open the post"), lambda: open_url(url)))
        if row.state in OPEN:
            service, actor = self._context.services.afterwards, self._context.actor
            steps.append((words.t("It is done"), lambda: self._run(lambda: service.confirm(actor, row.id))))
        done = row.state is CorrectionState.DONE
        banner = Banner()
        banner.say("circle-check" if done else "hand", "approved" if done else "warn", told, steps)
        self.outcomes.append(banner)
        self._rows.addWidget(banner)

    # doing
    def _delete(self) -> None:
        """Asked twice: it cannot be undone."""
        words = self._context.face.language.words
        if not self._sure:
            self._sure = True
            self.told.ask(words.t("Deleting cannot be undone. Comments and figures on the network go, too."))
            self.write()
            return
        self._sure = False
        self.write()
        service, actor, only = self._context.services.afterwards, self._context.actor, (self._delivery.profile_id,)
        self._run(lambda: service.delete(actor, self._post.id, self.reason.text(), only))

    def _replace(self) -> None:
        service, actor, only = self._context.services.afterwards, self._context.actor, (self._delivery.profile_id,)
        other = int(self.other.currentData())
        self._run(lambda: service.mark_replaced(actor, self._post.id, other, only))

    def _tell(self, result: object) -> None:
        """What was noted does not sound as if the network had done it."""
        words = self._context.face.language.words
        rows = result if isinstance(result, list) else [result]
        states = {row.state for row in rows if isinstance(row, Correction)}
        if CorrectionState.FAILED in states:
            self.told.warn(words.t("It did not work on the network. Why, and what can be done, stands below."))
        elif states & OPEN:
            self.told.ask(words.t("It is not done on the network yet. What is left to do stands below."))
        else:
            self.told.say(words.t("Noted. What was published is kept as evidence."))

    def _run(self, work: Callable[[], object]) -> None:
        def done(result: object) -> None:
            self._tell(result)
            self._context.bus.tell(Change("post", self._post.id))
            self.reload()

        self._context.face.tasks.run(self, lambda report: work(), done, self._fail)
