"""Stop everything: what shall not go out, what could not be stopped, what is stopped now, and how it goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.networks import Network
from app.domain.people import Right
from app.domain.publishing import Stop, StopScope
from app.domain.workspace import Brand, Profile
from app.system.labels import delivery_reason
from app.system.labels import network as network_name
from app.ui.changes import Change
from app.ui.errors import is_expected, sentence
from app.ui.publishing.held_posts import HeldPosts
from app.ui.publishing.stopped import Stopped, read_stopped
from app.ui.publishing.stops_view import StopsView
from app.ui.tokens import XL, XS, L, M, S
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.room import fit
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.told_banner import ToldBanner

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.people import Actor
    from app.services.stops import NotStopped, StopResult
    from app.ui.face import Face
    from app.ui.services import Services

SIZE, SIZE_WITH_STOPS = QSize(660, 380), QSize(660, 680)
SCOPES = tuple(scope.value for scope in StopScope)


class StopDialog(QDialog):
    """`told` hears of every change."""

    def __init__(
        self,
        services: Services,
        actor: Actor,
        face: Face,
        told: Callable[[Change], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._actor, self._face, self._tell = services, actor, face, told
        self._profiles: dict[int, Profile] = {}
        self._brands: list[Brand] = []
        self._stopped: Stopped | None = None
        self._build()
        self._connect()
        self.write()
        self.reload()
        fit(self, SIZE)

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        self._heading, self._lead = wrapped_label("", "heading"), wrapped_label("", "muted")
        self.scope = Segmented(SCOPES)
        self.which = QComboBox()
        self._scope_label, self._reason_label = plain_label("", "caption"), plain_label("", "caption")
        self.reason = QLineEdit()
        self._reason_label.setBuddy(self.reason)
        self.stop_button, self.leave = QPushButton(), QPushButton()
        self.stop_button.setProperty("look", "primary")
        self.stop_button.setAutoDefault(False)
        self.leave.setAutoDefault(False)
        self.not_stopped = wrapped_label("", "problem")
        self.open_stops = StopsView(self._face)
        self.held = HeldPosts(self._services, self._actor, self._face)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self.scope)
        row.addWidget(self.which, 1)
        row.addStretch()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(XL, L, XL, M)
        inside.setSpacing(S)
        for label in (self._heading, self._lead, self._scope_label):
            inside.addWidget(label)
        inside.addLayout(row)
        inside.addSpacing(XS)
        inside.addWidget(self._reason_label)
        inside.addWidget(self.reason)
        inside.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignRight)
        for part in (self.not_stopped, self.open_stops, self.held):
            inside.addWidget(part)
        inside.addStretch()
        self._told = ToldBanner(self._face.language)
        banner, foot = QVBoxLayout(), QHBoxLayout()
        banner.setContentsMargins(XL, M, XL, 0)
        banner.addWidget(self._told)
        foot.setContentsMargins(XL, M, XL, L)
        foot.addStretch()
        foot.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(page), 1)
        whole.addLayout(banner)
        whole.addLayout(foot)
        self.not_stopped.hide()

    def _connect(self) -> None:
        self._face.language.switched.connect(self.write)
        self.scope.chosen.connect(lambda key: self._offer())
        self.stop_button.clicked.connect(self._stop)
        self.leave.clicked.connect(self.close)
        self.open_stops.resumed.connect(self._resume)
        self.held.decided.connect(self._decided)
        self.held.refused.connect(self._fail)

    @property
    def told(self) -> str:
        return self._told.text

    def write(self) -> None:
        """Writes every word anew; what was chosen and typed stays."""
        words = self._face.language.words
        self.setWindowTitle(words.t("Stop everything"))
        self._heading.setText(words.t("What shall not go out?"))
        self._lead.setText(
            words.t(
                "What waits for its time is put on hold at once, also posts a network keeps until their time. Publishing can be "
                "resumed at any time; then every post needs a decision of its own."
            )
        )
        self._scope_label.setText(words.t("What is stopped"))
        self.scope.say(
            words.t("What is stopped"),
            {
                StopScope.ALL.value: words.t("Everything"),
                StopScope.BRAND.value: words.t("One brand"),
                StopScope.NETWORK.value: words.t("One network"),
            },
        )
        self._reason_label.setText(words.t("Reason, for the team"))
        self.reason.setAccessibleName(words.t("Reason, for the team"))
        self.leave.setText(words.t("Close"))
        self._told.write()
        self._offer()
        self._show_stopped()

    def reload(self) -> None:
        """Reads what is stopped now."""
        services, actor = self._services, self._actor

        def read(report: object) -> tuple[Stopped, list[Profile], list[Brand]]:
            found = read_stopped(services, actor)
            return found, services.profiles.profiles(actor), services.workspaces.brands(actor)

        self._face.tasks.run(self, read, self._take, self._fail)

    def _take(self, found: tuple[Stopped, list[Profile], list[Brand]]) -> None:
        if _is_long(found[0]) and not (self._stopped and _is_long(self._stopped)):
            fit(self, SIZE_WITH_STOPS)
        self._stopped, profiles, self._brands = found
        self._profiles = {row.id: row for row in profiles}
        self._offer()
        self._show_stopped()

    def _show_stopped(self) -> None:
        if self._stopped is not None:
            may = self._may(None)
            self.open_stops.show_stops(self._stopped, self._services.clock.now(), may=may)
            self.held.show_posts(self._stopped.to_decide, may=may)

    def _may(self, brand_id: int | None) -> bool:
        member = self._actor.member
        return member is None or member.may(Right.SCHEDULE, brand_id)

    # what is stopped
    @property
    def _scope(self) -> StopScope:
        return StopScope(self.scope.now)

    def _offer(self) -> None:
        """The brands or networks there are to choose from."""
        words, scope, before = self._face.language.words, self._scope, self.which.currentData()
        self.which.clear()
        self.which.setVisible(scope is not StopScope.ALL)
        if scope is StopScope.BRAND:
            self.which.setAccessibleName(words.t("Brand"))
            for brand in self._brands:
                self.which.addItem(brand.name, brand.id)
        elif scope is StopScope.NETWORK:
            self.which.setAccessibleName(words.t("Network"))
            for kind in sorted({row.network for row in self._profiles.values()}):
                self.which.addItem(network_name(kind, words), kind.value)
        self.which.setCurrentIndex(max(self.which.findData(before), 0))
        self.stop_button.setText(words.t("Stop everything") if scope is StopScope.ALL else words.t("Stop it"))
        brand_id = self.which.currentData() if scope is StopScope.BRAND else None
        self.stop_button.setEnabled(self._may(brand_id) and (scope is StopScope.ALL or self.which.count() > 0))

    def _stop(self) -> None:
        stops, actor, scope, reason = self._services.stops, self._actor, self._scope, self.reason.text()
        brand_id = self.which.currentData() if scope is StopScope.BRAND else None
        kind = Network(self.which.currentData()) if scope is StopScope.NETWORK else None
        self.stop_button.setEnabled(False)
        self._told.ask(self._face.language.words.t("Stopping…"))
        self._face.tasks.run(
            self, lambda report: stops.stop(actor, scope, brand_id, kind, reason), self._done, self._fail
        )

    def _done(self, result: StopResult) -> None:
        words = self._face.language.words
        held = words.n("{n} post is on hold.", "{n} posts are on hold.", len(result.held))
        self._told.say(f"{words.t('Publishing is stopped.')} {held}")
        self.reason.clear()
        self._say_not_stopped(result.not_stopped)
        self._changed()

    def _say_not_stopped(self, rows: tuple[NotStopped, ...]) -> None:
        """What still may go out, at once and by name."""
        words = self._face.language.words
        lines = [self._line(row) for row in rows]
        self.not_stopped.setText("\n".join([words.t("This could not be stopped:"), *lines]) if lines else "")
        self.not_stopped.setVisible(bool(lines))

    def _line(self, row: NotStopped) -> str:
        words, profile = self._face.language.words, self._profiles.get(row.profile_id)
        name = "–" if profile is None else f"{network_name(profile.network, words)} · {profile.handle}"
        if row.why == "sending":
            return words.t("{profile}: it is being sent right now.", profile=name)
        if row.why == "reconcile":
            return words.t("{profile}: it was sent, and it is being found out whether it is out.", profile=name)
        why = delivery_reason(row.why, words)
        return words.t("{profile}: the network keeps it and did not give it back ({why}). Take it back there.",
                       profile=name, why=why)  # fmt: skip

    # going on
    def _resume(self, stop: Stop | None) -> None:
        """None: the workspace was stopped as a whole, without a stop of somebody's."""
        services, actor = self._services, self._actor
        lift = (
            partial(services.workspaces.pause_publishing, actor, False)
            if stop is None
            else partial(services.stops.lift, actor, stop.id)
        )

        def done(_: object) -> None:
            self._told.say(self._face.language.words.t("Publishing goes on."))
            self.not_stopped.hide()
            self._changed()

        self._face.tasks.run(self, lambda report: lift(), done, self._fail)

    def _decided(self, post_id: int, told: str) -> None:
        self._told.say(told)
        self._tell(Change("post", post_id))
        self.reload()

    def _changed(self) -> None:
        self._tell(Change("workspace"))
        self._tell(Change("post"))
        self.reload()

    def _fail(self, error: BaseException) -> None:
        self._offer()
        if is_expected(error):
            self._told.warn(sentence(error, self._face.language))
        else:
            self._face.tasks.unexpected.emit(error)


def _is_long(stopped: Stopped) -> bool:
    """Whether there is more to see than the question."""
    return stopped.is_stopped or bool(stopped.to_decide)
