"""An import whose reader or whose program is killed on the way: nothing of it counts, and nothing of it stays."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from app.domain.errors import BadInput, Refused
from app.domain.imports import ImportState
from app.domain.kpi import FigureFilters
from app.domain.people import Actor
from app.services.import_looking import ImportChoice, look_apart
from app.services.import_staging import Cancel, Progress, StagedFile, StageRequest, stage_apart, stage_here
from app.services.importing import ImportService
from app.store.opening import open_store
from app.store.store import Store
from app.system.child import ChildFailed, run_aside
from app.system.clock import SetClock, SystemClock
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, new_workspace, owner

HEAD = "Post ID,Page ID,Page name,Title,Publish time,Post type,Date,Reach,Reactions,Comments,Shares\n"
ROWS = 5_000


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A workspace with one profile, closed."""
    address = str(tmp_path / "workspace.szpalta")
    store = new_workspace(address)
    add_profile(store)
    store.close()
    return address


def _export(folder: Path, rows: int = ROWS) -> Path:
    path = folder / "posts.csv"
    first = date(2020, 1, 1)
    lines = (
        f"100{number:08},7,Jesion,Post {number},{first + timedelta(days=number % 2000):%m/%d/%Y} 12:00,Photos,Lifetime,"
        f"{number},{number % 90},2,1\n"
        for number in range(rows)
    )
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def _counts(store: Store) -> tuple[int, int, int]:
    """Posts, figures and totals."""
    with store.engine.connect() as connection:
        return tuple(  # type: ignore[return-value]
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("published_post", "observation", "post_total")
        )


def _staging_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("szpalta-import-*"))


def _killed_apart(request: StageRequest, folder: Path, progress: Progress, cancel: Cancel) -> StagedFile:
    return run_aside(partial(_read_and_die, request, folder), lambda share: None)


def _read_and_die(request: StageRequest, folder: Path, *, progress: object) -> StagedFile:
    """Reads, and is killed by a signal before it is done."""

    def kill(share: float) -> None:
        if share > 0.5:
            os.kill(os.getpid(), signal.SIGKILL)

    return stage_here(request, folder, kill, lambda: False)


def _import_and_die(address: str, path: str, after: int) -> None:
    """The program, killed after some transactions of its import."""
    store = open_store(address)
    heard = 0

    def progress(share: float) -> None:
        nonlocal heard
        heard += share > 0.4
        if heard > after:
            os.kill(os.getpid(), signal.SIGKILL)

    ImportService(store, SystemClock()).run(Actor(), Path(path), progress=progress)


def test_a_file_is_read_in_a_process_of_its_own(address: str, tmp_path: Path) -> None:
    store = open_store(address)
    before = _staging_folders()
    heard: list[float] = []
    report = ImportService(store, SetClock(NOW), stage_apart).run(
        Actor(owner(store)), _export(tmp_path), progress=heard.append
    )
    assert (report.posts_new, report.figures_new) == (ROWS, ROWS * 4)
    assert heard == sorted(heard) and 0.99 >= heard[-1] > 0.9 and len(heard) > 4
    assert _staging_folders() == before
    with store.read() as work:
        (first, *_) = work.figures.posts(FigureFilters(), date(2020, 1, 1), date(2020, 1, 1))
        assert first.values["shares"] == 1
    store.close()


@pytest.mark.usefixtures("children_are_warm")
@pytest.mark.parametrize(
    "head", [HEAD, HEAD.replace("Reach", "Seen").replace("Post ID", "Own")], ids=["known", "unknown"]
)
def test_while_a_file_is_looked_at_it_tells_how_much_of_it_is_read(tmp_path: Path, head: str) -> None:
    path = _export(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(HEAD, head), encoding="utf-8")
    heard: list[float | None] = []
    found = run_aside(partial(look_apart, ImportChoice(path), (), "Europe/Warsaw", NOW.date(), {}, {}), heard.append)
    assert found.known == (head == HEAD)
    shares = [share for share in heard if share is not None]
    assert shares == sorted(shares) and 1 >= shares[-1] > 0.3 and len(shares) > 3


