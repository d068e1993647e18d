"""The post as each network will show it, beside or below the composer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import SzpaltaError
from app.ui.post.pickers import told_time
from app.ui.post.session import PostSession
from app.ui.preview.post_preview import PostPreview, Previewed, PreviewPicture
from app.ui.tab_context import TabContext
from app.ui.tokens import L, S
from app.ui.widgets.labels import plain_label, wrapped_label

LONGEST = 4_000
"""Signs of a text a preview shows."""
MOST = 6
"""Previews at once; of more profiles the first are shown, each of the others in its tab."""


class Previews(QWidget):
    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._front: int | None = None
        self._shown: dict[int, PostPreview] = {}
        self._paths: dict[str, Path | None] = {}
        self._wanted: list[int] = []
        self._maker = QTimer(self)
        self._maker.setInterval(0)
        self._maker.timeout.connect(self._make_next)
        self._heading = plain_label("", "caption")
        self._nothing = wrapped_label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(L)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._heading)
        whole.addWidget(self._nothing)
        whole.addLayout(self._rows)

    @property
    def shown(self) -> dict[int, PostPreview]:
        """The previews by profile id."""
        return dict(self._shown)

    def show_session(self, session: PostSession | None, front: int | None) -> None:
        """The variant in front, or all when the post itself is."""
        self._session, self._front = session, front
        wanted = [] if session is None else [n for n in session.profile_ids if front in (None, n)][:MOST]
        for number in [n for n in self._shown if n not in wanted]:
            old = self._shown.pop(number)
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._wanted = wanted
        self._write_heading()
        self._show_changed()
        if any(number not in self._shown for number in wanted):
            self._maker.start()
        if session is not None:
            self._find_files(session)

    @property
    def complete(self) -> bool:
        """Every preview that is wanted stands there."""
        return not self._maker.isActive()

    def _make_next(self) -> None:
        """One preview per turn of the event loop: nobody who types waits for all of them."""
        for place, number in enumerate(self._wanted):
            if number not in self._shown:
                self._shown[number] = PostPreview(self._context.face)
                self._rows.insertWidget(place, self._shown[number])
                self._shown[number].show()
                self._show_changed()
                return
        self._maker.stop()

    def write(self) -> None:
        """Writes every word anew."""
        self._write_heading()
        self._show_changed()
        for preview in self._shown.values():
            preview.write()

    def _write_heading(self) -> None:
        words = self._context.face.language.words
        self._heading.setText(words.t("Preview"))
        self._nothing.setText(words.t("Choose a profile to see the post as its network will show it."))
        self._nothing.setVisible(not self._wanted)

    def _show_changed(self) -> None:
        if self._session is None:
            return
        for number, preview in self._shown.items():
            now = self._previewed(self._session, number)
            if now != preview.post:
                preview.show_post(now)

    def _previewed(self, session: PostSession, number: int) -> Previewed:
        profile = session.page.profiles[number]
        files = session.attached(number)
        return Previewed(
            network=profile.network,
            handle=profile.handle,
            display_name=profile.name,
            when=self._when(session, number),
            text=_beginning(str(session.effective(number, "text") or "")),
            link=session.effective(number, "link") or None,
            first_comment=session.own(number, "first_comment") or None,
            format=session.kind(number),
            pictures=tuple(
                PreviewPicture(self._paths.get(row.sha256), row.mime, row.alt_text, row.file_name) for row in files
            ),
        )

    def _when(self, session: PostSession, number: int) -> str:
        """When it went out, else its time."""
        language, published = self._context.face.language, session.published_at(number)
        if published is not None:
            return language.formats.moment(published, self._context.services.clock.now())
        when = session.when(number)
        return told_time(when, self._context) if when else language.words.t("No time yet")

    def _find_files(self, session: PostSession) -> None:
        """Where the files lie is asked once each, on a worker."""
        wanted = {row.sha256 for n in self._wanted for row in session.attached(n)} - self._paths.keys()
        if not wanted:
            return
        media = self._context.services.media

        def find() -> dict[str, Path | None]:
            found: dict[str, Path | None] = {}
            for sha256 in wanted:
                try:
                    found[sha256] = media.path_of(sha256)
                except SzpaltaError:
                    found[sha256] = None
            return found

        def done(found: dict[str, Path | None]) -> None:
            self._paths |= found
            self._show_changed()

        self._context.face.tasks.run(self, lambda report: find(), done)


def _beginning(text: str) -> str:
    """What can be taken in beside a composer; networks fold long texts much earlier."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
