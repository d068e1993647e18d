"""The right of the tab: what was checked, what the team says, and what happened, with the decision at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

from app.ui.approvals.check_lines import LOOKS, CheckLine, check_lines
from app.ui.approvals.history_lines import HistoryLine, history_lines
from app.ui.approvals.reading import ReadPost, ReadVariant
from app.ui.language import Language
from app.ui.links import open_url
from app.ui.post.discussion import Discussion
from app.ui.preview.post_text import PostText
from app.ui.tokens import XL, XS, L, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import plain_label
from app.ui.widgets.scrolled import scrolled

AT_FIRST = 8
"""Steps of the history shown before somebody asks for all."""


class SidePanel(QWidget):
    said = Signal(str)
    """A comment for the team was written."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._read: ReadPost | None = None
        self._row: ReadVariant | None = None
        self._all = False
        self._shown: tuple[list[CheckLine], list[HistoryLine], str] | None = None
        self._checks_heading, self._checks = plain_label("", "caption"), _column()
        self.discussion = Discussion(language)
        self.discussion.said.connect(self.said)
        self._history_heading, self._history = plain_label("", "caption"), _column()
        self._more = QToolButton()
        self._more.setProperty("look", "link")
        self._more.clicked.connect(self._show_all)
        self._page = page = _Page()
        page.setProperty("look", "page")
        whole = QVBoxLayout(page)
        whole.setContentsMargins(L, L, L, XL)
        whole.setSpacing(S)
        whole.addWidget(self._checks_heading)
        whole.addLayout(self._checks)
        whole.addSpacing(S)
        whole.addWidget(self.discussion)
        whole.addSpacing(S)
        whole.addWidget(self._history_heading)
        whole.addLayout(self._history)
        whole.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch()
        self._area = area = scrolled(page)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def show_read(self, read: ReadPost | None, row: ReadVariant | None) -> None:
        """`row` is the variant whose checks are shown. What is being typed stays while the post is the same."""
        if read is None or self._read is None or read.post_id != self._read.post_id:
            self._all = False
            self._area.verticalScrollBar().setValue(0)
        self._read, self._row = read, row
        self._page.setVisible(read is not None)
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        words, read = self._language.words, self._read
        self._checks_heading.setText(words.t("Checked"))
        self._history_heading.setText(words.t("History"))
        if read is None or self._row is None:
            return
        checks = check_lines(read, self._row, self._language)
        self.discussion.show_comments(read.page.comments, read.page.names, may=read.page.may_comment)
        lines = history_lines(read, self._language)
        self._more.setText(words.n("Show {n} step", "Show all {n} steps", len(lines)))
        self._more.setVisible(not self._all and len(lines) > AT_FIRST + 1)
        steps = lines[:AT_FIRST] if self._more.isVisibleTo(self._page) else lines
        if (checks, steps, self._language.name) != self._shown:
            self._shown = (checks, steps, self._language.name)
            _fill(self._checks, [self._check(line) for line in checks])
            _fill(self._history, _history_rows(steps))

    def _check(self, line: CheckLine) -> QWidget:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(S)
        icon, role = LOOKS[line.kind]
        middle = Qt.AlignmentFlag.AlignVCenter
        inside.addWidget(IconLabel(icon, role), 0, middle if line.link else Qt.AlignmentFlag.AlignTop)
        inside.addWidget(_text(line.text, "text"), 1)
        if line.link:
            button = IconButton("external-link", "accent")
            button.say(self._language.words.t("Open the link"))
            button.clicked.connect(lambda: open_url(line.link))
            inside.addWidget(button, 0, middle)
        return row

    def _show_all(self) -> None:
        self._all = True
        self.write()


def _history_rows(lines: Sequence[HistoryLine]) -> list[QWidget]:
    rows: list[QWidget] = []
    for line in lines:
        rows.append(_text(line.text, "muted"))
        if line.reason:
            rows.append(_text(line.reason, "text"))
    return rows


def _text(text: str, role: str) -> PostText:
    label = PostText(role)
    label.show_plain(text)
    return label


class _Page(QWidget):
    """As narrow as its place: a word without a blank in it does not push the rest out of sight."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(XS)
    return column


def _fill(column: QLayout, rows: Sequence[QWidget]) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for row in rows:
        column.addWidget(row)
        row.show()
