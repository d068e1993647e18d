"""Settings: whether the keyring keeps what it is given (SEC-02), and another passphrase."""

from __future__ import annotations

import pytest
from keyring import core
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.networks import Network
from app.domain.people import Actor
from app.services.access_keys import put_lock
from app.ui.settings.access_keys import AccessKeysPart
from tests.fakes.desk import NOON
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import texts
from tests.ui.settings.hands import opened

pytestmark = pytest.mark.usefixtures("quick_locks")

OLD, NEW = "stare długie słowa hasła", "nowe długie słowa hasła"


@pytest.fixture
def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "_keyring_backend", NoKeyring())


def part(show: Show, office: Office, qtbot: QtBot) -> AccessKeysPart:
    window = show(office)
    dialog = opened(window, "data", qtbot)
    return dialog.findChildren(AccessKeysPart)[0]


def protect(office: Office) -> None:
    """The first Facebook profile has an access key behind the passphrase."""
    app = office.app
    app.connecting.use_passphrase(OLD)
    columns, lock = app._access.seal(office.facebook, {"token": "token-of-facebook"})
    with app.store.write() as work:
        put_lock(work, lock)
        given = {"base_url": "", "account_id": "1", "account_name": "jesion", "facts": {}, "missing_rights": []}
        work.connections.put(office.facebook.id, **given, **columns, problem_data={}, connected_at=NOON, version=1)


def test_a_keyring_that_works_is_told_and_no_passphrase_offered(show: Show, office: Office, qtbot: QtBot) -> None:
    assert office.facebook.network is Network.FACEBOOK
    shown = part(show, office, qtbot)
    assert "It keeps what opens the access keys." in texts(shown)
    assert not hasattr(shown, "old")


@pytest.mark.usefixtures("without_keyring")
def test_a_computer_without_a_keyring_says_so(show: Show, office: Office, qtbot: QtBot) -> None:
    assert "has no keyring" in " ".join(texts(part(show, office, qtbot)))


@pytest.mark.usefixtures("without_keyring")
def test_the_passphrase_is_changed_in_the_window(show: Show, office: Office, qtbot: QtBot) -> None:
    protect(office)
    shown = part(show, office, qtbot)
    for field, text in ((shown.old, OLD), (shown.new, NEW), (shown.again, NEW + "?")):
        field.setText(text)
    qtbot.mouseClick(shown.do, Qt.MouseButton.LeftButton)
    assert shown.told.text() == "The two new passphrases differ."
    shown.again.setText(NEW)
    qtbot.mouseClick(shown.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.told.text().startswith("The new passphrase protects 1 access key."))
    assert (shown.old.text(), shown.new.text(), shown.again.text()) == ("", "", "")
    with office.app.store.read() as work:
        row = work.connections.get(office.facebook.id)
    assert row is not None and row.key_id.startswith("passphrase:")
    office.app.key_places.change_passphrase(Actor(), NEW, OLD)


@pytest.mark.usefixtures("without_keyring")
def test_a_wrong_passphrase_is_told_on_the_page(show: Show, office: Office, qtbot: QtBot) -> None:
    protect(office)
    shown = part(show, office, qtbot)
    for field, text in ((shown.old, NEW), (shown.new, OLD), (shown.again, OLD)):
        field.setText(text)
    qtbot.mouseClick(shown.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not the passphrase" in shown._page.problem.text())
    assert shown.do.isEnabled()


@pytest.mark.usefixtures("without_keyring")
def test_a_keyring_that_is_missed_is_told_at_the_start(show: Show, office: Office, qtbot: QtBot) -> None:
    """SEC-02: access keys of this workspace lie in a keyring that is not there any more."""
    protect(office)
    with office.app.store.write() as work:
        work.connections.change(office.facebook.id, key_id="keyring:0123")
    window = show(office)
    qtbot.waitUntil(lambda: "has no keyring" in " ".join(texts(window)))
