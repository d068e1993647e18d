"""`szpalta publish` and `delivery`: posts out, and what nobody is sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import by_hand, values
from app.domain.delivery import DeliveryState, Resolution
from app.domain.errors import StoreProblem

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.delivery import Attempt, Delivery
    from app.domain.workspace import Profile
    from app.services.publishing import PublishReport


def register(commands: Commands) -> None:
    t = commands.words.t
    publish = commands.add("publish", t("publish everything that is due now"), publish_due)
    publish.add_argument("--once", action="store_true", required=True, help=t("work through what is due and end"))
    told = t("say that the clock of this computer is right, after Szpalta has doubted it")
    publish.add_argument("--clock-is-right", action="store_true", help=told)
    family = commands.family("delivery", t("publications: posts on their way out"))
    listed = family.add("list", t("list publications"), list_deliveries)
    listed.add_argument("--state", action="append", choices=[state.value for state in DeliveryState])
    show = family.add("show", t("show a publication with every try"), show_delivery)
    show.add_argument("delivery", metavar="ID")
    resolve = family.add("resolve", t("decide about a publication nobody is sure of"), resolve_delivery)
    resolve.add_argument("delivery", metavar="ID")
    resolve.add_argument("resolution", choices=[row.value for row in Resolution])
    resolve.add_argument("--reason", required=True, metavar="TEXT")
    resolve.add_argument("--url", help=t("where the post can be read"))
    by_hand.register(family)


def publish_due(run: Run) -> int:
    """Exit code 1 when the clock of this computer kept everything back or the workspace could not be written any more."""
    if run.options.clock_is_right:
        run.app.publishing.clock_watch.confirm(run.actor)
    run.app.follow_zones()
    run.app.expire_overdue()
    report = _published(run)
    problem = report.store_problem or report.clock_problem
    if problem is not None:
        from app.system.sentences import explain_code

        run.complain(explain_code(problem, {}, run.words, run.formats))
    found = {"deliveries": report.ids, "unwritten": report.unwritten}
    told = {"paused": report.paused, "clock_problem": report.clock_problem, "store_problem": report.store_problem}
    run.show(told | found, lambda: _tell(run, report))
    return 0 if problem is None else 1


def _published(run: Run) -> PublishReport:
    """What was done, also when the workspace can no longer be written after something of it. Raises `StoreProblem` when
    nothing was."""
    from app.services.publishing import PublishReport

    report = PublishReport()
    try:
        run.app.publishing.publish_due(report=report)
    except StoreProblem as problem:
        if not report.ids and not report.unwritten:
            raise
        report.store_problem = "publish.broken_off_full" if problem.code == "store.full" else "publish.broken_off"
    return report


def _tell(run: Run, report: PublishReport) -> None:
    t = run.words.t
    if report.elsewhere is not None:
        who = {"kind": report.elsewhere.kind, "machine": report.elsewhere.machine}
        run.out.line(t("Another program publishes from this workspace: {kind} on {machine}.", **who))
    elif report.paused:
        run.out.line(t("Publishing is stopped for this workspace. Nothing went out."))
    elif not report.ids and report.clock_problem is None and report.store_problem is None:
        run.out.line(t("Nothing is due."))
    for state, ids in report.ids.items():
        run.out.line(f"{_state(run, DeliveryState(state))}: {_named(ids)}")
        for number in ids if state != DeliveryState.SENT else ():
            run.out.line(f"  {number}  {_told_why(run, number)}")
    if report.unwritten:
        run.out.line(
            t("Handed to the network, its answer could not be written down: {ids}", ids=_named(report.unwritten))
        )


def _named(ids: list[int]) -> str:
    return ", ".join(map(str, ids))


def list_deliveries(run: Run) -> None:
    wanted = run.options.state
    states = tuple(DeliveryState(name) for name in wanted) if wanted else None
    rows = run.app.publishing.deliveries(run.actor, states=states)
    profiles = {row.id: row for row in run.app.profiles.profiles(run.actor)}
    t = run.words.t

    def tell() -> None:
        if not rows:
            run.out.line(t("There are no such publications."))
            return
        run.out.table(
            (t("No."), t("Time"), t("State"), t("Profile"), t("Tries"), t("Why")),
            [
                (
                    str(row.id),
                    run.moment(row.due_at),
                    _row_state(run, row),
                    _profile(profiles.get(row.profile_id)),
                    str(row.attempts),
                    _why(run, row),
                )
                for row in rows
            ],
            right=(0, 4),
        )

    run.show([record(row, profiles) for row in rows], tell)


def show_delivery(run: Run) -> None:
    row, attempts = run.app.publishing.delivery(run.actor, values.number(run, run.options.delivery))
    profiles = {profile.id: profile for profile in run.app.profiles.profiles(run.actor)}
    t = run.words.t

    def tell() -> None:
        run.out.facts(
            [
                (t("Publication"), str(row.id)),
                (t("Profile"), _profile(profiles.get(row.profile_id))),
                (t("State"), _row_state(run, row)),
                (t("Why"), _why(run, row)),
                (t("Time"), run.moment(row.due_at)),
                (t("Next try"), run.moment(row.next_at) if row.next_at else ""),
                (t("If it is late"), _if_late(run, row, profiles.get(row.profile_id))),
                (t("Address"), row.remote_url or ""),
            ]
        )
        for attempt in attempts:
            run.out.line(f"  {attempt.n}  {run.moment(attempt.started_at)}  {_outcome(run, attempt)}")

    run.show(record(row, profiles) | {"tries": [_attempt(attempt) for attempt in attempts]}, tell)


def resolve_delivery(run: Run) -> None:
    options = run.options
    number = values.number(run, options.delivery)
    resolution = Resolution(options.resolution)
    row = run.app.settling.resolve(run.actor, number, resolution, options.reason, options.url)
    profiles = {profile.id: profile for profile in run.app.profiles.profiles(run.actor)}
    sentence = run.words.t("Publication {id}: {state}.", id=row.id, state=_row_state(run, row))
    run.show(record(row, profiles), lambda: run.out.line(sentence))


def _state(run: Run, state: DeliveryState) -> str:
    from app.system import labels

    return labels.delivery_state(state, run.words)


def _row_state(run: Run, row: Delivery) -> str:
    from app.system import labels

    return labels.delivery_state(row.state, run.words, timed=row.due_at is not None)


def _outcome(run: Run, attempt: Attempt) -> str:
    """How a try ended, and why where the network or the program said so."""
    from app.cli.output import one_line
    from app.system import labels

    if attempt.outcome is None:
        return run.words.t("no answer yet")
    told = run.words.c(*labels.OUTCOMES[attempt.outcome])
    why = attempt.error_class
    return f"{told}: {one_line(labels.delivery_reason(why, run.words), 120)}" if why else told


def _told_why(run: Run, number: int) -> str:
    """Where a publication that did not go out was to go, and what kept it."""
    row, _ = run.app.publishing.delivery(run.actor, number)
    profile = next((one for one in run.app.profiles.profiles(run.actor) if one.id == row.profile_id), None)
    return f"{_profile(profile)}: {_why(run, row) or '–'}"


def _profile(profile: Profile | None) -> str:
    return "–" if profile is None else f"{profile.network.value}/{profile.handle}"


def _why(run: Run, row: Delivery) -> str:
    """The reason as a sentence where the program knows its code; else what the network or a person said."""
    from app.cli.output import one_line
    from app.system import labels

    if not row.reason:
        return ""
    return one_line(labels.delivery_reason(row.reason, run.words), 120)


def _if_late(run: Run, row: Delivery, profile: Profile | None) -> str:
    """Said while the delivery waits for its time."""
    from app.system import labels

    if profile is None or row.state not in (DeliveryState.SCHEDULED, DeliveryState.HELD):
        return ""
    brand = run.app.workspaces.brand(run.actor, profile.brand_id)
    return labels.late_policy(row.late_policy, brand.late_policy, run.words)


def record(row: Delivery, profiles: dict[int, Profile]) -> dict[str, object]:
    profile = profiles.get(row.profile_id)
    return {
        "id": row.id,
        "uid": row.uid,
        "variant_id": row.variant_id,
        "profile_id": row.profile_id,
        "profile": None if profile is None else _profile(profile),
        "state": row.state,
        "due_at": row.due_at,
        "next_at": row.next_at,
        "first_send_at": row.first_send_at,
        "attempts": row.attempts,
        "remote_id": row.remote_id,
        "url": row.remote_url,
        "reason": row.reason,
        "if_late": "brand" if row.late_policy == "default" else row.late_policy,
    }


def _attempt(attempt: Attempt) -> dict[str, object]:
    return {
        "n": attempt.n,
        "started_at": attempt.started_at,
        "finished_at": attempt.finished_at,
        "phase": attempt.phase,
        "outcome": attempt.outcome,
        "http_status": attempt.http_status,
        "error": attempt.error_class,
        "remote_id": attempt.remote_ref,
    }
