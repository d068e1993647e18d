from __future__ import annotations

import io
import json
import unicodedata
from datetime import UTC, date, datetime
from enum import Enum

from hypothesis import given
from hypothesis import strategies as st

from app.cli.output import Output, json_text, json_value, one_line, plain, width


def test_nothing_that_steers_a_terminal_is_left() -> None:
    evil = "a\x1b[31mred\x1b]0;title\x07\x9b2J b\r\nc\x00\u202egnp.exe"
    assert plain(evil) == "a[31mred]0;title2J b\ncgnp.exe"


@given(st.text())
def test_plain_text_has_no_control_characters_and_is_stable(text: str) -> None:
    clean = plain(text)
    assert not [c for c in clean if c != "\n" and unicodedata.category(c) == "Cc"]
    assert plain(clean) == clean


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_comes_back_as_it_was_without_raw_control_characters(value: object) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert not [c for c in text if c != "\n" and unicodedata.category(c) == "Cc"]


def test_values_of_the_domain_as_json() -> None:
    class Colour(Enum):
        RED = "red"

    moment = datetime(2026, 11, 24, 18, 0, 30, tzinfo=UTC)
    assert json_value({Colour.RED: [moment, date(2026, 11, 24), (1, None)]}) == {
        "red": ["2026-11-24T18:00:30Z", "2026-11-24", [1, None]]
    }
    assert json_value(float("nan")) is None and json_value(float("inf")) is None
    assert json_value(frozenset({2, 1})) == [1, 2]


def test_a_table_is_aligned_by_what_a_terminal_shows() -> None:
    page = io.StringIO()
    Output(as_json=False, stream=page).table(("No.", "Name"), [("1", "żółw"), ("12", "日本")], right=(0,))
    assert page.getvalue() == "No.  Name\n  1  żółw\n 12  日本\n"
    assert width("日本") == 4 and width("e\u0301") == 1


def test_one_line_is_cut_at_its_length() -> None:
    assert one_line("a\n b\t c", 60) == "a b c"
    assert one_line("x" * 61) == "x" * 59 + "…"
