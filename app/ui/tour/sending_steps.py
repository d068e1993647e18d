"""Ways to the dialogs around publishing: connecting a profile, stopping, publishing by hand, and what comes after."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from app.domain.delivery import DeliveryState
from app.ui.connecting.dialog import ConnectDialog
from app.ui.connecting.line import ConnectionLine
from app.ui.places import PostPlace
from app.ui.post.trouble import Trouble
from app.ui.publishing.afterwards_dialog import AfterwardsDialog
from app.ui.publishing.by_hand_dialog import ByHandDialog
from app.ui.publishing.stop_banner import open_stop_dialog
from app.ui.publishing.stop_dialog import StopDialog
from app.ui.tour import steps
from app.ui.tour.visit import NothingThere, Visit


def connecting(visit: Visit) -> QDialog:
    """From the first profile in the settings that Szpalta can reach by itself."""
    lines = steps.settings("profiles")(visit).findChildren(ConnectionLine)
    if not lines:
        raise NothingThere
    lines[0].connect_button.click()
    return visit.opened(ConnectDialog)


def stopping(visit: Visit) -> QDialog:
    open_stop_dialog(visit.page.context, visit.window)
    return visit.opened(StopDialog)


def by_hand(visit: Visit) -> QDialog:
    """From the first post that waits to be published by hand."""
    waiting = visit.services.by_hand.waiting(visit.actor)
    if not waiting:
        raise NothingThere
    _press(visit, waiting[0].variant_id, visit.face.language.words.t("Publish by hand…"))
    return visit.opened(ByHandDialog)


def afterwards(visit: Visit) -> QDialog:
    """From the post that went out last."""
    out = visit.services.publishing.deliveries(visit.actor, states=(DeliveryState.SENT,))
    if not out:
        raise NothingThere
    _press(visit, out[-1].variant_id, visit.face.language.words.t("Correct or delete…"))
    return visit.opened(AfterwardsDialog)


def _press(visit: Visit, variant_id: int, text: str) -> None:
    """Presses what a post's panel offers beside what became of the post."""
    posts = visit.services.planning.posts(visit.actor)
    visit.go(PostPlace(next(post.id for post in posts if any(row.id == variant_id for row in post.variants))))
    trouble = visit.page.findChild(Trouble)
    found = [] if trouble is None else [one for banner in trouble.banners.values() for one in banner.buttons]
    chosen = [button for button in found if button.text() == text]
    if not chosen:
        raise NothingThere
    chosen[0].click()
