"""Settings: what figures are held against and counted by, and where audiences are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.people import Right
from app.domain.typical import TypicalState
from app.system.labels import network
from app.ui.changes import Change
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import Setting, SettingsPage, beside, button, choice, labelled, text_field
from app.ui.settings.zones import zone_field
from app.ui.widgets.decimals import number_in
from app.ui.widgets.named_control import name_control

if TYPE_CHECKING:
    from app.domain.workspace import Profile
    from app.ui.tab_context import TabContext

POINTS = ("approval", "comments", "shares")
USUAL: Mapping[str, float] = {"approval": 1.0, "comments": 4.0, "shares": 16.0}


@dataclass(frozen=True, slots=True)
class FiguresRead:
    """`zones` are those of audiences, by profile."""

    weights: Mapping[str, float]
    profiles: Sequence[Profile]
    zones: Mapping[int, str]
    typical: int
    own: int


class FiguresPage(SettingsPage):
    def __init__(self, context: SettingsContext) -> None:
        super().__init__(context)
        self._profile = 0
        """Whose audience is shown."""

    def build(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> FiguresRead:
        services, actor = self.context.services, self.context.actor
        profiles = [row for row in services.profiles.profiles(actor) if row.status != "closed"]
        rows = services.typical.table()
        return FiguresRead(
            services.measuring.weights(), profiles, {row.id: services.advice.zone_of(actor, row.id) for row in profiles},
            sum(row.state is not TypicalState.REMOVED for row in rows),
            sum(row.state is not TypicalState.SHIPPED for row in rows),
        )  # fmt: skip

    def _may(self, brand_id: int | None = None) -> bool:
        member = self.context.actor.member
        return member is None or member.may(Right.PLAN, brand_id)

    def _show(self, read: FiguresRead) -> None:
        words = self.context.face.language.words
        self.begin(
            words.t("Figures and KPIs"), words.t("What your figures are held against, and how some are counted.")
        )
        self.add(self._dictionary(), self._targets(), self._typical(read), self._weights(read))
        if read.profiles:
            self.add(self._audience(read))
        self.end()

    def _dictionary(self) -> Setting:
        words = self.context.face.language.words
        told = words.t("Every KPI with its formula, its denominator and who defines it so.")
        return Setting(words.t("KPI dictionary"), told, button(words.t("Open…"), self._open_dictionary))

    def _targets(self) -> Setting:
        words = self.context.face.language.words
        told = words.t("What a brand or a profile wants of a week, month, quarter or year.")
        return Setting(
            words.t("Targets of KPIs"), told, button(words.t("Set targets…"), self._open_targets), also=words.t("goals")
        )

    def _typical(self, read: FiguresRead) -> Setting:
        words = self.context.face.language.words
        told = words.n(
            "{n} value others have published, with formula, population, year and source.",
            "{n} values others have published, with formula, population, year and source.",
            read.typical,
        )
        if read.own:
            told += " " + words.n("{n} is changed here.", "{n} are changed here.", read.own)
        return Setting(
            words.t("Typical values"),
            told,
            button(words.t("Edit…"), self._open_typical),
            also=words.t("benchmarks average industry"),
        )

    # the index
    def _weights(self, read: FiguresRead) -> Setting:
        words, formats = self.context.face.language.words, self.context.face.language.formats
        fields, may = [], self._may()
        captions = (words.t("Like or reaction"), words.t("Comment"), words.c("interaction", "Share"))
        for name, caption in zip(POINTS, captions, strict=True):
            value = read.weights[name]
            shown = formats.number(value, 0 if value.is_integer() else 2)
            field = text_field(shown, lambda text, name=name: self._weigh(read, name, text))  # type: ignore[misc]
            field.setAccessibleName(words.t("Points for: {what}", what=caption))
            field.setMaximumWidth(90)
            field.setEnabled(may)
            fields.append(labelled(caption, field))
        usual = button(words.t("Back to the usual points"), lambda: self._keep_weights(read.weights, USUAL))
        usual.setEnabled(may and dict(read.weights) != dict(USUAL))
        told = words.t("Points it counts. A like or reaction 1, a comment 4 and a share 16 are usual.")
        return Setting(words.t("Interactivity index (InI)"), told, beside(*fields, labelled("", usual)), below=True,
                       also=words.t("weights points index"))  # fmt: skip

    def _weigh(self, read: FiguresRead, name: str, text: str) -> None:
        value = number_in(text, self.context.face.language.name)
        if value is None:
            told = self.context.face.language.words.t(
                "{text} is not a number. Write the points as a number.", text=text or "–"
            )
            self.problem.setText(told)
            self.problem.show()
            return
        self._keep_weights(read.weights, {**read.weights, name: value})

    def _keep_weights(self, before: Mapping[str, float], now: Mapping[str, float]) -> None:
        measuring, actor = self.context.services.measuring, self.context.actor
        told = self.context.face.language.words.t("Points of the interactivity index changed")

        def step(points: Mapping[str, float]) -> Iterable[Change]:
            measuring.weigh(actor, **points)
            return (Change("workspace"),)

        self._do(told, lambda: step(now), lambda: step(before))

    # audiences
    def _audience(self, read: FiguresRead) -> Setting:
        words = self.context.face.language.words
        shown = next((row for row in read.profiles if row.id == self._profile), read.profiles[0])
        self._profile = shown.id
        names = [(str(row.id), f"{network(row.network, words)} · {row.handle}") for row in read.profiles]

        def turn(key: str) -> None:
            self._profile = int(key)
            self._show(read)

        which = choice(names, str(shown.id), turn)
        which.setAccessibleName(words.t("Profile"))
        own = read.zones[shown.id]
        usual = words.t("As the profile: {zone}", zone=shown.zone.replace("_", " "))
        zone = zone_field("" if own == shown.zone else own, usual, lambda key: self._choose_zone(shown, own, key))
        name_control(zone, words.t("Time zone of the audience"))
        zone.setEnabled(self._may(shown.brand_id))
        other = [
            words.t("{profile}: {zone}", profile=dict(names)[str(row.id)], zone=read.zones[row.id].replace("_", " "))
            for row in read.profiles
            if read.zones[row.id] != row.zone
        ]
        parts: list[QWidget] = [
            labelled(words.t("Profile"), which),
            labelled(words.t("Time zone of the audience"), zone),
        ]
        control = beside(*parts)
        told = words.t("Times to post are told in it, wherever you are.")
        if other:
            told += " " + words.t("Elsewhere than their profiles: {list}.", list="; ".join(other))
        return Setting(
            words.t("Where the audience is"), told, control, below=True, also=words.t("time zone hours best time")
        )

    def _choose_zone(self, row: Profile, before: str, key: str) -> None:
        advice, actor = self.context.services.advice, self.context.actor
        told = self.context.face.language.words.t("Time zone of the audience changed: {profile}", profile=row.handle)

        def step(name: str) -> Iterable[Change]:
            advice.choose_zone(actor, row.id, None if name in ("", row.zone) else name)
            return (Change("profile", row.id),)

        if (key or row.zone) != before:
            self._do(told, lambda: step(key), lambda: step(before))

    # doing
    def _do(self, told: str, step: Callable[[], Iterable[Change]], back: Callable[[], Iterable[Change]]) -> None:
        """Does a step that can be taken back."""

        def done(changes: object) -> None:
            self._tab.undo.add(told, back, step)
            self.context.changed(*changes)  # type: ignore[misc]
            self.build()

        self.run(step, done)

    @property
    def _tab(self) -> TabContext:
        page = self.context.window.page
        if page is None:
            raise RuntimeError("no workspace is open")
        return page.context

    def _open_dictionary(self) -> None:
        from app.ui.dashboard.kpi_dialog import open_dictionary

        open_dictionary(self._tab, "", self.window())

    def _open_targets(self) -> None:
        from app.ui.dashboard.targets_dialog import TargetsDialog

        TargetsDialog(self._tab, self.window()).open()

    def _open_typical(self) -> None:
        from app.ui.dashboard.typical_dialog import TypicalDialog

        dialog = TypicalDialog(self._tab, self.window())
        dialog.finished.connect(self.build)
        dialog.open()


def page(context: SettingsContext) -> FiguresPage:
    return FiguresPage(context)
