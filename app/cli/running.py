"""Runs one command from its words to its exit code: streams, language, log, and every way it can end."""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.cli.language import asked_language, machine_language
from app.cli.log_file import LazyLog
from app.cli.output import plain
from app.cli.reader_gone import ReaderGone, drop, said_aside, told_to_reader
from app.cli.refusals import Refusal, WrongUsage
from app.domain.errors import SzpaltaError
from app.system.paths import Paths, find_paths
from app.system.settings import SettingsFile
from app.system.system_language import system_language
from app.system.words import Words

if TYPE_CHECKING:
    import argparse

    from app.cli.context import Run

DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130
_log = logging.getLogger("szpalta.cli")


def run(given: Sequence[str]) -> int:
    """The exit code of the command line `given`. Never raises what a person can cause."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more threads than that only wait for each other
    _speak_utf8()
    paths = find_paths()
    log = LazyLog(paths.logs)
    try:
        code = _run(given, paths, log)
        _flush()
    except ReaderGone:
        drop(sys.stdout)
        return REFUSED
    except KeyboardInterrupt:
        return STOPPED
    finally:
        log.close()
    return code


def _run(given: Sequence[str], paths: Paths, log: LazyLog) -> int:
    from app.cli.parser import build_parser

    settings = SettingsFile(paths.settings).load()
    words = Words(asked_language(given) or settings.language or system_language(os.environ, machine_language()))
    try:
        options = build_parser(words).parse_args(given)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USAGE
    if options.handler is None:
        options.asked_of.print_help(sys.stderr)
        return USAGE

    from app.cli.context import Run

    with Run(options, words, paths, settings) as command:
        return _ended(command, options, log)


def _ended(command: Run, options: argparse.Namespace, log: LazyLog) -> int:
    """Does the work and turns each way of failing into a sentence."""
    try:
        code: int = options.handler(command) or DONE
        command.refresh_calendars()
        command.back_up()
        return code
    except KeyboardInterrupt:
        _say(command.words.t("Stopped."))
        return STOPPED
    except Refusal as refusal:
        _say(str(refusal))
        return REFUSED
    except WrongUsage as wrong:
        options.asked_of.print_usage(sys.stderr)
        _say(f"szpalta: {wrong}")
        return USAGE
    except (SzpaltaError, OSError) as error:
        _say(command.explain(error))
        if getattr(options, "debug", False):
            _say_traceback(error)
        return REFUSED
    except Exception as error:
        return _unexpected(command, error, log, getattr(options, "debug", False))


def _unexpected(command: Run, error: Exception, log: LazyLog, debug: bool) -> int:
    """The traceback goes to the log file, a sentence to the person."""
    kind, place = type(error).__name__, command.paths.logs / "szpalta.log"
    _log.error("command failed", exc_info=error)
    if log.failed:
        _say(command.words.t("Something unexpected happened ({kind}) and could not be written down.", kind=kind))
    else:
        _say(
            command.words.t("Something unexpected happened ({kind}). The details are in {file}.", kind=kind, file=place)
        )
    if debug:
        _say_traceback(error)
    return REFUSED


def _say_traceback(error: Exception) -> None:
    """A terminal is copied into mails and reports: no access key may stand in it."""
    from app.system.redaction import redact

    _say(redact("".join(traceback.format_exception(error))).rstrip())


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        with said_aside():
            print(plain(sentence), file=sys.stderr)


def _speak_utf8() -> None:
    """UTF-8 whatever the locale says; what it cannot hold is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        with told_to_reader():
            sys.stdout.flush()
