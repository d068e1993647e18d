"""The command line's grammar: common options on every level, one family of commands per module."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from app import __version__
from app.cli import values
from app.system.words import LANGUAGES, N_, Words

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from app.cli.context import Run

Handler = Callable[["Run"], int | None]

_ARGPARSE = (
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("not allowed with argument %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("one of the arguments %s is required"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("usage: "),
    N_("%(prog)s: error: %(message)s\n"),
)
"""The words of argparse that people see; it asks `Words` for them."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the language of the command, exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"szpalta: {message}\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        from app.cli.output import plain

        super()._print_message(plain(message), file)


class Commands:
    """Where commands are put: the program's own, or those of one family."""

    def __init__(self, parser: argparse.ArgumentParser, words: Words, place: str = "command") -> None:
        self.words = words
        self._place = place
        self._shared = common_options(words)
        self._group = parser.add_subparsers(dest=place, metavar=words.t("COMMAND"), title=words.t("commands"))

    def family(self, name: str, told: str) -> Commands:
        """A word that further words follow: `post add`."""
        parser = self._group.add_parser(name, help=told, description=told, parents=[self._shared], allow_abbrev=False)
        parser.set_defaults(handler=None, asked_of=parser)
        return Commands(parser, self.words, f"{self._place}_{name}")

    def add(self, name: str, told: str, handler: Handler) -> argparse.ArgumentParser:
        """One command; `told` says in a sentence what it does."""
        parser: argparse.ArgumentParser = self._group.add_parser(
            name, help=told, description=told, parents=[self._shared], allow_abbrev=False
        )
        parser.set_defaults(handler=handler, asked_of=parser)
        parser.register("type", float, partial(values.decimal, self.words))
        parser.register("type", int, partial(values.whole, self.words))
        return parser


def common_options(words: Words) -> argparse.ArgumentParser:
    """Options every command takes, before or after its words; absent ones leave no trace."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group(words.t("common options"))
    group.add_argument("-w", "--workspace", metavar=words.t("FILE_OR_URL"), help=words.t("the workspace to work in"))
    group.add_argument("--lang", choices=LANGUAGES, help=words.t("language of words and messages"))
    group.add_argument(
        "--as", dest="acting", metavar="EMAIL", help=words.t("the member who acts; the sole owner if absent")
    )
    group.add_argument("--json", dest="as_json", action="store_true", help=words.t("print data as JSON"))
    group.add_argument("--debug", action="store_true", help=words.t("show the traceback of an unexpected failure"))
    return shared


def build_parser(words: Words) -> argparse.ArgumentParser:
    """The whole grammar, in the language of `words`."""
    from app.cli import window

    speak(words)
    parser = Parser(
        prog="szpalta",
        description=words.t("The desk at which a small marketing team runs its social media."),
        epilog=words.t("Without a command the window opens. All commands are described in docs/command-line.md."),
        parents=[common_options(words)],
        allow_abbrev=False,
    )
    shown = f"szpalta {__version__}"
    parser.add_argument("--version", action="version", version=shown, help=words.t("show the version"))
    parser.set_defaults(handler=window.open_window, asked_of=parser)
    _add_families(Commands(parser, words))
    return parser


def _add_families(commands: Commands) -> None:
    """In the order `--help` shows them."""
    from app.cli import (
        advice,
        agent,
        brands,
        cadence,
        calendars,
        campaigns,
        connections,
        dashboards,
        demo,
        fetch_choices,
        imports,
        internet,
        keeping,
        kept_calendars,
        members,
        numbers,
        passphrases,
        personas,
        pillars,
        post_steps,
        posts,
        practice,
        profiles,
        publishing,
        reports,
        stopping,
        sync,
        targets,
        tasks,
        tour,
        typical,
    )

    for module in (demo, tour, keeping, internet, passphrases, brands, members):
        module.register(commands)
    connections.register(profiles.register(commands))
    post_steps.register(posts.register(commands))
    for part in (
        personas, pillars, campaigns, tasks, imports, numbers, typical, advice, cadence, dashboards, targets, reports, sync,
        publishing, fetch_choices, stopping, agent, calendars, kept_calendars, practice,
    ):  # fmt: skip
        part.register(commands)


def speak(words: Words) -> None:
    """argparse takes its words from gettext's process-wide catalogue, which is not ours; these two names are its door."""

    def plural(one: str, many: str, count: int) -> str:
        return words.n(one, many, count) if "{" in one else (one if count == 1 else many)

    own: dict[str, Any] = {"_": words.t, "ngettext": plural}
    for name, function in own.items():
        setattr(argparse, name, function)
