"""What the panel says of a post its network has already, and of one the network could not be made to give back."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from app.services.planning import PostEdit
from app.ui.widgets.state_chip import StateChip
from tests.fakes.lying import lies_at_network
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import nameless
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import at_rest, press

TOLD = "Handed over to Facebook: comes out with this computer off, too."


def scheduled(office: Office) -> int:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=3), submit=True)
    office.app.approval.approve(office.editor, number)
    return number


def test_the_panel_tells_that_the_network_has_it(office: Office, open_panel: Opened) -> None:
    number = scheduled(office)
    panel = open_panel(number)
    assert TOLD not in panel.foot.text
    lies_at_network(office, number)
    panel = open_panel(number)
    assert panel.foot.text.endswith(TOLD)
    assert [chip.accessibleDescription() for chip in panel.head.findChildren(StateChip)] == [TOLD]
    assert panel.desk.trouble.banners == {}


def test_what_could_not_be_taken_back_is_told_with_the_next_step(
    office: Office, open_panel: Opened, qtbot: QtBot
) -> None:
    number = scheduled(office)
    row = lies_at_network(office, number)
    office.app.planning.edit(office.owner, number, PostEdit(text="Inne słowa"))
    panel = open_panel(number)
    banner = panel.desk.trouble.banners[office.facebook.id]
    assert "the network still has this post as it was and publishes it today, 11:30" in banner.text
    assert TOLD not in panel.foot.text
    press(banner, "Take it back now", qtbot)
    at_rest(panel, qtbot)
    qtbot.waitUntil(lambda: "It could not be taken back: the profile is not connected." in banner.text)
    assert nameless(panel) == []
    with office.app.store.write() as work:
        work.deliveries.taken_back(row, office.clock.now())
    press(banner, "Take it back now", qtbot)
    qtbot.waitUntil(lambda: panel.desk.trouble.banners == {})
