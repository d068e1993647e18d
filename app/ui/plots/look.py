"""How plots look: colours by role and by series, fonts, and strokes that tell lines apart without colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen

from app.ui.colors import LIGHT, Colors
from app.ui.tokens import SERIES_DARK, SERIES_LIGHT, SMALL, colors_of

DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (12, 4), (1, 3))
LEAST = 0.75
"""Of a font's height, below which a text is rather cut than written smaller."""
MARKERS = ("o", "s", "t", "d")


@dataclass(frozen=True, slots=True)
class PlotLook:
    """What a drawing is painted with; paper has its own (`paper_look`)."""

    colors: Colors
    font: QFont
    small: QFont
    pitch: float = 1.75
    """Height of a row of bars, in heights of its text."""

    def series(self, place: int) -> QColor:
        """The colour of a line or bar by its place in the legend."""
        colors = SERIES_DARK if self.colors.is_dark else SERIES_LIGHT
        return QColor(colors[place % len(colors)])

    def pen(self, place: int) -> QPen:
        """One pixel wide: wider lines take Qt ten times as long."""
        pen = QPen(self.series(place), 1)
        pen.setCosmetic(True)
        if dashes := DASHES[place % len(DASHES)]:
            pen.setDashPattern(list(dashes))
        return pen

    def metrics(self, *, small: bool = True) -> QFontMetricsF:
        return QFontMetricsF(self.small if small else self.font)

    def wash(self, share: float) -> QColor:
        """The accent between faint (0) and full (1), on the surface."""
        accent, ground = self.colors.of("accent"), self.colors.of("surface")
        part = 0.12 + 0.78 * max(0.0, min(share, 1.0))
        rest = 1 - part
        return QColor.fromRgbF(
            accent.redF() * part + ground.redF() * rest,
            accent.greenF() * part + ground.greenF() * rest,
            accent.blueF() * part + ground.blueF() * rest,
        )

    def on_wash(self, share: float) -> QColor:
        """The text colour that reads on `wash`."""
        ground = self.wash(share)
        ink, paper = self.colors.of("text"), self.colors.of("surface")
        return ink if abs(_light(ink) - _light(ground)) >= abs(_light(paper) - _light(ground)) else paper


def screen_look(font: QFont) -> PlotLook:
    """The window's own."""
    return PlotLook(colors_of(QGuiApplication.palette()), font, smaller(font, SMALL))


def paper_look(points: float = 8.0) -> PlotLook:
    """Light, whatever the window looks like; sizes are points of the page."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(points))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # else texts come out wider than measured
    font.setFeature(QFont.Tag("liga"), 0)  # else "fi" is not found when somebody searches a PDF
    small = QFont(font)
    small.setPixelSize(round(points * SMALL))
    return PlotLook(LIGHT, font, small, 1.42)


def smaller(font: QFont, factor: float) -> QFont:
    """The same font at a factor of its size."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(round(font.pixelSize() * factor), 1))
    return made


def bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def write(
    painter: QPainter,
    box: QRectF,
    text: str,
    *,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of plain text inside a box, ended by an ellipsis where it does not fit."""
    shown = QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), shown)


def fitted(font: QFont, text: str, width: float) -> QFont:
    """The font, as much smaller as a text needs to stand whole in a width."""
    need = QFontMetricsF(font).horizontalAdvance(text)
    if need <= width or width <= 0:
        return font
    made = smaller(font, width / need * 0.98)
    if made.pixelSize() > 1 and QFontMetricsF(made).horizontalAdvance(text) > width:  # sizes in pixels were rounded
        made.setPixelSize(made.pixelSize() - 1)
    return made


def legible(font: QFont, text: str, width: float) -> QFont:
    """As `fitted`, but never so small that it is better cut."""
    made = fitted(font, text, width)
    return made if QFontMetricsF(made).height() >= QFontMetricsF(font).height() * LEAST else font


def _light(color: QColor) -> float:
    return 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF()
