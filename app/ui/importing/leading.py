"""Where an import leads: whether a choice asks for reading the file anew, and where what it brought is seen."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.imports import ImportReport
from app.domain.workspace import Profile
from app.services.import_looking import ImportChoice, ImportLook
from app.ui.importing.wording import network_of
from app.ui.places import DashboardPlace


def only_profile_changed(
    look: ImportLook, before: ImportChoice, now: ImportChoice, profiles: Sequence[Profile]
) -> bool:
    """Another profile in the same zone reads the file in the same way, unless its posts say whose they are."""
    if now.profile_id == before.profile_id or any(table.owners for table in look.tables):
        return False
    zones = {row.id: row.zone for row in profiles}
    return (
        before.answers == now.answers
        and before.mapping == now.mapping
        and len({zones.get(number or 0) for number in (before.profile_id, now.profile_id)} - {None}) == 1
        and before.profile_id is not None
    )


def results_place(look: ImportLook | None, report: ImportReport | None, profiles: Sequence[Profile]) -> DashboardPlace:
    """The dashboard of the profile a file went into, over the days of the file."""
    network = network_of(look) if look is not None else None
    profile = next((row for row in profiles if report and row.id == report.profile_id), None)
    name = profile.network if profile is not None else network
    key = f"network:{name.value}" if name is not None else "overview"
    days = (look.first_day, look.last_day) if look and look.first_day and look.last_day else None
    return DashboardPlace(key, profile_id=profile.id if profile else None, days=days)
