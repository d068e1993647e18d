"""The lines of Today: values in, widgets out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from app.domain.calendar_day import CalendarDay, DayKind
from app.domain.handing_over import BY_HAND
from app.domain.networks import Network
from app.domain.today import TodayPost
from app.domain.workflow import PostState
from app.domain.workspace import Task
from app.system.check_words import check_sentence
from app.system.error_sentences import SENTENCES
from app.system.history_words import step_name
from app.system.labels import delivery_reason, network, post_state
from app.system.sentences import explain_code
from app.system.words import N_, Words
from app.ui.language import Language
from app.ui.links import on_practice, open_url, openable
from app.ui.post.returned_words import returned_line
from app.ui.tokens import XS, S
from app.ui.widgets.icon_label import IconLabel, NetworkMark
from app.ui.widgets.labels import plain_label, set_tip, wrapped_label
from app.ui.widgets.line import Line
from app.ui.widgets.section import Section
from app.ui.widgets.state_chip import StateChip

if TYPE_CHECKING:
    from app.services.today import Asked, LostProfile, RecentChange, SentBack, Waiting

TIME_WIDTH = 8
DAY_WIDTH = 14

_ATTENTION: dict[str, str] = {
    "failed": N_("It did not go out. Reopen it as a draft, mend what is wrong and send it to review again."),
    "unsure": N_("We do not know whether it is out. Look at the profile, then say what you see."),
    "kept": N_("It waits, because its profile must be connected again. Open it and connect the profile."),
    "missed": N_("Its time has passed and it is not out. Give it a new time or cancel it."),
    "unapproved": N_("Its time comes soon and nobody has approved it yet."),
    "undated": N_("It is approved and has no time yet. Give it a time."),
}
_DAY_LOOK: dict[DayKind, tuple[str, str]] = {
    DayKind.HOLIDAY: ("flag", "holiday"),
    DayKind.OBSERVANCE: ("megaphone", "muted"),
    DayKind.TRADING_SUNDAY: ("store", "muted"),
    DayKind.OWN: ("bell", "accent"),
}
_DAY_KIND: dict[DayKind, str] = {
    DayKind.HOLIDAY: N_("public holiday"),
    DayKind.OBSERVANCE: N_("marketing day"),
    DayKind.TRADING_SUNDAY: N_("shops are open"),
    DayKind.OWN: N_("your own day"),
}


_OUT = frozenset({PostState.PUBLISHED})
_STUCK = frozenset({PostState.EXPIRED, PostState.FAILED, PostState.UNSURE, PostState.ON_HOLD})
"""States in which a post does not go out by itself any more."""


class TodayLines:
    """`open_post` is called with a post's id when its line is chosen, `by_hand` with the id of a variant that waits to be
    published by hand; None: that is not offered yet."""

    def __init__(
        self,
        language: Language,
        now: datetime,
        day: date,
        open_post: Callable[[int], None],
        by_hand: Callable[[int], None] | None = None,
    ) -> None:
        self._words, self._formats = language.words, language.formats
        self._now, self._today = now, day
        self._open_post, self._by_hand = open_post, by_hand

    def going_out(self, rows: Sequence[TodayPost]) -> QWidget:
        """One post to one or several profiles, at one time and in one state."""
        row = rows[0]
        time = self._formats.time(row.due_at) if row.due_at else "–"
        line = self._post_line(rows, time)
        line.lead(time, TIME_WIDTH)
        return self._finished(line, rows, self._profiles(rows))

    def attention(self, rows: Sequence[TodayPost]) -> QWidget:
        row = rows[0]
        when = self._moment(row.due_at) if row.due_at else self._words.t("no time yet")
        line = self._post_line(rows, when)
        told = self._reason(row)
        set_tip(line, told)
        return self._finished(line, rows, f"{when} · {told}")

    def lost_profile(self, row: LostProfile, connect: Callable[[], None]) -> QWidget:
        """A profile whose connection somebody must look after; `connect` leads to where that is done."""
        words, place = self._words, self._place(row.profile.network, row.profile.handle)
        if row.problem is None:
            told = words.t("The access key is not on this computer. Connect again.")
        else:
            told = explain_code(row.problem, row.data, words, self._formats)
        line = Line(f"{place}. {told}", opens=True)
        line.chosen.connect(connect)
        set_tip(line, told)
        line.add(NetworkMark(row.profile.network))
        line.texts(place, told)
        button = QPushButton(words.t("Change the handle…") if row.renamed else words.t("Connect again…"))
        button.setAccessibleName(f"{button.text()} {place}")
        button.clicked.connect(connect)
        line.add(button)
        return line

    def waiting(self, row: Waiting) -> QWidget:
        words = self._words
        when = self._moment(row.due_at)
        line = self._opening(row.post_id, f"{row.title}, {when}")
        line.add(*(NetworkMark(profile.network) for profile in row.profiles[:4]))
        since = words.t("waits since {when}", when=self._moment(row.since))
        line.texts(row.title, " · ".join(part for part in (row.author, since) if part))
        late = row.due_at is not None and row.due_at <= self._now
        label = plain_label(when if row.due_at else words.t("no time yet"))
        label.setProperty("role", "failed" if late else "review")
        line.add(label)
        return line

    def sent_back(self, row: SentBack) -> QWidget:
        """A post of the member that came back, with who sent it back and why."""
        answer, title = row.answer, row.title or self._words.t("Post without a title")
        told = returned_line(answer, self._formats, self._now)
        line = self._opening(answer.post_id, f"{title}. {post_state(answer.state, self._words)}. {told}")
        set_tip(line, told)
        line.add(*(NetworkMark(profile.network) for profile in row.profiles[:4]))
        line.texts(title, " ".join(told.split()))
        line.add(StateChip(answer.state, self._words))
        return line

    def headed(self, heading: str, rows: Sequence[TodayPost]) -> QWidget:
        """The first line of several, under a heading of their own."""
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(0)
        label = plain_label(heading, "caption")
        label.setContentsMargins(S, XS, S, XS)
        column.addWidget(label)
        column.addWidget(self.going_out(rows))
        return both

    def question(self, row: Asked) -> QWidget:
        """Opens the post on its network, where it can be answered."""
        asked = row.question
        link = asked.permalink if asked.permalink and openable(asked.permalink) else None
        when = self._moment(asked.at)
        line = Line(
            f"{asked.author}: {asked.text}. {when}, {self._place(row.profile.network, row.profile.handle)}",
            opens=link is not None,
        )
        if link is not None:
            line.chosen.connect(lambda: open_url(link))
        elif on_practice(asked.permalink):
            set_tip(line, self._words.t("This post is on the practice network, which has no page to open."))
        mark = NetworkMark(row.profile.network)
        set_tip(mark, self._place(row.profile.network, row.profile.handle))
        line.add(mark)
        line.texts(asked.text, " · ".join(part for part in (asked.author, when, asked.under) if part), "")
        return line

    def task(self, row: Task, ticked: Callable[[bool], None]) -> QWidget:
        words = self._words
        line = Line(row.title, opens=row.post_id is not None)
        if row.post_id is not None:
            line.chosen.connect(lambda number=row.post_id: self._open_post(number))
        box = QCheckBox()
        box.setAccessibleName(words.t("Done: {task}", task=row.title))
        box.toggled.connect(ticked)
        line.add(box)
        line.texts(row.title, row.brief, "")
        late = row.due_on is not None and row.due_on < self._today
        due = self._formats.day_near(row.due_on, self._today) if row.due_on else words.t("no day")
        label = plain_label(due)
        label.setProperty("role", "failed" if late else "muted")
        line.add(label)
        return line

    def days(self, rows: Iterable[CalendarDay]) -> list[Callable[[], QWidget]]:
        """What makes one line per day's event; the date stands only on the first of a day."""
        makers: list[Callable[[], QWidget]] = []
        before = None
        for row in rows:
            makers.append(partial(self._day, row, dated=row.day != before))
            before = row.day
        return makers

    def _day(self, row: CalendarDay, *, dated: bool) -> QWidget:
        near = self._formats.day_near(row.day, self._today)
        weekday = self._formats.weekday_short(row.day.weekday())
        shown = near if abs((row.day - self._today).days) <= 1 else f"{weekday} {near}"
        icon, role = _DAY_LOOK[row.kind]
        line = Line(f"{shown}, {row.name}", opens=False)
        line.lead(shown if dated else "", DAY_WIDTH, "muted")
        line.add(IconLabel(icon, role))
        line.texts(row.name, "", "strong" if row.kind is DayKind.HOLIDAY else "")
        kind = self._words.t(_DAY_KIND[row.kind])
        line.add(plain_label(f"{kind} · {row.country}" if row.country else kind, "small"))
        return line

    def tells_of(self, row: RecentChange) -> bool:
        """False for a step nobody wants to read about."""
        return step_name(row.entity, row.action, self._words) is not None

    def change(self, row: RecentChange) -> QWidget:
        step = step_name(row.entity, row.action, self._words) or ""
        told = f"{step} · {row.who}" if row.who else step
        if row.count > 1 and not row.title:
            told = f"{step} ({self._formats.number(row.count)})" + (f" · {row.who}" if row.who else "")
        when = self._moment(row.at)
        title = row.title or told
        beside = f"{told}, {when}" if row.title else when
        if row.post_id is not None and row.title:
            line = self._opening(row.post_id, f"{title}. {beside}")
        else:
            line = Line(title, opens=False)
        line.texts(title, beside, "")
        return line

    # parts
    def _post_line(self, rows: Sequence[TodayPost], when: str) -> Line:
        row = rows[0]
        state = post_state(row.state, self._words)
        return self._opening(row.post_id, f"{when}, {self._profiles(rows)}, {row.title}, {state}")

    def _opening(self, post_id: int, says: str) -> Line:
        line = Line(says, opens=True)
        line.chosen.connect(lambda: self._open_post(post_id))
        return line

    def _finished(self, line: Line, rows: Sequence[TodayPost], beside: str) -> Line:
        for row in rows:
            mark = NetworkMark(row.network)
            set_tip(mark, self._place(row.network, row.handle))
            line.add(mark)
        line.texts(rows[0].title, beside)
        line.add(self._by_hand_button(rows[0]) or StateChip(rows[0].state, self._words))
        return line

    def _by_hand_button(self, row: TodayPost) -> QPushButton | None:
        """What waits for a person is one press away."""
        publish, number = self._by_hand, row.variant_id
        if publish is None or row.state is not PostState.UNSURE or row.reason != BY_HAND:
            return None
        button = QPushButton(self._words.t("Publish by hand…"))
        button.setAccessibleName(f"{button.text()} {row.title}")
        button.clicked.connect(lambda: publish(number))
        return button

    def _profiles(self, rows: Sequence[TodayPost]) -> str:
        return ", ".join(self._place(row.network, row.handle) for row in rows)

    def _place(self, kind: Network, handle: str) -> str:
        return f"{network(kind, self._words)} · {handle}"

    def _moment(self, moment: datetime | None) -> str:
        return self._formats.moment(moment, self._now) if moment else "–"

    def _reason(self, row: TodayPost) -> str:
        """The kept reason as a sentence when it needs nothing else to be one, else what such a state means."""
        if row.attention == "obstacle":
            return check_sentence(row.reason or "", row.data, self._words, self._formats)
        if row.reason == BY_HAND:
            return self._words.t("It is time to publish this post by hand.")
        if row.attention == "failed" and row.reason:
            return self._words.t(
                "It did not go out ({reason}). Reopen it as a draft, mend what is wrong and send it to review again.",
                reason=delivery_reason(row.reason, self._words),
            )
        if row.reason in SENTENCES and "{" not in SENTENCES[row.reason]:
            return explain_code(row.reason, {}, self._words, self._formats)
        return self._words.t(_ATTENTION[row.attention or "missed"])


