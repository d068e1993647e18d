"""Settings: calendars for colleagues that are kept up to date."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, button
from app.ui.widgets.labels import wrapped_label

if TYPE_CHECKING:
    from app.services.calendars import KeptCalendar


class CalendarsPage(SettingsPage):
    def build(self) -> None:
        context = self.context
        self.run(lambda: context.services.calendars.kept_calendars(context.actor), self._show)

    def _show(self, rows: list[KeptCalendar]) -> None:
        words = self.context.face.language.words
        self.begin(
            words.t("Kept calendars"),
            words.t(
                "Files (.ics) in a folder that colleagues subscribe to. Szpalta writes them anew after each change."
            ),
        )
        for row in rows:
            stop = button(words.t("Stop keeping it"), partial(self._stop, row.name))
            stop.setAccessibleName(words.t("Stop keeping {name}", name=row.name))
            self.add(Setting(row.name, str(row.path), stop))
        if not rows:
            told = words.t("No calendar is kept up to date yet. The calendar tab makes one under its .ics button.")
            self.add(wrapped_label(told))
        self.end()

    def _stop(self, name: str) -> None:
        context = self.context
        self.run(lambda: context.services.calendars.stop_keeping(context.actor, name), lambda _: self.build())


def page(context: SettingsContext) -> CalendarsPage:
    return CalendarsPage(context)
