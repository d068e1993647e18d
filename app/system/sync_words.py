"""What fetching is at, and why a profile was not fetched, in words."""

from __future__ import annotations

from app.system.words import N_, Words

_PARTS: dict[str, str] = {
    "profile": N_("followers"),
    "days": N_("past days"),
    "posts": N_("posts"),
    "figures": N_("figures of posts"),
    "comments": N_("comments"),
}
_NOT_FETCHED: dict[str, str] = {
    "no_connection": N_("files only, nothing to fetch"),
    "by_hand": N_("published by hand, nothing to fetch"),
    "no_connector": N_("cannot be reached yet"),
    "running": N_("is being fetched elsewhere just now"),
    "cancelled": N_("stopped"),
}


def sync_part(part: str, words: Words) -> str:
    """What is being fetched of a profile."""
    return words.t(_PARTS.get(part, part))


def not_fetched(why: str, words: Words) -> str:
    """Why nothing was asked, or not to the end."""
    return words.t(_NOT_FETCHED.get(why, why))
