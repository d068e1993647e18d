"""What stands inside a tile: a number with its change, a plot with the sentence under it, a table of posts, or words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QSizePolicy, QTableView, QVBoxLayout, QWidget

from app.domain.added_values import GroupedContent, NoteContent, TableContent
from app.domain.advice import Evidence
from app.domain.dashboard_values import FailedContent, LinesContent, NumberContent, PostsContent, ResponseContent, Tile
from app.domain.dashboards import TileKind
from app.domain.figure_basis import is_of_groups
from app.domain.post_briefs import Pick
from app.system.advice_words import evidence_word
from app.system.format_tables import NO_DATA
from app.system.told.said import why_empty
from app.system.told.sentences import evidence_of, sentence_of
from app.system.told.spoken_lines import spoken_lines
from app.system.told.tables import TileTable, table_of
from app.system.told.wording import failure_text, response_text
from app.ui.dashboard.drawings import change_role, drawing_of, sparkline
from app.ui.dashboard.posts_table import PostsTable
from app.ui.dashboard.table_dialog import COLUMN, TileTableModel
from app.ui.dashboard.telling import Telling
from app.ui.plots.drawing import Drawing
from app.ui.plots.legend import Legend
from app.ui.plots.line_frame import LineFrame
from app.ui.plots.plot_widget import PlotWidget
from app.ui.tokens import XS, M, S
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import FigureLabel, plain_label, set_tip, wrapped_label
from app.ui.widgets.styled import set_styled

MOST_SEEN = 12
FEW_COLUMNS = 3
MOST_SAID = 40
"""Rows of a tile's numbers told to those who listen; the table has them all."""


def body_of(tile: Tile, tell: Telling, parent: QWidget | None = None) -> Body:
    content = tile.content
    if isinstance(content, NumberContent):
        return NumberBody(tile, content, tell, parent)
    if isinstance(content, PostsContent) and content.rows:
        return PostsTable(tell.title(tile), content, tell, parent)
    if isinstance(content, ResponseContent):
        return WordsBody("inbox", "muted", response_text(tile, content, tell), lead=NO_DATA, parent=parent)
    if isinstance(content, FailedContent):
        return WordsBody("triangle-alert", "failed", failure_text(content, tell), parent=parent)
    if isinstance(content, NoteContent):
        return WordsBody("quote", "muted", content.text or tell.words.t("Nothing written yet."), parent=parent)
    if tile.spec.kind is TileKind.TABLE and isinstance(content, TableContent | GroupedContent) and content.rows:
        return TableBody(tile, tell, parent)
    drawing = drawing_of(tile, tell)
    if drawing is None or not drawing.marks:
        return WordsBody("minus", "muted", why_empty(tile, tell), parent=parent)
    return PlotBody(tile, tell, parent)


def spoken(table: TileTable, tell: Telling) -> str:
    """A tile's numbers as sentences for those who listen."""
    told = []
    for row in range(min(len(table.rows), MOST_SAID)):
        cells = [table.shown(row, place, tell) for place in range(len(table.headers))]
        whole = [f"{name}: {cell}" for name, cell in zip(table.headers, cells, strict=True)]
        if table.rows[row] and isinstance(table.rows[row][0], date):
            whole[0] = cells[0]  # a day says that it is one
        told.append(", ".join(whole))
    return "; ".join(told)


