"""Settings: profiles, adding them, how they are reached and how often they should speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.domain.networks import Cadence, Connection, Network
from app.domain.people import Right
from app.domain.workspace import Profile
from app.system.labels import connection, network, profile
from app.system.sentences import explain_code
from app.system.words import N_
from app.ui import icons
from app.ui.changes import Change
from app.ui.connecting.guides import guide_of
from app.ui.connecting.hand_over_choice import HandOverChoice
from app.ui.connecting.line import ConnectionLine
from app.ui.settings.dialog import SettingsContext
from app.ui.settings.form import (
    Setting,
    SettingsPage,
    beside,
    button,
    choice,
    in_row,
    labelled,
    number_field,
    roomy,
    stacked,
    text_field,
)
from app.ui.tokens import colors_of
from app.ui.widgets.labels import plain_label, wrapped_label
from app.ui.widgets.named_control import name_control

if TYPE_CHECKING:
    from app.domain.connecting import ProfileConnection
    from app.domain.syncing import SyncTrouble
    from app.domain.workspace import Brand

WAYS = (Connection.NONE, Connection.BY_HAND, Connection.PRACTICE)
STATUS = {"active": N_("In use"), "paused": N_("Paused"), "closed": N_("Closed")}


@dataclass(frozen=True, slots=True)
class Accounts:
    profiles: tuple[Profile, ...]
    brands: tuple[Brand, ...]
    connections: Mapping[int, ProfileConnection]
    troubles: Mapping[int, SyncTrouble]
    hand_over: frozenset[int]
    """Profiles whose networks publish at a set time by themselves."""
    now: datetime

    def profiles_of(self, network: Network) -> list[Profile]:
        return [row for row in self.profiles if row.network is network]

    def about_networks(self) -> tuple[object, ...]:
        """What is told of fetching and connections."""
        links = {number: (row.problem, row.sealed is None) for number, row in self.connections.items()}
        return {row.id: row.fetched_at for row in self.profiles}, links, dict(self.troubles)


class ProfilesPage(SettingsPage):
    def __init__(self, context: SettingsContext) -> None:
        super().__init__(context)
        self._shown: Accounts | None = None
        if context.window.page is not None:
            context.window.page.bus.happened.connect(self._look_again)

    def build(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> Accounts:
        context = self.context
        brands = tuple(row for row in context.services.workspaces.brands(context.actor) if not row.archived)
        connections = {row.profile_id: row for row in context.services.connecting.connections(context.actor)}
        profiles = tuple(context.services.profiles.profiles(context.actor))
        troubles = context.services.syncing.troubles()
        able = frozenset(row.id for row in profiles if context.services.connecting.can_hand_over(row))
        return Accounts(profiles, brands, connections, troubles, able, context.services.clock.now())

    def _look_again(self, changes: tuple[Change, ...]) -> None:
        """Something was fetched or sent, and a network may have refused an access key: what is typed here stays."""
        if {change.entity for change in changes} & {"sync", "delivery"}:
            self.run(self._read, self._show_if_other)

    def _show_if_other(self, told: Accounts) -> None:
        if self._shown is not None and told.about_networks() != self._shown.about_networks():
            self._show(told)

    def _may(self, brand_id: int | None) -> bool:
        member = self.context.actor.member
        return member is None or member.may(Right.PLAN, brand_id)

    def _show(self, told: Accounts) -> None:
        self._shown = told
        words = self.context.face.language.words
        self.begin(
            words.t("Profiles"), words.t("One account on one network. Without a connection you plan and export.")
        )
        if self._may(None):
            self._offer_new(told)
        for brand in told.brands:
            mine = [row for row in told.profiles if row.brand_id == brand.id]
            if len(told.brands) > 1 and mine:
                self.heading(brand.name)
            for row in mine:
                self.add(self._profile(row, told))
        self.end()

    def _profile(self, row: Profile, told: Accounts) -> Setting:
        words, link = self.context.face.language.words, told.connections.get(row.id)
        lost = link is not None and link.needs_reconnect
        handle = text_field(row.handle, lambda text: self._edit(row.id, handle=text))
        way = choice(
            [
                (one.value, connection(one, words, lost=one is row.connection and lost))
                for one in (*WAYS, *((row.connection,) if row.connection not in WAYS else ()))
            ],
            row.connection.value,
            lambda key: self._edit(row.id, connection=key),
        )
        state = choice(
            [(key, words.t(name)) for key, name in STATUS.items()],
            row.status,
            lambda key: self._edit(row.id, status=key),
        )
        handle.setAccessibleName(words.t("Name of the profile {handle}", handle=row.handle))
        way.setAccessibleName(words.t("Connection of {handle}", handle=row.handle))
        state.setAccessibleName(words.t("Whether {handle} is in use", handle=row.handle))
        handle.setMinimumSize(180, _height_of(way))
        target = in_row(*self._cadence(row))
        for part in (handle, way, state, target):
            part.setEnabled(self._may(row.brand_id))
        control = beside(
            labelled(words.t("Name of the profile"), handle),
            labelled(words.t("Connection"), way),
            labelled(words.t("State"), state),
            labelled(words.t("Target"), target),
        )
        if guide_of(row.network, words) is not None:
            control = stacked(control, ConnectionLine(self, row, link, may=self._may(row.brand_id)))
        if row.id in told.hand_over:
            control = stacked(control, HandOverChoice(self, row, may=self._may(row.brand_id)))
        fetched = self._fetched(row, told.troubles.get(row.id), told.now)
        return Setting(profile(row, words), fetched, control, below=True)

    def _fetched(self, row: Profile, trouble: SyncTrouble | None, now: datetime) -> str:
        """When data of a profile was last fetched whole, and what went wrong since; by hand: what that means."""
        if row.connection is Connection.BY_HAND:
            return self._by_hand()
        if row.connection is Connection.NONE:
            return ""
        words, formats = self.context.face.language.words, self.context.face.language.formats
        at = row.fetched_at
        said = [words.t("Data fetched: {when}", when=formats.moment(at, max(at, now)))] if at else []
        if trouble is not None:
            when = formats.moment(trouble.at, max(trouble.at, now))
            said.append(words.t("Fetching did not work to the end ({when}):", when=when))
            said.append(explain_code(trouble.code, trouble.data, words, formats))
            if trouble.until is not None and trouble.until > now:
                said.append(words.t("Fetch the rest after {time}.", time=formats.time(trouble.until)))
        return " ".join(said) or words.t("No data has been fetched yet")

    def _by_hand(self) -> str:
        return self.context.face.language.words.t("We remind you, you publish it yourself.")

    def _cadence(self, row: Profile) -> list[QWidget]:
        """From how many to how many posts a day or a week; nobody is held to a target nobody chose."""
        words, now = self.context.face.language.words, row.cadence
        kept = [now]
        low, high = number_field(now.low if now else 0, 0, 99), number_field(now.high if now else 0, 0, 99)
        per = choice(
            [
                ("", words.t("no target for how often")),
                ("day", words.t("posts a day")),
                ("week", words.t("posts a week")),
            ],
            now.per if now else "",
            lambda key: change(),
        )
        per.setAccessibleName(words.t("How often {handle} should post", handle=row.handle))

        def change() -> None:
            kind = str(per.currentData() or "")
            for box in (low, dash, high):
                box.setVisible(bool(kind))
            wanted = Cadence(kind, low.number, max(low.number, high.number, 1)) if kind else None
            if wanted != kept[0]:
                kept[0] = wanted
                self._edit(row.id, cadence=wanted, no_cadence=wanted is None)

        dash = plain_label("–", "muted")
        dash.setVisible(now is not None)
        for box, name in ((low, words.t("At least")), (high, words.t("At most"))):
            name_control(box, f"{name}, {row.handle}")
            box.setVisible(now is not None)
            box.setMinimumHeight(_height_of(per))
            box.editingFinished.connect(change)
        return [low, dash, high, per]

    def _offer_new(self, told: Accounts) -> None:
        words = self.context.face.language.words
        kind, handle = self._networks(), QLineEdit()
        handle.setPlaceholderText(words.t("Name of the profile, for example @sunrise"))
        handle.setAccessibleName(words.t("Name of the profile"))
        roomy(handle)
        usual = Connection.NONE if self.context.network else Connection.PRACTICE  # for a file to be imported
        way = choice([(one.value, connection(one, words)) for one in WAYS], usual.value, lambda key: None)
        way.setAccessibleName(words.t("Connection"))
        feed = QLineEdit()
        feed.setPlaceholderText(words.t("Address of its RSS or Atom, to read only"))
        feed.setAccessibleName(words.t("Address of RSS or Atom"))
        roomy(feed)
        brand = choice([(str(row.id), row.name) for row in told.brands], self._usual_brand(), lambda key: None)
        brand.setAccessibleName(words.t("Brand"))

        def new() -> None:
            given = str(kind.currentData()), handle.text(), str(way.currentData()), str(brand.currentData())
            self._add(*given, feed.text().strip() if feed.isVisible() else "")

        def choose_kind() -> None:
            feed.setVisible(kind.currentData() == Network.OTHER.value)

        kind.currentIndexChanged.connect(choose_kind)
        reminded = wrapped_label(self._by_hand(), "muted")

        def choose_way() -> None:
            reminded.setVisible(way.currentData() == Connection.BY_HAND.value)

        way.currentIndexChanged.connect(choose_way)

        add = button(words.t("Add"), new, primary=True)
        handle.returnPressed.connect(add.click)
        row = stacked(beside(kind, handle, way, feed, brand, add), reminded)
        brand.setVisible(len(told.brands) > 1)
        choose_kind()
        why = words.t("On the Practice network you try everything out and nothing leaves this computer.")
        self.add(Setting(words.t("Add a profile"), why, row, below=True))
        self.keep(network=kind, handle=handle, way=way, brand=brand, feed=feed)
        choose_kind()
        choose_way()
        if self.context.network is not None and not told.profiles_of(self.context.network):
            handle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _usual_brand(self) -> str:
        here = self.context.window.here
        return str(here.brand_id or "") if here is not None else ""

    def _networks(self) -> QComboBox:
        words, colors = self.context.face.language.words, colors_of(QGuiApplication.palette())
        first = self.context.network or Network.FACEBOOK
        box = choice([(one.value, network(one, words)) for one in Network], first.value, lambda key: None)
        for number, one in enumerate(Network):
            box.setItemIcon(number, QIcon(icons.mark(one, colors)))
        box.setAccessibleName(words.t("Network"))
        return box

    # doing
    def _add(self, kind: str, handle: str, way: str, brand: str, feed: str) -> None:
        """With a `feed` the profile is read at that address, whatever else was chosen."""
        from app.services.profiles import NewProfile

        context = self.context
        chosen = Connection.API if feed else Connection(way)
        new = NewProfile(int(brand), Network(kind), handle.lstrip("@"), handle, chosen, url=feed or None)
        self.run(lambda: context.services.profiles.add_profile(context.actor, new), self._added)

    def _added(self, row: Profile) -> None:
        self.forget("handle")
        self._changed(row)
        self.build()

    def _edit(self, profile_id: int, **values: object) -> None:
        context = self.context
        edit: Callable[..., Profile] = context.services.profiles.edit_profile
        self.run(lambda: edit(context.actor, profile_id, **values), self._changed)

    def _changed(self, row: Profile) -> None:
        self.context.changed(Change("profile", row.id))


def _height_of(box: QComboBox) -> int:
    """What stands beside a list is as high as it."""
    box.ensurePolished()
    return box.sizeHint().height()


def page(context: SettingsContext) -> ProfilesPage:
    return ProfilesPage(context)
