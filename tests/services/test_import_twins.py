"""Videos that two exports of Facebook tell of, each by an id of its own, are one post each."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.imports import ImportReport
from app.domain.people import Actor
from app.services.importing import ImportService
from app.store.store import Store
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, owner
from tests.services.figure_rows import figure_rows

POSTS = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions,Comments,Shares\n"
VIDEOS = "Video asset ID,Universal video ID,Page ID,Page name,Title,Publish time,Date,Reach,3-second video views\n"
REEL = (
    "122100000000000001,7,Jesion,Rolka o mydle i o zapachach,11/02/2026 08:30,https://www.facebook.com/reel/70000001/"
)
FILM = "122100000000000002,7,Jesion,Film,11/03/2026 09:00,https://www.facebook.com/7/posts/2"
PHOTO = "122100000000000003,7,Jesion,Zdjęcie,11/02/2026 08:30,https://www.facebook.com/7/posts/3"
OF_POSTS = (
    f"{POSTS}{REEL},Reels,Lifetime,200,10,2,1\n{FILM},Videos,Lifetime,100,5,0,0\n{PHOTO},Photos,Lifetime,50,1,0,0\n"
)
OF_VIDEOS = (
    f"{VIDEOS}70000001,80000001,7,Jesion,Rolka,11/02/2026 22:45,Lifetime,190,120\n"
    "70000002,80000002,7,Jesion,Inny tytuł,11/03/2026 09:00,Lifetime,90,40\n"
)


def _import(store: Store, importing: ImportService, folder: Path, *contents: str) -> list[ImportReport]:
    reports = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.csv"
        path.write_text(content, encoding="utf-8")
        at = (NOW - timedelta(days=2) + timedelta(hours=number)).timestamp()
        os.utime(path, (at, at))
        reports.append(importing.run(Actor(owner(store)), path))
    return reports


def _kept(store: Store, profile_id: int) -> list[tuple[str, str | None, str, dict[str, float]]]:
    rows = figure_rows(store)
    keys = {row[0]: str(row[3]) for row in rows["metric"]}
    with store.read() as work:
        told = sorted(work.metrics.posts(profile_id), key=lambda post: post.external_id)
    return [
        (
            post.external_id,
            post.format,
            post.text,
            {keys[row[2]]: float(str(row[3])) for row in rows["post_total"] if row[1] == post.id},
        )
        for post in told
    ]


@pytest.mark.parametrize("order", [(OF_POSTS, OF_VIDEOS, OF_VIDEOS), (OF_VIDEOS, OF_POSTS, OF_VIDEOS)])
def test_a_video_of_both_exports_is_one_post(
    store: Store, importing: ImportService, tmp_path: Path, order: Iterable[str]
) -> None:
    profile = add_profile(store)
    *_, again = _import(store, importing, tmp_path, *order)
    reel, film, photo = _kept(store, profile.id)
    assert reel[:3] == ("122100000000000001", "reel", "Rolka o mydle i o zapachach")
    assert film[:3] == ("122100000000000002", "video", "Film")
    assert [row[3]["reach"] for row in (reel, film, photo)] == [200, 100, 50]
    assert [row[3].get("video_plays") for row in (reel, film, photo)] == [120, 40, None]
    assert (again.posts_new, again.figures_new, len(again.problems)) == (0, 0, 1)


def test_videos_of_one_minute_are_told_apart_by_their_words(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    profile = add_profile(store)
    second = "122100000000000004,7,Jesion,Drugi film dnia,11/03/2026 09:00,https://www.facebook.com/7/posts/4"
    twins = (
        f"{VIDEOS}70000011,1,7,Jesion,Drugi film…,11/03/2026 09:00,Lifetime,9,40\n"
        "70000012,2,7,Jesion,Coś innego,11/03/2026 09:00,Lifetime,9,30\n"
    )
    *_, report = _import(store, importing, tmp_path, f"{OF_POSTS}{second},Videos,Lifetime,80,1,0,0\n", twins)
    plays = {name: figures.get("video_plays") for name, _, _, figures in _kept(store, profile.id)}
    assert plays == {
        "122100000000000001": None,
        "122100000000000002": None,
        "122100000000000003": None,
        "122100000000000004": 40,
        "70000012": 30,
    }
    doubt, _ = report.problems
    assert (doubt.code, doubt.data, doubt.skipped) == ("import.videos_maybe_twice", {"count": 1}, False)
    assert report.skipped_reasons["import.videos_maybe_twice"] == 1


def test_the_preview_of_one_export_says_that_the_other_was_imported(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    add_profile(store)
    _import(store, importing, tmp_path, OF_POSTS)
    path = tmp_path / "videos.csv"
    path.write_text(OF_VIDEOS, encoding="utf-8")
    note, _ = importing.preview(path).problems
    assert (note.code, note.data) == ("import.videos_told_before", {"file": "0.csv"})
    again = tmp_path / "0.csv"
    assert [one.code for one in importing.preview(again).problems] == ["import.zone_assumed"]


def test_undoing_the_export_of_posts_leaves_the_videos_of_the_other(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    profile = add_profile(store)
    _, posts = _import(store, importing, tmp_path, OF_VIDEOS, OF_POSTS)
    assert posts.import_id is not None
    importing.undo(posts.import_id)
    assert [figures["reach"] for *_, figures in _kept(store, profile.id)] == [190, 90]
