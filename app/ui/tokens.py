"""Design tokens: with `colors` every colour, distance and text size of the window. Nothing else sets a colour or a margin.

Distances are device-independent pixels; text sizes are factors of the font size the person's system asks for.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from app.domain.workflow import PostState
from app.ui.colors import DARK, LIGHT, Colors
from app.ui.high_contrast import HIGH_DARK, HIGH_LIGHT

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
    ground = palette.color(QPalette.ColorRole.Window)
    return _BY_GROUND.get(ground.rgb()) or (DARK if ground.lightness() < 128 else LIGHT)


_BY_GROUND = {row.of("window").rgb(): row for row in (LIGHT, DARK, HIGH_LIGHT, HIGH_DARK)}
