"""`szpalta fetching`: how often data is fetched by itself, and how long answers of networks are kept."""

from __future__ import annotations

import argparse
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.system.words import Words


def register(commands: Commands) -> None:
    t = commands.words.t
    command = commands.add("fetching", t("how often data is fetched by itself, and how long answers are kept"), change)
    every = t("minutes between two fetches in the open window and the agent, or `off`")
    command.add_argument("--every", type=partial(_minutes, commands.words), metavar="MINUTES", help=every)
    command.add_argument(
        "--keep-days", type=int, metavar="DAYS", help=t("how long answers of networks are kept; 0: not")
    )


def _minutes(words: Words, told: str) -> int:
    """0 for "off"."""
    if told == "off":
        return 0
    if not told.isdecimal() or int(told) <= 0:
        raise argparse.ArgumentTypeError(
            words.t("{text} is no number of minutes. Write it like 60, or off.", text=told)
        )
    return int(told)


def change(run: Run) -> None:
    """Without options it says what is chosen."""
    plan, options = run.app.fetch_plan, run.options
    if options.every is not None:
        plan.fetch_every(run.actor, options.every)
    if options.keep_days is not None:
        plan.keep_answers(run.actor, options.keep_days)
    now, t, n = plan.choices(), run.words.t, run.words.n
    minutes = 0 if now.every is None else int(now.every / timedelta(minutes=1))

    def tell() -> None:
        by_itself = n("every {n} minute", "every {n} minutes", minutes) if minutes else t("only when somebody asks")
        kept = n("for {n} day", "for {n} days", now.days) if now.days else t("not at all")
        size = run.formats.number(now.size / (1 << 20), 1)
        run.out.line(t("Data is fetched: {when}.", when=by_itself))
        run.out.line(t("Answers of networks are kept: {how_long}.", how_long=kept))
        run.out.line(n("Kept now: {n} answer, {size} MB.", "Kept now: {n} answers, {size} MB.", now.kept, size=size))

    data = {"every_minutes": minutes or None, "keep_days": now.days, "kept": now.kept, "size": now.size}
    run.show(data, tell)
