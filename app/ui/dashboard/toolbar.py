"""The line over the tiles: which dashboard, which days against which, and what it is narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.domain.dashboard_values import Choices, Dashboard
from app.domain.dashboards import READY, Comparison, Preset, Segment, dashboard_of
from app.system import labels
from app.system.dashboard_words import COMPARISONS, PRESETS, SEGMENTS, dashboard_name, paid_unknown
from app.ui.dashboard.choice import DashboardChoice
from app.ui.dashboard.popups import DaysPopup, ProfilesPopup
from app.ui.dashboard.share_menu import share_menu
from app.ui.dashboard.telling import Telling
from app.ui.language import Language
from app.ui.tokens import XL, XS, L, S
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_label import IconButton
from app.ui.widgets.labels import set_tip, wrapped_label
from app.ui.widgets.segmented import Segmented

Entry = tuple[str, bool | None, Callable[[], None]]
"""Text, whether it is chosen now (None: it is done, not chosen), and what choosing it does."""


class Toolbar(QWidget):
    chosen = Signal(object)
    """A `DashboardChoice`."""
    asked = Signal(str)
    """"own", "new", "import", "fetch", "reload", or as `share_menu` asks."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.choice = DashboardChoice()
        self._choices: Choices | None = None
        self.dashboards, self.period, self.comparison = _button("title-button"), _button(), _button()
        self.profiles, self.persona, self.campaign = _button(), _button(), _button()
        self.segment = Segmented([segment.value for segment in Segment])
        self.own = IconButton("layout-dashboard", "text")
        self.more = IconButton("printer", "text")
        self.more.setEnabled(False)  # until there are figures
        self.fetch = IconButton("download", "text")
        self.bring = IconButton("file-up", "text")
        self.refresh = IconButton("refresh-cw", "text")
        self._told = wrapped_label("", "small")
        flow = FlowLayout(spacing=S)
        for widget in (
            self.dashboards,
            self.period,
            self.comparison,
            self.profiles,
            self.persona,
            self.campaign,
            self.segment,
        ):
            flow.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(XS)
        row.addLayout(flow, 1)
        row.addWidget(self.own, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fetch, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.refresh, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, L, XL, S)
        whole.setSpacing(S)
        whole.addLayout(row)
        whole.addWidget(self._told)
        self._connect()
        self.write()

    def show_choices(self, choices: Choices, choice: DashboardChoice) -> None:
        self._choices, self.choice = choices, choice
        self.write()

    def tell_data(self, dashboard: Dashboard | None, newer: datetime | None = None) -> None:
        """Which days are shown, against which, and how old the data are; `newer` ones are not shown yet."""
        words, formats = self._language.words, self._language.formats
        self.more.setEnabled(dashboard is not None)
        self._say_more()
        if dashboard is None or self._choices is None:
            self._told.setText("")
            return
        today, period, compared = self._choices.today, dashboard.period, dashboard.compared
        told = [formats.days(period.first, period.last, today)]
        if self._ends_early() is not None:
            told[0] = words.t("{days}, the last with data", days=told[0])
        if compared is not None:
            days = formats.days(compared.first, compared.last, today)
            told.append(words.t("compared with {days}", days=days))
        extent = dashboard.extent or self._choices.extent
        if extent is not None and period.last < extent.first:
            began = formats.day_brief(extent.first, today)
            told.append(words.t("data begin on {day}; a day counts once it is over", day=began))
        if extent is not None and extent.last < period.last:
            told.append(words.t("data reach to {day}", day=formats.day_brief(extent.last, today)))
        if dashboard.data_at is not None:
            told.append(words.t("data of {when}", when=formats.moment(dashboard.data_at, dashboard.now)))
        if newer is not None:
            when = formats.moment(newer, max(newer, dashboard.now))
            told.append(words.t("newer data of {when} are here: F5 shows them", when=when))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told[-1]))
        if made_up := Telling(dashboard, self._language).practice():
            told.append(made_up)
        if dashboard.paid_unknown:
            told.append(paid_unknown(dashboard.paid_unknown, words, formats))
        self._told.setText(" · ".join(told))

    def write(self) -> None:
        """Writes every word anew."""
        words, choice, choices = self._language.words, self.choice, self._choices
        for widget in (self.comparison, self.profiles, self.persona, self.campaign):
            widget.setEnabled(choices is not None)
        _say(self.dashboards, dashboard_name(choice.spec(choices), words), words.t("Dashboard"))
        _say(self.period, self._period_text(), words.t("Period"))
        _say(self.comparison, words.c(*COMPARISONS[choice.comparison]), words.t("Comparison"))
        _say(self.profiles, self._profiles_text(), words.t("Profiles"))
        persona = next((row.name for row in choices.personas if row.id == choice.persona_id), None) if choices else None
        _say(self.persona, persona or words.t("All personas"), words.t("Persona"))
        campaign = (
            next((row.name for row in choices.campaigns if row.id == choice.campaign_id), None) if choices else None
        )
        _say(self.campaign, campaign or words.t("All campaigns"), words.t("Campaign"))
        posts = choices is None or choice.has_posts(choices)
        self.persona.setVisible(bool(posts and choices and choices.personas))
        self.campaign.setVisible(bool(posts and choices and choices.campaigns))
        self.segment.setVisible(posts)
        self.profiles.setVisible(bool(choices and len(choice.profiles(choices)) > 1))
        self.segment.say(words.t("Paid or organic"), {key.value: words.c(*SEGMENTS[key]) for key in Segment})
        self.segment.choose(choice.segment.value)
        self.own.say(words.t("Arrange, copy, share"))
        self._say_more()
        self.fetch.say(words.t("Fetch data"), "Ctrl+Shift+F5")
        self.bring.say(words.t("Import a file"))
        self.refresh.say(words.t("Reload"), "F5")

    def _say_more(self) -> None:
        words = self._language.words
        self.more.say(words.t("Print and save") if self.more.isEnabled() else words.t("There is nothing to print yet"))

    def _connect(self) -> None:
        self.dashboards.clicked.connect(lambda: self._pop(self.dashboards, self._dashboard_entries()))
        self.period.clicked.connect(lambda: self._pop(self.period, self._period_entries()))
        self.comparison.clicked.connect(lambda: self._pop(self.comparison, self._comparison_entries()))
        self.persona.clicked.connect(lambda: self._pop(self.persona, self._persona_entries()))
        self.campaign.clicked.connect(lambda: self._pop(self.campaign, self._campaign_entries()))
        self.profiles.clicked.connect(self._choose_profiles)
        self.segment.chosen.connect(lambda key: self._choose(segment=Segment(key)))
        self.own.clicked.connect(lambda: self.asked.emit("own"))
        self.more.clicked.connect(self._show_more)
        self.bring.clicked.connect(lambda: self.asked.emit("import"))
        self.fetch.clicked.connect(lambda: self.asked.emit("fetch"))
        self.refresh.clicked.connect(lambda: self.asked.emit("reload"))

    # entries of the menus
    def _dashboard_entries(self) -> list[Entry | None]:
        words = self._language.words
        networks = self._choices.networks if self._choices else ()
        own = [spec for network in networks if (spec := dashboard_of(f"network:{network.value}")) is not None]
        entries: list[Entry | None] = [
            (dashboard_name(spec, words), spec.key == self.choice.key, lambda key=spec.key: self._choose_dashboard(key))  # type: ignore[misc]
            for spec in (*READY, *own)
        ]
        if own:
            entries.insert(len(READY), None)
        if (choices := self._choices) is not None and (made := choices.own):
            entries.append(None)
            for row in made:
                beside = choices.owners.get(row.id) or (words.c("dashboard", "shared") if row.shared else None)
                name = " · ".join(filter(None, (row.name, beside)))
                entries.append((name, row.key == self.choice.key, partial(self._choose_dashboard, row.key)))
        new = (words.t("Make a new dashboard"), None, lambda: self.asked.emit("new"))
        return [*entries, None, new]

    def _period_entries(self) -> list[Entry | None]:
        words = self._language.words
        entries: list[Entry | None] = [
            (words.c(*PRESETS[preset]), preset is self.choice.preset, lambda preset=preset: self._choose(preset=preset))  # type: ignore[misc]
            for preset in Preset
            if preset is not Preset.FREE
        ]
        if (span := self._campaign_days()) is not None and self._choices is not None:
            told = words.t("The campaign: {days}", days=self._language.formats.days(*span, self._choices.today))
            chosen = self.choice.preset is Preset.FREE and (self.choice.first, self.choice.last) == span
            entries.append((told, chosen, lambda: self._choose(preset=Preset.FREE, first=span[0], last=span[1])))
        free = (words.t("From – to…"), self.choice.preset is Preset.FREE, self._choose_days)
        return [*entries, None, free]

    def _campaign_days(self) -> tuple[date, date] | None:
        """The days of the chosen campaign; one without an end runs until today."""
        choices = self._choices
        rows = choices.campaigns if choices is not None else ()
        row = next((row for row in rows if row.id == self.choice.campaign_id), None)
        if choices is None or row is None or row.starts_on is None:
            return None
        return row.starts_on, row.ends_on or max(row.starts_on, choices.today)

    def _comparison_entries(self) -> list[Entry | None]:
        words = self._language.words
        return [
            (words.c(*COMPARISONS[one]), one is self.choice.comparison, lambda one=one: self._choose(comparison=one))  # type: ignore[misc]
            for one in Comparison
        ]

    def _persona_entries(self) -> list[Entry | None]:
        rows = [(row.id, row.name) for row in self._choices.personas] if self._choices else []
        return self._of(rows, "persona_id", self._language.words.t("All personas"))

    def _campaign_entries(self) -> list[Entry | None]:
        rows = [(row.id, row.name) for row in self._choices.campaigns] if self._choices else []
        every = "" if self.choice.spec(self._choices).of_campaign else self._language.words.t("All campaigns")
        return self._of(rows, "campaign_id", every)

    def _of(self, rows: Sequence[tuple[int, str]], field: str, every: str) -> list[Entry | None]:
        now = getattr(self.choice, field)
        entries: list[Entry | None] = []
        if every:
            entries = [(every, now is None, lambda: self._choose(**{field: None})), None]
        entries += [
            (name, number == now, lambda number=number: self._choose(**{field: number}))  # type: ignore[misc]
            for number, name in rows
        ]
        return entries

    # choosing
    def _choose_dashboard(self, key: str) -> None:
        self._take(self.choice.on(key, self._choices))

    def _choose(self, **values: object) -> None:
        self._take(replace(self.choice, **values))  # type: ignore[arg-type]

    def _take(self, choice: DashboardChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.write()
            self.chosen.emit(choice)

    def _choose_days(self) -> None:
        if self._choices is None:
            return
        popup = DaysPopup(self.choice.period(self._choices), self._language, self)
        popup.chosen.connect(lambda first, last: self._choose(preset=Preset.FREE, first=first, last=last))
        popup.show_under(self.period)

    def _choose_profiles(self) -> None:
        if self._choices is None:
            return
        popup = ProfilesPopup(self.choice.profiles(self._choices), self.choice.profile_ids, self._language, self)
        popup.chosen.connect(lambda ids: self._choose(profile_ids=ids))
        popup.show_under(self.profiles)

    def _pop(self, button: QPushButton, entries: Sequence[Entry | None]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            text, now, do = entry
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(now is not None)
            action.setChecked(bool(now))
            action.triggered.connect(lambda _=False, do=do: do())
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _show_more(self) -> None:
        menu = share_menu(self._language.words, self.asked.emit, self)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # texts
    def _period_text(self) -> str:
        choice = self.choice
        if choice.preset is Preset.FREE and choice.first and choice.last and self._choices:
            return self._language.formats.days(choice.first, choice.last, self._choices.today)
        last = self._ends_early()
        if last is not None and self._choices is not None:
            words, days = self._language.words, choice.period(self._choices).days
            day = self._language.formats.day_brief(last, self._choices.today)
            return words.n("{n} day to {day}", "{n} days to {day}", days, day=day)
        return self._language.words.c(*PRESETS[choice.preset])

    def _ends_early(self) -> date | None:
        """The last day of "the last days" where the data end before yesterday, and they are not the last ones lived."""
        choices = self._choices
        if (
            choices is None
            or not self.choice.preset.value.startswith("last_")
            or self.choice.preset is Preset.LAST_MONTH
        ):
            return None
        last = self.choice.period(choices).last
        return last if last < choices.today - timedelta(days=1) else None

    def _profiles_text(self) -> str:
        words, ids = self._language.words, self.choice.profile_ids
        if not ids or self._choices is None:
            return words.t("All profiles")
        if len(ids) == 1:
            row = next(row for row in self._choices.profiles if row.id == ids[0])
            return labels.profile(row, words)
        return words.n("{n} profile", "{n} profiles", len(ids))


def _button(look: str = "") -> QPushButton:
    button = QPushButton()
    if look:
        button.setProperty("look", look)
    return button


LONGEST = 40


def _say(button: QPushButton, text: str, what: str) -> None:
    """`what` is chosen here, for those who listen."""
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    button.setText(f"{shown.replace('&', '&&')}  ▾")
    button.setAccessibleName(f"{what}: {text}")
    set_tip(button, text if shown != text else "")