@pytest.mark.usefixtures("children_are_warm")
def test_what_the_reading_process_refuses_is_told(address: str, tmp_path: Path) -> None:
    store = open_store(address)
    path = tmp_path / "damaged.csv"
    path.write_text(HEAD + "1001,7,Jesion,x,11/02/2026 08:30,Photos,Lifetime,3.apr,1,1,1\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"import\.damaged_by_spreadsheet"):
        ImportService(store, SetClock(NOW), stage_apart).run(Actor(owner(store)), path)
    store.close()


@pytest.mark.usefixtures("children_are_warm")
def test_cancelling_ends_the_reading_process(address: str, tmp_path: Path) -> None:
    store = open_store(address)
    importing = ImportService(store, SetClock(NOW), stage_apart)
    with pytest.raises(Refused, match=r"import\.cancelled"):
        importing.run(Actor(owner(store)), _export(tmp_path), cancel=lambda: True)
    assert (importing.runs(), _counts(store)) == ([], (0, 0, 0))
    assert multiprocessing.active_children() == []
    store.close()


@pytest.mark.usefixtures("children_are_warm")
def test_a_killed_reader_leaves_nothing(address: str, tmp_path: Path) -> None:
    store = open_store(address)
    before = _staging_folders()
    importing = ImportService(store, SetClock(NOW), _killed_apart)
    with pytest.raises(ChildFailed):
        importing.run(Actor(owner(store)), _export(tmp_path))
    assert (importing.runs(), _counts(store)) == ([], (0, 0, 0))
    assert _staging_folders() == before
    assert ImportService(store, SetClock(NOW)).run(Actor(owner(store)), tmp_path / "posts.csv").posts_new == ROWS
    store.close()


@pytest.mark.parametrize("transactions", [0, 2])
def test_a_killed_program_leaves_figures_that_do_not_count_and_go(
    address: str, tmp_path: Path, transactions: int
) -> None:
    path = _export(tmp_path)
    child = multiprocessing.get_context("spawn").Process(
        target=_import_and_die, args=(address, str(path), transactions)
    )
    child.start()
    child.join(120)
    assert child.exitcode == -signal.SIGKILL
    store = open_store(address)
    posts, figures, _ = _counts(store)
    assert 0 < posts < ROWS and figures == posts * 4
    with store.read() as work:
        assert not work.figures.posts(FigureFilters(), date(2020, 1, 1), date(2026, 1, 1))
    clock = SetClock(datetime.now(UTC) + timedelta(minutes=5))
    importing = ImportService(store, clock)
    (run,) = importing.runs()
    assert run.state is ImportState.WRITING
    assert importing.undo_unfinished() == (run.id,)
    assert _counts(store) == (0, 0, 0)
    assert importing.run(Actor(owner(store)), path).posts_new == ROWS
    store.close()


def test_every_transaction_is_short(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction takes more rows than a slow disk writes in half a second."""
    store = open_store(address)
    sizes: list[int] = []
    plain = type(store).write

    def counted(self: Store) -> object:
        sizes.append(_counts(store)[1])
        return plain(self)

    monkeypatch.setattr(Store, "write", counted)
    ImportService(store, SetClock(NOW)).run(Actor(owner(store)), _export(tmp_path))
    store.close()
    steps = [after - before for before, after in itertools.pairwise(sizes)]
    assert len(sizes) > 4 and max(steps) <= 5_000


def test_an_old_staging_folder_is_removed(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    left, fresh = (tmp_path / "temporary" / f"szpalta-import-{name}" for name in ("left", "fresh"))
    for folder, age in ((left, timedelta(days=2)), (fresh, timedelta(hours=2))):
        folder.mkdir(parents=True)
        os.utime(folder, ((NOW - age).timestamp(),) * 2)
    store = open_store(address)
    ImportService(store, SetClock(NOW)).run(Actor(owner(store)), _export(tmp_path, 3))
    store.close()
    assert (left.exists(), fresh.exists()) == (False, True)
