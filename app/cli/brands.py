"""`szpalta brand`: what the team speaks for."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from app.cli.refusals import Refusal

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.workspace import Brand, Place


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("brand", t("brands: what the team speaks for"))
    add = family.add("add", t("add a brand"), add_brand)
    add.add_argument("--name", required=True)
    _fields(add, t)
    family.add("list", t("list the brands"), list_brands)
    show = family.add("show", t("show a brand"), show_brand)
    show.add_argument("brand", metavar="BRAND", help=t("number or name"))
    edit = family.add("edit", t("change a brand"), edit_brand)
    edit.add_argument("brand", metavar="BRAND", help=t("number or name"))
    edit.add_argument("--name")
    _fields(edit, t)


def _fields(parser: ArgumentParser, t: Any) -> None:
    parser.add_argument("--language", metavar="CODE", help=t("language the brand writes in, such as pl"))
    parser.add_argument("--zone", help=t("time zone, such as Europe/Warsaw"))
    parser.add_argument("--place", action="append", metavar="PL[:REGION]", help=t("country (and region) for holidays"))
    parser.add_argument("--tone", help=t("how the brand sounds"))
    parser.add_argument("--goals", help=t("what it wants to reach"))
    parser.add_argument("--banned-word", action="append", metavar="WORD", help=t("a word to avoid (repeatable)"))
    parser.add_argument("--required-word", action="append", metavar="WORD", help=t("a word to use (repeatable)"))
    parser.add_argument("--four-eyes", choices=("auto", "always", "off"), help=t("may authors approve their own posts"))
    parser.add_argument("--if-late", choices=("ask", "publish", "skip"), help=t("what becomes of a post that is late"))
    parser.add_argument("--approvals", type=int, metavar="N", help=t("how many approvals a post needs"))


def _given(run: Run) -> dict[str, Any]:
    """The fields a person gave, under the names of `Brand`."""
    options = run.options
    values = {
        "name": options.name,
        "language": options.language,
        "zone": options.zone,
        "places": _places(run, options.place),
        "tone": options.tone,
        "goals": options.goals,
        "banned_words": options.banned_word,
        "required_words": options.required_word,
        "four_eyes": options.four_eyes,
        "late_policy": options.if_late,
        "required_approvals": options.approvals,
    }
    return {name: value for name, value in values.items() if value is not None}


def _places(run: Run, given: list[str] | None) -> tuple[Place, ...] | None:
    from app.domain.workspace import Place

    if given is None:
        return None
    regions: dict[str, list[str]] = {}
    for text in given:
        country, _, region = text.partition(":")
        if len(country) != 2 or not country.isalpha():
            raise run.wrong(run.words.t("{text} is not a country code. Write it like PL or DE:BY.", text=text))
        regions.setdefault(country.upper(), []).extend([region] if region else [])
    return tuple(Place(country, tuple(named)) for country, named in regions.items())


def add_brand(run: Run) -> None:
    values = _given(run)
    brand = run.app.workspaces.add_brand(run.actor, values.pop("name"), **values)
    run.show(
        record(brand), lambda: run.out.line(run.words.t("Brand {id} added: {name}.", id=brand.id, name=brand.name))
    )


def list_brands(run: Run) -> None:
    rows = run.app.workspaces.brands(run.actor)
    t = run.words.t
    run.show(
        [record(row) for row in rows],
        lambda: run.out.table(
            (t("No."), t("Brand"), t("Language"), t("Zone"), t("Countries")),
            [(str(r.id), r.name, r.language, r.zone, ", ".join(p.country for p in r.places)) for r in rows],
            right=(0,),
        ),
    )


def show_brand(run: Run) -> None:
    brand = run.brand(run.options.brand)
    run.show(record(brand), lambda: _tell(run, brand))


def _tell(run: Run, brand: Brand) -> None:
    from app.system import labels

    t = run.words.t
    run.out.facts(
        [
            (t("No."), str(brand.id)),
            (t("Brand"), brand.name),
            (t("Language"), brand.language),
            (t("Zone"), brand.zone),
            (t("Countries"), ", ".join(":".join((p.country, *p.regions)) for p in brand.places)),
            (t("Tone"), brand.tone),
            (t("Goals"), brand.goals),
            (t("Words to avoid"), ", ".join(brand.banned_words)),
            (t("Words to use"), ", ".join(brand.required_words)),
            (t("Four eyes"), labels.word(labels.FOUR_EYES, brand.four_eyes, run.words)),
            (t("Approvals needed"), str(brand.required_approvals)),
            (t("If a post is late"), labels.word(labels.LATE_POLICIES, _if_late(brand), run.words)),
        ]
    )


def _if_late(brand: Brand) -> str:
    return "ask" if brand.late_policy == "default" else brand.late_policy


def edit_brand(run: Run) -> None:
    values = _given(run)
    if not values:
        raise Refusal(run.words.t("Nothing was given to change."))
    brand = run.app.workspaces.edit_brand(run.actor, run.brand(run.options.brand).id, **values)
    run.show(
        record(brand), lambda: run.out.line(run.words.t("Brand {id} changed: {name}.", id=brand.id, name=brand.name))
    )


def record(brand: Brand) -> dict[str, object]:
    return {
        "id": brand.id,
        "name": brand.name,
        "language": brand.language,
        "zone": brand.zone,
        "places": brand.places,
        "tone": brand.tone,
        "goals": brand.goals,
        "banned_words": brand.banned_words,
        "required_words": brand.required_words,
        "four_eyes": brand.four_eyes,
        "required_approvals": brand.required_approvals,
        "if_late": _if_late(brand),
        "archived": brand.archived,
    }
