"""What the panel of a review says: checks as lines, and the history with its versions."""

from __future__ import annotations

from datetime import timedelta

from app.services.planning import PostEdit
from app.ui.approvals.check_lines import CheckLine, check_lines
from app.ui.approvals.history_lines import history_lines
from app.ui.approvals.reading import ReadPost, read_post
from app.ui.tab_context import TabContext
from tests.fakes.offices import MORNING, Office


def sent(office: Office, context: TabContext, text: str, link: str | None = None) -> ReadPost:
    number = office.post(office.editor, "Makowiec na święta", MORNING + timedelta(days=4))
    office.app.planning.edit(office.editor, number, PostEdit(text=text, link=link))
    office.app.approval.submit(office.editor, number)
    return read_post(context, number)


def lines(read: ReadPost, context: TabContext) -> list[CheckLine]:
    return check_lines(read, read.variants[0], context.face.language)


def test_links_are_told_as_they_are(office: Office, context: TabContext) -> None:
    text = "http://a.pl/x https://b.pl/?utm_source=fb ftp://c.pl c.pl/strona"
    found = {line.text: line.kind for line in lines(sent(office, context, text), context)}
    assert found["The link to a.pl is not encrypted (http)."] == "warns"
    assert found["Link with UTM: b.pl (not tried yet)"] == "untried"
    assert found["Link: c.pl (not tried yet)"] == "untried"


def test_what_blocks_stands_first_and_what_is_in_order_last(office: Office, context: TabContext) -> None:
    office.app.workspaces.edit_brand(
        office.owner, office.facebook.brand_id, banned_words=("promocja",), required_words=("Świt",)
    )
    read = sent(office, context, "Wielka promocja")
    kinds = [line.kind for line in lines(read, context)]
    assert kinds == sorted(kinds, key=["blocks", "warns", "untried", "passed"].index)
    told = [line.text for line in lines(read, context)]
    assert "The text holds a word this brand avoids: promocja." in told
    assert "The text lacks a word this brand always uses: Świt." in told
    assert "Words of the brand: kept" not in told


def test_clashes_are_told(office: Office, context: TabContext) -> None:
    when = MORNING + timedelta(days=4, minutes=30)
    other = office.post(office.editor, "Obok", when)
    read = sent(office, context, "Text of Obok")
    told = [line.text for line in lines(read, context) if line.kind == "warns"]
    assert len(told) == 2
    assert told[0].startswith("Close to this post another one goes out on the profile: Obok")
    assert told[1].startswith("The same text goes out on Facebook (piekarniaswit) as well:")
    assert other


def test_the_history_names_versions_and_reasons(office: Office, context: TabContext) -> None:
    read = sent(office, context, "Pierwsza")
    office.app.approval.request_changes(office.owner, read.post_id, "Podaj cenę")
    office.app.planning.edit(office.editor, read.post_id, PostEdit(text="Druga, 20 zł"))
    office.app.approval.submit(office.editor, read.post_id)
    office.app.approval.approve(office.owner, read.post_id)
    office.app.approval.undo_decision(office.owner, read.post_id)
    found = history_lines(read_post(context, read.post_id), context.face.language)
    told = [line.text for line in found]
    assert told[0] == "Version 3 · Decision undone: Anna Nowak, today, 8:30"
    assert "Version 2 · Approval: Anna Nowak, today, 8:30" in told
    asked = next(line for line in found if line.text.startswith("Version 1 · Changes requested"))
    assert asked.reason == '"Podaj cenę"'
    assert told[-1] == "New post: Piotr Wilk, today, 8:30"
