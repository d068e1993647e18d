"""`szpalta persona`: who the team speaks to, and what each claim about them rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import values
from app.cli.refusals import Refusal
from app.domain.personas import BLOCKS, FUNNEL_STAGES, Evidence

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.personas import Persona

CONFIDENCE = ("low", "medium", "high")


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("persona", t("personas: who the team speaks to"))
    add = family.add("add", t("add a persona"), add_persona)
    add.add_argument("--name", required=True)
    add.add_argument("--summary", default="")
    add.add_argument("--quote", default="")
    add.add_argument("--share", type=float, metavar="0..1", help=t("part of the audience"))
    add.add_argument("--funnel", choices=FUNNEL_STAGES)
    add.add_argument("--do", default="", metavar="TEXT", help=t("how to speak to them"))
    add.add_argument("--dont", default="", metavar="TEXT", help=t("how not to speak to them"))
    add.add_argument("--review-on", metavar="DAY")
    add.add_argument("--brand", metavar="BRAND")
    listed = family.add("list", t("list the personas"), list_personas)
    listed.add_argument("--brand", metavar="BRAND")
    show = family.add("show", t("show a persona with its statements"), show_persona)
    show.add_argument("persona", metavar="PERSONA", help=t("number or name"))
    card = family.add("card", t("draw a persona's one-page card"), draw_card)
    card.add_argument("persona", metavar="PERSONA", help=t("number or name"))
    card.add_argument("-o", dest="out", required=True, metavar="OUT.pdf|.png", help=t("the file to write"))
    statements = family.family("statement", t("what a persona's page says"))
    state = statements.add("add", t("add a statement with what it rests on"), add_statement)
    state.add_argument("persona", metavar="PERSONA", help=t("number or name"))
    state.add_argument("--block", required=True, choices=BLOCKS)
    state.add_argument("--text", required=True)
    state.add_argument("--kind", choices=[kind.value for kind in Evidence], default=Evidence.ASSUMED.value)
    state.add_argument("--source", default="", help=t("where it is known from"))
    state.add_argument("--n", type=int, help=t("how many were asked or counted"))
    state.add_argument("--from", dest="first", metavar="DAY")
    state.add_argument("--to", dest="last", metavar="DAY")
    state.add_argument("--confidence", choices=CONFIDENCE)
    state.add_argument("--checked-on", metavar="DAY")


def add_persona(run: Run) -> None:
    from app.services.personas import NewPersona

    options = run.options
    new = NewPersona(
        brand_id=run.brand(options.brand).id,
        name=options.name,
        summary=options.summary,
        quote=options.quote,
        share=options.share,
        funnel_stage=options.funnel,
        tone_do=options.do,
        tone_dont=options.dont,
        review_on=values.optional_day(run, options.review_on),
    )
    persona = run.app.personas.add(run.actor, new)
    sentence = run.words.t("Persona {id} added: {name}.", id=persona.id, name=persona.name)
    run.show(record(persona), lambda: run.out.line(sentence))


def list_personas(run: Run) -> None:
    named = run.options.brand
    rows = run.app.personas.personas(run.actor, brand_id=run.brand(named).id if named else None)
    t = run.words.t
    run.show(
        [record(row) for row in rows],
        lambda: run.out.table(
            (t("No."), t("Persona"), t("Share"), t("Statements"), t("Measured"), t("Review on")),
            [
                (
                    str(row.id),
                    row.name,
                    _percent(run, row.share),
                    str(len(row.statements)),
                    _percent(run, row.measured_share()),
                    run.day(row.review_on),
                )
                for row in rows
            ],
            right=(0, 2, 3, 4),
        ),
    )


def show_persona(run: Run) -> None:
    persona = run.app.personas.persona(run.actor, run.options.persona)
    run.show(record(persona), lambda: _tell(run, persona))


def _tell(run: Run, persona: Persona) -> None:
    from app.system import labels

    t = run.words.t
    run.out.facts(
        [
            (t("Persona"), f"{persona.id}  {persona.name}"),
            (t("In short"), persona.summary),
            (t("Quote"), persona.quote),
            (t("Share"), _percent(run, persona.share)),
            (t("Do"), persona.tone_do),
            (t("Do not"), persona.tone_dont),
            (t("Review on"), run.day(persona.review_on)),
        ]
    )
    rows = [
        (
            str(row.id),
            labels.word(labels.BLOCKS, row.block, run.words),
            row.text,
            labels.evidence(row.kind, run.words),
            row.source,
            "–" if row.n is None else run.formats.number(row.n),
        )
        for row in persona.statements
    ]
    if rows:
        run.out.table((t("No."), t("Block"), t("Statement"), t("Known how"), t("Source"), "n"), rows, right=(0, 5))


def draw_card(run: Run) -> None:
    """Loads the window's drawing, on the offscreen platform."""
    place = Path(run.options.out)
    if place.suffix.lower() not in (".pdf", ".png"):
        raise Refusal(run.words.t("Give the file a name that ends in .pdf or .png."))
    persona = run.app.personas.persona(run.actor, run.options.persona)
    from app.ui.printing.persona_card_file import write_card

    pages = write_card(run.app, persona, place, run.words.language, run.formats.zone)
    sentence = run.words.t("The card of {name} was written: {file}.", name=persona.name, file=str(place))
    run.show({"id": persona.id, "file": str(place), "pages": pages}, lambda: run.out.line(sentence))


def add_statement(run: Run) -> None:
    from app.services.personas import NewStatement

    options = run.options
    persona = run.app.personas.persona(run.actor, options.persona)
    new = NewStatement(
        block=options.block,
        text=options.text,
        kind=Evidence(options.kind),
        source=options.source,
        n=options.n,
        period_first=values.optional_day(run, options.first),
        period_last=values.optional_day(run, options.last),
        confidence=options.confidence,
        checked_on=values.optional_day(run, options.checked_on),
    )
    changed = run.app.personas.add_statement(run.actor, persona.id, new)
    sentence = run.words.t("Statement added to persona {id}: {name}.", id=changed.id, name=changed.name)
    run.show(record(changed), lambda: run.out.line(sentence))


def _percent(run: Run, share: float | None) -> str:
    return run.formats.percent(None if share is None else share * 100, 0)


def record(persona: Persona) -> dict[str, object]:
    return {
        "id": persona.id,
        "brand_id": persona.brand_id,
        "name": persona.name,
        "summary": persona.summary,
        "quote": persona.quote,
        "share": persona.share,
        "funnel_stage": persona.funnel_stage,
        "tone_do": persona.tone_do,
        "tone_dont": persona.tone_dont,
        "review_on": persona.review_on,
        "measured_share": persona.measured_share(),
        "version": persona.version,
        "statements": [
            {
                "id": row.id,
                "block": row.block,
                "text": row.text,
                "kind": row.kind,
                "source": row.source,
                "n": row.n,
                "period": {"from": row.period_first, "to": row.period_last},
                "confidence": row.confidence,
                "checked_on": row.checked_on,
            }
            for row in persona.statements
        ],
    }
