from __future__ import annotations

from app.domain.alphabet import in_alphabet


def test_names_stand_as_in_a_polish_dictionary() -> None:
    names = [
        "Zasięg",
        "łan",
        "Średnia",
        "Żale",
        "lada",
        "Sesje",
        "Émile",
        "emu",
        "7 dni",
        "Źródło",
        "Ćma",
        "czas",
        "Юг",
    ]
    assert sorted(names, key=in_alphabet) == [
        "7 dni", "czas", "Ćma", "Émile", "emu", "lada", "łan", "Sesje", "Średnia", "Zasięg", "Źródło", "Żale", "Юг",
    ]  # fmt: skip
