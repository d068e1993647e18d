"""The pages of the settings: key, name and icon."""

from __future__ import annotations

from dataclasses import dataclass

from app.system.words import N_


@dataclass(frozen=True, slots=True)
class Page:
    """`module` holds the page, imported when first looked at; `also` are other words a person may look for it by."""

    key: str
    name: str
    icon: str
    module: str
    also: str


PAGES: tuple[Page, ...] = (
    Page("look", N_("Look and language"), "palette", "look", N_("appearance interface")),
    Page("you", N_("You"), "user", "you", N_("my name account avatar")),
    Page("workspace", N_("Workspace"), "building-2", "workspace", N_("company name country")),
    Page("brands", N_("Brands and approval"), "store", "brands", N_("four eyes company")),
    Page("members", N_("Members and roles"), "users", "members", N_("people users team permissions")),
    Page("profiles", N_("Profiles"), "at-sign", "profiles", N_("accounts channels connect network")),
    Page("publishing", N_("Publishing"), "send", "publishing", N_("sending stop late posts tray")),
    Page("fetching", N_("Fetching data"), "refresh-cw", "fetching", N_("statistics figures update")),
    Page(
        "figures", N_("Figures and KPIs"), "chart-line", "figures", N_("typical values targets weights audience zone")
    ),
    Page("backups", N_("Backups"), "shield-check", "backups", N_("copy restore")),
    Page("calendars", N_("Kept calendars"), "calendar-days", "calendars", N_("ics Outlook Google share")),
    Page("internet", N_("Internet"), "globe", "internet", N_("proxy connection certificate")),
    Page("data", N_("Data and this computer"), "hard-drive", "data", N_("folder files disk export")),
    Page("keys", N_("Keyboard shortcuts"), "keyboard", "keys", N_("hotkeys keys")),
)
