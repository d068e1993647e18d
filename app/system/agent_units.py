"""Files with which a computer starts the agent by itself: a systemd user unit, a launchd plist, a task of Windows."""

from __future__ import annotations

import hashlib
import plistlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from app.domain.errors import Refused
from app.system.paths import Paths
from app.system.private_files import write_private

MARK = "Written by szpalta agent, option install"
STOPS_WITHIN_S = 90
"""Longer than one publication that was begun may take to end (PUB-18)."""
_LABEL = "pl.szpalta.agent"


@dataclass(frozen=True, slots=True)
class AgentUnit:
    """A file for this kind of computer, and what a person runs to turn it on and off."""

    path: Path
    content: bytes
    turn_on: tuple[str, ...]
    turn_off: tuple[str, ...]


def unit_for(
    platform: str, home: Path, variables: Mapping[str, str], command: Sequence[str], address: str, paths: Paths
) -> AgentUnit:
    """`platform` as `sys.platform` names it; `variables` of the environment. Raises `Refused` "agent.no_unit"."""
    on: tuple[str, ...]
    kept = {name: variables[name] for name in ("SZPALTA_HOME", "SZPALTA_PASSPHRASE_FILE") if variables.get(name)}
    name = unit_name(address)
    if platform == "darwin":
        label = f"{_LABEL}.{name}"
        path = home / "Library" / "LaunchAgents" / f"{label}.plist"
        on = (f"launchctl bootstrap gui/$(id -u) {_shell(path)}",)
        return AgentUnit(
            path, launchd_plist(label, command, kept, paths.logs), on, (f"launchctl bootout gui/$(id -u)/{label}",)
        )
    if platform.startswith("linux"):
        given = variables.get("XDG_CONFIG_HOME", "")
        config = Path(given) if given.startswith("/") else home / ".config"
        file = f"szpalta-agent-{name}.service"
        on = ("systemctl --user daemon-reload", f"systemctl --user enable --now {file}", "loginctl enable-linger")
        off = (f"systemctl --user disable --now {file}", "systemctl --user daemon-reload")
        return AgentUnit(config / "systemd" / "user" / file, systemd_unit(command, kept), on, off)
    if platform == "win32":
        path, task = paths.data / "agent" / f"szpalta-agent-{name}.xml", f"Szpalta {name}"
        read = f"Get-Content -Raw -Encoding UTF8 '{path}'"
        on = (f"Register-ScheduledTask -TaskName '{task}' -Xml ({read})", f"Start-ScheduledTask -TaskName '{task}'")
        return AgentUnit(path, task_xml(command), on, (f"Unregister-ScheduledTask -TaskName '{task}'",))
    raise Refused("agent.no_unit")


def unit_name(address: str) -> str:
    """Tells agents of several workspaces apart: "bakery-1a2b3c4d"."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", Path(address.split("?")[0]).stem).strip("-").lower()[:40]
    return f"{stem or 'workspace'}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


def install(unit: AgentUnit) -> None:
    """Writes the file. Raises `Refused` "agent.unit_not_ours" for one that somebody else wrote, or `OSError`."""
    if unit.path.exists() and not _is_ours(unit.path):
        raise Refused("agent.unit_not_ours", file=str(unit.path))
    unit.path.parent.mkdir(parents=True, exist_ok=True)
    write_private(unit.path, unit.content)


def uninstall(unit: AgentUnit) -> bool:
    """Takes the file away; False: there was none. Raises as `install`."""
    if not unit.path.exists():
        return False
    if not _is_ours(unit.path):
        raise Refused("agent.unit_not_ours", file=str(unit.path))
    unit.path.unlink()
    return True


def systemd_unit(command: Sequence[str], variables: Mapping[str, str]) -> bytes:
    """Quoted as systemd.syntax and systemd.service ask: % and $ doubled, \\ and " escaped."""
    lines = "".join(f"Environment={_systemd(f'{name}={value}', '%')}\n" for name, value in variables.items())
    text = f"""# {MARK}
[Unit]
Description=Szpalta publishes planned posts
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={" ".join(_systemd(part, "%$") for part in command)}
{lines}Restart=on-failure
RestartSec=30
TimeoutStopSec={STOPS_WITHIN_S}
NoNewPrivileges=yes
UMask=0077

[Install]
WantedBy=default.target
"""
    return text.encode()


def launchd_plist(label: str, command: Sequence[str], variables: Mapping[str, str], logs: Path) -> bytes:
    content: dict[str, object] = {
        "Label": label,
        "ProgramArguments": list(command),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 30,
        "ExitTimeOut": STOPS_WITHIN_S,
        "ProcessType": "Background",
        "Umask": 0o077,
        "StandardErrorPath": str(logs / "szpalta-agent.log"),
    }
    if variables:
        content["EnvironmentVariables"] = dict(variables)
    head, _, rest = plistlib.dumps(content, sort_keys=False).partition(b"<plist")
    return head + f"<!-- {MARK} -->\n".encode() + b"<plist" + rest


def task_xml(command: Sequence[str]) -> bytes:
    """For `Register-ScheduledTask -Xml`: starts with the person's session, and again a minute after it failed."""
    program, *words = command
    arguments = " ".join(f'"{word}"' if " " in word else word for word in words)
    text = f"""<!-- {MARK} -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Szpalta publishes planned posts</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
    </LogonTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(arguments)}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
    return text.encode()


def _systemd(text: str, doubled: str) -> str:
    """Raises `Refused` "agent.odd_path" for a line break, which no unit can hold."""
    if not text.isprintable():
        raise Refused("agent.odd_path", path=text)
    for sign in doubled:
        text = text.replace(sign, sign * 2)
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _shell(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK.encode() in file.read(4096)
