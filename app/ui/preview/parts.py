"""The parts around text and pictures: who posts, where a text folds, the card of a link, and the first comment."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.networks import Network
from app.domain.word_differences import Fate, Piece
from app.system.words import Words
from app.ui.links import open_url, openable
from app.ui.preview.looks import Look
from app.ui.preview.post_text import PostText, runs_of
from app.ui.preview.previewed import Previewed
from app.ui.tokens import RADIUS, XS, L, M, S, colors_of
from app.ui.top_bar import initials
from app.ui.widgets.icon_label import IconButton, IconLabel, NetworkMark
from app.ui.widgets.labels import ElidedLabel, plain_label

_AVATAR = 38
_SMALL_AVATAR = 26


class Avatar(QWidget):
    """The initials of a profile on the accent colour. Decoration only: the name stands beside it."""

    def __init__(self, size: int = _AVATAR, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self._letters = ""
        self._square = False

    def show_name(self, name: str, *, square: bool) -> None:
        self._letters, self._square = initials(name), square
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = colors_of(QGuiApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.of("accent"))
        box = QRectF(self.rect())
        round_by = RADIUS if self._square else box.width() / 2
        painter.drawRoundedRect(box, round_by, round_by)
        font = QFont(self.font())
        font.setPixelSize(round(box.width() * 0.36))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colors.of("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class Head(QWidget):
    """Avatar, name, handle and time as the network orders them, and its mark."""

    def __init__(self, network: Network, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._avatar = Avatar()
        self._name = ElidedLabel("", "strong")
        self._beside = ElidedLabel("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S + 2)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addStretch()
        column.addWidget(self._name)
        column.addWidget(self._beside)
        column.addStretch()
        row.addLayout(column, 1)
        row.addWidget(NetworkMark(network, 18), 0, Qt.AlignmentFlag.AlignTop)

    def show_post(self, post: Previewed) -> None:
        handle = post.handle.lstrip("@")
        name = handle if self._look.handle_first else post.display_name or handle
        at = f"@{handle}" if self._look.one_line and not self._look.handle_first and handle else ""
        self._avatar.show_name(post.display_name or handle, square=self._look.square_avatar)
        self._name.setText(name)
        self._beside.setText(" · ".join(part for part in (at, post.when) if part))
        self._beside.setVisible(bool(self._beside.text()))


class FoldMark(QWidget):
    """The place where the network hides the rest behind its "see more"."""

    def __init__(self, network: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self._text = plain_label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(IconLabel("chevron-down", "muted", 12))
        row.addWidget(self._text)
        row.addWidget(_Dashes(), 1)

    def write(self, words: Words) -> None:
        self._text.setText(words.t("{network} folds the text here", network=self._network))


class _Dashes(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = painter.pen()
        pen.setColor(colors_of(QGuiApplication.palette()).of("muted"))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        middle = self.height() // 2
        painter.drawLine(0, middle, self.width(), middle)
        painter.end()


class LinkCard(QFrame):
    """Where a link leads, as far as the address tells; its button opens it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("chip", True)
        self._link = ""
        self._host = ElidedLabel("", "small")
        self._address = ElidedLabel("", "strong")
        self._open = IconButton("external-link", "accent")
        self._open.clicked.connect(lambda: open_url(self._link))
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, S, S)
        row.setSpacing(S)
        row.addWidget(IconLabel("link", "muted"))
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(self._host)
        column.addWidget(self._address)
        row.addLayout(column, 1)
        row.addWidget(self._open)

    def show_link(self, link: str, words: Words) -> None:
        self._link = link
        url = openable(link)
        host = url.host() if url is not None else ""
        self._host.setText(host)
        self._host.setVisible(bool(host))
        shown = link.split("://", 1)[-1]
        self._address.setText(shown)
        self._open.say(words.t("Open the link on {host}", host=host) if host else words.t("Open the link"))
        self._open.setVisible(url is not None)


class FirstComment(QFrame):
    """What the profile writes under its own post."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = plain_label("", "caption")
        self._avatar = Avatar(_SMALL_AVATAR)
        self._name = ElidedLabel("", "strong")
        self._text = PostText()
        bubble = QFrame()
        bubble.setProperty("chip", True)
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(M, S, M, S)
        inside.setSpacing(1)
        inside.addWidget(self._name)
        inside.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(bubble, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, L, M)
        whole.setSpacing(XS)
        whole.addWidget(self._caption)
        whole.addLayout(row)

    def show_comment(self, post: Previewed, look: Look, words: Words) -> None:
        name = post.handle.lstrip("@") if look.handle_first else post.display_name or post.handle
        self._caption.setText(words.t("First comment"))
        self._avatar.show_name(post.display_name or post.handle, square=look.square_avatar)
        self._name.setText(name)
        self._text.show_runs(runs_of([Piece(Fate.KEPT, post.first_comment or "")]))


class Actions(QWidget):
    """The row of signs people know from under a post. Decoration only."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L + M)
        for name in names:
            row.addWidget(IconLabel(name, "muted", 18))
        row.addStretch()
