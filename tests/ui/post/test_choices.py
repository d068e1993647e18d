from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.campaigns import NewCampaign
from app.services.personas import NewPersona
from app.ui.places import SettingsPlace
from app.ui.post.choice_model import Choice, ChoiceModel
from app.ui.post.choice_popover import ChoicePopover
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.ui.on_screen import texts
from tests.ui.post.conftest import Opened
from tests.ui.post.hands import at_rest, stored, write

CHOICES = (
    Choice(1, "Żurawina", group="Owoce"),
    Choice(2, "Śliwka", group="Owoce"),
    Choice(3, "Sernik", "na zimno", group="Ciasta"),
    Choice(4, "Stary", group="Ciasta", why_not="put away"),
)


def test_the_model_holds_groups_and_searches_without_polish_marks(qtbot: QtBot) -> None:
    model: ChoiceModel[int] = ChoiceModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(CHOICES, (2,))
    shown = [model.data(model.index(row)) for row in range(model.rowCount())]
    assert shown == ["Owoce", "Żurawina", "Śliwka", "Ciasta", "Sernik · na zimno", "Stary"]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEnabled
    assert not model.flags(model.index(5)) & Qt.ItemFlag.ItemIsEnabled
    model.search("zura")
    assert [model.data(model.index(row)) for row in range(model.rowCount())] == ["Owoce", "Żurawina"]
    model.search("zimno")
    assert model.data(model.index(1)) == "Sernik · na zimno"
    assert tester is not None


