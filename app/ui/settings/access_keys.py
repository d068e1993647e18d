"""Settings, part of the page about data: what keeps access keys safe on this computer, and another passphrase for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.connecting import Resealed
from app.domain.errors import Refused
from app.domain.people import Right
from app.ui.changes import Change
from app.ui.errors import sentence
from app.ui.settings.form import Setting, SettingsPage, beside, button, value
from app.ui.widgets.labels import wrapped_label

if TYPE_CHECKING:
    from app.services.key_places import KeyPlaces


class AccessKeysPart(QWidget):
    """Empty until the keyring was tried, which may take some seconds."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self._page = page
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        page.run(page.context.services.key_places.look, self._show)

    def _show(self, told: KeyPlaces) -> None:
        context = self._page.context
        language, member = context.face.language, context.actor.member
        words = language.words
        if told.has_passphrase:
            state = words.t("A passphrase protects the access keys of this workspace.")
        elif told.keyring is None:
            state = words.t("It keeps what opens the access keys.")
        else:
            state = sentence(Refused(told.keyring), language)
        self._whole.addWidget(Setting(words.t("Keyring of this computer"), "", value(state), below=True))
        if told.has_passphrase and (member is None or member.may(Right.ADMIN, None)):
            self._whole.addWidget(self._change())

    def _change(self) -> Setting:
        words = self._page.context.face.language.words
        self.old = _hidden(words.t("Passphrase until now"))
        self.new = _hidden(words.t("New passphrase, at least twelve characters"))
        self.again = _hidden(words.t("New passphrase again"))
        self.do = button(words.t("Change the passphrase"), self._take)
        self.again.returnPressed.connect(self._take)
        self.told = wrapped_label("", "muted")
        self.told.hide()
        told = words.t("All access keys stay; nobody can recover a passphrase that is forgotten.")
        setting = Setting(words.t("Passphrase"), told, beside(self.old, self.new, self.again, self.do), below=True)
        layout = setting.layout()
        if layout is not None:
            layout.addWidget(self.told)
        return setting

    def _take(self) -> None:
        context, words = self._page.context, self._page.context.face.language.words
        old, new = self.old.text(), self.new.text()
        if new != self.again.text():
            self._say(words.t("The two new passphrases differ."))
            self.again.setFocus()
            return
        self.do.setEnabled(False)
        context.face.tasks.run(
            self,
            lambda report: context.services.key_places.change_passphrase(context.actor, old, new),
            self._done,
            self._fail,
        )

    def _done(self, done: Resealed) -> None:
        words = self._page.context.face.language.words
        for field in (self.old, self.new, self.again):
            field.clear()
        self.do.setEnabled(True)
        self._page.problem.hide()
        self._say(
            words.n(
                "The new passphrase protects {n} access key.", "The new passphrase protects {n} access keys.", done.kept
            )
            + " "
            + words.t("Where a file holds the old passphrase, write the new one into it (SZPALTA_PASSPHRASE_FILE).")
        )
        self._page.context.changed(Change("workspace"))

    def _fail(self, error: BaseException) -> None:
        self.told.hide()
        self.do.setEnabled(True)
        self._page.fail(error)

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()


def _hidden(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setMinimumWidth(280)
    return field
