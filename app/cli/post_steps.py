"""`szpalta post submit|approve|…`: a post's way through review and time, and its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.cli import post_records, values

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from app.cli.context import Run
    from app.cli.parser import Commands, Handler
    from app.domain.content import Post
    from app.domain.history import HistoryEntry

Step = Callable[["Run", int, tuple[int, ...] | None], "Post"]


def register(family: Commands) -> None:
    t = family.words.t
    _step(family, "submit", t("send to review"), t("Sent to review: post {id}."), _submit)
    approve = _step(family, "approve", t("approve"), t("Approved: post {id}."), _approve)
    approve.add_argument("--comment", default="", metavar="TEXT")
    asked = _step(family, "request-changes", t("ask the author for changes"), t("Changes requested: post {id}."), _ask)
    refused = _step(family, "reject", t("say no for good"), t("Rejected: post {id}."), _reject)
    for parser in (asked, refused):
        parser.add_argument("--reason", required=True, metavar="TEXT")
    schedule = _step(family, "schedule", t("give a time"), t("Time set: post {id}."), _schedule)
    schedule.add_argument("--at", required=True, metavar="WHEN", help=t("when, such as “2026-11-24 18:00”, or now"))
    schedule.add_argument("--zone", help=t("the zone the time is read in; the brand's if absent"))
    schedule.add_argument("--second", action="store_true", help=t("the second of a repeated hour in autumn"))
    late = _step(family, "if-late", t("what becomes of it if its time passes"), t("Kept for post {id}."), _if_late)
    late.add_argument("policy", choices=("ask", "publish", "skip", "brand"), help=t("`brand`: what the brand says"))
    _step(family, "unschedule", t("take the time away"), t("Time taken away: post {id}."), _unschedule)
    cancel = _step(family, "cancel", t("cancel what has not gone out"), t("Cancelled: post {id}."), _cancel)
    cancel.add_argument("--reason", default="", metavar="TEXT")
    withdraw = _step(
        family, "withdraw", t("take back from review, or take an approval back"), t("Taken back: post {id}."), _withdraw
    )
    withdraw.add_argument("--reason", default="", metavar="TEXT")
    _step(family, "reopen", t("make a draft of it again"), t("Reopened: post {id}."), _reopen)
    comment = family.add("comment", t("leave a remark for the team"), add_comment)
    comment.add_argument("post", metavar="POST")
    comment.add_argument("--text", required=True)
    comment.add_argument("--profile", metavar="P")
    history = family.add("history", t("show everything that happened to a post"), show_history)
    history.add_argument("post", metavar="POST")


def _step(family: Commands, name: str, told: str, sentence: str, take: Step) -> ArgumentParser:
    parser = family.add(name, told, _handler(sentence, take))
    parser.add_argument("post", metavar="POST")
    parser.add_argument(
        "--profile", action="append", metavar="P", help=family.words.t("only for this profile (repeatable)")
    )
    return parser


def _handler(sentence: str, take: Step) -> Handler:
    def handle(run: Run) -> None:
        number = values.number(run, run.options.post)
        named = run.options.profile
        only = tuple(run.profile(name).id for name in named) if named else None
        post = take(run, number, only)
        post_records.done(run, post, sentence.format(id=post.id))
        if take is _approve and not run.out.as_json:
            _tell_untimed(run, post)
        if take is _schedule and not run.out.as_json:
            _tell_unapproved(run, post)

    return handle


def _tell_untimed(run: Run, post: Post) -> None:
    """An approved post whose time is over goes out only when somebody gives it another one."""
    from app.domain.workflow import PostState

    untimed = [row for row in post.variants if row.state is PostState.APPROVED]
    if not untimed:
        return
    t = run.words.t
    run.out.line(
        t("Its time is over, so it will not go out by itself.")
        if post.due_at is not None or any(row.due_at is not None for row in untimed)
        else t("It has no time yet, so it will not go out by itself.")
    )
    run.out.line(t("To publish it now: szpalta post schedule {id} --at now, then szpalta publish --once", id=post.id))


def _tell_unapproved(run: Run, post: Post) -> None:
    """A time alone publishes nothing: somebody has to approve the post as well."""
    from app.domain.workflow import PostState

    waiting = {PostState.IDEA, PostState.DRAFT, PostState.IN_REVIEW, PostState.CHANGES_REQUESTED}
    if any(row.state in waiting for row in post.variants):
        run.out.line(run.words.t("It is not approved yet; without approval it will not go out."))


def _submit(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.approval.submit(run.actor, number, only)


def _approve(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.approval.approve(run.actor, number, only, run.options.comment)


def _ask(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.approval.request_changes(run.actor, number, run.options.reason, only)


def _reject(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.approval.reject(run.actor, number, run.options.reason, only)


def _schedule(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    zone = (
        run.options.zone or run.app.workspaces.brand(run.actor, run.app.planning.post(run.actor, number).brand_id).zone
    )
    moment = values.when(run, run.options.at, zone, run.options.second)
    return run.app.scheduling.schedule(run.actor, number, moment, only)


def _if_late(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    from app.domain.lateness import LatePolicy

    named = run.options.policy
    policy = LatePolicy.DEFAULT if named == "brand" else LatePolicy(named)
    return run.app.scheduling.set_late_policy(run.actor, number, policy, only)


def _unschedule(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.scheduling.unschedule(run.actor, number, only)


def _cancel(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.scheduling.cancel(run.actor, number, run.options.reason, only)


def _withdraw(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    """Out of review while it is in review; else the approval."""
    from app.domain.workflow import PostState

    post = run.app.planning.post(run.actor, number)
    chosen = [row for row in post.variants if only is None or row.profile_id in only]
    if any(row.state is PostState.IN_REVIEW for row in chosen):
        return run.app.approval.withdraw_submission(run.actor, number, only)
    return run.app.approval.withdraw_approval(run.actor, number, run.options.reason, only)


def _reopen(run: Run, number: int, only: tuple[int, ...] | None) -> Post:
    return run.app.scheduling.reopen(run.actor, number, only)


def add_comment(run: Run) -> None:
    number = values.number(run, run.options.post)
    profile = run.profile(run.options.profile).id if run.options.profile else None
    run.app.planning.comment(run.actor, number, run.options.text, profile)
    post_records.done(
        run, run.app.planning.post(run.actor, number), run.words.t("Remark added to post {id}.", id=number)
    )


def show_history(run: Run) -> None:
    from app.system.history_words import every_step, subject

    entries = run.app.planning.history(run.actor, values.number(run, run.options.post))
    names = {member.id: member.name for member in run.app.members.members()}

    def tell() -> None:
        t = run.words.t
        rows = [
            (
                run.moment(row.at),
                names.get(row.actor_id or 0, t("the program")),
                subject(row.entity, run.words),
                every_step(row.entity, row.action, run.words),
                _told(run, row),
            )
            for row in entries
        ]
        run.out.table((t("Time"), t("Who"), t("What"), t("Step"), t("Details")), rows)

    run.show([_entry(row) for row in entries], tell)


def _told(run: Run, entry: HistoryEntry) -> str:
    """From which state to which, and the words that were left."""
    from app.cli.output import one_line

    states = [_state(run, entry.entity, str(entry.facts[name])) for name in ("from", "to") if entry.facts.get(name)]
    words = [str(value) for value in (entry.words or {}).values() if value]
    return one_line(" ".join([" → ".join(states), *words]).strip())


def _state(run: Run, entity: str, code: str) -> str:
    from app.domain.delivery import DeliveryState
    from app.domain.workflow import PostState
    from app.system import labels

    try:
        if entity == "delivery":
            return labels.delivery_state(DeliveryState(code), run.words)
        return labels.post_state(PostState(code), run.words)
    except ValueError:
        return code


def _entry(entry: HistoryEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor_kind,
        "member_id": entry.actor_id,
        "entity": entry.entity,
        "entity_id": entry.entity_id,
        "action": entry.action,
        "facts": entry.facts,
        "words": entry.words,
        "erased": entry.erased,
        "hash": entry.hash,
    }
