"""The three questions of a new workspace: what it is called and who you are, where you are, which profiles you have."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.alphabet import in_alphabet
from app.domain.errors import BadInput
from app.domain.names import clean_email, clean_name
from app.domain.networks import Connection, Network
from app.system.country_zones import zones_of
from app.system.labels import network
from app.ui import icons
from app.ui.errors import sentence
from app.ui.face import Face
from app.ui.services import FirstProfile, FirstWorkspace
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.styled import set_styled

USUAL = (Network.FACEBOOK, Network.INSTAGRAM, Network.LINKEDIN)
LABEL_WIDTH = 24
FIRST_COUNTRY = "PL"


@dataclass(slots=True)
class _ProfileRow:
    box: QWidget
    network: QComboBox
    handle: QLineEdit
    remove: IconButton


class NewWorkspacePage(QWidget):
    answers_given = Signal(object)
    """A `FirstWorkspace`."""
    given_up = Signal()

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._rows: list[_ProfileRow] = []
        self._begun = False
        self._build()
        self._write()
        face.language.switched.connect(self._write)

    def begin(self) -> None:
        """Fills the lists, which takes a moment, only when somebody wants to answer."""
        if not self._begun:
            self._begun = True
            self._list_countries()
            for usual in USUAL:
                self._add_row(usual)
            self.owner_name.setText(own_name())
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, text: str) -> None:
        self._problem.setText(text)
        if not text:
            for field in self._asked:
                set_styled(field, wrong=False)

    def _give(self) -> None:
        """What is missing is said and marked here, and nothing is begun."""
        self.say_problem("")
        words = self._face.language.words
        for field, clean, missing in (
            (self.name, clean_name, words.t("The name of the company or brand is missing.")),
            (self.owner_name, clean_name, words.t("Your name is missing.")),
            (self.owner_email, clean_email, words.t("Your e-mail address is missing.")),
        ):
            try:
                clean(field.text())
            except BadInput as error:
                self.say_problem(sentence(error, self._face.language) if field.text().strip() else missing)
                set_styled(field, wrong=True)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.answers_given.emit(self.answers())

    def answers(self) -> FirstWorkspace:
        connection = Connection.PRACTICE if self.practice.isChecked() else Connection.NONE
        given = [(Network(row.network.currentData()), row.handle.text().strip()) for row in self._rows]
        return FirstWorkspace(
            name=self.name.text().strip(),
            owner_name=self.owner_name.text().strip(),
            owner_email=self.owner_email.text().strip(),
            country=str(self.country.currentData() or FIRST_COUNTRY),
            zone=str(self.zone.currentData() or zones_of(FIRST_COUNTRY)[0]),
            language=self._face.language.name,
            profiles=tuple(FirstProfile(kind, handle, connection) for kind, handle in given if handle),
        )

    # building
    def _build(self) -> None:
        self._title = plain_label("", "title")
        self._questions = [plain_label("", "heading") for _ in range(3)]
        self.name, self.owner_name, self.owner_email = QLineEdit(), QLineEdit(), QLineEdit()
        self.country, self.zone = QComboBox(), QComboBox()
        self.country.currentIndexChanged.connect(self._list_zones)
        self._name_label, self._owner_label, self._email_label = plain_label(), plain_label(), plain_label()
        self._country_label, self._zone_label = plain_label(), plain_label()
        self._profiles = QVBoxLayout()
        self._profiles.setSpacing(XS)
        self.more, self.practice = QPushButton(), QCheckBox()
        self.more.clicked.connect(lambda: self._add_row(Network.FACEBOOK))
        self._asked = (self.name, self.owner_name, self.owner_email)
        for field in self._asked:
            field.textEdited.connect(lambda _: self.say_problem(""))
            field.returnPressed.connect(self._give)
        self._problem = wrapped_label("", "problem")
        self.back, self.make = QPushButton(), QPushButton()
        self.make.setProperty("look", "primary")
        self.back.clicked.connect(self.given_up)
        self.make.clicked.connect(self._give)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._title)
        whole.addSpacing(M)
        whole.addWidget(self._questions[0])
        whole.addLayout(
            _form(
                (self._name_label, self.name),
                (self._owner_label, self.owner_name),
                (self._email_label, self.owner_email),
            )
        )
        whole.addSpacing(L)
        whole.addWidget(self._questions[1])
        whole.addLayout(_form((self._country_label, self.country), (self._zone_label, self.zone)))
        whole.addSpacing(L)
        whole.addWidget(self._questions[2])
        whole.addLayout(self._profiles)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.practice)
        whole.addSpacing(L)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.make)
        whole.addLayout(foot)
        whole.addWidget(self._problem)  # below the buttons, which stay where they are when it comes
        whole.addStretch()

    def _write(self) -> None:
        words = self._face.language.words
        self._title.setText(words.t("New workspace"))
        for label, text in zip(
            self._questions,
            (
                words.t("1. What is your company or brand called, and who are you?"),
                words.t("2. Where are you?"),
                words.t("3. Which profiles do you have?"),
            ),
            strict=True,
        ):
            label.setText(text)
        for label, field, text in (
            (self._name_label, self.name, words.t("Name of the company or brand")),
            (self._owner_label, self.owner_name, words.t("Your name")),
            (self._email_label, self.owner_email, words.t("Your e-mail address")),
            (self._country_label, self.country, words.t("Country")),
            (self._zone_label, self.zone, words.t("Time zone")),
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self.name.setPlaceholderText(words.t("for example Sunrise Bakery"))
        self.more.setText(words.t("Add a profile"))
        self.practice.setText(words.t("Publish on the Practice network for now: nothing leaves this computer"))
        self.back.setText(words.t("Back"))
        self.make.setText(words.t("Make the workspace"))
        for row in self._rows:
            self._name_row(row)
        if self._begun:
            self._list_countries()

    def _list_countries(self) -> None:
        from babel import Locale

        chosen = self.country.currentData() or FIRST_COUNTRY
        names = Locale.parse(self._face.language.name).territories
        rows = sorted(
            ((name, code) for code, name in names.items() if len(code) == 2 and code not in _NOT_COUNTRIES),
            key=lambda row: in_alphabet(row[0]),
        )
        self.country.blockSignals(True)
        self.country.clear()
        for name, code in rows:
            self.country.addItem(name, code)
        self.country.setCurrentIndex(self.country.findData(chosen))
        self.country.blockSignals(False)
        if self.zone.count() == 0:
            self._list_zones()

    def _list_zones(self) -> None:
        self.zone.clear()
        for name in zones_of(str(self.country.currentData() or FIRST_COUNTRY)):
            self.zone.addItem(name.replace("_", " "), name)

    def _add_row(self, usual: Network) -> None:
        box = QWidget()
        row = _ProfileRow(box, QComboBox(), QLineEdit(), IconButton("x"))
        words, colors = self._face.language.words, self._face.theme.colors
        for kind in Network:
            row.network.addItem(icons.mark(kind, colors), network(kind, words), kind.value)
        row.network.setCurrentIndex(row.network.findData(usual.value))
        row.remove.clicked.connect(lambda: self._remove_row(row))
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(row.network)
        line.addWidget(row.handle, 1)
        line.addWidget(row.remove)
        row.handle.returnPressed.connect(self._give)
        ahead: QWidget = self._rows[-1].remove if self._rows else self.zone
        self._rows.append(row)
        self._profiles.addWidget(box)
        self._name_row(row)
        for control in (row.network, row.handle, row.remove):
            self.setTabOrder(ahead, control)
            ahead = control
        self.setTabOrder(ahead, self.more)

    def _name_row(self, row: _ProfileRow) -> None:
        words = self._face.language.words
        row.network.setAccessibleName(words.t("Network"))
        row.handle.setAccessibleName(words.t("Name of the profile"))
        row.handle.setPlaceholderText(words.t("Name of the profile, for example @sunrise"))
        row.remove.say(words.t("Leave this profile out"))

    def _remove_row(self, row: _ProfileRow) -> None:
        self._rows.remove(row)
        row.box.deleteLater()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)


def own_name() -> str:
    """The full name the system knows of whoever works here; empty when it knows none, as of the user root."""
    try:
        from pwd import getpwnam
    except ImportError:  # not on this system
        return ""
    try:
        told = getpwnam(getpass.getuser()).pw_gecos.split(",")[0].strip()
    except (KeyError, OSError):
        return ""
    return told if " " in told else ""


_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


def _form(*rows: tuple[QLabel, QWidget]) -> QGridLayout:
    """Labels beside their fields, as wide in every form of the page."""
    form = QGridLayout()
    form.setHorizontalSpacing(L)
    form.setVerticalSpacing(S)
    form.setColumnStretch(1, 1)
    for place, (label, field) in enumerate(rows):
        label.setBuddy(field)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * LABEL_WIDTH)
        form.addWidget(label, place, 0, Qt.AlignmentFlag.AlignVCenter)
        form.addWidget(field, place, 1)
    return form
