"""README, CONTRIBUTING and CHANGELOG keep up with the repository: what they name is there, what they show works."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from functools import cache
from pathlib import Path

import pytest

from app import __version__
from app.cli import main
from app.cli.parser import build_parser
from app.system.words import Words

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING}

TOP = ("app", "docs", "migrations", "packaging", "resources", "tests", ".ci")
OUTSIDE = frozenset({"<network>.py", "shared/data"})
"""What looks like a path and is none of this repository."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
MENTIONED = {
    "szpalta backup": ["W", "OUT"],
    "szpalta check": ["W"],
    "szpalta dump": ["W", "OUT"],
    "szpalta load": ["IN", "W"],
    "szpalta move-here": ["W"],
    "szpalta export ics": ["-o", "plan.ics"],
    "szpalta calendar keep": ["FOLDER"],
    "szpalta delivery resolve": ["1", "leave", "--reason", "r"],
}
"""Commands a sentence names without their arguments."""

FIRST_STEPS = "## First steps on the command line"


def _prose(text: str) -> str:
    """A document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _ticked(text: str) -> list[str]:
    """What stands in backticks in the prose."""
    return re.findall(r"`([^`\n]+)`", _prose(text))


def _blocks(text: str, language: str = "") -> list[str]:
    """The fenced blocks marked with a language; those without a mark if absent."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [block for marked, block in fenced if marked == language]


def _shown() -> list[str]:
    """Every command the README shows, in a block or in a sentence."""
    lines = [line for block in _blocks(README) for line in block.splitlines()]
    return [line for line in [*lines, *_ticked(README)] if line.startswith("szpalta ")]


def _section(text: str, heading: str) -> str:
    after = text.split(f"\n{heading}\n")[1]
    return re.split(r"^## ", after, flags=re.MULTILINE)[0]


def _asked(name: str) -> list[str]:
    """The packages a requirements file of ours names itself."""
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    return [found[0] for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))]


def _rows(heading: str) -> dict[str, list[str]]:
    """A table of the dependencies: package -> its other cells."""
    part = README.split(f"\n### {heading}\n")[1].split("\n#")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ]
    return {row[0]: row[1:] for row in cells[2:]}


@cache
def _sources() -> set[str]:
    """Every word of our Python files, the tests' own included."""
    files = [path for folder in ("app", "migrations", "tests") for path in (ROOT / folder).rglob("*.py")]
    return {word for path in files if path != Path(__file__) for word in re.findall(r"\w+", path.read_text("utf-8"))}


# dependencies
@pytest.mark.parametrize(("heading", "file"), [("To run", "requirements.in"), ("To develop", "requirements-dev.in")])
def test_every_direct_dependency_has_its_reason_and_its_licence(heading: str, file: str) -> None:
    rows = _rows(heading)
    assert list(map(str.casefold, sorted(rows))) == list(map(str.casefold, sorted(_asked(file))))
    assert [name for name, cells in rows.items() if len(cells) != 2 or not all(cells)] == []


def test_a_package_said_to_be_unused_is_unused() -> None:
    unused = {name for name, cells in _rows("To run").items() if "No code uses it yet" in cells[0]}
    imported = {
        found
        for path in (ROOT / "app").rglob("*.py")
        for found in re.findall(r"^\s*(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert unused & imported == set()


def test_the_wheel_shows_the_readme() -> None:
    assert 'readme = "README.md"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


# paths and names
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_named_exists(document: str) -> None:
    named = {text for text in _ticked(DOCUMENTS[document]) if " " not in text and text.split("/")[0] in TOP}
    linked = set(re.findall(r"\]\(([\w./-]+)\)", DOCUMENTS[document]))
    assert sorted(name for name in named | linked if name not in OUTSIDE and not (ROOT / name).exists()) == []
    assert len(named) > 3


def test_every_name_contributing_mentions_is_in_the_code() -> None:
    names = {text for text in _ticked(CONTRIBUTING) if NAME.fullmatch(text) and not (ROOT / text).exists()}
    names = {name for name in names if re.search(r"[A-Z_.]", name) and not name.endswith((".md", ".py", ".toml"))}
    assert sorted(name for name in names if name.split(".")[-1] not in _sources()) == []
    assert len(names) > 20


# commands
def test_readme_names_the_two_commands_and_their_kin() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets == ["setup", "run", "test", "bench", "soak"]
    assert [target for target in targets if f"make {target}" not in README] == []
    assert "\nmake run\nmake test\n" in README


def test_the_system_packages_of_the_window_are_those_of_the_set_up() -> None:
    setup = (ROOT / "packaging" / "setup").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:QT|WINDOW) = \[(.*)\]$", setup, re.MULTILINE)
    wanted = [name for text in lists for name in re.findall(r'"([^"]+)"', text)]
    assert len(lists) == 2
    assert f"sudo apt-get install --no-install-recommends {' '.join(wanted)}" in README


def test_the_wheel_named_is_this_version() -> None:
    assert f"szpalta-{__version__}-py3-none-any.whl" in README
    assert f"\n## {__version__} - " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parser() -> ArgumentParser:
    return build_parser(Words("en"))


@pytest.mark.parametrize("line", sorted(set(_shown())))
def test_the_grammar_takes_every_command_shown(line: str, parser: ArgumentParser) -> None:
    words = shlex.split(line)[1:]
    if words == ["--version"]:
        with pytest.raises(SystemExit) as left:
            parser.parse_args(words)
        assert left.value.code == 0
        return
    assert parser.parse_args([*words, *MENTIONED.get(line, [])]).handler is not None


def test_the_first_steps_can_be_taken_and_end_where_the_text_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    section = _section(README, FIRST_STEPS)
    monkeypatch.setenv("SZPALTA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures.csv").write_text(_blocks(section, "csv")[0], encoding="utf-8")
    lines = [line for block in _blocks(section) for line in block.splitlines()]
    assert len(lines) > 15
    assert [line for line in lines if not re.match(r"szpalta (-\S+ \S+ )?\w+", line)] == []

    assert [line for line in lines if main([*shlex.split(line)[1:], "--lang", "en"]) != 0] == []

    told = capsys.readouterr().out
    assert "Published: 1" in told
    assert re.search(r"Engagement rate by reach, median of posts +4\.000%", told)
    assert "The workspace is whole." in told
    assert {path.name for path in tmp_path.iterdir()} >= {"plan.ics", "bakery-backup.zip", "bakery-everything.zip"}
    assert main(["publish", "--once", "--lang", "en", "-w", "bakery.szpalta"]) == 0
    assert "Nothing is due." in capsys.readouterr().out
