"""A command line to call in this process, and a workspace to call it on."""

from __future__ import annotations

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main, parser
from app.system.words import Words
from tests.fakes import warm_children

OWNER = "anna@example.com"
EDITOR = "ola@example.com"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command ended with."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


Command = Callable[..., Answer]


@pytest.fixture(autouse=True)
def children_are_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    warm_children.use(monkeypatch)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folders of this test."""
    monkeypatch.setenv("SZPALTA_HOME", str(tmp_path / "home"))
    for name in ("QT_QPA_PLATFORM", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path / "home"


_grammars: dict[str, ArgumentParser] = {}
_build_parser = parser.build_parser


def grammar(words: Words) -> ArgumentParser:
    """As `build_parser`, but built once in each language: a command only reads it. It keeps the functions that do the work
    as they are then: a test that breaks something does so below them."""
    if words.language not in _grammars:
        _grammars[words.language] = _build_parser(words)
    parser.speak(words)
    return _grammars[words.language]


@pytest.fixture
def szpalta(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`szpalta("post", "list")` runs the command in this process."""
    monkeypatch.setattr(parser, "build_parser", grammar)

    def call(*words: object) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return call


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an owner, an editor and two profiles, made by the commands once."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SZPALTA_HOME", str(folder / "home"))
        file = folder / "team.szpalta"
        assert (
            main(["new", str(file), "--owner", OWNER, "--owner-name", "Anna Nowak", "--name", "Jesion", "--lang", "en"])
            == 0
        )
        for words in (
            ["member", "add", "--name", "Ola Lis", "--email", EDITOR, "--role", "editor"],
            ["profile", "add", "facebook", "--name", "Jesion", "--handle", "jesion", "--connect", "practice"],
            ["profile", "add", "linkedin", "--name", "Jesion firma", "--handle", "jesion-sp", "--cadence", "4-5/week"],
        ):
            assert main([*words, "-w", str(file)]) == 0
    return file


@pytest.fixture
def team(template: Path, tmp_path: Path) -> Path:
    """A copy of the template to work in."""
    file = tmp_path / "team.szpalta"
    shutil.copyfile(template, file)
    return file


@pytest.fixture
def on(team: Path, szpalta: Command) -> Command:
    """As `szpalta`, on the team's workspace, the owner acting."""

    def call(*words: object) -> Answer:
        return szpalta(*words, "-w", team)

    return call
