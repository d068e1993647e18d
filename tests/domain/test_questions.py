"""What counts as a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "Macie to w zielonym?",
        "Czy wysyłacie za granicę",
        "Hej, czy będzie jeszcze rozmiar M",
        "Dzień dobry! Gdzie mogę to kupić",
        "skąd ten kubek",
        "Ładne. Ktoś wie, do kiedy promocja",
        "Poproszę o cenę",
        "ILE KOSZTUJE TEN",
        "Można zamówić na firmę",
        "@jesion kiedy dostawa",
        "Where can I buy it",
        "Hi team, is it vegan",
        "Love it! Anyone know the price",
        "How much is shipping",
        "Don’t you ship to Norway",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "Piękne kolory!",
        "Kupiłam wczoraj, polecam",
        "https://example.invalid/sklep?utm_source=x",
        "Cokolwiek zrobicie, będzie dobrze",
        "Great as always",
        "Isabella loves it",
        "",
        "❤️❤️",
        "#czy #jak",
    ],
)
def test_no_questions(text: str) -> None:
    assert not is_question(text)


@given(st.text(max_size=60))
def test_a_question_mark_makes_a_question(text: str) -> None:
    assert is_question(text + " ?")
