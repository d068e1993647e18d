"""The card a text is written in: the text, its pictures, its link and first comment, and what is added below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import BadInput
from app.domain.names import clean_link
from app.domain.networks import RULES, Network
from app.domain.workflow import PostState
from app.system.labels import format_name
from app.ui.field_undo import LineField
from app.ui.post.media_strip import MediaStrip, ShownMedia
from app.ui.post.pill import Pill
from app.ui.post.session import PostSession
from app.ui.post.writing_field import WritingField, local_files
from app.ui.tab_context import TabContext
from app.ui.tokens import XS, M, S
from app.ui.widgets.icon_label import IconButton, IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.state_chip import StateChip
from app.ui.widgets.styled import set_styled

FIRST_COMMENT = frozenset(
    {Network.FACEBOOK, Network.INSTAGRAM, Network.LINKEDIN, Network.YOUTUBE, Network.THREADS, Network.OTHER}
)
"""Networks on which the first comment below a post is a custom."""


class EditorCard(QFrame):
    """Shows the post itself (`profile_id` None) or one of its variants; one field for each keeps its own undo."""

    files_given = Signal(object)
    picture_given = Signal(object)
    media_changed = Signal(object, str)
    files_wanted = Signal()
    library_wanted = Signal()
    format_wanted = Signal(object)
    """Carries the button the choice opens at."""
    follow_wanted = Signal()
    more_wanted = Signal(object)
    """The steps of this variant alone; carries the button they open at."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._profile_id: int | None = None
        self._fields: dict[int | None, WritingField] = {}
        self._link_wanted = False
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        self._follow_icon = IconLabel("repeat-2", "muted", 14)
        self._follow = wrapped_label("", "small")
        self.follow_again = IconButton("rotate-ccw")
        self.follow_again.setProperty("look", "link")
        self.follow_again.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.more = IconButton("ellipsis")
        self._chip: StateChip | None = None
        self._chip_key: tuple[PostState, str] | None = None
        self._follow_row = QWidget()
        self._texts = QVBoxLayout()
        self.media = MediaStrip(context)
        self.link = LineField()
        self.link.setProperty("look", "bare")
        self._link_row, self._link_problem = QWidget(), wrapped_label("", "problem")
        self.comment = WritingField(lines=1)
        self.comment.document().setDocumentMargin(XS)
        self._comment_row = QWidget()
        self.add_file, self.add_library = IconButton("image-plus"), IconButton("images")
        self.add_link = IconButton("link")
        self.format = Pill("shapes")
        self.counter = plain_label("", "small")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        _line(self._follow_row, self._follow_icon, self._follow, self.follow_again, self.more)
        _line(self._link_row, IconLabel("link", "muted", 14), self.link)
        _line(self._comment_row, IconLabel("message-circle", "muted", 14), self.comment)
        tools = QHBoxLayout()
        tools.setContentsMargins(S, XS, M, XS)
        tools.setSpacing(XS)
        for button in (self.add_file, self.add_library, self.add_link):
            tools.addWidget(button)
        tools.addWidget(self.format)
        tools.addStretch()
        tools.addWidget(self.counter)
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        for part in (self._follow_row, self._texts, self.media, self._link_row, self._link_problem, self._comment_row):
            if isinstance(part, QVBoxLayout):
                whole.addLayout(part)
            else:
                whole.addWidget(part)
        whole.addWidget(rule)
        whole.addLayout(tools)
        self._link_problem.setContentsMargins(M, 0, M, S)
        self._link_problem.hide()

    def _connect(self) -> None:
        self.follow_again.clicked.connect(self.follow_wanted)
        self.more.clicked.connect(lambda: self.more_wanted.emit(self.more))
        self.media.changed.connect(self.media_changed)
        self.media.described.connect(self._describe)
        self.link.textEdited.connect(self._type_link)
        self.comment.edited.connect(self._type_comment)
        self.add_file.clicked.connect(self.files_wanted)
        self.add_library.clicked.connect(self.library_wanted)
        self.add_link.clicked.connect(self._want_link)
        self.format.clicked.connect(lambda: self.format_wanted.emit(self.format))

    @property
    def front(self) -> int | None:
        """The variant in front, None: the post itself."""
        return self._profile_id

    @property
    def text(self) -> WritingField:
        """The field in front."""
        return self._fields[self._profile_id]

    @property
    def stops(self) -> list[QWidget]:
        """What takes the focus, in visual order."""
        tools = [self.add_file, self.add_library, self.add_link, self.format]
        return [self.follow_again, self.more, self.text, *self.media.stops, self.link, self.comment, *tools]

    def start(self, session: PostSession) -> None:
        """Another post: nothing of the one before stays, not even its undo."""
        self._session = session
        self._link_wanted = False
        for field in self._fields.values():
            self._texts.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = {}
        self.look_at(None)

    def look_at(self, profile_id: int | None) -> None:
        """Brings the post or one of its variants to the front."""
        self._profile_id = profile_id
        if profile_id not in self._fields:
            field = WritingField()
            field.edited.connect(lambda text, number=profile_id: self._type(number, text))
            field.files_given.connect(self.files_given)
            field.picture_given.connect(self.picture_given)
            self._fields[profile_id] = field
            self._texts.addWidget(field)
        for number, field in self._fields.items():
            field.setVisible(number == profile_id)
        self._link_wanted = False
        self.show_now()

    def show_now(self) -> None:
        """Everything as the session has it; what is being typed stays untouched."""
        session, number = self._session, self._profile_id
        if session is None:
            return
        may = session.may_write and not session.gone(number)
        field = self.text
        field.show_text(str(session.effective(number, "text") or ""))
        field.setReadOnly(not may)
        follows = number is not None and session.own(number, "text") is None
        set_styled(field, look="following" if follows else "bare")
        self._show_link(str(session.effective(number, "link") or ""), may)
        self._show_media(may)
        network = session.page.profiles[number].network if number is not None else None
        comment = str(session.own(number, "first_comment") or "") if number is not None else ""
        self.comment.show_text(comment)
        self.comment.setReadOnly(not may)
        self._comment_row.setVisible(network is not None and (network in FIRST_COMMENT or bool(comment)))
        self._follow_row.setVisible(number is not None)
        for button in (self.add_file, self.add_library, self.add_link, self.format):
            button.setEnabled(may)
        self.format.setVisible(number is not None)
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        session, number = self._session, self._profile_id
        if session is None:
            return
        words = self._context.face.language.words
        name = words.t("Text of the post")
        placeholder = words.t("Write the text. All profiles get it until one has its own.")
        if number is not None:
            profile = session.page.profiles[number]
            name = words.t("Text for {profile}", profile=profile.handle)
            placeholder = words.t("Text for this profile only")
            kind = session.kind(number)
            self.format.say(words.t("Format"), format_name(kind, words, profile.network))
            self._write_follow(session, number)
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(placeholder)
        self.link.setAccessibleName(words.t("Link"))
        self.link.setPlaceholderText("https://")
        self.comment.setAccessibleName(words.t("First comment"))
        self.comment.setPlaceholderText(words.t("First comment, published below the post"))
        self.add_file.say(words.t("Add pictures or files"))
        self.add_library.say(words.t("Choose from the media library"))
        self.add_link.say(words.t("Add a link"))
        self.media.write()
        self._write_link_problem()

    def _write_follow(self, session: PostSession, number: int) -> None:
        words = self._context.face.language.words
        told = {
            "text": words.t("Own text"),
            "media": words.t("Own media"),
            "link": words.t("Own link"),
        }
        own = [word for part, word in told.items() if session.own(number, part) is not None]
        gone = session.gone(number)
        following = words.t("Follows the post. What you change here is for this profile only.")
        if gone:
            state = session.state(number)
            following = words.t("This has gone out; it stays as it was published.")
            if state is PostState.UNSURE:
                following = words.t("This may have gone out, so it cannot be changed.")
        self._show_chip(session, number)
        self.more.say(words.t("Steps of this profile"))
        self._follow.setText(" · ".join(own) if own and not gone else following)
        self._follow_icon.show_icon("pencil" if own else "repeat-2", "accent" if own else "muted")
        self.follow_again.setText(words.t("Follow the post again"))
        self.follow_again.say(words.t("Follow the post again"))
        self.follow_again.setVisible(bool(own) and session.may_write and not gone)

    def show_measured(self, counter: str, place: int | None) -> None:
        """The counter of what is in front, and where its text overflows (None: nowhere)."""
        role = "muted" if place is None else "failed"
        self.counter.setText(counter)
        set_styled(self.counter, role=role)
        self.text.mark_from(place)

    def _show_chip(self, session: PostSession, number: int) -> None:
        """The state of the variant in front, once the workspace has it."""
        words = self._context.face.language.words
        key = (session.state(number), words.language) if session.post is not None else None
        self.more.setVisible(key is not None and session.may_write)
        if key == self._chip_key:
            return
        self._chip_key = key
        if self._chip is not None:
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        row = self._follow_row.layout()
        if key is not None and isinstance(row, QHBoxLayout):
            self._chip = StateChip(key[0], words)
            row.insertWidget(0, self._chip)
            self._chip.show()

    # drops
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may() and local_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files(event.mimeData())
        if files and self._may():
            event.acceptProposedAction()
            self.files_given.emit(files)

    # typing
    def _may(self) -> bool:
        session = self._session
        return session is not None and session.may_write and not session.gone(self._profile_id)

    def _type(self, number: int | None, text: str) -> None:
        session = self._session
        if session is None:
            return
        if number is None:
            session.type("text", text)
        elif text != session.effective(number, "text"):
            session.type_own(number, "text", text)
        self.show_now()

    def _type_link(self, text: str) -> None:
        session, number = self._session, self._profile_id
        if session is None or not self._write_link_problem():
            return
        link = clean_link(text) or ""
        if number is None:
            session.type("link", link)
        else:
            session.type_own(number, "link", link)

    def _type_comment(self, text: str) -> None:
        if self._session is not None and self._profile_id is not None:
            self._session.type_own(self._profile_id, "first_comment", text)

    def _describe(self, place: int, text: str) -> None:
        session, number = self._session, self._profile_id
        if session is None:
            return
        pairs = list(session.effective(number, "media"))
        if not 0 <= place < len(pairs) or pairs[place][1] == text:
            return
        pairs[place] = (pairs[place][0], text)
        if number is None:
            session.type("media", tuple(pairs))
        else:
            session.type_own(number, "media", tuple(pairs))
        self._show_media(True)

    def _want_link(self) -> None:
        self._link_wanted = True
        self._link_row.show()
        self.link.setFocus()

    # parts
    def _show_link(self, link: str, may: bool) -> None:
        if self._link_problem.isHidden() and self.link.text().strip() != link:
            self.link.setText(link)
        self.link.setReadOnly(not may)
        self._link_row.setVisible(bool(self.link.text()) or self._link_wanted)
        self.add_link.setVisible(may and self._link_row.isHidden())

    def _write_link_problem(self) -> bool:
        """Says in place when the link is none yet; such a link is not saved. True when it can be."""
        try:
            clean_link(self.link.text())
        except BadInput:
            words = self._context.face.language.words
            self._link_problem.setText(words.t("This is no web address yet. Write it like https://example.com/offer."))
            self._link_problem.show()
            return False
        self._link_problem.hide()
        return True

    def _show_media(self, may: bool) -> None:
        session, number = self._session, self._profile_id
        if session is None:
            return
        networks = [session.page.profiles[row].network for row in session.profile_ids if number in (None, row)]
        limits = [limit for row in networks if (limit := RULES[row].alt_text_limit) is not None]
        shortest = min(limits) if limits else (None if networks else 1000)
        self.media.show_media(ShownMedia(session.attached(number), session.page.files, shortest, may))


def _line(row: QWidget, *parts: QWidget) -> None:
    line = QHBoxLayout(row)
    line.setContentsMargins(M, S, M, XS)
    line.setSpacing(S)
    for place, part in enumerate(parts):
        line.addWidget(part, 1 if place == 1 else 0, Qt.AlignmentFlag.AlignVCenter)
