"""Words for the states, roles, networks and kinds of the domain, as people see them on chips and in tables.

Each word carries a context: Polish needs another form for the state of a post than for that of a publication.
A word is shown as it stands here; it is never joined into a sentence by rule (see `system.sentences`).
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.calendar_day import DayKind
from app.domain.delivery import DeliveryState, Outcome
from app.domain.networks import RULES, Connection, Format, Network
from app.domain.people import Role
from app.domain.workflow import PostState
from app.system.words import N_, NC_, Words

POST_STATES: dict[PostState, tuple[str, str]] = {
    PostState.IDEA: NC_("post state", "Idea"),
    PostState.DRAFT: NC_("post state", "Draft"),
    PostState.IN_REVIEW: NC_("post state", "In review"),
    PostState.CHANGES_REQUESTED: NC_("post state", "Changes requested"),
    PostState.REJECTED: NC_("post state", "Rejected"),
    PostState.ON_HOLD: NC_("post state", "On hold"),
    PostState.APPROVED: NC_("post state", "Approved"),
    PostState.SCHEDULED: NC_("post state", "Scheduled"),
    PostState.PUBLISHING: NC_("post state", "Publishing"),
    PostState.PUBLISHED: NC_("post state", "Published"),
    PostState.FAILED: NC_("post state", "Failed"),
    PostState.UNSURE: NC_("post state", "Unsure"),
    PostState.EXPIRED: NC_("post state", "Expired"),
    PostState.CANCELLED: NC_("post state", "Cancelled"),
    PostState.REMOVED: NC_("post state", "Removed from the network"),
}

DELIVERY_STATES: dict[DeliveryState, tuple[str, str]] = {
    DeliveryState.SCHEDULED: NC_("publication state", "Scheduled"),
    DeliveryState.HELD: NC_("publication state", "On hold"),
    DeliveryState.LEASED: NC_("publication state", "Being prepared"),
    DeliveryState.SENDING: NC_("publication state", "Being sent"),
    DeliveryState.RECONCILE: NC_("publication state", "Being checked"),
    DeliveryState.RETRY_WAIT: NC_("publication state", "Waiting for the next try"),
    DeliveryState.NEEDS_HUMAN: NC_("publication state", "Unsure"),
    DeliveryState.SENT: NC_("publication state", "Published"),
    DeliveryState.FAILED: NC_("publication state", "Failed"),
    DeliveryState.SKIPPED: NC_("publication state", "Skipped"),
    DeliveryState.CANCELLED: NC_("publication state", "Cancelled"),
}

APPROVED_UNTIMED = NC_("publication state", "Approved, no time yet")

ROLES: dict[Role, tuple[str, str]] = {
    Role.OWNER: NC_("role", "Owner"),
    Role.MANAGER: NC_("role", "Content manager"),
    Role.CREATOR: NC_("role", "Creator"),
    Role.EDITOR: NC_("role", "Editor"),
    Role.VIEWER: NC_("role", "Viewer"),
}

CONNECTIONS: dict[Connection, tuple[str, str]] = {
    Connection.NONE: NC_("connection", "Files only"),
    Connection.BY_HAND: NC_("connection", "Publishing by hand"),
    Connection.PRACTICE: NC_("connection", "Practice"),
    Connection.API: NC_("connection", "Connected"),
}

FORMATS: dict[Format, tuple[str, str]] = {
    Format.TEXT: NC_("format", "Text"),
    Format.IMAGE: NC_("format", "Image"),
    Format.CAROUSEL: NC_("format", "Carousel"),
    Format.VIDEO: NC_("format", "Video"),
    Format.REEL: NC_("format", "Reel"),
    Format.STORY: NC_("format", "Story"),
    Format.LIVE: NC_("format", "Live"),
    Format.LINK: NC_("format", "Link"),
    Format.DOCUMENT: NC_("format", "Document"),
    Format.POLL: NC_("format", "Poll"),
    Format.EVENT: NC_("format", "Event"),
}

EVIDENCE: dict[str, tuple[str, str]] = {
    "measured": NC_("evidence", "measured"),
    "estimated": NC_("evidence", "estimated"),
    "assumed": NC_("evidence", "assumed"),
}

ACTIONS: dict[str, tuple[str, str]] = {
    "develop": NC_("action", "Start writing"),
    "edit": NC_("action", "Edit"),
    "reopen": NC_("action", "Reopen"),
    "submit": NC_("action", "Send to review"),
    "withdraw_submission": NC_("action", "Take back from review"),
    "approve": NC_("action", "Approve"),
    "request_changes": NC_("action", "Request changes"),
    "reject": NC_("action", "Reject"),
    "withdraw_approval": NC_("action", "Withdraw approval"),
    "undo_decision": NC_("action", "Undo the decision"),
    "schedule": NC_("action", "Schedule"),
    "unschedule": NC_("action", "Take off the schedule"),
    "hold": NC_("action", "Put on hold"),
    "release": NC_("action", "Resume"),
    "cancel": NC_("action", "Cancel the post"),
    "remove": NC_("action", "Remove from the network"),
}
"""Buttons for what a person may do (`domain.workflow.TRANSITIONS` with a right)."""

DAY_KINDS: dict[DayKind, tuple[str, str]] = {
    DayKind.HOLIDAY: NC_("day", "public holiday"),
    DayKind.OBSERVANCE: NC_("day", "marketing day"),
    DayKind.TRADING_SUNDAY: NC_("day", "trading Sunday"),
    DayKind.OWN: NC_("day", "own day"),
}

DECISIONS: dict[str, tuple[str, str]] = {
    "approve": NC_("decision", "Approval"),
    "request_changes": NC_("decision", "Changes requested"),
    "reject": NC_("decision", "Rejection"),
    "withdraw_approval": NC_("decision", "Approval withdrawn"),
    "undo_decision": NC_("decision", "Decision undone"),
}

OUTCOMES: dict[Outcome, tuple[str, str]] = {
    Outcome.OK: NC_("outcome", "published"),
    Outcome.REJECTED: NC_("outcome", "refused by the network"),
    Outcome.NOT_EXECUTED: NC_("outcome", "not carried out"),
    Outcome.UNKNOWN: NC_("outcome", "outcome unknown"),
}

BLOCKS: dict[str, tuple[str, str]] = {
    "who": NC_("persona block", "Who they are"),
    "where": NC_("persona block", "Where they are"),
    "goals": NC_("persona block", "Goals"),
    "pains": NC_("persona block", "Worries"),
    "interests": NC_("persona block", "Interests"),
    "follows": NC_("persona block", "Whom they follow"),
    "profiles": NC_("persona block", "Where to reach them"),
    "formats": NC_("persona block", "Formats they like"),
}

FUNNEL_STAGES: dict[str, tuple[str, str]] = {
    "cold_top": NC_("funnel", "top of the funnel"),
    "cold_middle": NC_("funnel", "middle of the funnel"),
    "warm_bottom": NC_("funnel", "bottom of the funnel"),
}

CONFIDENCES: dict[str, tuple[str, str]] = {
    "low": NC_("confidence", "low"),
    "medium": NC_("confidence", "medium"),
    "high": NC_("confidence", "high"),
}

PROFILE_STATUS: dict[str, tuple[str, str]] = {
    "active": NC_("profile status", "Active"),
    "paused": NC_("profile status", "Paused"),
    "closed": NC_("profile status", "Closed"),
}

FOUR_EYES: dict[str, tuple[str, str]] = {
    "auto": NC_("four eyes", "as soon as two people may approve"),
    "always": NC_("four eyes", "always"),
    "off": NC_("four eyes", "off"),
}

CHECK_LINES: dict[str, tuple[str, str]] = {
    "schema": NC_("check", "Version of the workspace"),
    "integrity": NC_("check", "Pages of the file"),
    "references": NC_("check", "Tables and their links"),
    "history": NC_("check", "Entries of the history"),
    "post_totals": NC_("check", "Latest figures of posts"),
    "day_sums": NC_("check", "Daily figures"),
    "loose_references": NC_("check", "Other links"),
    "media": NC_("check", "Files of the media library"),
    "opening": NC_("check", "Opening"),
}
"""Lines of the check of a workspace."""

DELIVERY_REASONS: dict[str, str] = {
    "late": N_("its time had passed before the program could send it"),
    "stopped": N_("publishing was stopped; it needs a new decision"),
    "missed": N_("its time had passed by more than a day"),
    "key_too_old": N_("its key was too old to be used again"),
    "not_found": N_("it was not found among the newest posts of the profile"),
    "several_found": N_("several posts of the profile could be it"),
    "no_id": N_("the network's answer did not name the post"),
    "still_working": N_("the network is still working on it"),
    "not_what_was_approved": N_("it is no longer exactly what was approved"),
    "media_changed": N_("a media file is missing or was changed after approval"),
    "no_connection": N_("the profile is not connected"),
    "connection.none": N_("the profile is not connected"),
    "connection.sign_in": N_("the profile has to be connected again on this computer"),
    "keyring.none": N_("this computer has no keyring; the passphrase was not given"),
    "keyring.locked": N_("the keyring of this computer is locked"),
    "keyring.refused": N_("the keyring of this computer gave no access"),
    "passphrase.needed": N_("the passphrase for access keys was not given"),
    "passphrase.wrong": N_("the passphrase for access keys was not the right one"),
    "suspended": N_("the computer was asleep at its time"),
    "abandoned": N_("the program ended while it was being sent"),
    "restored": N_("the workspace was restored from a backup"),
    "loaded": N_("the workspace was made of a dump"),
    "salvaged": N_("the workspace was saved from a damaged file"),
    "format": N_("the network does not take this format"),
    "empty": N_("the network takes no empty posts"),
    "needs_reconnect": N_("the profile must be connected again"),
    "by_hand": N_("it is to be published by hand"),
    "network.unreachable": N_("the network was not reached"),
    "network.name_unknown": N_("the network was not reached"),
    "network.connect_timeout": N_("the network was not reached"),
    "network.timeout": N_("the network gave no whole answer in time"),
    "network.broken": N_("the connection broke before the network's answer was there"),
    "network.server_error": N_("the network could not be used then"),
    "network.rate_limited": N_("the network asked to wait"),
    "network.needs_reconnect": N_("the profile must be connected again"),
    "network.certificate": N_("the certificate of the network is not trusted"),
    "network.proxy": N_("the proxy refused the connection"),
    "network.proxy_unusable": N_("the proxy of this computer cannot be used"),
    "network.not_json": N_("the network's answer could not be read"),
    "network.too_large": N_("the network's answer could not be read"),
    "bluesky.no_key": N_("it was approved before the profile could publish by itself; approve it again"),
    "bluesky.too_many_characters": N_("a part of the text is longer than the network allows"),
    "bluesky.too_many_bytes": N_("a part of the text takes more bytes than the network allows"),
    "bluesky.one_video": N_("the network takes one film alone, without other files"),
    "bluesky.too_many_images": N_("the network takes fewer pictures in one post"),
    "bluesky.file_kind": N_("the network does not take this kind of file"),
    "bluesky.file_too_large": N_("a file is larger than the network allows"),
    "bluesky.parent_gone": N_("the post it belongs under is no longer on the network"),
    "bluesky.not_ours": N_("the post is not one of this profile"),
    "bluesky.key_taken": N_("another post stands under the key of this publication"),
    "bluesky.unclear": N_("the network gave no clear answer, so we do not know whether the post is out"),
    "bluesky.reconnect": N_("the profile must be connected again"),
    "bluesky.app_password": N_("the profile must be connected again, with an app password"),
    "practice.needs_reconnect": N_("the profile must be connected again"),
    "practice.rate_limited": N_("the network asked to wait"),
    "practice.answer_lost": N_("the network did not answer, so we do not know whether the post is out"),
    "practice.not_reached": N_("the network was not reached"),
    "practice.unavailable": N_("the network could not be used then"),
    "practice.key_reused": N_("the network knows this publication already with another content"),
}
"""Why a publication waits or failed, in short, after a colon; other reasons are the words of the network or of a person."""


def post_state(state: PostState, words: Words, *, partly: bool = False) -> str:
    """The state of a post; `partly` as `derive_state` gives it: some variants are out, others are not."""
    if partly:
        return words.c("post state", "Partly published")
    return words.c(*POST_STATES[state])


def delivery_state(state: DeliveryState, words: Words, *, timed: bool = True) -> str:
    """The state of a publication in its own list; elsewhere it is shown as a post state (`delivery.SHOWN_AS`).

    `timed` False: it has no time, so that it waits for one however much it is "scheduled".
    """
    if state is DeliveryState.SCHEDULED and not timed:
        return words.c(*APPROVED_UNTIMED)
    return words.c(*DELIVERY_STATES[state])


def role(value: Role, words: Words) -> str:
    return words.c(*ROLES[value])


def connection(value: Connection, words: Words) -> str:
    return words.c(*CONNECTIONS[value])


def network(value: Network, words: Words) -> str:
    """The network as it writes itself; names are not translated."""
    return words.c("network", "Other") if value is Network.OTHER else RULES[value].name


def format_name(value: Format, words: Words, network: Network | None = None) -> str:
    """The kind of post; a network's own name where it has one (YouTube calls a reel a Short)."""
    if value is Format.REEL and network is Network.YOUTUBE:
        return "Short"
    return words.c(*FORMATS[value])


def evidence(kind: str, words: Words) -> str:
    """How a persona's statement is known: measured, estimated or assumed."""
    return words.c(*EVIDENCE[kind])


def action(name: str, words: Words) -> str:
    """The button for a step of `domain.workflow`."""
    return words.c(*ACTIONS[name])


def delivery_reason(reason: str, words: Words) -> str:
    """Why a publication waits or failed; a reason without words of ours as the network or the person gave it."""
    return words.t(DELIVERY_REASONS[reason]) if reason in DELIVERY_REASONS else reason


def word(table: Mapping[str, tuple[str, str]], code: str, words: Words) -> str:
    """The word for a code in one of the tables above; one that has none as it is."""
    return words.c(*table[code]) if code in table else code
