"""The tabs of a workspace, from left to right."""

from __future__ import annotations

from app.system.words import N_

TODAY, CALENDAR, APPROVALS, DASHBOARD, PERSONAS = range(5)
TAB_MODULES = (
    ("app.ui.tabs.today",),
    (
        "app.services.planning", "app.services.personas", "app.services.campaigns", "app.services.strategy",
        "app.services.days", "app.services.measuring", "app.ui.tabs.calendar",
    ),
    ("app.services.review", "app.ui.tabs.approvals"),
    ("app.ui.tabs.dashboard",),
    ("app.services.personas", "app.services.persona_results", "app.ui.tabs.personas"),
)  # fmt: skip
"""What each is made of and reads with; the dashboards bring what draws their figures when they are first looked at."""
TAB_NAMES = (N_("Today"), N_("Calendar"), N_("Approvals"), N_("Dashboard"), N_("Personas"))
