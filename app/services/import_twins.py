"""Videos of Facebook that two of its exports tell of: that of posts by the post's id and address, that of videos by an id of
its own. One video is one post, and counts once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.domain.imports import ImportRun, ImportState, RecognisedTable, RowProblem
from app.domain.metrics import FAMILIES
from app.domain.published import PublishedPost
from app.services.import_staging import PostRow
from app.store.unit import UnitOfWork

_POSTS, _VIDEOS = "meta.facebook_posts", "meta.facebook_videos"
_FORMATS = ("video", "reel", "live")
_IDS = re.compile(r"\d{8,}")
_DAY = timedelta(days=1)


def told_before(tables: Iterable[RecognisedTable], runs: Iterable[ImportRun]) -> Iterator[RowProblem]:
    """A note above the rows of one of these exports when the profile has an import of the other."""
    for table in tables:
        other = {_POSTS: _VIDEOS, _VIDEOS: _POSTS}.get(table.source)
        known = [run for run in runs if other in run.source.split(",") and run.state is not ImportState.UNDONE]
        if known:
            data: dict[str, object] = {"file": known[-1].file_name}
            yield RowProblem(table.header_line, "import.videos_told_before", data, False, table.sheet)


class VideoTwins:
    """Finds, while an import is written, the posts known already under the other export's id."""

    def __init__(self, sources: set[str], profile_id: int, metrics: Iterable[tuple[str, str | None]]) -> None:
        self._profile_id = profile_id
        self._videos = _VIDEOS in sources
        self._kept = {number for number, (_, key) in enumerate(metrics) if key is None or FAMILIES[key] == "video"}
        self._taken: dict[str, str] = {}
        """The id of a known post, and the one its twin has in this file."""
        self.doubtful: set[str] = set()
        """Ids in this file that stand beside videos of the same day without being known as one of them."""
        self._met: bool | None = None
        """Whether the profile has videos of the other export, once that was looked for."""

    @staticmethod
    def of(source: str, profile_id: int, metrics: Iterable[tuple[str, str | None]]) -> VideoTwins | None:
        """None for files of other kinds."""
        sources = set(source.split(","))
        return VideoTwins(sources, profile_id, metrics) if {_POSTS, _VIDEOS} & sources else None

    def settled(self, work: UnitOfWork, rows: list[PostRow], run_id: int) -> Iterator[list[PostRow]]:
        """The rows with the ids of the posts they are about, those with an address first. What both exports tell of a video
        is taken from that of posts."""
        for addressed in (True, False):
            part = [row for row in rows if bool(row[7]) is addressed]
            if part:
                self._met = self._met if addressed else True
                names = self._names(work, part, addressed) if addressed or self._videos else {}
                if addressed:
                    for name, known in names.items():
                        work.metrics.rename_post(self._profile_id, known, name, import_run_id=run_id)
                yield part if addressed else [self._merged(row, names) for row in part]

    def _may_meet(self, work: UnitOfWork) -> bool:
        """False while the profile has no video without an address: a million posts need not look for any."""
        if self._met is None:
            self._met = bool(work.metrics.told_videos(self._profile_id, _FORMATS, None, _VIDEOS))
        return self._met

    def doubt(self, table: RecognisedTable) -> RowProblem:
        """The note that some may count twice."""
        data: dict[str, object] = {"count": len(self.doubtful)}
        return RowProblem(table.header_line, "import.videos_maybe_twice", data, False, table.sheet)

    def _merged(self, row: PostRow, names: dict[str, str]) -> PostRow:
        """Further figures of a known post, whose time, format and words stay."""
        if row[0] not in names:
            return row
        figures = row[-1]
        pairs = zip(figures[::2], figures[1::2], strict=True)
        kept = tuple(value for number, figure in pairs if number in self._kept for value in (number, figure))
        return (names[row[0]], row[1], None, None, True, None, "", None, *row[8:-1], kept)

    def _names(self, work: UnitOfWork, rows: list[PostRow], addressed: bool) -> dict[str, str]:
        """The ids of rows to those of the known posts that are the same videos."""
        if addressed and not self._may_meet(work):
            return {}
        known = work.metrics.post_ids(self._profile_id, (row[0] for row in rows))
        own = {row[0]: row for row in rows if row[0] not in known and row[5] in _FORMATS}
        if not own:
            return {}
        days = [date.fromordinal(row[1]) for row in own.values()]
        around = min(days) - _DAY, max(days) + _DAY
        others = work.metrics.told_videos(self._profile_id, _FORMATS, around, _VIDEOS if addressed else None)
        found: dict[str, str] = {}
        for name, other in (*_by_address(own.values(), others), *_by_time(own.values(), others)):
            if name not in found and self._taken.setdefault(other, name) == name:
                found[name] = other
        left = {post.day.toordinal() for post in others if post.external_id not in self._taken}
        self.doubtful.update(name for name, row in own.items() if name not in found and row[1] in left)
        return found


def _by_address(rows: Iterable[PostRow], others: Iterable[PublishedPost]) -> Iterator[tuple[str, str]]:
    """Pairs whose one has the id of the other in its address."""
    by_id = {post.external_id: post for post in others}
    by_link = {number: post for post in others for number in _IDS.findall(post.permalink or "")}
    for row in rows:
        numbers = _IDS.findall(row[7] or "")
        post = by_link.get(row[0]) or next((by_id[number] for number in numbers if number in by_id), None)
        if post:
            yield row[0], post.external_id


def _by_time(rows: Iterable[PostRow], others: Iterable[PublishedPost]) -> Iterator[tuple[str, str]]:
    """Pairs published in the same minute: the only one of each export, or the only ones with these words."""
    minutes: dict[int, tuple[list[PostRow], list[PublishedPost]]] = defaultdict(lambda: ([], []))
    for row in rows:
        if row[3] is not None:
            minutes[int(row[3]) // 60][0].append(row)
    for post in others:
        if post.published_at is not None and (minute := int(post.published_at.timestamp()) // 60) in minutes:
            minutes[minute][1].append(post)
    for own, known in minutes.values():
        if len(own) == len(known) == 1:
            yield own[0][0], known[0].external_id
            continue
        for row in own:
            alike = [post for post in known if _alike(row[6], post.text)]
            if len(alike) == 1 and sum(_alike(each[6], alike[0].text) for each in own) == 1:
                yield row[0], alike[0].external_id


def _alike(one: str, other: str) -> bool:
    """True for the same words, or the first of them: one export shortens them."""
    short, long = sorted((" ".join(text.casefold().split()).rstrip(".…") for text in (one, other)), key=len)
    return bool(short) and long.startswith(short)
