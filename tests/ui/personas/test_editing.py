"""Everything on a persona's page is edited in place, saved by itself and taken back exactly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.personas import Evidence, Persona
from app.ui.personas.banner import ChangesBanner
from app.ui.personas.statement_editor import StatementEditor
from app.ui.widgets.day_field import read_day
from tests.fakes.pictures import picture
from tests.ui.on_screen import texts
from tests.ui.personas.conftest import Desk


def plain(persona: Persona) -> object:
    """What a person sees of a persona: all but versions and times."""
    rows = tuple((row.block, row.text, row.kind, row.source, row.n, row.checked_on) for row in persona.statements)
    return (persona.name, persona.quote, persona.share, persona.funnel_stage, persona.review_on, persona.tone_do, rows)


def editor_of(desk: Desk, block: str) -> StatementEditor:
    return next(row for row in desk.tab.page.blocks[block].findChildren(StatementEditor) if row.isVisible())


def test_a_name_is_changed_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    field = desk.tab.page.header.name
    qtbot.keyClick(field.reader, Qt.Key.Key_Return)
    line = field.editor
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, "Ewa")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.idle()
    assert desk.stored.name == "Ewa" and field.reader.text() == "Ewa"
    desk.undo()
    assert desk.stored.name == "Prezentowa Ewa" and field.reader.text() == "Prezentowa Ewa"
    desk.redo()
    assert desk.stored.name == "Ewa"


def test_esc_leaves_a_field_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    field = desk.tab.page.header.quote
    field.begin()
    qtbot.keyClicks(field.editor, "something else")
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    desk.idle()
    assert desk.stored.quote == "Chcę dać coś, czego nikt nie przyniesie." and not field.is_open
    assert desk.context.undo.undo_name is None


@pytest.mark.parametrize(("typed", "stored"), [("30%", 0.3), ("12,5", 0.125), ("", None)])
def test_a_share_is_a_percentage_or_nothing(desk: Desk, qtbot: QtBot, typed: str, stored: float | None) -> None:
    field = desk.tab.page.header.share
    field.begin()
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(typed)
    field.commit()
    desk.idle()
    assert desk.stored.share == stored
    desk.undo()
    assert desk.stored.share == 0.41


def test_a_share_over_the_whole_is_said_in_place(desk: Desk) -> None:
    field = desk.tab.page.header.share
    field.begin()
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText("140")
    field.commit()
    assert field.is_open and "Write a number from 0 to 100, or leave it empty." in texts(desk.tab)
    assert desk.stored.share == 0.41


def test_the_day_of_the_next_review(desk: Desk) -> None:
    field = desk.tab.page.header.review_on
    field.begin()
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText("12.01.2027")
    field.commit()
    desk.idle()
    assert desk.stored.review_on == date(2027, 1, 12)
    assert "next review 12 Jan 2027" in texts(desk.tab)


def test_days_as_people_write_them() -> None:
    day = date(2026, 11, 24)
    for text in ("2026-11-24", "24.11.2026", "24/11/2026", "24 Nov 2026", "24 lis 2026"):
        assert read_day(text) == day, text
    with pytest.raises(ValueError):
        read_day("jutro")


def test_a_statement_is_edited_with_its_evidence(desk: Desk, qtbot: QtBot) -> None:
    before = plain(desk.stored)
    line = desk.tab.page.blocks["goals"].lines[0]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    editor = editor_of(desk, "goals")
    assert not line.isVisible()
    qtbot.mouseClick(editor._kind.button("measured"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert any(text.startswith("A measured statement needs its source") for text in texts(desk.tab))
    qtbot.keyClicks(editor._source, "CRM")
    qtbot.keyClicks(editor._n, "531")
    qtbot.keyClick(editor._source, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    row = desk.stored.statements[2]
    assert (row.kind, row.source, row.n, row.text) == (Evidence.MEASURED, "CRM", 531, "<b>prezent</b> z historią")
    assert desk.tab.page.blocks["goals"].lines[0].isVisible()
    desk.undo()
    assert plain(desk.stored) == before
    desk.redo()
    assert desk.stored.statements[2].n == 531


def test_leaving_the_editor_saves(desk: Desk, qtbot: QtBot) -> None:
    block = desk.tab.page.blocks["who"]
    block.begin(block.lines[1].row.id)
    editor = editor_of(desk, "who")
    editor._text.setPlainText("miasta")
    desk.tab.page.blocks["goals"].lines[0].setFocus()
    qtbot.waitUntil(block.lines[1].isVisible)
    desk.idle()
    assert desk.texts()[1] == "miasta"


def test_a_new_statement_at_the_end_of_its_block(desk: Desk, qtbot: QtBot) -> None:
    before = plain(desk.stored)
    block = desk.tab.page.blocks["pains"]
    block.begin_new()
    editor = editor_of(desk, "pains")
    qtbot.keyClicks(editor._text, "it breaks")
    qtbot.keyClick(editor._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    assert [line.row.text for line in block.lines] == ["it breaks"]
    desk.undo()
    assert plain(desk.stored) == before
    desk.redo()
    assert desk.texts()[-1] == "it breaks"


def test_an_empty_new_statement_is_none(desk: Desk, qtbot: QtBot) -> None:
    block = desk.tab.page.blocks["pains"]
    block.begin_new()
    qtbot.keyClick(editor_of(desk, "pains")._text, Qt.Key.Key_Escape)
    desk.idle()
    assert len(desk.stored.statements) == 3 and block.lines == []


def test_deleted_with_a_notice_and_put_back_where_it_stood(desk: Desk, qtbot: QtBot) -> None:
    before = plain(desk.stored)
    qtbot.keyClick(desk.tab.page.blocks["who"].lines[0], Qt.Key.Key_Delete)
    desk.idle()
    assert desk.texts() == ["duże miasta", "<b>prezent</b> z historią"]
    assert desk.context.notices.text == "Statement deleted"
    desk.undo()
    assert plain(desk.stored) == before


def test_moved_by_keyboard_and_by_dropping(desk: Desk, qtbot: QtBot) -> None:
    block = desk.tab.page.blocks["who"]
    first = block.lines[0]
    qtbot.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.idle()
    assert [line.row.text for line in block.lines] == ["duże miasta", "kobieta, 35–44 lata"]
    desk.undo()
    assert [line.row.text for line in block.lines] == ["kobieta, 35–44 lata", "duże miasta"]
    desk.tab.page.blocks["goals"].take(first.row.id, 0)
    desk.idle()
    assert [line.row.text for line in desk.tab.page.blocks["who"].lines] == ["duże miasta"]
    assert len(desk.tab.page.blocks["goals"].lines) == 2


def test_tone_and_stage(desk: Desk) -> None:
    tone = desk.tab.page.tones[0].text
    tone.begin()
    assert isinstance(tone.editor, QPlainTextEdit)
    tone.editor.setPlainText("krótko")
    tone.commit()
    desk.idle()
    stage = desk.tab.page.header.stage
    stage.begin()
    stage._box.setCurrentIndex(1)
    stage.commit()
    desk.idle()
    assert (desk.stored.tone_do, desk.stored.funnel_stage) == ("krótko", "cold_top")


def test_somebody_else_changed_another_part(desk: Desk) -> None:
    desk.office.app.personas.edit(desk.office.owner, desk.ewa.id, tone_dont="bez okazji")
    desk.tab.page.edits.set_fields({"quote": "Nowy cytat"}, "Quote changed")
    desk.idle()
    assert (desk.stored.quote, desk.stored.tone_dont) == ("Nowy cytat", "bez okazji")


def test_somebody_else_changed_the_same_part(desk: Desk, qtbot: QtBot) -> None:
    field = desk.tab.page.header.quote
    field.begin()
    assert isinstance(field.editor, QPlainTextEdit)
    field.editor.setPlainText("Mój cytat")
    desk.office.app.personas.edit(desk.office.owner, desk.ewa.id, quote="Cudzy cytat")
    field.commit()
    desk.idle()
    assert field.is_open and field.editor.toPlainText() == "Mój cytat"
    assert any("Cudzy cytat" in text for text in texts(desk.tab))
    assert desk.stored.quote == "Cudzy cytat"
    field.commit()
    desk.idle()
    assert desk.stored.quote == "Mój cytat"


def test_a_portrait_is_set_refused_and_removed(desk: Desk, tmp_path: Path) -> None:
    good, bad = tmp_path / "ewa.png", tmp_path / "bad.png"
    good.write_bytes(picture("PNG"))
    bad.write_bytes(b"<svg onload='x'/>")
    header = desk.tab.page.header
    header.portrait.chosen.emit(bad)
    desk.idle()
    assert desk.stored.portrait_sha256 is None and "bad.png" in desk.context.notices.text
    header.portrait.chosen.emit(good)
    desk.idle()
    assert desk.stored.portrait_sha256 is not None and desk.tab._portraits
    header.portrait.removed.emit()
    desk.idle()
    assert desk.stored.portrait_sha256 is None
    desk.undo()
    assert desk.stored.portrait_sha256 is not None


def test_a_review_is_walked_through_left_and_finished(desk: Desk, qtbot: QtBot) -> None:
    page = desk.tab.page
    page.begin_review()
    desk.idle()
    assert page.walk.isVisible() and "3 statements left" in texts(desk.tab)
    assert page.walk._text.text() == "<b>prezent</b> z historią"
    qtbot.mouseClick(page.walk.true, Qt.MouseButton.LeftButton)
    desk.idle()
    assert page.walk._text.text() == "duże miasta"
    page.walk.left.emit()
    assert not page.walk.isVisible() and "Go on with the review" in texts(desk.tab)
    page.begin_review()
    desk.idle()
    qtbot.mouseClick(page.walk.remove, Qt.MouseButton.LeftButton)
    desk.idle()
    qtbot.mouseClick(page.walk.change, Qt.MouseButton.LeftButton)
    editor = page.walk.findChild(StatementEditor)
    assert editor is not None
    editor._text.setPlainText("kobieta, 30–44 lata")
    editor.commit()
    desk.idle()
    qtbot.keyClicks(page.walk._note, "Po badaniu")
    qtbot.mouseClick(page.walk.finish, Qt.MouseButton.LeftButton)
    desk.idle()
    stored = desk.stored
    assert desk.texts() == ["kobieta, 30–44 lata", "<b>prezent</b> z historią"]
    assert {row.checked_on for row in stored.statements} == {date(2026, 11, 24)}
    assert stored.review_on == date(2027, 5, 24)
    assert not page.walk.isVisible() and "What changed since the last review (today)" in texts(desk.tab)


def test_before_the_first_review_changes_are_one_line(desk: Desk, qtbot: QtBot) -> None:
    banner = desk.tab.page.findChild(ChangesBanner)
    assert banner is not None
    lines = set()
    for share in ("30%", "40%", "50%"):
        field = desk.tab.page.header.share
        field.begin()
        qtbot.keyClicks(field.editor, share)
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
        desk.idle()
        quote = desk.tab.page.header.quote
        quote.begin()
        qtbot.keyClicks(quote.editor, share)
        quote.commit()
        desk.idle()
        lines.add(len(banner._text.text().splitlines()))
    assert lines == {1}
    assert banner._text.text().endswith("since it was made.")
