"""The first picture of a workspace: what goes out today, while everything else is still being brought."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from app.domain.today import FirstLook
from app.ui.face import Face
from app.ui.places import PostPlace
from app.ui.tabs.kinds import TAB_NAMES
from app.ui.tabs.today_lines import TodayLines, going_out_filling
from app.ui.tokens import XL, L, M, S
from app.ui.widgets.labels import plain_label
from app.ui.widgets.section import Section


class FirstLookPage(QWidget):
    """Stands where the workspace's page will, with its lines where Today will have them. A post chosen here is opened as
    soon as it can be."""

    went = Signal(object)
    """A `PostPlace` somebody asked for."""

    def __init__(self, look: FirstLook, face: Face, parent: QWidget | None = None) -> None:
        """Whoever made it runs through its `growth`."""
        super().__init__(parent)
        self.in_view = False
        """It has been painted."""
        self.growth = self._grow(look, face)

    def _grow(self, look: FirstLook, face: Face) -> Iterator[None]:
        words, formats = face.language.words, face.language.formats
        tabs = QTabBar()
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tabs.setAccessibleName(words.t("Tabs"))
        for name in TAB_NAMES:
            tabs.addTab(words.t(name))
        tabs.setEnabled(False)
        top = QFrame()
        top.setObjectName("tabs")
        inside = QVBoxLayout(top)
        inside.setContentsMargins(S, 0, S, 0)
        inside.addWidget(tabs, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(plain_label(words.t("Today"), "title"), 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(plain_label(formats.day_full(look.day), "muted"), 1, Qt.AlignmentFlag.AlignBottom)
        section = Section("send", "accent", self)
        columns = QHBoxLayout()
        columns.setSpacing(L)
        columns.addWidget(section, 3, Qt.AlignmentFlag.AlignTop)
        columns.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        page = QVBoxLayout()
        page.setContentsMargins(XL, L, XL, XL)
        page.setSpacing(L)
        page.addLayout(head)
        page.addLayout(columns)
        page.addStretch()
        whole.addLayout(page)
        yield
        lines = TodayLines(face.language, look.now, look.day, lambda number: self.went.emit(PostPlace(number)))
        yield from going_out_filling(section, look.going_out, lines, words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.in_view = True
