"""`szpalta profile`: the accounts on networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import values
from app.cli.connections import connected, connected_facts, problem_of
from app.cli.refusals import Refusal
from app.domain.errors import BadInput
from app.domain.networks import KEYLESS, Connection, Network

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.connecting import ProfileConnection
    from app.domain.workspace import Profile

FEED = "feed"
WAYS = (Connection.NONE.value, Connection.BY_HAND.value, Connection.PRACTICE.value, FEED)
"""What `--connect` chooses; a network itself is connected by `profile connect`."""


def register(commands: Commands) -> Commands:
    """The family, for the commands about its connections."""
    t = commands.words.t
    family = commands.family("profile", t("profiles: accounts on networks"))
    add = family.add("add", t("add a profile"), add_profile)
    add.add_argument("network", choices=[network.value for network in Network])
    add.add_argument("--name", required=True)
    add.add_argument("--handle", required=True, help=t("name of the profile on the network"))
    add.add_argument("--connect", choices=WAYS, default=Connection.NONE.value, help=t("how the program reaches it"))
    add.add_argument("--brand", metavar="BRAND")
    listed = family.add("list", t("list the profiles"), list_profiles)
    listed.add_argument("--brand", metavar="BRAND")
    show = family.add("show", t("show a profile"), show_profile)
    show.add_argument("profile", metavar="PROFILE", help=t("number, network/handle, handle or name"))
    edit = family.add("edit", t("change a profile"), edit_profile)
    edit.add_argument("profile", metavar="PROFILE", help=t("number, network/handle, handle or name"))
    edit.add_argument("--name")
    edit.add_argument("--handle")
    edit.add_argument("--connect", choices=WAYS)
    edit.add_argument("--status", choices=("active", "paused", "closed"))
    told = t("give approved posts to the network beforehand, so that it publishes them while this computer is off")
    edit.add_argument("--hand-over", choices=("on", "off"), help=told)
    for parser in (add, edit):
        parser.add_argument("--cadence", metavar="4-5/week", help=t("how often it should publish, per day or week"))
        parser.add_argument("--url", help=t("address of the profile"))
        parser.add_argument("--purpose", help=t("what the profile is for"))
        parser.add_argument("--zone", help=t("time zone, such as Europe/Warsaw"))
        parser.add_argument("--language", metavar="CODE")
    return family


def add_profile(run: Run) -> None:
    from app.services.profiles import NewProfile

    options = run.options
    profile = run.app.profiles.add_profile(
        run.actor,
        NewProfile(
            brand_id=run.brand(options.brand).id,
            network=Network(options.network),
            name=options.name,
            handle=options.handle,
            connection=_way(options.connect, Network(options.network), options.url),
            url=options.url,
            purpose=options.purpose or "",
            zone=options.zone,
            language=options.language,
            cadence=values.cadence(run, options.cadence),
        ),
    )
    _done(run, profile, run.words.t("Profile {id} added: {name}.", id=profile.id, name=profile.name))


def list_profiles(run: Run) -> None:
    named = run.options.brand
    rows = run.app.profiles.profiles(run.actor, brand_id=run.brand(named).id if named else None)
    links = {link.profile_id: link for link in run.app.connecting.connections(run.actor)}
    t = run.words.t

    def tell() -> None:
        run.out.table(
            (t("No."), t("Network"), t("Name"), t("Handle"), t("Connection"), t("Cadence"), t("Data from")),
            [(str(row.id), *_columns(run, row, links.get(row.id)), run.moment(row.fetched_at)) for row in rows],
            right=(0,),
        )
        for row in rows:
            if (link := links.get(row.id)) is not None and (told := problem_of(run, link)):
                run.out.line(f"{row.name}: {told}")

    run.show([record(row) | {"connected": connected(run, links.get(row.id))} for row in rows], tell)


def _columns(run: Run, profile: Profile, link: ProfileConnection | None) -> tuple[str, ...]:
    from app.system import labels

    return (
        labels.network(profile.network, run.words),
        profile.name,
        profile.handle,
        labels.connection(profile.connection, run.words, lost=link is not None and link.needs_reconnect),
        _cadence(run, profile),
    )


def _cadence(run: Run, profile: Profile) -> str:
    target = profile.cadence
    if target is None:
        return "–"
    span = f"{target.low}–{target.high}" if target.low != target.high else str(target.low)
    per_day = target.per == "day"
    return run.words.t("{span} a day", span=span) if per_day else run.words.t("{span} a week", span=span)


def show_profile(run: Run) -> None:
    from app.system import labels

    profile = run.profile(run.options.profile)
    row = next((row for row in run.app.connecting.connections(run.actor) if row.profile_id == profile.id), None)
    t = run.words.t

    def tell() -> None:
        network, name, handle, connection, cadence = _columns(run, profile, row)
        run.out.facts(
            [
                (t("No."), str(profile.id)),
                (t("Network"), network),
                (t("Name"), name),
                (t("Handle"), handle),
                (t("Address"), profile.url or ""),
                (t("Connection"), connection),
                *connected_facts(run, row),
                (t("Cadence"), cadence),
                (t("Purpose"), profile.purpose),
                (t("Zone"), profile.zone),
                (t("Status"), labels.word(labels.PROFILE_STATUS, profile.status, run.words)),
                (t("Data from"), run.moment(profile.fetched_at)),
                (t("Published by the network itself"), t("yes") if profile.hands_over else t("no")),
            ]
        )

    run.show(record(profile) | {"connected": connected(run, row)}, tell)


def edit_profile(run: Run) -> None:
    options = run.options
    names = ("name", "handle", "url", "purpose", "zone", "language", "status")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    cadence = values.cadence(run, options.cadence)
    if not given and cadence is None and options.connect is None and options.hand_over is None:
        raise Refusal(run.words.t("Nothing was given to change."))
    before = run.profile(options.profile)
    number = before.id
    if options.connect is not None:
        way = _way(options.connect, before.network, options.url or before.url)
        given["connection"] = way.value
        if before.connection is Connection.API and before.network not in KEYLESS:
            run.app.connecting.disconnect(run.actor, number, way)
    profile = before
    if given or cadence is not None:
        profile = run.app.profiles.edit_profile(run.actor, number, cadence=cadence, **given)
    if options.hand_over is not None:
        profile = run.app.connecting.set_hand_over(run.actor, number, options.hand_over == "on")
    _done(run, profile, run.words.t("Profile {id} changed: {name}.", id=profile.id, name=profile.name))


def _way(wanted: str, network: Network, url: str | None) -> Connection:
    """A feed is read at the profile's own address, as networks are through their programs' door."""
    if wanted != FEED:
        return Connection(wanted)
    if network not in KEYLESS:
        raise BadInput("feed.of_network", network=network.value)
    if not url:
        raise BadInput("feed.no_address")
    return Connection.API


def _done(run: Run, profile: Profile, sentence: str) -> None:
    run.show(record(profile), lambda: run.out.line(sentence))


def record(profile: Profile) -> dict[str, object]:
    return {
        "id": profile.id,
        "brand_id": profile.brand_id,
        "network": profile.network,
        "connection": profile.connection,
        "name": profile.name,
        "handle": profile.handle,
        "url": profile.url,
        "purpose": profile.purpose,
        "language": profile.language,
        "zone": profile.zone,
        "status": profile.status,
        "hands_over": profile.hands_over,
        "cadence": profile.cadence,
        "created_at": profile.created_at,
        "fetched_at": profile.fetched_at,
    }
