"""How a command ends, in real child processes where streams and signals matter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.cli import main
from app.services.members import MemberService
from tests.cli.conftest import Command

SZPALTA = (sys.executable, "-P", "-m", "app")
ROOT = Path(__file__).resolve().parents[2]


def child(*words: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT)} | dict(options.pop("env", {}))  # type: ignore[call-overload]
    command = [*SZPALTA, *map(str, words)]
    return subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_the_version_is_answered_before_anything_is_imported() -> None:
    asked = "import sys; from app.cli import main; main(['--version']); print(sorted(m for m in sys.modules if m in"
    code = f"{asked} ('argparse', 'gettext', 'sqlalchemy', 'PySide6', 'app.cli.running')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"szpalta {__version__}", "[]"]


def test_the_version_with_other_options_too(szpalta: Command) -> None:
    answer = szpalta("--lang", "en", "--version")
    assert (answer.code, answer.out) == (0, f"szpalta {__version__}\n")


@pytest.mark.parametrize(
    "words",
    [("nonsense",), ("post",), ("post", "add", "--frob"), ("kpi", "--paid", "half"), ("new",), ("--lang", "de")],
)
def test_wrong_usage_is_two_with_nothing_on_stdout(szpalta: Command, words: tuple[str, ...]) -> None:
    answer = szpalta(*words)
    assert (answer.code, answer.out) == (2, "") and "szpalta" in answer.err


def test_words_come_in_the_language_asked_for(szpalta: Command) -> None:
    assert "workspace" in szpalta("post", "list", "-w", "/nowhere", "--lang", "en").err
    assert "obszaru" in szpalta("post", "list", "-w", "/nowhere", "--lang", "pl").err


def test_a_plain_terminal_gets_utf_8_whatever_the_locale(team: Path, home: Path) -> None:
    environment = {"LANG": "C", "LC_ALL": "C", "SZPALTA_HOME": str(home)}
    done = child("post", "add", "--text", "Zażółć", "-w", team, "--json", env=environment)
    assert done.returncode == 0 and "Zażółć" in done.stdout.decode("utf-8")


def test_closed_streams_do_not_matter(team: Path, home: Path) -> None:
    environment = os.environ | {"SZPALTA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    line = f"{sys.executable} -P -m app post list -w {team} "
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        assert subprocess.run(["bash", "-c", line + closed], env=environment, check=False).returncode == 0


@pytest.mark.parametrize(
    "command",
    ["kpi --json", "import table.csv --dry-run --profile linkedin", "import table.csv --profile linkedin 2>&1", ""],
)
def test_a_reader_that_goes_away_is_no_accident(team: Path, home: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "table.csv").write_text("Post ID,Date,Reach\na,2026-03-02,1000\n")
    environment = os.environ | {"SZPALTA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    asked = f"-w {team} {command}" if command else "--version"
    line = f"(sleep 0.3; {sys.executable} -P -m app {asked}; echo $? >code) | (exec <&-)"
    done = subprocess.run(["bash", "-c", line], env=environment, capture_output=True, check=False, cwd=tmp_path)
    assert done.stderr == b"" and (tmp_path / "code").read_text() in ("1\n", "120\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_with_130(home: Path) -> None:
    code = "import app.cli.window as w, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"  # it may be off here
    code += "w.has_display = lambda: signal.raise_signal(signal.SIGINT);"
    code += "from app.cli import main; raise SystemExit(main(['--lang', 'en']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (130, "Stopped.\n")
    assert signal.getsignal(signal.SIGINT) is not None


def test_without_a_display_the_window_says_so(szpalta: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    answer = szpalta()
    assert (answer.code, answer.out) == (1, "") and "display" in answer.err


def test_the_unexpected_goes_to_the_log_and_leaves_a_sentence(
    on: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(service: MemberService) -> None:
        raise ZeroDivisionError("bang")

    monkeypatch.setattr(MemberService, "members", broken)
    answer = on("member", "list")
    log = home / "logs" / "szpalta.log"
    assert answer.code == 1 and str(log) in answer.err and "Traceback" not in answer.err
    assert "ZeroDivisionError" in log.read_text()
    assert "Traceback" in on("member", "list", "--debug").err


def test_an_ordinary_run_writes_no_log(on: Command, home: Path) -> None:
    assert on("post", "list").code == 0
    assert not (home / "logs").exists()


def test_python_m_app_is_the_same_command() -> None:
    assert child("--version").stdout == f"szpalta {__version__}\n".encode()
    assert main(["--version"]) == 0


def test_numbers_with_a_comma_are_read_or_refused_in_plain_words(on: Command) -> None:
    assert on("target", "set", "posts_per_week", "--value", "4,5").code == 0
    for options in (("target", "set", "posts", "--value", "1,500"), ("post", "list", "--limit", "2,5")):
        refused = on(*options, "--lang", "pl")
        assert refused.code == 2 and "Napisz ją tak: 1234" in refused.err
        assert "float" not in refused.err and "int " not in refused.err
    assert "liczba minut" in on("fetching", "--every", "1,5", "--lang", "pl").err
