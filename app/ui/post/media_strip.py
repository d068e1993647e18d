"""The pictures and files of a post: thumbnails in their order, and the alt text of the one chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.content import AttachedMedia, Media
from app.domain.errors import SzpaltaError
from app.ui.post.media_tile import SIZE, MediaTile
from app.ui.post.writing_field import WritingField
from app.ui.preview.pictures import ReadPicture, read_picture
from app.ui.preview.previewed import PreviewPicture
from app.ui.tab_context import TabContext
from app.ui.tokens import XS, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import ElidedLabel, plain_label, wrapped_label
from app.ui.widgets.styled import set_styled


@dataclass(frozen=True, slots=True)
class ShownMedia:
    """`alt_limit` None: no network of this post takes an alt text."""

    items: tuple[AttachedMedia, ...]
    files: Mapping[int, Media]
    alt_limit: int | None
    may_change: bool


class MediaStrip(QWidget):
    changed = Signal(object, str)
    """The media as (id, alt text) in their new order, and what was done: "removed", "moved"."""
    described = Signal(int, str)
    """The alt text of the file at a place was typed."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown = ShownMedia((), {}, None, False)
        self._tiles: list[MediaTile] = []
        self._read: dict[str, ReadPicture] = {}
        self._wanted: set[str] = set()
        self.place = -1
        tiles = QWidget()
        self._flow = FlowLayout(tiles, XS)
        self.details = QWidget()
        self._name = ElidedLabel("", "strong")
        self.left = IconButton("arrow-left")
        self.right = IconButton("arrow-right")
        self.out = IconButton("trash-2")
        self.alt = WritingField(lines=1)
        self.alt.setProperty("look", "alt")
        self._count = plain_label("", "small")
        self._rights = wrapped_label("", "small")
        self._arrange(tiles)
        self.left.clicked.connect(lambda: self._move(self.place, self.place - 1))
        self.right.clicked.connect(lambda: self._move(self.place, self.place + 1))
        self.out.clicked.connect(lambda: self._remove(self.place))
        self.alt.edited.connect(self._describe)
        self.hide()

    def _arrange(self, tiles: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(XS)
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        for button in (self.left, self.right, self.out):
            head.addWidget(button)
        inside = QVBoxLayout(self.details)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(XS)
        inside.addLayout(head)
        inside.addWidget(self.alt)
        inside.addWidget(self._rights)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, 0, S, S)
        whole.setSpacing(S)
        whole.addWidget(tiles)
        whole.addWidget(self.details)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the focus, in visual order."""
        return [*self._tiles, self.left, self.right, self.out, self.alt]

    @property
    def tiles(self) -> list[MediaTile]:
        return list(self._tiles)

    def show_media(self, shown: ShownMedia) -> None:
        """Shows these; the chosen file stays chosen."""
        before = [item.media_id for item in self._shown.items]
        focused = self._tiles[self.place].hasFocus() if 0 <= self.place < len(self._tiles) else False
        chosen = before[self.place] if 0 <= self.place < len(before) else None
        self._shown = shown
        numbers = [item.media_id for item in shown.items]
        if numbers != before:
            self._make(len(numbers))
            self.place = numbers.index(chosen) if chosen in numbers else len(numbers) - 1
            if focused and numbers:
                self._tiles[self.place].setFocus()
        self.setVisible(bool(numbers))
        self.write()
        self._read_missing()

    def write(self) -> None:
        """Writes every word anew."""
        words = self._context.face.language.words
        for tile, item in zip(self._tiles, self._shown.items, strict=True):
            tile.movable = self._shown.may_change
            shown = PreviewPicture(None, item.mime, item.alt_text, item.file_name)
            tile.picture.show_picture(shown, words, wants_alt=self._shown.alt_limit is not None)
            if item.sha256 in self._read:
                tile.picture.show_read(self._read[item.sha256], words)
            tile.setAccessibleName(words.t("File {file}", file=item.file_name))
            tile.setAccessibleDescription(item.alt_text or words.t("No alt text"))
        self.left.say(words.t("Move to the left"), "Alt+←")
        self.right.say(words.t("Move to the right"), "Alt+→")
        self.out.say(words.t("Take the file out of the post"), "Del")
        self.alt.setAccessibleName(words.t("Alt text"))
        self.alt.setPlaceholderText(words.t("Alt text: what the picture shows, for people who do not see it"))
        self._write_details()

    def choose(self, place: int) -> None:
        """Shows the details of a file."""
        if 0 <= place < len(self._tiles):
            self.place = place
            self._write_details()

    def _write_details(self) -> None:
        items = self._shown.items
        self.details.setVisible(0 <= self.place < len(items))
        for number, tile in enumerate(self._tiles):
            set_styled(tile, chosen=number == self.place)
        if not 0 <= self.place < len(items):
            return
        item, may = items[self.place], self._shown.may_change
        self._name.setText(item.file_name)
        describes = item.mime.startswith("image/") and self._shown.alt_limit is not None
        self.alt.setVisible(describes)
        self.alt.setReadOnly(not may)
        self.alt.show_text(item.alt_text)
        self._count.setVisible(describes)
        self._write_count(item.alt_text)
        self.left.setVisible(may and len(items) > 1)
        self.right.setVisible(may and len(items) > 1)
        self.left.setEnabled(self.place > 0)
        self.right.setEnabled(self.place < len(items) - 1)
        self.out.setVisible(may)
        told = self._rights_words(self._shown.files.get(item.media_id))
        self._rights.setText(told)
        self._rights.setVisible(bool(told))

    def _write_count(self, text: str) -> None:
        limit = self._shown.alt_limit
        if limit is None:
            return
        language = self._context.face.language
        number = language.formats.number
        self._count.setText(language.words.t("{n} of {limit}", n=number(len(text)), limit=number(limit)))
        set_styled(self._count, role="failed" if len(text) > limit else "muted")
        self.alt.mark_from(limit if len(text) > limit else None)

    def _rights_words(self, file: Media | None) -> str:
        """What is known of the rights to a file; two separate things."""
        if file is None:
            return ""
        words, formats = self._context.face.language.words, self._context.face.language.formats
        found = []
        if file.licence_until is not None:
            found.append(words.t("Rights to the material: until {day}", day=formats.day_short(file.licence_until)))
        elif file.licence:
            found.append(words.t("Rights to the material: {licence}", licence=file.licence))
        if file.consent == "missing":
            found.append(words.t("Consent of the people in it: missing"))
        elif file.consent_until is not None:
            found.append(words.t("Consent of the people in it: until {day}", day=formats.day_short(file.consent_until)))
        elif file.consent == "given":
            found.append(words.t("Consent of the people in it: given"))
        return " · ".join(found)

    # changing
    def _pairs(self) -> list[tuple[int, str]]:
        return [(item.media_id, item.alt_text) for item in self._shown.items]

    def _move(self, source: int, target: int) -> None:
        pairs = self._pairs()
        if (
            not self._shown.may_change
            or source == target
            or not (0 <= target < len(pairs) and 0 <= source < len(pairs))
        ):
            return
        pairs.insert(target, pairs.pop(source))
        self.changed.emit(tuple(pairs), "moved")

    def _remove(self, place: int) -> None:
        pairs = self._pairs()
        if self._shown.may_change and 0 <= place < len(pairs):
            del pairs[place]
            self.changed.emit(tuple(pairs), "removed")

    def _describe(self, text: str) -> None:
        self._write_count(text)
        self.described.emit(self.place, text)

    def _enter(self, place: int) -> None:
        self.choose(place)
        self.alt.setFocus()

    # tiles and their pictures
    def _make(self, count: int) -> None:
        for tile in self._tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = []
        for place in range(count):
            tile = MediaTile(place)
            tile.chosen.connect(self.choose)
            tile.moved.connect(self._move)
            tile.removed.connect(self._remove)
            tile.entered.connect(self._enter)
            self._flow.addWidget(tile)
            tile.show()
            self._tiles.append(tile)

    def _read_missing(self) -> None:
        """Pictures are read on a worker; each file once."""
        wanted = {item.sha256 for item in self._shown.items} - self._read.keys() - self._wanted
        if not wanted:
            return
        self._wanted |= wanted
        media, size = self._context.services.media, QSize(SIZE * 2, SIZE * 2)

        def read() -> dict[str, ReadPicture]:
            found = {}
            for sha256 in wanted:
                try:
                    found[sha256] = read_picture(media.path_of(sha256), size)
                except SzpaltaError:
                    found[sha256] = ReadPicture(None, problem="missing")
            return found

        def done(found: dict[str, ReadPicture]) -> None:
            self._read |= found
            self.write()

        self._context.face.tasks.run(self, lambda report: read(), done)
