"""Beside a persona's page: how many posts are for it, how they did, and the latest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.content import Post
from app.system import figure_words, labels
from app.system.dashboard_words import figure
from app.system.format_tables import NO_DATA
from app.ui.language import Language
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import IconButton, IconLabel, NetworkMark
from app.ui.widgets.labels import plain_label, set_tip, wrapped_label
from app.ui.widgets.line import Line

if TYPE_CHECKING:
    from app.domain.kpi import KpiValue
    from app.services.persona_results import NetworkResult, PersonaResults


class PersonaSide(QWidget):
    post_wanted = Signal(int)
    new_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._results: PersonaResults | None = None
        self._may_write = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(L, L, L, L)
        self._whole.setSpacing(S)
        self._body: QWidget | None = None

    def write(self) -> None:
        if self._results is not None:
            self.fill(self._results, may_write=self._may_write)

    def clear(self) -> None:
        """While another persona is being read."""
        self._results = None
        self._replace(QWidget())

    def say_problem(self, sentence: str) -> None:
        body = QWidget()
        column = _column(body)
        column.addWidget(wrapped_label(sentence, "problem"))
        column.addStretch()
        self._replace(body)

    def fill(self, results: PersonaResults, *, may_write: bool) -> None:
        self._results, self._may_write = results, may_write
        body = QWidget()
        column = _column(body)
        self._add_count(column, results)
        self._add_results(column, results)
        self._add_latest(column, results)
        column.addStretch()
        self._replace(body)

    def _replace(self, body: QWidget) -> None:
        old, self._body = self._body, body
        if old is not None:
            self._whole.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._whole.addWidget(body)

    def _add_count(self, column: QVBoxLayout, results: PersonaResults) -> None:
        words, formats = self._language.words, self._language.formats
        days = formats.days(results.counted.first, results.counted.last, results.counted.last)
        caption = words.t("Posts for this persona · {days}", days=days)
        column.addWidget(wrapped_label(caption, "caption"))
        card = QFrame()
        card.setProperty("chip", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(M, S, M, S)
        if results.all_posts:
            own, every = formats.number(results.posts), formats.number(results.all_posts)
            text = words.n("{own} of {n} post", "{own} of {n} posts", results.all_posts, n=every, own=own)
            inside.addWidget(wrapped_label(text, "strong"))
            part = formats.percent(100 * results.posts / results.all_posts, 0)
            told = words.t("{share} of what was published; a post on two profiles counts twice", share=part)
            inside.addWidget(wrapped_label(told, "small"))
        else:
            inside.addWidget(wrapped_label(words.t("Nothing was published in these days.")))
        column.addWidget(card)
        new = QPushButton(words.t("New post for this persona"))
        new.clicked.connect(self.new_wanted)
        new.setEnabled(self._may_write)
        set_tip(new, "" if self._may_write else words.t("Your role does not allow writing posts for this brand."))
        column.addWidget(new)

    def _add_results(self, column: QVBoxLayout, results: PersonaResults) -> None:
        words = self._language.words
        column.addSpacing(M)
        head = QHBoxLayout()
        days = results.compared.days
        caption = words.n("Results beside other personas · {n} day", "Results beside other personas · {n} days", days)
        head.addWidget(wrapped_label(caption, "caption"), 1)
        info = IconButton("info")
        info.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        info.say(
            words.t(
                "The median over posts of the rate that is named: interactions ÷ what it is taken of × 100, as far as the "
                "network tells it. Beside posts for other personas of the brand; n is the number of posts with both figures."
            )
        )
        head.addWidget(info)
        column.addLayout(head)
        if not results.networks:
            column.addWidget(wrapped_label(words.t("No post for this persona was published in these days."), "muted"))
        for row in results.networks:
            column.addWidget(self._network(row))

    def _network(self, row: NetworkResult) -> QWidget:
        words = self._language.words
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, XS, 0, XS)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(NetworkMark(row.network, 18), 0, 0)
        grid.addWidget(plain_label(labels.network(row.network, words), "strong"), 0, 1, 1, 3)
        if row.enough:
            grid.addWidget(wrapped_label(figure_words.measure(row.metric, words), "small"), 3, 1, 1, 3)
            self._figure(grid, 1, words.t("this persona"), row.own, strong=True)
            self._figure(grid, 2, words.t("other personas"), row.others, strong=False)
        else:
            reason = self._why_not(row)
            label = wrapped_label(reason, "small")
            grid.addWidget(label, 1, 1, 1, 3)
        return part

    def _figure(self, grid: QGridLayout, row: int, name: str, value: KpiValue, *, strong: bool) -> None:
        formats = self._language.formats
        grid.addWidget(plain_label(name, "" if strong else "muted"), row, 1)
        sample = plain_label(f"n = {formats.number(value.n_used)}", "small")
        grid.addWidget(sample, row, 2, Qt.AlignmentFlag.AlignRight)
        shown = plain_label(figure(value.value, value.unit, formats), "strong" if strong else "muted")
        shown.setMinimumWidth(shown.fontMetrics().horizontalAdvance("00,00%") + XS)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(shown, row, 3)

    def _why_not(self, row: NetworkResult) -> str:
        words, formats = self._language.words, self._language.formats
        left = {**row.own.left_out}
        if not row.own.n_used and left:
            code, count = max(left.items(), key=lambda item: item[1])
            return f"{NO_DATA}  {figure_words.left_out(code, count, words, formats)}"
        own, others = formats.number(row.own.n_used), formats.number(row.others.n_used)
        return words.t("Too few posts to tell: {own} here, {others} for others.", own=own, others=others)

    def _add_latest(self, column: QVBoxLayout, results: PersonaResults) -> None:
        words = self._language.words
        column.addSpacing(M)
        column.addWidget(plain_label(words.t("Latest posts"), "caption"))
        if not results.latest:
            column.addWidget(wrapped_label(words.t("No post names this persona yet."), "muted"))
        for post in results.latest:
            column.addWidget(self._post(post, results))

    def _post(self, post: Post, results: PersonaResults) -> QWidget:
        words, formats = self._language.words, self._language.formats
        title = post.title or " ".join(post.text.split())[:80] or words.t("Post without a title")
        state = labels.post_state(post.state, words, partly=post.partly)
        day = "" if post.due_at is None else formats.day_near(formats.local(post.due_at).date(), results.today)
        line = Line(f"{title}, {state}, {day}", opens=True)
        networks = dict.fromkeys(
            results.profiles[row.profile_id].network for row in post.variants if row.profile_id in results.profiles
        )
        line.add(NetworkMark(next(iter(networks)), 18) if networks else IconLabel("file-text"))
        beside = f"{state}, {day}" if day else state
        if len(networks) > 1:
            told = words.n("and {n} more network", "and {n} more networks", len(networks) - 1)
            beside = f"{beside}, {told}"
        line.texts(title, beside, "")
        line.chosen.connect(lambda: self.post_wanted.emit(post.id))
        return line


def _column(body: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    return column
