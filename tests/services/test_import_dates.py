"""Times of publication whose zone the file does not name, and days in which a spreadsheet let day and month change places."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.imports import RecognisedTable
from app.domain.networks import Network
from app.domain.people import Actor
from app.domain.workspace import Profile
from app.services.import_looking import ImportChoice, look
from app.services.import_zones import remembered, with_zone, zone_notes
from app.services.importing import ImportService
from app.store.store import Store
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_profile, owner

HEADER = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions\n"
PACIFIC = "America/Los_Angeles"


def meta(path: Path, *times: str) -> Path:
    rows = [
        f"9{n},7,Soap,Text {n},{time},https://www.facebook.com/9{n},Photos,Lifetime,{n}00,{n}"
        for n, time in enumerate(times, 1)
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def page(store: Store) -> Profile:
    return add_profile(store, Network.FACEBOOK)


def times(store: Store, page: Profile) -> list[datetime | None]:
    with store.read() as work:
        return [post.published_at for post in work.metrics.posts(page.id)]


def codes(report: object) -> list[tuple[str, object]]:
    return [(one.code, one.data["zone"]) for one in report.problems if one.code.startswith("import.zone_")]  # type: ignore[attr-defined]


def test_the_zone_taken_is_told_asked_for_and_remembered(
    store: Store, importing: ImportService, page: Profile, tmp_path: Path
) -> None:
    actor, first = Actor(owner(store)), meta(tmp_path / "a.csv", "09/01/2026 20:00")
    preview = importing.preview(first)
    assert preview.zone == page.zone == "Europe/Warsaw"
    assert codes(preview) == [("import.zone_assumed", page.zone)]
    assert [(one.name, one.default, one.required) for one in preview.questions] == [("zone", page.zone, False)]
    assert codes(importing.run(actor, first)) == [("import.zone_assumed", page.zone)]
    assert times(store, page) == [datetime(2026, 9, 1, 18, tzinfo=UTC)]
    said = importing.run(actor, first, answers={"zone": PACIFIC})
    assert (said.zone, codes(said)) == (PACIFIC, [])
    assert times(store, page) == [datetime(2026, 9, 2, 3, tzinfo=UTC)]
    later = meta(tmp_path / "b.csv", "09/03/2026 20:00")
    assert codes(importing.preview(later)) == [("import.zone_as_before", PACIFIC)]
    assert codes(importing.run(actor, later)) == [("import.zone_as_before", PACIFIC)]
    assert times(store, page)[0] == datetime(2026, 9, 4, 3, tzinfo=UTC)
    again = importing.run(actor, later, answers={"zone": "profile"})
    assert (again.zone, codes(again)) == (page.zone, [])
    assert codes(importing.preview(first)) == [("import.zone_as_before", page.zone)]


def test_the_window_proposes_the_zone_said_before(
    store: Store, importing: ImportService, page: Profile, tmp_path: Path
) -> None:
    path = meta(tmp_path / "a.csv", "09/01/2026 20:00")
    asked = look(ImportChoice(path), (page,), page.zone, NOW.date())
    assert (asked.zone, codes(asked)) == (page.zone, [("import.zone_assumed", page.zone)])
    importing.run(Actor(owner(store)), path, answers={"zone": PACIFIC})
    zones = remembered(importing.runs())
    found = look(ImportChoice(path), (page,), page.zone, NOW.date(), zones=zones)
    assert (found.zone, found.questions[0].default) == (PACIFIC, PACIFIC)


def test_swapped_days_of_known_posts_are_refused(
    store: Store, importing: ImportService, page: Profile, tmp_path: Path
) -> None:
    actor = Actor(owner(store))
    importing.run(actor, meta(tmp_path / "right.csv", "09/01/2026 10:00", "09/13/2026 10:00", "09/02/2026 23:30"))
    wrong = meta(tmp_path / "wrong.csv", "01/09/2026 10:00", "09/13/2026 10:00", "02/09/2026 23:30")
    before = times(store, page)
    for read in (importing.preview, lambda path: importing.run(actor, path)):
        with pytest.raises(BadInput) as caught:
            read(wrong)
        assert caught.value.code == "import.swapped_dates"
        assert caught.value.data == {
            "file": "wrong.csv", "count": 2, "post": "91", "known": date(2026, 9, 1), "day": date(2026, 1, 9),
        }  # fmt: skip
    assert (times(store, page), len(importing.runs())) == (before, 1)


def test_a_day_that_moved_otherwise_is_not_refused(
    store: Store, importing: ImportService, page: Profile, tmp_path: Path
) -> None:
    actor = Actor(owner(store))
    importing.run(actor, meta(tmp_path / "a.csv", "09/01/2026 10:00", "09/13/2026 10:00"))
    report = importing.run(actor, meta(tmp_path / "b.csv", "09/02/2026 10:00", "08/13/2026 10:00"))
    assert report.posts_updated == 2


@pytest.mark.parametrize(
    ("network", "code"), [("facebook", "import.zone_assumed"), ("linkedin", "import.zone_assumed_elsewhere"),
                          (None, "import.zone_assumed_elsewhere")],
)  # fmt: skip
def test_only_of_files_from_meta_it_is_said_what_zone_meta_often_writes(network: str | None, code: str) -> None:
    table = RecognisedTable("any", network, None, 1, ())
    answers = with_zone({}, "Europe/Warsaw")
    assert [note.code for note in zone_notes(table, answers)] == [code]
