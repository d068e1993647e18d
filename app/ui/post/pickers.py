"""The row of pills: when a post goes out, for whom, and where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.cadence import WeekCadence
from app.domain.days import WallTime
from app.domain.errors import BadInput
from app.domain.people import Right
from app.ui.post.choice_model import Choice
from app.ui.post.choice_popover import ChoicePopover
from app.ui.post.late_rule import late_rule
from app.ui.post.pill import Pill
from app.ui.post.schedule_popover import SchedulePopover
from app.ui.post.session import PostSession
from app.ui.tab_context import TabContext
from app.ui.tokens import XS
from app.ui.widgets.flow import FlowLayout

MOST_LINES = 4
NONE = 0
"""The key of "no campaign", "no pillar"; the services take it as such."""


class Pickers(QWidget):
    picked = Signal(str, object)
    """A field of `PostEdit` and its new value."""
    new_wanted = Signal(str, str)
    """A field, and the name of something for it that is not there yet."""
    brand_picked = Signal(int)
    """Of a new post."""
    timed = Signal(object)
    """A `WallTime`, None for no time."""
    late_chosen = Signal(str)
    """A value of `LatePolicy`."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: PostSession | None = None
        self._profile_id: int | None = None
        flow = FlowLayout(self, XS)
        self.brand, self.time = Pill("store"), Pill("calendar-clock")
        self.personas, self.campaign = Pill("user-round"), Pill("megaphone")
        self.pillar, self.labels = Pill("layers"), Pill("tag")
        for pill in (self.brand, self.time, self.personas, self.campaign, self.pillar, self.labels):
            flow.addWidget(pill)
        member = context.actor.member
        self.schedule = SchedulePopover(context.face, context.services.clock.now, member.zone if member else None, self)
        self.schedule.chosen.connect(self.timed)
        self.schedule.week_wanted.connect(self._read_week)
        self.schedule.late_chosen.connect(self.late_chosen)
        self._one, self._several = ChoicePopover(several=False, parent=self), ChoicePopover(several=True, parent=self)
        self._field = ""
        self._one.chosen.connect(self._take_one)
        for popover in (self._one, self._several):
            popover.new_wanted.connect(lambda name: self.new_wanted.emit(self._field, name))
        self.brand.clicked.connect(self._choose_brand)
        self._several.chosen.connect(lambda keys: self.picked.emit(self._field, tuple(sorted(keys))))
        self.time.clicked.connect(self.choose_time)
        self.personas.clicked.connect(self._choose_personas)
        self.campaign.clicked.connect(self._choose_campaign)
        self.pillar.clicked.connect(self._choose_pillar)
        self.labels.clicked.connect(self._choose_labels)

    @property
    def popovers(self) -> tuple[ChoicePopover, ChoicePopover]:
        """For one choice, for several."""
        return self._one, self._several

    @property
    def stops(self) -> list[QWidget]:
        """What takes the focus, from left to right."""
        return [self.brand, self.time, self.personas, self.campaign, self.pillar, self.labels]

    def show_session(self, session: PostSession, profile_id: int | None) -> None:
        """The choices of a post; the time is that of a variant when one is in front."""
        self._session, self._profile_id = session, profile_id
        may = session.may_write
        for pill in (self.personas, self.campaign, self.pillar, self.labels):
            pill.setEnabled(may)
        may_time = Right.SCHEDULE in session.page.rights and not session.gone(profile_id)
        self.time.setEnabled(may_time)
        self.write()

    def write(self) -> None:
        """Writes every word anew."""
        session = self._session
        if session is None:
            return
        words, page = self._context.face.language.words, session.page
        self._write_time(session)
        self.brand.say(words.t("Brand"), page.brand.name)
        self.brand.setVisible(session.post is None and len(page.brands) > 1)
        named = [row.name for row in page.personas if row.id in session.field("persona_ids")]
        self.personas.say(words.t("Personas"), _together(named), tip=", ".join(named))
        campaign = next((row.name for row in page.campaigns if row.id == session.field("campaign_id")), "")
        self.campaign.say(words.t("Campaign"), campaign)
        pillar = next((row.name for row in page.pillars if row.id == session.field("pillar_id")), "")
        self.pillar.say(words.t("Pillar"), pillar)
        labelled = [row.name for row in page.labels if row.id in session.field("label_ids")]
        self.labels.say(words.t("Labels"), _together(labelled), tip=", ".join(labelled))
        self.labels.setVisible(bool(page.labels) or self._may_add)
        self.pillar.setVisible(bool(page.pillars) or self._may_add)

    def _write_time(self, session: PostSession) -> None:
        language, when = self._context.face.language, session.when(self._profile_id)
        words, value, tip = language.words, "", ""
        if when is not None:
            value, tip = told_time(when, self._context), words.t("Time: {when}", when=told_full(when, self._context))
        published = session.published_at(self._profile_id)
        if published is not None:
            moment = language.formats.moment(published, self._context.services.clock.now())
            value, tip = words.t("Published {when}", when=moment), ""
        times = {session.when(number) for number in session.profile_ids}
        if published is None and self._profile_id is None and len(times) > 1:
            value = words.n("{n} time", "{n} times", len(times))
            tip = words.t("The profiles have different times. Choosing one here gives it to all.")
        self.time.say(words.t("Time"), value, tip=tip)

    def choose_time(self) -> None:
        """Opens the choice of a time."""
        session = self._session
        if session is not None and self.time.isEnabled():
            self.schedule.open_with(
                session.when(self._profile_id), session.page.brand.zone, self.time, late_rule(session, self._profile_id)
            )

    def _read_week(self, monday: date) -> None:
        """How many posts the profiles have in a week already, read on a worker."""
        session, services, actor = self._session, self._context.services, self._context.actor
        if session is None:
            return
        brand_id, chosen = session.page.brand.id, session.profile_ids

        def told(rows: tuple[WeekCadence, ...]) -> None:
            lines = [self._week_line(session, row) for row in rows if row.profile_id in chosen and row.high is not None]
            self.schedule.show_week(monday, "\n".join(lines[:MOST_LINES]))

        sunday = monday + timedelta(days=6)
        self._context.face.tasks.run(
            self,
            lambda report: services.measuring.cadence(actor, monday, sunday, brand_id=brand_id),
            told,
            lambda error: self.schedule.show_week(monday, ""),
        )

    def _week_line(self, session: PostSession, row: WeekCadence) -> str:
        count, target = row.planned + row.published, f"{row.low}–{row.high}"
        return self._context.face.language.words.n(
            "{profile}: {n} post that week, target {target}",
            "{profile}: {n} posts that week, target {target}",
            count,
            profile=session.page.profiles[row.profile_id].handle,
            target=target if row.low != row.high else str(row.high),
        )

    def _take_one(self, keys: tuple[int, ...]) -> None:
        if self._field == "brand_id":
            self.brand_picked.emit(keys[0])
        else:
            self.picked.emit(self._field, keys[0])

    def _choose_brand(self) -> None:
        words, session = self._context.face.language.words, self._session
        if session is None:
            return
        self._one.say(words.t("Brand"), words.t("Search for a brand"), words.t("There is no such brand."))
        rows = [Choice(row.id, row.name) for row in session.page.brands]
        self._open(self._one, "brand_id", rows, (session.page.brand.id,), self.brand)

    @property
    def _may_add(self) -> bool:
        return self._session is not None and Right.PLAN in self._session.page.rights

    def _choose_personas(self) -> None:
        words, session = self._context.face.language.words, self._session
        if session is None:
            return
        search = words.t("Search, or name a new persona") if self._may_add else words.t("Search for a persona")
        nothing = words.t("There is no persona yet. Type the name of the first one.")
        self._several.say(words.t("Personas"), search, words.t("There is no such persona."), self._hint(nothing))
        rows = [Choice(row.id, row.name, row.summary) for row in session.page.personas]
        offer = lambda name: words.t("New persona: {name}", name=name)  # noqa: E731
        self._open(self._several, "persona_ids", rows, session.field("persona_ids"), self.personas, offer)

    def _choose_labels(self) -> None:
        words, session = self._context.face.language.words, self._session
        if session is None:
            return
        search = words.t("Search, or name a new label") if self._may_add else words.t("Search for a label")
        nothing = words.t("There is no label yet. Type the first one.")
        self._several.say(words.t("Labels"), search, words.t("There is no such label."), self._hint(nothing))
        rows = [Choice(row.id, row.name) for row in session.page.labels]
        offer = lambda name: words.t("New label: {name}", name=name)  # noqa: E731
        self._open(self._several, "label_ids", rows, session.field("label_ids"), self.labels, offer)

    def _choose_campaign(self) -> None:
        words, session = self._context.face.language.words, self._session
        if session is None:
            return
        search = words.t("Search, or name a new campaign") if self._may_add else words.t("Search for a campaign")
        self._one.say(words.t("Campaign"), search, words.t("There is no such campaign."))
        rows = [Choice(NONE, words.t("No campaign"))] + [
            Choice(row.id, row.name, row.goal) for row in session.page.campaigns
        ]
        offer = lambda name: words.t("New campaign: {name}", name=name)  # noqa: E731
        self._open(self._one, "campaign_id", rows, (session.field("campaign_id") or NONE,), self.campaign, offer)

    def _choose_pillar(self) -> None:
        words, session = self._context.face.language.words, self._session
        if session is None:
            return
        search = words.t("Search, or name a new pillar") if self._may_add else words.t("Search for a pillar")
        self._one.say(words.t("Content pillar"), search, words.t("There is no such pillar."))
        rows = [Choice(NONE, words.t("No pillar"))] + [Choice(row.id, row.name) for row in session.page.pillars]
        offer = lambda name: words.t("New pillar: {name}", name=name)  # noqa: E731
        self._open(self._one, "pillar_id", rows, (session.field("pillar_id") or NONE,), self.pillar, offer)

    def _hint(self, told: str) -> str:
        return told if self._may_add else ""

    def _open(
        self,
        popover: ChoicePopover,
        field: str,
        rows: list[Choice[int]],
        chosen: Iterable[Any],
        anchor: Pill,
        offer: Callable[[str], str] | None = None,
    ) -> None:
        """`offer` words the row that makes what was typed, for whom may plan."""
        self._field = field
        popover.open_with(rows, chosen, anchor, offer if self._may_add else None)


def told_time(when: WallTime, context: TabContext) -> str:
    """A time as a pill has room for: "dziś, 18:00"."""
    formats = context.face.language.formats
    try:
        return formats.moment(when.to_utc(), context.services.clock.now())
    except BadInput:
        return formats.wall(when.local)


def told_full(when: WallTime, context: TabContext) -> str:
    """Day in full, time, and the hour on the member's own clock where it differs."""
    formats, member = context.face.language.formats, context.actor.member
    try:
        moment = when.to_utc()
    except BadInput:
        return formats.wall(when.local)
    day = formats.day_full(formats.local(moment).date())
    elsewhere = member.zone if member is not None and member.zone else formats.zone
    return f"{day}, {formats.time_elsewhere(moment, elsewhere)}"


def _together(names: list[str]) -> str:
    """The first name, and how many more there are."""
    return names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "") if names else ""
