from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.domain.people import Actor, Role
from app.services.personas import NewPersona
from app.services.planning import NewPost
from tests.fakes.offices import MORNING, open_office


def test_polish_marks_and_case_do_not_matter_and_the_nearest_post_goes_first(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    far = office.post(office.owner, "Żurek świąteczny", MORNING + timedelta(days=300))
    near = office.post(office.owner, "Żurek świąteczny", MORNING + timedelta(days=3))
    timeless = office.app.planning.add(office.owner, NewPost(office.facebook.brand_id, "Przepis na żurek")).id
    first = office.app.search.find(office.owner, "ZUREK")
    assert [row.id for row in first.posts] == [near]
    assert not first.whole
    whole = office.app.search.find(office.owner, "zurek", far=True)
    assert [row.id for row in whole.posts] == [near, far, timeless]
    assert whole.whole
    office.app.close()


def test_personas_profiles_and_links_are_found(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.app.personas.add(office.owner, NewPersona(office.facebook.brand_id, "Kawiarka Ola", summary="Pije rano"))
    new = NewPost(office.facebook.brand_id, "Zobacz", link="https://sklep.example/kubek")
    post = office.app.planning.add(office.owner, new).id
    assert [row.name for row in office.app.search.find(office.owner, "ola").personas] == ["Kawiarka Ola"]
    assert [row.handle for row in office.app.search.find(office.owner, "@piekarniaswit").profiles] == ["piekarniaswit"]
    assert [row.id for row in office.app.search.find(office.owner, "sklep.example", far=True).posts] == [post]
    assert office.app.search.find(office.owner, "  ").posts == ()
    office.app.close()


def test_only_brands_the_member_may_see_are_searched(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    other = office.app.workspaces.add_brand(office.owner, "Druga")
    stranger = office.app.members.add_member(
        office.owner, "Ewa", "ewa@example.com", {other.id: frozenset({Role.EDITOR})}
    )
    office.post(office.owner, "Makowiec", MORNING + timedelta(days=1))
    found = office.app.search.find(Actor(stranger), "makowiec", far=True)
    assert (found.posts, found.profiles) == ((), ())
    own = office.app.search.find(office.owner, "makowiec", brand_ids=[other.id], far=True)
    assert own.posts == ()
    office.app.close()


def test_dashboards_of_ones_own_and_shared_ones_are_found(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    mine = office.app.own_dashboards.create(office.owner, "Zarząd, środa")
    shared = office.app.own_dashboards.create(office.owner, "Zarząd, piątek")
    office.app.own_dashboards.edit(office.owner, shared.uid, shared={Role.EDITOR})
    assert [row.key for row in office.app.search.find(office.owner, "zarzad sroda").dashboards] == [mine.key]
    assert [row.name for row in office.app.search.find(office.editor, "zarzad").dashboards] == ["Zarząd, piątek"]
    office.app.close()
