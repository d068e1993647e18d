"""How one profile is connected, in the settings: as whom, what is wrong, and what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from app.domain.connecting import Disconnected
from app.domain.errors import SzpaltaError
from app.domain.networks import Connection
from app.domain.workspace import Profile
from app.system.labels import network as network_name
from app.system.words import Words
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.tokens import M, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import wrapped_label

if TYPE_CHECKING:
    from app.domain.connecting import ConnectionReport, ProfileConnection
    from app.ui.settings.dialog import SettingsContext
    from app.ui.settings.form import SettingsPage


class ConnectionLine(QWidget):
    def __init__(self, page: SettingsPage, row: Profile, link: ProfileConnection | None, *, may: bool) -> None:
        super().__init__()
        self._page, self._row, self._link, self._sure = page, row, link, False
        self._icon, self._text = IconLabel("circle-dashed", "muted"), wrapped_label()
        self.connect_button, self.test, self.end = QPushButton(), QPushButton(), QPushButton()
        told = QHBoxLayout()
        told.setSpacing(S)
        told.addWidget(self._icon)
        told.addWidget(self._text, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.connect_button, self.test, self.end):
            button.setAutoDefault(False)
            button.setEnabled(may)
            flow.addWidget(button)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addLayout(told, 1)
        whole.addWidget(buttons)
        self.connect_button.clicked.connect(self.open)
        self.test.clicked.connect(self._test)
        self.end.clicked.connect(self._end)
        self._show(link)

    @property
    def text(self) -> str:
        return self._text.text()

    def _show(self, link: ProfileConnection | None) -> None:
        words, there = self._page.context.face.language.words, link is not None
        self.connect_button.setText(words.t("Connect again…") if there else words.t("Connect…"))
        self.test.setText(words.t("Check the connection"))
        self.end.setText(words.t("Disconnect"))
        self.test.setVisible(there)
        self.end.setVisible(there)
        for button in (self.connect_button, self.test, self.end):
            button.setAccessibleName(f"{button.text()} {self._row.handle}")
        if link is None:
            self._say("circle-dashed", "muted", self._without(words))
        elif link.sealed is None:
            lost = words.t("The access key is not on this computer. Connect again.")
            self._say("triangle-alert", "failed", lost)
        elif link.problem is not None:
            self._warn(link.problem, link.problem_data)
        else:
            server = urlsplit(link.base_url).hostname
            name = f"{link.account_name} · {server}" if server else link.account_name
            self._say("circle-check", "approved", words.t("Connected as {name}.", name=name))

    def _without(self, words: Words) -> str:
        """What it means that there is no connection, for the way the profile is used now."""
        if self._row.connection is Connection.BY_HAND:
            return words.t("Connect the profile if Szpalta is to do this for you.")
        if self._row.connection is Connection.PRACTICE:
            return words.t("On the Practice network you try everything out and nothing leaves this computer.")
        return words.t("Not connected: Szpalta cannot publish or fetch data here.")

    def _warn(self, code: str, data: object) -> None:
        given = dict(data) if isinstance(data, dict) else {}
        self._say("triangle-alert", "failed", sentence(SzpaltaError(code, **given), self._page.context.face.language))

    def _say(self, icon: str, role: str, text: str) -> None:
        self._icon.show_icon(icon, role)
        self._text.setText(text)

    # doing
    def open(self) -> None:
        """The guided page on which the access key is given."""
        from app.ui.connecting.dialog import ConnectDialog

        context = self._page.context
        dialog = ConnectDialog(
            context.services, context.actor, context.face, self._row, self._told, self._page.window(),
            server=self._link.base_url if self._link is not None else "",
        )  # fmt: skip
        dialog.open()

    def _told(self, change: Change) -> None:
        self._page.context.changed(change)
        self._page.build()

    def _test(self) -> None:
        """The network may take its time: who has closed the settings meanwhile is told in the window."""
        page, row, context = self._page, self._row, self._page.context
        window = context.window.page
        if window is None:
            return
        self._say("refresh-cw", "muted", context.face.language.words.t("Asking the network…"))

        def done(report: ConnectionReport) -> None:
            context.changed(Change("profile", row.id))
            if isValid(page):
                page.problem.hide()
                page.build()
            else:
                _tell_beside(context, row, report)

        def failed(error: BaseException) -> None:
            if isValid(self):
                self._show(self._link)
            if isValid(page) or not is_expected(error):
                page.fail(error)
            else:
                _warn_beside(context, row, sentence(error, context.face.language))

        work = partial(context.services.connecting.test, context.actor, row.id)
        context.face.tasks.run(window, lambda report: work(), done, failed)

    def _end(self) -> None:
        """Asked twice: the access key cannot be brought back."""
        words = self._page.context.face.language.words
        if not self._sure:
            self._sure = True
            self._say(
                "triangle-alert",
                "warn",
                words.t("The access key is forgotten. Posts that wait for their time here are put on hold."),
            )
            self.end.setText(words.t("Disconnect and forget the key"))
            return
        context = self._page.context

        def done(ended: Disconnected) -> None:
            self._told(Change("profile", self._row.id))
            page = context.window.page
            if ended.left is not None and page is not None:
                server = ended.server or network_name(self._row.network, words)
                told = sentence(SzpaltaError(ended.left, server=server), context.face.language)
                page.notices.warn(told, close=words.t("Close"))

        self._page.run(partial(context.services.connecting.disconnect, context.actor, self._row.id), done)


def _tell_beside(context: SettingsContext, row: Profile, report: ConnectionReport) -> None:
    """The result of a check whose page is closed."""
    language = context.face.language
    if report.problem is not None:
        _warn_beside(context, row, sentence(SzpaltaError(report.problem, **report.problem_data), language))
    elif context.window.page is not None:
        name = f"{network_name(row.network, language.words)} · {row.handle}"
        context.window.page.notices.say(language.words.t("The connection works: {profile}", profile=name))


def _warn_beside(context: SettingsContext, row: Profile, told: str) -> None:
    words = context.face.language.words
    if context.window.page is not None:
        text = f"{network_name(row.network, words)} · {row.handle}. {told}"
        context.window.page.notices.warn(text, close=words.t("Close"))
