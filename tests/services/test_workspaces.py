"""The workspace and its brands."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit
from app.domain.people import Right
from app.domain.workspace import Place
from app.services.workspaces import NewWorkspace, WorkspaceService
from app.store.opening import create_store
from app.system.clock import SetClock
from tests.fakes.desk import NOON, Desk


def test_a_founded_workspace_has_a_brand_and_an_owner_who_may_do_everything(any_desk: Desk) -> None:
    here = any_desk.workspaces.workspace()
    assert (here.name, here.country, here.zone, here.language, here.is_demo) == (
        "Jesion",
        "PL",
        "Europe/Warsaw",
        "pl",
        False,
    )
    assert [brand.name for brand in any_desk.workspaces.brands(any_desk.owner)] == ["Jesion"]
    assert any_desk.workspaces.brand(any_desk.owner, 1).places == (Place("PL"),)
    assert any_desk.owner.member is not None
    assert any_desk.owner.member.rights(1) == frozenset(Right)
    assert any_desk.chain_is_whole()


def test_a_store_holds_one_workspace(any_desk: Desk) -> None:
    with pytest.raises(Refused, match=r"workspace\.exists"):
        any_desk.workspaces.found(NewWorkspace("Drugi", "Jan", "jan@jesion.pl"))


@pytest.mark.parametrize(
    "change", [{"name": " "}, {"owner_email": "x"}, {"zone": "Europa/Warszawa"}, {"owner_name": ""}]
)
def test_nonsense_founds_nothing(tmp_path: Path, change: dict[str, str]) -> None:
    store = create_store(str(tmp_path / "w.szpalta"))
    service = WorkspaceService(store, SetClock(NOON))
    values = {"name": "Jesion", "owner_name": "Ewa", "owner_email": "ewa@jesion.pl"} | change
    with pytest.raises(BadInput):
        service.found(NewWorkspace(**values))
    with pytest.raises(NotFound, match=r"workspace\.none"):
        service.workspace()
    store.close()


def test_brands_are_added_by_the_owner_and_edited_by_who_plans(desk: Desk) -> None:
    for who in ("editor", "creator", "viewer"):
        with pytest.raises(NotPermitted):
            desk.workspaces.add_brand(desk.people[who], "Inna")
        with pytest.raises(NotPermitted):
            desk.workspaces.edit_brand(desk.people[who], 1, name="Inna")
    brand = desk.workspaces.edit_brand(desk.owner, 1, banned_words=[" tani ", ""], places=(Place("DE", ("BY",)),))
    assert (brand.banned_words, brand.places) == (("tani",), (Place("DE", ("BY",)),))


def test_an_old_version_is_told(desk: Desk) -> None:
    brand = desk.workspaces.brand(desk.owner, 1)
    desk.workspaces.edit_brand(desk.owner, 1, tone="ciepły", version=brand.version)
    with pytest.raises(StaleEdit) as stale:
        desk.workspaces.edit_brand(desk.owner, 1, tone="rzeczowy", version=brand.version)
    assert (stale.value.data["mine"], stale.value.data["theirs"]) == ({"tone": "rzeczowy"}, {"tone": "ciepły"})


@pytest.mark.parametrize("change", [{"four_eyes": "maybe"}, {"required_approvals": 0}, {"zone": "x"}, {"name": ""}, {}])
def test_nonsense_changes_no_brand(desk: Desk, change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        desk.workspaces.edit_brand(desk.owner, 1, **change)


def test_a_change_of_the_rules_can_be_read_later(any_desk: Desk) -> None:
    any_desk.workspaces.edit_brand(any_desk.owner, 1, four_eyes="off", required_approvals=2, tone="x")
    with any_desk.store.read() as work:
        entry = work.history.of("brand", 1)[-1]
    assert entry.facts == {
        "fields": ["four_eyes", "required_approvals", "tone"],
        "four_eyes": "off",
        "required_approvals": 2,
    }
    assert any_desk.chain_is_whole()


def test_stopping_everything_says_why_and_who(any_desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        any_desk.workspaces.pause_publishing(any_desk.viewer, True)
    any_desk.workspaces.pause_publishing(any_desk.creator, True, "Kryzys")
    here = any_desk.workspaces.workspace()
    assert (here.publishing_paused, here.pause_reason) == (True, "Kryzys")
    any_desk.workspaces.pause_publishing(any_desk.owner, False)
    assert any_desk.workspaces.workspace().pause_reason is None
    with any_desk.store.read() as work:
        rows = [(e.action, e.actor_id, e.words) for e in work.history.of("workspace", 1)][1:]
    assert rows == [
        ("paused", any_desk.creator.member_id, {"reason": "Kryzys"}),
        ("resumed", any_desk.owner.member_id, None),
    ]
