"""Settings: the member who uses the window."""

from __future__ import annotations

from app.domain.people import Right
from app.ui.changes import Change
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, text_field
from app.ui.settings.form import value as shown
from app.ui.settings.zones import zone_field
from app.ui.top_bar import member_role


class YouPage(SettingsPage):
    def build(self) -> None:
        context, words = self.context, self.context.face.language.words
        here = context.window.here  # as it was read last, also after a change made here
        member = here.acting if here is not None else context.actor.member
        self.begin(words.t("You"))
        if member is None:
            self.end()
            return
        may = member.may(Right.ADMIN, None)
        name = text_field(member.name, lambda text: self._edit(name=text))
        email = text_field(member.email, lambda text: self._edit(email=text))
        for field in (name, email):
            field.setReadOnly(not may)
        told = "" if may else words.t("An owner of the workspace can change it.")
        zone = zone_field(member.zone or "", words.t("As the workspace"), lambda key: self._edit(zone=key))
        zone.setEnabled(may)
        self.add(
            Setting(words.t("Your name"), told, name),
            Setting(words.t("Your e-mail address"), words.t("It tells people of one name apart."), email),
            Setting(words.t("Your time zone"), words.t("Times of the workspace show your own on hover."), zone),
            Setting(words.t("Your role"), control=shown(member_role(member, words))),
        )
        self.end()

    def _edit(self, **values: str) -> None:
        context, member_id = self.context, self.context.actor.member_id
        if member_id is None or not all(values.values()):
            return
        self.run(
            lambda: context.services.members.edit_member(context.actor, member_id, **values),
            lambda _: context.changed(Change("member", member_id)),
        )


def page(context: SettingsContext) -> YouPage:
    return YouPage(context)
