"""`szpalta practice`: tells the Practice network to misbehave, to see what happens to posts then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.refusals import Refusal
from app.domain.networks import Connection
from app.domain.practice import FaultKind, FaultScope, PracticeFault

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.practice import PracticeAccount
    from app.domain.workspace import Profile


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("practice", t("the built-in Practice network, which reaches nobody"))
    fault = family.add("fault", t("make trouble for a profile"), add_fault)
    fault.add_argument("kind", choices=[kind.value for kind in FaultKind])
    fault.add_argument("--profile", required=True, metavar="P")
    fault.add_argument("--scope", choices=[scope.value for scope in FaultScope], default=FaultScope.PUBLISH.value)
    fault.add_argument("--calls", type=int, default=1, metavar="N", help=t("how many calls it spoils; 0 is all"))
    fault.add_argument("--seconds", type=float, default=0.0, metavar="S")
    fault.add_argument("--reason", default="", metavar="TEXT")
    clear = family.add("clear", t("end all trouble of a profile"), clear_faults)
    clear.add_argument("--profile", required=True, metavar="P")
    show = family.add("show", t("show the Practice accounts and their trouble"), show_accounts)
    show.add_argument("--profile", metavar="P")


def _account(run: Run, profile: Profile) -> PracticeAccount:
    if profile.connection is not Connection.PRACTICE:
        raise Refusal(run.words.t("{name} is not connected to the Practice network.", name=profile.name))
    return run.app.practice_store.account(profile.network.value, profile.handle, run.clock.now())


def add_fault(run: Run) -> None:
    options = run.options
    profile = run.profile(options.profile)
    fault = PracticeFault(
        FaultKind(options.kind), FaultScope(options.scope), options.calls or None, options.seconds, options.reason
    )
    run.app.practice_store.add_fault(_account(run, profile).id, fault)
    run.show(_record(run, profile), lambda: _tell(run, [profile]))


def clear_faults(run: Run) -> None:
    profile = run.profile(run.options.profile)
    run.app.practice_store.clear_faults(_account(run, profile).id)
    run.show(_record(run, profile), lambda: _tell(run, [profile]))


def show_accounts(run: Run) -> None:
    named = run.options.profile
    profiles = [run.profile(named)] if named else run.app.profiles.profiles(run.actor)
    practised = [profile for profile in profiles if named or profile.connection is Connection.PRACTICE]
    run.show([_record(run, profile) for profile in practised], lambda: _tell(run, practised))


def _record(run: Run, profile: Profile) -> dict[str, object]:
    account = _account(run, profile)
    return {
        "profile_id": profile.id,
        "network": profile.network,
        "handle": profile.handle,
        "posts": run.app.practice_store.effect_count(account.id),
        "faults": run.app.practice_store.faults(account.id),
    }


def _tell(run: Run, profiles: list[Profile]) -> None:
    from app.system import labels

    t = run.words.t
    rows = []
    for profile in profiles:
        account = _account(run, profile)
        faults = run.app.practice_store.faults(account.id)
        told = ", ".join(f"{fault.kind.value} × {fault.calls or '∞'}" for fault in faults) or t("none")
        count = run.app.practice_store.effect_count(account.id)
        rows.append((labels.network(profile.network, run.words), profile.handle, run.formats.number(count), told))
    run.out.table((t("Network"), t("Handle"), t("Posts"), t("Trouble")), rows, right=(2,))
