"""Settings: when data is fetched by itself, and how long answers of networks are kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, choice, value

if TYPE_CHECKING:
    from app.services.fetch_plan import FetchChoices

EVERY = (15, 30, 60, 180, 360, 720, 1440)
DAYS = (0, 30, 90, 180, 365, 730, 3650)
KIB, MIB = 1 << 10, 1 << 20


class FetchingPage(SettingsPage):
    def build(self) -> None:
        self.run(self.context.services.fetch_plan.choices, self._show)

    def _show(self, read: FetchChoices) -> None:
        words = self.context.face.language.words
        self.begin(
            words.t("Fetching data"),
            words.t(
                "While Szpalta is open, or publishing runs in the background, data of connected profiles is fetched by itself, "
                "followers at least once a day. Figures of new posts are asked for hourly at most, of older ones ever more "
                "rarely. Without internet nothing is said; it is tried again later."
            ),
        )
        minutes = 0 if read.every is None else int(read.every / timedelta(minutes=1))
        every = choice(
            [("0", words.t("Only when somebody asks")), *((str(n), self._every(n)) for n in _with(EVERY, minutes))],
            str(minutes),
            lambda key: self._keep(partial(self.context.services.fetch_plan.fetch_every, self.context.actor, int(key))),
        )
        keep = choice(
            [(str(n), self._days(n)) for n in _with(DAYS, read.days, 0)],
            str(read.days),
            lambda key: self._keep(
                partial(self.context.services.fetch_plan.keep_answers, self.context.actor, int(key))
            ),
        )
        told = words.t(
            "Answers of networks as they came. Figures can be worked out of them again when Szpalta learns to read more; "
            "figures that were read stay in any case."
        )
        self.add(
            Setting(words.t("Fetch data by itself"), "", every),
            Setting(words.t("Keep answers of networks"), told, keep),
            Setting(words.t("Kept now"), "", value(self._kept(read))),
        )
        self.end()

    def _every(self, minutes: int) -> str:
        words = self.context.face.language.words
        if minutes % 60:
            return words.n("Every minute", "Every {n} minutes", minutes)
        if minutes % 1440 or minutes < 1440:
            return words.n("Every hour", "Every {n} hours", minutes // 60)
        return words.n("Every day", "Every {n} days", minutes // 1440)

    def _days(self, days: int) -> str:
        words = self.context.face.language.words
        return words.n("For {n} day", "For {n} days", days) if days else words.t("Do not keep them")

    def _kept(self, read: FetchChoices) -> str:
        words, number = self.context.face.language.words, self.context.face.language.formats.number
        if not read.kept:
            return words.t("Nothing is kept.")
        size = words.t("{size} MB", size=number(read.size / MIB, 1))
        if read.size < MIB:
            size = words.t("{size} KB", size=number(read.size / KIB, 0))
        return words.n("{n} answer, {size}", "{n} answers, {size}", read.kept, n=number(read.kept), size=size)

    def _keep(self, work: partial[None]) -> None:
        self.run(work, lambda _: self.build())


def _with(usual: tuple[int, ...], now: int, least: int = 1) -> list[int]:
    """The usual choices and the one that is made."""
    return sorted({*usual, now} if now >= least else {*usual})


def page(context: SettingsContext) -> FetchingPage:
    return FetchingPage(context)
