"""Settings: members, their roles, adding and leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.people import Member, Right, Role
from app.system.labels import role
from app.ui.changes import Change
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, beside, button, choice, in_row, labelled, roomy
from app.ui.widgets.named_control import name_control

if TYPE_CHECKING:
    from app.domain.workspace import Brand

ROLES = (Role.VIEWER, Role.CREATOR, Role.EDITOR, Role.MANAGER)
OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Team:
    members: tuple[Member, ...]
    brands: tuple[Brand, ...]


class MembersPage(SettingsPage):
    def build(self) -> None:
        context = self.context

        def read() -> Team:
            brands = tuple(row for row in context.services.workspaces.brands(context.actor) if not row.archived)
            return Team(tuple(context.services.members.members()), brands)

        self.run(read, self._show)

    def _show(self, team: Team) -> None:
        words, member = self.context.face.language.words, self.context.actor.member
        may = member is None or member.may(Right.ADMIN, None)
        self.begin(
            words.t("Members and roles"),
            words.t(
                "Viewers only look. Creators write and plan, editors also approve, content managers also look after profiles and "
                "personas. Owners may do everything."
            )
            if may
            else words.t("Only an owner changes what stands here."),
        )
        if may:
            self._offer_new(team)
        for row in team.members:
            self.add(self._member(row, team, may))
        self.end()

    def _member(self, row: Member, team: Team, may: bool) -> Setting:
        words = self.context.face.language.words
        controls: list[QWidget] = []
        if not row.active:
            told = words.t("{email} · has left", email=row.email)
            if may and not row.email.startswith("erased-"):
                controls.append(button(words.t("Bring back"), lambda: self._edit(row.id, active=True)))
            return Setting(row.name, told, in_row(*controls) if controls else None)
        if row.is_owner or not team.brands:
            return Setting(row.name, f"{row.email} · {words.c('role', 'Owner')}")
        several = len(team.brands) > 1
        for brand in team.brands:
            box = choice(self._roles(), self._held(row, brand), self._setter(row, brand))
            box.setEnabled(may)
            name_control(box, words.t("Role of {name} for {brand}", name=row.name, brand=brand.name))
            controls.append(labelled(brand.name, box) if several else box)
        if may:
            gone = button(words.t("Has left"), lambda: self._edit(row.id, active=False))
            gone.setAccessibleName(words.t("{name} has left", name=row.name))
            controls.append(labelled("", gone) if several else gone)
        return Setting(row.name, row.email, beside(*controls) if several else in_row(*controls), below=several)

    def _roles(self) -> list[tuple[str, str]]:
        words = self.context.face.language.words
        return [("", words.t("no role")), *((one.value, role(one, words)) for one in ROLES)]

    def _held(self, row: Member, brand: Brand) -> str:
        return next((one.value for one in row.known_as(brand.id)), "")

    def _offer_new(self, team: Team) -> None:
        words = self.context.face.language.words
        name, email = QLineEdit(), QLineEdit()
        for field, text in ((name, words.t("First and last name")), (email, words.t("E-mail address"))):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
            roomy(field)
        roles = [*self._roles()[1:], (OWNER, words.c("role", "Owner"))]
        kind = choice(roles, Role.EDITOR.value, lambda key: None)
        kind.setAccessibleName(words.t("Role"))
        add = button(
            words.t("Add"), lambda: self._add(name.text(), email.text(), str(kind.currentData()), team), primary=True
        )
        for field in (name, email):
            field.returnPressed.connect(add.click)
        told = words.t("Nobody is written to. The person chooses themselves at the top right of this window.")
        self.add(Setting(words.t("Add a member"), told, beside(name, email, kind, add), below=True))
        self.keep(name=name, email=email, role=kind)

    # doing
    def _setter(self, row: Member, brand: Brand) -> Callable[[str], None]:
        def chosen(key: str) -> None:
            held = frozenset({Role(key)}) if key else frozenset()
            context = self.context
            self.run(
                lambda: context.services.members.set_roles(context.actor, row.id, brand.id, held),
                lambda _: self._changed(row.id),
            )

        return chosen

    def _add(self, name: str, email: str, kind: str, team: Team) -> None:
        context = self.context
        owner = kind == OWNER
        held = {} if owner else {brand.id: frozenset({Role(kind)}) for brand in team.brands}
        self.run(
            lambda: context.services.members.add_member(
                context.actor, name, email, held, language=context.face.language.name, is_owner=owner
            ),
            self._added,
        )

    def _added(self, made: Member) -> None:
        self.forget("name")
        self._changed(made.id)

    def _edit(self, member_id: int, **values: object) -> None:
        context = self.context
        self.run(
            lambda: context.services.members.edit_member(context.actor, member_id, **values),
            lambda _: self._changed(member_id),
        )

    def _changed(self, member_id: int) -> None:
        self.context.changed(Change("member", member_id))
        self.build()


def page(context: SettingsContext) -> MembersPage:
    return MembersPage(context)
