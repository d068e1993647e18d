"""The colours of the two palettes by role: all that the first frame needs of the design tokens."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QGuiApplication, QPalette


class Colors(NamedTuple):  # the first frame waits for it, and a dataclass takes longer
    """Colours by role. Every text colour has at least 4.5:1 on surface, window and hover."""

    window: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    accentsoft: str
    failedsoft: str
    """Under what went wrong."""
    hover: str
    draft: str
    review: str
    changes: str
    approved: str
    scheduled: str
    published: str
    failed: str
    unsure: str
    holiday: str
    warn: str
    over: str

    def of(self, role: str) -> QColor:
        """The colour of a role; raises `AttributeError` for a name that is none."""
        return QColor(getattr(self, role))

    @property
    def is_dark(self) -> bool:
        return QColor(self.window).lightness() < 128


LIGHT = Colors(
    window="#F4F5F7",
    surface="#FFFFFF",
    text="#1C2230",
    muted="#5A6373",
    line="#DDE1E8",
    accent="#2F5BD7",
    accentsoft="#E8EEFC",
    failedsoft="#FBEAE8",
    hover="#EEF1F6",
    draft="#5A6373",
    review="#8A5A00",
    changes="#B23A1E",
    approved="#1D7A46",
    scheduled="#2F5BD7",
    published="#1D7A46",
    failed="#B3261E",
    unsure="#7A3FB0",
    holiday="#B3261E",
    warn="#8A5A00",
    over="#7A3FB0",
)
DARK = Colors(
    window="#14171D",
    surface="#1B1F27",
    text="#E7EAF0",
    muted="#9AA4B5",
    line="#303745",
    accent="#8AA8FF",
    accentsoft="#232E4D",
    failedsoft="#3E2224",
    hover="#262C38",
    draft="#9AA4B5",
    review="#F0B74A",
    changes="#FF9478",
    approved="#5CCB8B",
    scheduled="#8AA8FF",
    published="#5CCB8B",
    failed="#FF8A80",
    unsure="#C79BF2",
    holiday="#FF8A80",
    warn="#F0B74A",
    over="#C79BF2",
)


def first_palette(setting: str) -> QPalette:
    """The grounds of a remembered setting ("light", "dark", else the system's), for the frame painted before there is a
    `Theme`."""
    dark = setting == "dark" or (setting != "light" and QGuiApplication.palette().window().color().lightness() < 128)
    colors = DARK if dark else LIGHT
    return QPalette(QColor(colors.surface), QColor(colors.window))
