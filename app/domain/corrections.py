"""What is done about a post that is already out: corrected, deleted, marked as replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CorrectionAction(StrEnum):
    EDIT = "edit"
    DELETE = "delete"
    REPLACE = "replace"


class CorrectionState(StrEnum):
    WANTED = "wanted"
    """Noted before the network was asked; whoever finds it so does not know how that ended."""
    DONE = "done"
    BY_HAND = "by_hand"
    """The network cannot do it through the program: a person does it there and says so."""
    FAILED = "failed"
    UNKNOWN = "unknown"


OPEN = frozenset({CorrectionState.WANTED, CorrectionState.BY_HAND, CorrectionState.FAILED, CorrectionState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Correction:
    """`content` is what stands or stood there, as JSON: the evidence of an edit or a deletion. `reason` is why it is not
    done, where it is not."""

    id: int
    delivery_id: int
    action: CorrectionAction
    state: CorrectionState
    content: str
    reason: str | None
    member_id: int | None
    created_at: datetime
    changed_at: datetime
