"""`szpalta member`: people and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.refusals import Refusal
from app.domain.people import Role
from app.system.words import NC_

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.people import Member

GIVEN_ROLES = tuple(role.value for role in Role if role is not Role.OWNER)


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("member", t("people and their roles"))
    add = family.add("add", t("add a person"), add_member)
    add.add_argument("--name", required=True)
    add.add_argument("--email", required=True)
    add.add_argument("--role", action="append", choices=[role.value for role in Role], required=True)
    add.add_argument("--brand", metavar="BRAND", help=t("the brand the role is for; all brands if absent"))
    add.add_argument("--language", choices=("pl", "en"))
    family.add("list", t("list the people"), list_members)
    show = family.add("show", t("show a person"), show_member)
    show.add_argument("member", metavar="MEMBER", help=t("number, e-mail address or name"))
    edit = family.add("edit", t("change a person or their roles"), edit_member)
    edit.add_argument("member", metavar="MEMBER", help=t("number, e-mail address or name"))
    edit.add_argument("--name")
    edit.add_argument("--email")
    edit.add_argument("--role", action="append", choices=GIVEN_ROLES, help=t("replaces the roles for the brand"))
    edit.add_argument("--brand", metavar="BRAND", help=t("the brand the role is for; all brands if absent"))
    edit.add_argument("--language", choices=("pl", "en"))
    edit.add_argument("--zone")
    edit.add_argument("--active", choices=("yes", "no"), help=t("may the person work here"))


def _brand_ids(run: Run) -> list[int]:
    named = run.options.brand
    return [run.brand(named).id] if named else [brand.id for brand in run.app.workspaces.brands(run.actor)]


def add_member(run: Run) -> None:
    options = run.options
    roles = frozenset(Role(name) for name in options.role)
    owner = Role.OWNER in roles
    held = {number: roles - {Role.OWNER} for number in _brand_ids(run)} if roles - {Role.OWNER} else {}
    member = run.app.members.add_member(
        run.actor, options.name, options.email, held, language=options.language, is_owner=owner
    )
    run.show(
        record(member), lambda: run.out.line(run.words.t("Person {id} added: {name}.", id=member.id, name=member.name))
    )


def list_members(run: Run) -> None:
    rows = run.app.members.members()
    t = run.words.t
    run.show(
        [record(row) for row in rows],
        lambda: run.out.table(
            (t("No."), run.words.c(*NC_("person", "Name")), t("E-mail"), t("Roles"), t("Active")),
            [(str(r.id), r.name, r.email, _roles(run, r), t("yes") if r.active else t("no")) for r in rows],
            right=(0,),
        ),
    )


def show_member(run: Run) -> None:
    member = _find(run)
    t = run.words.t
    brands = {brand.id: brand.name for brand in run.app.workspaces.brands(run.actor)}

    def tell() -> None:
        rows = [
            (t("No."), str(member.id)),
            (run.words.c(*NC_("person", "Name")), member.name),
            (t("E-mail"), member.email),
            (t("Language"), member.language),
            (t("Zone"), member.zone or ""),
            (t("Active"), t("yes") if member.active else t("no")),
            (t("Owner"), t("yes") if member.is_owner else ""),
        ]
        rows += [(brands.get(number, str(number)), _named(run, held)) for number, held in member.roles.items()]
        run.out.facts(rows)

    run.show(record(member), tell)


def edit_member(run: Run) -> None:
    options, member = run.options, _find(run)
    values = {name: getattr(options, name) for name in ("name", "email", "language", "zone")}
    if options.active is not None:
        values["active"] = options.active == "yes"
    given = {name: value for name, value in values.items() if value is not None}
    if not given and not options.role:
        raise Refusal(run.words.t("Nothing was given to change."))
    if given:
        member = run.app.members.edit_member(run.actor, member.id, **given)
    if options.role:
        for number in _brand_ids(run):
            roles = frozenset(Role(name) for name in options.role)
            member = run.app.members.set_roles(run.actor, member.id, number, roles)
    run.show(
        record(member),
        lambda: run.out.line(run.words.t("Person {id} changed: {name}.", id=member.id, name=member.name)),
    )


def _find(run: Run) -> Member:
    return run.pick(run.app.members.members(), run.options.member, lambda row: (row.email, row.name))


def _roles(run: Run, member: Member) -> str:
    held = frozenset(role for roles in member.roles.values() for role in roles)
    return _named(run, held | {Role.OWNER} if member.is_owner else held)


def _named(run: Run, roles: frozenset[Role]) -> str:
    from app.system import labels

    return ", ".join(labels.role(role, run.words) for role in Role if role in roles)


def record(member: Member) -> dict[str, object]:
    return {
        "id": member.id,
        "name": member.name,
        "email": member.email,
        "language": member.language,
        "zone": member.zone,
        "owner": member.is_owner,
        "active": member.active,
        "roles": [{"brand_id": number, "roles": sorted(held)} for number, held in sorted(member.roles.items())],
    }
