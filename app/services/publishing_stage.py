"""What every stage of publishing works with: sending, and settling what nobody knows the end of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.delivery_steps import DeliverySteps
from app.services.keeping_results import Results
from app.services.outbound import Outbound
from app.store.store import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class PublishingStage:
    """`failpoint` as `PublishingService` says."""

    store: Store
    clock: Clock
    deliveries: DeliverySteps
    outbound: Outbound
    results: Results
    failpoint: Callable[[str], None]
