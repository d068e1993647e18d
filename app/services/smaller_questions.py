"""Asking for figures so that one removed metric or one lost post does not cost the figures of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.connectors.base import Account, Connector, NamesMetrics, Unanswerable
from app.domain.metrics import Reading

MOST_REFUSALS = 20
"""So many refusals in a row, and it is not a single post that the network will not answer for."""

Figures = dict[str, tuple[Reading, ...]]
T = TypeVar("T")


class SmallerQuestions:
    """Asks one account. `gone_posts` and `gone_profile` are the metrics found to be refused; they are left out from then on."""

    def __init__(self, connector: Connector, account: Account, posts: frozenset[str], profile: frozenset[str]) -> None:
        """`posts` and `profile` name the metrics the network offers."""
        self._connector = connector
        self._account = account
        self._posts = posts
        self._profile = profile
        self.gone_posts: frozenset[str] = frozenset()
        self.gone_profile: frozenset[str] = frozenset()

    def profile_readings(self) -> tuple[Reading, ...]:
        """Raises `Unanswerable` when the network answers for no metric at all."""
        names = self._connector if isinstance(self._connector, NamesMetrics) else None
        if names is None or not self.gone_profile:
            try:
                return self._connector.profile_readings(self._account)
            except Unanswerable:
                if names is None:
                    raise
                self.gone_profile = _refused(self._profile, lambda wanted: self._of_profile(names, wanted))
        return self._of_profile(names, self._profile - self.gone_profile)

    def post_readings(self, remote_ids: tuple[str, ...]) -> Figures:
        """What the network answers for: first all at once, then without what it refuses, then post by post."""
        try:
            return self._of_posts(remote_ids)
        except Unanswerable:
            if isinstance(self._connector, NamesMetrics) and self._found_gone(self._connector, remote_ids):
                return self.post_readings(remote_ids)
            return self._one_by_one(remote_ids)

    def _of_profile(self, names: NamesMetrics, wanted: frozenset[str]) -> tuple[Reading, ...]:
        return names.named_profile_readings(self._account, wanted) if wanted else ()

    def _of_posts(self, remote_ids: tuple[str, ...]) -> Figures:
        wanted = self._posts - self.gone_posts
        if isinstance(self._connector, NamesMetrics) and self.gone_posts:
            return self._connector.named_post_readings(self._account, remote_ids, wanted) if wanted else {}
        return self._connector.post_readings(self._account, remote_ids)

    def _found_gone(self, names: NamesMetrics, remote_ids: tuple[str, ...]) -> bool:
        """Whether it was metrics: False when none of them is refused alone."""
        wanted = self._posts - self.gone_posts
        try:
            refused = _refused(wanted, lambda some: names.named_post_readings(self._account, remote_ids, some))
        except Unanswerable:  # every metric is: then it is the posts
            return False
        self.gone_posts |= refused
        return bool(refused)

    def _one_by_one(self, remote_ids: tuple[str, ...]) -> Figures:
        """Raises `Unanswerable` when post after post is refused."""
        found: Figures = {}
        refusals = 0
        for name in remote_ids:
            try:
                found |= self._of_posts((name,))
                refusals = 0
            except Unanswerable:
                refusals += 1
                if refusals >= MOST_REFUSALS or refusals == len(remote_ids) > 1:
                    raise
        return found


def _refused(metrics: frozenset[str], ask: Callable[[frozenset[str]], T]) -> frozenset[str]:
    """The metrics that are refused when asked for alone. Raises `Unanswerable` when that is all of them."""
    refused = set()
    for metric in sorted(metrics):
        try:
            ask(frozenset({metric}))
        except Unanswerable:
            refused.add(metric)
            if len(refused) == len(metrics):
                raise
    return frozenset(refused)
