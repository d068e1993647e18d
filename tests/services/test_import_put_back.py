"""Taking an import back puts back what it changed of posts that were known before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.errors import Refused
from app.domain.imports import ImportReport, ImportState
from app.domain.people import Actor
from app.domain.published import SeenPost
from app.services.importing import ImportService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, owner
from tests.services.figure_rows import figure_rows
from tests.services.test_import_twins import OF_POSTS, OF_VIDEOS

META = (
    "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions,Comments,Shares\n"
    "1001,7,Jesion,Nowa kolekcja,11/02/2026 08:30,https://x.invalid/1,Photos,Lifetime,200,10,2,1\n"
    "1002,7,Jesion,Rolka,11/14/2026 18:00,https://x.invalid/2,Reels,Lifetime,50,5,0,0\n"
    "1003,7,Jesion,Mydło,11/16/2026,https://x.invalid/3,Photos,Lifetime,60,6,0,0\n"
)
GROWN = META.replace(",200,10,", ",260,12,")
ANGELES, TOKYO = {"zone": "America/Los_Angeles"}, {"zone": "Asia/Tokyo"}


class Files:
    def __init__(self, store: Store, importing: ImportService, folder: Path) -> None:
        self._actor, self._importing, self._folder = Actor(owner(store)), importing, folder
        self._made: dict[str, Path] = {}

    def bring(self, content: str = META, answers: Mapping[str, str] | None = None) -> ImportReport:
        """Each other file is a day newer."""
        path = self._made.setdefault(content, self._folder / f"{len(self._made)}.csv")
        path.write_text(content, encoding="utf-8")
        at = (NOW - timedelta(days=9 - len(self._made))).timestamp()
        os.utime(path, (at, at))
        return self._importing.run(self._actor, path, answers=answers)


@pytest.fixture
def files(store: Store, importing: ImportService, tmp_path: Path) -> Files:
    add_profile(store)
    return Files(store, importing, tmp_path)


def _kept(store: Store) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT import_run_id, published_post_id, part FROM post_before ORDER BY 1, 2, 3")
        )
        return [tuple(row) for row in rows]


def _of(store: Store, external_id: str) -> tuple[datetime | None, int, str | None]:
    with store.read() as work:
        (post,) = [post for post in work.metrics.posts(1) if post.external_id == external_id]
    return post.published_at, post.day.day, post.permalink


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 30, tzinfo=UTC)


def test_times_come_back(store: Store, importing: ImportService, files: Files) -> None:
    files.bring()
    before = figure_rows(store)
    report = files.bring(answers=ANGELES)
    assert (report.posts_new, report.posts_updated, report.posts_changed, report.figures_new) == (0, 2, 2, 0)
    assert _of(store, "1001")[:2] == (_at(2, 16), 2) and _of(store, "1002")[1] == 15
    run = importing.runs()[-1]
    assert (run.state, run.report["posts_changed"]) == (ImportState.COMPLETE, 2)
    assert [(number, part) for number, _, part in _kept(store)] == [(2, "place"), (2, "place")]
    importing.undo(2)
    assert figure_rows(store) == before and not _kept(store)


def test_links_words_and_formats_come_back_with_the_sums_by_format(
    store: Store, importing: ImportService, files: Files
) -> None:
    days = META.replace("Lifetime", "11/17/2026")
    files.bring(days)
    before = figure_rows(store)
    other = days.replace("https://x.invalid/1", "htt").replace("Rolka", "Rolki").replace(",Photos,", ",Videos,")
    assert files.bring(other).posts_changed == 3
    changed = figure_rows(store)
    assert changed["day_sum"] != before["day_sum"] and changed["published_post"] != before["published_post"]
    importing.undo(2)
    assert figure_rows(store) == before


def test_an_identical_file_keeps_nothing(store: Store, importing: ImportService, files: Files) -> None:
    files.bring()
    assert files.bring().posts_changed == 0
    assert files.bring(GROWN).posts_updated == 1
    assert not _kept(store)
    assert [run.report["posts_changed"] for run in importing.runs()] == [0, 0, 0]


@pytest.mark.parametrize(("order", "between"), [((2, 3), _at(1, 23)), ((3, 2), _at(2, 16))])
def test_two_imports_taken_back_in_any_order(
    store: Store, importing: ImportService, files: Files, order: tuple[int, int], between: datetime
) -> None:
    files.bring()
    before = figure_rows(store)
    files.bring(META.replace("https://x.invalid/1", "htt"), ANGELES)
    files.bring(answers=TOKYO)
    for import_id, moment in zip(order, (between, _at(2, 7)), strict=True):
        importing.undo(import_id)
        assert _of(store, "1001")[0] == moment
    assert {**figure_rows(store), "observation": [], "post_total": []} == {
        **before,
        "observation": [],
        "post_total": [],
    }
    assert not _kept(store)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_posts_of_an_import_go_with_the_last_one_that_has_them(
    store: Store, importing: ImportService, files: Files, order: tuple[int, int]
) -> None:
    files.bring()
    files.bring(GROWN, TOKYO)
    importing.undo(order[0])
    with store.read() as work:
        assert {post.external_id for post in work.metrics.posts(1)} >= {"1001"}
    importing.undo(order[1])
    assert all(not rows for name, rows in figure_rows(store).items() if name != "metric")


def test_what_was_fetched_since_stays(store: Store, importing: ImportService, files: Files) -> None:
    files.bring()
    files.bring(META.replace("https://x.invalid/1", "htt"), ANGELES)
    seen = SeenPost("1001", _at(3, 9).date(), 9, _at(3, 9))
    with store.write() as work:
        work.metrics.upsert_posts(1, [seen], seen_at=NOW)
    importing.undo(2)
    assert _of(store, "1001") == (_at(3, 9), 3, "https://x.invalid/1")
    assert _of(store, "1002")[1] == 14


def test_a_mark_that_a_post_is_gone_goes_too(store: Store, importing: ImportService, files: Files) -> None:
    files.bring(META + "1004,7,Jesion,Inny,11/10/2026 10:00,https://x.invalid/4,Photos,Lifetime,5,1,0,0\n")
    before = figure_rows(store)
    assert files.bring().posts_missing == 1
    importing.undo(2)
    assert figure_rows(store) == before


def test_a_video_gets_the_id_back_that_it_had(store: Store, importing: ImportService, files: Files) -> None:
    files.bring(OF_VIDEOS)
    before = figure_rows(store)
    files.bring(OF_POSTS)
    assert _of(store, "122100000000000001")
    importing.undo(2)
    assert {**figure_rows(store), "metric": []} == {**before, "metric": []}


def test_an_id_that_another_post_has_by_now_is_not_given_back(
    store: Store, importing: ImportService, files: Files
) -> None:
    files.bring(OF_VIDEOS)
    files.bring(OF_POSTS)
    with store.write() as work:
        work.metrics.upsert_posts(1, [SeenPost("70000001", _at(2, 9).date())], seen_at=NOW)
    importing.undo(2)
    assert _of(store, "122100000000000001")[2] is None and _of(store, "70000001")
    assert not _kept(store)


def test_an_import_stopped_on_the_way_puts_back_what_it_changed(
    store: Store, importing: ImportService, tmp_path: Path, files: Files
) -> None:
    files.bring()
    before = figure_rows(store)

    def stop(share: float) -> None:
        if _kept(store):
            raise Refused("import.cancelled")

    with pytest.raises(Refused, match=r"import\.cancelled"):
        importing.run(Actor(owner(store)), tmp_path / "0.csv", answers=ANGELES, progress=stop)
    assert figure_rows(store) == before and importing.runs()[-1].state is ImportState.UNDONE


@pytest.mark.parametrize("put_back", [0, 1])
def test_a_dead_import_and_a_dead_undoing_are_finished_at_the_next_start(
    store: Store, importing: ImportService, clock: SetClock, files: Files, put_back: int
) -> None:
    files.bring()
    before = figure_rows(store)
    files.bring(META.replace("https://x.invalid/1", "htt"), ANGELES)
    with store.write() as work:  # as if the program had died, with some posts put back already
        work.imports.edit(2, state=ImportState.WRITING.value, report={"touched_at": NOW.isoformat()})
        if put_back:
            assert work.metrics.put_back_posts(1, 2, limit=1) == 1
    clock.advance(timedelta(minutes=5))
    assert importing.undo_unfinished() == (2,)
    assert figure_rows(store) == before and not _kept(store)
