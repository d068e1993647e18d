"""One line of the cadence: whose it is, how many posts of how many, and a bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.domain.cadence import Verdict, WeekCadence
from app.domain.workspace import Profile
from app.system import labels
from app.ui.calendar.cadence_words import LOOK, Told
from app.ui.language import Language
from app.ui.tokens import XS, S, colors_of
from app.ui.widgets.icon_label import IconLabel, NetworkMark
from app.ui.widgets.labels import ElidedLabel, plain_label, set_tip
from app.ui.widgets.line import Line

BAR = 6
FAINT = 0.55
"""How strong the part of a bar is that is only planned."""


class Bar(QWidget):
    """Published posts in full colour, planned ones fainter."""

    def __init__(self, role: str, share: float, out: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._share, self._out = role, share, out
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(BAR * 8, BAR)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = colors_of(QGuiApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        for color, share, strength in (
            ("line", 1.0, 1.0),
            (self._role, self._share, FAINT),
            (self._role, self._out, 1.0),
        ):
            if share > 0:
                painter.setOpacity(strength)
                painter.setBrush(colors.of(color))
                width = max(whole.width() * share, BAR)
                painter.drawRoundedRect(QRectF(whole.x(), whole.y(), width, whole.height()), BAR / 2, BAR / 2)
        painter.end()


class CadenceMeter(Line):
    """Opens its detail on click and Enter."""

    def __init__(self, profile: Profile, week: WeekCadence, told: Told, language: Language) -> None:
        words = language.words
        network = labels.network(profile.network, words)
        name = profile.handle or profile.name
        super().__init__(f"{network}, {name}: {told.short}. {told.verdict}", opens=True)
        self.profile, self.week = profile, week
        set_tip(self, f"{network} · {profile.name} · {name}\n{told.verdict}\n{words.t('Click for details.')}")
        icon, role = LOOK[week.verdict]
        heading = QHBoxLayout()
        heading.setSpacing(XS)
        label = plain_label(network, "strong")
        heading.addWidget(label)
        heading.addWidget(ElidedLabel(name, "muted"), 1)
        if week.verdict in (Verdict.UNDER, Verdict.OVER):
            heading.addWidget(IconLabel(icon, role, 12))
        count = plain_label(told.short, "strong")
        count.setProperty("role", "text" if week.verdict in (None, Verdict.ON) else role)
        heading.addWidget(count)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        grid.addWidget(NetworkMark(profile.network), 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(heading, 0, 1)
        grid.addWidget(Bar(role, told.share, told.out), 1, 1)
        grid.setColumnStretch(1, 1)
        self._row.setContentsMargins(2, XS + 1, 2, XS + 1)
        self._row.addLayout(grid, 1)
