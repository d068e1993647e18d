"""Choosing files of the media library, with their thumbnails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.content import Media
from app.domain.errors import SzpaltaError
from app.ui.post.choice_model import Choice
from app.ui.post.choice_popover import ChoicePopover
from app.ui.preview.pictures import read_picture
from app.ui.tab_context import TabContext

PICTURE = 40
MOST_PICTURES = 200
"""Newest files that are shown with a thumbnail; all can be found by name."""


class Library(ChoicePopover):
    def __init__(self, context: TabContext, take: Callable[[list[Media]], None], parent: QWidget | None = None) -> None:
        super().__init__(several=True, picture=PICTURE, parent=parent)
        self._context = context
        self._files: dict[int, Media] = {}
        self._pictures: dict[str, QImage] = {}
        self._take = take
        self.chosen.connect(lambda keys: self._take([self._files[key] for key in keys]))

    def open_at(self, anchor: QWidget, failed: Callable[[BaseException], None]) -> None:
        """Reads the library on a worker, then opens."""
        media, known = self._context.services.media, self._pictures

        def read() -> tuple[list[Media], dict[str, QImage]]:
            files = sorted(media.library(), key=lambda row: row.id, reverse=True)
            found: dict[str, QImage] = {}
            for row in files[:MOST_PICTURES]:
                if row.sha256 in known or not row.mime.startswith("image/"):
                    continue
                try:
                    image = read_picture(media.path_of(row.sha256), QSize(PICTURE * 2, PICTURE * 2)).image
                except SzpaltaError:
                    continue
                if image is not None:
                    found[row.sha256] = image
            return files, found

        def done(answer: tuple[list[Media], dict[str, QImage]]) -> None:
            files, found = answer
            self._files = {row.id: row for row in files}
            self._pictures |= found
            self._show(files, anchor)

        self._context.face.tasks.run(self, lambda report: read(), done, failed)

    def _show(self, files: list[Media], anchor: QWidget) -> None:
        words = self._context.face.language.words
        self.say(words.t("Media library"), words.t("Search by name or description"), words.t("There is no such file."))
        rows = [Choice(row.id, row.file_name, row.alt_text, self._icon(row)) for row in files]
        self.open_with(rows, (), anchor)

    def _icon(self, row: Media) -> QIcon | None:
        image = self._pictures.get(row.sha256)
        return QIcon(QPixmap.fromImage(image)) if image is not None else None
