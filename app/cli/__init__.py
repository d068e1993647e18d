"""The program without a window: one subcommand per capability. `main` is what the `szpalta` script calls."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and answers its exit code: 0 done, 1 refused with a sentence, 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["--version"]:
        from app import __version__

        try:
            print(f"szpalta {__version__}", flush=True)
        except BrokenPipeError:
            from app.cli.reader_gone import drop

            drop(sys.stdout)
            return 1
        return 0
    from app.cli.running import run

    return run(given)
