"""The files of a post as its network arranges them: one, side by side, or leafed through with arrows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.ui import icons
from app.ui.face import Face
from app.ui.preview.looks import Look
from app.ui.preview.picture_tile import PictureTile
from app.ui.preview.pictures import ReadPicture, read_picture, shape_of
from app.ui.preview.previewed import PreviewPicture
from app.ui.tasks import TaskHandle
from app.ui.tokens import ON_PICTURE, OVER_PICTURE, M, S
from app.ui.widgets.labels import set_tip

SIDE_BY_SIDE = 4
GAP = 3
SETTLED = 120
"""Milliseconds after which a new width is taken as the one wanted."""
_ARROW = 32
_VIDEO = 0.5625
_UNKNOWN = 0.75


class MediaView(QWidget):
    """Its height follows from its width. Pictures are read anew only when more detail is needed than was read."""

    turned = Signal(int)
    """Another file of several is shown."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._look = Look()
        self._pictures: tuple[PreviewPicture, ...] = ()
        self._wants_alt = False
        self._shape = _UNKNOWN
        self._known: dict[tuple[PreviewPicture, float], tuple[int, ReadPicture]] = {}
        self._reading: TaskHandle | None = None
        self._tiles = [PictureTile(self) for _ in range(SIDE_BY_SIDE)]
        self._place = 0
        self._highest: int | None = None
        self._back, self._on = _Arrow("chevron-left", self), _Arrow("chevron-right", self)
        self._back.clicked.connect(lambda: self.turn(-1))
        self._on.clicked.connect(lambda: self.turn(1))
        self._count = _Count(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED)
        self._timer.timeout.connect(self._read)

    @property
    def place(self) -> int:
        """Which file of a carousel is shown, from 0."""
        return self._place

    def show_pictures(self, pictures: tuple[PreviewPicture, ...], look: Look, *, wants_alt: bool) -> None:
        """Shows the files; those that were shown before stay as they are."""
        if pictures != self._pictures or look != self._look:
            self._place = min(self._place, max(len(pictures) - 1, 0)) if look == self._look else 0
            self._shape = self._first_shape(pictures)
        self._pictures, self._look, self._wants_alt = pictures, look, wants_alt
        self._known = {key: value for key, value in self._known.items() if key[0] in pictures}
        self._arrange()
        self.updateGeometry()
        if pictures:
            self._timer.start(0)

    def limit(self, highest: int | None) -> None:
        """No higher than so many pixels: the pictures are then narrower, and whole. None: as wide as there is room."""
        if highest != self._highest:
            self._highest = highest
            self.updateGeometry()

    def turn(self, steps: int) -> None:
        """Shows the next or the previous file of a carousel."""
        place = max(0, min(len(self._pictures) - 1, self._place + steps))
        if place != self._place:
            self._place = place
            self._arrange()
            self._read()
            self.turned.emit(place)

    # shape
    def _first_shape(self, pictures: tuple[PreviewPicture, ...]) -> float:
        known = next((read.shape for (row, _), (_, read) in self._known.items() if row in pictures[:1]), None)
        return known or (_UNKNOWN if pictures and pictures[0].is_picture else _VIDEO)

    @property
    def _leafed(self) -> bool:
        return self._look.carousel and len(self._pictures) > 1

    def _height(self, width: int) -> int:
        wanted = self._unlimited(width)
        return wanted if self._highest is None else min(wanted, self._highest)

    def _box(self) -> QRect:
        """Where the pictures stand: in the middle, when they may not be as high as they would be in full width."""
        wanted = self._unlimited(self.width())
        if self._highest is None or wanted <= self.height():
            return self.rect()
        width = round(self.width() * self.height() / wanted)
        return QRect((self.width() - width) // 2, 0, width, self.height())

    def _unlimited(self, width: int) -> int:
        count = len(self._pictures)
        if not count:
            return 0
        beside = 0.56 if count == 2 else 0.75
        shape = self._shape if count == 1 or self._leafed else beside
        return round(width * max(self._look.flattest, min(self._look.tallest, shape)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(width)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 240)
        return QSize(width, self._height(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 0)

    def _cells(self) -> list[QRect]:
        """Where the files stand, in their order."""
        box = self._box()
        return [cell.translated(box.left(), 0) for cell in self._cells_of(QRect(0, 0, box.width(), box.height()))]

    def _cells_of(self, box: QRect) -> list[QRect]:
        count = min(len(self._pictures), SIDE_BY_SIDE)
        if self._leafed or count <= 1:
            return [box] * min(count, 1)
        left, top = (box.width() - GAP) // 2, (box.height() - GAP) // 2
        right, low = box.width() - left - GAP, box.height() - top - GAP
        whole_left = QRect(0, 0, left, box.height())
        if count == 2:
            return [whole_left, QRect(left + GAP, 0, right, box.height())]
        beside = [QRect(left + GAP, 0, right, top), QRect(left + GAP, top + GAP, right, low)]
        if count == 3:
            return [whole_left, *beside]
        return [QRect(0, 0, left, top), beside[0], QRect(0, top + GAP, left, low), beside[1]]

    def _shown(self) -> list[PreviewPicture]:
        return [self._pictures[self._place]] if self._leafed else list(self._pictures[:SIDE_BY_SIDE])

    def _arrange(self) -> None:
        words, cells, shown = self._face.language.words, self._cells(), self._shown()
        for number, tile in enumerate(self._tiles):
            tile.setVisible(number < len(shown))
            if number >= len(shown):
                continue
            tile.setGeometry(cells[number])
            tile.rounded = self._look.inset
            last = number == SIDE_BY_SIDE - 1
            tile.more = len(self._pictures) - SIDE_BY_SIDE if last and not self._leafed else 0
            tile.show_picture(shown[number], words, wants_alt=self._wants_alt)
            known = self._known.get((shown[number], self._cut_of(cells[number])))
            if known is not None:
                tile.show_read(known[1], words)
        self._arrange_arrows()

    def _cut_of(self, cell: QRect) -> float:
        return round(cell.height() / max(cell.width(), 1), 1)

    def _arrange_arrows(self) -> None:
        words, middle = self._face.language.words, (self.height() - _ARROW) // 2
        self._back.say(words.t("Previous picture"))
        self._on.say(words.t("Next picture"))
        self._back.move(S, middle)
        self._on.move(self.width() - _ARROW - S, middle)
        self._back.setVisible(self._leafed and self._place > 0)
        self._on.setVisible(self._leafed and self._place < len(self._pictures) - 1)
        self._count.setVisible(self._leafed)
        if self._leafed:
            self._count.say(f"{self._place + 1}/{len(self._pictures)}")
            self._count.move(self.width() - self._count.width() - M, M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if self._pictures:
            self._timer.start(SETTLED)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pictures:
            self._timer.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self._leafed and steps:
            self.turn(steps)
        else:
            super().keyPressEvent(event)

    # reading
    def _read(self) -> None:
        """Asks for what is shown and not known, or known with too little detail."""
        if not self.isVisible():
            return
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        ratio = self.devicePixelRatioF()
        wanted = []
        for picture, cell in zip(self._shown(), self._cells(), strict=False):
            key = (picture, self._cut_of(cell))
            pixels = QSize(round(cell.width() * ratio), round(cell.height() * ratio))
            if picture.is_picture and self._known.get(key, (0, None))[0] * 1.2 < pixels.width():
                wanted.append((key, pixels))
        if not wanted:
            return
        first = self._pictures[0]

        def work(report: object) -> tuple[float | None, list[ReadPicture]]:
            return shape_of(first.path), [read_picture(key[0].path, size) for key, size in wanted]

        def done(answer: tuple[float | None, list[ReadPicture]]) -> None:
            self._reading = None
            shape, rows = answer
            self._known |= {key: (size.width(), row) for (key, size), row in zip(wanted, rows, strict=True)}
            if shape is not None and first.is_picture and shape != self._shape:
                self._shape = shape
                self.updateGeometry()
            self._arrange()

        self._reading = self._face.tasks.run(self, work, done)


class _Arrow(QToolButton):
    """A round button over a picture."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(_ARROW, _ARROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, name: str) -> None:
        self.setAccessibleName(name)
        set_tip(self, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ON_PICTURE if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(OVER_PICTURE)
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.drawPixmap(8, 8, icons.pixmap(self._name, ON_PICTURE, 16, self.devicePixelRatioF()))
        painter.end()


class _Count(QWidget):
    """ "1/5" over a picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        metrics = self.fontMetrics()
        self.resize(metrics.horizontalAdvance(text) + 2 * S, metrics.height() + S)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(OVER_PICTURE)
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        painter.setPen(ON_PICTURE)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
