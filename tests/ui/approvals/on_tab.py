"""What a person sees of the tab, and what became of a post."""

from __future__ import annotations

from app.domain.workflow import PostState
from app.ui.preview.post_text import PostText
from app.ui.tabs.approvals import ApprovalsTab
from tests.fakes.offices import Office


def rows(tab: ApprovalsTab) -> list[str]:
    return [str(tab.model.index(row).data()) for row in range(tab.model.rowCount())]


def state(office: Office, post_id: int) -> PostState:
    return office.app.planning.post(office.owner, post_id).state


def now_shown(tab: ApprovalsTab) -> str:
    return next(text.text() for text in tab.pane.preview.findChildren(PostText) if text.isVisible())
