"""Short names for the steps in the history, as headings of a line: "Akceptacja: Anna Nowak, wt. 24 lis, 12:30"."""

from __future__ import annotations

from app.system.words import NC_, Words

STEPS: dict[tuple[str, str], tuple[str, str]] = {
    ("post", "added"): NC_("step", "New post"),
    ("post", "edited"): NC_("step", "Edited"),
    ("post", "commented"): NC_("step", "Comment"),
    ("post", "dated"): NC_("step", "New time"),
    ("post", "late_policy"): NC_("step", "New rule for being late"),
    ("variant", "dated"): NC_("step", "New time"),
    ("variant", "added"): NC_("step", "Profile added"),
    ("variant", "removed"): NC_("step", "Profile taken off"),
    ("variant", "content_edited"): NC_("step", "Edited"),
    ("variant", "develop"): NC_("step", "Draft started"),
    ("variant", "edit"): NC_("step", "Edited"),
    ("variant", "reopen"): NC_("step", "Reopened"),
    ("variant", "submit"): NC_("step", "Sent to review"),
    ("variant", "withdraw_submission"): NC_("step", "Taken back from review"),
    ("variant", "approve"): NC_("step", "Approval"),
    ("variant", "approved_partly"): NC_("step", "First approval"),
    ("variant", "request_changes"): NC_("step", "Changes requested"),
    ("variant", "reject"): NC_("step", "Rejection"),
    ("variant", "withdraw_approval"): NC_("step", "Approval withdrawn"),
    ("variant", "undo_decision"): NC_("step", "Decision undone"),
    ("variant", "schedule"): NC_("step", "Scheduled"),
    ("variant", "unschedule"): NC_("step", "Taken off the schedule"),
    ("variant", "hold"): NC_("step", "Put on hold"),
    ("variant", "put_on_hold"): NC_("step", "Put on hold"),
    ("variant", "release"): NC_("step", "Resumed"),
    ("variant", "expire"): NC_("step", "Time passed"),
    ("variant", "cancel"): NC_("step", "Cancelled"),
    ("variant", "restore"): NC_("step", "Cancelling taken back"),
    ("variant", "restore_scheduled"): NC_("step", "Cancelling taken back"),
    ("variant", "publish"): NC_("step", "Published"),
    ("variant", "fail"): NC_("step", "Not published"),
    ("variant", "doubt"): NC_("step", "Outcome unknown"),
    ("variant", "hand_over"): NC_("step", "Handed over to be published by hand"),
    ("variant", "skip"): NC_("step", "Skipped"),
    ("variant", "remove"): NC_("step", "Removed from the network"),
    ("workspace", "founded"): NC_("step", "Workspace founded"),
    ("workspace", "paused"): NC_("step", "Publishing stopped"),
    ("workspace", "resumed"): NC_("step", "Publishing resumed"),
    ("workspace", "passphrase_changed"): NC_("step", "Passphrase changed"),
    ("brand", "added"): NC_("step", "New brand"),
    ("brand", "edited"): NC_("step", "Brand edited"),
    ("brand", "posts_sorted"): NC_("step", "Posts given pillar and personas"),
    ("profile", "added"): NC_("step", "New profile"),
    ("profile", "edited"): NC_("step", "Profile edited"),
    ("profile", "connected"): NC_("step", "Profile connected"),
    ("profile", "disconnected"): NC_("step", "Profile disconnected"),
    ("profile", "connection_lost"): NC_("step", "Connection lost"),
    ("member", "added"): NC_("step", "New person"),
    ("member", "edited"): NC_("step", "Person edited"),
    ("member", "roles_set"): NC_("step", "New roles"),
    ("persona", "added"): NC_("step", "New persona"),
    ("persona", "edited"): NC_("step", "Persona edited"),
    ("persona", "review_finished"): NC_("step", "Persona reviewed"),
    ("campaign", "added"): NC_("step", "New campaign"),
    ("campaign", "edited"): NC_("step", "Campaign edited"),
    ("task", "added"): NC_("step", "New task"),
    ("task", "done"): NC_("step", "Task done"),
    ("task", "reopened"): NC_("step", "Task open again"),
    ("import_run", "imported"): NC_("step", "Figures imported"),
    ("import_run", "undone"): NC_("step", "Import taken back"),
}
"""Steps of (entity, action) a person wants to read about; the program's own small steps are left out."""


SMALL_STEPS: dict[tuple[str, str], tuple[str, str]] = {
    ("variant", "start"): NC_("step", "Publishing started"),
    ("variant", "put_back"): NC_("step", "Put back to its time"),
    ("delivery", "scheduled"): NC_("step", "Waits for its time"),
    ("delivery", "held"): NC_("step", "Publication put on hold"),
    ("delivery", "leased"): NC_("step", "Taken up for publishing"),
    ("delivery", "sending"): NC_("step", "Being sent"),
    ("delivery", "reconcile"): NC_("step", "Being checked on the network"),
    ("delivery", "retry_wait"): NC_("step", "Waits for the next try"),
    ("delivery", "needs_human"): NC_("step", "Waits for a person's decision"),
    ("delivery", "sent"): NC_("step", "Network confirmed"),
    ("delivery", "failed"): NC_("step", "Network refused"),
    ("delivery", "skipped"): NC_("step", "Left unpublished"),
    ("delivery", "cancelled"): NC_("step", "Publication cancelled"),
    ("delivery", "late_answer"): NC_("step", "Late answer of the network"),
    ("delivery", "handed_over"): NC_("step", "Handed over to the network"),
    ("delivery", "taken_back"): NC_("step", "Taken back from the network"),
    ("delivery", "went_out_by_network"): NC_("step", "Went out before it could be taken back"),
    ("delivery", "cancel_wanted"): NC_("step", "Wish to cancel while it was being sent"),
    ("workspace", "clock_confirmed"): NC_("step", "Clock confirmed"),
    ("correction", "edit"): NC_("step", "Corrected after publishing"),
    ("correction", "delete"): NC_("step", "Deleted after publishing"),
    ("correction", "replace"): NC_("step", "Marked as replaced"),
    ("stop", "stopped"): NC_("step", "Publishing stopped"),
    ("stop", "resumed"): NC_("step", "Stop lifted"),
}
"""The program's own steps with a post; shown only where the whole history is asked for."""

SUBJECTS: dict[str, tuple[str, str]] = {
    "post": NC_("history", "Post"),
    "variant": NC_("history", "Variant"),
    "delivery": NC_("history", "Publication"),
}


def step_name(entity: str, action: str, words: Words) -> str | None:
    """The heading of a step, None for one that is not shown."""
    found = STEPS.get((entity, action))
    return words.c(*found) if found else None


def every_step(entity: str, action: str, words: Words) -> str:
    """As `step_name`, with the program's small steps; one without words by its code."""
    found = STEPS.get((entity, action)) or SMALL_STEPS.get((entity, action))
    return words.c(*found) if found else action


def subject(entity: str, words: Words) -> str:
    """What a step was done to: the post, one of its variants, a publication."""
    found = SUBJECTS.get(entity)
    return words.c(*found) if found else entity
