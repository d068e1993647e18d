"""House rules that a search through the files can hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".git", ".venv", ".setup", "dist", "build", "out", "__pycache__", "node_modules"}
CODE = ("app", "migrations", "packaging")
LINES_AT_MOST = 400

# Put together here so that this file does not hold what it looks for.
MACHINE_PATHS = ["/" + name + "/" for name in ("work", "root")]
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "npm" + "js.", "deb." + "debian", "snapshot." + "debian"]

FORBIDDEN = {
    "an unchecked certificate (SEC-07)": r"verify\s*=\s*False|_create_unverified_context|CERT_NONE",
    "letters sent before the connection is secured (SEC-07)": r"starttls\(\s*\)",
    "a web page inside the window, where a program could read what is typed (SEC-05)": r"WebEngine|QWebView",
    "pickle": r"\bpickle\b",
    "a shell between us and a program": r"shell\s*=\s*True|os\.system\(|os\.popen\(",
    "YAML that makes objects": r"yaml\.(load|unsafe_load)\b",
    "evaluated text": r"(?<![\w.])(eval|exec)\(",
}
ASKS_THE_TIME = r"datetime\.now\(|utcnow\(|date\.today\(|datetime\.today\(|\btime\.(time|time_ns|localtime|gmtime)\("


def _is_ours(folder: str) -> bool:
    return folder not in NOT_OURS and not folder.endswith(("_cache", ".egg-info")) and folder != ".hypothesis"


@cache
def _texts() -> dict[str, str]:
    """Every text file of the checkout by its path from the root; pictures and other binary files are left out."""
    return dict(_read())


def _read() -> Iterator[tuple[str, str]]:
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if _is_ours(name)]
        for name in filter(_is_ours, files):  # in a linked checkout .git is a file
            path = Path(folder) / name
            try:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def _code(*folders: str) -> dict[str, str]:
    return {
        path: text
        for path, text in _texts().items()
        if path.split("/")[0] in folders and (path.endswith(".py") or re.match("#!.*python3", text))
    }


def _lines(texts: dict[str, str], pattern: str) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_the_search_sees_the_code() -> None:
    assert "app/system/clock.py" in _code("app")
    assert "packaging/setup" in _code("packaging")


def test_no_file_names_a_path_of_a_developers_machine() -> None:
    assert _lines(_texts(), "|".join(rf"(?<![\w.$}}]){re.escape(path)}" for path in MACHINE_PATHS)) == []


def test_no_file_names_a_package_registry() -> None:
    assert _lines(_texts(), "|".join(map(re.escape, REGISTRIES))) == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_code_has_no(what: str) -> None:
    assert _lines(_code(*CODE), FORBIDDEN[what]) == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    code = _code("app", "migrations")
    del code["app/system/clock.py"]
    assert _lines(code, ASKS_THE_TIME) == []


def test_no_file_of_the_program_is_too_long_to_read() -> None:
    lengths = {path: len(text.splitlines()) for path, text in _code("app").items()}
    assert {path: length for path, length in lengths.items() if length > LINES_AT_MOST} == {}


def test_no_vague_names() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert [path for path in _code("app", "tests") if vague & set(path.removesuffix(".py").split("/"))] == []


def _pins(lock: str) -> set[str]:
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    return {line.split(" \\")[0] for line in text.splitlines() if re.match(r"\w[^ ]*==", line)}


def test_tests_run_with_the_versions_that_people_get() -> None:
    assert _pins("requirements.txt") <= _pins("requirements-dev.txt")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_pinned_package_has_its_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\w)", (ROOT / "packaging" / lock).read_text(encoding="utf-8"))
    assert [
        entry.split()[0] for entry in entries if "==" in entry.split("\n")[0] and "--hash=sha256:" not in entry
    ] == []
