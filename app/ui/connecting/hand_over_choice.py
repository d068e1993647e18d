"""Whether the network of one profile may publish approved posts by itself, and what that means, in the settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.workspace import Profile
from app.system.labels import network
from app.ui.changes import Change
from app.ui.tokens import XS
from app.ui.widgets.labels import wrapped_label

if TYPE_CHECKING:
    from app.ui.settings.form import SettingsPage


class HandOverChoice(QWidget):
    def __init__(self, page: SettingsPage, row: Profile, *, may: bool) -> None:
        super().__init__()
        self._page, self._row = page, row
        words = page.context.face.language.words
        name = network(row.network, words)
        self.box = QCheckBox(words.t("Let {network} publish while this computer is off", network=name))
        self.box.setAccessibleName(f"{self.box.text()}, {row.handle}")
        self.box.setChecked(row.hands_over)
        self.box.setEnabled(may)
        self.told = wrapped_label(
            words.t(
                "Approved posts are given to the server with their time beforehand. When you change or cancel one, Szpalta "
                "first takes it back; for that it has to run and reach the server. In the last two minutes nothing can be "
                "changed. Threads and posts with a first comment are published from here."
            ),
            "muted",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.box)
        column.addWidget(self.told)
        self.box.clicked.connect(self._choose)

    def _choose(self, on: bool) -> None:
        context = self._page.context
        self._page.run(
            partial(context.services.connecting.set_hand_over, context.actor, self._row.id, on), self._chosen
        )

    def _chosen(self, row: Profile) -> None:
        self._page.context.changed(Change("profile", row.id))
