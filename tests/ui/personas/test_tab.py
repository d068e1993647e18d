"""The Personas tab as a person uses it: gallery, page, side, who may what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.days import wall_time
from app.services.personas import NewPersona
from app.services.planning import NewPost
from app.ui.changes import Change
from app.ui.personas.evidence_popover import EvidencePopover
from app.ui.personas.gallery_model import CARD, PersonaModel
from app.ui.personas.versions import VersionsDialog
from app.ui.places import NewPostPlace, PersonaPlace, PostPlace
from app.ui.tab_context import TabContext
from app.ui.tabs.personas import PersonasTab
from app.ui.widgets.line import Line
from tests.fakes.offices import MORNING, ZONE, Office
from tests.ui.on_screen import nameless, texts
from tests.ui.personas.conftest import EWA, Desk

Opened = Callable[[TabContext], tuple[PersonasTab, Callable[[], None]]]


def test_without_personas_the_next_step_is_offered(
    office: Office, context: TabContext, opened: Opened, qtbot: QtBot
) -> None:
    tab, idle = opened(context)
    assert "No personas yet" in texts(tab)
    qtbot.mouseClick(tab.welcome.empty.button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(tab.form.name, "Kasia")
    qtbot.keyClick(tab.form.name, Qt.Key.Key_Return)
    idle()
    assert [row.name for row in office.app.personas.personas(office.owner)] == ["Kasia"]
    assert tab.page.header.name.reader.text() == "Kasia"
    assert any(text.startswith("Age, life, work") for text in texts(tab))
    assert context.undo.undo_name == "Persona added"


def test_a_name_that_exists_is_refused_and_nothing_typed_is_lost(desk: Desk, qtbot: QtBot) -> None:
    desk.tab.begin_new()
    qtbot.keyClicks(desk.tab.form.name, "prezentowa ewa")
    qtbot.keyClick(desk.tab.form.name, Qt.Key.Key_Return)
    desk.idle()
    assert desk.tab.form.name.text() == "prezentowa ewa"
    assert any(text.startswith("There is a persona called") for text in texts(desk.tab))


def test_the_page_reads_like_a_profile(desk: Desk) -> None:
    shown = texts(desk.tab)
    for text in (
        "Prezentowa Ewa",
        "kupuje na prezent",
        '"Chcę dać coś, czego nikt nie przyniesie."',
        "41% of the audience",
        "bottom of the funnel",
        "next review 1 Nov 2026",
        "To review · 1",
    ):
        assert text in shown
    line = desk.tab.page.blocks["who"].lines[0]
    assert line.accessibleName() == "kobieta, 35–44 lata. How it is known: measured, Meta · n\u00a0=\u00a018,402."
    assert any("The review was due" in text for text in shown)
    assert nameless(desk.tab) == []


def test_the_same_page_in_polish_keeps_what_is_typed(desk: Desk, qtbot: QtBot) -> None:
    block = desk.tab.page.blocks["who"]
    block.begin(block.lines[0].row.id)
    editor = desk.tab.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, " x")
    desk.context.face.language.choose("pl")
    desk.tab.write()
    assert "41% odbiorców" in texts(desk.tab)
    assert editor.property("plainText").endswith(" x")


def test_the_gallery_is_a_sound_model_and_opens_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    model = PersonaModel(desk.context.face.language)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    personas = desk.office.app.personas.personas(desk.office.owner)
    model.fill(personas, MORNING.date(), {})
    model.fill([replace(row, name="x") for row in personas], MORNING.date(), {})
    model.fill(personas[:1], MORNING.date(), {})
    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (
        told == "Prezentowa Ewa, kupuje na prezent, 41% of the audience · bottom of the funnel, 33% measured, to review"
    )
    model.fill([replace(personas[0], review_on=MORNING.date() + timedelta(days=1))], MORNING.date(), {})
    assert model.index(0, 0).data(CARD).review == "Review: tomorrow"
    del tester
    desk.tab.close_page()
    tiles = desk.tab.welcome.tiles
    tiles.setCurrentIndex(tiles.model().index(1, 0))
    qtbot.keyClick(tiles, Qt.Key.Key_Return)
    desk.idle()
    assert desk.tab.page.header.name.reader.text() == "Restaurator Jan"


def test_a_badge_opens_what_it_rests_on(desk: Desk, qtbot: QtBot) -> None:
    line = desk.tab.page.blocks["who"].lines[0]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.badge_rect.center())
    popover = desk.tab.findChild(EvidencePopover)
    assert popover is not None
    shown = texts(popover)
    for text in ("measured", "Meta", "18,402", "1 Oct 2026"):
        assert text in shown
    popover.close()


def test_the_side_counts_posts_and_leads_to_them(desk: Desk, qtbot: QtBot) -> None:
    office = desk.office
    due = wall_time(MORNING + timedelta(hours=2), ZONE)
    new = NewPost(1, "Tekst", "Pakowanie", (office.facebook.id,), when=due, persona_ids=(desk.ewa.id,))
    number = office.app.planning.add(office.owner, new).id
    office.clock.advance(timedelta(days=1))
    desk.context.bus.tell(Change("post", number))
    desk.idle()
    line = next(row for row in desk.tab.page.side.findChildren(Line) if row.isVisible())
    assert "yesterday" in line.accessibleName()
    with qtbot.waitSignal(desk.tab.went) as gone:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert gone.args == [PostPlace(number)]
    with qtbot.waitSignal(desk.tab.went) as gone:
        desk.tab.page.side.new_wanted.emit()
    assert gone.args == [NewPostPlace(persona_ids=(desk.ewa.id,))]


def test_go_opens_a_persona(desk: Desk) -> None:
    jan = next(row for row in desk.office.app.personas.personas(desk.office.owner) if row.name == "Restaurator Jan")
    desk.tab.go(PersonaPlace(jan.id))
    desk.idle()
    assert desk.tab.page.header.name.reader.text() == "Restaurator Jan"
    desk.tab.go(PersonaPlace())
    assert desk.tab.welcome.isVisible()


def test_who_may_only_look_is_told_why(office: Office, context: TabContext, opened: Opened, qtbot: QtBot) -> None:
    ewa = office.app.personas.add(office.owner, EWA)
    tab, idle = opened(replace(context, actor=office.editor))
    tab.open(ewa.id)
    idle()
    assert any(text.startswith("The role of this person (Piotr Wilk) does not allow") for text in texts(tab))
    assert "+ Add" not in texts(tab) and "New persona" not in texts(tab) and "Start review" not in texts(tab)
    line = tab.page.blocks["who"].lines[0]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()


def test_archived_ones_are_behind_a_switch(desk: Desk, qtbot: QtBot) -> None:
    desk.tab.page.edits.archive(True, "Persona archived")
    desk.idle()
    model = desk.tab.rail.list.model()
    assert model.rowCount() == 1
    desk.tab.rail.archived.setChecked(True)
    desk.idle()
    assert model.rowCount() == 2
    desk.undo()
    assert not desk.stored.archived


def test_another_change_is_seen_and_a_hidden_tab_waits(desk: Desk) -> None:
    desk.tab.hide()
    desk.office.app.personas.add(desk.office.owner, NewPersona(1, "Trzecia"))
    desk.context.bus.tell(Change("persona", None))
    assert desk.context.face.tasks.is_idle
    desk.tab.show()
    desk.tab.reload_if_stale()
    desk.idle()
    assert desk.tab.rail.list.model().rowCount() == 3


def test_versions_say_what_differs(desk: Desk, qtbot: QtBot) -> None:
    desk.office.app.personas.edit(desk.office.owner, desk.ewa.id, quote="Chcę dać coś innego.", note="Po ankiecie")
    dialog = VersionsDialog(desk.context, desk.ewa.id)
    qtbot.addWidget(dialog)
    dialog.open()
    desk.idle()
    assert dialog.list.count() == 2 and "Po ankiecie" in dialog.list.item(0).text()
    shown = dialog.told.toPlainText()
    assert shown.startswith("Quote") and "innego" in shown and "przyniesie" in shown
    assert nameless(dialog) == []
    assert isinstance(dialog, QWidget)


def test_who_may_not_add_a_persona_is_told_who_may(
    office: Office, context: TabContext, opened: Opened, qtbot: QtBot
) -> None:
    tab, _ = opened(replace(context, actor=office.editor))
    assert not tab.welcome.empty.button.isVisible()
    assert any("added by the owner or a content manager" in text for text in texts(tab))
    owner, _ = opened(context)
    assert not any("added by the owner" in text for text in texts(owner))
