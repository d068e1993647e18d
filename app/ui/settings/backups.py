"""Settings: where backups go, the newest one, and one now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, beside, button, value
from app.ui.widgets.file_dialogs import FileDialog, Material

if TYPE_CHECKING:
    from app.services.backups import BackupState

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupsRead:
    state: BackupState
    uid: str


class BackupsPage(SettingsPage):
    def build(self) -> None:
        services = self.context.services
        self.run(lambda: BackupsRead(services.backups.state(), services.workspaces.workspace().uid), self._show)

    def _show(self, read: BackupsRead) -> None:
        words, formats = self.context.face.language.words, self.context.face.language.formats
        self.begin(
            words.t("Backups"),
            words.t("Written by themselves: at most hourly, after changes, and when the workspace is closed."),
        )
        state = read.state
        if state.newest_at is None:
            newest = words.t("There is none yet.")
        else:
            when = formats.moment(state.newest_at, self.context.services.clock.now())
            size = formats.number((state.newest_size or 0) / MIB, 1)
            newest = words.t("{when}, {size} MB", when=when, size=size)
        choose = button(words.t("Choose a folder"), lambda: self._choose(read.uid))
        usual = button(words.t("Use the usual folder"), lambda: self._keep(read.uid, None))
        usual.setVisible(state.chosen)
        now = button(words.t("Back up now"), self._back_up, primary=True)
        why = words.t("A folder on another disk survives the loss of this computer.")
        self.add(
            Setting(words.t("Newest backup"), newest, now),
            Setting(words.t("Folder of the backups"), why, value(str(state.folder)), below=True),
            beside(choose, usual),
        )
        self.end()

    def _choose(self, uid: str) -> None:
        words = self.context.face.language.words
        dialog = FileDialog(self.context.face, words.t("Folder of the backups"), Material.BACKUPS, self, folder=True)
        dialog.fileSelected.connect(lambda name: self._keep(uid, Path(name)))
        dialog.open()

    def _keep(self, uid: str, folder: Path | None) -> None:
        remembered = self.context.face.remembered
        folders = {key: kept for key, kept in remembered.settings.backup_folders.items() if key != uid}
        if folder is not None:
            folders[uid] = str(folder)
        remembered.change(backup_folders=folders)
        self.build()

    def _back_up(self) -> None:
        context, words = self.context, self.context.face.language.words
        context.face.tasks.run(
            self,
            lambda report: context.services.backups.back_up(timedelta(0)),
            lambda _: self.build(),
            self.fail,
            title=words.t("Backup"),
        )


def page(context: SettingsContext) -> BackupsPage:
    return BackupsPage(context)
