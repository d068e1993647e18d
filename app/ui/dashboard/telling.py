"""What is said about the tiles of a dashboard, with what the window adds: its colours and small pictures of posts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication, QImage

from app.domain.dashboard_values import Dashboard
from app.system.told import telling
from app.ui.colors import Colors
from app.ui.language import Language
from app.ui.tokens import colors_of


class Telling(telling.Telling):
    """The words for one dashboard in the window's language."""

    def __init__(self, dashboard: Dashboard, language: Language, pictures: Mapping[str, QImage] | None = None) -> None:
        super().__init__(dashboard, language.words, language.formats)
        self.pictures = pictures or {}
        """Small pictures of our own posts, by the file's hash."""

    @property
    def colors(self) -> Colors:
        """Those of the window now."""
        return colors_of(QGuiApplication.palette())
