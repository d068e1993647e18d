"""`szpalta cadence`: planned and published posts against the targets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli import values
from app.domain.cadence import Verdict
from app.domain.days import local_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.cadence import WeekCadence
    from app.domain.workspace import Profile


def register(commands: Commands) -> None:
    t = commands.words.t
    cadence = commands.add("cadence", t("planned and published posts against the targets"), show_cadence)
    cadence.add_argument("--from", dest="first", metavar="DAY", help=t("Monday of this week if absent"))
    cadence.add_argument("--to", dest="last", metavar="DAY", help=t("four weeks from the first day if absent"))
    cadence.add_argument("--profile", metavar="P")
    cadence.add_argument("--brand", metavar="BRAND")


def show_cadence(run: Run) -> None:
    options = run.options
    today = local_day(run.clock.now(), run.zone)
    first = values.optional_day(run, options.first) or today - timedelta(days=today.weekday())
    rows = run.app.measuring.cadence(
        run.actor,
        first,
        values.optional_day(run, options.last) or first + timedelta(days=27),
        brand_id=run.brand(options.brand).id if options.brand else None,
        profile_id=run.profile(options.profile).id if options.profile else None,
    )
    run.show([_record(row) for row in rows], lambda: _tell(run, rows))


def _tell(run: Run, rows: Sequence[WeekCadence]) -> None:
    profiles = {profile.id: profile for profile in run.app.profiles.profiles(run.actor)}
    today = local_day(run.clock.now(), run.zone)
    t = run.words.t
    verdicts = {Verdict.UNDER: t("too few"), Verdict.ON: t("on target"), Verdict.OVER: t("too many")}
    run.out.table(
        (t("Profile"), t("Week"), t("Days"), t("Published"), t("Planned"), t("Target"), t("Verdict")),
        [
            (
                _named(run, profiles[row.profile_id]),
                run.formats.week(row.first),
                run.formats.days(row.first, row.last, today),
                run.formats.number(row.published),
                run.formats.number(row.planned),
                _target(row.low, row.high),
                verdicts[row.verdict] if row.verdict else "",
            )
            for row in rows
        ],
        right=(3, 4, 5),
    )


def _named(run: Run, profile: Profile) -> str:
    """Network and profile: one name often stands on several networks."""
    from app.system import labels

    return f"{labels.network(profile.network, run.words)} {profile.name}"


def _target(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "–"
    return str(low) if low == high else f"{low}–{high}"


def _record(row: WeekCadence) -> dict[str, object]:
    return {
        "profile_id": row.profile_id,
        "week": row.week,
        "from": row.first,
        "to": row.last,
        "partial": row.partial,
        "low": row.low,
        "high": row.high,
        "planned": row.planned,
        "published": row.published,
        "verdict": row.verdict,
        "missing": row.missing,
        "surplus": row.surplus,
    }
