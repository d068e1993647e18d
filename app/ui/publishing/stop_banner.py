"""The line that stands over Today and the calendar while something is stopped or waits for a decision after a stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.changes import Change
from app.ui.publishing.stopped import Stopped, read_stopped, told_scope
from app.ui.tab_context import TabContext
from app.ui.widgets.banner_line import banner_line

_MATTERS = frozenset({"workspace", "post", "delivery", "stop"})


class StopBanner:
    """`frame` is the widget to lay out; hidden while everything goes its way. `show_stopped` may be fed by somebody who
    reads anyway, `follow` reads by itself."""

    def __init__(self, context: TabContext, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self.frame, self._text = banner_line("pause", "warn")
        self.button = QPushButton()
        self.button.clicked.connect(self._open)
        row = self.frame.layout()
        if row is not None:
            row.addWidget(self.button)
            row.setAlignment(self.button, Qt.AlignmentFlag.AlignVCenter)
        self.frame.hide()

    @property
    def text(self) -> str:
        return "" if self.frame.isHidden() else self._text.text()

    def follow(self) -> None:
        """Reads now and after every change that may matter."""
        self._context.bus.happened.connect(self._hear)
        self._context.face.language.switched.connect(self._read)
        self._read()

    def show_stopped(self, stopped: Stopped) -> None:
        words, waiting = self._context.face.language.words, len(stopped.to_decide)
        told = self._told(stopped)
        if waiting:
            told.append(
                words.n(
                    "{n} post is on hold since a stop and waits for a decision.",
                    "{n} posts are on hold since a stop and wait for a decision.",
                    waiting,
                )
            )
        self._text.setText("\n".join(told))
        self.button.setText(words.t("Show what is stopped…") if stopped.is_stopped else words.t("Decide…"))
        self.frame.setVisible(bool(told))

    def _told(self, stopped: Stopped) -> list[str]:
        words, language, told = self._context.face.language.words, self._context.face.language, []
        now = self._context.services.clock.now()
        if stopped.paused:
            told.append(words.t("Publishing is stopped: nothing goes out by itself until somebody resumes it."))
        for stop in stopped.stops:
            line = words.t(
                "Publishing is stopped. {what}; {name}, {when}.",
                what=told_scope(stop, stopped, language),
                name=stopped.members.get(stop.member_id or 0, "–"),
                when=language.formats.moment(stop.since, now),
            )
            told.append(f"{line} {words.t('Reason: {reason}', reason=stop.reason)}" if stop.reason else line)
        return told

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if any(change.entity in _MATTERS for change in changes):
            self._read()

    def _read(self) -> None:
        context = self._context
        context.face.tasks.run(
            self._parent,
            lambda report: read_stopped(context.services, context.actor),
            self.show_stopped,
            lambda error: None,  # whoever shows the page tells what cannot be read
        )

    def _open(self) -> None:
        open_stop_dialog(self._context, self._parent.window())


def open_stop_dialog(context: TabContext, parent: QWidget) -> None:
    from app.ui.publishing.stop_dialog import StopDialog

    StopDialog(context.services, context.actor, context.face, context.bus.tell, parent).open()
