from __future__ import annotations

import pytest

from app.cli.language import asked_language, system_language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "en", "post"], "en"),
        (["post", "list", "--lang=pl"], "pl"),
        (["--lang", "en", "--lang", "pl"], "pl"),
        (["--lang", "de"], None),
        (["post", "--", "--lang", "en"], None),
        (["--lang"], None),
        ([], None),
    ],
)
def test_the_language_is_found_anywhere(words: list[str], language: str | None) -> None:
    assert asked_language(words) == language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "pl"),
        ({"LANG": "C"}, "pl"),
        ({}, "pl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "pl_PL", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_ALL": ""}, "en"),
    ],
)
def test_without_being_asked_the_system_says(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language
