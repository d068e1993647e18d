"""Posts of several accounts in one file: each goes to the profile of its own account, none to another's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import BadInput
from app.domain.kpi import FigureFilters
from app.domain.networks import Network
from app.domain.people import Actor
from app.services.import_looking import ImportChoice, look
from app.services.importing import ImportService
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_profile, owner

HEADER = "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Date,Reach,Reactions,Comments,Shares\n"
POST = "{0},{1},{2},Wpis,11/02/2026 08:30,https://x.invalid/{0},Photos,Lifetime,{0},10,2,1\n"
TWO = HEADER + POST.format(101, 7, "Jesion") + POST.format(102, 8, "Buk  Lublin") + POST.format(103, 9, "Dąb")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "posts.csv"
    path.write_text(TWO, encoding="utf-8")
    return path


def _posts(store: Store, profile_id: int) -> list[str]:
    with store.read() as work:
        return [row.external_id for row in work.metrics.posts(profile_id)]


def test_only_the_profiles_own_posts_go_into_it(store: Store, importing: ImportService, two: Path) -> None:
    jesion = add_profile(store, handle="@JESION")
    report = importing.run(Actor(owner(store)), two)
    assert _posts(store, jesion.id) == ["101"]
    assert (report.rows_kept, report.rows_skipped) == (1, 2)
    _, note, *rows = report.problems
    assert (note.code, note.data) == ("import.other_accounts", {"accounts": "Buk  Lublin, Dąb"})
    assert [(row.line, row.code, row.data["account"]) for row in rows] == [
        (3, "import.other_account", "Buk  Lublin"), (4, "import.other_account", "Dąb"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "named", [{"name": "buk lublin"}, {"handle": "8"}, {"url": "https://facebook.invalid/Buk  Lublin/"}]
)
def test_a_profile_is_known_by_its_name_its_handle_or_its_address(
    store: Store, importing: ImportService, two: Path, named: dict[str, str]
) -> None:
    buk = add_profile(store, **{"handle": "b", **named})
    importing.run(Actor(owner(store)), two)
    assert _posts(store, buk.id) == ["102"]


def test_posts_of_another_profile_never_go_into_one_they_do_not_name(
    store: Store, importing: ImportService, two: Path
) -> None:
    add_profile(store, handle="jesion")
    other = add_profile(store, handle="nowy", name="Nowy")
    report = importing.run(Actor(owner(store)), two, profile_id=other.id)
    assert sorted(_posts(store, other.id)) == ["102", "103"]
    assert report.problems[1].data == {"accounts": "Jesion"}


def test_without_a_profile_by_that_name_all_are_read_and_told(
    store: Store, importing: ImportService, two: Path
) -> None:
    profile = add_profile(store, handle="nowy", name="Nowy")
    report = importing.run(Actor(owner(store)), two)
    assert len(_posts(store, profile.id)) == 3
    assert [(row.code, row.data) for row in report.problems[1:]] == [
        ("import.several_accounts", {"accounts": "Buk  Lublin, Dąb, Jesion"})
    ]


def test_the_account_may_be_named(store: Store, importing: ImportService, two: Path) -> None:
    profile = add_profile(store, handle="nowy", name="Nowy")
    importing.run(Actor(owner(store)), two, answers={"account": "Dąb"})
    assert _posts(store, profile.id) == ["103"]
    with pytest.raises(BadInput, match=r"import\.answer_invalid"):
        importing.run(Actor(owner(store)), two, answers={"account": "Grab"})


def test_a_file_finds_the_one_of_several_profiles_it_names(store: Store, importing: ImportService, two: Path) -> None:
    add_profile(store, handle="nowy", name="Nowy")
    jesion = add_profile(store, handle="jesion")
    assert importing.run(Actor(owner(store)), two).profile_id == jesion.id
    assert importing.preview(two).profile_id == jesion.id


def test_two_profiles_a_file_names_are_both_told(store: Store, importing: ImportService, two: Path) -> None:
    jesion, dab = add_profile(store, handle="jesion"), add_profile(store, handle="dab", name="Dąb")
    with pytest.raises(BadInput, match=r"import\.which_profile") as caught:
        importing.run(Actor(owner(store)), two)
    assert caught.value.data["named"] == [jesion.id, dab.id]
    assert [problem.code for problem in importing.preview(two).problems] == ["import.zone_assumed", "import.accounts"]


def test_the_preview_tells_the_same(store: Store, clock: SetClock, two: Path) -> None:
    profile = add_profile(store, handle="jesion")
    seen = look(ImportChoice(two), (profile,), "Europe/Warsaw", clock.now().date())
    assert (seen.posts, seen.rows_skipped, seen.problems[1].code) == (1, 2, "import.other_accounts")
    assert [question.name for question in seen.questions] == ["zone", "date_order", "account"]


def test_a_mapping_leaves_other_accounts_out_too(store: Store, importing: ImportService, two: Path) -> None:
    profile = add_profile(store, handle="jesion")
    mapping = importing.preview(two).mapping
    assert mapping is not None
    importing.run(Actor(owner(store)), two, mapping=mapping)
    assert _posts(store, profile.id) == ["101"]


def test_days_of_two_pages_are_told_apart_as_well(store: Store, importing: ImportService, tmp_path: Path) -> None:
    profile = add_profile(store, handle="jesion")
    path = tmp_path / "days.csv"
    path.write_text(
        "Page ID,Page name,Data comment,Date,Unique user engagements,Overall negative feedback\n"
        "7,Jesion,,02/13/2026,620,0\n8,Buk,,02/13/2026,5,1\n7,Jesion,,02/14/2026,443,0\n8,Buk,,02/14/2026,6,1\n"
    )
    report = importing.run(Actor(owner(store)), path, profile_id=profile.id)
    assert (report.rows_kept, report.figures_new) == (2, 4)
    assert report.skipped_reasons == {"import.other_accounts": 1, "import.other_account": 2}


COMPETITORS = "01/01/2026 - 01/31/2026\nPage,Total Followers,New Followers,Total post engagements,Total posts\n"


def _followers(store: Store, profile_id: int) -> dict[str, float]:
    with store.read() as work:
        filters = FigureFilters(profile_ids=(profile_id,))
        days = work.figures.days(filters, date(2026, 1, 1), date(2026, 2, 28), frozenset({"followers"}))
    return {row.day.isoformat(): row.stocks["followers"] for row in days if "followers" in row.stocks}


def test_the_own_page_among_its_competitors_tells_the_followers(
    store: Store, importing: ImportService, tmp_path: Path
) -> None:
    path = tmp_path / "competitors.csv"
    path.write_text(f"{COMPETITORS}Mydlarnia,1234,12,90,8\nJesion,800,2,45,9\n", encoding="utf-8")
    jesion = add_profile(store, Network.LINKEDIN, handle="jesion-sp", name="JESION")
    report = importing.run(Actor(owner(store)), path)
    assert (report.rows_kept, report.rows_skipped, report.problems) == (2, 0, ())
    assert _followers(store, jesion.id) == {"2026-01-31": 800}
    again = importing.run(Actor(owner(store)), path)
    assert again.figures_new == 0


@pytest.mark.parametrize("pages", ["Mydlarnia,1234,12,90,8\nBuk,800,2,45,9\n", "Jesion,1,2,3,4\njesion-sp,5,6,7,8\n"])
def test_where_the_own_page_cannot_be_told_nothing_is_counted_and_the_reason_is_said(
    store: Store, importing: ImportService, tmp_path: Path, pages: str
) -> None:
    path = tmp_path / "competitors.csv"
    path.write_text(COMPETITORS + pages, encoding="utf-8")
    jesion = add_profile(store, Network.LINKEDIN, handle="jesion-sp", name="Jesion")
    report = importing.run(Actor(owner(store)), path)
    assert [(note.code, note.data) for note in report.problems] == [("import.own_page_unknown", {"profile": "Jesion"})]
    assert _followers(store, jesion.id) == {} and report.rows_kept == 2