class TableBody(QWidget):
    """The numbers themselves, as many rows as there are, up to a dozen seen at once, and the sentence under them."""

    def __init__(self, tile: Tile, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = QTableView(self)
        self.view.setProperty("look", "table")
        self.view.setAccessibleName(tell.title(tile))
        self.view.setTabKeyNavigation(False)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._model = TileTableModel(table_of(tile, tell), tell, self)
        self.view.setModel(self._model)
        self._share_width()
        self.setFocusProxy(self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self.view, 1)
        self._said: QLabel | None = None
        if sentence := sentence_of(tile, tell):
            self._said = wrapped_label(sentence, "small")
            whole.addWidget(self._said)
        self._tell_of(self._model.table, tell)

    def renewed(self, tile: Tile, tell: Telling) -> Callable[[], None] | None:
        """What shows other numbers in this table; None where there are none."""
        if not isinstance(tile.content, TableContent | GroupedContent) or not tile.content.rows:
            return None
        table, sentence = table_of(tile, tell), sentence_of(tile, tell)
        if bool(sentence) != (self._said is not None):
            return None

        def show() -> None:
            self._model.show_anew(table, tell)
            if self._said is not None:
                self._said.setText(sentence)
            self._tell_of(table, tell)

        return show

    def _share_width(self) -> None:
        """Many columns take what they need, and are scrolled where that is more than there is."""
        if len(self._model.table.headers) > FEW_COLUMNS:
            head = self.view.horizontalHeader()
            head.setMaximumSectionSize(COLUMN)
            head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            head.setStretchLastSection(True)
            self.view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def _tell_of(self, table: TileTable, tell: Telling) -> None:
        self.view.setAccessibleDescription(spoken(table, tell))
        row, shown = self.view.verticalHeader().defaultSectionSize(), min(len(table.rows), MOST_SEEN)
        self.view.setMinimumHeight(row * (shown + 1) + 2 * self.view.frameWidth() + XS)


class RingedBody(QWidget):
    """What has the keyboard as a whole; the frame around it shows that, with room between."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell_frame()

    def _tell_frame(self) -> None:
        frame = self.parentWidget()
        if frame is not None:
            frame.update()


class WordsBody(RingedBody):
    """A tile that has words instead of numbers."""

    def __init__(self, icon: str, role: str, text: str, *, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, XS, 0, XS)
        whole.setSpacing(XS)
        if lead:
            whole.addWidget(plain_label(lead, "title"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(IconLabel(icon, role), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(wrapped_label(text, "muted"), 1)
        whole.addLayout(row)
        whole.addStretch()


class NumberBody(RingedBody):
    """One number, its change, what it rests on, and the small line. Enter and a click ask for the posts behind it."""

    picked = Signal(object)

    def __init__(self, tile: Tile, content: NumberContent, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number, self._change, self._sample = (
            FigureLabel("", "title"),
            wrapped_label("", "small"),
            wrapped_label("", "small"),
        )
        self._line = PlotWidget(sparkline(content, tell), least=36, parent=self)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._line.chosen.connect(self.picked)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self._change, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._line, 2, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self._number)  # a line of its own: beside the line of the figure there is no room for all of it
        whole.addLayout(row)
        whole.addSpacing(S)
        whole.addWidget(self._sample)
        whole.addStretch()
        self._tell_of(tile, content, tell)

    def renewed(self, tile: Tile, tell: Telling) -> Callable[[], None] | None:
        """What shows another number here; None where there is none."""
        content = tile.content
        if not isinstance(content, NumberContent):
            return None
        line = sparkline(content, tell)

        def show() -> None:
            self._line.show_anew(line)
            self._tell_of(tile, content, tell)

        return show

    def _tell_of(self, tile: Tile, content: NumberContent, tell: Telling) -> None:
        value, period = content.value, tell.dashboard.period
        shown, change, before = tell.of(value), tell.change(content), tell.before(content)
        unknown = tell.unknown(value, tile.spec) if value.value is None else ""
        of_posts = not is_of_groups(value)  # behind tables there are none
        stories = not value.kpi.endswith("_without_stories")
        self._pick = Pick(period.first, period.last, stories=stories) if of_posts else None
        self._number.setText(shown)
        set_tip(self._number, unknown or "\n".join([*tell.left_out(value), *tell.doubts(value)]))
        self._change.setText(change)
        if content.change is None:
            set_styled(self._change, look="small", role="")
        else:
            set_styled(self._change, look="strong", role=change_role(change))
        set_tip(self._change, before)
        self._line.setVisible(any(one is not None for one in content.line.values))
        self._line.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the number is what has the focus
        self._sample.setText(unknown or tell.sample(value))
        self.setAccessibleName(f"{tell.title(tile)}: {shown}")
        self.setAccessibleDescription("; ".join(part for part in (change, before, self._sample.text()) if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pick and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._pick)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() is Qt.MouseButton.LeftButton
        if self._pick and left and self.rect().contains(event.position().toPoint()):
            self.picked.emit(self._pick)
        super().mouseReleaseEvent(event)


class PlotBody(QWidget):
    """A plot, the legend of its lines, and the sentence under it."""

    picked = Signal(object)
    turns = 0
    """Of the event loop, in which the plot goes on making itself."""

    def __init__(self, tile: Tile, tell: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        drawing = drawing_of(tile, tell)
        if drawing is None:
            raise TypeError(tile.spec.kind)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        if isinstance(drawing, LineFrame):
            from app.ui.plots.line_plot import LinePlot

            self.plot: PlotWidget = LinePlot(drawing, parent=self)
            self.turns = LinePlot.TURNS
            whole.addWidget(Legend(_legend(drawing)))
        else:
            self.plot = PlotWidget(drawing, parent=self)
        self.plot.chosen.connect(self.picked)
        self.setFocusProxy(self.plot)
        self.plot.setAccessibleName(tell.title(tile))
        self.plot.setAccessibleDescription(_spoken_plot(tile, tell))
        self._said: QLabel | None = None
        grows = isinstance(tile.content, LinesContent) or drawing.__class__.__name__ == "HeatMap"
        whole.addWidget(self.plot, 1 if grows else 0)
        if not grows:
            whole.addStretch()
        self._evidence = evidence_of(tile)
        if self._evidence:
            whole.addLayout(_evidence_row(self._evidence, tell))
        if sentence := sentence_of(tile, tell):
            self._said = wrapped_label(sentence, "small")
            whole.addWidget(self._said)

    def renewed(self, tile: Tile, tell: Telling) -> Callable[[], None] | None:
        """What shows another drawing in the plot there is; None where that would not do."""
        drawing, plot = drawing_of(tile, tell), self.plot
        if drawing is None or not drawing.marks or type(drawing) is not type(plot.drawing):
            return None
        sentence, told = sentence_of(tile, tell), _spoken_plot(tile, tell)
        stays = _legend(drawing), evidence_of(tile), bool(sentence)
        if stays != (_legend(plot.drawing), self._evidence, self._said is not None):
            return None

        def show() -> None:
            plot.show_anew(drawing)
            plot.setAccessibleDescription(told)
            if self._said is not None:
                self._said.setText(sentence)

        return show


def _spoken_plot(tile: Tile, tell: Telling) -> str:
    if isinstance(tile.content, LinesContent):
        return spoken_lines(tile.content, tell)
    return spoken(table_of(tile, tell), tell)


def _legend(drawing: Drawing) -> list[str]:
    return drawing.names if isinstance(drawing, LineFrame) else []


_EVIDENCE = {
    Evidence.STRONG: ("circle-check", "approved"),
    Evidence.SOME: ("circle-dot", "warn"),
    Evidence.NONE: ("equal-approximately", "muted"),
    Evidence.TOO_FEW: ("circle-dashed", "muted"),
}


def _evidence_row(evidence: Evidence, tell: Telling) -> QHBoxLayout:
    """The traffic light: an icon and its word."""
    row = QHBoxLayout()
    row.setSpacing(XS)
    row.addWidget(IconLabel(*_EVIDENCE[evidence]))
    row.addWidget(plain_label(evidence_word(evidence, tell.words), "strong"), 1)
    return row


Body = NumberBody | PlotBody | PostsTable | TableBody | WordsBody
