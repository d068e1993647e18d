"""A post as it stands once its network's own scheduler has it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.delivery import Delivery, DeliveryState
from tests.fakes.offices import Office


def lies_at_network(office: Office, post_id: int) -> Delivery:
    """The newest delivery of the post's first variant, written down as handed over by a profile that does so."""
    now = office.clock.now()
    with office.app.store.write() as work:
        row = work.deliveries.of_variant(work.posts.get(post_id).variants[0].id)[-1]
        profile = work.profiles.get(row.profile_id)
        work.profiles.edit(profile.id, profile.version, {"hands_over": True})
        values = {"handed_over_at": now, "handed_over_for": row.due_at}
        sources = (DeliveryState.SCHEDULED,)
        assert work.deliveries.change(row.id, fence=row.fence, fence_to=row.fence, sources=sources, at=now, **values)
        row = replace(row, **values)
        work.deliveries.note_handed_over(row, "77", now)
    return row
