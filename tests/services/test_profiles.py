"""Profiles: the accounts the brands own."""

from __future__ import annotations

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit
from app.domain.networks import Cadence, Connection, Network
from app.services.profiles import NewProfile
from tests.fakes.desk import Desk


def test_a_new_profile_takes_its_zone_from_the_brand(any_desk: Desk) -> None:
    profile = any_desk.profiles.add_profile(
        any_desk.owner, NewProfile(1, Network.X, " Jesion  na X ", " @jesion ", cadence=Cadence("day", 1, 2))
    )
    assert (profile.name, profile.handle, profile.zone) == ("Jesion na X", "@jesion", "Europe/Warsaw")
    assert (profile.connection, profile.cadence, profile.status) == (Connection.NONE, Cadence("day", 1, 2), "active")
    assert any_desk.chain_is_whole()


def test_one_account_once(any_desk: Desk) -> None:
    with pytest.raises(Refused, match=r"profile\.exists"):
        any_desk.profiles.add_profile(any_desk.owner, NewProfile(1, Network.LINKEDIN, "x", "jesion"))
    x = any_desk.profile(Network.LINKEDIN, "drugi")
    with pytest.raises(Refused, match=r"profile\.exists"):
        any_desk.profiles.edit_profile(any_desk.owner, x.id, handle="jesion")
    assert any_desk.profiles.edit_profile(any_desk.owner, x.id, handle="drugi").handle == "drugi"


def test_only_who_plans(desk: Desk) -> None:
    for who in ("editor", "creator", "viewer"):
        with pytest.raises(NotPermitted):
            desk.profiles.add_profile(desk.people[who], NewProfile(1, Network.X, "x", "x"))
        with pytest.raises(NotPermitted):
            desk.profiles.edit_profile(desk.people[who], desk.network[0].id, name="x")


@pytest.mark.parametrize(
    "change", [{"handle": " "}, {"zone": "x"}, {"status": "x"}, {}, {"cadence": Cadence("week", 5, 2)}]
)
def test_nonsense_changes_no_profile(desk: Desk, change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        desk.profiles.edit_profile(desk.owner, desk.network[0].id, **change)


def test_a_target_of_its_own_can_be_taken_away(desk: Desk) -> None:
    number = desk.network[0].id
    desk.profiles.edit_profile(desk.owner, number, cadence=Cadence("day", 1, 2))
    assert desk.profiles.edit_profile(desk.owner, number, no_cadence=True).cadence is None


def test_a_profile_without_another_name_is_called_by_its_new_handle(desk: Desk) -> None:
    plain = desk.profiles.add_profile(desk.owner, NewProfile(1, Network.X, "jesion", "@jesion"))
    assert desk.profiles.edit_profile(desk.owner, plain.id, handle="@las").name == "las"
    named = desk.profiles.add_profile(desk.owner, NewProfile(1, Network.BLUESKY, "Jesion", "jesion.pl"))
    assert desk.profiles.edit_profile(desk.owner, named.id, handle="las.pl").name == "Jesion"


def test_an_old_version_is_told(desk: Desk) -> None:
    profile = desk.network[0]
    desk.profiles.edit_profile(desk.owner, profile.id, purpose="a", version=profile.version)
    with pytest.raises(StaleEdit):
        desk.profiles.edit_profile(desk.owner, profile.id, purpose="b", version=profile.version)


@pytest.mark.parametrize("name", ["jesion", "@Jesion", "linkedin/jesion", "linkedin", "1", 1, "Jesion linkedin"])
def test_a_profile_is_found_by_what_people_call_it(desk: Desk, name: str | int) -> None:
    assert desk.profiles.profile(desk.owner, name).id == desk.network[0].id


def test_a_name_that_two_have_is_asked_about(desk: Desk) -> None:
    desk.profile(Network.X)
    with pytest.raises(NotFound, match=r"profile\.ambiguous") as error:
        desk.profiles.profile(desk.owner, "jesion")
    assert error.value.data["choices"] == ["linkedin/jesion", "x/jesion"]
    with pytest.raises(NotFound, match=r"profile\.not_found"):
        desk.profiles.profile(desk.owner, "nikt")