def test_several_are_chosen_by_keyboard_and_told_on_closing(context: TabContext, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    popover = ChoicePopover(several=True, parent=page)
    popover.open_with(CHOICES, (), page)
    qtbot.waitUntil(popover.isVisible)
    qtbot.keyClick(popover.search, Qt.Key.Key_Return)
    qtbot.keyClick(popover.search, Qt.Key.Key_Down)
    qtbot.keyClick(popover.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.keyClick(popover.search, Qt.Key.Key_Escape)
    assert chosen.args == [(1, 2)]


def test_without_any_profile_the_way_to_add_one_is_offered(
    open_panel: Opened, context: TabContext, office: Office, qtbot: QtBot
) -> None:
    for profile in office.app.profiles.profiles(office.owner):
        office.app.profiles.edit_profile(office.owner, profile.id, status="closed")
    panel = open_panel(None)
    tabs = panel.desk.composer.tabs
    tabs.choose_profiles()
    assert "There are no profiles yet." in texts(tabs._popover)
    with qtbot.waitSignal(panel.went) as went:
        qtbot.keyClick(tabs._popover._way, Qt.Key.Key_Return)
    assert went.args == [SettingsPlace("profiles")]


def test_one_is_chosen_and_it_closes(context: TabContext, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    popover = ChoicePopover(several=False, parent=page)
    popover.open_with(CHOICES, (1,), page)
    write(popover.search, "ś")
    with qtbot.waitSignal(popover.chosen) as chosen:
        qtbot.keyClick(popover.search, Qt.Key.Key_Return)
    assert chosen.args == [(2,)]
    assert not popover.isVisible()


def test_persona_and_campaign_are_picked_and_undone(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    brand = office.facebook.brand_id
    persona = office.app.personas.add(office.owner, NewPersona(brand, "Kasia od poranka")).id
    campaign = office.app.campaigns.add(office.owner, NewCampaign(brand, "Adwent")).id
    panel = open_panel(office.post(office.owner, "Rogale", MORNING))
    pickers = panel.desk.composer.pickers
    qtbot.mouseClick(pickers.personas, Qt.MouseButton.LeftButton)
    one, several = pickers.popovers
    qtbot.keyClick(several.search, Qt.Key.Key_Return)
    qtbot.keyClick(several.search, Qt.Key.Key_Escape)
    at_rest(panel, qtbot)
    qtbot.mouseClick(pickers.campaign, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(one.search, "adw")
    qtbot.keyClick(one.search, Qt.Key.Key_Return)
    at_rest(panel, qtbot)
    post = stored(office, panel)
    assert (post.persona_ids, post.campaign_id) == ((persona,), campaign)
    assert pickers.personas.text() == "Kasia od poranka"
    context.undo.undo()
    qtbot.waitUntil(lambda: stored(office, panel).campaign_id is None)
    at_rest(panel, qtbot)
    assert pickers.campaign.text() == "Campaign"


def test_a_campaign_that_is_not_there_is_made_by_its_name(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    office.app.campaigns.add(office.owner, NewCampaign(office.facebook.brand_id, "Adwent"))
    panel = open_panel(office.post(office.owner, "Rogale", MORNING))
    pickers = panel.desk.composer.pickers
    one, _several = pickers.popovers
    qtbot.mouseClick(pickers.campaign, Qt.MouseButton.LeftButton)
    write(one.search, "adwent")
    assert [one.model.data(one.model.index(row)) for row in range(one.model.rowCount())] == ["Adwent"]
    one.search.clear()
    write(one.search, " Dzień Mamy ")
    assert one.model.data(one.model.index(0)) == "New campaign: Dzień Mamy"
    assert one.model.data(one.model.index(0), Qt.ItemDataRole.CheckStateRole) is None
    qtbot.keyClick(one.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(office, panel).campaign_id is not None)
    at_rest(panel, qtbot)
    made = {row.name: row.id for row in office.app.campaigns.campaigns(office.owner)}
    assert stored(office, panel).campaign_id == made["Dzień Mamy"]
    assert pickers.campaign.text() == "Dzień Mamy"


def test_pillars_labels_and_personas_are_made_by_their_name_in_a_workspace_that_has_none(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(office.post(office.owner, "Rogale", MORNING))
    pickers, brand = panel.desk.composer.pickers, office.facebook.brand_id
    one, several = pickers.popovers
    qtbot.mouseClick(pickers.pillar, Qt.MouseButton.LeftButton)
    write(one.search, "Za kulisami")
    qtbot.keyClick(one.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(office, panel).pillar_id is not None)
    at_rest(panel, qtbot)
    assert [row.name for row in office.app.workspaces.pillars(office.owner, brand)] == ["Za kulisami"]
    assert pickers.pillar.text() == "Za kulisami"
    for pill, name, nothing in (
        (pickers.labels, "pilne", "There is no label yet. Type the first one."),
        (pickers.personas, "Kasia", "There is no persona yet. Type the name of the first one."),
    ):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
        assert nothing in texts(several)
        write(several.search, name)
        qtbot.keyClick(several.search, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda pill=pill, name=name: pill.text() == name)
        at_rest(panel, qtbot)
    post = stored(office, panel)
    assert post.label_ids == tuple(row.id for row in office.app.strategy.labels(office.owner, brand))
    assert post.persona_ids == tuple(row.id for row in office.app.personas.personas(office.owner))


def test_only_who_may_plan_is_offered_a_new_campaign(
    office: Office, context: TabContext, open_panel: Opened, qtbot: QtBot
) -> None:
    panel = open_panel(office.post(office.owner, "Rogale", MORNING), given=replace(context, actor=office.editor))
    pickers = panel.desk.composer.pickers
    one, _several = pickers.popovers
    qtbot.mouseClick(pickers.campaign, Qt.MouseButton.LeftButton)
    write(one.search, "Dzień Mamy")
    assert one.model.rowCount() == 0
    assert pickers.pillar.isHidden() and pickers.labels.isHidden()


def test_profiles_are_chosen_from_a_list_by_network(office: Office, open_panel: Opened, qtbot: QtBot) -> None:
    panel = open_panel(office.post(office.owner, "Rogale", MORNING))
    tabs = panel.desk.composer.tabs
    qtbot.mouseClick(tabs.add, Qt.MouseButton.LeftButton)
    popover = tabs._popover
    shown = [popover.model.data(popover.model.index(row)) for row in range(popover.model.rowCount())]
    assert shown == ["Facebook", "piekarniaswit", "LinkedIn", "piekarnia-swit"]
    qtbot.keyClicks(popover.search, "piekarnia-")
    qtbot.keyClick(popover.search, Qt.Key.Key_Return)
    qtbot.keyClick(popover.search, Qt.Key.Key_Escape)
    at_rest(panel, qtbot)
    assert {row.profile_id for row in stored(office, panel).variants} == {office.facebook.id, office.linkedin.id}
