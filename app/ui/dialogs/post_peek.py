"""A post to read: its text, where it goes and when, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.content import Post, Variant
from app.domain.history import HistoryEntry
from app.domain.people import Actor
from app.domain.workspace import Profile
from app.system.history_words import step_name
from app.system.labels import network
from app.ui.errors import sentence
from app.ui.face import Face
from app.ui.links import open_url, openable
from app.ui.services import Services
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import NetworkMark
from app.ui.widgets.labels import ElidedLabel, plain_label, wrapped_label
from app.ui.widgets.state_chip import StateChip

MOST_STEPS = 30


@dataclass(frozen=True, slots=True)
class PostStory:
    post: Post
    profiles: dict[int, Profile]
    names: dict[int, str]
    history: tuple[HistoryEntry, ...]


class PostPeek(QDialog):
    """Opens at once and fills itself through the task runner. Esc closes it."""

    def __init__(
        self, services: Services, actor: Actor, post_id: int, face: Face, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._face = face
        words = face.language.words
        self.setWindowTitle(words.t("Post"))
        self.resize(640, 620)
        self._page = QWidget()
        self._page.setProperty("look", "page")
        self._body = QVBoxLayout(self._page)
        self._body.setContentsMargins(L, L, L, L)
        self._body.setSpacing(M)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._page)
        close = QPushButton(words.t("Close"), self)
        close.setShortcut(QKeySequence(QKeySequence.StandardKey.Close))
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(L, 0, L, L)
        foot.addStretch()
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        face.tasks.run(self, lambda report: _story(services, actor, post_id), self._show, self._say_problem)

    def _say_problem(self, error: BaseException) -> None:
        self._body.addWidget(wrapped_label(sentence(error, self._face.language), "problem"))
        self._body.addStretch()

    def _show(self, story: PostStory) -> None:
        post, words = story.post, self._face.language.words
        head = QHBoxLayout()
        title = wrapped_label(post.title or words.t("Post without a title"), "title")
        head.addWidget(title, 1)
        head.addWidget(StateChip(post.state, words, partly=post.partly), 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(head)
        author = story.names.get(post.author_id) if post.author_id is not None else None
        if author:
            self._body.addWidget(plain_label(words.t("Author: {name}", name=author), "muted"))
        self._body.addWidget(self._text_card(post))
        for variant in post.variants:
            self._body.addWidget(self._variant_row(variant, story.profiles.get(variant.profile_id)))
        self._add_history(story)
        self._body.addStretch()

    def _text_card(self, post: Post) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(L, M, L, M)
        text = wrapped_label(post.text)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside.addWidget(text)
        if post.link and (url := openable(post.link)) is not None:
            link = post.link
            button = QPushButton(self._face.language.words.t("Open the link on {host}", host=url.host()))
            button.clicked.connect(lambda: open_url(link))
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _variant_row(self, variant: Variant, profile: Profile | None) -> QWidget:
        row, words = QWidget(), self._face.language.words
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        if profile is not None:
            line.addWidget(NetworkMark(profile.network))
            line.addWidget(ElidedLabel(f"{network(profile.network, words)} · {profile.handle}", "strong"), 1)
        else:
            line.addStretch()
        due = self._face.language.formats.moment_full(variant.due_at) if variant.due_at else words.t("no time yet")
        line.addWidget(plain_label(due, "muted"))
        line.addWidget(StateChip(variant.state, words))
        return row

    def _add_history(self, story: PostStory) -> None:
        words, formats = self._face.language.words, self._face.language.formats
        self._body.addSpacing(XS)
        self._body.addWidget(plain_label(words.t("History"), "caption"))
        for entry in list(reversed(story.history))[:MOST_STEPS]:
            step = step_name(entry.entity, entry.action, words)
            if step is None:
                continue
            who = story.names.get(entry.actor_id) if entry.actor_id is not None else None
            day = formats.local(entry.at).date()
            when = f"{formats.day_short(day)}, {formats.time(entry.at)}"
            self._body.addWidget(ElidedLabel(f"{step}: {who}, {when}" if who else f"{step}, {when}", "muted"))
            reason = (entry.words or {}).get("reason")
            if reason:
                self._body.addWidget(wrapped_label(formats.quote(str(reason))))


def _story(services: Services, actor: Actor, post_id: int) -> PostStory:
    """On a worker's thread."""
    return PostStory(
        post=services.planning.post(actor, post_id),
        profiles={row.id: row for row in services.profiles.profiles(actor)},
        names={row.id: row.name for row in services.members.members()},
        history=tuple(services.planning.history(actor, post_id)),
    )
