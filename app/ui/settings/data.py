"""Settings: where the workspace lies, and what Szpalta remembers on this computer."""

from __future__ import annotations

from pathlib import Path

from app.ui.links import open_folder
from app.ui.settings.access_keys import AccessKeysPart
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, beside, button, value


class DataPage(SettingsPage):
    def build(self) -> None:
        words, address = self.context.face.language.words, self.context.address
        self.begin(words.t("Data and this computer"), words.t("Everything stays on this computer."))
        is_file = "://" not in address
        where = words.t("The workspace is one file; a folder beside it holds its media.") if is_file else ""
        self.add(Setting(words.t("Place of the workspace"), where, value(address), below=True))
        if is_file:
            self.add(beside(button(words.t("Open the folder"), lambda: open_folder(Path(address).parent))))
        count = len(self.context.face.remembered.settings.workspaces)
        forget = button(words.t("Forget the list"), self._forget)
        forget.setEnabled(count > 0)
        told = words.n(
            "{n} workspace stands on the first page. Forgetting the list deletes no workspace.",
            "{n} workspaces stand on the first page. Forgetting the list deletes no workspace.",
            count,
        )
        self.add(Setting(words.t("Opened before"), told, forget))
        self.heading(words.t("Access keys"))
        self.add(AccessKeysPart(self))
        self.end()

    def _forget(self) -> None:
        self.context.face.remembered.change(workspaces=())
        self.build()


def page(context: SettingsContext) -> DataPage:
    return DataPage(context)
