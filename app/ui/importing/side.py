"""Beside the preview: what was recognised, where the figures go, what must be answered, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.networks import Network
from app.domain.workspace import Profile
from app.services.import_looking import ImportLook
from app.system.labels import network, profile
from app.system.words import Words
from app.ui import icons
from app.ui.colors import LIGHT
from app.ui.importing import wording
from app.ui.importing.facts import Facts
from app.ui.importing.questions import Questions
from app.ui.language import Language
from app.ui.tokens import L, M, S
from app.ui.widgets.elided_choice import ElidedChoice
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.named_control import name_control
from app.ui.widgets.scrolled import scrolled

NARROW = 320


class ImportSide(QFrame):
    changed = Signal()
    """The profile, an answer or the kind of the rows is another."""
    by_hand = Signal()
    """Somebody wants to say themselves what the columns hold."""
    as_known = Signal()
    """…and would rather have the program's reading again."""
    wanted = Signal()
    """Import it."""
    profile_wanted = Signal()
    """A profile is to be added first."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._look: ImportLook | None = None
        self._profiles: tuple[Profile, ...] = ()
        self.setProperty("panel", True)
        self._build()

    # building
    def _build(self) -> None:
        self._kind = plain_label("", "heading")
        self._kind.setWordWrap(True)
        self._facts = Facts()
        self._hand = QPushButton()
        self._hand.clicked.connect(self._change_reading)
        self._rows_label, self.rows = plain_label("", "caption"), QComboBox()
        self._rows_label.setBuddy(self.rows)
        self.rows.activated.connect(self.changed)
        self._profile_label, self.profile = plain_label("", "caption"), ElidedChoice()
        self._profile_label.setBuddy(self.profile)
        self.profile.activated.connect(self.changed)
        for combo in (self.rows, self.profile):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(14)
        self._no_profile = wrapped_label("", "muted")
        self.add_profile = QPushButton()
        self.add_profile.clicked.connect(self.profile_wanted)
        self._asked = plain_label("", "caption")
        self.questions = Questions(self._language)
        self.questions.answered.connect(self.changed)
        self._why = wrapped_label("", "muted")
        self._why_icon = IconLabel("info", "muted")
        self.go = QPushButton()
        self.go.setProperty("look", "primary")
        self.go.clicked.connect(self.wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(S)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._kind, self._facts, self._hand),
            (self._rows_label, self.rows),
            (self._profile_label, self.profile, self._no_profile, self.add_profile),
            (self._asked, self.questions),
        )
        for group in groups:
            for widget in group:
                column.addWidget(widget)
            column.addSpacing(M)
        column.addStretch()
        self._inside, self._area = inside, scrolled(inside)
        told = QHBoxLayout()
        told.setSpacing(S)
        told.addWidget(self._why_icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._why, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(L, M, L, L)
        foot.setSpacing(S)
        foot.addLayout(told)
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)
        self.setMinimumWidth(NARROW)

    # showing
    def show_look(self, look: ImportLook, profiles: tuple[Profile, ...], *, reading: bool) -> None:
        """`reading`: the file is being read anew by what was just said."""
        self._look, self._profiles = look, profiles
        language, words = self._language, self._language.words
        kind = wording.kind_of_file(look, words)
        self._kind.setText(kind[:1].upper() + kind[1:])
        self._facts.show_facts(wording.facts(look, language))
        self._show_reading(look)
        self._show_profiles(look)
        asked = [question for question in look.questions if question.required] + [
            question for question in look.questions if not question.required
        ]
        self._asked.setText(words.t("What the file does not say"))
        self._asked.setVisible(bool(asked))
        if not reading:
            self.questions.show_questions(asked, look.choice.answers, self.profile)
        self.questions.setVisible(bool(asked))
        self._give_room()
        self.say_reading(reading)
        if not reading:
            self.questions.focus_again()

    def _give_room(self) -> None:
        """Buttons do not wrap: with large letters they need more width than the panel has by itself."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(NARROW, self._inside.minimumSizeHint().width() + bar))

    def say_reading(self, reading: bool, share: float | None = None) -> None:
        """Whether the file is being read now, and how much of it is; the button waits for it."""
        words = self._language.words
        hindrance = self._hindrance()
        if reading:
            percent = self._language.formats.percent((share or 0) * 100, 0)
            hindrance = words.t("Reading the file: {share}", share=percent) if share else words.t("Reading the file…")
        self._why.setText(hindrance or self._promise())
        self._why_icon.show_icon(
            "info" if reading or not hindrance else "circle-alert", "warn" if hindrance else "muted"
        )
        self.go.setText(words.t("Import"))
        self.go.setEnabled(not hindrance)

    def _show_reading(self, look: ImportLook) -> None:
        words = self._language.words
        by_hand = look.choice.mapping is not None or not look.known
        self._hand.setVisible(look.known and (look.mapping is not None or look.choice.mapping is not None))
        self._hand.setText(words.t("Read it as recognised") if by_hand else words.t("Assign the columns yourself"))
        self._rows_label.setVisible(by_hand)
        self.rows.setVisible(by_hand)
        self._rows_label.setText(words.t("Each row is"))
        name_control(self.rows, words.t("Each row is"))
        self.rows.clear()
        for key, name in wording.KINDS.items():
            self.rows.addItem(words.c(*name), key)
        self.rows.setCurrentIndex(max(self.rows.findData((look.mapping or {}).get("kind")), 0))

    def _show_profiles(self, look: ImportLook) -> None:
        words = self._language.words
        fits = self._fitting(look)
        self._profile_label.setText(words.t("Into the profile"))
        name_control(self.profile, words.t("Into the profile"))
        self.profile.clear()
        if len(fits) != 1 and look.profile_id is None:
            self.profile.addItem(words.t("Choose a profile"), None)
        for row in fits:
            picture = QIcon(icons.mark(row.network, LIGHT, 16, 2.0))
            self.profile.addItem(picture, profile(row, words), row.id)
        self.profile.setCurrentIndex(max(self.profile.findData(look.profile_id), 0))
        self.profile.setVisible(bool(fits))
        missing = self._missing_home(look) if fits else wording.wanted_network(look)
        self._no_profile.setVisible(not fits or missing is not None)
        self._no_profile.setText(self._without_home(missing) if fits else self._without_profile(missing))
        if fits and self.window().focusWidget() is self.add_profile:
            self.profile.setFocus(Qt.FocusReason.OtherFocusReason)  # it was added
        self.add_profile.setVisible(missing is not None)
        if missing is not None:
            self.add_profile.setText(words.t("Add a profile: {network}", network=network(missing, words)))

    def _missing_home(self, look: ImportLook) -> Network | None:
        home = wording.home_of(look)
        return home if all(row.network is not home for row in self._profiles) else None

    def _without_home(self, home: Network | None) -> str:
        words = self._language.words
        if home is None:
            return ""
        if home is Network.OTHER:
            told = words.t(
                "These figures are those of a website. Give it a profile of its own, with the network {network}.",
                network=network(home, words),
            )
        else:
            told = words.t(
                "These are figures of advertisements. They belong to the profile that advertises, as a rule on {network}.",
                network=network(home, words),
            )
        return told

    def _without_profile(self, found: Network | None) -> str:
        words = self._language.words
        if found is None:
            return words.t("You may import into none of the profiles. Ask whoever owns the workspace.")
        return words.t(
            "The file comes from {network}, and there is no such profile you may import into. Add it in the settings first.",
            network=network(found, words),
        )

    def _fitting(self, look: ImportLook) -> list[Profile]:
        networks = {table.network for table in look.tables if table.network}
        return [row for row in self._profiles if not networks or row.network.value in networks]

    # asked
    @property
    def profile_id(self) -> int | None:
        found = self.profile.currentData()
        return int(found) if found is not None else None

    def _change_reading(self) -> None:
        look = self._look
        if look is not None:
            (self.as_known if look.choice.mapping is not None else self.by_hand).emit()

    def _hindrance(self) -> str:
        """Why it cannot be imported yet; empty when it can."""
        look, words = self._look, self._language.words
        if look is None:
            return ""
        if look.wrong_mapping is not None:
            return wording.wrong_mapping(look.wrong_mapping, words, self._language.formats)
        if not self._fitting(look):
            return words.t("There is no profile to import into.")
        if look.open_questions:
            return words.t("Answer what the file does not say; then its rows can be read.")
        if self.profile_id is None:
            return words.t("Choose the profile these figures belong to.")
        if not look.rows_kept:
            return words.t("No row of this file can be imported. See why under Problems.")
        return ""

    def _promise(self) -> str:
        words = self._language.words
        return words.t("Nothing has been written yet. An import can be undone as a whole.")


def profile_name(profiles: Sequence[Profile], profile_id: int | None, words: Words) -> str:
    """A profile with its network, as those of a brand often share a name; "–" when it is gone."""
    return next((profile(row, words) for row in profiles if row.id == profile_id), "–")
