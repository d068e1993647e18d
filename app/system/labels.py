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
from app.domain.workspace import Profile
from app.system.delivery_reasons import DELIVERY_REASONS
from app.system.said_reasons import said_reason
from app.system.words import NC_, Words

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
    "restore": NC_("action", "Take the cancelling back"),
    "restore_scheduled": NC_("action", "Take the cancelling back"),
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

LATE_POLICIES: dict[str, tuple[str, str]] = {
    "ask": NC_("late post", "Put it on hold and ask"),
    "publish": NC_("late post", "Publish it up to a day late"),
    "skip": NC_("late post", "Do not publish it"),
}
"""What becomes of a post whose time has passed."""


def late_policy(post: str, brand: str, words: Words) -> str:
    """What becomes of a post: its own rule, else its brand's (values of `LatePolicy`)."""
    usual = words.c(*LATE_POLICIES.get(brand, LATE_POLICIES["ask"]))
    return words.c(*LATE_POLICIES[post]) if post in LATE_POLICIES else words.t("As the brand: {rule}", rule=usual)


CHECK_LINES: dict[str, tuple[str, str]] = {
    "schema": NC_("check", "Version of the workspace"),
    "integrity": NC_("check", "Pages of the file"),
    "references": NC_("check", "Tables and their links"),
    "history": NC_("check", "Entries of the history"),
    "post_totals": NC_("check", "Latest figures of posts"),
    "day_sums": NC_("check", "Daily figures"),
    "post_packs": NC_("check", "Posts packed for reading"),
    "loose_references": NC_("check", "Other links"),
    "media": NC_("check", "Files of the media library"),
    "opening": NC_("check", "Opening"),
}
"""Lines of the check of a workspace."""


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


def connection(value: Connection, words: Words, *, lost: bool = False) -> str:
    """`lost`: the network no longer takes the access key, or it is not on this computer."""
    return words.c("connection", "Connect again") if lost else words.c(*CONNECTIONS[value])


def network(value: Network, words: Words) -> str:
    """The network as it writes itself; names are not translated."""
    return words.c("network", "Website or other") if value is Network.OTHER else RULES[value].name


def profile(row: Profile, words: Words) -> str:
    """The network and what its profile is called; of a website, which is on none, its name."""
    if row.network is Network.OTHER:
        return row.name
    return f"{network(row.network, words)} · {row.name}"


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
    if reason in DELIVERY_REASONS:
        return words.t(DELIVERY_REASONS[reason])
    if reason.isdecimal() and len(reason) == 3:
        return words.t("the network refused it, answer {status}", status=reason)
    return said_reason(reason, words)


def word(table: Mapping[str, tuple[str, str]], code: str, words: Words) -> str:
    """The word for a code in one of the tables above; one that has none as it is."""
    return words.c(*table[code]) if code in table else code
