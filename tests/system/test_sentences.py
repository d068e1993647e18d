"""Errors become whole sentences that say the next step and let nothing slip through."""

from __future__ import annotations

import ast
import errno
import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.days import WallTime
from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StoreProblem, SzpaltaError
from app.domain.people import Right
from app.domain.workflow import TRANSITIONS, PostState, transition
from app.system.built_sentences import BUILT
from app.system.error_sentences import SENTENCES
from app.system.formats import Formats
from app.system.sentences import explain, explain_code
from app.system.words import Words

CODE = re.compile(r"[a-z_]+(?:\.[a-z_]+){1,2}")
FILE_ENDINGS = {"zip", "tab", "json", "csv", "ics", "sqlite", "szpalta", "log", "pdf", "png", "xlsx", "pptx"}
NO_CODES = {"holidays.filled", "calendar.view", "calendar.rail", "calendar.rail.folded", "calendar.kept.folder",
            "calendar.filters", "calendar.panel",
            "folder.papers", "folder.figures", "folder.pictures", "folder.calendars", "folder.calendars.kept",
            "folder.workspaces", "folder.backups", "folder.certificates", "zone.tab",
            "keyring.backends.chainer", "keyring.backends.fail", "keyring.backends.null"}  # fmt: skip
"""Names of settings and modules that look like codes."""
ERRORS = {
    "SzpaltaError", "NotFound", "Refused", "NotPermitted", "StaleEdit", "BadInput", "StoreProblem", "NotExecuted",
    "Rejected", "NeedsReconnect", "OutcomeUnknown", "ReadFailed", "StillWorking", "RateLimited",
    "NotSent", "NoAnswer", "LoginFailed", "Unanswerable",
}  # fmt: skip
ADDED_LATER = {"pictures.py": {"file"}}
"""What the caller adds to errors of a file: pictures are checked as bytes, their name is known outside."""
APP = Path(__file__).resolve().parents[2] / "app"
PL, EN = Words("pl"), Words("en")
WARSAW = Formats("pl", "Europe/Warsaw")


def test_a_post_in_the_wrong_state() -> None:
    with pytest.raises(Refused) as caught:
        transition("approve", PostState.DRAFT)
    assert explain(caught.value, PL) == (
        "Posta w stanie „Szkic” nie można zaakceptować. Można to zrobić w stanach: Do akceptacji."
    )
    assert explain(caught.value, EN) == (
        'A post in the state "Draft" cannot be approved. It can be done from: In review.'
    )


def test_every_step_has_its_sentence_for_every_state() -> None:
    generic = explain(Refused("post.wrong_state", action="?", state="draft"), PL)
    for row in TRANSITIONS:
        for state in PostState:
            sentence = explain(Refused("post.wrong_state", action=row.action, state=state.value, allowed=["draft"]), PL)
            assert "{" not in sentence
            assert state.value not in sentence.split()
            assert row.right is None or not sentence.startswith(generic)


def test_a_missing_right_names_the_person_in_the_nominative() -> None:
    for right in Right:
        error = NotPermitted("member.not_permitted", member="Anna Nowak", right=right.value, brand_id=1)
        assert "Rola tej osoby (Anna Nowak) nie pozwala" in explain(error, PL)
        assert "Role zmienia właściciel obszaru roboczego." in explain(error, PL)


def test_a_time_that_does_not_exist() -> None:
    with pytest.raises(BadInput) as caught:
        WallTime(datetime(2026, 3, 29, 2, 30), "Europe/Warsaw").to_utc()
    assert explain(caught.value, PL) == (
        "29.03.2026, 2:30 nie istnieje w strefie Europe/Warsaw: zegary przechodzą wtedy na czas letni. "
        "Wybierz 29.03.2026, 1:59 albo 29.03.2026, 3:00; nic nie zostało zaplanowane."
    )


