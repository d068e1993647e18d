"""The versions of a persona: who made each and why, and what differs between any two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.personas import PersonaVersion, differences
from app.domain.word_differences import Fate, Piece, word_differences
from app.ui.errors import is_expected, sentence
from app.ui.personas.told_changes import ToldChange, tell, texts_of
from app.ui.tab_context import TabContext
from app.ui.tokens import HEADING, SMALL, L, M, S, colors_of
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import fit

if TYPE_CHECKING:
    from app.services.persona_reviews import PersonaPage

NUMBER = Qt.ItemDataRole.UserRole


class VersionsDialog(QDialog):
    """The list chooses the later version, the box above the differences the one to compare it with."""

    def __init__(
        self, context: TabContext, persona_id: int, *, since_review: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._language = context, context.face.language
        self._page: PersonaPage | None = None
        self._since_review = since_review
        fit(self, QSize(980, 640))
        self._build()
        self.write()
        self._language.switched.connect(self.write)
        context.face.tasks.run(
            self,
            lambda report: context.services.persona_reviews.page(context.actor, persona_id),
            self._fill,
            self._say_problem,
        )

    def _build(self) -> None:
        self._title = plain_label("", "title")
        self.list = QListWidget()
        self.list.setProperty("look", "rows")
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.list.currentItemChanged.connect(lambda *_: self._compare())
        self._with = plain_label("", "muted")
        self.other = QComboBox()
        self.other.activated.connect(lambda _: self._compare())
        self.told = QTextEdit()
        self.told.setReadOnly(True)
        self.told.setProperty("look", "paper")
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._problem = wrapped_label("", "problem")
        self._problem.hide()
        self._close = QPushButton()
        self._close.clicked.connect(self.close)
        choice = QHBoxLayout()
        choice.setSpacing(S)
        choice.addWidget(self._with)
        choice.addWidget(self.other, 1)
        right = QVBoxLayout()
        right.setSpacing(M)
        right.addLayout(choice)
        right.addWidget(self.told, 1)
        middle = QHBoxLayout()
        middle.setSpacing(L)
        middle.addWidget(self.list, 1)
        middle.addLayout(right, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addStretch()
        foot.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(self._title)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    def write(self) -> None:
        words = self._language.words
        name = self._page.persona.name if self._page is not None else ""
        self.setWindowTitle(words.t("Versions"))
        self._title.setText(words.t("Versions: {name}", name=name) if name else words.t("Versions"))
        self.list.setAccessibleName(words.t("Versions, the newest first"))
        self._with.setText(words.t("Compare with"))
        self.other.setAccessibleName(words.t("Compare with"))
        self.told.setAccessibleName(words.t("Differences"))
        self._close.setText(words.t("Close"))
        if self._page is not None:
            self._list(self._page, self._chosen())
            self._compare()

    def _fill(self, page: PersonaPage) -> None:
        self._page = page
        self._title.setText(self._language.words.t("Versions: {name}", name=page.persona.name))
        last = page.versions[-1].n
        base = page.review.last_version or page.versions[0].n
        before = base if self._since_review else page.versions[max(0, len(page.versions) - 2)].n
        self._list(page, (before, last))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compare()

    def _say_problem(self, error: BaseException) -> None:
        if is_expected(error):
            self._problem.setText(sentence(error, self._language))
            self._problem.show()
        else:
            self._context.face.tasks.unexpected.emit(error)

    def _list(self, page: PersonaPage, chosen: tuple[int, int]) -> None:
        before, after = chosen
        for box in (self.list, self.other):
            box.blockSignals(True)
            box.clear()
        for row in reversed(page.versions):
            item = QListWidgetItem(self._told_version(row, page))
            item.setData(NUMBER, row.n)
            self.list.addItem(item)
            if row.n == after:
                self.list.setCurrentItem(item)
            self.other.addItem(self._short(row), row.n)
        self.other.setCurrentIndex(max(0, self.other.findData(before)))
        for box in (self.list, self.other):
            box.blockSignals(False)

    def _chosen(self) -> tuple[int, int]:
        item = self.list.currentItem()
        return int(self.other.currentData() or 0), int(item.data(NUMBER)) if item is not None else 0

    def _short(self, row: PersonaVersion) -> str:
        formats = self._language.formats
        day = formats.day_short(formats.local(row.at).date())
        return self._language.words.t("version {n} of {day}", n=row.n, day=day)

    def _told_version(self, row: PersonaVersion, page: PersonaPage) -> str:
        formats, words = self._language.formats, self._language.words
        who = page.authors.get(row.member_id or 0) or words.t("the program")
        first = f"{self._short(row)}, {formats.time(row.at)}"
        return "\n".join(part for part in (first, who, row.note) if part)

    # differences
    def _compare(self) -> None:
        page = self._page
        if page is None:
            return
        one, two = self._chosen()
        first, last = min(one, two), max(one, two)
        rows = {row.n: row for row in page.versions}
        if first not in rows or last not in rows:
            return
        before, after = rows[first].snapshot, rows[last].snapshot
        texts = texts_of(before, after)
        self._write_changes([tell(row, texts, self._language) for row in differences(before, after)])

    def _write_changes(self, rows: list[ToldChange]) -> None:
        """Plain text with marks: removed words are struck through, added ones underlined."""
        self.told.clear()
        cursor = self.told.textCursor()
        words = self._language.words
        if not rows:
            cursor.insertText(words.t("The two versions are the same."), self._look("muted"))
        for number, row in enumerate(rows):
            space = QTextBlockFormat()
            space.setTopMargin(L if number else 0)
            if number:
                cursor.insertBlock(space)
            cursor.insertText(row.where, self._look("text", bold=True, factor=HEADING))
            cursor.insertText(f"  {row.what}", self._look("muted", factor=SMALL))
            if row.about:
                cursor.insertBlock(QTextBlockFormat())
                cursor.insertText(self._language.formats.quote(row.about), self._look("muted"))
            if row.before or row.after:
                cursor.insertBlock(QTextBlockFormat())
                self._write_texts(cursor, row)
        self.told.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_texts(self, cursor: QTextCursor, row: ToldChange) -> None:
        looks = {
            Fate.KEPT: self._look("text"),
            Fate.REMOVED: self._look("failed", struck=True),
            Fate.ADDED: self._look("approved", underlined=True),
        }
        pieces = word_differences(row.before, row.after) if row.is_prose else _whole(row)
        for place, piece in enumerate(pieces):
            cursor.insertText(piece.text, looks[piece.fate])
            following = pieces[place + 1 : place + 2]
            if piece.fate is Fate.REMOVED and following and following[0].fate is Fate.ADDED:
                cursor.insertText(" ", self._look("text"))

    def _look(
        self, role: str, *, bold: bool = False, struck: bool = False, underlined: bool = False, factor: float = 1.0
    ) -> QTextCharFormat:
        made = QTextCharFormat()
        color: QColor = colors_of(QGuiApplication.palette()).of(role)
        made.setForeground(color)
        made.setFontStrikeOut(struck)
        made.setFontUnderline(underlined)
        made.setFontPointSize(self.font().pointSizeF() * factor)
        if bold:
            made.setFontWeight(QFont.Weight.DemiBold)
        return made


def _whole(row: ToldChange) -> tuple[Piece, ...]:
    """A value is replaced as a whole: nobody reads half a percentage."""
    both = ((Fate.REMOVED, row.before), (Fate.ADDED, row.after))
    return tuple(Piece(fate, text) for fate, text in both if text)
