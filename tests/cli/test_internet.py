"""`szpalta internet`: proxy and certificates of this computer, without passwords."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_proxy_and_certificates_are_kept_and_taken_back(szpalta: Command, tmp_path: Path) -> None:
    file = tmp_path / "firma.pem"
    file.write_text("x")
    assert szpalta("internet", "--json").json() == {"proxy": None, "ca_file": None}
    assert szpalta("internet", "--proxy", "http://ania:tajne@proxy.example:3128", "--ca-file", file).code == 0
    kept = szpalta("internet", "--json")
    assert kept.json() == {"proxy": "http://ania@proxy.example:3128", "ca_file": str(file)}
    assert szpalta("internet", "--proxy", "none", "--json").json()["proxy"] == ""
    assert szpalta("internet", "--proxy", "system", "--ca-file", "none", "--json").json() == {
        "proxy": None,
        "ca_file": None,
    }


@pytest.mark.parametrize("wrong", ["socks5://127.0.0.1:1", "proxy.example", "http://", "http://a b:1", "http://a:x"])
def test_a_proxy_that_cannot_be_used_changes_nothing(szpalta: Command, wrong: str) -> None:
    answer = szpalta("internet", "--proxy", wrong)
    assert answer.code != 0
    assert "Nothing was changed." in answer.err
    assert szpalta("internet", "--json").json()["proxy"] is None


def test_a_file_that_is_not_there_is_named(szpalta: Command, tmp_path: Path) -> None:
    answer = szpalta("internet", "--ca-file", tmp_path / "none.pem")
    assert answer.code == 1
    assert "none.pem" in answer.err
