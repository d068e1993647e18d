"""Design tokens: every colour, distance and text size of the window. Nothing else sets a colour or a margin.

Distances are device-independent pixels; text sizes are factors of the font size the person's system asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from app.domain.workflow import PostState

XS, S, M, L, XL = 4, 8, 12, 16, 24
"""Spacing: inside a chip, between words, inside a card, between cards, around a page."""
RADIUS = 6

SMALL, BODY, HEADING, TITLE = 0.9, 1.0, 1.15, 1.7
"""Text sizes as factors of the system's own."""

ICON = 16
MARK = 20
BAR_HEIGHT = 44
AVATAR = 28

ON_PICTURE, OVER_PICTURE, FILM = QColor("#FFFFFF"), QColor(0, 0, 0, 175), QColor("#20242C")
"""What stands over a picture, its ground, and the ground of a film: the same in both palettes, as networks show them."""


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours by role. Every text colour has at least 4.5:1 on surface, window and hover."""

    window: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    accentsoft: str
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


LIGHT = Colors(
    window="#F4F5F7",
    surface="#FFFFFF",
    text="#1C2230",
    muted="#5A6373",
    line="#DDE1E8",
    accent="#2F5BD7",
    accentsoft="#E8EEFC",
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
TEXT_ROLES = ("text", "muted", "accent", "draft", "review", "changes", "approved", "scheduled", "published", "failed",
              "unsure", "holiday", "warn", "over")  # fmt: skip
GROUNDS = ("surface", "window", "hover")

SERIES_LIGHT = ("#2F5BD7", "#B3470E", "#00795C", "#A3388F", "#7A6A00", "#1B7CA6", "#5A6373")
SERIES_DARK = ("#8AA8FF", "#F2A65A", "#4FD1A5", "#E58AD4", "#D9CB5B", "#6CC8F0", "#9AA4B5")
"""Lines and bars of plots: at least 3:1 on the surface, told apart by people who mix up red and green; lines also differ
in stroke and marker (`ui.plots.look`)."""

STATE_LOOK: dict[PostState, tuple[str, str]] = {
    PostState.IDEA: ("lightbulb", "draft"),
    PostState.DRAFT: ("pencil", "draft"),
    PostState.IN_REVIEW: ("clock", "review"),
    PostState.CHANGES_REQUESTED: ("corner-up-left", "changes"),
    PostState.REJECTED: ("ban", "failed"),
    PostState.ON_HOLD: ("pause", "warn"),
    PostState.APPROVED: ("check", "approved"),
    PostState.SCHEDULED: ("calendar-clock", "scheduled"),
    PostState.PUBLISHING: ("loader", "scheduled"),
    PostState.PUBLISHED: ("circle-dot", "published"),
    PostState.FAILED: ("circle-x", "failed"),
    PostState.UNSURE: ("circle-question-mark", "unsure"),
    PostState.EXPIRED: ("clock-alert", "warn"),
    PostState.CANCELLED: ("x", "draft"),
    PostState.REMOVED: ("trash-2", "draft"),
}
"""Icon and colour role of every state; the word comes from `system.labels`."""


def colors_of(palette: QPalette) -> Colors:
    """The colours that belong to a palette of ours (`theme.palette_of`), told by its ground."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
