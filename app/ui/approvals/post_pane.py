"""The middle of the tab: the post exactly as each of its networks will show it, with the changes since another version."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.content import Post
from app.system.words import Words
from app.ui import icons
from app.ui.approvals.line_words import STUCK
from app.ui.approvals.reading import ReadPost, ReadVariant
from app.ui.face import Face
from app.ui.post.banner import Banner
from app.ui.post.clash import FIELDS
from app.ui.post.returned_words import returned_line
from app.ui.preview.post_preview import PostPreview, Previewed
from app.ui.preview.post_text import PostText
from app.ui.tokens import STATE_LOOK, XL, L, M, S, colors_of
from app.ui.widgets.check_chip import CheckChip
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.state_chip import StateChip

_WIDEST = 560
PICTURE_PART = 0.45
"""Of the pane's height: the words and what changed in them stay in view."""
LONGEST_HEADING = 90
"""Characters of a text that stands where a title is missing."""


class PostPane(QWidget):
    calendar_wanted = Signal(int)
    """The post's id: somebody wants to see it in the calendar."""
    turned = Signal()
    """Another profile is shown."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._read: ReadPost | None = None
        self._place = 0
        self._mark_changes = True
        self._title = PostText(look="heading")
        self._chip: StateChip | None = None
        self._calendar = IconButton("calendar-days", "accent")
        self._calendar.setProperty("look", "link")
        self._calendar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._calendar.clicked.connect(self._want_calendar)
        self._about = QWidget()
        self._about_row = FlowLayout(self._about, M, nearly=XL)
        self._about_row.addWidget(self._calendar)
        self._profiles = QButtonGroup(self)
        self._profiles.setExclusive(True)
        self._switches = QWidget()
        self._flow = FlowLayout(self._switches)
        self._changes = CheckChip("", on=True)
        self._changes.toggled.connect(self._switch_changes)
        self._banner, self._banner_text = _banner()
        self.returned = Banner()
        self._also = wrapped_label("", "muted")
        self.preview = PostPreview(face)
        page = QWidget()
        page.setProperty("look", "page")
        whole = QVBoxLayout(page)
        whole.setContentsMargins(XL, L, XL, XL)
        whole.setSpacing(M)
        for part in (self._title, self._about, self.returned, self._switches, self._also, self._banner, self.preview):
            whole.addWidget(part)
        whole.addStretch()
        page.setMaximumWidth(_WIDEST + 2 * XL)
        self._area = area = scrolled(page)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)
        self._parts = (self._title, self._about, self._switches, self.preview)
        self.show_read(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.limit_pictures(round(self.height() * PICTURE_PART))

    @property
    def variant(self) -> ReadVariant | None:
        """The variant that is shown now."""
        rows = self._read.variants if self._read else ()
        return rows[self._place] if self._place < len(rows) else None

    def show_read(self, read: ReadPost | None) -> None:
        """Shows a post, from the first profile when it is another one than before."""
        if read is None or self._read is None or read.post_id != self._read.post_id:
            self._place = 0
            self._area.verticalScrollBar().setValue(0)
        self._read = read
        self._place = min(self._place, max(len(read.variants) - 1, 0)) if read else 0
        self._make_switches()
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        words, read, row = self._face.language.words, self._read, self.variant
        for part in self._parts:
            part.setVisible(read is not None)
        self._calendar.setText(words.t("Open in calendar"))
        self._calendar.setAccessibleName(words.t("Open in calendar"))
        if self._chip is not None:
            self._about_row.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        warning = self._warning(words)
        self._banner.setVisible(bool(warning))
        self._show_returned()
        self._show_also_changed()
        self._banner_text.setText(warning)
        if read is None or row is None:
            self.preview.show_post(None)
            return
        post = read.page.post
        self._title.show_plain(_title(post) or words.t("Post without a title"))
        self._chip = StateChip(post.state, words, partly=post.partly)
        self._about_row.removeWidget(self._calendar)
        for part in (self._chip, self._calendar):
            self._about_row.addWidget(part)
        self._chip.show()
        before_n = row.shown.before_n
        self._changes.setVisible(before_n is not None)
        if before_n is not None:
            self._changes.say(words.t("Changes since version {n}", n=before_n))
        self._switches.setVisible(len(read.variants) > 1 or before_n is not None)
        if self.preview.post is None:
            self._face.tasks.later(self, self._show_preview)  # made for the first time, it takes a turn of its own
        else:
            self._show_preview()

    def _show_preview(self) -> None:
        row = self.variant
        self.preview.show_post(None if row is None else self._previewed(row))

    def _show_returned(self) -> None:
        """Why a reviewer sent it back: what the author looks for first."""
        answer = self._read.page.returned if self._read is not None else None
        if self._read is None or answer is None:
            self.returned.hide()
            return
        icon, role = STATE_LOOK[answer.state]
        self.returned.say(icon, role, returned_line(answer, self._face.language.formats, self._read.now))

    def _show_also_changed(self) -> None:
        """Changes that are not of words: they cannot be marked in the text."""
        row, words = self.variant, self._face.language.words
        parts = [words.c(*FIELDS[name]) for name in row.shown.also_changed] if row and self._mark_changes else []
        self._also.setVisible(bool(parts))
        if row is not None and parts:
            told = words.t("Also changed since version {n}: {parts}", n=row.shown.before_n, parts=", ".join(parts))
            self._also.setText(told)

    def _warning(self, words: Words) -> str:
        """What has to be known before anything is decided."""
        row = self.variant
        if row is not None and row.shown.changed:
            return words.t(
                "The post was changed after it was sent to review. You see what was sent; it has to be sent again."
            )
        item = self._read.page.item if self._read else None
        return words.t(STUCK[item.stuck]) if item is not None and item.stuck else ""

    def _previewed(self, row: ReadVariant) -> Previewed:
        shown, formats = row.shown, self._face.language.formats
        due = shown.variant.due_at
        return Previewed(
            network=shown.profile.network,
            handle=shown.profile.handle,
            display_name=shown.profile.name,
            when=formats.moment_full(due) if due else self._face.language.words.t("no time yet"),
            text=shown.text,
            link=shown.link,
            first_comment=shown.first_comment,
            format=shown.format,
            pictures=row.pictures,
            before_text=shown.before if self._mark_changes else None,
        )

    # switching
    def _make_switches(self) -> None:
        """A chip for each profile of several, and the one for changes at the end."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._changes:
                widget.hide()
                widget.deleteLater()
        rows = self._read.variants if self._read else ()
        colors = colors_of(QGuiApplication.palette())
        for place, row in enumerate(rows if len(rows) > 1 else ()):
            profile = row.shown.profile
            picture = QIcon(icons.mark(profile.network, colors, 16, self.devicePixelRatioF()))
            chip = CheckChip(profile.name or profile.handle, picture=picture, on=place == self._place)
            self._profiles.addButton(chip)
            chip.clicked.connect(lambda _=False, place=place: self._turn(place))
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self._changes)

    def _turn(self, place: int) -> None:
        self._place = place
        self.write()
        self.turned.emit()

    def _switch_changes(self, on: bool) -> None:
        self._mark_changes = on
        self._show_also_changed()
        row = self.variant
        if row is not None:
            self.preview.show_post(self._previewed(row))

    def _want_calendar(self) -> None:
        if self._read is not None:
            self.calendar_wanted.emit(self._read.post_id)


def _title(post: Post) -> str:
    first = next(iter(post.text.strip().splitlines()), "")
    return post.title or shorten(first, LONGEST_HEADING, placeholder="…")


def _banner() -> tuple[QFrame, QLabel]:
    frame, text = QFrame(), wrapped_label()
    frame.setProperty("banner", True)
    row = QHBoxLayout(frame)
    row.setContentsMargins(M, S, M, S)
    row.setSpacing(S)
    row.addWidget(IconLabel("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return frame, text
