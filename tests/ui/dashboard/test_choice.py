"""What is chosen for one dashboard and does not fit another."""

from __future__ import annotations

from app.ui.dashboard.choice import DashboardChoice
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
