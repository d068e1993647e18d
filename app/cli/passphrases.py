"""`szpalta passphrase change`: passphrases come in through standard input only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from app.cli.refusals import Refusal

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands

_MOST = 16 * 1024


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("passphrase", t("the passphrase that protects access keys"))
    family.add(
        "change", t("set another passphrase: the old one and the new one, a line each on standard input"), change
    )


def change(run: Run) -> None:
    """Every access key is sealed anew, or none."""
    old, new = _asked(run)
    done = run.app.key_places.change_passphrase(run.actor, old, new)
    words = run.words

    def tell() -> None:
        run.out.line(
            words.n(
                "The new passphrase protects {n} access key.", "The new passphrase protects {n} access keys.", done.kept
            )
        )
        run.out.line(
            words.t("Where a file holds the old passphrase, write the new one into it (SZPALTA_PASSPHRASE_FILE).")
        )

    if done.unreadable:
        run.complain(
            words.n(
                "{n} access key is damaged; connect its profile again.",
                "{n} access keys are damaged; connect their profiles again.",
                done.unreadable,
            )
        )
    run.show({"kept": done.kept, "unreadable": done.unreadable}, tell)


def _asked(run: Run) -> tuple[str, str]:
    """The old and the new passphrase; asked for without showing them where a person sits at the keyboard."""
    t = run.words.t
    if sys.stdin is None:
        raise Refusal(t("There is no standard input to read the passphrases from."))
    if sys.stdin.isatty():
        import getpass

        old = getpass.getpass(t("Passphrase until now (it is not shown): "))
        new = getpass.getpass(t("New passphrase, at least twelve characters: "))
        if getpass.getpass(t("New passphrase again: ")) != new:
            raise Refusal(t("The two new passphrases differ, so nothing was changed."))
        return old, new
    try:
        lines = sys.stdin.buffer.read(_MOST).decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise Refusal(t("Standard input is not text in UTF-8, so nothing was changed.")) from None
    if len(lines) != 2 or not all(lines):
        raise Refusal(t("Two lines are needed on standard input: the passphrase until now and the new one."))
    return lines[0], lines[1]
