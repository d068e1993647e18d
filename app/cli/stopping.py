"""`szpalta stop` and `resume`: everything, one brand or one network at once; then post by post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import values
from app.cli.refusals import Refusal
from app.domain.networks import Network
from app.domain.publishing import Stop, StopScope

if TYPE_CHECKING:
    import argparse

    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.services.stops import NotStopped, StopResult


def register(commands: Commands) -> None:
    t = commands.words.t
    stop = commands.add("stop", t("stop everything that would go out by itself"), stop_publishing)
    stop.add_argument("--reason", default="", metavar="TEXT")
    resume = commands.add("resume", t("let posts go out again; those on hold need a new decision"), resume_publishing)
    told = t("a post on hold that may go out again (repeatable)")
    resume.add_argument("--post", action="append", default=[], metavar="ID", help=told)
    for parser in (stop, resume):
        _add_scope(parser, t("only this brand"), t("only this network"))


def _add_scope(parser: argparse.ArgumentParser, brand: str, network: str) -> None:
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--brand", metavar="BRAND", help=brand)
    scope.add_argument("--network", choices=[row.value for row in Network], help=network)


def stop_publishing(run: Run) -> None:
    scope, brand_id, network = _scope(run)
    result = run.app.stops.stop(run.actor, scope, brand_id, network, run.options.reason)

    def tell() -> None:
        run.out.line(_stopped(run, result.stop))
        if result.held:
            held = len(result.held)
            run.out.line(run.words.n("{n} post was put on hold.", "{n} posts were put on hold.", held))

    for row in result.not_stopped:
        told = run.words.t("Publication {id} could not be stopped: {why}.", id=row.delivery_id, why=_why(run, row))
        run.complain(told)
    run.show(_stop_record(run, result), tell)


def resume_publishing(run: Run) -> None:
    """Lifts the stops of the scope, or puts single posts back; a stop that still holds is not touched by the latter."""
    if run.options.post:
        _resume_posts(run)
        return
    scope, brand_id, network = _scope(run)
    wanted = (scope, brand_id, None if network is None else network.value)
    found = [row for row in run.app.stops.open(run.actor) if (row.scope, row.brand_id, row.network) == wanted]
    for row in found:
        run.app.stops.lift(run.actor, row.id)
    everything = scope is StopScope.ALL
    if everything and run.app.workspaces.workspace().publishing_paused:
        run.app.workspaces.pause_publishing(run.actor, False)
    elif not found and not everything:
        raise Refusal(run.words.t("Nothing is stopped there."))
    left = run.app.stops.open(run.actor)

    def tell() -> None:
        run.out.line(
            run.words.t("Publishing goes on. Posts on hold stay so until each is resumed or gets a time again.")
        )
        for row in left:
            run.out.line(_stopped(run, row))

    run.show(_state(run) | {"lifted": [row.id for row in found]}, tell)


def _resume_posts(run: Run) -> None:
    """A post whose time is over waits for a new one."""
    from app.system import labels

    posts = [run.app.scheduling.release(run.actor, values.number(run, name)) for name in run.options.post]

    def tell() -> None:
        for post in posts:
            run.out.line(run.words.t("Post {id}: {state}.", id=post.id, state=labels.post_state(post.state, run.words)))

    run.show({"posts": [{"id": post.id, "state": post.state, "due_at": post.due_at} for post in posts]}, tell)


def _scope(run: Run) -> tuple[StopScope, int | None, Network | None]:
    if run.options.brand is not None:
        return StopScope.BRAND, run.brand(run.options.brand).id, None
    if run.options.network is not None:
        return StopScope.NETWORK, None, Network(run.options.network)
    return StopScope.ALL, None, None


def _stopped(run: Run, stop: Stop) -> str:
    from app.system import labels

    t = run.words.t
    if stop.scope is StopScope.BRAND and stop.brand_id is not None:
        return t("Publishing is stopped for the brand {brand}.", brand=run.brand(str(stop.brand_id)).name)
    if stop.scope is StopScope.NETWORK and stop.network is not None:
        return t("Publishing is stopped on {network}.", network=labels.network(Network(stop.network), run.words))
    return t("Publishing is stopped for this workspace.")


def _why(run: Run, row: NotStopped) -> str:
    from app.domain.delivery import DeliveryState
    from app.system import labels

    states = {state.value: state for state in DeliveryState}
    if row.why in states:
        return labels.delivery_state(states[row.why], run.words)
    return labels.delivery_reason(row.why, run.words)


def _stop_record(run: Run, result: StopResult) -> dict[str, object]:
    missed = [
        {"delivery_id": row.delivery_id, "profile_id": row.profile_id, "why": row.why} for row in result.not_stopped
    ]
    return _state(run) | {"held": result.held, "not_stopped": missed}


def _state(run: Run) -> dict[str, object]:
    here = run.app.workspaces.workspace()
    stops = [
        {"id": row.id, "scope": row.scope, "brand_id": row.brand_id, "network": row.network, "reason": row.reason,
         "since": row.since}
        for row in run.app.stops.open(run.actor)
    ]  # fmt: skip
    return {"paused": here.publishing_paused, "reason": here.pause_reason, "stops": stops}
