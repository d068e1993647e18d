"""`szpalta sync`: posts, figures and comments of connected profiles come in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from app.cli.sync_told import synced_name, trouble
from app.domain.networks import Network
from app.domain.syncing import DONE

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.syncing import SyncReport, SyncStep

STOPPED = 130


def register(commands: Commands) -> None:
    t = commands.words.t
    sync = commands.add("sync", t("fetch posts, figures and comments of connected profiles"), fetch)
    sync.add_argument("--profile", action="append", metavar="P", help=t("only this profile (repeatable)"))
    sync.add_argument(
        "--recompute", action="store_true", help=t("work figures out of kept answers again; no network is asked")
    )


def fetch(run: Run) -> int:
    """Exit code 1 when any profile failed, 130 when stopped; what arrived before is kept."""
    from app.system.sync_words import not_fetched

    named = run.options.profile
    chosen = [run.profile(name).id for name in named] if named else None
    if run.options.recompute:
        return _recompute(run, chosen)
    try:
        reports = _watched(run, chosen)
    except KeyboardInterrupt:
        run.complain(run.words.t("Stopped. What had come stays; the next fetch goes on from there."))
        return STOPPED
    t = run.words.t
    shown = run.formats.number

    def tell() -> None:
        run.out.table(
            (t("Profile"), t("New posts"), t("New figures"), t("New comments"), t("Questions"), ""),
            [
                (
                    synced_name(run, row),
                    shown(row.posts_new),
                    shown(row.figures_new),
                    shown(row.comments_new),
                    shown(row.questions_new),
                    not_fetched(row.skipped, run.words) if row.skipped else "",
                )
                for row in reports
            ],
            right=(1, 2, 3, 4),
        )

    for row in reports:
        if row.error is not None:
            run.complain(f"{synced_name(run, row)}: {trouble(run, row)}")
    run.show([_synced(row) for row in reports], tell)
    return 1 if any(row.error for row in reports) else 0


def _watched(run: Run, chosen: list[int] | None) -> list[SyncReport]:
    """On a terminal a line says how far it is."""
    from app.cli.progress_line import ProgressLine
    from app.system import labels
    from app.system.sync_words import sync_part

    with ProgressLine(sys.stderr, quiet=run.out.as_json) as line:

        def tell(share: float | None, step: SyncStep | None) -> None:
            if step is None or share is None:
                return
            name = f"{labels.network(Network(step.network), run.words)} {step.profile}"
            told = "" if step.part == DONE else f", {sync_part(step.part, run.words)}"
            line.show(f"{run.formats.percent(share * 100, 0)}  {name}{told}")

        return run.app.syncing.sync(chosen, progress=tell)


def _recompute(run: Run, chosen: list[int] | None) -> int:
    """Figures of kept answers; networks whose answers are not kept or cannot be read again give none."""
    profiles = [row for row in run.app.profiles.profiles(run.actor) if chosen is None or row.id in chosen]
    found = [(row, *run.app.syncing.answers.read_again(row.id)) for row in profiles]
    t, shown = run.words.t, run.formats.number
    run.show(
        [{"profile_id": row.id, "figures_new": new, "figures_unchanged": same} for row, new, same in found],
        lambda: run.out.table(
            (t("Profile"), t("New figures"), t("Unchanged")),
            [(f"{row.network.value}/{row.handle}", shown(new), shown(same)) for row, new, same in found],
            right=(1, 2),
        ),
    )
    return 0


def _synced(row: SyncReport) -> dict[str, object]:
    return {
        "profile_id": row.profile_id,
        "profile": row.profile,
        "network": row.network,
        "skipped": row.skipped,
        "error": row.error,
        "again_at": row.again_at,
        "posts_new": row.posts_new,
        "posts_updated": row.posts_updated,
        "figures_new": row.figures_new,
        "figures_unchanged": row.figures_unchanged,
        "comments_new": row.comments_new,
        "questions_new": row.questions_new,
    }
