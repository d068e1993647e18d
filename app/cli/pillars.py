"""`szpalta pillar`: what a brand's posts are balanced by."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from app.cli.refusals import Refusal

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("pillar", t("content pillars: what posts are balanced by"))
    add = family.add("add", t("add a content pillar"), add_pillar)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--brand", metavar="BRAND")
    family.add("list", t("list the content pillars"), list_pillars).add_argument("--brand", metavar="BRAND")


def add_pillar(run: Run) -> None:
    pillar = run.app.workspaces.add_pillar(run.actor, run.brand(run.options.brand).id, run.options.name)
    sentence = run.words.t("Content pillar {id} added: {name}.", id=pillar.id, name=pillar.name)
    run.show(pillar, lambda: run.out.line(sentence))


def list_pillars(run: Run) -> None:
    t = run.words.t
    brands = {row.id: row.name for row in run.app.workspaces.brands(run.actor)}
    only = run.brand(run.options.brand).id if run.options.brand else None
    rows = run.app.workspaces.pillars(run.actor, only)
    headers = (t("No."), t("Content pillar"), t("Brand"))
    run.show(rows, lambda: run.out.table(headers, [(str(row.id), row.name, brands[row.brand_id]) for row in rows]))


def pillar_id(run: Run, named: str, brand_id: int | None = None) -> int:
    """The pillar with this number or name, of a brand or of all."""
    rows = run.app.workspaces.pillars(run.actor, brand_id)
    if not rows:
        command = f"szpalta pillar add {shlex.quote(named)}"
        raise Refusal(run.words.t("There is no content pillar yet. Add one: {command}", command=command))
    return run.pick(rows, named, lambda row: (row.name,)).id
