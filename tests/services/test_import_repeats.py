"""What several files tell stays as long as one of them does."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.domain.dashboard_values import Origin
from app.domain.imports import ImportState
from app.domain.people import Actor
from app.domain.workspace import Network
from app.services.importing import ImportService
from app.store.checking import full_check
from app.store.dump import dump
from app.store.load import load
from app.store.opening import open_store
from app.store.schema.measuring import joint_import, observation
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, new_workspace, owner
from tests.services.figure_rows import figure_rows

POSTS = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions,Comments,Shares\n"
DAYS = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits\n"
AUDIENCE = '"Age & gender"\n"","Women","Men"\n'


class Team:
    """A store, and what was imported into it."""

    def __init__(self, store: Store, folder: Path, profiles: Sequence[int] = ()) -> None:
        self.store, self._folder = store, folder
        self.importing = ImportService(store, SetClock(NOW))
        self.profiles = profiles or [add_profile(store).id, add_profile(store, Network.X, "jesion_x").id]

    def bring(self, number: int, content: str) -> None:
        """Each further number is a day newer."""
        path = self._folder / f"{number}.csv"
        path.write_text(content, encoding="utf-8")
        at = (NOW - timedelta(days=40 - number)).timestamp()
        os.utime(path, (at, at))
        self.importing.run(Actor(owner(self.store)), path, profile_id=self.profiles[content.startswith(DAYS)])

    def shown(self) -> list[object]:
        """What counts, whatever stands behind it."""
        rows = figure_rows(self.store)
        with self.store.read() as work:
            posts = {post.id: post.external_id for post in work.metrics.posts(self.profiles[0])}
            audience = {(one.bucket, one.value) for one in work.metrics.audience(self.profiles[0])}
        totals = {(posts[post], metric, value) for profile, post, metric, value, at in rows["post_total"]}
        return [set(posts.values()), totals, set(rows["day_sum"]), audience]


@contextmanager
def _team(address: str, folder: Path) -> Iterator[Team]:
    folder.mkdir()
    store = new_workspace(address)
    yield Team(store, folder)
    store.close()


def _files(chance: random.Random) -> list[str]:
    """Of two values each, so that many repeat one another; every file of a kind is another."""

    def some(most: int) -> list[int]:
        return sorted(chance.sample(range(1, most + 1), chance.randint(1, most)))

    posts = [
        POSTS
        + "".join(
            f"100{n},7,Jesion,Post {n},11/0{n}/2026 08:30,https://x.invalid/{n},Photos,Lifetime,{chance.choice((20, 30))},1,2,3\n"
            for n in some(4)
        )
        for _ in range(3)
    ]
    days = [
        DAYS + "".join(f'"Mon, Nov {n}, 2026",{chance.choice((5, 6))},1,2,0,0,1,0,0,0,3\n' for n in some(5))
        for _ in range(3)
    ]
    ages = [
        AUDIENCE + "".join(f'"{age}","{chance.choice((40, 41))}","20"\n' for age in ("18-24", "25-34")[: len(some(2))])
        for _ in range(2)
    ]
    made = list(dict.fromkeys([*posts, *days, *ages]))
    chance.shuffle(made)
    return made


@pytest.mark.parametrize("seed", range(8))
def test_taking_imports_back_leaves_what_the_others_alone_would_have_brought(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = dict(enumerate(_files(chance), 1))
    with _team(str(tmp_path / "a.szpalta"), tmp_path / "a") as team:
        for number, content in files.items():
            team.bring(number, content)
        left = dict(files)
        for number in chance.sample(sorted(files), len(files)):
            team.importing.undo(number)
            del left[number]
            with _team(str(tmp_path / f"{number}.szpalta"), tmp_path / f"only-{number}") as other:
                for kept, content in left.items():
                    other.bring(kept, content)
                assert _named(team) == _named(other), f"after {number} was taken back"
        with team.store.engine.connect() as connection:
            assert not connection.execute(select(func.count()).select_from(joint_import)).scalar()
        assert not figure_rows(team.store)["observation"]


def _named(team: Team) -> list[object]:
    """As `Team.shown`, with metrics by their names: another store numbers them otherwise."""
    posts, totals, days, audience = team.shown()
    names = {row[0]: row[2] for row in figure_rows(team.store)["metric"]}
    assert isinstance(totals, set) and isinstance(days, set)
    return [
        posts,
        {(post, names[metric], value) for post, metric, value in totals},
        {(profile, names[metric], *rest) for profile, metric, *rest in days},
        audience,
    ]


@pytest.fixture
def team(store: Store, tmp_path: Path) -> Team:
    folder = tmp_path / "files"
    folder.mkdir()
    return Team(store, folder)


ONE = POSTS + "1001,7,Jesion,Kolekcja,11/02/2026 08:30,https://x.invalid/1,Photos,Lifetime,200,10,2,1\n"
TWO = ONE + "1002,7,Jesion,Rolka,11/04/2026 18:00,https://x.invalid/2,Reels,Lifetime,50,5,0,0\n"


def test_an_older_file_goes_and_the_newer_one_keeps_its_figures(team: Team) -> None:
    team.bring(1, ONE)
    team.bring(2, TWO)
    before = team.shown()
    team.importing.undo(1)
    assert team.shown() == before
    with team.store.read() as work:
        first, last = NOW.date() - timedelta(days=40), NOW.date()
        assert {row.import_id for row in work.figures.origins([1], first, last) if isinstance(row, Origin)} == {2}
    team.importing.undo(2)
    assert not any(team.shown())


def test_the_very_same_file_again_is_no_other(team: Team) -> None:
    team.bring(1, ONE + "")
    team.bring(1, ONE)
    assert [run.state for run in team.importing.runs()] == [ImportState.COMPLETE, ImportState.UNCHANGED]
    team.importing.undo(1)
    assert not any(team.shown())


def test_a_fetched_figure_stays_fetched(team: Team) -> None:
    team.bring(1, ONE)
    with team.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM observation WHERE metric_id = 1")
        connection.exec_driver_sql(
            "INSERT INTO observation (profile_id, post_id, metric_id, day, observed_at, value) VALUES (1, 1, 1, 0, 5, 77)"
        )
    team.bring(2, TWO)
    team.importing.undo(2)
    team.importing.undo(1)
    assert [row[5] for row in figure_rows(team.store)["observation"]] == [77]


def test_two_taken_back_at_once_leave_nothing_of_either(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team.bring(1, ONE)
    team.bring(2, TWO)
    remove = ImportService._remove_posts

    def meanwhile(importing: ImportService, profile_id: int, import_id: int) -> None:
        if import_id == 1:
            importing.undo(2)
        remove(importing, profile_id, import_id)

    monkeypatch.setattr(ImportService, "_remove_posts", meanwhile)
    team.importing.undo(1)
    assert not any(team.shown())


def test_an_import_taken_back_while_another_is_written_does_not_disturb_it(team: Team) -> None:
    lines = [ONE.removeprefix(POSTS).replace("1001", f"100{n}").replace("200", f"20{n}") for n in range(4)]
    for number, content in ((1, lines[0] + lines[1]), (2, lines[1]), (3, lines[2])):
        team.bring(number, POSTS + content)
    stored = {row[5]: row for row in figure_rows(team.store)["observation"]}
    values = {"profile_id": 1, "file_name": "4", "sha256": "4", "source": "meta.posts", "started_at": NOW, "report": {}}
    with team.store.write() as work:
        run = work.imports.add(**values, state=ImportState.WRITING.value)

    def tell(*reach: int) -> None:
        with team.store.write() as work:
            work.metrics.add_figures([(*stored[value][:5], float(value), run) for value in reach])  # type: ignore[misc]

    tell(200, 201)
    team.importing.undo(2)
    tell(202)
    told = {row[5]: row[6] for row in figure_rows(team.store)["observation"]}
    assert [told[value] for value in (200, 201, 202)] == [(1, run), (1, run), (3, run)]


def test_many_files_that_repeat_all_before_them_leave_only_what_stands_beside_figures(team: Team) -> None:
    lines = [ONE.removeprefix(POSTS).replace("1001", str(1001 + n)).replace("200", str(201 + n)) for n in range(8)]
    for number in range(1, 9):
        team.bring(number, POSTS + "".join(lines[:number]))
    with team.store.engine.connect() as connection:
        told = connection.execute(select(joint_import)).all()
        beside = set(connection.execute(select(observation.c.import_id).where(observation.c.import_id < 0)).scalars())
    assert {row.joint_id for row in told} == beside
    assert len(told) == sum(range(2, 9))
    team.importing.undo(8)
    assert len(team.shown()[0]) == 7  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(2))
def test_in_a_loaded_dump_imports_are_taken_back_as_before(team: Team, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = dict(enumerate(_files(chance), 1))
    for number, content in files.items():
        team.bring(number, content)
    dump(team.store, tmp_path / "dump.zip", now=NOW)
    load(tmp_path / "dump.zip", str(tmp_path / "loaded.szpalta"))
    loaded = open_store(str(tmp_path / "loaded.szpalta"))
    other = Team(loaded, tmp_path, team.profiles)
    for number in chance.sample(sorted(files), len(files)):
        team.importing.undo(number)
        other.importing.undo(number)
        assert other.shown() == team.shown()
    assert full_check(loaded).ok
    loaded.close()
