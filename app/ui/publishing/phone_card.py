"""A post on the phone: a QR code that opens it there, what that means, and the way to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.tab_context import TabContext
from app.ui.tokens import L, S
from app.ui.widgets.labels import plain_label, wrapped_label

if TYPE_CHECKING:
    from app.services.by_hand import PhoneHandOver

_SIDE = 220


class PhoneCard(QWidget):
    """Nothing is opened before somebody asks. `refused` carries an exception."""

    refused = Signal(object)

    def __init__(self, context: TabContext, delivery_id: int) -> None:
        super().__init__()
        self._context, self._number = context, delivery_id
        self.shown: PhoneHandOver | None = None
        self._alone = False
        self._told = wrapped_label("", "muted")
        self.code, self.button = plain_label(), QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._press)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, L, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._told)
        whole.addWidget(self.code)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.code.hide()
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        words = self._context.face.language.words
        if self._alone:
            self._told.setText(words.t("This computer is in no local network, so a phone cannot reach it."))
        else:
            self._told.setText(
                words.t(
                    "On the phone: for a quarter of an hour this post can be opened by whoever scans the code in the "
                    "same local network. The way there is not encrypted."
                )
            )
        self.code.setAccessibleName(words.t("QR code of the address"))
        shown = self.shown is not None
        self.button.setText(words.t("Stop showing it") if shown else words.t("Show a QR code for the phone"))

    def end(self) -> None:
        """The address leads nowhere any more."""
        if self.shown is not None:
            self.shown.close()
            self.shown = None
        self.code.hide()
        self.write()

    def _press(self) -> None:
        if self.shown is not None:
            self.end()
            return
        service, actor, words = self._context.services.by_hand, self._context.actor, self._context.face.language.words

        def work(report: object) -> PhoneHandOver | None:
            found = service.addresses()
            return service.open_for_phone(actor, self._number, found[0], words) if found else None

        self.button.setEnabled(False)
        self._context.face.tasks.run(self, work, self._show, self._fail)

    def _show(self, shown: PhoneHandOver | None) -> None:
        self.button.setEnabled(True)
        self.shown, self._alone = shown, shown is None
        if shown is not None:
            self.code.setPixmap(_drawn(shown.qr_svg()))
            self.code.show()
        self.write()

    def _fail(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        self.refused.emit(error)


def _drawn(svg: str) -> QPixmap:
    """Black on white in both palettes: cameras read nothing else well."""
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(Qt.GlobalColor.white)
    named = svg if "xmlns" in svg else svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(named.encode())).render(painter)
    painter.end()
    return picture
