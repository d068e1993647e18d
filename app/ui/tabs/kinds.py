"""The tabs of a workspace, from left to right."""

from __future__ import annotations

from app.system.words import N_

TODAY, CALENDAR, APPROVALS, DASHBOARD, PERSONAS = range(5)
TAB_NAMES = (N_("Today"), N_("Calendar"), N_("Approvals"), N_("Dashboard"), N_("Personas"))
