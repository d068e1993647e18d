"""Icons: Lucide drawings tinted with a colour of the tokens, and the marks of the networks on their own colour.

Pixmaps are kept per drawing, colour, size and pixel ratio; a widget asks again after a palette change.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.domain.networks import RULES, Network
from app.system.bundled import bundled
from app.ui.colors import Colors
from app.ui.tokens import ICON, MARK

ON_MARK = "#FFFFFF"
"""The drawing of a mark stands on the network's own colour in both palettes."""


def icon(name: str, color: QColor, size: int = ICON) -> QIcon:
    """A tinted icon, sharp on ordinary and on dense displays."""
    return _icon(name, color.name(), size)


def pixmap(name: str, color: QColor, size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """`size` in device-independent pixels."""
    return _tinted(name, color.name(), size, ratio)


def mark(network: Network, colors: Colors, size: int = MARK, ratio: float = 1.0) -> QPixmap:
    """A network's mark: its drawing in white on a rounded square of its colour."""
    return _mark(network, colors.line, size, ratio)


def drawing(name: str, color: QColor) -> QSvgRenderer:
    """A tinted icon as lines, for paper."""
    return _renderer(_source(f"lucide/{name}").replace("currentColor", color.name()))


def mark_drawing(network: Network, color: QColor) -> QSvgRenderer:
    """A network's mark as one shape in one colour, for paper."""
    rules = RULES[network]
    if network is Network.OTHER:
        return drawing(rules.mark, color)
    return _renderer(_source(f"networks/{rules.mark}").replace("<path ", f'<path fill="{color.name()}" '))


@cache
def _source(name: str) -> str:
    return bundled(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _icon(name: str, color: str, size: int) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_tinted(name, color, size, ratio))
    return made


@cache
def _tinted(name: str, color: str, size: int, ratio: float) -> QPixmap:
    text = _source(f"lucide/{name}").replace("currentColor", color)
    return _drawn(lambda painter, box: _renderer(text).render(painter, box), size, ratio)


@cache
def _mark(network: Network, line: str, size: int, ratio: float) -> QPixmap:
    return _drawn(lambda painter, box: paint_mark(painter, network, box, line), size, ratio)


def paint_mark(painter: QPainter, network: Network, box: QRectF, line: str) -> None:
    """A network's mark as vectors, for paper; `line` is the colour of its edge. Safe on any thread."""
    rules, size = RULES[network], box.width()
    painter.setPen(QColor(line))
    painter.setBrush(QColor(rules.color))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), size * 0.22, size * 0.22)
    inner = box.adjusted(*(size * part for part in (0.21, 0.21, -0.21, -0.21)))
    if network is Network.OTHER:
        text = _source(f"lucide/{rules.mark}").replace("currentColor", ON_MARK)
    else:
        text = _source(f"networks/{rules.mark}").replace("<path ", f'<path fill="{ON_MARK}" ')
    _renderer(text).render(painter, inner)


def _renderer(text: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(text.encode()))


def _drawn(paint: Callable[[QPainter, QRectF], None], size: int, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QRectF(0, 0, size, size))
    painter.end()
    return made
