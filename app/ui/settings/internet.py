"""Settings: the way to the internet, for companies with a proxy or certificates of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from app.domain.errors import BadInput
from app.system.settings import checked_proxy
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, beside, button, choice, value
from app.ui.widgets.file_dialogs import FileDialog, Material

SYSTEM, NONE, OWN = "system", "none", "own"


class InternetPage(SettingsPage):
    def build(self) -> None:
        words, settings = self.context.face.language.words, self.context.face.remembered.settings
        self.begin(
            words.t("Internet"),
            words.t("For this computer. Changes count from the next time the workspace is opened."),
        )
        now = SYSTEM if settings.proxy is None else OWN if settings.proxy else NONE
        ways = ((SYSTEM, words.t("As the system is set up")), (NONE, words.t("None")), (OWN, words.t("This one")))
        self.ways = choice(ways, now, self._choose_way)
        self.proxy = QLineEdit(settings.proxy or "")
        self.proxy.setPlaceholderText("http://proxy.example:3128")
        self.proxy.setEnabled(now == OWN)
        self.proxy.editingFinished.connect(self._keep_proxy)
        choose = button(words.t("Choose a file"), self._choose_file)
        forget = button(words.t("Trust the system alone"), lambda: self._keep_file(None))
        forget.setVisible(settings.ca_file is not None)
        self.add(
            Setting(words.t("Proxy"), words.t("A server through which this computer reaches the internet."), self.ways),
            Setting(
                words.t("Address of the proxy"), words.t("Without a password; it would be kept in clear."), self.proxy
            ),
            Setting(
                words.t("Certificates to trust besides"),
                words.t("A PEM file of your company. Certificates are always checked."),
                value(settings.ca_file or words.t("Only those of the system")),
                below=True,
            ),
            beside(choose, forget),
        )
        self.end()

    def _choose_way(self, way: str) -> None:
        self.proxy.setEnabled(way == OWN)
        if way == OWN:
            self.proxy.setFocus()
            return
        self.context.face.remembered.change(proxy=None if way == SYSTEM else "")

    def _keep_proxy(self) -> None:
        try:
            self.context.face.remembered.change(proxy=checked_proxy(self.proxy.text()))
            self.problem.hide()
        except BadInput as error:
            self.fail(error)

    def _choose_file(self) -> None:
        words = self.context.face.language.words
        dialog = FileDialog(self.context.face, words.t("Certificates to trust besides"), Material.CERTIFICATES, self)
        dialog.fileSelected.connect(lambda name: self._keep_file(Path(name)))
        dialog.open()

    def _keep_file(self, file: Path | None) -> None:
        self.context.face.remembered.change(ca_file=None if file is None else str(file.absolute()))
        self.build()


def page(context: SettingsContext) -> InternetPage:
    return InternetPage(context)
