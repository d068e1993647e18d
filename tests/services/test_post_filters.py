"""What the calendar's filters let through, of chips and of posts, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.networks import Format, Network
from app.domain.workflow import PostState
from app.services.campaigns import CampaignService, NewCampaign
from app.services.personas import NewPersona, PersonaService
from app.services.planning import NewPost
from tests.fakes.desk import HOUR, NOON, Desk


@pytest.fixture
def planned(any_desk: Desk) -> tuple[Desk, dict[str, int]]:
    """Three posts: "Pies" for everything there is, "Kot" a link by the owner, "Mysz" on X."""
    desk = any_desk
    brand = desk.network[0].brand_id
    ids = {
        "pillar": desk.workspaces.add_pillar(desk.owner, brand, "Poradniki").id,
        "campaign": CampaignService(desk.store, desk.clock).add(desk.owner, NewCampaign(brand, "Święta")).id,
        "persona": PersonaService(desk.store, desk.clock).add(desk.owner, NewPersona(brand, "Ola")).id,
        "x": desk.profile(Network.X).id,
        "owner": desk.owner.member_id or 0,
    }
    about = {"pillar_id": ids["pillar"], "campaign_id": ids["campaign"], "persona_ids": (ids["persona"],)}
    usual = (desk.network[0].id,)
    desk.draft("Pies", profile_ids=usual, **about)
    when = desk.at(NOON + HOUR)
    desk.planning.add(desk.owner, NewPost(brand, "Kot", profile_ids=usual, when=when, link="https://jesion.pl"))
    desk.draft("Mysz", profile_ids=(ids["x"],))
    return desk, ids


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, ["Pies", "Kot", "Mysz"]),
        ({"pillar_ids": ["pillar"]}, ["Pies"]),
        ({"campaign_ids": ["campaign"]}, ["Pies"]),
        ({"persona_ids": ["persona"]}, ["Pies"]),
        ({"profile_ids": ["x"]}, ["Mysz"]),
        ({"author_ids": ["owner"]}, ["Kot"]),
        ({"formats": [Format.LINK]}, ["Kot"]),
        ({"states": [PostState.DRAFT], "formats": [Format.TEXT]}, ["Pies", "Mysz"]),
        ({"states": [PostState.APPROVED]}, []),
        ({"persona_ids": []}, []),
        ({"persona_ids": ["persona"], "author_ids": ["owner"]}, []),
    ],
)
def test_only_what_every_filter_lets_through(
    planned: tuple[Desk, dict[str, int]], filters: dict[str, list[Any]], shown: list[str]
) -> None:
    desk, ids = planned
    query = {name: tuple(ids.get(key, key) for key in keys) for name, keys in filters.items()}
    day = (NOON + HOUR).date()
    assert [chip.opening for chip in desk.planning.chips(desk.owner, day, day, **query)] == shown
    assert [post.text for post in desk.planning.posts(desk.owner, first=day, last=day, **query)] == shown
