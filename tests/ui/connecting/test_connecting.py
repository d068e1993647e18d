"""Connecting a profile in the window: the guide, the access key, who it is, what goes wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from keyring import core
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.connectors.base import Account, Identity, NeedsReconnect, ReadFailed
from app.connectors.http import Http
from app.connectors.networks.bluesky import BlueskyConnector
from app.connectors.networks.mastodon import MastodonConnector
from app.connectors.registry import CONNECTORS
from app.domain.networks import Connection, Network
from app.domain.workspace import Profile
from app.services.profiles import NewProfile
from app.system.words import Words
from app.ui.connecting.dialog import ConnectDialog
from app.ui.connecting.guides import guide_of
from app.ui.connecting.line import ConnectionLine
from app.ui.settings.dialog import SettingsDialog
from app.ui.tab_context import TabContext
from tests.fakes.bluesky_server import PASSWORD, BlueskyServer
from tests.fakes.browser import Browser
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.mastodon_server import MastodonServer, mastodon_server
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import nameless, texts


@pytest.fixture
def network(office: Office) -> ScriptedConnector:
    """What every profile of the office is reached through."""
    scripted = ScriptedConnector()
    office.app.connector_for = lambda profile: scripted  # type: ignore[method-assign]
    return scripted


@pytest.fixture
def profile(office: Office) -> Profile:
    new = NewProfile(office.facebook.brand_id, Network.MASTODON, "Bread", "@bread", Connection.NONE)
    return office.app.profiles.add_profile(office.owner, new)


@pytest.fixture
def dialog(context: TabContext, profile: Profile, network: ScriptedConnector, qtbot: QtBot) -> ConnectDialog:
    changes: list[object] = []
    made = ConnectDialog(context.services, context.actor, context.face, profile, changes.append)
    made.changes = changes
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    context.services.connecting.use_this_session()
    return made


def press(dialog: ConnectDialog, context: TabContext, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


@pytest.mark.parametrize("network", sorted(set(CONNECTORS) & {one.value for one in Network}))
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_network_that_takes_a_key_has_its_guide(network: str, language: str) -> None:
    guide = guide_of(Network(network), Words(language))
    if guide is None:
        assert network == Network.OTHER.value  # feeds need an address, no key
        return
    assert guide.needs
    assert guide.works
    assert guide.costs


def test_the_guide_is_read_before_the_key_is_given(dialog: ConnectDialog) -> None:
    shown = texts(dialog)
    for heading in ("What you need", "What will work", "What it costs"):
        assert heading in shown
    assert nameless(dialog) == []


def test_a_key_connects_the_profile_and_is_not_kept_in_the_field(
    dialog: ConnectDialog, context: TabContext, profile: Profile, network: ScriptedConnector, qtbot: QtBot
) -> None:
    dialog.server.setText("http://127.0.0.1:9/")
    dialog.secret.setText("a-secret-key")
    press(dialog, context, qtbot)
    assert dialog.told.text == "Connected as bread."
    assert dialog.secret.text() == ""
    (row,) = context.services.connecting.connections(context.actor)
    assert (row.profile_id, row.account_name) == (profile.id, "bread")
    assert dialog.changes


def test_a_refused_key_says_why_and_stays_to_be_mended(
    dialog: ConnectDialog, context: TabContext, network: ScriptedConnector, qtbot: QtBot
) -> None:
    network.failing["identify"] = NeedsReconnect("network.needs_reconnect", host="example.social", reason="401")
    dialog.secret.setText("wrong")
    press(dialog, context, qtbot)
    assert dialog.told.text.startswith("example.social does not take this access key (answer 401).")
    assert dialog.secret.text() == "wrong"
    assert context.services.connecting.connections(context.actor) == []


def test_a_wrong_app_password_is_to_be_copied_once_more(office: Office, context: TabContext, qtbot: QtBot) -> None:
    """Not as one that worked before: nothing has been connected yet."""
    clock, blue = office.app.clock, NewProfile(office.facebook.brand_id, Network.BLUESKY, "Bread", "palarnia.test")
    profile = office.app.profiles.add_profile(office.owner, blue)
    context.services.connecting.use_this_session()
    server = BlueskyServer(clock.now)
    with closing(server), closing(Http(clock.now, time.monotonic, proxy="")) as http:
        connector = BlueskyConnector(http, clock.now)
        office.app.connector_for = lambda profile: connector  # type: ignore[method-assign]
        dialog = ConnectDialog(context.services, context.actor, context.face, profile, lambda change: None)
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.show()
        dialog.server.setText(server.url)
        dialog.secret.setText("wrong")
        press(dialog, context, qtbot)
        assert dialog.told.text.startswith("Bluesky does not take this app password for palarnia.test (")
        dialog.secret.setText(PASSWORD)
        press(dialog, context, qtbot)
        assert dialog.told.text == "Connected as palarnia.test."


def test_nothing_is_asked_without_a_key(
    dialog: ConnectDialog, context: TabContext, network: ScriptedConnector, qtbot: QtBot
) -> None:
    press(dialog, context, qtbot)
    assert "access key" in dialog.told.text.lower()
    assert network.asked == []


@pytest.fixture
def server(office: Office) -> Iterator[MastodonServer]:
    """The profile of the office is reached at a Mastodon server."""
    clock = office.app.clock
    with mastodon_server(clock.now) as running, closing(Http(clock.now, time.monotonic, proxy="")) as http:
        connector = MastodonConnector(http)
        office.app.connector_for = lambda profile: connector  # type: ignore[method-assign]
        yield running


def test_signing_in_with_the_browser_needs_no_key(
    server: MastodonServer, context: TabContext, profile: Profile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(server)
    monkeypatch.setattr("app.ui.connecting.dialog.open_url", browser.open)
    dialog = ConnectDialog(context.services, context.actor, context.face, profile, lambda change: None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    context.services.connecting.use_this_session()
    assert dialog.browser_button.isVisible()
    qtbot.mouseClick(dialog.browser_button, Qt.MouseButton.LeftButton)
    assert dialog.told.text == "Give the address of the server first."
    dialog.server.setText(server.url)
    qtbot.mouseClick(dialog.browser_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert dialog.told.text == f"Connected as @palarnia@{server.url.removeprefix('http://')}."


def test_without_a_browser_the_address_is_on_the_clipboard_and_closing_ends_the_waiting(
    server: MastodonServer, context: TabContext, profile: Profile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.connecting.dialog.open_url", lambda url: False)
    dialog = ConnectDialog(context.services, context.actor, context.face, profile, lambda change: None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    dialog.server.setText(server.url)
    with qtbot.waitSignal(dialog.page_ready):
        qtbot.mouseClick(dialog.browser_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "clipboard" in dialog.told.text)
    assert QGuiApplication.clipboard().text().startswith(server.url)
    dialog.close()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert dialog.told.text == "Signing in was stopped. The profile was not connected."


def test_the_address_at_which_another_browser_ended_is_pasted(
    server: MastodonServer, context: TabContext, profile: Profile, qtbot: QtBot
) -> None:
    dialog = ConnectDialog(context.services, context.actor, context.face, profile, lambda change: None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    context.services.connecting.use_this_session()
    place = dialog.paste
    assert not place.address.isVisible()
    dialog.server.setText(server.url)
    qtbot.mouseClick(place.begin_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert place.page.text().startswith(server.url)
    assert nameless(dialog) == []
    place.address.setText("https://a.example/?code=1")
    qtbot.mouseClick(place.finish, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert not dialog.told.text.startswith("Connected")
    place.address.setText(Browser(server).final_address(place.page.text()))
    qtbot.keyClick(place.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert dialog.told.text.startswith("Connected as @palarnia@")
    assert (place.page.text(), place.address.text()) == ("", "")


def test_connecting_again_knows_the_server(
    show: Show, office: Office, profile: Profile, network: ScriptedConnector, qtbot: QtBot
) -> None:
    office.app.connecting.use_this_session()
    office.app.connecting.connect(office.owner, profile.id, {"token": "t"}, base_url="http://127.0.0.1:9")
    settings = SettingsDialog(show(office), "profiles")
    settings.open()
    qtbot.waitUntil(lambda: len(settings.findChildren(ConnectionLine)) == 1)
    settings.findChildren(ConnectionLine)[0].open()
    (again,) = settings.findChildren(ConnectDialog)
    assert again.server.text() == "http://127.0.0.1:9"
    again.close()
    settings.close()


@pytest.mark.parametrize(
    ("failing", "told"),
    [
        (None, "The connection works: Mastodon · @bread"),
        (
            NeedsReconnect("network.needs_reconnect", host="m.example", reason="401"),
            "Mastodon · @bread. m.example no longer takes the access key (answer 401).",
        ),
        (
            ReadFailed("network.unreachable", host="m.example", reason="refused"),
            "Mastodon · @bread. The server m.example cannot be reached",
        ),
    ],
    ids=["works", "lost", "away"],
)
def test_closing_the_settings_does_not_lose_what_a_check_said(
    show: Show,
    office: Office,
    profile: Profile,
    network: ScriptedConnector,
    qtbot: QtBot,
    failing: Exception | None,
    told: str,
) -> None:
    office.app.connecting.use_this_session()
    office.app.connecting.connect(office.owner, profile.id, {"token": "t"}, base_url="http://127.0.0.1:9")
    window = show(office)
    settings = SettingsDialog(window, "profiles")
    settings.open()
    qtbot.waitUntil(lambda: len(settings.findChildren(ConnectionLine)) == 1)
    asked, answer = network.identify, threading.Event()

    def slow(account: Account) -> Identity:
        answer.wait(30)
        return asked(account)

    network.identify = slow  # type: ignore[method-assign]
    if failing is not None:
        network.failing["identify"] = failing
    qtbot.mouseClick(settings.findChildren(ConnectionLine)[0].test, Qt.MouseButton.LeftButton)
    settings.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    answer.set()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    assert window.page is not None
    assert window.page.notices.text.startswith(told)


def test_what_a_check_said_stands_in_the_settings_while_they_are_open(
    show: Show, office: Office, profile: Profile, network: ScriptedConnector, qtbot: QtBot
) -> None:
    office.app.connecting.use_this_session()
    office.app.connecting.connect(office.owner, profile.id, {"token": "t"}, base_url="http://127.0.0.1:9")
    window = show(office)
    settings = SettingsDialog(window, "profiles")
    settings.open()
    qtbot.waitUntil(lambda: len(settings.findChildren(ConnectionLine)) == 1)
    network.failing["identify"] = ReadFailed("network.unreachable", host="m.example", reason="refused")
    qtbot.mouseClick(settings.findChildren(ConnectionLine)[0].test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    page = settings.page("profiles")
    assert page is not None
    assert page.problem.text().startswith("The server m.example cannot be reached")
    assert settings.findChildren(ConnectionLine)[0].text.startswith("Connected as"), "nothing was found out"
    assert window.page is not None
    assert window.page.notices.text == ""
    settings.close()


def test_a_network_without_it_shows_no_such_button(dialog: ConnectDialog) -> None:
    assert not dialog.browser_button.isVisible()
    assert not dialog.paste.isVisible()


def test_a_feed_is_added_by_its_address_in_the_settings(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = SettingsDialog(window, "profiles")
    dialog.open()
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    fields = {field.accessibleName(): field for field in dialog.findChildren(QLineEdit)}
    address = fields["Address of RSS or Atom"]
    assert not address.isVisible()
    kinds = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Network")
    kinds.setCurrentIndex(kinds.findData(Network.OTHER.value))
    assert address.isVisible()
    fields["Name of the profile"].setText("gazeta")
    address.setText("https://gazeta.example/rss")
    add = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Add" and one.isVisible())
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    (row,) = [row for row in office.app.profiles.profiles(office.owner) if row.handle == "gazeta"]
    assert (row.connection, row.url) == (Connection.API, "https://gazeta.example/rss")
    dialog.close()


@pytest.fixture
def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "_keyring_backend", NoKeyring())


@pytest.mark.usefixtures("without_keyring", "quick_locks")
@pytest.mark.parametrize("place", ["passphrase", "session"])
def test_without_a_keyring_a_person_chooses_where_the_key_is_kept(
    context: TabContext, profile: Profile, network: ScriptedConnector, qtbot: QtBot, place: str
) -> None:
    """SEC-02: a passphrase or this session, and nothing in clear."""
    dialog = ConnectDialog(context.services, context.actor, context.face, profile, lambda change: None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    dialog.server.setText("http://127.0.0.1:9/")
    dialog.secret.setText("a-secret-key")
    press(dialog, context, qtbot)
    assert dialog.keys.isVisible() and context.services.connecting.connections(context.actor) == []
    if place == "passphrase":
        dialog.keys.passphrase.setText("cztery zwykłe krótkie słowa")
        qtbot.mouseClick(dialog.keys.use, Qt.MouseButton.LeftButton)
    else:
        qtbot.mouseClick(dialog.keys.session, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.told.text == "Connected as bread.")
    (row,) = context.services.connecting.connections(context.actor)
    assert row.key_id.startswith(place) and "a-secret-key" not in str(row.sealed)


def test_no_key_and_no_passphrase_can_be_copied_out_of_its_field(dialog: ConnectDialog) -> None:
    """SEC-04: the clipboard keeps a history, and other programs read it."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    for field in (dialog.secret, dialog.keys.passphrase):
        field.setText("a-secret-key")
        field.selectAll()
        field.copy()
        field.cut()
        assert clipboard.text() == "before"