def test_times_and_days_are_shown_in_the_zone() -> None:
    late = Refused("schedule.past", at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert explain(late, PL, WARSAW).startswith("Termin 23.11.2026, 0:30 już minął.")
    reversed_period = BadInput("kpi.period_reversed", first=date(2026, 11, 2), last=date(2026, 11, 1))
    assert "(1 Nov 2026)" in explain(reversed_period, EN)


def test_an_unknown_code_still_gets_a_sentence() -> None:
    assert (
        explain(NotFound("thing.not_found", thing=4), PL) == "Nie ma tego w obszarze roboczym (kod: thing.not_found)."
    )
    assert "kod: x.y" in explain(SzpaltaError("x.y", secret="password"), PL)
    assert "password" not in explain(SzpaltaError("x.y", secret="password"), PL)


def test_a_value_the_error_does_not_carry_is_a_dash() -> None:
    assert explain(NotFound("post.not_found"), EN) == "There is no post –. Nothing was changed."
    assert explain(NotFound("post.not_found", post=None), EN) == "There is no post –. Nothing was changed."


def test_nothing_leaks() -> None:
    hostile = "postgresql://ania:tajne@host/db\n\x1b[2J\u202e" + "x" * 1000 + "{post.__class__}"
    shown = explain(StoreProblem("store.read_only", address=hostile), PL)
    assert "tajne" not in shown
    assert not set(shown) & {"\n", "\x1b", "\u202e"}
    assert len(shown) < 300
    assert explain(NotFound("post.not_found", post="{post} {0.__class__}"), EN).count("{post}") == 1
    assert "tajne" not in explain(RuntimeError("password=tajne"), PL)
    assert explain(RuntimeError("password=tajne"), EN) == (
        "Something happened that Szpalta does not know (RuntimeError). The log file holds the details."
    )


def test_what_the_system_says() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "plan.csv")
    assert (
        explain(full, PL)
        == "Dysk jest pełny, więc plik plan.csv nie został zapisany. Zwolnij miejsce i spróbuj ponownie."
    )
    assert "plan.csv" in explain(FileNotFoundError(errno.ENOENT, "x", "plan.csv"), PL)
    assert explain(KeyboardInterrupt(), PL) == "Przerwano."


def test_a_code_kept_without_its_error() -> None:
    assert explain_code("import.empty", {"file": "a.csv"}, PL) == "Plik a.csv jest pusty. Nic się nie zmieniło."


@pytest.fixture(scope="module")
def nodes() -> list[tuple[Path, ast.Constant | ast.Call]]:
    """Every text and every call of the program."""
    return [
        (file, node)
        for file in sorted(APP.rglob("*.py"))
        if not file.name.endswith("_sentences.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file)))
        if isinstance(node, ast.Constant | ast.Call)
    ]


def test_every_code_in_the_program_has_a_sentence(nodes: list[tuple[Path, ast.Constant | ast.Call]]) -> None:
    """Also codes held in variables, tables and problems of rows: any text of the program that looks like one."""
    known = set(SENTENCES) | set(BUILT)
    families = {code.partition(".")[0] for code in known}
    missing = [
        f"{node.value} ({file.name}:{node.lineno})"
        for file, node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
        and node.value.partition(".")[0] in families
        and node.value.rpartition(".")[2] not in FILE_ENDINGS
        and node.value not in known | NO_CODES
    ]
    assert missing == []


def test_sentences_name_only_what_their_errors_carry(nodes: list[tuple[Path, ast.Constant | ast.Call]]) -> None:
    for file, node in nodes:
        if not isinstance(node, ast.Call) or len(node.args) != 1 or any(word.arg is None for word in node.keywords):
            continue
        for code in constants(node.args[0]):
            wanted = {name for _, name, _, _ in string.Formatter().parse(SENTENCES.get(code, "")) if name}
            given = {word.arg for word in node.keywords} | ADDED_LATER.get(file.name, set())
            assert getattr(node.func, "id", "") not in ERRORS or wanted <= given, (code, f"{file}:{node.lineno}")


def constants(node: ast.expr) -> list[str]:
    """The texts an expression can be: "a", or both of "a" if … else "b"."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_sentences_end_and_use_plain_names() -> None:
    for code, message in SENTENCES.items():
        assert message.endswith("."), code
        assert "!" not in message, code
        names = [name for _, name, spec, conversion in string.Formatter().parse(message) if name is not None]
        assert all(name.isidentifier() for name in names), code


@given(
    st.sampled_from(sorted(SENTENCES)), st.dictionaries(st.sampled_from(["file", "post", "name", "address"]), st.text())
)
def test_any_data_gives_one_line(code: str, data: dict[str, str]) -> None:
    for words in (PL, EN):
        sentence = explain_code(code, data, words)
        assert sentence.isprintable()
