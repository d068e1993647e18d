"""Rows that are posts with their lifetime figures."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from app.domain.days import WallTime, wall_time
from app.domain.errors import BadInput
from app.domain.imports import Imported, ImportedPost, RowProblem
from app.domain.metrics import Reading
from app.exchange.imports.aliases import format_of, is_total, normal
from app.exchange.imports.dates import Moment
from app.exchange.imports.figures import figure
from app.exchange.imports.layout import Layout, clean_text
from app.exchange.imports.sheets import Cell, Row, is_missing
from app.exchange.imports.yearless import nearest_day

_LIFETIME = frozenset({"lifetime", "całość", "cały okres", "od początku", "łącznie", "okres istnienia", "cały czas"})
_URN = re.compile(r"urn:li:\w+:\d+")
_LINKEDIN_SLUG = re.compile(r"linkedin\.com/posts/[^?#]*?[-_](activity|share|ugcPost)-(\d+)")
_PAGE_POST = re.compile(r"\d+_(\d+)")
_TIKTOK_VIDEO = re.compile(r"tiktok\.com/.*/(?:video|photo)/(\d+)")
_FIRST_VIDEO = 1_400_000_000
"""In 2014; the predecessor of TikTok opened then."""
_DRAFT = timedelta(days=15)
"""A video is made, at most so long before it is published."""
_FORMULA_ERROR = re.compile(r"#[A-Z/0]+[?!]?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_LINKED_FORMAT = re.compile(r"//www\.(?:(?:instagram|facebook)\.com/(reel|stories)|tiktok\.com/.*/(photo))/")
_YOUTUBE_ID = re.compile(r"[\w-]{11}")
_MOST_UNDATED = 5_000
"""YouTube lists five hundred videos at most."""
_FIRST_WEEKDAY = {"sunday": 6, "monday": 0}
_BOOSTED = frozenset({"reach from boosted posts", "zasięg postów promowanych", "zasięg z postów promowanych"})
_YES = frozenset({"1", "1.0", "true", "yes", "tak", "y", "t"})
_NO = frozenset({"0", "0.0", "false", "no", "nie", "n", "f"})
_SPONSORED, _ORGANIC = re.compile(r"(?:ge)?spons|patrocin"), re.compile(r"org[aáâ]ni")


def read_posts(layout: Layout, rows: Iterator[Row]) -> Iterator[Imported]:
    """Posts, each followed by the notes about its row; rows that are none give a note only.

    The same row gives the same `external_id` in every edition of a file. Videos that YouTube names without a date, such as
    deleted and unlisted ones, come last, on the day of the first dated one: its row of totals counts them too.
    """
    found = _Posts(layout)
    undated: list[Row] = []
    for line, cells in rows:
        if layout.is_empty(cells) or layout.is_header(cells):
            continue
        refused = layout.stranger(line, cells) or _refusal(layout, line, cells)
        when = refused or _when(layout, line, cells)
        if not isinstance(when, RowProblem):
            yield from found.read(line, cells, when)
        elif when.code == "import.no_date" and len(undated) < _MOST_UNDATED and _is_undated_video(layout, line, cells):
            undated.append((line, cells))
        else:
            yield when
    day = found.first_day or layout.day_answer("first_day") or layout.saved
    for line, cells in undated:
        yield from found.read(line, cells, _When(day, None, None, True))
        yield layout.problem(line, "import.date_estimated", False, day=day)


def _is_undated_video(layout: Layout, line: int, cells: list[Cell]) -> bool:
    return layout.source.name == "youtube.videos" and bool(layout.readings(line, cells)[0])


@dataclass(frozen=True, slots=True)
class _When:
    """Where a post stands in the calendar of its profile; `gap` for a clock time that the zone skips."""

    day: date
    hour: int | None
    instant: datetime | None
    estimated: bool
    gap: bool = False


class _Posts:
    """The posts of a table; knows those that came before."""

    def __init__(self, layout: Layout) -> None:
        self.first_day: date | None = None
        self._layout = layout
        self._seen: Counter[str] = Counter()
        self._known: set[int] = set()
        self._campaigns: dict[str, dict[tuple[Reading, ...], int]] = {}

    def read(self, line: int, cells: list[Cell], when: _When) -> Iterator[Imported]:
        """A post and the notes about its row."""
        layout = self._layout
        readings, problems = layout.readings(line, cells)
        post = _post(layout, line, cells, when, readings, self._seen)
        if post.paid and layout.source.name == "linkedin.page_posts":
            post = self._of_campaign(post)
        place = hash((post.external_id, post.figures_day))
        if place in self._known:
            yield layout.problem(line, "import.post_again", value=post.external_id[:40])
            return
        self._known.add(place)
        self.first_day = min(when.day, self.first_day or when.day)
        yield post
        yield from problems
        yield from _doubts(layout, line, when, readings)

    def _of_campaign(self, post: ImportedPost) -> ImportedPost:
        """LinkedIn tells what each campaign brought a post in a row of its own, beside that of what came by itself."""
        campaigns = self._campaigns.setdefault(post.external_id, {})
        number = campaigns.setdefault(post.readings, len(campaigns) + 1)
        return replace(post, external_id=f"{post.external_id} sponsored" + (f" {number}" if number > 1 else ""))


def _refusal(layout: Layout, line: int, cells: list[Cell]) -> RowProblem | None:
    identity = layout.text(cells, "post_id")
    if is_total(identity) or ("post_id" not in layout.fields and is_total(cells[0])):
        return layout.problem(line, "import.total_row")
    if "post_id" in layout.fields and (is_missing(identity) or _FORMULA_ERROR.fullmatch(identity)):
        return layout.problem(line, "import.no_post_id")
    return None


def _figures_day(layout: Layout, cells: list[Cell]) -> date | None:
    """Some exports give a post's figures of each day; "Lifetime" stands in their place mostly."""
    span = layout.cell(cells, "span")
    if is_missing(span) or normal(span) in _LIFETIME:
        return None
    found = layout.moment(cells, "span")
    return found.day if found else None


