"""Where access keys are kept when this computer has no keyring that can be used: a passphrase, or for this session only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from app.domain.errors import SzpaltaError
from app.ui.errors import is_expected, sentence
from app.ui.tokens import L, M, S
from app.ui.widgets.labels import wrapped_label

if TYPE_CHECKING:
    from app.ui.face import Face
    from app.ui.services import Services


def keyring_failed(error: BaseException) -> bool:
    """Whether it is the place of the keys, and not the network, that refused."""
    return isinstance(error, SzpaltaError) and error.code.partition(".")[0] in ("keyring", "passphrase")


class KeyPlace(QFrame):
    """Hidden until `ask`. `settled`: a place was chosen, what was wanted can be tried again."""

    settled = Signal()

    def __init__(self, services: Services, face: Face) -> None:
        super().__init__()
        self.setProperty("banner", True)
        self._services, self._face = services, face
        self._text, self._problem = wrapped_label(), wrapped_label("", "problem")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.use, self.session = QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.use)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(M, M, M, L)
        whole.setSpacing(M)
        whole.addWidget(self._text)
        whole.addLayout(row)
        whole.addWidget(self._problem)
        whole.addWidget(self.session)
        for button in (self.use, self.session):
            button.setAutoDefault(False)
        self.use.clicked.connect(self._use)
        self.passphrase.returnPressed.connect(self._use)
        self.session.clicked.connect(self._this_session)
        self.write()
        self._problem.hide()
        self.hide()

    def write(self) -> None:
        words = self._face.language.words
        self._text.setText(
            words.t(
                "The keyring of this computer cannot be used. Choose a passphrase: it protects the access keys, and Szpalta "
                "asks for it once after each start. Nobody can recover it. Or connect for this session only: the access key "
                "is forgotten when Szpalta is closed."
            )
        )
        self.passphrase.setPlaceholderText(words.t("Passphrase, at least twelve characters"))
        self.passphrase.setAccessibleName(words.t("Passphrase"))
        self.use.setText(words.t("Use this passphrase"))
        self.session.setText(words.t("For this session only"))

    def ask(self, error: BaseException) -> None:
        """Shows the choice, with what was refused."""
        self._problem.setText(sentence(error, self._face.language))
        self._problem.setVisible(self.isVisible())
        self.show()

    def _use(self) -> None:
        text, connecting = self.passphrase.text(), self._services.connecting

        def done(_: object) -> None:
            self.passphrase.clear()
            self.settled.emit()

        self._face.tasks.run(self, lambda report: connecting.use_passphrase(text), done, self._fail)

    def _this_session(self) -> None:
        connecting = self._services.connecting
        self._face.tasks.run(
            self, lambda report: connecting.use_this_session(), lambda _: self.settled.emit(), self._fail
        )

    def _fail(self, error: BaseException) -> None:
        if is_expected(error):
            self._problem.setText(sentence(error, self._face.language))
            self._problem.show()
        else:
            self._face.tasks.unexpected.emit(error)
