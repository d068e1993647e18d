from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.errors import StoreProblem
from app.domain.networks import Connection, Network
from app.domain.practice import FaultKind, PracticeFault
from app.services.profiles import NewProfile
from app.services.today import TodayService
from app.ui.changes import Change
from app.ui.places import ImportPlace, NewPostPlace, SettingsPlace
from app.ui.publishing.by_hand_dialog import ByHandDialog
from app.ui.status_line import StatusLine
from app.ui.tab_context import TabContext
from app.ui.tabs.today import TodayTab
from app.ui.widgets.line import Line
from app.ui.widgets.section import AT_FIRST, Section
from tests.fakes.figures import measure
from tests.fakes.offices import MORNING, Office, open_office
from tests.ui.on_screen import texts


def shown_tab(context: TabContext, qtbot: QtBot) -> TodayTab:
    tab = TodayTab(context)
    qtbot.addWidget(tab)
    tab.resize(1200, 900)
    tab.show()
    tab.reload()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    return tab


def section(tab: TodayTab, heading: str) -> Section:
    return next(part for part in tab.findChildren(Section) if heading in texts(part))


def line(tab: TodayTab, title: str, heading: str) -> Line:
    lines = section(tab, heading).findChildren(Line)
    return next(row for row in lines if any(label.text() == title for label in row.findChildren(QLabel)))


