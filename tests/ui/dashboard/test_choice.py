"""What is chosen for one dashboard and does not fit another."""

from __future__ import annotations

from datetime import date

from app.domain.dashboards import Segment
from app.domain.kpi import FigureFilters
from app.domain.networks import Network
from app.services.profiles import NewProfile
from app.ui.dashboard.choice import DashboardChoice
from tests.fakes.figures import measure
from tests.fakes.offices import Office


def test_the_dashboard_of_a_network_drops_profiles_of_others(office: Office) -> None:
    """Left over from another dashboard they would leave nothing to show, and nobody would see why."""
    choices = office.app.dashboards.choices(office.owner)
    other = DashboardChoice(profile_ids=(office.facebook.id,))
    assert other.possible(choices).profile_ids == (office.facebook.id,)
    linkedin = other.on("network:linkedin", choices)
    assert linkedin.possible(choices).profile_ids is None
    assert [row.id for row in linkedin.profiles(choices)] == [office.linkedin.id]
    both = DashboardChoice("network:facebook", profile_ids=(office.facebook.id, office.linkedin.id))
    assert both.possible(choices).profile_ids == (office.facebook.id,)


def test_a_website_has_no_posts_to_choose_among_unless_it_is_a_blog(office: Office) -> None:
    new = NewProfile(office.facebook.brand_id, Network.OTHER, "Website", "example.com")
    website = office.app.profiles.add_profile(office.owner, new)
    choices = office.app.dashboards.choices(office.owner)
    every = DashboardChoice(segment=Segment.ORGANIC)
    of_website = every.on("network:other", choices)
    assert every.has_posts(choices) and every.filters(choices) == FigureFilters(paid=False)
    for choice in (of_website, DashboardChoice(profile_ids=(website.id,), segment=Segment.ORGANIC)):
        assert not choice.has_posts(choices) and choice.filters(choices).paid is None
    measure(office, website, [date(2026, 11, 20)])
    assert of_website.has_posts(office.app.dashboards.choices(office.owner))
