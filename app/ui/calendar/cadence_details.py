"""The popover behind a line of the cadence: the week in numbers, where its target comes from, and a way to set it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from app.domain.cadence import CadenceSource, Verdict
from app.domain.networks import RULES, Cadence
from app.domain.people import Right
from app.domain.workspace import Profile
from app.system import labels
from app.system.words import N_
from app.ui.calendar.cadence_meter import CadenceMeter
from app.ui.calendar.cadence_words import LOOK, target, told
from app.ui.calendar.tab_order import in_turn
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.tab_context import TabContext
from app.ui.tokens import XS, L, M, S
from app.ui.widgets.icon_label import IconLabel, NetworkMark
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.number_field import NumberField
from app.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from app.domain.cadence import SuggestedCadence

_DAYS = {
    Verdict.UNDER: N_("Days with too few posts: {days}"),
    Verdict.OVER: N_("Days with too many posts: {days}"),
}
MOST = 99
WIDE = 340


class CadenceDetails(QDialog):
    """Stands beside its meter and goes when somebody clicks elsewhere or presses Escape."""

    def __init__(self, context: TabContext, meter: CadenceMeter, today: date) -> None:
        super().__init__(meter.parentWidget(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._today = context, today
        self._profile, self._week = meter.profile, meter.week
        words = context.face.language.words
        self.setWindowTitle(words.t("How often this profile publishes"))
        self.setAccessibleName(self.windowTitle())
        card = QFrame(self)
        card.setProperty("card", True)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        self._whole = QVBoxLayout(card)
        self._whole.setContentsMargins(L, L, L, L)
        self._whole.setSpacing(M)
        card.setMinimumWidth(WIDE)
        self._build_head()
        self._build_numbers()
        self._build_days()
        self.low, self.high = NumberField(0, MOST), NumberField(1, MOST)
        self.per = Segmented(("day", "week"))
        self.set_button = QPushButton(words.t("Set target"))
        self.suggestion, self.none = QToolButton(), QToolButton()
        self._problem = wrapped_label("", "problem")
        self._problem.hide()
        if self._may_plan:
            self._build_target()
        else:
            self._whole.addWidget(wrapped_label(words.t("Who plans for this brand can set a target."), "muted"))

    def show_beside(self, meter: CadenceMeter) -> None:
        """Right of the meter, inside its screen."""
        layout = self.layout()
        if layout is not None:  # as high as its lines are at this width; the hint knows of fewer
            wide = max(WIDE, layout.minimumSize().width())
            self.resize(wide, max(layout.totalHeightForWidth(wide), layout.totalMinimumSize().height()))
        room = meter.screen().availableGeometry()
        wanted = meter.mapToGlobal(QPoint(meter.width() + S, 0))
        x = min(wanted.x(), room.right() - self.width())
        y = max(room.top(), min(wanted.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()

    @property
    def _may_plan(self) -> bool:
        member = self._context.actor.member
        return member is None or member.may(Right.PLAN, self._profile.brand_id)

    # what is
    def _build_head(self) -> None:
        language, profile = self._context.face.language, self._profile
        texts = QVBoxLayout()
        texts.setSpacing(0)
        network = labels.network(profile.network, language.words)
        heading = wrapped_label(f"{network} · {profile.handle or profile.name}", "strong")
        texts.addWidget(heading)
        texts.addWidget(plain_label(language.formats.days(self._week.first, self._week.last, self._today), "small"))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(NetworkMark(profile.network), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self._whole.addLayout(row)

    def _build_numbers(self) -> None:
        language, week = self._context.face.language, self._week
        words, formats = language.words, language.formats
        said = told(week, week.last < self._today, words, formats)
        icon, role = LOOK[week.verdict]
        verdict = wrapped_label(said.verdict)
        verdict.setProperty("role", role)
        row = QHBoxLayout()
        row.setSpacing(XS)
        row.addWidget(IconLabel(icon, role), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(verdict, 1)
        self._whole.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        rows = (
            (words.t("Published"), self._published_text()),
            (words.t("Planned"), formats.number(week.planned)),
            (words.t("Target"), self._target_text()),
        )
        for place, (name, value) in enumerate(rows):
            grid.addWidget(plain_label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(wrapped_label(value), place, 1)
        self._whole.addLayout(grid)

    def _published_text(self) -> str:
        language, week = self._context.face.language, self._week
        shown = language.formats.number(week.published)
        if not week.elsewhere:
            return shown
        told = language.words.n(
            "{n} of them not from this calendar: known from the network or a file",
            "{n} of them not from this calendar: known from the network or a file",
            week.elsewhere,
            n=language.formats.number(week.elsewhere),
        )
        return f"{shown}, {told}"

    def _target_text(self) -> str:
        language = self._context.face.language
        aim = self._profile.cadence
        return target(aim, language.words, language.formats) if aim is not None else language.words.t("None chosen")

    def _build_days(self) -> None:
        words = self._context.face.language.words
        for verdict, text in _DAYS.items():
            if days := self._week.days_with(verdict):
                self._whole.addWidget(wrapped_label(words.t(text, days=self._listed(days)), "small"))

    def _listed(self, days: Sequence[date]) -> str:
        formats = self._context.face.language.formats
        return ", ".join(f"{formats.weekday_short(day.weekday())} {day.day}" for day in days)

    # what is meant
    def _build_target(self) -> None:
        words = self._context.face.language.words
        rule = QFrame()
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        self._whole.addWidget(rule)
        self._whole.addWidget(plain_label(words.t("Target"), "caption"))
        for box, name in ((self.low, words.t("At least")), (self.high, words.t("At most"))):
            box.setAccessibleName(name)
            box.setMinimumHeight(self.per.sizeHint().height())
        self.low.changed.connect(lambda value: self.high.show_number(max(self.high.number, value)))
        self.high.changed.connect(lambda value: self.low.show_number(min(self.low.number, value)))
        self.per.say(words.t("Posts in a day or in a week"), {"day": words.t("a day"), "week": words.t("a week")})
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.low)
        row.addWidget(plain_label("–"))
        row.addWidget(self.high)
        row.addWidget(self.per)
        row.addStretch()
        self._whole.addLayout(row)
        for link in (self.suggestion, self.none):
            link.setProperty("look", "link")
            link.hide()
            self._whole.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._whole.addWidget(self._problem)
        self.set_button.setProperty("look", "primary")
        self._whole.addWidget(self.set_button, 0, Qt.AlignmentFlag.AlignRight)
        self.set_button.clicked.connect(self._set)
        keys = (self.per.button(key) for key in ("day", "week"))
        in_turn(self.low, self.high, *keys, self.suggestion, self.none, self.set_button)
        self._start_values()
        self.none.setText(words.t("Take the target away"))
        self.none.setVisible(self._profile.cadence is not None)
        self.none.clicked.connect(lambda: self._write(None))
        measuring, actor, number = self._context.services.measuring, self._context.actor, self._profile.id
        self._context.face.tasks.run(self, lambda report: measuring.suggested(actor, number), self._suggest, self._fail)

    def _start_values(self) -> None:
        self._take(self._profile.cadence or RULES[self._profile.network].usual_cadence or Cadence("week", 1, 2))

    def _take(self, cadence: Cadence) -> None:
        self.high.show_number(cadence.high)
        self.low.show_number(cadence.low)
        self.per.choose(cadence.per)

    def _suggest(self, found: SuggestedCadence | None) -> None:
        if found is None or found.cadence == self._profile.cadence:
            return
        words = self._context.face.language.words
        span = target(found.cadence, words, self._context.face.language.formats)
        if found.source is CadenceSource.OWN_HISTORY:
            text = words.n(
                "Take {target}, as in the last {n} week",
                "Take {target}, as in the last {n} weeks",
                found.weeks,
                target=span,
            )
        else:
            network = labels.network(self._profile.network, words)
            text = words.t("Take {target}, the usual advice for {network}", target=span, network=network)
        self.suggestion.setText(text)
        self.suggestion.clicked.connect(lambda: self._take(found.cadence))
        self.suggestion.show()
        self.adjustSize()

    def _set(self) -> None:
        self._write(Cadence(self.per.now, self.low.number, self.high.number))

    def _write(self, wanted: Cadence | None) -> None:
        if wanted == self._profile.cadence:
            self.close()
            return
        context, profile = self._context, self._profile
        step, back = _setter(context, profile, wanted), _setter(context, profile, profile.cadence)
        words = context.face.language.words
        what = words.t("Target of {profile} set", profile=profile.handle or profile.name)

        def done(changes: Sequence[Change]) -> None:
            context.undo.add(what, back, step)
            context.bus.tell(*changes)
            context.notices.say(what, words.t("Undo"), context.undo.undo, close=words.t("Close"))
            self.close()

        self.set_button.setEnabled(False)
        context.face.tasks.run(self, lambda report: step(), done, self._fail)

    def _fail(self, error: BaseException) -> None:
        self.set_button.setEnabled(True)
        if not is_expected(error):
            self._context.face.tasks.unexpected.emit(error)
            return
        self._problem.setText(sentence(error, self._context.face.language))
        self._problem.show()
        self.adjustSize()


def _setter(context: TabContext, profile: Profile, wanted: Cadence | None) -> Callable[[], tuple[Change, ...]]:
    """A step that gives a profile a target of its own, or none."""

    def step() -> tuple[Change, ...]:
        context.services.profiles.edit_profile(context.actor, profile.id, cadence=wanted, no_cadence=wanted is None)
        return (Change("profile", profile.id),)

    return step
