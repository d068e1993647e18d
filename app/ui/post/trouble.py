"""What went wrong on the way out, profile by profile: failed with its reason, or unsure with three answers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.delivery import Attempt, Delivery, Outcome, Resolution
from app.domain.handing_over import BY_HAND
from app.domain.networks import Connection
from app.domain.people import Right
from app.domain.workflow import PostState
from app.system.check_words import check_sentence
from app.system.labels import action, delivery_reason
from app.system.labels import network as network_name
from app.ui.changes import Change
from app.ui.links import on_practice, open_url, openable
from app.ui.places import SettingsPlace
from app.ui.post.actions import offer
from app.ui.post.banner import Banner, Step
from app.ui.post.handed_over import TakingBack
from app.ui.post.kept_back import RECONNECT, kept_back, kept_back_words
from app.ui.post.session import PostSession
from app.ui.tab_context import TabContext
from app.ui.tokens import S

if TYPE_CHECKING:
    from app.services.publishing import Case


class Trouble(QWidget):
    resolved = Signal(int, object, str)
    """Delivery id, `Resolution` and the link a person gave."""
    reopen_wanted = Signal(int)
    went = Signal(object)
    """A `Place`: the settings, where a profile is connected."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._banners: dict[int, Banner] = {}
        self._links: dict[int, QLineEdit] = {}
        self._cases: dict[tuple[int, int], Case | None] = {}
        """What was tried, by delivery and number of attempts; None while it is being read."""
        self._taking_back = TakingBack(context, self._write_again)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(S)
        self.hide()

    @property
    def banners(self) -> dict[int, Banner]:
        """By profile id."""
        return dict(self._banners)

    def link(self, profile_id: int) -> QLineEdit:
        """Where the link to a post that is out is given."""
        return self._links[profile_id]

    def show_session(self, session: PostSession) -> None:
        wanted = [number for number in session.profile_ids if self._matters(session, number)]
        for number in [n for n in self._banners if n not in wanted]:
            old = self._banners.pop(number)
            self._links.pop(number, None)
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        for number in wanted:
            if number not in self._banners:
                self._banners[number] = Banner()
                self._rows.addWidget(self._banners[number])
            self._write_one(session, number)
        self.setVisible(bool(wanted))

    def _matters(self, session: PostSession, number: int) -> bool:
        return (
            session.state(number)
            in (
                PostState.FAILED,
                PostState.UNSURE,
                PostState.PUBLISHED,
            )
            or number in session.page.lying
            or self._waits_in_vain(session, number)
            or self._has_obstacle(session, number)
            or kept_back(session, number) is not None
        )

    def _has_obstacle(self, session: PostSession, number: int) -> bool:
        """What was looked at before its time and stands in the way."""
        return session.state(number) is PostState.SCHEDULED and bool(session.page.ahead.get(number))

    def _waits_in_vain(self, session: PostSession, number: int) -> bool:
        """It has a time, and no program takes it there."""
        by_person = session.page.profiles[number].connection in (Connection.NONE, Connection.BY_HAND)
        return by_person and session.state(number) is PostState.SCHEDULED

    def _write_one(self, session: PostSession, number: int) -> None:
        state, banner = session.state(number), self._banners[number]
        delivery = session.page.deliveries.get(number)
        words, profile = self._context.face.language.words, session.page.profiles[number]
        name = f"{network_name(profile.network, words)} · {profile.handle}"
        link = self._links.get(number)
        if link is not None and state is not PostState.UNSURE:
            link.hide()
        if number in session.page.lying and state is not PostState.UNSURE:
            self._taking_back.show(session, number, name, banner)
        elif state is PostState.UNSURE and delivery is not None and delivery.reason == BY_HAND:
            self._write_by_hand(number, delivery, name)
        elif state is PostState.UNSURE and delivery is not None:
            self._write_unsure(session, number, delivery, name)
        elif state is PostState.FAILED:
            why = delivery_reason(delivery.reason, words) if delivery is not None and delivery.reason else "–"
            told = words.t(
                "{profile}: not published ({reason}). Reopen it as a draft, mend what is wrong and send it to review again.",
                profile=name, reason=why,
            )  # fmt: skip
            steps: list[Step] = []
            if session.may_write and not _foot_reopens(session):
                steps = [(action("reopen", words), lambda: self.reopen_wanted.emit(number))]
            banner.say("circle-x", "failed", told, steps)
        elif state is PostState.PUBLISHED:
            self._write_published(session, number, name)
        elif self._has_obstacle(session, number):
            self._write_obstacles(session, number, name)
        elif (waiting := kept_back(session, number)) is not None:
            self._write_kept_back(session, number, waiting, name)
        else:
            told = words.t("{profile} is not connected, so Szpalta does not publish there. Publish it by hand at its time.",
                           profile=name)  # fmt: skip
            banner.say("hand", "warn", told)

    def _write_kept_back(self, session: PostSession, number: int, delivery: Delivery, name: str) -> None:
        language = self._context.face.language
        steps: list[Step] = []
        if delivery.reason in RECONNECT and Right.PLAN in session.page.rights:
            place = SettingsPlace("profiles")
            steps = [(language.words.t("Connect the profile…"), lambda: self.went.emit(place))]
        told = kept_back_words(delivery, name, session, language)
        self._banners[number].say("triangle-alert", "warn", told, steps)

    def _write_again(self, session: PostSession, number: int) -> None:
        if number in self._banners and number in session.page.lying:
            self._write_one(session, number)

    def _write_obstacles(self, session: PostSession, number: int, name: str) -> None:
        language = self._context.face.language
        words, rows = language.words, session.page.ahead[number]
        whys = [check_sentence(row.problem or "", row.data, words, language.formats) for row in rows]
        when = language.formats.moment(max(row.at for row in rows), session.page.now)
        told = words.t(
            "{profile}: looked at before its time ({when}). {why}", profile=name, when=when, why=" ".join(whys)
        )
        step = (words.t("Look again"), partial(self._look_again, session))
        self._banners[number].say("triangle-alert", "warn", told, [step])

    def _look_again(self, session: PostSession) -> None:
        post, checks, actor = session.post, self._context.services.delivery_checks, self._context.actor
        if post is None:
            return
        number = post.id
        self._context.face.tasks.run(
            session,
            lambda report: checks.ask_again(actor, number),
            lambda rows: self._context.bus.tell(Change("delivery"), Change("post", number)),
        )

    def _write_published(self, session: PostSession, number: int, name: str) -> None:
        words, variant = self._context.face.language.words, session.variant(number)
        at = variant.published_at if variant is not None else None
        url = variant.remote_url if variant is not None else None
        when = self._context.face.language.formats.moment(at, self._context.services.clock.now()) if at else "–"
        steps: list[Step] = []
        if url and openable(url) is not None:
            steps = [(words.t("Open the post"), lambda: open_url(url))]
        if Right.APPROVE in session.page.rights and session.page.deliveries.get(number) is not None:
            steps.append((words.t("Correct or delete…"), partial(self._open_afterwards, session, number, name)))
        told = words.t("{profile}: published {when}.", profile=name, when=when)
        if on_practice(url):
            told = words.t("{profile}: published {when} on the practice network.", profile=name, when=when)
        self._banners[number].say("circle-dot", "published", told, steps)

    def _write_by_hand(self, number: int, delivery: Delivery, name: str) -> None:
        words = self._context.face.language.words
        told = words.t("{profile}: it is time to publish this post by hand.", profile=name)
        steps: list[Step] = [(words.t("Publish by hand…"), partial(self._open_by_hand, delivery.id))]
        self._banners[number].say("hand", "warn", told, steps)

    def _open_by_hand(self, delivery_id: int) -> None:
        from app.ui.publishing.by_hand_dialog import open_by_hand

        open_by_hand(self._context, delivery_id, self.window())

    def _open_afterwards(self, session: PostSession, number: int, name: str) -> None:
        from app.ui.publishing.afterwards_dialog import AfterwardsDialog

        delivery, text = session.page.deliveries.get(number), str(session.effective(number, "text") or "")
        if session.post is not None and delivery is not None:
            AfterwardsDialog(self._context, session.post, delivery, text, name, self.window()).open()

    def _write_unsure(self, session: PostSession, number: int, delivery: Delivery, name: str) -> None:
        words, formats = self._context.face.language.words, self._context.face.language.formats
        sent = formats.moment(delivery.first_send_at, session.page.now) if delivery.first_send_at else "–"
        why = delivery_reason(delivery.reason, words) if delivery.reason else "–"
        case = self._case(session, number, delivery)
        tries = self._tries(case.attempts, session) if case is not None else {}
        told = words.t(
            "{profile}: we do not know whether this post is out. It was sent {when}: {reason}. Look at the profile, then say "
            "what you see.",
            profile=name, when=sent, reason=why,
        )  # fmt: skip
        if why in tries:
            told = words.t(
                "{profile}: we do not know whether this post is out. It was sent {when}. Look at the profile, then say what "
                "you see.",
                profile=name, when=sent,
            )  # fmt: skip
        tried = [words.t("Tried {when}: {reason}", when=", ".join(times), reason=row) for row, times in tries.items()]
        told = "\n".join([told, *tried])
        steps: list[Step] = []
        if Right.RESOLVE in session.page.rights:
            steps = [
                (words.t("It is out"), partial(self._tell, number, delivery.id, Resolution.PUBLISHED)),
                (words.t("It is not out, try again"), partial(self._tell, number, delivery.id, Resolution.SEND_AGAIN)),
                (words.t("Leave it"), partial(self._tell, number, delivery.id, Resolution.LEAVE)),
            ]
        timeline = case.timeline if case is not None else None
        if timeline and openable(timeline) is not None:
            steps.append((words.t("Open the profile"), partial(open_url, timeline)))
        banner = self._banners[number]
        if Right.RESOLVE in session.page.rights and number not in self._links:
            self._links[number] = QLineEdit()
            banner.body.insertWidget(1, self._links[number])
        if number in self._links:
            self._links[number].setAccessibleName(words.t("Link to the post, when it is out"))
            self._links[number].setPlaceholderText(words.t("Link to the post, when it is out"))
            self._links[number].show()
        banner.say("circle-question-mark", "unsure", told, steps)

    def _case(self, session: PostSession, number: int, delivery: Delivery) -> Case | None:
        """What was tried and where to look; None until it is read, then the banner is written once more."""
        key = (delivery.id, delivery.attempts)
        if key not in self._cases:
            self._cases[key] = None
            publishing, actor = self._context.services.publishing, self._context.actor

            def take(case: Case) -> None:
                self._cases[key] = case
                if number in self._banners and session.state(number) is PostState.UNSURE:
                    self._write_one(session, number)

            self._context.face.tasks.run(
                session, lambda report: publishing.case(actor, delivery.id), take, lambda error: None
            )
        return self._cases[key]

    def _tries(self, attempts: Iterable[Attempt], session: PostSession) -> dict[str, list[str]]:
        """When it was tried, by what came of it: each answer is told once."""
        words, formats = self._context.face.language.words, self._context.face.language.formats
        found: dict[str, list[str]] = {}
        for row in attempts:
            why = delivery_reason(row.error_class, words) if row.error_class else words.t("no answer")
            why = words.t("the network took it") if row.outcome is Outcome.OK else why
            found.setdefault(why, []).append(formats.moment(row.started_at, session.page.now))
        return found

    def _tell(self, number: int, delivery_id: int, resolution: Resolution) -> None:
        link = self._links[number].text().strip() if number in self._links else ""
        self.resolved.emit(delivery_id, resolution, link if resolution is Resolution.PUBLISHED else "")


def _foot_reopens(session: PostSession) -> bool:
    """The strong step below the post is the same."""
    states = [session.state(number) for number in session.profile_ids]
    return PostState.IN_REVIEW not in states and offer(states, session.page.rights, may_decide=False).strong == "reopen"