def _when(layout: Layout, line: int, cells: list[Cell]) -> _When | RowProblem:
    if "month" in layout.fields and "published_at" not in layout.fields:
        return _first_such_weekday(layout, line, cells)
    field = "published_at" if "published_at" in layout.fields else "day"
    found = _by_video(layout, cells, field) or layout.moment(cells, field)
    if found is None:
        cell = layout.cell(cells, field)
        if is_missing(cell):
            return layout.problem(line, "import.no_date")
        return layout.problem(line, "import.not_a_date", value=str(cell)[:40])
    return _placed(layout, found, cells)


def _by_video(layout: Layout, cells: list[Cell], field: str) -> Moment | None:
    """TikTok names no year of a post, but the number of a video begins with the second it was made."""
    if layout.years is None:
        return None
    video = _TIKTOK_VIDEO.search(layout.text(cells, "permalink"))
    second = int(video.group(1)) >> 32 if video else 0
    if not _FIRST_VIDEO <= second < 1 << 32:
        return None
    made = datetime.fromtimestamp(second, UTC).date()
    day = nearest_day(layout.cell(cells, field), made)
    return Moment(day) if day and abs(day - made) <= _DRAFT else None


def _placed(layout: Layout, found: Moment, cells: list[Cell]) -> _When:
    zone = layout.answers.get("zone")
    home = layout.answers.get("profile_zone") or zone
    if found.instant is not None:
        local = wall_time(found.instant, home or "UTC").local
        return _When(local.date(), local.hour, found.instant, False)
    clock = found.clock or _hour(layout, cells)
    if clock is None:
        return _When(found.day, None, None, False)
    if not zone or not home:
        return _When(found.day, clock.hour, None, False)
    try:
        instant = WallTime(datetime.combine(found.day, clock), zone).to_utc()
    except BadInput as error:
        if error.code != "time.gap":
            raise
        return _When(found.day, clock.hour, None, False, gap=True)
    if home == zone:
        return _When(found.day, clock.hour, instant, False)
    local = wall_time(instant, home).local
    return _When(local.date(), local.hour, instant, False)


def _hour(layout: Layout, cells: list[Cell]) -> time | None:
    """The clock time of an own column: 18, "18:30" or a time of a workbook."""
    cell = layout.cell(cells, "hour")
    if isinstance(cell, time | datetime):
        return cell if isinstance(cell, time) else cell.time()
    if isinstance(cell, str) and (clock := _CLOCK.fullmatch(cell.strip())):
        hours, minutes = int(clock.group(1)), int(clock.group(2))
        return time(hours, minutes) if hours <= 23 and minutes <= 59 else None
    hour = figure(cell)
    return time(int(hour)) if hour is not None and 0 <= hour <= 23 else None


def _first_such_weekday(layout: Layout, line: int, cells: list[Cell]) -> _When | RowProblem:
    """Month, weekday (1 to 7) and hour only: the first such weekday of the month, marked as estimated."""
    month, weekday = figure(layout.cell(cells, "month")), figure(layout.cell(cells, "weekday"))
    if month is None or weekday is None or not 1 <= month <= 12 or not 1 <= weekday <= 7:
        return layout.problem(line, "import.no_date")
    year = layout.answers.get("year", "")
    if not year.isdecimal():
        raise BadInput("import.question_unanswered", name="year", options="")
    wanted = (_FIRST_WEEKDAY[layout.answers.get("weekday_start") or "sunday"] + int(weekday) - 1) % 7
    first = date(int(year), int(month), 1)
    clock = _hour(layout, cells)
    day = first + timedelta(days=(wanted - first.weekday()) % 7)
    return _When(day, clock.hour if clock else None, None, True)


