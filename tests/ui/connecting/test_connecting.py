"""Connecting a profile in the window: the guide, the access key, who it is, what goes wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.connectors.base import NeedsReconnect
from app.connectors.registry import CONNECTORS
from app.domain.networks import Connection, Network
from app.domain.workspace import Profile
from app.services.profiles import NewProfile
from app.system.words import Words
from app.ui.connecting.dialog import ConnectDialog
from app.ui.connecting.guides import guide_of
from app.ui.tab_context import TabContext
from tests.fakes.connectors import ScriptedConnector
from tests.fakes.offices import Office
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
    network.failing["identify"] = NeedsReconnect("network.needs_reconnect", reason="401")
    dialog.secret.setText("wrong")
    press(dialog, context, qtbot)
    assert dialog.told.text
    assert dialog.secret.text() == "wrong"
    assert context.services.connecting.connections(context.actor) == []


def test_nothing_is_asked_without_a_key(
    dialog: ConnectDialog, context: TabContext, network: ScriptedConnector, qtbot: QtBot
) -> None:
    press(dialog, context, qtbot)
    assert "access key" in dialog.told.text.lower()
    assert network.asked == []
