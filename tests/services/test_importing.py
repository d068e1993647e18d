"""Importing: everything or nothing, once or twice, and what comes of it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import BadInput, NotPermitted, Refused
from app.domain.imports import ImportState
from app.domain.kpi import FigureFilters
from app.domain.metrics import Observation, Reading
from app.domain.networks import Connection, Network
from app.domain.people import Actor, Role
from app.domain.published import SeenPost
from app.services.importing import ImportService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.syncing import NOW
from tests.fakes.workspace import add_member, add_profile, owner
from tests.services.figure_rows import figure_rows

META = (
    "Post ID,Page ID,Page name,Title,Description,Publish time,Permalink,Post type,Date,Reach,Reactions,Comments,Shares\n"
    "1001,7,Jesion,Nowa kolekcja,,11/02/2026 08:30,https://x.invalid/1,Photos,Lifetime,200,10,2,1\n"
    "1002,7,Jesion,,Rolka,11/14/2026 18:00,https://x.invalid/2,Reels,Lifetime,,5,0,0\n"
)


def _file(
    folder: Path, content: str = META, name: str = "posts.csv", *, at: datetime = NOW - timedelta(days=1)
) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_posts_of_an_export(store: Store, importing: ImportService, tmp_path: Path) -> None:
    profile = add_profile(store)
    heard: list[float] = []
    report = importing.run(Actor(owner(store)), _file(tmp_path), progress=heard.append)
    assert (report.rows_read, report.rows_kept, report.posts_new, report.figures_new) == (2, 2, 2, 7)
    assert report.observed_at == NOW - timedelta(days=1)
    assert heard == sorted(heard)
    with store.read() as work:
        reel, photo = work.metrics.posts(profile.id)
        assert (reel.format, photo.format) == ("reel", "image")
        assert (photo.day, photo.hour) == (date(2026, 11, 2), 8)
        assert photo.published_at == datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
        (run,) = work.imports.all()
        assert (run.state, run.member_id) == (ImportState.COMPLETE, owner(store).id)
        (entry,) = work.history.of("import_run", run.id)
        assert (entry.action, entry.words) == ("imported", {"file": "posts.csv"})


def test_a_second_time_changes_nothing(store: Store, importing: ImportService, clock: SetClock, tmp_path: Path) -> None:
    add_profile(store)
    actor = Actor(owner(store))
    importing.run(actor, _file(tmp_path))
    before = figure_rows(store)
    clock.advance(timedelta(days=3))
    for again in (_file(tmp_path), _file(tmp_path, name="copy.csv", at=NOW + timedelta(days=2))):
        report = importing.run(actor, again)
        assert (report.posts_new, report.posts_updated, report.figures_new, report.figures_unchanged) == (0, 0, 0, 7)
        assert figure_rows(store) == before
    assert [run.state for run in importing.runs()] == [
        ImportState.COMPLETE,
        ImportState.UNCHANGED,
        ImportState.UNCHANGED,
    ]


def test_what_has_not_happened_yet_is_left_out_and_told(store: Store, importing: ImportService, tmp_path: Path) -> None:
    """As with the wrong year chosen for a file that has none."""
    add_profile(store)
    file = _file(tmp_path, META.replace("11/14/2026", "12/14/2026"))
    looked = importing.preview(file)
    assert (looked.rows_kept, looked.skipped_reasons) == (1, {"import.in_the_future": 1, "import.zone_assumed": 1})
    problem = looked.problems[1]
    assert (problem.line, problem.skipped, problem.data) == (3, True, {"day": date(2026, 12, 14)})
    report = importing.run(Actor(owner(store)), file)
    assert (report.posts_new, report.rows_skipped) == (1, 1)


def test_what_practice_made_up_does_not_count_beside_imported_figures(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    profile = add_profile(store, connection=Connection.PRACTICE)
    early, late = date(2026, 11, 1), date(2026, 11, 24)
    with store.write() as work:
        (number,) = work.metrics.metric_ids("facebook", [Reading("Followers", 0, "followers")]).values()
        work.metrics.add_observations([Observation(profile.id, 0, number, late.toordinal(), NOW, 6800.0)])
        work.metrics.upsert_posts(profile.id, [SeenPost("made-up", late, 10)], seen_at=NOW)
    with store.read() as work:
        assert len(work.figures.posts(FigureFilters(), early, late)) == 1
        assert work.figures.days(FigureFilters(), early, late)[0].stocks == {"followers": 6800}
    importing.run(Actor(owner(store)), _file(tmp_path))
    with store.read() as work:
        posts = work.figures.posts(FigureFilters(), early, late)
        assert [(row.day.day, row.followers) for row in posts] == [(2, None), (14, None)]
        assert not work.figures.days(FigureFilters(), early, late)
        assert work.figures.extent(FigureFilters()) == (date(2026, 11, 2), date(2026, 11, 14))
        assert work.figures.lead_in(FigureFilters(), late + timedelta(1)) == (date(2026, 11, 14), late + timedelta(1))


def test_a_newer_export_adds_what_grew(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    actor = Actor(owner(store))
    importing.run(actor, _file(tmp_path))
    grown = META.replace(",200,10,2,1", ",260,12,2,1")
    report = importing.run(actor, _file(tmp_path, grown, "newer.csv"))
    assert (report.posts_new, report.figures_new, report.figures_unchanged) == (0, 2, 5)
    assert report.posts_updated == 1  # the other has the same figures as before
    older = importing.run(actor, _file(tmp_path, META, "again.csv", at=NOW))
    assert older.figures_new == 0
    with store.read() as work:
        photo = work.figures.posts(FigureFilters(), date(2026, 11, 2), date(2026, 11, 2))[0]
        assert photo.values == {"reach": 260, "reactions": 12, "comments": 2, "shares": 1}


def test_a_post_the_latest_export_lacks_is_marked_and_kept(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    add_profile(store)
    actor = Actor(owner(store))
    older = _file(
        tmp_path, META + META.splitlines()[1].replace("1001", "1003") + "\n", "older.csv", at=NOW - timedelta(days=9)
    )
    importing.run(actor, older)
    assert importing.run(actor, _file(tmp_path)).posts_missing == 1
    before = figure_rows(store)
    with store.read() as work:
        assert [row.external_id for row in work.metrics.posts(1) if row.missing_in_latest] == ["1003"]
    again = importing.run(actor, older)  # an older file does not bring it back
    assert (again.posts_missing, again.posts_updated, figure_rows(store)) == (0, 0, before)
    back = _file(tmp_path, older.read_text(encoding="utf-8").replace(",200,", ",201,"), "back.csv", at=NOW)
    importing.run(actor, back)
    with store.read() as work:
        assert not any(row.missing_in_latest for row in work.metrics.posts(1))


def test_a_file_of_stories_says_nothing_of_posts(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    actor = Actor(owner(store))
    importing.run(actor, _file(tmp_path, at=NOW - timedelta(days=9)))
    header, first, *_ = META.splitlines()
    stories = f"{header}\n{first.replace('1001', '2001').replace('Photos', 'Stories')}\n"
    assert importing.run(actor, _file(tmp_path, stories, "stories.csv")).posts_missing == 0


def test_a_file_without_figures_is_refused_and_not_said_to_be_read(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    add_profile(store)
    header = META.splitlines()[0]
    with pytest.raises(BadInput, match="nothing_read"):
        importing.run(Actor(owner(store)), _file(tmp_path, f"{header}\n"))
    turned = tmp_path / "turned.csv"
    turned.write_text(
        "# ---\n# Free form\n# 20260101-20260131\n# ---\n\n,Device category,desktop\n"
        "Country,Session source,Active users\nPoland,google,120\n"
    )
    with pytest.raises(BadInput, match="nothing_read"):
        importing.run(Actor(owner(store)), turned)


def test_a_bad_file_changes_nothing(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    before = figure_rows(store)
    bad = _file(tmp_path, META + "1003,7,Jesion,x,,11/15/2026 08:30,,Photos,Lifetime,3.apr,1,1,1\n")
    with pytest.raises(BadInput) as caught:
        importing.run(Actor(owner(store)), bad)
    assert caught.value.code == "import.damaged_by_spreadsheet"
    assert caught.value.data["line"] == 4
    with pytest.raises(BadInput, match=r"import\.not_recognised"):
        importing.run(Actor(owner(store)), _file(tmp_path, "a,b\nx,1\n"))
    assert figure_rows(store) == before
    assert importing.runs() == []


def test_figures_that_a_later_file_tells_otherwise_are_told(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    profile = add_profile(store)
    head = "# Start date: 20260901\n# End date: 20260930\n"

    def told(name: str, users: str, land: str) -> int | object:
        text = f"{head}Date,Active users\n20260901,10\n20260902,{users}\n\n{head}Country,Active users\nPoland,{land}\n"
        report = importing.run(Actor(owner(store)), _file(tmp_path, text, name), profile_id=profile.id)
        found = [problem.data["count"] for problem in report.problems if problem.code == "import.figures_differ"]
        return found[0] if found else 0

    assert [told("a.csv", "12", "20"), told("b.csv", "15", "20"), told("c.csv", "15", "21")] == [0, 1, 1]
    assert told("c.csv", "15", "21") == 0


def test_a_table_nobody_knows_beside_others_is_told(store: Store, importing: ImportService, tmp_path: Path) -> None:
    profile = add_profile(store)
    path = _file(
        tmp_path, '"Reach"\n"Date","Primary"\n"2026-11-01T00:00:00","12"\n\nScreen class,Part\nHome,0.4\nMenu,0.6\n'
    )
    report = importing.run(Actor(owner(store)), path, profile_id=profile.id)
    told = [(problem.line, problem.data) for problem in report.problems if problem.code == "import.unknown_table"]
    assert (report.figures_new, told) == (1, [(5, {"columns": "Screen class, Part"})])


def test_a_table_of_another_network_waits_for_its_own_profile(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    facebook, instagram = add_profile(store), add_profile(store, Network.INSTAGRAM)
    path = _file(
        tmp_path,
        '"Facebook visits"\n"Date","Primary"\n"2026-11-01T00:00:00","12"\n\n'
        '"Instagram reach"\n"Date","Primary"\n"2026-11-01T00:00:00","90"\n"2026-11-02T01:00:00","91"\n\n'
        '"Age & gender"\n"","Women","Men"\n"18-24","40","60"\n',
    )
    first = importing.run(Actor(owner(store)), path, profile_id=facebook.id)
    assert (first.figures_new, first.skipped_reasons) == (3, {"import.other_networks_table": 1})
    second = importing.run(Actor(owner(store)), path, profile_id=instagram.id)
    assert second.figures_new == 4
    with store.read() as work:
        seen = work.figures.days(
            FigureFilters(), date(2026, 11, 1), date(2026, 11, 2), frozenset({"reach", "profile_visits"})
        )
        assert [(row.network, row.flows) for row in seen] == [
            ("facebook", {"profile_visits": 12}), ("instagram", {"reach": 90}), ("instagram", {"reach": 91}),
        ]  # fmt: skip


def test_figures_of_single_days_of_posts_are_added_up(store: Store, importing: ImportService, tmp_path: Path) -> None:
    actor, profile = Actor(owner(store)), add_profile(store)
    head, post, other = META.splitlines(keepends=True)

    def days(*figures: str) -> Path:
        rows = (post.replace("Lifetime,200,10,2,1", f"11/{day:02d}/2026,{some}") for day, some in enumerate(figures, 3))
        return _file(tmp_path, "".join([head, *rows, other]), f"{len(figures)}.csv")

    def known() -> dict[object, object]:
        rows = figure_rows(store)
        names = {row[0]: row[3] for row in rows["metric"]}
        return {names[metric]: value for _, post, metric, value, *_ in rows["post_total"] if post == 1}

    report = importing.run(actor, days("200,10,2,1", "100,,1,0"))
    assert [problem.code for problem in report.problems if problem.code == "import.days_of_posts"]
    assert importing.run(actor, days("200,10,2,1", "100,,1,0")).figures_new == 0
    assert known() == {"reactions": 10, "comments": 3, "shares": 1}
    importing.run(actor, days("200,10,2,1", "100,,1,0", "50,5,0,0"))
    assert known() == {"reactions": 15, "comments": 3, "shares": 1}
    importing.run(actor, _file(tmp_path, META.replace("200,10,2,1", "400,20,4,2")))
    report = importing.run(actor, days("200,10,2,1", "100,,1,0", "50,5,0,0", "1,1,0,0"))
    assert known() == {"reach": 400, "reactions": 20, "comments": 4, "shares": 2}
    assert profile.id and "import.days_of_posts" not in {problem.code for problem in report.problems}


def test_days_of_posts_that_tell_people_only_are_not_said_to_be_added_up(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    actor, _ = Actor(owner(store)), add_profile(store)
    path = _file(tmp_path, META.replace("Lifetime,200,10,2,1", "11/03/2026,200,,,"))
    report = importing.run(actor, path)
    assert "import.days_of_posts" not in {problem.code for problem in report.problems}


def test_days_without_a_year_say_which_one_was_taken(store: Store, importing: ImportService, tmp_path: Path) -> None:
    actor, profile = Actor(owner(store)), add_profile(store, Network.TIKTOK)
    path = _file(tmp_path, "Date,Video Views,Profile Views,Likes\n30 grudnia,5,1,0\n1 stycznia,7,0,1\n", "Overview.csv")
    report = importing.run(actor, path, profile_id=profile.id)
    assert [(note.code, note.data) for note in report.problems] == [("import.year_assumed", {"day": date(2026, 1, 1)})]
    assert not importing.preview(path, profile_id=profile.id, answers={"last_day": "2025-01-05"}).problems


def test_a_day_told_otherwise_by_a_second_table_is_left_out_and_told(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    profile = add_profile(store)
    tables = [
        f'"Views"\n"Date","Primary"\n"2026-11-0{day}T00:00:00","{views}"\n' for day, views in ((1, 5), (1, 5), (1, 9))
    ]
    path = _file(tmp_path, "\n".join(tables), "Views.csv")
    report = importing.run(Actor(owner(store)), path, profile_id=profile.id)
    assert [(note.code, note.line) for note in report.problems] == [("import.day_again", 11)]
    assert (report.rows_kept, report.rows_skipped) == (2, 1)


def test_which_profile(store: Store, importing: ImportService, tmp_path: Path) -> None:
    actor = Actor(owner(store))
    with pytest.raises(BadInput, match=r"import\.which_profile"):
        importing.run(actor, _file(tmp_path))
    linkedin = add_profile(store, Network.LINKEDIN)
    with pytest.raises(BadInput, match=r"import\.other_network"):
        importing.run(actor, _file(tmp_path), profile_id=linkedin.id)
    first, second = add_profile(store, handle="jesion-dom"), add_profile(store, handle="jesion-outlet")
    with pytest.raises(BadInput) as caught:
        importing.run(actor, _file(tmp_path))
    assert caught.value.data["choices"] == ["facebook/jesion-dom", "facebook/jesion-outlet"]
    assert importing.run(actor, _file(tmp_path), profile_id=second.id).profile_id == second.id
    with store.read() as work:
        assert work.metrics.posts(first.id) == []


def test_a_summary_of_meta_without_its_network_is_none_of_another_one(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    actor, linkedin = Actor(owner(store)), add_profile(store, Network.LINKEDIN)
    path = _file(tmp_path, "Views\nDate,Primary\n2026-11-01T00:00:00,5\n2026-11-02T00:00:00,7\n", "Views.csv")
    with pytest.raises(BadInput, match=r"import\.which_profile"):
        importing.run(actor, path)
    with pytest.raises(BadInput, match=r"import\.other_network"):
        importing.run(actor, path, profile_id=linkedin.id)
    instagram = add_profile(store, Network.INSTAGRAM)
    assert importing.run(actor, path).profile_id == instagram.id


def test_only_those_with_the_right_import(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    with pytest.raises(NotPermitted):
        importing.run(Actor(add_member(store, "jan@jesion.pl", Role.CREATOR)), _file(tmp_path))
    assert importing.run(Actor(add_member(store, "ola@jesion.pl", Role.MANAGER)), _file(tmp_path)).posts_new == 2


def test_a_preview_writes_nothing(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    before = figure_rows(store)
    report = importing.preview(_file(tmp_path))
    assert (report.dry_run, report.import_id, report.rows_kept, report.profile_id) == (True, None, 2, 1)
    assert report.mapping is not None
    assert report.mapping["kind"] == "posts"
    unknown = importing.preview(_file(tmp_path, "Kiedy,Wynik\n2026-11-01,5\n2026-11-02,6\n"))
    assert (unknown.tables, unknown.rows_read) == ((), 0)
    assert unknown.mapping is not None
    done = importing.run(Actor(owner(store)), tmp_path / "posts.csv", mapping=unknown.mapping | {"network": "facebook"})
    assert (done.rows_kept, done.figures_new) == (2, 2)
    with store.read() as work:
        days = work.figures.days(FigureFilters(), date(2026, 11, 1), date(2026, 11, 2))
        assert [(row.day.day, row.flows) for row in days] == [(1, {"Wynik": 5}), (2, {"Wynik": 6})]
    assert before["published_post"] == figure_rows(store)["published_post"]


def test_a_cancelled_import_leaves_nothing(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    before = figure_rows(store)
    answers = iter([False, False, True])
    with pytest.raises(Refused, match=r"import\.cancelled"):
        importing.run(Actor(owner(store)), _file(tmp_path), cancel=lambda: next(answers, True))
    after = figure_rows(store)
    assert after | {"metric": []} == before | {"metric": []}
    assert [run.state for run in importing.runs()] == [ImportState.UNDONE]
    assert importing.run(Actor(owner(store)), _file(tmp_path)).figures_new == 7


def test_an_import_whose_program_died_is_undone(
    store: Store, importing: ImportService, clock: SetClock, tmp_path: Path
) -> None:
    add_profile(store)
    actor = Actor(owner(store))
    importing.run(actor, _file(tmp_path))
    with store.write() as work:  # as if the program had died before the last transaction
        work.imports.edit(1, state=ImportState.WRITING.value, report={"touched_at": NOW.isoformat()})
    with pytest.raises(Refused, match=r"import\.running"):
        importing.run(actor, _file(tmp_path))
    assert importing.undo_unfinished() == ()
    clock.advance(timedelta(minutes=5))
    assert importing.undo_unfinished() == (1,)
    assert all(not rows for name, rows in figure_rows(store).items() if name != "metric")
    with store.read() as work:
        assert [entry.action for entry in work.history.of("import_run", 1)] == ["imported", "undone"]
    assert importing.run(actor, _file(tmp_path)).posts_new == 2


def test_an_answer_says_when_the_figures_were_true(store: Store, importing: ImportService, tmp_path: Path) -> None:
    add_profile(store)
    actor = Actor(owner(store))
    report = importing.run(actor, _file(tmp_path), answers={"observed_at": "2026-11-20"})
    assert report.observed_at == datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC)
    with pytest.raises(BadInput, match=r"import\.answer_invalid"):
        importing.run(actor, _file(tmp_path), answers={"observed_at": "yesterday"})


def test_a_mapping_that_leaves_a_meaning_out_is_remembered(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    add_profile(store)
    proposal = importing.preview(_file(tmp_path, "Kiedy,Wynik,Uwagi\n2026-11-01,5,a\n2026-11-02,6,b\n")).mapping
    assert proposal is not None
    told = [{"column": "Kiedy", "position": 1, "meaning": "day"}, {"column": "Wynik", "position": 2, "meaning": "likes"},
            {"column": "Uwagi", "position": 3}]  # fmt: skip
    importing.run(Actor(owner(store)), tmp_path / "posts.csv", profile_id=1, mapping=proposal | {"columns": told})
    again = importing.preview(_file(tmp_path, "Kiedy,Wynik,Uwagi\n2026-11-03,7,c\n")).mapping
    assert again is not None
    assert again["columns"] == [*told[:2], told[2] | {"meaning": None}]
