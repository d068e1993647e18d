from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.system.file_names import safe_file_name


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Wiosna w Łodzi", "Wiosna w Łodzi.ics"),
        ("a/b\\c:d*e?", "a b c d e.ics"),
        ("../../etc/passwd", "etc passwd.ics"),
        ("con", "_con.ics"),
        ("LPT1.stare", "_LPT1.stare.ics"),
        ("  . ", "szpalta.ics"),
        ("", "szpalta.ics"),
        ("plan\u202egnp", "plan gnp.ics"),
        ("wiersz\n\tdrugi\x00", "wiersz drugi.ics"),
    ],
)
def test_names(wanted: str, expected: str) -> None:
    assert safe_file_name(wanted, ".ics") == expected


@given(st.text())
def test_every_name_is_short_and_plain(wanted: str) -> None:
    name = safe_file_name(wanted, ".ics")
    assert 5 <= len(name.encode()) <= 240
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert not name.startswith((".", " "))
    assert not name.removesuffix(".ics").endswith((" ", "."))


def test_long_names_are_cut_between_letters() -> None:
    assert safe_file_name("ż" * 300, ".ics") == "ż" * 118 + ".ics"
