"""Settings: the workspace itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.people import Right
from app.ui.changes import Change
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, button, text_field
from app.ui.settings.zones import country_field, zone_field

if TYPE_CHECKING:
    from app.domain.workspace import Workspace


class WorkspaceSettingsPage(SettingsPage):
    def build(self) -> None:
        self.run(self.context.services.workspaces.workspace, self._show)

    def _show(self, here: Workspace) -> None:
        context, words = self.context, self.context.face.language.words
        may = context.actor.member is None or context.actor.member.may(Right.ADMIN, None)
        self.begin(words.t("Workspace"), "" if may else words.t("Only an owner changes what stands here."))
        name = text_field(here.name, lambda text: self._edit(name=text))
        country = country_field(context.face.language.name, here.country, lambda key: self._edit(country=key))
        zone = zone_field(here.zone, "", lambda key: self._edit(zone=key))
        for field in (name, country, zone):
            field.setEnabled(may)
        paused = here.publishing_paused
        switch = button(words.t("Stopped: show it…") if paused else words.t("Stop everything…"), self._stop)
        switch.setEnabled(context.actor.member is None or context.actor.member.may(Right.SCHEDULE, None))
        told = (
            words.t("Publishing is stopped: nothing goes out by itself, whatever its time.")
            if paused
            else words.t("What is scheduled goes out at its time.")
        )
        self.add(
            Setting(words.t("Name"), control=name),
            Setting(words.t("Country"), words.t("Its public holidays stand in the calendar."), country),
            Setting(words.t("Time zone"), words.t("All times are shown in it. Planned times do not move."), zone),
            Setting(words.t("Publishing"), told, switch),
        )
        self.end()

    def _edit(self, **values: str) -> None:
        context = self.context
        self.run(
            lambda: context.services.workspaces.edit_workspace(context.actor, **values),
            lambda _: context.changed(Change("workspace")),
        )

    def _stop(self) -> None:
        """What is stopped, and how it goes on; the page shows what came of it."""
        from app.ui.publishing.stop_dialog import StopDialog

        context = self.context
        dialog = StopDialog(context.services, context.actor, context.face, context.changed, self.window())
        dialog.finished.connect(lambda _: self.build())
        dialog.open()


def page(context: SettingsContext) -> WorkspaceSettingsPage:
    return WorkspaceSettingsPage(context)
