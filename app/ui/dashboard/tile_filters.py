"""What a single tile is narrowed to, beside what its whole dashboard is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from app.domain.dashboard_values import Choices
from app.domain.kpi import FigureFilters
from app.domain.networks import Format
from app.system import labels
from app.ui.language import Language
from app.ui.tokens import L, M
from app.ui.widgets.apply_row import apply_row
from app.ui.widgets.form_rows import form_rows
from app.ui.widgets.labels import wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.unkept import ask_unkept

EVERY = ""


class TileFilters(QDialog):
    chosen = Signal(object)
    """`FigureFilters`."""

    def __init__(
        self, heading: str, now: FigureFilters, choices: Choices, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words = language.words
        self._now = now
        self.setWindowTitle(words.t("Filters of this tile: {tile}", tile=heading))
        fit(self, QSize(460, 400))
        networks = dict.fromkeys(row.network for row in choices.profiles)
        profiles = [(str(row.id), labels.profile(row, words)) for row in choices.profiles]
        self.network = _box(((one.value, labels.network(one, words)) for one in networks), now.networks, words.t("All"))
        self.profile = _box(profiles, now.profile_ids, words.t("All profiles"))
        self.format = _box(
            ((one.value, labels.format_name(one, words)) for one in Format), now.formats, words.t("All formats")
        )
        paid = None if now.paid is None else ("paid" if now.paid else "organic",)
        kinds = [("organic", words.c("segment", "Organic")), ("paid", words.c("segment", "Paid"))]
        self.paid = _box(kinds, paid, words.c("segment", "All"))
        personas = [(str(row.id), row.name) for row in choices.personas]
        self.persona = _box(personas, _one(now.persona_id), words.t("All personas"))
        pillars = [(str(row.id), row.name) for row in choices.pillars]
        self.pillar = _box(pillars, _one(now.pillar_id), words.t("All content pillars"))
        campaigns = [(str(row.id), row.name) for row in choices.campaigns]
        self.campaign = _box(campaigns, _one(now.campaign_id), words.t("All campaigns"))
        form = form_rows(
            (
                (words.t("Network"), self.network),
                (words.t("Profile"), self.profile),
                (words.t("Format"), self.format),
                (words.t("Paid or organic"), self.paid),
                (words.t("Persona"), self.persona),
                (words.t("Content pillar"), self.pillar),
                (words.t("Campaign"), self.campaign),
            )
        )
        self._before = self.filters
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        told = words.t("They narrow this tile further than the dashboard is; its heading names them.")
        whole.addWidget(wrapped_label(told, "muted"))
        whole.addLayout(form)
        whole.addStretch()
        whole.addLayout(apply_row(self, words, default=True))
        self.accepted.connect(lambda: self.chosen.emit(self.filters))
        self.finished.connect(self.deleteLater)

    def reject(self) -> None:
        """Esc and the window's own button: what was chosen does not go unasked."""
        if self.filters == self._before:
            super().reject()
        else:
            ask_unkept(self, self._words, self._words.t("Keep these filters?"), self.accept, super().reject)

    @property
    def filters(self) -> FigureFilters:
        """As chosen now; several of a kind stay when nothing else was chosen."""
        now = self._now
        profile, paid = _taken(self.profile, now.profile_ids), self.paid.currentData()
        persona, pillar, campaign = (box.currentData() for box in (self.persona, self.pillar, self.campaign))
        return FigureFilters(
            profile_ids=tuple(int(key) for key in profile) if profile else None,
            networks=_taken(self.network, now.networks),
            formats=_taken(self.format, now.formats),
            paid=None if paid == EVERY else paid == "paid",
            persona_id=int(persona) if persona else None,
            pillar_id=int(pillar) if pillar else None,
            campaign_id=int(campaign) if campaign else None,
        )


def _one(number: int | None) -> tuple[int] | None:
    return None if number is None else (number,)


def _box(rows: Iterable[tuple[str, str]], now: tuple[object, ...] | None, every: str) -> QComboBox:
    """`every` on top; several chosen at once are an entry of their own."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    box.addItem(every, EVERY)
    names = dict(rows)
    for key, name in names.items():
        box.addItem(name, key)
    chosen = [str(key) for key in now or ()]
    if len(chosen) > 1:
        box.addItem(", ".join(names.get(key, key) for key in chosen), chosen)
        box.setCurrentIndex(box.count() - 1)
    elif chosen:
        box.setCurrentIndex(max(box.findData(chosen[0]), 0))
    return box


def _taken(box: QComboBox, now: tuple[object, ...] | None) -> tuple[str, ...] | None:
    data = box.currentData()
    if isinstance(data, list):
        return tuple(str(key) for key in data)
    return (data,) if data else None
