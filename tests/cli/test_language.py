from __future__ import annotations

import pytest

from app.cli.language import asked_language


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
