"""Every command but those that draw runs without Qt (`house.md`)."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from app.cli.parser import build_parser
from app.system.words import Words
from tests.cli.conftest import OWNER

ROOT = Path(__file__).resolve().parents[2]
DRAWS = {"demo", "tour"}
"""Open the window, or take its pictures; `self-test` runs in a test of its own."""

DRAWN = {("persona", "card"), *(("report", kind) for kind in ("pdf", "png", "pptx"))}
"""Commands that draw, inside a family that does not: slides hold drawings of the tiles."""

SCRIPT = """
import json, sys
from app.cli import main
from tests.fakes import compiled
compiled.share()
for words in json.loads(sys.argv[1]):
    main(words)
    if [name for name in sys.modules if name.startswith(("PySide6", "app.ui", "app.main"))]:
        raise SystemExit("drawn: " + " ".join(words))
"""


def leaves(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """All commands of a grammar, as the words one types."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        return [words]
    return [leaf for name, inner in groups[0].choices.items() for leaf in leaves(inner, (*words, name))]


def commands(folder: Path) -> list[list[str]]:
    """One call of each command, in an order in which they make sense."""
    file, table = str(folder / "w.szpalta"), folder / "table.csv"
    table.write_text("Post ID,Date,Reach,Reactions\na,2026-03-02,100,5\n")
    lines = f"""
    new {file} --owner {OWNER} --name Jesion
    brand add --name Drugi|brand list|brand show 1|brand edit 1 --tone spokojny
    member add --name Ola --email ola@example.com --role editor|member list|member show 1|member edit 2 --name Olga
    profile add facebook --name J --handle j --connect practice --brand 1|profile list|profile show 1
    profile edit 1 --purpose x|profile connect 1 --secret-stdin|profile test 1|profile disconnect 1
    persona add --name M --brand 1|persona list|persona show 1
    persona statement add 1 --block goals --text x|campaign add --name Z --brand 1|campaign list|campaign show 1
    pillar add P --brand 1|pillar list|task add T|task list|task done 1
    post add --text x --profile 1|post list|post show 1|post edit 1 --text y|post submit 1
    post request-changes 1 --reason r --as ola@example.com|post submit 1|post reject 1 --reason r --as ola@example.com
    post reopen 1|post submit 1|post approve 1 --as ola@example.com|post schedule 1 --at now|post if-late 1 ask
    post unschedule 1
    post withdraw 1 --as ola@example.com|post comment 1 --text c|post history 1
    practice fault lose-answer --profile 1|practice show|post approve 1 --as ola@example.com
    post schedule 1 --at now|publish --once|delivery list|delivery show 1
    delivery hand-over 1|delivery done 1 --url https://a.example/1|delivery resolve 1 published --reason r
    practice clear --profile 1|post add --text x --brand 1|post cancel 2
    sync|fetching --every 30|import {table} --profile 1 --dry-run|kpi|kpi posts followers
    kpi list|kpi show posts|kpi show share_of_voice|typical list
    typical set a --value 1 --unit percent --formula f --population p --source s --year 2026
    typical remove a|typical reset a|kpi-weights --comments 5
    advice time|advice formats|advice cadence|advice zone 1 Europe/Lisbon|cadence|holidays --year 2026
    target set posts --value 9|target list|target remove posts|report xlsx -o {folder}/o.xlsx
    dashboard copy overview --name D|dashboard list|dashboard show D|dashboard share D --with editor
    dashboard export D -o {folder}/d.json|dashboard delete D|dashboard import {folder}/d.json
    export ics -o {folder}/p.ics|export csv -o {folder}/p.csv|export json -o {folder}/p.json
    calendar keep {folder} --name K|calendar list|calendar refresh|calendar stop K
    stop --reason r|resume|agent --install|agent --uninstall|check {file}|backup-folder {file}|internet --proxy none
    passphrase change
    backup {file} {folder}/b.zip|restore {folder}/b.zip {folder}/r.szpalta
    dump {file} {folder}/d.zip|load {folder}/d.zip {folder}/l.szpalta|move-here {file}
    """
    return [line.split() for part in lines.split("\n") for line in part.split("|") if line.strip()]


def test_every_command_runs_without_loading_qt(tmp_path: Path) -> None:
    calls = commands(tmp_path)
    known = {
        leaf for leaf in leaves(build_parser(Words("en"))) if leaf[0] not in DRAWS | {"self-test"} and leaf not in DRAWN
    }
    assert known == {leaf for leaf in known if any(tuple(call[: len(leaf)]) == leaf for call in calls)}
    environment = os.environ | {"SZPALTA_HOME": str(tmp_path / "home"), "LANG": "en_GB.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(calls)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "usage:" not in done.stderr and "unexpected" not in done.stderr, done.stderr
