"""Data is fetched by itself: watched like any job, never twice at once, and quiet when it does not work."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from app.domain.people import Actor
from app.domain.syncing import SyncReport
from app.services.fetch_desk import FetchDesk
from app.services.many_profiles import Progress
from app.ui.fetching import Fetching
from app.ui.regular_fetching import RegularFetching
from app.ui.tab_context import TabContext
from tests.fakes.offices import Office


@pytest.fixture
def regular(context: TabContext, qtbot: QtBot) -> RegularFetching:
    page = context.notices.parentWidget()
    assert page is not None
    page.show()
    return RegularFetching(Fetching(context, page), page)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[int]]:
    """The profiles of each fetch; each ends as if there was no internet."""
    found: list[Sequence[int]] = []

    def fetch(desk: FetchDesk, actor: Actor, numbers: Sequence[int], report: Progress) -> list[SyncReport]:
        found.append(numbers)
        return [SyncReport(numbers[0], "Piekarnia", "facebook", error="network.unreachable")]

    monkeypatch.setattr(FetchDesk, "fetch", fetch)
    return found


def test_what_is_due_is_fetched_as_a_job_and_nothing_is_said_without_internet(
    regular: RegularFetching, fetched: list[Sequence[int]], context: TabContext, qtbot: QtBot
) -> None:
    regular.look()
    qtbot.waitUntil(lambda: bool(fetched) and context.face.tasks.is_idle)
    assert len(fetched[0]) == 2
    assert context.face.tasks.jobs[-1].title == "Fetching the data of 2 profiles"
    assert context.notices.text == ""


def test_what_began_does_not_begin_again_at_once(
    regular: RegularFetching, fetched: list[Sequence[int]], context: TabContext, qtbot: QtBot
) -> None:
    regular.look()
    regular.look()
    qtbot.waitUntil(lambda: bool(fetched) and context.face.tasks.is_idle)
    regular.look()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert len(fetched) == 1


def test_off_fetches_nothing(
    regular: RegularFetching, fetched: list[Sequence[int]], context: TabContext, office: Office, qtbot: QtBot
) -> None:
    office.app.fetch_plan.fetch_every(office.owner, 0)
    regular.look()
    qtbot.waitUntil(lambda: context.face.tasks.is_idle)
    assert fetched == []
    assert context.face.tasks.jobs == []


def test_a_person_who_asks_is_answered_even_so(
    regular: RegularFetching, fetched: list[Sequence[int]], context: TabContext, qtbot: QtBot
) -> None:
    regular.look()
    qtbot.waitUntil(lambda: bool(fetched) and context.face.tasks.is_idle)
    regular._fetching.begin()
    qtbot.waitUntil(lambda: len(fetched) == 2 and context.face.tasks.is_idle)
    assert "Piekarnia" in context.notices.text
