"""Answers of networks as they came: thinned after a while, and read again when the program understands more of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from app.connectors.base import Connector, ReadsAgain
from app.domain.days import LIFETIME, day_number, local_day
from app.domain.metrics import Observation, Reading
from app.domain.syncing import KeptAnswer
from app.domain.workspace import Profile
from app.services.patient_writing import PatientWriter
from app.store.store import Store
from app.store.unit import UnitOfWork
from app.system.clock import Clock

SETTING = "raw_answer_days"
DEFAULT_DAYS = 90
MOST_DAYS = 3650
AT_ONCE = 200
"""Answers read or removed in one transaction, so that it stays short."""


class KeptAnswers:
    def __init__(
        self, store: Store, clock: Clock, writer: PatientWriter, connector_for: Callable[[Profile], Connector | None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._writer = writer
        self._connector_for = connector_for

    def days(self) -> int:
        """How many days answers are kept; 0: none are."""
        with self._store.read() as work:
            return kept_days(work)

    def thin(self) -> int:
        """Removes the answers that are too old, a few at a time; how many went."""
        before = self._clock.now() - timedelta(days=self.days())
        gone = 0
        while count := self._writer.write(lambda work: work.fetching.drop_answers(before, AT_ONCE)):
            gone += count
        return gone

    def read_again(self, profile_id: int) -> tuple[int, int]:
        """Works the figures of a profile out of its kept answers again, as of when they came; gives (new, unchanged).

        Asks no network. (0, 0) where nothing is kept or the connector cannot. Raises `NotFound` "profile.not_found".
        """
        with self._store.read() as work:
            profile = work.profiles.get(profile_id)
        connector = self._connector_for(profile)
        if not isinstance(connector, ReadsAgain):
            return 0, 0
        new = same = after = 0
        while answers := self._some(profile_id, after):
            after = answers[-1].id
            found = [(one, connector.readings_from(one.body)) for one in answers]
            added = self._writer.write(lambda work, found=found: _add(work, profile, found))  # type: ignore[misc]
            new, same = new + added[0], same + added[1]
        return new, same

    def _some(self, profile_id: int, after: int) -> list[KeptAnswer]:
        with self._store.read() as work:
            return list(work.fetching.answers(profile_id, after, AT_ONCE))


def kept_days(work: UnitOfWork) -> int:
    told = work.settings.get(SETTING)
    return told if isinstance(told, int) else DEFAULT_DAYS


Found = list[tuple[KeptAnswer, Mapping[str | None, tuple[Reading, ...]]]]


def _add(work: UnitOfWork, profile: Profile, found: Found) -> tuple[int, int]:
    readings = [one for _, by_post in found for some in by_post.values() for one in some]
    names = [name for _, by_post in found for name in by_post if name is not None]
    metrics = work.metrics.metric_ids(profile.network.value, readings)
    ids = work.metrics.post_ids(profile.id, names)

    def observations() -> Iterator[Observation]:
        for answer, by_post in found:
            today = day_number(local_day(answer.at, profile.zone))
            for name, some in by_post.items():
                if name is None or name in ids:
                    post, day = (0, today) if name is None else (ids[name], LIFETIME)
                    for one in some:
                        yield Observation(profile.id, post, metrics[one.metric, one.key], day, answer.at, one.value)

    return work.metrics.add_observations(observations())
