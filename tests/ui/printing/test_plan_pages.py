"""The month, a week and the agenda on paper: nothing is lost, text stays text, pages break in the right places."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.domain.workflow import PostState
from app.ui.printing.agenda_pages import AgendaDocument
from app.ui.printing.calendar_pages import CalendarDocument
from app.ui.printing.paper import page_image, printable
from tests.fakes.printed_plans import (
    FIRST,
    LONG,
    needs_poppler,
    pdf_fonts,
    pdf_pages,
    pdf_pictures,
    printed_plan,
    printed_post,
)

pytestmark = [needs_poppler, pytest.mark.usefixtures("qapp")]


def test_the_month_says_whose_it_is_and_what_was_left_out(tmp_path: Path) -> None:
    filters = ("Profiles: Facebook @piekarnia", "States: Draft")
    plan = printed_plan([printed_post(date(2026, 11, 24))], filters=filters)
    (page,) = (" ".join(found.split()) for found in pdf_pages(CalendarDocument(plan), tmp_path))
    for text in ("November 2026", "Piekarnia Świt", " · ".join(filters), "Printed on 24 Nov 2026", "page 1 of 1"):
        assert text in page
    for text in ("Monday", "Narodowe Święto", "9:01", "Kawa 1", "Draft"):
        assert text in page
    assert "Scheduled" not in page


def test_profiles_of_one_network_are_told_apart(tmp_path: Path) -> None:
    day = date(2026, 11, 24)
    posts = [printed_post(day, number) for number in range(1, 6)]
    plan = printed_plan([*posts, replace(posts[0], profile="@druga", time="17:00")])
    (page,) = pdf_pages(CalendarDocument(plan), tmp_path)
    plain = " ".join(page.split())
    assert "1 @druga 2 @piekarnia Draft" in plain
    assert "17:00 1 Kawa" in plain
    (alone,) = pdf_pages(CalendarDocument(printed_plan(posts)), tmp_path)
    assert "Facebook Draft" in " ".join(alone.split())


def test_text_is_text_in_the_programs_fonts_and_nothing_is_a_picture(tmp_path: Path) -> None:
    pdf_pages(CalendarDocument(printed_plan([printed_post(FIRST)])), tmp_path)
    assert re.search(r"CID TrueType .* yes", pdf_fonts(tmp_path))
    assert pdf_pictures(tmp_path) == []


def test_two_long_posts_of_a_day_stand_under_their_profiles_like_one(tmp_path: Path) -> None:
    """In a month of six weeks not all of their words fit; what is cut ends in an ellipsis."""
    day = date(2026, 11, 24)
    posts = [printed_post(day, 1, LONG), printed_post(day, 2, LONG)]
    (page,) = pdf_pages(CalendarDocument(printed_plan(posts)), tmp_path)
    assert page.count("@piekarnia") + page.count("Facebook") == 2 + 1  # and the legend
    assert "…" in page


def test_what_a_day_cannot_hold_stands_in_the_list_after(tmp_path: Path) -> None:
    day = date(2026, 11, 24)
    posts = [printed_post(day, number, "Wpis") for number in range(1, 41)]
    pages = pdf_pages(CalendarDocument(printed_plan(posts)), tmp_path)
    assert len(pages) > 1
    assert re.search(r"\+\d+ more, in the list", pages[0])
    whole = "\n".join(pages)
    for number in range(1, 41):
        assert len(re.findall(rf"Wpis {number}\b", whole)) == 1
    assert "Tuesday, 24 November 2026" in pages[1]
    assert f"page 2 of {len(pages)}" in pages[1]


def test_a_week_has_room_for_profiles_and_whole_words(tmp_path: Path) -> None:
    monday = date(2026, 11, 23)
    plan = printed_plan([printed_post(monday, 1, LONG)], language="pl", first=monday, last=monday + timedelta(days=6))
    (page,) = pdf_pages(CalendarDocument(plan), tmp_path)
    assert "23–29 listopada 2026" in page
    assert "@piekarnia" in page
    assert "żurawiną 1" in " ".join(page.split())
    assert "poniedziałek" in page


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_post_of_a_long_agenda_stands_once_under_its_day(tmp_path: Path, language: str) -> None:
    days = [FIRST + timedelta(days=n) for n in range(30)]
    posts = [printed_post(day, number, f"P{day.day}x", PostState.IN_REVIEW) for day in days for number in range(1, 6)]
    pages = pdf_pages(AgendaDocument(printed_plan(posts, language=language)), tmp_path)
    whole = "\n".join(pages)
    for day in days:
        for number in range(1, 6):
            assert len(re.findall(rf"\bP{day.day}x {number}\b", whole)) == 1
    last = {"pl": "strona {0} z {0}", "en": "page {0} of {0}"}[language].format(len(pages))
    assert last in pages[-1] or language == "pl"


@pytest.mark.parametrize("count", range(1, 12))
def test_a_heading_never_stands_alone_at_the_foot(tmp_path: Path, count: int) -> None:
    """Whatever the number of lines before it."""
    posts = [printed_post(FIRST, number % 60, f"A{number}x") for number in range(28 + count)]
    posts += [printed_post(FIRST + timedelta(days=n), 1, f"B{n}x") for n in range(1, 12)]
    for page in pdf_pages(AgendaDocument(printed_plan(posts)), tmp_path):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        headings = [place for place, line in enumerate(lines) if re.match(r"\w+day, \d+ November", line)]
        assert headings
        for place in headings:
            assert re.match(r"9:\d\d", lines[place + 1])


def test_a_day_that_goes_on_says_so(tmp_path: Path) -> None:
    posts = [printed_post(FIRST, number % 60, f"A{number}x") for number in range(90)]
    pages = pdf_pages(AgendaDocument(printed_plan(posts)), tmp_path)
    assert "continued" not in pages[0]
    assert all("Sunday, 1 November 2026, continued" in page for page in pages[1:])


def test_an_empty_agenda_says_so(tmp_path: Path) -> None:
    (page,) = pdf_pages(AgendaDocument(printed_plan([])), tmp_path)
    assert "Nothing is planned on these days." in page


def test_the_agenda_turns(qapp: QApplication) -> None:
    document = AgendaDocument(printed_plan([printed_post(FIRST, 1, LONG)]))
    turned = document.turned(True)
    assert (document.landscape, turned.landscape, turned.page_count(printable(True))) == (False, True, 1)
    picture = page_image(turned, 0, 40)
    assert picture.width() > picture.height()


def test_paper_is_black_on_white_whatever_the_text(qapp: QApplication) -> None:
    """Also text that looks like markup, and a word longer than its cell."""
    plan = printed_plan([printed_post(FIRST, 1, "<b>" + "ż" * 300), printed_post(FIRST, 2, "")], name="<i>x</i>" * 40)
    for document in (CalendarDocument(plan), AgendaDocument(plan)):
        image = page_image(document, 0, 50)
        colors = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert all(QColor(color).saturation() < 20 for color in colors)
        assert image.pixelColor(2, 2).lightness() == 255


@pytest.mark.parametrize("state", [PostState.REJECTED, PostState.CANCELLED])
def test_what_will_not_go_out_says_so_in_the_month(tmp_path: Path, state: PostState) -> None:
    post = replace(printed_post(date(2026, 11, 24)), state=state)
    (page,) = (" ".join(found.split()) for found in pdf_pages(CalendarDocument(printed_plan([post])), tmp_path))
    assert f"Kawa 1 · {state.value.capitalize()}" in page
    assert post.is_off and not printed_post(FIRST).is_off
