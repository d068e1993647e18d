"""Campaigns: days, budget, names, rights."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.domain.errors import BadInput, NotFound, NotPermitted, Refused, StaleEdit
from app.domain.people import Actor, Role
from app.services.campaigns import CampaignService, NewCampaign
from app.store.store import Store
from app.system.clock import SetClock
from tests.fakes.workspace import add_member, owner

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WINTER = NewCampaign(1, "Zima 2026", "Sprzedać zestawy", date(2026, 11, 16), date(2027, 1, 6), 1_250_000, "pln")


@pytest.fixture
def campaigns(store: Store) -> CampaignService:
    return CampaignService(store, SetClock(NOW))


@pytest.fixture
def ewa(store: Store) -> Actor:
    return Actor(owner(store))


def test_added_edited_and_put_away(campaigns: CampaignService, ewa: Actor) -> None:
    made = campaigns.add(ewa, WINTER)
    assert (made.budget_minor, made.currency, made.version) == (1_250_000, "PLN", 1)
    changed = campaigns.edit(ewa, made.id, goal="Nowy cel", utm_campaign=" zima ", empty=["budget_minor"], version=1)
    assert (changed.goal, changed.utm_campaign, changed.budget_minor, changed.version) == ("Nowy cel", "zima", None, 2)
    with pytest.raises(StaleEdit):
        campaigns.edit(ewa, made.id, goal="Stary", version=1)
    assert campaigns.archive(ewa, made.id).archived and campaigns.campaigns(ewa) == []
    assert campaigns.campaigns(ewa, archived=True)[0].name == "Zima 2026"
    assert not campaigns.archive(ewa, made.id, False).archived


def test_which_run_on_a_day(campaigns: CampaignService, ewa: Actor) -> None:
    campaigns.add(ewa, WINTER)
    campaigns.add(ewa, NewCampaign(1, "Bez końca", starts_on=date(2026, 11, 1)))
    campaigns.add(ewa, NewCampaign(1, "Bez dat"))
    assert [row.name for row in campaigns.campaigns(ewa)] == ["Bez końca", "Zima 2026", "Bez dat"]

    def names(day: date) -> list[str]:
        return [row.name for row in campaigns.campaigns(ewa, on=day)]

    assert names(date(2026, 11, 15)) == ["Bez końca", "Bez dat"]
    assert names(date(2026, 11, 16)) == names(date(2027, 1, 6)) == ["Bez końca", "Zima 2026", "Bez dat"]
    assert names(date(2027, 1, 7)) == ["Bez końca", "Bez dat"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_on": date(2027, 1, 7)}, "campaign.days"),
        ({"budget_minor": -1}, "campaign.budget"),
        ({"budget_minor": 10**16}, "campaign.budget"),
        ({"currency": "złoty"}, "campaign.currency"),
        ({"name": " "}, "name.empty"),
    ],
)
def test_what_cannot_be(campaigns: CampaignService, ewa: Actor, changes: dict[str, object], code: str) -> None:
    made = campaigns.add(ewa, WINTER)
    with pytest.raises(BadInput, match=f"^{code}"):
        campaigns.edit(ewa, made.id, **changes)
    assert campaigns.campaign(ewa, made.id) == made


def test_found_and_kept_apart(campaigns: CampaignService, ewa: Actor, store: Store) -> None:
    winter = campaigns.add(ewa, WINTER)
    assert campaigns.campaign(ewa, "zima") == campaigns.campaign(ewa, str(winter.id)) == winter
    with pytest.raises(Refused, match=r"^campaign\.exists"):
        campaigns.add(ewa, NewCampaign(1, "zima 2026"))
    campaigns.edit(ewa, winter.id, name="ZIMA 2026")
    campaigns.add(ewa, NewCampaign(1, "Zima i lato"))
    with pytest.raises(NotFound, match=r"^campaign\.ambiguous"):
        campaigns.campaign(ewa, "zima")
    with pytest.raises(NotFound, match=r"^campaign\.not_found"):
        campaigns.campaign(ewa, "wiosna")
    with pytest.raises(NotPermitted):
        campaigns.add(Actor(add_member(store, "jan@jesion.pl", Role.EDITOR)), NewCampaign(1, "Jesień"))
    with store.read() as work:
        assert [row.action for row in work.history.of("campaign", winter.id)] == ["added", "edited"]
