"""Typed text kept on this machine."""

from __future__ import annotations

import os
import stat
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.days import WallTime
from app.domain.people import Actor, Member
from app.services.unsaved import UnsavedNote, UnsavedService, UnsavedText
from app.system.clock import SetClock
from tests.fakes.offices import MORNING

ANNA = Actor(Member(1, "Anna", "anna@example.com", "pl", None, True, True))
TEXT = UnsavedText("a", 7, 1, 1, "Rogale", MORNING, {"text": "Zażółć\n🥐"}, {3: {"first_comment": "Raz"}}, (3,))


@pytest.fixture
def service(tmp_path: Path) -> UnsavedService:
    return UnsavedService(tmp_path / "data" / "unsaved" / "x.json", SetClock(MORNING))


def test_it_is_read_as_it_was_kept(service: UnsavedService) -> None:
    when = WallTime(datetime(2026, 10, 25, 2, 30), "Europe/Warsaw", 1)
    later = replace(TEXT, key="b", post_id=None, at=MORNING + timedelta(minutes=1), when=when)
    service.keep(TEXT)
    service.keep(later)
    assert service.found(ANNA) == [later, TEXT]
    service.keep(replace(later, fields={"text": "Więcej"}))
    assert service.found(ANNA)[0].fields == {"text": "Więcej"}


def test_nothing_is_left_once_all_is_forgotten(service: UnsavedService) -> None:
    service.keep(TEXT)
    service.forget("other")
    service.forget("a")
    assert service.found(ANNA) == []
    assert not service._file.exists()


def test_only_who_typed_it_finds_it(service: UnsavedService) -> None:
    service.keep(replace(TEXT, member_id=2))
    assert service.found(ANNA) == []


def test_a_damaged_file_holds_nothing_and_is_replaced(service: UnsavedService) -> None:
    service.keep(TEXT)
    service._file.write_text('[{"key": 1', encoding="utf-8")
    assert service.found(ANNA) == []
    service.keep(TEXT)
    assert service.found(ANNA) == [TEXT]


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_nobody_else_may_read_it(service: UnsavedService) -> None:
    service.keep(TEXT)
    assert stat.S_IMODE(service._file.stat().st_mode) == 0o600
    assert stat.S_IMODE(service._file.parent.stat().st_mode) == 0o700


def test_a_note_writes_what_is_wanted_last_from_any_thread(service: UnsavedService) -> None:
    note = UnsavedNote(service, "a")
    assert note.want(TEXT)
    note.want(replace(TEXT, name="Bułki"))
    threads = [threading.Thread(target=note.write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.name for row in service.found(ANNA)] == ["Bułki"]
    note.want(None)
    note.write()
    note.write()
    assert service.found(ANNA) == []