def _post(
    layout: Layout, line: int, cells: list[Cell], when: _When, readings: tuple[Reading, ...], seen: Counter[str]
) -> ImportedPost:
    permalink = layout.text(cells, "permalink") or None
    identity = layout.text(cells, "post_id")
    if layout.source.network == "facebook" and (of_page := _PAGE_POST.fullmatch(identity)):
        identity = of_page.group(1)  # the old export writes "page_post", that of Business Suite the post alone
    if layout.source.name == "youtube.videos" and _YOUTUBE_ID.fullmatch(identity):
        permalink = permalink or f"https://www.youtube.com/watch?v={identity}"
    return ImportedPost(
        line=line,
        external_id=identity or _identity(layout, cells, permalink, seen),
        day=when.day,
        hour=when.hour,
        published_at=when.instant,
        estimated=when.estimated,
        format=format_of(layout.text(cells, "format")) or _format_of_link(permalink) or layout.source.format,
        text=_text(layout, cells),
        permalink=permalink,
        paid=_paid(layout, cells, readings),
        readings=readings,
        sheet=layout.table.sheet,
        figures_day=_figures_day(layout, cells) if "span" in layout.fields else None,
    )


def _format_of_link(permalink: str | None) -> str | None:
    """The format an address tells: Meta's, for words of languages nobody listed, and TikTok's of pictures."""
    found = _LINKED_FORMAT.search(permalink or "")
    return {"reel": "reel", "stories": "story", "photo": "carousel"}[found[1] or found[2]] if found else None


def _text(layout: Layout, cells: list[Cell]) -> str:
    """The post's words. Meta writes them as title or as description, and a shortened copy into the other: the longer one."""
    found = [text for name in ("text", "title") if not is_missing(text := layout.text(cells, name))]
    if layout.source.name.startswith("meta."):
        found.sort(key=len, reverse=True)
    return found[0] if found else ""


def id_in_link(permalink: str) -> str:
    """LinkedIn's or TikTok's own id of a post, else its link."""
    if found := _URN.search(permalink):
        return found.group(0)
    if video := _TIKTOK_VIDEO.search(permalink):
        return video.group(1)
    slug = _LINKEDIN_SLUG.search(permalink)
    return f"urn:li:{slug.group(1)}:{slug.group(2)}" if slug else permalink


def _identity(layout: Layout, cells: list[Cell], permalink: str | None, seen: Counter[str]) -> str:
    """An id for a row without one: LinkedIn's own, the link, or a digest of the row and the number of its occurrence.

    Whether a post was paid is left out of the digest, as editions of one file differ in it. A row with a text is known
    by text and date, as its figures grow; one without only by all its figures.
    """
    if permalink:
        return id_in_link(permalink)
    parts = [f"{name}={_canonical(layout.cell(cells, name))}" for name in sorted(layout.fields) if name != "paid"]
    if not layout.text(cells, "text") and not layout.text(cells, "title"):
        parts += [
            f"{normal(at.metric)}={_canonical(cells[at.position] if at.position < len(cells) else None)}"
            for at in layout.figures
        ]
    digest = hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]
    seen[digest] += 1
    return f"row-{digest}-{seen[digest]}"


def _canonical(cell: Cell) -> str:
    if is_missing(cell):
        return ""
    number = figure(cell)
    return repr(number) if number is not None else clean_text(cell)


def _paid(layout: Layout, cells: list[Cell], readings: tuple[Reading, ...]) -> bool | None:
    if "paid" in layout.fields:
        said = normal(layout.text(cells, "paid"))
        if said in _YES or _SPONSORED.match(said):
            return True
        if said in _NO or _ORGANIC.match(said):
            return False
    boosted = next((reading.value for reading in readings if normal(reading.metric) in _BOOSTED), None)
    return None if boosted is None else boosted > 0


def _doubts(layout: Layout, line: int, when: _When, readings: tuple[Reading, ...]) -> Iterator[RowProblem]:
    if layout.has_reach_and_impressions:
        known = {reading.key: reading.value for reading in readings if reading.key}
        reach, impressions = known.get("reach"), known.get("impressions")
        if reach is not None and impressions is not None and reach > impressions:
            yield layout.problem(line, "import.reach_above_impressions", False, reach=reach, impressions=impressions)
    if when.gap:
        yield layout.problem(line, "import.time_in_gap", False, day=when.day.isoformat(), hour=when.hour)
