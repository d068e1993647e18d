"""What the views of the calendar share: the chip a person stands on, how chips look, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.domain.content import PlannedChip, Post
from app.domain.days import WallTime
from app.domain.errors import BadInput
from app.domain.people import Right
from app.domain.workflow import PostState
from app.ui.calendar.chip_look import ChipLook, look_of
from app.ui.calendar.moving import Target, is_past, landing, landings, movable, stays
from app.ui.calendar.plan import next_start
from app.ui.calendar.source import PlanSource
from app.ui.calendar.wording import Wording
from app.ui.errors import sentence
from app.ui.tab_context import TabContext
from app.ui.tasks import TaskHandle

RELOOK = (
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.DevicePixelRatioChange,
)
"""After these chips look otherwise."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a move would do: the exact new time as people read it, why it is refused ("" when it is not), and a remark."""

    when: str
    refusal: str = ""
    note: str = ""


class Desk(QObject):
    opened = Signal(int)
    """A post was asked for."""
    created = Signal(object)
    """A new post was asked for, at an aware instant or None."""
    day_wanted = Signal(object)
    """A day that is not shown was walked to."""
    paged = Signal(int)
    """The page before (-1) or after (1) was asked for."""
    menu_wanted = Signal(object, object, object)
    """A chip or None, a `Target` for a new post, and a point of the screen."""
    move_wanted = Signal(object, object, bool)
    """A chip, a `Target`, and whether everything of the post moves."""
    move_box_wanted = Signal(object, object)
    """A chip, and where on the screen to ask."""
    publish_wanted = Signal(object)
    """A chip is to go out at once; it is asked for a second time."""
    cancel_wanted = Signal(object)
    copy_wanted = Signal(object)
    day_list_wanted = Signal(object, object)
    """A day, and the rectangle on the screen it belongs to."""

    def __init__(self, context: TabContext, source: PlanSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context, self.source = context, source
        self.wording = Wording(context, source)
        self.chosen: int | None = None
        """The variant a person stands on, in every view."""
        self._looks: WeakKeyDictionary[QWidget, ChipLook] = WeakKeyDictionary()

    # telling
    def now(self) -> datetime:
        return self.context.services.clock.now()

    def today(self) -> date:
        return self.context.face.language.formats.today(self.now())

    def more(self, count: int) -> str:
        return self.context.face.language.words.n("+{n} more", "+{n} more", count)

    def look(self, widget: QWidget) -> ChipLook:
        """Made anew when names or the language change, and after `forget_looks`."""
        formats, book = self.context.face.language.formats, self.source.book
        made = self._looks.get(widget)
        if made is None or made.formats is not formats or made.book is not book:
            made = look_of(widget.font(), QApplication.palette(), formats, book, widget.devicePixelRatioF())
            self._looks[widget] = made
        return made

    def forget_looks(self) -> None:
        """Font, palette or pixel ratio changed."""
        self._looks.clear()

    def current(self, view: QWidget) -> QModelIndex:
        return view.currentIndex() if isinstance(view, QAbstractItemView) else QModelIndex()

    def rights(self, chip: PlannedChip) -> frozenset[Right]:
        return self.source.book.rights(self.context.actor, chip.profile_id)

    # judging
    def judge(self, chip: PlannedChip, target: Target, post: Post | None, *, everything: bool) -> Verdict:
        """What a move would do. Without the post (it is being read) only the chip itself is looked at."""
        language = self.context.face.language
        zone = language.formats.zone
        try:
            there = self._walls(chip, target, post, zone, everything)
            due = there[chip.profile_id].to_utc()
            past = is_past(there.values(), self.now())
        except BadInput as error:
            return Verdict(language.formats.day_full(target.day, self.today()), sentence(error, language))
        when = self.when(due, there[chip.profile_id].zone)
        code = stays(chip.state, self.rights(chip)) or ("past" if past else None)
        if code is not None:
            return Verdict(when, self.wording.refusal(code))
        return Verdict(when, "", self._note(chip, post, everything))

    def when(self, due: datetime, zone: str | None = None) -> str:
        """ "Tuesday, 24 November, 12:30"; with the post's own clock where it stands in another zone."""
        formats = self.context.face.language.formats
        day = formats.day_full(formats.local(due).date(), self.today())
        return f"{day}, {formats.time_elsewhere(due, zone or formats.zone)}"

    def _walls(
        self, chip: PlannedChip, target: Target, post: Post | None, zone: str, everything: bool
    ) -> dict[int, WallTime]:
        if post is None:
            return {chip.profile_id: landing(chip.due_at, zone, target, zone)}
        return landings(post, chip.profile_id, target, zone, everything=everything)

    def _note(self, chip: PlannedChip, post: Post | None, everything: bool) -> str:
        words = self.context.face.language.words
        if post is not None and (count := len(movable(post))) > 1:
            if everything:
                return (
                    words.t("Both profiles move")
                    if count == 2
                    else words.n("{n} profile moves", "All {n} profiles move", count)
                )
            profile = self.wording.profile(chip)
            if count == 2:
                return words.t("Only {profile}. Shift: both profiles", profile=profile)
            return words.n(
                "Only {profile}. Shift: {n} profile", "Only {profile}. Shift: all {n} profiles", count, profile=profile
            )
        if chip.state is PostState.ON_HOLD:
            return words.t("On hold until now: it will be scheduled again")
        return ""

    # doing
    def fetch(self, owner: QObject, chip: PlannedChip, take: Callable[[Post], None]) -> TaskHandle:
        """Reads the chip's post for somebody who wants to move it; a failure is told when it is moved."""
        context = self.context
        return context.face.tasks.run(
            owner,
            lambda report: context.services.planning.post(context.actor, chip.post_id),
            take,
            lambda error: None,
        )

    def open(self, chip: PlannedChip) -> None:
        self.opened.emit(chip.post_id)

    def create(self, day: date, at: time | None = None) -> None:
        """A new post on a day; without a time of day at the usual one."""
        formats = self.context.face.language.formats
        local = datetime.combine(day, at) if at is not None else next_start(self.now(), day, formats)
        try:
            due = WallTime(local, formats.zone).to_utc()
        except BadInput as error:
            self.context.notices.warn(sentence(error, self.context.face.language))
            return
        self.created.emit(due)

    def move(self, chip: PlannedChip, target: Target, *, everything: bool) -> None:
        self.move_wanted.emit(chip, target, everything)

    def list_day(self, day: date, place: QRect) -> None:
        self.day_list_wanted.emit(day, place)

    def ask_menu(self, chip: PlannedChip | None, target: Target, point: QPoint) -> None:
        self.menu_wanted.emit(chip, target, point)
