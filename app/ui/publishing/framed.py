"""The frame of the dialogs about a publication: a heading, a page that scrolls, what was told, buttons along the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.told_banner import ToldBanner


class FramedDialog(QDialog):
    """What a dialog has of its own goes into `_inside`, below the heading, and into `_foot`, before the way out."""

    def __init__(self, context: TabContext, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.told = ToldBanner(context.face.language)
        self.leave = QPushButton()
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.close)
        page = QWidget()
        page.setProperty("look", "page")
        self._inside = QVBoxLayout(page)
        self._inside.setContentsMargins(XL, L, XL, M)
        self._inside.setSpacing(S)
        self._heading, self._lead = wrapped_label("", "heading"), wrapped_label("", "muted")
        self._inside.addWidget(self._heading)
        self._inside.addWidget(self._lead)
        self._foot, banner = QHBoxLayout(), QVBoxLayout()
        self._foot.setContentsMargins(XL, M, XL, L)
        self._foot.setSpacing(M)
        banner.setContentsMargins(XL, M, XL, 0)
        banner.addWidget(self.told)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(page), 1)
        whole.addLayout(banner)
        whole.addLayout(self._foot)

    def _fail(self, error: BaseException) -> None:
        """Told where it happened; a full disk, too."""
        if is_expected(error) or isinstance(error, OSError):
            self.told.warn(sentence(error, self._context.face.language))
        else:
            self._context.face.tasks.unexpected.emit(error)
