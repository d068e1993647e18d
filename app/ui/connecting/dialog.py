"""Connecting a profile to its network: first what it takes and what will work, then the access key, then who it is."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import SzpaltaError
from app.domain.workspace import Profile
from app.system.labels import network as network_name
from app.ui.changes import Change
from app.ui.connecting.guide_view import GuideView
from app.ui.connecting.guides import Guide, guide_of
from app.ui.connecting.key_place import KeyPlace, keyring_failed
from app.ui.connecting.paste_place import PastePlace
from app.ui.errors import is_expected, sentence
from app.ui.links import open_url
from app.ui.tokens import XL, XS, L, M
from app.ui.widgets.icon_label import NetworkMark
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.told_banner import ToldBanner

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.connecting import ConnectionReport
    from app.domain.people import Actor
    from app.services.signing_in import Pasting
    from app.ui.face import Face
    from app.ui.services import Services


class ConnectDialog(QDialog):
    """`told` hears of every change. The access key is read from its field once and never kept here."""

    page_ready = Signal(str)
    """The address at which a person signs in, from the thread that waits for them."""

    def __init__(
        self,
        services: Services,
        actor: Actor,
        face: Face,
        profile: Profile,
        told: Callable[[Change], None],
        parent: QWidget | None = None,
        *,
        server: str = "",
    ) -> None:
        """`server`: the address of the connection there is."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._actor, self._face, self._profile = services, actor, face, profile
        self._tell = told
        self.guide = GuideView()
        self.server, self.handle, self.secret = QLineEdit(server), QLineEdit(profile.handle.lstrip("@")), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._labels = [plain_label("", "caption") for _ in range(3)]
        self.keys = KeyPlace(services, face)
        self.paste = PastePlace(face)
        self.told = ToldBanner(face.language)
        self.connect_button, self.browser_button, self.leave = QPushButton(), QPushButton(), QPushButton()
        self._gone = Event()
        self._begun: Pasting | None = None
        self._build()
        self._connect()
        self.write()
        fit(self, QSize(640, 760))

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(XL, L, XL, M)
        inside.setSpacing(XS)
        self._heading, self._lead = wrapped_label("", "heading"), wrapped_label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(NetworkMark(self._profile.network, 28))
        head.addWidget(self._heading, 1)
        inside.addLayout(head)
        inside.addWidget(self._lead)
        inside.addSpacing(M)
        inside.addWidget(self.guide)
        inside.addSpacing(L)
        for label, field in zip(self._labels, (self.server, self.handle, self.secret), strict=True):
            label.setBuddy(field)
            inside.addWidget(label)
            inside.addWidget(field)
            inside.addSpacing(M)
        inside.addWidget(self.paste)
        inside.addWidget(self.keys)
        inside.addStretch()
        self._area = scrolled(page)
        self.connect_button.setProperty("look", "primary")
        self.connect_button.setDefault(True)
        self.leave.setAutoDefault(False)
        self.browser_button.setAutoDefault(False)
        offered = self._services.signing_in.offers(self._profile)
        self.browser_button.setVisible(offered)
        self.paste.setVisible(offered)
        foot = QHBoxLayout()
        foot.setContentsMargins(XL, M, XL, L)
        foot.setSpacing(M)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.browser_button)
        foot.addWidget(self.connect_button)
        banner = QVBoxLayout()
        banner.setContentsMargins(XL, M, XL, 0)
        banner.addWidget(self.told)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addLayout(banner)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self._face.language.switched.connect(self.write)
        self.connect_button.clicked.connect(self.begin)
        self.browser_button.clicked.connect(self.begin_in_browser)
        self.paste.wanted.connect(self.begin_pasting)
        self.paste.pasted.connect(self.finish_pasting)
        self.page_ready.connect(self._open_page)
        self.leave.clicked.connect(self.close)
        self.keys.settled.connect(self.begin)

    def write(self) -> None:
        """Writes every word anew; what was typed stays."""
        words, row = self._face.language.words, self._profile
        name = network_name(row.network, words)
        guide = self._guide
        self.setWindowTitle(words.t("Connect a profile"))
        self._heading.setText(words.t("Connect {network}: {handle}", network=name, handle=row.handle))
        self._lead.setText(words.t("The access key is kept encrypted on this computer and in no backup."))
        self.guide.show_guide(guide, words)
        for label, text in zip(
            self._labels, (guide.server or "", words.t("Name of the profile"), guide.secret), strict=True
        ):
            label.setText(text)
        self.server.setPlaceholderText(guide.server_example)
        for field, label in zip((self.server, self.handle, self.secret), self._labels, strict=True):
            field.setAccessibleName(label.text())
        self.connect_button.setText(words.t("Connect"))
        self.browser_button.setText(words.t("Sign in with the browser"))
        self.leave.setText(words.t("Close"))
        self.keys.write()
        self.paste.write()
        self.told.write()

    @property
    def _guide(self) -> Guide:
        guide = guide_of(self._profile.network, self._face.language.words)
        if guide is None:
            raise ValueError(self._profile.network)
        return guide

    # doing
    def begin(self) -> None:
        """Asks the network whose access key this is; it is stored only when the network has answered."""
        words, guide = self._face.language.words, self._guide
        secret = self.secret.text().strip()
        if not secret:
            self.told.ask(words.t("Paste the access key: {name}.", name=guide.secret))
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        server, handle = self.server.text().strip() or None, self.handle.text().strip()
        connecting, actor, number = self._services.connecting, self._actor, self._profile.id
        self._busy(True)
        self.told.ask(words.t("Asking the network whose access key this is…"))
        self._face.tasks.run(
            self,
            lambda report: connecting.connect(actor, number, {guide.key: secret}, base_url=server, handle=handle),
            self._connected,
            self._fail,
        )

    def begin_in_browser(self) -> None:
        """The person signs in at the network itself; nobody has to copy a key. Closing the window ends the waiting."""
        words, server = self._face.language.words, self._given_server()
        if server is None:
            return
        signing_in, actor, number = self._services.signing_in, self._actor, self._profile.id
        done = words.t("Signed in. You can close this page and go back to Szpalta.")
        self._busy(True)
        self.told.ask(words.t("Sign in on the page that opens in your browser…"))
        self._face.tasks.run(
            self,
            lambda report: signing_in.connect(actor, number, server, self.page_ready.emit, done, self._gone.is_set),
            self._connected,
            self._fail,
        )

    def _open_page(self, address: str) -> None:
        if not open_url(address):
            QGuiApplication.clipboard().setText(address)
            words = self._face.language.words
            self.told.ask(
                words.t(
                    "No browser could be opened. The address of the page is on the clipboard: open it on this computer."
                )
            )

    def begin_pasting(self) -> None:
        """As `begin_in_browser`, for a browser that cannot come back to this computer."""
        server = self._given_server()
        if server is None:
            return
        signing_in, actor, number = self._services.signing_in, self._actor, self._profile.id
        self._busy(True)
        self.told.ask(self._face.language.words.t("Asking the server for the page to sign in at…"))
        self._face.tasks.run(
            self, lambda report: signing_in.begin_pasting(actor, number, server), self._show_page, self._fail
        )

    def _show_page(self, begun: Pasting) -> None:
        self._busy(False)
        self._begun = begun
        self.told.hide()
        self.paste.show_page(begun.url)
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.paste))  # once it has its place

    def finish_pasting(self, address: str) -> None:
        begun, signing_in, actor, number = self._begun, self._services.signing_in, self._actor, self._profile.id
        if begun is None:
            return
        self._busy(True)
        self.told.ask(self._face.language.words.t("Asking the network whose access key this is…"))
        self._face.tasks.run(
            self, lambda report: signing_in.finish_pasting(actor, number, begun, address), self._connected, self._fail
        )

    def _given_server(self) -> str | None:
        """Says what is missing where it is."""
        server = self.server.text().strip()
        if not server:
            self.told.ask(self._face.language.words.t("Give the address of the server first."))
            self.server.setFocus(Qt.FocusReason.OtherFocusReason)
        return server or None

    def closeEvent(self, event: QCloseEvent) -> None:
        self._gone.set()
        super().closeEvent(event)

    def _connected(self, report: ConnectionReport) -> None:
        self._busy(False)
        words = self._face.language.words
        self.secret.clear()
        self.paste.forget()
        self.keys.hide()
        name = report.handle
        text = words.t("Connected as {name}.", name=name)
        if report.put_back:
            text += " " + words.n(
                "{n} publication goes out again: at its time, or now where that has just passed.",
                "{n} publications go out again: at their time, or now where that has just passed.",
                report.put_back,
            )
        self.told.say(text)
        if report.problem is not None:
            self.told.warn(sentence(SzpaltaError(report.problem, **dict(report.problem_data)), self._face.language))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(Change("profile", self._profile.id))

    def _fail(self, error: BaseException) -> None:
        self._busy(False)
        if not is_expected(error):
            self._face.tasks.unexpected.emit(error)
            return
        if keyring_failed(error):
            self.keys.ask(error)
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.keys))  # once it has its place
        elif self._begun is not None:
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.paste))
        self.told.warn(sentence(error, self._face.language))

    def _busy(self, busy: bool) -> None:
        buttons = (self.connect_button, self.browser_button)
        for part in (*buttons, self.server, self.handle, self.secret, self.paste, self.keys):
            part.setEnabled(not busy)
