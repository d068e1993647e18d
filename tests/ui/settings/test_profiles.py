"""The page of profiles: adding them, their targets, how they are connected and when they were fetched."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.domain.networks import Cadence, Connection, Network
from app.domain.syncing import SyncTrouble
from app.ui.changes import Change
from app.ui.places import SettingsPlace
from app.ui.settings.dialog import SettingsDialog
from tests.fakes.offices import Office
from tests.ui.conftest import Show
from tests.ui.on_screen import texts
from tests.ui.settings.hands import named, opened, press


def test_after_adding_a_profile_the_next_one_can_be_typed(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    window.speak("pl")
    dialog = opened(window, "profiles", qtbot)
    field = named(dialog, "Nazwa profilu")
    field.setText("@swit")
    press(dialog, "Dodaj", qtbot)
    qtbot.waitUntil(lambda: window.face.tasks.is_idle and dialog.focusWidget() is not field)
    again = named(dialog, "Nazwa profilu")
    assert dialog.focusWidget() is again
    assert again.text() == ""
    needed = again.fontMetrics().horizontalAdvance(again.placeholderText())
    assert again.width() > needed + 20
    dialog.close()


def test_a_target_is_set_and_taken_away_again(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "profiles", qtbot)
    name = f"How often {office.facebook.handle} should post"

    def choose(key: str) -> Cadence | None:
        box = next(row for row in dialog.findChildren(QComboBox) if row.accessibleName() == name)
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
        qtbot.waitUntil(lambda: window.face.tasks.is_idle)
        rows = office.app.profiles.profiles(office.owner)
        return next(row.cadence for row in rows if row.id == office.facebook.id)

    assert choose("week") is not None
    assert choose("") is None
    dialog.close()


def test_the_target_of_a_profile_stands_in_one_line_under_its_caption(show: Show, office: Office, qtbot: QtBot) -> None:
    office.app.profiles.edit_profile(office.owner, office.facebook.id, cadence=Cadence("week", 5, 8))
    dialog = opened(show(office), "profiles", qtbot)
    page = dialog.page("profiles")
    assert page is not None
    names = ("At least, piekarniaswit", "At most, piekarniaswit", "How often piekarniaswit should post")
    fields = [
        next(
            box for box in page.findChildren(QWidget) if box.accessibleName() == name and box.parentWidget() is not None
        )
        for name in names
    ]
    qtbot.waitUntil(lambda: fields[0].height() > 10)
    assert len({box.mapTo(page, box.rect().center()).y() for box in fields}) == 1
    assert {"Name of the profile", "Connection", "State", "Target"} <= set(texts(page))
    dialog.close()


def test_a_profile_says_when_it_was_fetched_and_what_went_wrong(show: Show, office: Office, qtbot: QtBot) -> None:
    now = office.clock.now()
    with office.app.store.write() as work:
        work.profiles.mark_fetched(office.facebook.id, now - timedelta(hours=2))
        until = now + timedelta(minutes=15)
        data = {"retry_after": 900}
        work.fetching.put_trouble(office.facebook.id, SyncTrouble("practice.rate_limited", data, now, until))
    dialog = opened(show(office), "profiles", qtbot)
    page = dialog.page("profiles")
    assert page is not None
    said = {row.name: row.told for row in page.settings()}
    facebook = next(told for name, told in said.items() if name.startswith("Facebook"))
    assert facebook.startswith("Data fetched: ")
    assert "Fetching did not work to the end" in facebook
    assert "Fetch the rest after" in facebook
    linkedin = next(told for name, told in said.items() if name.startswith("LinkedIn"))
    assert linkedin == "No data has been fetched yet"
    dialog.close()


def test_what_publishing_by_hand_means_stands_where_it_is_chosen(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    dialog = opened(window, "profiles", qtbot)
    told = "We remind you, you publish it yourself."
    assert told not in texts(dialog)
    way = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Connection")
    way.setCurrentIndex(way.findData("by_hand"))
    assert texts(dialog).count(told) == 1
    office.app.profiles.edit_profile(office.owner, office.facebook.id, connection=Connection.BY_HAND)
    dialog.close()
    assert texts(opened(window, "profiles", qtbot)).count(told) == 1


def test_a_profile_of_the_network_asked_for_is_offered(show: Show, office: Office, qtbot: QtBot) -> None:
    window = show(office)
    window.go(SettingsPlace("profiles", Network.LINKEDIN))
    qtbot.waitUntil(lambda: window.face.tasks.is_idle)
    dialog = next(one for one in window.findChildren(SettingsDialog) if one.isVisible())
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Network")
    assert box.currentText() == "LinkedIn"
    way = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Connection")
    assert way.currentData() == Connection.NONE.value


def test_an_open_page_of_profiles_hears_what_fetching_brought(show: Show, office: Office, qtbot: QtBot) -> None:
    """Also that a network has refused the access key meanwhile; what is typed and not added yet stays."""
    app, profile = office.app, office.facebook
    given = {"base_url": "", "account_id": "1", "account_name": "jesion", "facts": {}, "missing_rights": []}
    with app.store.write() as work:
        work.profiles.edit(profile.id, profile.version, {"connection": Connection.API.value})
        keys = {"sealed": "v1.x", "key_id": "session:1", "problem_data": {}, "connected_at": app.clock.now()}
        work.connections.put(profile.id, **given, **keys, version=1)
    window = show(office)
    dialog = opened(window, "profiles", qtbot)
    page = dialog.page("profiles")
    assert page is not None and window.page is not None

    def ways() -> list[str]:
        boxes = page.findChildren(QComboBox)
        return [box.currentText() for box in boxes if box.accessibleName().startswith("Connection of")]

    def told() -> str:
        return next(row.told for row in page.settings() if row.name.startswith("Facebook"))

    named(dialog, "Name of the profile").setText("@nowy")
    assert "Connected" in ways() and told() == "No data has been fetched yet"
    with app.store.write() as work:
        work.profiles.mark_fetched(profile.id, app.clock.now())
        work.fetching.put_connection_problem(profile.id, "network.needs_reconnect", {"host": "x", "reason": "–"})
    window.page.bus.tell(Change("sync"))
    qtbot.waitUntil(lambda: told().startswith("Data fetched: "))
    assert "Connect again" in ways() and "Connected" not in ways()
    assert named(dialog, "Name of the profile").text() == "@nowy"
    dialog.close()