def test_each_section_has_its_rows(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    going_out = texts(section(tab, "Going out today"))
    assert going_out[:2] == ["Going out today", "2"]
    for text in ("11:30", "16:30", "Chleb na zakwasie", "Facebook · piekarniaswit, LinkedIn · piekarnia-swit"):
        assert text in going_out
    assert "Scheduled" in going_out
    assert "Makowiec" in texts(section(tab, "Needs attention"))
    assert "Makowiec" in texts(section(tab, "Waits for me"))
    assert "Zamówić mąkę" in texts(section(tab, "My tasks"))
    assert "Saint Nicholas Day" in texts(section(tab, "The next fortnight"))
    assert "Approval · Piotr Wilk, today, 8:30" in texts(section(tab, "Since yesterday"))


def test_the_same_rows_in_polish(office: Office, context: TabContext, qtbot: QtBot) -> None:
    context.face.language.choose("pl")
    tab = shown_tab(context, qtbot)
    shown = texts(tab)
    for text in ("wtorek, 24 listopada 2026", "Zaplanowany", "Do akceptacji", "Mikołajki", "Chleb na zakwasie"):
        assert text in shown


def test_nothing_to_do_is_said_plainly(
    tmp_path: Path, context_for: Callable[[Office], TabContext], qtbot: QtBot
) -> None:
    shown = texts(shown_tab(context_for(open_office(tmp_path)), qtbot))
    for text in (
        "Nothing failed and nothing is in doubt.",
        "Nothing goes out today.",
        "No post waits for your review.",
        "You have no open tasks.",
    ):
        assert text in shown


def test_a_workspace_without_posts_offers_the_first_steps(
    tmp_path: Path, context_for: Callable[[Office], TabContext], qtbot: QtBot
) -> None:
    tab = shown_tab(context_for(open_office(tmp_path)), qtbot)
    assert "There are no planned posts here yet. What comes first?" in texts(tab)
    for text, place in (
        ("Add another person", SettingsPlace("members")),
        ("Connect a profile", SettingsPlace("profiles")),
        ("Import figures from a file", ImportPlace()),
        ("Write the first post", NewPostPlace()),
    ):
        button = next(row for row in tab.findChildren(QPushButton) if row.text() == text)
        with qtbot.waitSignal(tab.went) as chosen:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert chosen.args == [place]


def test_imported_figures_are_told_and_importing_is_no_first_step_any_more(
    tmp_path: Path, context_for: Callable[[Office], TabContext], qtbot: QtBot
) -> None:
    office = open_office(tmp_path)
    new = NewProfile(office.facebook.brand_id, Network.TIKTOK, "swit", "@swit")
    now, profile = office.clock.now(), office.app.profiles.add_profile(office.owner, new)
    with office.app.store.write() as work:
        work.imports.add(
            file_name="posts.csv", profile_id=profile.id, started_at=now, finished_at=now, state="complete",
            report={},
        )  # fmt: skip
    measure(office, profile, [date(2026, 11, 20)])
    tab = shown_tab(context_for(office), qtbot)
    assert "There are no planned posts here yet. What comes first?" in texts(tab)
    steps = {row.text(): row.isVisible() for row in tab.findChildren(QPushButton)}
    assert steps["Write the first post"] and not steps["Import figures from a file"]
    line = StatusLine(tab._face.language)
    qtbot.addWidget(line)
    line.show_page(office.app.today.page(office.owner))
    assert line.fetched.text().startswith("Imported from a file: ")
    assert line.fetched.text().endswith("data up to 20 Nov 2026")


def test_the_first_steps_are_gone_once_there_are_posts(office: Office, context: TabContext, qtbot: QtBot) -> None:
    assert "There are no planned posts here yet. What comes first?" not in texts(shown_tab(context, qtbot))


def test_ticking_a_task_does_it_and_ticking_again_reopens_it(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    box = line(tab, "Zamówić mąkę", "My tasks").findChild(QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert office.app.tasks.mine(office.owner) == []
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert [task.title for task in office.app.tasks.mine(office.owner)] == ["Zamówić mąkę"]


def test_a_ticked_task_is_taken_back_as_any_other_step(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    qtbot.mouseClick(line(tab, "Zamówić mąkę", "My tasks").findChild(QCheckBox), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert context.undo.undo_name == "Task done: Zamówić mąkę"
    tab.reload()
    qtbot.waitUntil(lambda: "You have no open tasks." in texts(section(tab, "My tasks")))
    context.undo.undo()
    qtbot.waitUntil(lambda: "Zamówić mąkę" in texts(section(tab, "My tasks")))
    box = line(tab, "Zamówić mąkę", "My tasks").findChild(QCheckBox)
    assert not box.isChecked()
    assert [task.title for task in office.app.tasks.mine(office.owner)] == ["Zamówić mąkę"]


def test_an_approved_post_without_a_time_asks_for_one(office: Office, context: TabContext, qtbot: QtBot) -> None:
    number = office.post(office.owner, "Sernik", MORNING + timedelta(days=3), submit=True)
    office.app.approval.approve(office.editor, number)
    office.app.scheduling.unschedule(office.owner, number)
    tab = shown_tab(context, qtbot)
    told = "no time yet · It is approved and has no time yet. Give it a time."
    assert told in texts(line(tab, "Sernik", "Needs attention"))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, None], ids=["return", "space", "click"])
def test_a_line_says_which_post_it_opens(office: Office, context: TabContext, qtbot: QtBot, key: Qt.Key | None) -> None:
    tab = shown_tab(context, qtbot)
    row = line(tab, "Makowiec", "Needs attention")
    with qtbot.waitSignal(tab.went) as chosen:
        if key is None:
            qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(row, key)
    assert office.app.planning.post(office.owner, chosen.args[0].post_id).title == "Makowiec"


def test_a_change_of_a_post_is_read_again(office: Office, context: TabContext, qtbot: QtBot) -> None:
    tab = shown_tab(context, qtbot)
    number = office.post(office.owner, "Drożdżówki", MORNING + timedelta(hours=2))
    tab._bus.tell(Change("persona", 1))
    assert context.face.tasks.is_idle
    tab._bus.tell(Change("post", number))
    qtbot.waitUntil(lambda: "Drożdżówki" in texts(section(tab, "Going out today")))


def test_of_many_rows_the_first_are_shown_until_somebody_asks(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    for number in range(10):
        office.post(office.owner, f"Bułki {number}", MORNING + timedelta(hours=1, minutes=number))
    tab = shown_tab(context, qtbot)
    part = section(tab, "Going out today")
    assert sum(row.isVisible() for row in part.findChildren(Line)) == AT_FIRST
    more = next(b for b in part.findChildren(QToolButton) if b.text() == "Show all 12")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert sum(row.isVisible() for row in part.findChildren(Line)) == 12


def test_a_stop_of_publishing_is_told(office: Office, context: TabContext, qtbot: QtBot) -> None:
    office.app.workspaces.pause_publishing(office.owner, True, "recall")
    shown = texts(shown_tab(context, qtbot))
    assert any(text.startswith("Publishing is stopped") for text in shown)


def test_a_problem_stands_where_it_happened_with_a_way_on(
    office: Office, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: TodayService, actor: object) -> None:
        raise StoreProblem("store.full")

    with monkeypatch.context() as patch:
        patch.setattr(TodayService, "page", fail)
        tab = shown_tab(context, qtbot)
    assert any(text.startswith("The disk is full") for text in texts(tab))
    again = next(button for button in tab.findChildren(QPushButton) if button.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert "Chleb na zakwasie" in texts(tab)
    assert not any(text.startswith("The disk is full") for text in texts(tab))


def test_the_author_reads_who_sent_a_post_back_and_why(
    office: Office, context_for: Callable[[Office], TabContext], qtbot: QtBot
) -> None:
    number = office.post(office.owner, "Pączki", MORNING + timedelta(days=2), submit=True)
    office.app.approval.request_changes(office.editor, number, "Proszę dopisać cenę")
    refused = office.post(office.owner, "Black Friday", MORNING + timedelta(days=3), submit=True)
    office.app.approval.reject(office.editor, refused, "Nie nasz styl")
    tab = shown_tab(context_for(office), qtbot)
    shown = texts(section(tab, "Waits for me"))
    assert 'Piotr Wilk, today, 8:30: "Proszę dopisać cenę"' in shown
    assert {"Changes requested", "Rejected", "Pączki", "Black Friday", "Makowiec"} <= set(shown)
    with qtbot.waitSignal(tab.went) as chosen:
        qtbot.mouseClick(line(tab, "Pączki", "Waits for me"), Qt.MouseButton.LeftButton)
    assert chosen.args[0].post_id == number


def test_what_is_out_stands_after_what_is_to_come_and_is_not_counted(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    office.post(office.owner, "Wieczorem", MORNING + timedelta(hours=11))
    office.clock.set(MORNING + timedelta(hours=8))
    office.app.publishing.publish_due()
    shown = texts(section(shown_tab(context, qtbot), "Going out today"))
    assert shown[:2] == ["Going out today", "2"]
    assert shown.index("Wieczorem") < shown.index("Already out") < shown.index("Chleb na zakwasie")


def test_what_does_not_go_out_any_more_stands_apart_and_is_not_counted(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    office.app.scheduling.hold(office.owner, number)
    shown = texts(section(shown_tab(context, qtbot), "Going out today"))
    assert shown[:2] == ["Going out today", "2"]
    assert shown.index("Chleb na zakwasie") < shown.index("Does not go out as it stands") < shown.index("Rogale")


def test_more_changes_than_are_shown_are_told_as_more(
    office: Office, context: TabContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.today.MOST_CHANGES", 2)
    assert texts(section(shown_tab(context, qtbot), "Since yesterday"))[:2] == ["Since yesterday", "2+"]


def test_a_new_post_is_begun_from_today(
    tmp_path: Path, context_for: Callable[[Office], TabContext], qtbot: QtBot
) -> None:
    tab = shown_tab(context_for(open_office(tmp_path)), qtbot)
    new = next(button for button in tab.findChildren(QPushButton) if button.text() == "New post")
    with qtbot.waitSignal(tab.went) as wanted:
        qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    assert wanted.args[0] == NewPostPlace()


def test_reading_anew_and_coming_back_show_the_heading_unless_somebody_scrolled(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    for number in range(9):
        office.post(office.owner, f"Bułki {number}", MORNING + timedelta(hours=1, minutes=number))
    tab = shown_tab(context, qtbot)
    tab.resize(1000, 400)
    bar = tab._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    tab.reload()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    tab.hide()
    tab.show()
    qtbot.waitUntil(lambda: bar.value() == 0)
    bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
    place = bar.value()
    tab.reload()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert bar.value() == place > 0


def test_a_post_to_publish_by_hand_is_one_press_away(office: Office, context: TabContext, qtbot: QtBot) -> None:
    new = NewProfile(office.facebook.brand_id, Network.LINKEDIN, "reka", "reka", Connection.BY_HAND)
    hand = office.app.profiles.add_profile(office.owner, new)
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), hand, submit=True)
    office.app.approval.approve(office.editor, number)
    office.clock.set(MORNING + timedelta(hours=1))
    office.app.publishing.publish_due()
    tab = shown_tab(context, qtbot)
    for heading in ("Going out today", "Needs attention"):
        (button,) = line(tab, "Rogale", heading).findChildren(QPushButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: context.face.tasks.is_idle)
        dialog = tab.window().findChild(ByHandDialog)
        assert dialog is not None
        assert "Publish by hand on LinkedIn: reka" in texts(dialog)
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_failed_post_says_why_and_the_way_on(office: Office, context: TabContext, qtbot: QtBot) -> None:
    number = office.post(office.owner, "Rogale", MORNING + timedelta(hours=1), submit=True)
    office.app.approval.approve(office.editor, number)
    account = office.app.practice_store.account("facebook", office.facebook.handle, MORNING)
    office.app.practice_store.add_fault(account.id, PracticeFault(FaultKind.REFUSE, reason="practice.file_too_large"))
    office.clock.set(MORNING + timedelta(hours=1))
    office.app.publishing.publish_due()
    told = texts(line(shown_tab(context, qtbot), "Rogale", "Needs attention"))
    assert (
        "today, 9:30 · It did not go out (a file is larger than the network allows). Reopen it as a draft, mend what is wrong "
        "and send it to review again."
    ) in told


def test_what_stands_in_the_way_of_a_post_is_said_before_its_time(
    office: Office, context: TabContext, qtbot: QtBot
) -> None:
    with office.app.store.write() as work:
        row = next(row for row in work.deliveries.due_between(MORNING, MORNING + timedelta(days=1)))
        work.parts.put_check(row.id, "links", MORNING, "link.unreadable", {"link": "https://a.example/zle"})
    tab = shown_tab(context, qtbot)
    told = texts(section(tab, "Needs attention"))
    assert any("A link of the post cannot be opened: https://a.example/zle" in text for text in told)


def ill_connected(office: Office, problem: str, data: dict[str, str]) -> None:
    given = {"base_url": "", "account_id": "1", "account_name": "swit", "facts": {}, "missing_rights": []}
    keys = {"sealed": "v1.x", "key_id": "session:1", "connected_at": MORNING, "problem": problem}
    with office.app.store.write() as work:
        profile = work.profiles.get(office.facebook.id)
        work.profiles.edit(profile.id, profile.version, {"connection": Connection.API.value})
        work.connections.put(profile.id, **given, **keys, problem_data=data, version=1)


@pytest.mark.parametrize(
    ("problem", "data", "told", "step"),
    [
        (
            "network.needs_reconnect",
            {"host": "m.example", "reason": "401"},
            "m.example no longer takes the access key (answer 401).",
            "Connect again…",
        ),
        (
            "connection.handle_changed",
            {"before": "swit", "now": "swit2"},
            "The account swit is now called swit2. Change the handle of the profile",
            "Change the handle…",
        ),
    ],
)
def test_a_profile_whose_connection_needs_somebody_leads_to_the_settings(
    office: Office, context: TabContext, qtbot: QtBot, problem: str, data: dict[str, str], told: str, step: str
) -> None:
    ill_connected(office, problem, data)
    tab = shown_tab(context, qtbot)
    row = line(tab, "Facebook · piekarniaswit", "Needs attention")
    assert told in row.toolTip()
    (button,) = row.findChildren(QPushButton)
    assert button.text() == step
    for press in (row.chosen.emit, lambda: qtbot.mouseClick(button, Qt.MouseButton.LeftButton)):
        with qtbot.waitSignal(tab.went) as chosen:
            press()
        assert chosen.args == [SettingsPlace("profiles")]
