"""What becomes of a delivery whose time has passed, by the policies of its post and its brand."""

from __future__ import annotations

from datetime import datetime

from app.connectors.base import POST
from app.domain.delivery import Delivery
from app.domain.lateness import LateDecision, decide
from app.store.unit import UnitOfWork


def lateness(work: UnitOfWork, delivery: Delivery, now: datetime) -> LateDecision:
    """What the policies say (PUB-20). What is half out goes on: half a thread is worse than a late one."""
    if delivery.due_at is None or POST in work.parts.refs(delivery.id):
        return LateDecision.PUBLISH
    brand = work.team.brand(work.profiles.get(delivery.profile_id).brand_id)
    return decide(delivery.late_policy, brand.late_policy, now - delivery.due_at)
