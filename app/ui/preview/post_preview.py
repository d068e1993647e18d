"""A post roughly as its network will show it, from plain values; nothing of it is read as HTML."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.networks import RULES
from app.domain.word_differences import Fate, Piece, word_differences
from app.system.labels import network as network_name
from app.system.words import Words
from app.ui.face import Face
from app.ui.preview.looks import Look, fold_at, look_of
from app.ui.preview.media_view import MediaView
from app.ui.preview.parts import Actions, FirstComment, FoldMark, Head, LinkCard
from app.ui.preview.post_text import PostText, runs_of
from app.ui.preview.previewed import Previewed, PreviewPicture
from app.ui.tokens import L, M, S
from app.ui.widgets.labels import wrapped_label

__all__ = ["PostPreview", "PreviewPicture", "Previewed"]

NARROWEST = 280


class PostPreview(QWidget):
    """Nothing to show: an empty widget. A post like the one before keeps its pictures and changes only its words."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._post: Previewed | None = None
        self._look = Look()
        self._body: _Body | None = None
        self._highest: int | None = None
        self.setMinimumWidth(NARROWEST)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    @property
    def post(self) -> Previewed | None:
        return self._post

    def show_post(self, post: Previewed | None) -> None:
        """Shows a post; None takes it away."""
        before, self._post = self._post, post
        if post is None:
            self._replace(None)
            return
        if self._body is None or before is None or (before.network, before.format) != (post.network, post.format):
            self._look = look_of(post.network, post.format)
            self._replace(_Body(self._face, post, self._look, self))
        if self._body is not None:
            self._body.show_post(post)

    def limit_pictures(self, highest: int) -> None:
        """Pictures stand no higher than so many pixels."""
        self._highest = highest
        if self._body is not None:
            self._body.limit_pictures(highest)

    def write(self) -> None:
        """Writes every word anew, after the language changed."""
        if self._body is not None and self._post is not None:
            self._body.show_post(self._post)

    def _replace(self, body: _Body | None) -> None:
        if self._body is not None:
            self._row.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        if body is not None:
            body.limit_pictures(self._highest)
            self._row.addWidget(body, 1, Qt.AlignmentFlag.AlignTop)
            body.show()


class _Body(QFrame):
    """The card of one network and format."""

    def __init__(self, face: Face, post: Previewed, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._face, self._look = face, look
        self.setProperty("card", True)
        self.setMaximumWidth(look.widest)
        self._head = Head(post.network, look)
        self._text, self._rest = PostText(), PostText()
        self._fold = FoldMark(network_name(post.network, face.language.words))
        self._media = MediaView(face)
        self._link = LinkCard()
        self._comment = FirstComment()
        self._empty = wrapped_label("", "muted")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(1, M, 1, M)
        self._whole.setSpacing(M)
        makers: dict[str, Callable[[], QWidget]] = {
            "head": lambda: _inside(self._head),
            "text": self._words_block,
            "media": lambda: _inside(self._media) if look.inset else self._media,
            "link": lambda: _inside(self._link),
            "actions": lambda: _inside(Actions(look.actions)),
        }
        self._blocks = {name: makers[name]() for name in look.order}
        for place, name in enumerate(look.order):
            if place == 0 and name == "media" and not look.inset:
                self._whole.setContentsMargins(1, 1, 1, M)
            self._whole.addWidget(self._blocks[name])
        self._whole.addWidget(self._comment)

    def _words_block(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(L, 0, L, 0)
        column.setSpacing(S)
        for part in (self._text, self._fold, self._rest, self._empty):
            column.addWidget(part)
        return block

    def limit_pictures(self, highest: int | None) -> None:
        self._media.limit(highest)

    def show_post(self, post: Previewed) -> None:
        words, look = self._face.language.words, self._look
        self._head.show_post(post)
        carded = bool(post.link) and not post.pictures
        self._show_text(post, words, with_link=not carded)
        wants_alt = RULES[post.network].alt_text_limit is not None
        self._blocks["media"].setVisible(bool(post.pictures))
        self._media.show_pictures(post.pictures, look, wants_alt=wants_alt)
        self._blocks["link"].setVisible(carded)
        if post.link:
            self._link.show_link(post.link, words)
        self._comment.setVisible(bool(post.first_comment))
        if post.first_comment:
            self._comment.show_comment(post, look, words)

    def _show_text(self, post: Previewed, words: Words, *, with_link: bool) -> None:
        after = _whole_text(post.text, post.link if with_link else None)
        before = after if post.before_text is None else _whole_text(post.before_text, None)
        if post.before_text is not None and with_link and post.link and post.link not in post.text:
            before = f"{before}\n{post.link}".strip()
        pieces = word_differences(before, after)
        fold = fold_at(after, self._look)
        first, rest = _cut(pieces, len(after) if fold is None else fold)
        if fold is not None and first:
            first[-1] = Piece(first[-1].fate, first[-1].text.rstrip("\n"))
        strong = after.find("\n") if self._look.titled and "\n" in after else len(after) * self._look.titled
        told = _told(pieces, words)
        self._text.show_runs(runs_of(first, strong=strong), told)
        self._rest.show_runs(runs_of(rest))
        self._text.setVisible(bool(first))
        self._fold.setVisible(fold is not None)
        self._fold.write(words)
        self._rest.setVisible(bool(rest))
        self._empty.setText(words.t("No text yet"))
        self._empty.setVisible(not pieces and not post.pictures)
        self._blocks["text"].setVisible(bool(pieces) or not post.pictures)


def _inside(widget: QWidget) -> QWidget:
    """A part inside the margins of the card."""
    block = QWidget()
    row = QHBoxLayout(block)
    row.setContentsMargins(L, 0, L, 0)
    row.addWidget(widget)
    return block


def _whole_text(text: str, link: str | None) -> str:
    """The text with its link below, unless it stands in it already."""
    return text if not link or link in text else f"{text}\n{link}".strip()


def _cut(pieces: tuple[Piece, ...], place: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces before and after a place of the later text; what was removed there stays with what stood before it."""
    first: list[Piece] = []
    rest: list[Piece] = []
    for piece in pieces:
        length = 0 if piece.fate is Fate.REMOVED else len(piece.text)
        if rest or place < 0 or (place == 0 and length):
            rest.append(piece)
        elif length > place:
            first.append(Piece(piece.fate, piece.text[:place]))
            rest.append(Piece(piece.fate, piece.text[place:]))
            place = 0
        else:
            first.append(piece)
            place -= length
    return first, rest


def _told(pieces: tuple[Piece, ...], words: Words) -> str:
    """The changes of the words for those who do not see their marks."""
    said = {
        Fate.REMOVED: lambda text: words.t("Removed: {text}", text=text),
        Fate.ADDED: lambda text: words.t("Added: {text}", text=text),
    }
    return ". ".join(said[piece.fate](piece.text.strip()) for piece in pieces if piece.fate in said)
