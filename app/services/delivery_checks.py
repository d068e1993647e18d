"""Before a post's time: a day and an hour ahead its profile is tried, an hour ahead its links too. What stands in the way is
shown while there is time to mend it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import timedelta

from app.connectors.base import Account, Connector
from app.domain.delivery import Delivery, DeliveryCheck, DeliveryState
from app.domain.errors import SzpaltaError
from app.domain.limits import link_spans
from app.domain.people import Actor
from app.domain.workspace import Profile
from app.services.lost_connection import note_if_lost
from app.services.seeing import check_sees
from app.store.store import Store
from app.system.clock import Clock

AHEAD = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
LINKS = "links"
Problem = tuple[str | None, dict[str, object]]


def standing(checks: Iterable[DeliveryCheck]) -> list[DeliveryCheck]:
    """Of checks in the order they were made, what stands in the way now: a later look at the profile outweighs the earlier."""
    latest: dict[tuple[int, bool], DeliveryCheck] = {}
    for row in checks:
        latest[row.delivery_id, row.name == LINKS] = row
    return [row for row in latest.values() if row.problem is not None]


class DeliveryChecks:
    """`link_problem` fetches an address and gives the code of what is wrong with it, None when it can be read."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        connector_for: Callable[[Profile], Connector | None],
        account_for: Callable[[Profile], Account],
        link_problem: Callable[[str], str | None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._connector_for = connector_for
        self._account_for = account_for
        self._link_problem = link_problem

    def run(self) -> list[DeliveryCheck]:
        """Everything that is to be looked at now and was not yet; gives what stands in the way. A profile is asked once."""
        soon, _ = self._look()
        with self._store.read() as work:
            return [row for row in work.parts.checks(row.id for row in soon) if row.problem is not None]

    def look(self) -> bool:
        """As `run`; whether something was found out."""
        return self._look()[1]

    def _look(self) -> tuple[list[Delivery], bool]:
        now, kept = self._clock.now(), False
        with self._store.read() as work:
            soon = work.deliveries.due_between(now, now + AHEAD["day"])
            done = {(row.delivery_id, row.name) for row in work.parts.checks(row.id for row in soon)}
            profiles = {row.profile_id: work.profiles.get(row.profile_id) for row in soon}
        asked: dict[int, Problem] = {}
        for row in soon:
            for name in self._wanted(row):
                if (row.id, name) not in done:
                    problem = self._links(row) if name == LINKS else self._profile(profiles[row.profile_id], asked)
                    self._keep(row, name, problem)
                    kept = True
        return soon, kept

    def of_post(self, actor: Actor, post_id: int) -> list[DeliveryCheck]:
        """What was found out about the waiting deliveries of a post."""
        with self._store.read() as work:
            post = work.posts.get(post_id)
            check_sees(work, actor, post.brand_id, "post.not_found", post=post_id)
            rows = [row for variant in post.variants for row in work.deliveries.of_variant(variant.id)]
            return work.parts.checks(row.id for row in rows if row.state is DeliveryState.SCHEDULED)

    def ask_again(self, actor: Actor, post_id: int) -> list[DeliveryCheck]:
        """What was found out is found out anew, after a person mended something; gives what still stands in the way."""
        rows = self.of_post(actor, post_id)
        with self._store.write() as work:
            for row in rows:
                work.parts.drop_check(row.delivery_id, row.name)
        self.run()
        return standing(self.of_post(actor, post_id))

    def _wanted(self, row: Delivery) -> list[str]:
        """The hour's check makes the day's needless."""
        left = AHEAD["day"] if row.due_at is None else row.due_at - self._clock.now()
        return ["hour", LINKS] if left <= AHEAD["hour"] else ["day"]

    def _profile(self, profile: Profile, asked: dict[int, Problem]) -> Problem:
        if profile.id not in asked:
            asked[profile.id] = self._ask(profile)
        return asked[profile.id]

    def _ask(self, profile: Profile) -> Problem:
        connector = self._connector_for(profile)
        if connector is None:
            return "no_connection", {}
        try:
            identity = connector.identify(self._account_for(profile))
        except SzpaltaError as problem:
            note_if_lost(self._store, self._clock.now(), profile.id, problem)
            return problem.code, json.loads(json.dumps(dict(problem.data), default=str))
        except Exception as problem:
            return "check.unexpected", {"kind": type(problem).__name__}
        with self._store.write() as work:
            work.fetching.remove_lost_connection(profile.id)
            work.connections.change(profile.id, facts=dict(identity.facts), checked_at=self._clock.now())
        if identity.missing_rights:
            return "rights_missing", {"rights": list(identity.missing_rights)}
        return None, {}

    def _links(self, row: Delivery) -> Problem:
        """The first link that cannot be read."""
        with self._store.read() as work:
            content = json.loads(work.posts.revision(row.revision_id).content)
        text = content["text"]
        links = [text[start:end] for start, end in link_spans(text)] + [content["link"] or ""]
        for link in dict.fromkeys(link for link in links if link.startswith(("http://", "https://"))):
            try:
                problem = self._link_problem(link)
            except SzpaltaError as error:
                problem = error.code
            if problem is not None:
                return problem, {"link": link}
        return None, {}

    def _keep(self, row: Delivery, name: str, problem: Problem) -> None:
        with self._store.write() as work:
            work.parts.put_check(row.id, name, self._clock.now(), *problem)
