"""The pages of the settings: key, name and icon."""

from __future__ import annotations

from dataclasses import dataclass

from app.system.words import N_


@dataclass(frozen=True, slots=True)
class Page:
    """`module` holds the page, imported when first looked at."""

    key: str
    name: str
    icon: str
    module: str


PAGES: tuple[Page, ...] = (
    Page("look", N_("Look and language"), "palette", "look"),
    Page("you", N_("You"), "user", "you"),
    Page("workspace", N_("Workspace"), "building-2", "workspace"),
    Page("brands", N_("Brands and approval"), "store", "brands"),
    Page("members", N_("Members and roles"), "users", "members"),
    Page("profiles", N_("Profiles"), "at-sign", "profiles"),
    Page("publishing", N_("Publishing"), "send", "publishing"),
    Page("fetching", N_("Fetching data"), "refresh-cw", "fetching"),
    Page("backups", N_("Backups"), "shield-check", "backups"),
    Page("calendars", N_("Kept calendars"), "calendar-days", "calendars"),
    Page("internet", N_("Internet"), "globe", "internet"),
    Page("data", N_("Data and this computer"), "hard-drive", "data"),
    Page("keys", N_("Keyboard shortcuts"), "keyboard", "keys"),
)
