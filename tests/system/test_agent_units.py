"""The files that start the agent: quoted rightly, ours alone, and those in packaging/ are what the code writes."""

from __future__ import annotations

import plistlib
import shutil
import stat
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.domain.errors import Refused
from app.system.agent_units import (
    MARK,
    install,
    launchd_plist,
    systemd_unit,
    task_xml,
    uninstall,
    unit_for,
    unit_name,
)
from app.system.paths import Paths

AGENT = Path(__file__).resolve().parents[2] / "packaging"
COMMAND = ["/opt/my szpalta/szpalta", "agent", "-w", '/home/ó/50% of $HOME/"q" \\ w.szpalta']


def paths(folder: Path) -> Paths:
    return Paths(folder / "data", folder / "config", folder / "cache", folder / "logs")


def test_the_files_in_packaging_are_what_the_code_writes() -> None:
    linux = ["/home/anna/.local/bin/szpalta", "agent", "-w", "/home/anna/Szpalta/bakery.szpalta"]
    mac = ["/Users/anna/.local/bin/szpalta", "agent", "-w", "/Users/anna/Szpalta/bakery.szpalta"]
    windows = [
        r"C:\Users\anna\.local\bin\szpalta.exe",
        "agent",
        "-w",
        r"C:\Users\anna\Documents\Szpalta\bakery.szpalta",
    ]
    logs = Path("/Users/anna/Library/Logs/Szpalta")
    assert (AGENT / "szpalta-agent.service").read_bytes() == systemd_unit(linux, {})
    assert (AGENT / "pl.szpalta.agent.plist").read_bytes() == launchd_plist("pl.szpalta.agent", mac, {}, logs)
    assert (AGENT / "szpalta-agent.xml").read_bytes() == task_xml(windows)


def test_a_unit_quotes_what_systemd_would_take_for_its_own(tmp_path: Path) -> None:
    text = systemd_unit(COMMAND, {"SZPALTA_HOME": "/a b/100%$x"}).decode()
    assert r'ExecStart="/opt/my szpalta/szpalta" "agent" "-w" "/home/ó/50%% of $$HOME/\"q\" \\ w.szpalta"' in text
    assert 'Environment="SZPALTA_HOME=/a b/100%%$x"' in text
    with pytest.raises(Refused, match=r"agent\.odd_path"):
        systemd_unit(["/x\nExecStartPost=/bin/evil"], {})


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    program = tmp_path / "my szpalta"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    file = tmp_path / "szpalta-agent-test.service"
    file.write_bytes(systemd_unit([str(program), *COMMAND[1:]], {"SZPALTA_HOME": "/a b/100%"}))
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", str(file)],
        env={"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    about_it = [line for line in (done.stdout + done.stderr).splitlines() if "szpalta" in line]
    assert about_it == []


def test_a_plist_and_a_task_say_the_same_command(tmp_path: Path) -> None:
    made = plistlib.loads(launchd_plist("x", COMMAND, {"SZPALTA_HOME": "/a&b"}, tmp_path))
    assert (made["ProgramArguments"], made["EnvironmentVariables"]) == (COMMAND, {"SZPALTA_HOME": "/a&b"})
    tree = ElementTree.fromstring(task_xml(["C:\\a & b\\szpalta.exe", "agent", "-w", "C:\\my w.szpalta"]))
    said = {element.tag.rpartition("}")[2]: element.text for element in tree.iter()}
    assert (said["Command"], said["Arguments"]) == ("C:\\a & b\\szpalta.exe", 'agent -w "C:\\my w.szpalta"')


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("linux", ".config/systemd/user/szpalta-agent-"),
        ("darwin", "Library/LaunchAgents/pl.szpalta.agent."),
        ("win32", "data/agent/szpalta-agent-"),
    ],
)
def test_it_is_written_once_and_taken_away_again(tmp_path: Path, platform: str, place: str) -> None:
    unit = unit_for(platform, tmp_path, {}, COMMAND, "/w/Mój sklep.szpalta", paths(tmp_path))
    assert str(unit.path.relative_to(tmp_path)).startswith(place)
    assert not uninstall(unit)
    install(unit)
    install(unit)
    assert stat.S_IMODE(unit.path.stat().st_mode) == 0o600 and MARK in unit.path.read_text()
    assert uninstall(unit) and not unit.path.exists()
    unit.path.write_text("[Unit]\nDescription=mine\n")
    for deed in (install, uninstall):
        with pytest.raises(Refused, match=r"agent\.unit_not_ours"):
            deed(unit)
    assert "mine" in unit.path.read_text()


def test_two_workspaces_have_two_agents_and_only_paths_are_kept(tmp_path: Path) -> None:
    assert unit_name("/a/w.szpalta") != unit_name("/b/w.szpalta")
    assert unit_name("/a/Mój sklep.szpalta").startswith("m-j-sklep-")
    variables = {"SZPALTA_PASSPHRASE_FILE": "/run/words", "TOKEN": "secret", "XDG_CONFIG_HOME": str(tmp_path / "c")}
    unit = unit_for("linux", tmp_path, variables, COMMAND, "w", paths(tmp_path))
    assert b"SZPALTA_PASSPHRASE_FILE=/run/words" in unit.content and b"secret" not in unit.content
    assert unit.path.is_relative_to(tmp_path / "c" / "systemd" / "user")
    with pytest.raises(Refused, match=r"agent\.no_unit"):
        unit_for("plan9", tmp_path, {}, COMMAND, "w", paths(tmp_path))
