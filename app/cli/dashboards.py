"""`szpalta dashboard`: dashboards of one's own, shared with roles and passed on as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.people import Role

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.own_dashboards import OwnDashboard


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("dashboard", t("dashboards of your own and those shared with you"))
    family.add("list", t("list them"), list_dashboards)
    named = t("its name, or its key from the list")
    family.add("show", t("the tiles of a dashboard"), show_dashboard).add_argument("name", metavar="NAME", help=named)
    copy = family.add("copy", t("make an own dashboard out of a ready one or another"), copy_dashboard)
    copy.add_argument("of", metavar="DASHBOARD", help=t("overview, content, community, campaign, network:… or a name"))
    copy.add_argument("--name", metavar="NAME", help=t("what the copy is called"))
    share = family.add("share", t("say which roles see a dashboard"), share_dashboard)
    share.add_argument("name", metavar="NAME", help=named)
    share.add_argument("--with", dest="roles", action="append", default=[], choices=[role.value for role in Role])
    export = family.add("export", t("export a dashboard to a file"), export_dashboard)
    export.add_argument("name", metavar="NAME", help=named)
    export.add_argument("-o", dest="out", required=True, metavar="OUT", help=t("the file to write"))
    bring = family.add("import", t("import a dashboard from a file"), import_dashboard)
    bring.add_argument("file", metavar="FILE", help=t("a file that `dashboard export` wrote"))
    without = t("leave out filters by profiles, personas, pillars and campaigns that are not here")
    bring.add_argument("--without-filters", action="store_true", help=without)
    family.add("delete", t("delete a dashboard"), delete_dashboard).add_argument("name", metavar="NAME", help=named)


def record(row: OwnDashboard) -> dict[str, object]:
    from app.domain.plain_tiles import plain_tile

    return {
        "key": row.key,
        "name": row.name,
        "owner_id": row.owner_id,
        "brand_id": row.brand_id,
        "shared": sorted(role.value for role in row.shared),
        "network": row.network.value if row.network else None,
        "of_campaign": row.of_campaign,
        "refresh": row.refresh,
        "tiles": [plain_tile(tile) for tile in row.tiles],
        "changed_at": row.changed_at,
    }


def list_dashboards(run: Run) -> None:
    rows, t = run.app.own_dashboards.dashboards(run.actor), run.words.t

    def tell() -> None:
        members = {row.id: row.name for row in run.app.members.members()}
        run.out.table(
            (t("Key"), t("Dashboard"), t("Whose"), t("Shared with"), t("Tiles"), t("Changed")),
            [
                (
                    row.key, row.name, members.get(row.owner_id or 0, ""), _roles(run, row),
                    run.formats.number(len(row.tiles)), run.moment(row.changed_at),
                )
                for row in rows
            ],
            right=(4,),
        )  # fmt: skip

    run.show([record(row) for row in rows], tell)


def show_dashboard(run: Run) -> None:
    from app.services.dashboard_tiles import about
    from app.system.dashboard_words import tile_title

    row, t = run.app.own_dashboards.dashboard(run.actor, run.options.name), run.words.t

    def tell() -> None:
        run.out.facts([(t("Dashboard"), row.name), (t("Key"), row.key), (t("Shared with"), _roles(run, row))])
        run.out.table(
            (t("Tile"), t("Kind"), t("Columns")),
            [
                (tile_title(tile, about(tile.kpi) if tile.kpi else None, run.words), tile.kind.value, str(tile.width))
                for tile in row.tiles
            ],
            right=(2,),
        )

    run.show(record(row), tell)


def copy_dashboard(run: Run) -> None:
    from app.system.dashboard_words import dashboard_name

    spec = run.app.own_dashboards.spec(run.actor, run.options.of)
    name = run.options.name or dashboard_name(spec, run.words)
    row = run.app.own_dashboards.create(run.actor, name, spec)
    run.show(
        record(row), lambda: run.out.line(run.words.t("Dashboard made: {name} ({key}).", name=row.name, key=row.key))
    )


def share_dashboard(run: Run) -> None:
    found = run.app.own_dashboards.dashboard(run.actor, run.options.name)
    row = run.app.own_dashboards.edit(run.actor, found.uid, shared=[Role(name) for name in run.options.roles])
    t = run.words.t
    told = t("{name} is shared with: {roles}.", name=row.name, roles=_roles(run, row)) if row.shared else ""
    run.show(record(row), lambda: run.out.line(told or t("{name} is shared with nobody.", name=row.name)))


def export_dashboard(run: Run) -> None:
    from app.system.dashboard_words import dashboard_name

    place = Path(run.options.out)
    spec = run.app.own_dashboards.spec(run.actor, run.options.name)
    run.app.own_dashboards.write_file(run.actor, spec.key, place, called=dashboard_name(spec, run.words))
    told = run.words.t("The dashboard was written: {file}.", file=str(place))
    run.show({"file": str(place)}, lambda: run.out.line(told))


def import_dashboard(run: Run) -> None:
    row = run.app.own_dashboards.read_file(run.actor, Path(run.options.file), widened=run.options.without_filters)
    run.show(
        record(row), lambda: run.out.line(run.words.t("Dashboard made: {name} ({key}).", name=row.name, key=row.key))
    )


def delete_dashboard(run: Run) -> None:
    found = run.app.own_dashboards.dashboard(run.actor, run.options.name)
    row = run.app.own_dashboards.delete(run.actor, found.uid)
    run.show(record(row), lambda: run.out.line(run.words.t("Dashboard deleted: {name}.", name=row.name)))


def _roles(run: Run, row: OwnDashboard) -> str:
    from app.system.labels import role

    return ", ".join(role(one, run.words) for one in Role if one in row.shared)
