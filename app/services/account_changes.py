"""What is wrong with a connected account that still answers: rights are missing, or it goes by another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.connecting import HANDLE_CHANGED, same_handle

if TYPE_CHECKING:
    from app.connectors.base import Identity
    from app.domain.connecting import ProfileConnection
    from app.domain.workspace import Profile


def wrong_with(profile: Profile, before: ProfileConnection, identity: Identity) -> tuple[str | None, dict[str, object]]:
    """The problem and its data. `before` is what was known of the account; a changed name stays one until the profile
    takes it."""
    if identity.missing_rights:
        return "connection.rights_missing", {"rights": list(identity.missing_rights)}
    if identity.handle.casefold() != before.account_name.casefold():
        return HANDLE_CHANGED, {"before": before.account_name, "now": identity.handle}
    still = before.problem == HANDLE_CHANGED and identity.handle == before.problem_data.get("now")
    still = still and not same_handle(profile.handle, identity.handle)
    return (HANDLE_CHANGED, dict(before.problem_data)) if still else (None, {})