def together(rows: Iterable[TodayPost]) -> list[list[TodayPost]]:
    """Variants of one post that share time, state and trouble are one line; the order is that of the first of each."""
    found: dict[object, list[TodayPost]] = {}
    for row in rows:
        found.setdefault((row.post_id, row.due_at, row.state, row.attention, row.reason, str(row.data)), []).append(row)
    return list(found.values())


def going_out_makers(
    posts: Iterable[TodayPost], lines: TodayLines, words: Words
) -> tuple[list[Callable[[], QWidget]], int]:
    """What makes the rows of today: what is still to come, what is out already, what does not go out as it stands; and how
    many are to come."""
    found = together(posts)
    out = [rows for rows in found if rows[0].state in _OUT]
    stuck = [rows for rows in found if rows[0].state in _STUCK and rows[0].reason != BY_HAND]
    to_come = [rows for rows in found if rows not in out and rows not in stuck]
    makers: list[Callable[[], QWidget]] = [partial(lines.going_out, rows) for rows in to_come]
    if (out or stuck) and not to_come:
        makers.append(lambda: _said(words.t("Nothing more goes out today.")))
    for heading, group in ((words.t("Already out"), out), (words.t("Does not go out as it stands"), stuck)):
        if group:
            makers.append(partial(lines.headed, heading, group[0]))
        makers += [partial(lines.going_out, rows) for rows in group[1:]]
    return makers, len(to_come)


def going_out_filling(section: Section, posts: Iterable[TodayPost], lines: TodayLines, words: Words) -> Iterator[None]:
    """The list that stands first, and that is all of the window's first look; some rows at each step."""
    makers, count = going_out_makers(posts, lines, words)
    more = words.n("Show it", "Show all {n}", len(makers))
    return section.filling(words.t("Going out today"), makers, words.t("Nothing goes out today."), more, count)


def _said(text: str) -> QWidget:
    label = wrapped_label(text, "muted")
    label.setContentsMargins(S, XS, S, XS)
    return label
