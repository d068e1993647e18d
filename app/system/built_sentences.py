"""Sentences that need words of the domain or plural forms, one function per error code: data, words, formats → sentence.

A sentence may keep `{placeholders}` for other values of the error; `sentences.explain` fills them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from app.domain.delivery import DeliveryState
from app.domain.workflow import PostState
from app.system.check_sentences import BUILT_CHECKS, CHECKS, format_word
from app.system.choice_sentences import BUILT_CHOICES
from app.system.file_sentences import BUILT_FILES
from app.system.format_tables import NO_DATA
from app.system.formats import Formats
from app.system.labels import delivery_state, post_state
from app.system.words import N_, Words

_WRONG_STATE: dict[str, str] = {
    "develop": N_("A post in the state {state} cannot be written on from an idea."),
    "edit": N_("A post in the state {state} cannot be edited."),
    "reopen": N_("A post in the state {state} cannot be reopened."),
    "restore": N_("A post in the state {state} is not cancelled."),
    "restore_scheduled": N_("A post in the state {state} is not cancelled."),
    "submit": N_("A post in the state {state} cannot be sent to review."),
    "withdraw_submission": N_("A post in the state {state} cannot be taken back from review."),
    "approve": N_("A post in the state {state} cannot be approved."),
    "request_changes": N_("Changes cannot be requested for a post in the state {state}."),
    "reject": N_("A post in the state {state} cannot be rejected."),
    "withdraw_approval": N_("The approval of a post in the state {state} cannot be withdrawn."),
    "undo_decision": N_("The decision about a post in the state {state} cannot be undone."),
    "schedule": N_("A post in the state {state} cannot be scheduled."),
    "unschedule": N_("A post in the state {state} cannot be taken off the schedule."),
    "hold": N_("A post in the state {state} cannot be put on hold."),
    "release": N_("A post in the state {state} cannot be resumed."),
    "cancel": N_("A post in the state {state} cannot be cancelled."),
    "remove": N_("A post in the state {state} cannot be removed from the network."),
}
_RIGHTS: dict[str, str] = {
    "view": N_("The role of this person ({member}) does not allow seeing this brand."),
    "comment": N_("The role of this person ({member}) does not allow commenting for this brand."),
    "write": N_("The role of this person ({member}) does not allow writing posts for this brand."),
    "approve": N_("The role of this person ({member}) does not allow approving posts of this brand."),
    "schedule": N_("The role of this person ({member}) does not allow scheduling posts of this brand."),
    "resolve": N_(
        "The role of this person ({member}) does not allow deciding about unsure publications of this brand."
    ),
    "plan": N_(
        "The role of this person ({member}) does not allow changing the profiles, campaigns and personas of this brand."
    ),
    "import": N_("The role of this person ({member}) does not allow importing data for this brand."),
    "admin": N_("The role of this person ({member}) does not allow changing the workspace and its people."),
}


def _states(values: object, words: Words) -> str:
    """The states in the order of work, as chips name them."""
    given = {str(value) for value in values} if isinstance(values, Iterable) and not isinstance(values, str) else set()
    return ", ".join(post_state(state, words) for state in PostState if state.value in given)


def _wrong_state(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = _WRONG_STATE.get(str(data.get("action")), N_("This cannot be done with a post in the state {state}."))
    known = [state for state in PostState if state.value == str(data.get("state"))]
    state = formats.quote(post_state(known[0], words)) if known else "{state}"
    sentence = words.t(message).replace("{state}", state)
    allowed = _states(data.get("allowed"), words)
    return f"{sentence} {words.t('It can be done from: {states}.', states=allowed)}" if allowed else sentence


def _not_permitted(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = _RIGHTS.get(str(data.get("right")), N_("The role of this person ({member}) does not allow this."))
    return f"{words.t(message)} {words.t('The owner of the workspace can change roles.')}"


def _publication(value: object, words: Words, formats: Formats) -> str:
    known = next((delivery_state(state, words) for state in DeliveryState if state.value == value), NO_DATA)
    return formats.quote(known)


def _not_unsure(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_("The publication {delivery} is not unsure; its state: {state}. There is nothing to decide.")
    return words.t(message).replace("{state}", _publication(data.get("state"), words, formats))


def _wrong_delivery_state(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    sentence = words.t(N_("This publication cannot go from {state} to {target}. Nothing was changed."))
    for name in ("state", "target"):
        sentence = sentence.replace(f"{{{name}}}", _publication(data.get(name), words, formats))
    return sentence


_OTHER_BRAND: dict[str, str] = {
    "campaign": N_("The campaign {id} belongs to another brand. Choose one of this brand; nothing was saved."),
    "pillar": N_("The content pillar {id} belongs to another brand. Choose one of this brand; nothing was saved."),
    "persona": N_("The persona {id} belongs to another brand. Choose one of this brand; nothing was saved."),
    "label": N_("The label {id} belongs to another brand. Choose one of this brand; nothing was saved."),
}


def _other_brand(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_("This belongs to another brand. Choose something of this brand; nothing was saved.")
    return words.t(_OTHER_BRAND.get(str(data.get("kind")), message))


def _practice_format(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    message = N_(
        "The Practice network does not take this format: {format}. The post was not published. Choose another format."
    )
    return words.t(message).replace("{format}", format_word(data.get("format"), words))


def _checks_failed(data: Mapping[str, object], words: Words, formats: Formats) -> str:
    """Names what is wrong where the error carries it: checks per profile."""
    found = data.get("checks")
    rows = [row for checks in found.values() for row in checks] if isinstance(found, Mapping) else []
    told = [_check(str(row.code), row.data, words, formats) for row in rows if hasattr(row, "code")]
    head = words.t(N_("The post {post} does not meet the rules of its networks yet, so it was not sent to review."))
    if name := str(data.get("name") or ""):
        told_name = words.t(
            N_("The post “{name}” does not meet the rules of its networks yet, so it was not sent to review.")
        )
        head = told_name.replace("{name}", name.replace("{", "{{").replace("}", "}}"))
    return " ".join([head, *dict.fromkeys(told)])


def _check(code: str, data: Mapping[str, object], words: Words, formats: Formats) -> str:
    """A check inside another sentence: its values are filled in here, for the outer sentence has its own."""
    build = BUILT_CHECKS.get(code)
    if build is not None:
        return build(data, words, formats)
    if code not in CHECKS:
        return ""
    known = {name: formats.day_short(value) if isinstance(value, date) else str(value) for name, value in data.items()}
    return words.t(CHECKS[code], **known).replace("{", "{{").replace("}", "}}")


BUILT: dict[str, Callable[[Mapping[str, object], Words, Formats], str]] = {
    "post.wrong_state": _wrong_state,
    "member.not_permitted": _not_permitted,
    "delivery.not_unsure": _not_unsure,
    "delivery.wrong_state": _wrong_delivery_state,
    "post.other_brand": _other_brand,
    "post.checks_failed": _checks_failed,
    "practice.format": _practice_format,
    **BUILT_CHECKS,
    **BUILT_CHOICES,
    **BUILT_FILES,
}
