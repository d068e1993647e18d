"""One statement of a persona as it is read: text, badge of its evidence, and below what it rests on. One painted widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from app.domain.personas import Evidence, Statement
from app.system import labels
from app.ui import icons
from app.ui.language import Language
from app.ui.personas.told import EVIDENCE_LOOK, source_line, spoken
from app.ui.tokens import RADIUS, SMALL, XS, S, colors_of
from app.ui.widgets.broken_text import broken, place

MIME = "application/x-szpalta-statement"
_ICON = 12
WIDTH = 260
"""What a line asks for; how high it is follows from the width it gets."""


class StatementLine(QWidget):
    """Enter edits, Space shows the evidence, Delete removes, Alt+Up and Alt+Down move; so do the mouse and the menu."""

    edit_wanted = Signal()
    evidence_wanted = Signal()
    remove_wanted = Signal()
    move_wanted = Signal(int)
    """-1 up, 1 down."""

    def __init__(self, row: Statement, language: Language, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self._language, self._may_edit = row, language, may_edit
        self._hover, self._pressed = False, QPoint()
        self._laid: tuple[int, list[QTextLayout], float] | None = None
        self._badge = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}
        self.write()

    def show_statement(self, row: Statement, *, may_edit: bool) -> None:
        """Nothing is laid out anew for a statement that stayed as it was."""
        if (row, may_edit) != (self.row, self._may_edit):
            self.row, self._may_edit = row, may_edit
            self.write()

    def write(self) -> None:
        self._kind = labels.evidence(self.row.kind, self._language.words)
        self._source = source_line(self.row, self._language)
        self.setAccessibleName(spoken(self.row, self._language))
        words = self._language.words
        self.setAccessibleDescription(
            words.t("Enter edits, Space shows what it rests on.")
            if self._may_edit
            else words.t("Space shows what it rests on.")
        )
        self._forget()

    # layout
    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = round(self._lay_out(width) + 0.5)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.fontMetrics().height() * 2 + 2 * XS)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height())

    def _forget(self) -> None:
        self._laid = None
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font

    def _lay_out(self, width: int) -> float:
        """Places text, badge and source in a width; gives the height."""
        if self._laid is not None and self._laid[0] == width:
            return self._laid[2]
        inside = max(40.0, width - 2 * S)
        small = QFontMetricsF(self._small())
        text = broken(self.row.text, self.font(), inside)
        top = float(XS) + place(text, S, XS)
        last = text.lineAt(text.lineCount() - 1)
        badge = QSize(round(small.horizontalAdvance(self._kind)) + _ICON + XS + 2 * S, round(small.height()) + 2)
        after = S + last.naturalTextWidth() + S
        if after + badge.width() <= width - S:
            self._badge = QRectF(after, top - (last.height() + badge.height()) / 2, badge.width(), badge.height())
            top = max(top, self._badge.bottom())
        else:
            self._badge = QRectF(S, top + 2, badge.width(), badge.height())
            top = self._badge.bottom()
        layouts = [text]
        if self._source:
            source = broken(self._source, self._small(), inside)
            top += 1 + place(source, S, top + 1)
            layouts.append(source)
        self._laid = (width, layouts, top + XS)
        return top + XS

    def _layouts(self) -> list[QTextLayout]:
        """Text and source as laid out for the width there is."""
        self._lay_out(self.width())
        return self._laid[1] if self._laid is not None else []

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()

    # painting
    def paintEvent(self, event: QPaintEvent) -> None:
        layouts = self._layouts()
        colors = colors_of(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._hover and self._may_edit:
            painter.setBrush(colors.of("hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.of("accent"), 1.5))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        for layout, role in zip(layouts, ("text", "muted"), strict=False):
            painter.setPen(colors.of(role))
            layout.draw(painter, QPointF(0, 0))
        self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        name, role = EVIDENCE_LOOK[self.row.kind]
        color = colors_of(QApplication.palette()).of(role)
        pen = QPen(color, 1)
        if self.row.kind is Evidence.ASSUMED:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = self._badge.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        drawing = icons.pixmap(name, color, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(box.left() + S, box.center().y() - _ICON / 2), drawing)
        painter.setFont(self._small())
        painter.setPen(color)
        painter.drawText(
            box.adjusted(S + _ICON + XS, 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._kind,
        )

    @property
    def badge_rect(self) -> QRect:
        """Where the badge stands now."""
        self._lay_out(self.width())
        return self._badge.toRect()

    # mouse and keys
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self._may_edit:
            if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._drag()
            return
        over = self.badge_rect.contains(at)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.setCursor(shape if over or self._may_edit else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.rect().contains(event.position().toPoint()):
            return
        if self.badge_rect.contains(event.position().toPoint()) or not self._may_edit:
            self.evidence_wanted.emit()
        else:
            self.edit_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Space:
            self.evidence_wanted.emit()
        elif not self._may_edit:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        words = self._language.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{words.t('What it rests on')}\t{words.c('key', 'Space')}", self.evidence_wanted.emit)
        if self._may_edit:
            menu.addAction(f"{words.t('Edit')}\tEnter", self.edit_wanted.emit)
            menu.addSeparator()
            menu.addAction(f"{words.t('Move up')}\tAlt+↑", lambda: self.move_wanted.emit(-1))
            menu.addAction(f"{words.t('Move down')}\tAlt+↓", lambda: self.move_wanted.emit(1))
            menu.addSeparator()
            menu.addAction(f"{words.t('Delete')}\tDel", self.remove_wanted.emit)
        menu.popup(event.globalPos())

    def _drag(self) -> None:
        data = QMimeData()
        data.setData(MIME, str(self.row.id).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)
