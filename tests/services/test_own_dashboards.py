"""Own dashboards: kept, arranged, shared with roles, passed on as files; a file of strangers takes nothing over by halves."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.domain.dashboards import OVERVIEW, DashboardSpec, TileKind, TileSpec, network_dashboard
from app.domain.errors import BadInput, NotFound, Refused, StaleEdit
from app.domain.kpi import FigureFilters
from app.domain.networks import Network
from app.domain.own_dashboards import OwnDashboard
from app.domain.people import Actor, Role
from app.services.own_dashboards import OwnDashboardService
from tests.fakes.locks import locks_of
from tests.fakes.offices import Office, open_office

REACH = TileSpec("reach", TileKind.NUMBER, "post_reach_total", 4)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def own(office: Office) -> OwnDashboardService:
    return office.app.own_dashboards


def _viewer(office: Office) -> Actor:
    roles = {office.facebook.brand_id: frozenset({Role.VIEWER})}
    member = office.app.members.add_member(office.owner, "Ewa Lis", "ewa@example.com", roles)
    return Actor(member)


def test_a_copy_of_a_ready_dashboard_is_arranged_and_kept(office: Office, own: OwnDashboardService) -> None:
    made = own.create(office.editor, "  Posiedzenie  ", network_dashboard(Network.FACEBOOK))
    assert (made.name, made.network, made.tiles) == ("Posiedzenie", Network.FACEBOOK, made.spec.tiles)
    tiles = [
        replace(made.tiles[1], width=6, height=2),
        made.tiles[0],
        replace(REACH, filters=FigureFilters(paid=False)),
    ]
    kept = own.edit(office.editor, made.uid, tiles=tiles, refresh=15)
    assert own.dashboard(office.editor, "posiedzenie") == kept
    assert (kept.tiles, kept.refresh, kept.version) == (tuple(tiles), 15, made.version + 1)
    assert own.spec(office.editor, kept.key).tiles == tuple(tiles)
    assert own.spec(office.editor, "overview") is OVERVIEW


def test_tiles_of_the_same_kind_get_keys_of_their_own(office: Office, own: OwnDashboardService) -> None:
    made = own.create(office.owner, "Zasięg", DashboardSpec("", (REACH, REACH, REACH)))
    assert [tile.key for tile in made.tiles] == ["reach", "reach#2", "reach#3"]


def test_what_cannot_be_kept_is_refused(office: Office, own: OwnDashboardService) -> None:
    made = own.create(office.owner, "A")
    wrong = (
        (replace(REACH, kpi=""), "dashboard.tile"),
        (replace(REACH, kpi="magic"), "kpi.unknown"),
        (replace(REACH, width=13), "dashboard.tile"),
        (replace(REACH, kind=TileKind.BARS, by="moon"), "dashboard.tile"),
    )
    for tile, code in wrong:
        with pytest.raises(BadInput) as problem:
            own.edit(office.owner, made.uid, tiles=[tile])
        assert problem.value.code == code
    with pytest.raises(BadInput, match=r"dashboard\.tiles"):
        own.edit(office.owner, made.uid, tiles=[REACH] * 41)
    with pytest.raises(BadInput, match=r"dashboard\.refresh"):
        own.edit(office.owner, made.uid, refresh=0)
    own.create(office.owner, "B")
    with pytest.raises(Refused, match=r"dashboard\.exists"):
        own.edit(office.owner, made.uid, name="b")
    assert own.create(office.owner, "B").name == "B 2"
    assert own.dashboard(office.owner, "A").tiles == ()


def test_a_long_name_is_refused_and_not_cut(office: Office, own: OwnDashboardService) -> None:
    made = own.create(office.owner, "a" * 80)
    attempts = (partial(own.create, office.owner), partial(own.edit, office.owner, made.uid))
    for attempt in attempts:
        with pytest.raises(BadInput) as problem:
            attempt(name="b" * 81)
        assert (problem.value.code, problem.value.data) == ("dashboard.name_long", {"longest": 80, "letters": 81})
    assert [row.name for row in own.dashboards(office.owner)] == ["a" * 80]


def test_an_older_edit_does_not_cover_a_newer_one(office: Office, own: OwnDashboardService) -> None:
    made = own.create(office.owner, "A")
    own.edit(office.owner, made.uid, tiles=[REACH], version=made.version)
    with pytest.raises(StaleEdit):
        own.edit(office.owner, made.uid, tiles=[], version=made.version)


def test_roles_see_what_is_shared_with_them_and_change_nothing(office: Office, own: OwnDashboardService) -> None:
    viewer = _viewer(office)
    made = own.create(office.editor, "Wyniki")
    assert own.dashboards(viewer) == () and own.dashboards(office.owner) == ()
    with pytest.raises(NotFound):
        own.edit(viewer, made.uid, name="Moje")
    shared = own.edit(office.editor, made.uid, shared=[Role.VIEWER])
    assert own.dashboards(viewer) == (shared,) == own.dashboards(office.owner)
    for step in (lambda: own.edit(viewer, made.uid, name="Moje"), lambda: own.delete(viewer, made.uid)):
        with pytest.raises(Refused, match=r"dashboard\.not_yours"):
            step()
    copy = own.create(viewer, shared.name, shared.spec)
    assert own.dashboards(office.editor) == (shared,)
    assert set(own.dashboards(viewer)) == {shared, copy}


def test_a_deleted_dashboard_can_be_put_back(office: Office, own: OwnDashboardService) -> None:
    made = own.create(office.owner, "A", OVERVIEW)
    gone = own.delete(office.owner, made.uid)
    assert own.dashboards(office.owner) == ()
    back = own.put_back(office.owner, gone)
    assert (back.key, back.tiles) == (made.key, made.tiles)


def _narrowed(office: Office, own: OwnDashboardService) -> OwnDashboard:
    filters = FigureFilters(profile_ids=(office.facebook.id,), formats=("reel",), paid=False)
    return own.create(office.owner, "Rolki", DashboardSpec("", (replace(REACH, filters=filters),)))


def test_a_file_carries_a_dashboard_to_another_person(office: Office, own: OwnDashboardService, tmp_path: Path) -> None:
    made, place = _narrowed(office, own), tmp_path / "rolki.json"
    own.write_file(office.owner, "Rolki", place)
    told = json.loads(place.read_text())
    assert told["tiles"][0]["filters"]["profiles"] == [f"facebook:{office.facebook.handle}"]
    brought = own.read_file(office.editor, place)
    assert (brought.name, brought.tiles, brought.owner_id) == ("Rolki", made.tiles, office.editor.member_id)
    own.write_file(office.owner, "overview", tmp_path / "o.json", called="Przegląd")
    ready = own.read_file(office.owner, tmp_path / "o.json")
    assert (ready.name, ready.tiles) == ("Przegląd", OVERVIEW.tiles)


GOOD = {"szpalta_dashboard": 1, "name": "X", "tiles": [{"kind": "number", "kpi": "posts"}]}
BAD = [
    (b"\xff\xfe", "dashboard.file_unreadable"),
    (b"[" * 100_000, "dashboard.file_unreadable"),
    (b"[]", "dashboard.file_unreadable"),
    (b" " * (512 * 1024 + 1), "dashboard.file_large"),
    (GOOD | {"szpalta_dashboard": True}, "dashboard.file_unreadable"),
    (GOOD | {"szpalta_dashboard": 2}, "dashboard.file_newer"),
    (GOOD | {"tiles": [{"kind": "number"}] * 41}, "dashboard.file_tiles"),
    (GOOD | {"tiles": [{"kind": "teapot"}]}, "dashboard.file_unknown"),
    (GOOD | {"tiles": [{"kind": "number", "kpi": "magic"}]}, "dashboard.file_unknown"),
    (
        GOOD | {"tiles": [{"kind": "number", "kpi": "posts", "filters": {"persona": "Nobody"}}]},
        "dashboard.file_absent",
    ),
    (GOOD | {"tiles": [{"kind": "number", "kpi": "posts", "filters": {"profile_ids": [1]}}]}, "dashboard.file_absent"),
    (GOOD | {"tiles": [{"kind": "number", "kpi": "posts", "width": 1e9}]}, "dashboard.tile"),
    (GOOD | {"tiles": [{"kind": "number", "kpi": ["posts"]}]}, "dashboard.tile"),
    (GOOD | {"tiles": [{"kind": "number", "kpi": "posts", "row": 0, "column": 12}]}, "dashboard.tile"),
    (GOOD | {"tiles": [{"kind": "number", "kpi": "posts", "row": -1, "column": 0}]}, "dashboard.tile"),
    (GOOD | {"tiles": ["number"]}, "dashboard.file_unreadable"),
    (GOOD | {"name": 5}, "dashboard.file_unreadable"),
    (GOOD | {"name": " \x00 "}, "name.empty"),
    (GOOD | {"network": "myspace"}, "dashboard.file_unknown"),
    (GOOD | {"refresh": 0}, "dashboard.file_unreadable"),
]


@pytest.mark.parametrize(("content", "code"), BAD)
def test_a_bad_file_takes_nothing_over(
    office: Office, own: OwnDashboardService, tmp_path: Path, content: object, code: str
) -> None:
    place = tmp_path / "x.json"
    place.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(BadInput) as problem:
        own.read_file(office.owner, place)
    assert problem.value.code == code
    assert own.dashboards(office.owner) == ()
    place.write_text(json.dumps(GOOD))
    assert own.read_file(office.owner, place).name == "X"


def test_filters_by_what_is_not_here_are_left_out_when_asked(
    office: Office, own: OwnDashboardService, tmp_path: Path
) -> None:
    place, handle = tmp_path / "x.json", f"facebook:{office.facebook.handle}"
    filters = {"profiles": ["x:nobody", handle], "persona": "Nobody", "formats": ["video"]}
    alone = {"profiles": ["x:nobody"]}
    tiles = [{"kind": "number", "kpi": "posts", "filters": one} for one in (filters, alone)]
    place.write_text(json.dumps(GOOD | {"tiles": tiles}))
    with pytest.raises(BadInput) as problem:
        own.read_file(office.owner, place)
    assert problem.value.data["names"] == ["Nobody", "x:nobody"]
    both, wide = own.read_file(office.owner, place, widened=True).tiles
    assert both.filters == FigureFilters(profile_ids=(office.facebook.id,), formats=("video",))
    assert wide.filters == FigureFilters()


@pytest.mark.skipif(sys.platform != "linux", reason="locks are looked up in /proc")
def test_the_workspace_is_no_dashboard_and_keeps_its_locks(office: Office, own: OwnDashboardService) -> None:
    place = Path(office.address)
    assert own.dashboards(office.owner) == ()  # it is open from now on
    before = locks_of(place)
    assert before
    with pytest.raises(BadInput, match=r"^dashboard\.file_unreadable"):
        own.read_file(office.owner, place)
    assert locks_of(place) == before
