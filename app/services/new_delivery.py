"""The delivery of an approved variant, with its keys."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from app.domain.content import Variant
from app.domain.delivery import DeliveryState
from app.domain.lateness import LatePolicy
from app.domain.tids import new_tid
from app.store.unit import UnitOfWork


def add_delivery(work: UnitOfWork, variant: Variant, revision_id: int, sha256: str, now: datetime) -> bool:
    """Makes it for exactly what was approved (PUB-02). True: its time is still to come; else it waits for one."""
    earlier = work.deliveries.of_variant(variant.id)
    ready = variant.due_at is not None and variant.due_at > now
    work.deliveries.add(
        uid=uuid.uuid4().hex,
        variant_id=variant.id,
        revision_id=revision_id,
        profile_id=variant.profile_id,
        part_no=0,
        state=DeliveryState.SCHEDULED.value,
        due_at=variant.due_at if ready else None,
        zone=variant.zone,
        wall_time=variant.wall_time if ready else None,
        idem_key=secrets.token_hex(16),
        remote_key=new_tid(now),
        late_policy=earlier[-1].late_policy if earlier else LatePolicy.DEFAULT.value,
        payload_sha256=sha256,
        created_at=now,
        changed_at=now,
    )
    return ready
