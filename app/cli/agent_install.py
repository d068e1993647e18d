"""`szpalta agent --install` and `--uninstall`: the file with which this computer starts the agent by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.refusals import Refusal
from app.system.agent_units import AgentUnit, install, uninstall, unit_for
from app.system.settings import without_password

if TYPE_CHECKING:
    from app.cli.context import Run


def change(run: Run) -> None:
    """Nothing is turned on or off: what has to be run for that is said, for a person to run it."""
    unit = unit_of(run)
    t = run.words.t
    if run.options.install:
        install(unit)
        done, sentence, steps = True, t("Written: {file}. To turn the agent on, run:", file=unit.path), unit.turn_on
    else:
        done = uninstall(unit)
        told = t("Taken away: {file}. To end an agent that runs, run:", file=unit.path)
        sentence, steps = told if done else t("There is no such file: {file}.", file=unit.path), unit.turn_off

    def tell() -> None:
        run.out.line(sentence)
        for step in steps:
            run.out.line(f"  {step}")

    run.show({"file": unit.path, "changed": done, "run": steps}, tell)


def unit_of(run: Run) -> AgentUnit:
    """For the workspace this command is about, which has to be there."""
    address = run.address if "://" in run.address else str(Path(run.address).absolute())
    if without_password(address) != address:
        raise Refusal(
            run.words.t("An address with a password in it would be seen by others. Put the password into ~/.pgpass.")
        )
    if run.options.install:
        run.app.workspaces.workspace()
    words = [*program(), "agent", "--workspace", address]
    return unit_for(sys.platform, Path.home(), os.environ, words, address, run.paths)


def program() -> list[str]:
    """How to start this program again: its script beside the interpreter, else the package itself."""
    name = "szpalta.exe" if sys.platform == "win32" else "szpalta"
    script = Path(sys.executable).parent / name
    return [str(script)] if script.is_file() else [sys.executable, "-P", "-m", "app"]
