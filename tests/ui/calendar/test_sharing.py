"""Paper and .ics files from the calendar: what goes in, what is told, and what a bad folder costs: nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.workflow import PostState
from app.services.personas import NewPersona
from app.ui.calendar.filter_words import filter_words
from app.ui.calendar.filters import CalendarFilters
from app.ui.calendar.ics_dialog import IcsDialog
from app.ui.calendar.plan_for_paper import read_plan
from app.ui.calendar.rail_content import read_content
from app.ui.calendar.sharing import open_ics, open_print_preview, printed_days
from app.ui.printing.preview import PrintPreview
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office
from tests.fakes.printed_plans import needs_poppler, pdf_pages
from tests.ui.on_screen import nameless, texts

NOVEMBER = (date(2026, 10, 26), date(2026, 12, 6))
"""The weeks that show November."""
ALL = CalendarFilters()


@pytest.fixture
def page(context: TabContext) -> QWidget:
    found = context.notices.parentWidget()
    assert found is not None
    found.resize(1280, 800)
    found.show()
    return found


def settle(qtbot: QtBot, context: TabContext) -> None:
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)


@pytest.fixture
def dialog(context: TabContext, page: QWidget, qtbot: QtBot) -> IcsDialog:
    return opened(context, page, qtbot, ALL)


def opened(context: TabContext, page: QWidget, qtbot: QtBot, filters: CalendarFilters) -> IcsDialog:
    open_ics(context, page, filters)
    settle(qtbot, context)
    found = page.findChild(IcsDialog)
    assert found is not None
    return found


def test_the_month_on_paper_is_the_one_most_of_which_is_shown() -> None:
    assert printed_days("month", *NOVEMBER) == (date(2026, 11, 1), date(2026, 11, 30))
    assert printed_days("week", date(2026, 11, 25), date(2026, 11, 25)) == (date(2026, 11, 23), date(2026, 11, 29))
    assert printed_days("agenda", *NOVEMBER) == NOVEMBER


def test_a_preview_opens_with_the_plan(context: TabContext, page: QWidget, qtbot: QtBot) -> None:
    for view, title in (("month", "November 2026"), ("agenda", "Plan of posts, 26 October – 6 December 2026")):
        open_print_preview(context, page, view, *NOVEMBER, ALL)  # type: ignore[arg-type]
        settle(qtbot, context)
        preview = page.findChildren(PrintPreview)[-1]
        qtbot.waitUntil(lambda preview=preview: bool(preview._pages))
        assert title in texts(preview)
        preview.close()


@needs_poppler
def test_paper_has_every_post_of_the_filters(office: Office, context: TabContext, tmp_path: Path) -> None:
    from app.ui.printing.calendar_pages import CalendarDocument

    office.post(office.owner, "<b>Żurek</b> & \n reszta", MORNING)
    filters = CalendarFilters(profile_ids=(office.facebook.id,), states=(PostState.DRAFT, PostState.SCHEDULED))
    plan = read_plan(context, date(2026, 11, 1), date(2026, 11, 30), filters)
    assert [post.opening for post in plan.posts] == ["<b>Żurek</b> & reszta", "Chleb na zakwasie"]
    assert plan.filters == ("Profiles: Facebook piekarniaswit", "States: Draft, Scheduled")
    (paper,) = pdf_pages(CalendarDocument(plan), tmp_path)
    assert "<b>Żurek</b> & reszta" in " ".join(paper.split())
    assert "National Independence" in paper


def test_a_plan_that_cannot_be_read_is_told(
    office: Office, context: TabContext, page: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "plan")

    monkeypatch.setattr(office.app.planning, "chips", broken)
    open_print_preview(context, page, "month", *NOVEMBER, ALL)
    settle(qtbot, context)
    assert "disk is full" in context.notices.text


def test_filters_in_words(office: Office, context: TabContext) -> None:
    persona = office.app.personas.add(office.owner, NewPersona(office.facebook.brand_id, "Ola")).id
    filters = CalendarFilters(persona_ids=(persona, 999), author_ids=(office.owner.member_id or 0,))
    said = filter_words(filters, read_content(context), context.face.language.words)
    assert said == ("Personas: Ola", "People: Anna Nowak")


def test_the_dialog_says_what_a_file_is(dialog: IcsDialog) -> None:
    told = " ".join(texts(dialog))
    assert "A snapshot for mail or for importing" in told
    assert "Calendars that subscribe to the file follow the plan; one that only imports it has a snapshot again" in told
    assert "No calendar is kept up to date." in told
    assert dialog.keep.name.text() == "Content calendar: Piekarnia Świt"
    assert nameless(dialog) == []


def test_texts_of_drafts_need_a_consent_that_says_what_it_means(dialog: IcsDialog) -> None:
    assert not dialog.what.texts.isChecked()
    dialog.what.texts.click()
    assert "Whoever has the file can read texts that nobody has approved yet." in texts(dialog)


def test_a_file_once(dialog: IcsDialog, office: Office, context: TabContext, tmp_path: Path, qtbot: QtBot) -> None:
    office.post(office.owner, "Szkic", MORNING)
    dialog.what.days.click()
    dialog.once.save.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile("plan.ics")
    chooser.accept()
    qtbot.waitUntil(lambda: dialog.told.text != "")
    assert dialog.told.text == f"4 entries written to {tmp_path / 'plan.ics'}."
    written = (tmp_path / "plan.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Draft: Facebook: Szkic" in written
    assert "Text of Szkic" not in written
    assert written.count("BEGIN:VEVENT") == 4


def test_only_what_the_filters_let_through(
    office: Office, context: TabContext, page: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(context, page, qtbot, CalendarFilters(profile_ids=(office.linkedin.id,)))
    assert "Profiles: LinkedIn piekarnia-swit" in dialog.what._text.text()
    dialog.what.days.click()
    dialog._export(tmp_path / "plan.ics")
    settle(qtbot, context)
    assert dialog.told.text.startswith("1 entry written")


def test_a_kept_calendar_from_beginning_to_end(
    dialog: IcsDialog, office: Office, context: TabContext, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "dysk"
    folder.mkdir()
    dialog.keep.keep.click()
    assert dialog.told.text == "Choose a folder first."
    assert dialog.focusWidget() is dialog.keep.folder
    dialog.keep.name.setText("Plan dla Łucji")
    dialog.keep.folder.setText(str(folder))
    dialog.keep.keep.click()
    settle(qtbot, context)
    file = folder / "Plan-dla-Lucji.ics"
    assert dialog.told.text.endswith("The file is kept up to date.")
    assert str(file) in texts(dialog.kept)
    assert any(text.startswith("Last change written: ") for text in texts(dialog.kept))
    file.unlink()
    dialog.kept.refresh.click()
    settle(qtbot, context)
    assert file.exists()
    stop_button(dialog).click()
    settle(qtbot, context)
    assert office.app.calendars.kept_calendars(office.owner) == []
    assert file.exists()
    context.undo.undo()
    settle(qtbot, context)
    assert [row.name for row in office.app.calendars.kept_calendars(office.owner)] == ["Plan dla Łucji"]


def stop_button(dialog: IcsDialog) -> QPushButton:
    return next(button for button in dialog.kept.findChildren(QPushButton) if button.text() == "Stop")


def test_a_bad_folder_costs_nothing(
    dialog: IcsDialog, office: Office, context: TabContext, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.keep.folder.setText(str(tmp_path / "nie ma"))
    dialog.keep.name.setText("Mój plan")
    dialog.keep.keep.click()
    settle(qtbot, context)
    assert dialog.told.text.startswith(f"There is no folder {tmp_path / 'nie ma'}.")
    assert (dialog.keep.folder.text(), dialog.keep.name.text()) == (str(tmp_path / "nie ma"), "Mój plan")
    assert dialog.keep.keep.isEnabled()
    assert office.app.calendars.kept_calendars(office.owner) == []


def test_a_kept_file_that_is_gone_is_said(
    office: Office, context: TabContext, page: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "dysk"
    folder.mkdir()
    from app.services.calendars import CalendarChoice

    office.app.calendars.keep(office.owner, folder, CalendarChoice(), language="pl", name="<b>Plan</b>")
    next(folder.iterdir()).unlink()
    folder.rmdir()
    dialog = opened(context, page, qtbot, ALL)
    assert "The file is not there. It is written again as soon as its folder is there." in texts(dialog)
    assert "<b>Plan</b>" in texts(dialog)
    dialog.kept.refresh.click()
    settle(qtbot, context)
    assert dialog.told.text.startswith(f"There is no folder {folder}.")


def test_typing_survives_another_language(dialog: IcsDialog, context: TabContext) -> None:
    dialog.keep.name.setText("Mój plan")
    dialog.what.texts.click()
    context.face.language.choose("pl")
    assert dialog.keep.name.text() == "Mój plan"
    assert dialog.what.texts.isChecked()
    assert "Folder" in [label.text() for label in dialog.findChildren(QLabel)]
