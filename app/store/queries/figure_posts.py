"""Posts of a period with their latest figures as columns, put together from the packs of their profiles."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from app.domain.kpi import FigureFilters
from app.domain.measured_posts import Column, MeasuredPosts
from app.domain.post_briefs import passing
from app.store.queries.latest import plain_rows
from app.store.queries.post_columns import NOTHING_OWN, OwnPosts, PostColumns, grown_at
from app.store.queries.post_pack import REAL, WHOLE, PostPack, reals
from app.store.schema.connecting import post_asked
from app.store.schema.content import post, post_persona
from app.store.schema.measuring import published_persona, published_pillar, published_post
from app.store.types import time_read

_RAW = frozenset({"post_id", "day", "hour", "paid"})


@dataclass(frozen=True, slots=True)
class NamedMetric:
    """A stored metric and the names its values are given under."""

    id: int
    labels: tuple[str, ...]
    key: str | None = None


class PackedPosts:
    """Packs side by side. A column is made when it is asked for."""

    def __init__(
        self, packs: Sequence[PostPack], networks: Mapping[int, str], metrics: Mapping[str, Sequence[NamedMetric]]
    ) -> None:
        self._packs, self._networks = packs, networks
        self._ends = list(accumulate(pack.posts for pack in packs))
        self._ids: dict[tuple[str, str], list[int]] = {}
        for network in {networks[pack.profile_id] for pack in packs}:
            for one in metrics.get(network, ()):
                for label in one.labels:
                    self._ids.setdefault((network, label), []).append(one.id)
        self.labels = tuple(dict.fromkeys(label for _, label in self._ids))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def field(self, name: str) -> Column:
        if name == "profile_id":
            return self._each(lambda pack: [pack.profile_id] * pack.posts)
        if name == "network":
            return self._each(lambda pack: [self._networks[pack.profile_id]] * pack.posts)
        if name in ("text", "permalink"):
            return self._each(lambda pack: pack.texts[name == "permalink"])
        return self._each(lambda pack: pack.column(name))

    def metric(self, label: str) -> Column:
        return self._each(lambda pack: self._of(pack, label))

    def _of(self, pack: PostPack, label: str) -> Column:
        ids = self._ids.get((self._networks[pack.profile_id], label), ())
        if len(ids) == 1:
            return pack.values(ids[0])
        return _latest([(pack.values(one), pack.moments(one)) for one in ids]) if ids else [None] * pack.posts

    def raw(self, kind: str, name: str) -> bytes | None:
        """As `domain.measured_posts.Raw` has it."""
        if kind == "metric":
            return b"".join(self._raw_metric(pack, name) for pack in self._packs)
        if name == "profile_id":
            return b"".join(pack.profile_id.to_bytes(8, "little") * pack.posts for pack in self._packs)
        return b"".join(pack.raw_column(name) for pack in self._packs) if name in _RAW else None

    def coded(self, name: str) -> tuple[list[Any], bytes] | None:
        """As `domain.measured_posts.Coded` has it."""
        if name == "network":
            networks = [self._networks[pack.profile_id] for pack in self._packs]
            keys = list(dict.fromkeys(networks))
            both = zip(self._packs, networks, strict=True)
            return keys, b"".join(keys.index(own).to_bytes(8, "little") * pack.posts for pack, own in both)
        if name == "format":
            formats = list(dict.fromkeys(chain.from_iterable(pack.formats for pack in self._packs)))
            return formats, b"".join(
                pack.coded_formats([formats.index(own) for own in pack.formats]) for pack in self._packs
            )
        return None

    def _raw_metric(self, pack: PostPack, label: str) -> bytes | memoryview:
        ids = self._ids.get((self._networks[pack.profile_id], label), ())
        return pack.raw_values(ids[0] if ids else -1) if len(ids) < 2 else reals(self._of(pack, label))

    @property
    def ids(self) -> tuple[int, int]:
        """The lowest and the highest number of a published post, where there is any."""
        return min(pack.at("post_id", 0) for pack in self._packs), max(
            pack.at("post_id", pack.posts - 1) for pack in self._packs
        )

    @cached_property
    def early(self) -> list[int]:
        """The places of the posts whose newest figure came before they had grown."""
        found: list[int] = []
        for pack, end in zip(self._packs, self._ends, strict=True):
            seen, days = pack.column("seen"), pack.column("day")
            if min(filter(None, seen), default=0) >= grown_at(max(days)):  # as most are: nothing to look for
                continue
            rows = enumerate(zip(seen, days, strict=True), start=end - pack.posts)
            found += [place for place, (at, day) in rows if at and at < grown_at(day)]
        return found

    def post(self, place: int) -> tuple[dict[str, Any], dict[str, float], str, str | None]:
        """Fields, values of metrics, text and link of one post."""
        number = bisect_right(self._ends, place)
        pack = self._packs[number]
        inside = place - self._ends[number] + pack.posts
        fields = {name: pack.at(name, inside) for name in (*WHOLE, *REAL)}
        fields |= {"profile_id": pack.profile_id, "network": self._networks[pack.profile_id]}
        values = {
            label: struct.unpack_from("<d", self._raw_metric(pack, label), 8 * inside)[0] for label in self.labels
        }
        return fields, {label: value for label, value in values.items() if value == value}, *pack.text(inside)

    def _each(self, of: Callable[[PostPack], Column]) -> Column:
        return list(chain.from_iterable(map(of, self._packs)))


def own_posts(connection: Connection, packed: PackedPosts, about: AbstractSet[str]) -> OwnPosts:
    """Pillar and campaign of our own posts, and their personas, and what was said of others, as far as asked for."""
    if not about or not len(packed):
        return NOTHING_OWN
    things: dict[int, tuple[int | None, int | None]] = {}
    personas: dict[int, tuple[int, ...]] = {}
    own = [number for number in packed.field("own_id") if number is not None]
    if own and about & {"pillar", "campaign"}:
        query = select(post.c.id, post.c.pillar_id, post.c.campaign_id).where(post.c.id.between(min(own), max(own)))
        things = {number: (pillar, campaign) for number, pillar, campaign in plain_rows(connection, query)}
    if own and "persona" in about:
        personas = _personas(connection, post_persona, min(own), max(own))
    said: dict[int, int] = {}
    if "pillar" in about:
        p = published_pillar.c
        given = select(p.published_post_id, p.pillar_id).where(p.published_post_id.between(*packed.ids))
        said = dict(plain_rows(connection, given))
    for_whom = _personas(connection, published_persona, *packed.ids) if "persona" in about else {}
    return OwnPosts(things, personas, said, for_whom)


def _personas(connection: Connection, links: Table, low: int, high: int) -> dict[int, tuple[int, ...]]:
    """By post, of those from `low` to `high`."""
    number_of, persona = links.c
    query = select(number_of, persona).where(number_of.between(low, high)).order_by(number_of, persona)
    rows = plain_rows(connection, query)
    alone = {one: (one,) for one in {one for _, one in rows}}
    found: dict[int, tuple[int, ...]] = {}
    for number, one in rows:  # most posts are for one persona
        found[number] = found[number] + alone[one] if number in found else alone[one]
    return found


def seen_last(connection: Connection, packed: PackedPosts) -> Column | None:
    """When the figures of each post were seen last, in seconds since 1970; None: as the packs have it. A figure has the moment it
    came to its value: where that was soon, its network may have said the same again since."""
    if not packed.early:
        return None
    ids, asked = packed.field("post_id"), post_asked.c
    early = {ids[place]: place for place in packed.early}
    query = select(asked.published_post_id, asked.asked_at)
    found = list(packed.field("seen"))
    for number, at in plain_rows(connection, query.where(asked.published_post_id.between(min(early), max(early)))):
        place, moment = early.get(number), time_read(at)
        if place is not None and moment is not None:
            found[place] = max(found[place], int(moment.timestamp()))
    return found


def measured(
    packed: PackedPosts,
    stocks: Mapping[tuple[int, int], float],
    own: OwnPosts,
    invented: Sequence[int],
    seen: Column | None,
) -> MeasuredPosts:
    """The posts of the packs; of `invented` profiles only those a file told of."""
    made = PostColumns(packed, stocks, own, seen)
    found = MeasuredPosts(len(packed), packed.labels, made.column, made.metric, made.row, packed.raw, packed.coded)
    if not invented:
        return found
    both = zip(made.column("profile_id"), made.column("import_id"), strict=True)
    return found.keep(
        [place for place, (profile, run) in enumerate(both) if run is not None or profile not in invented]
    )


def chosen(posts: MeasuredPosts, filters: FigureFilters) -> MeasuredPosts:
    """The posts that pass the filters; profiles and networks were chosen before."""
    return passing(posts, replace(filters, profile_ids=None, networks=None))


def _latest(same: Sequence[tuple[Column, Column]]) -> Column:
    """Of metrics that mean the same the value observed last: two exports call one thing by two names."""
    found, at = same[0]
    for column, moments in same[1:]:
        newer = [
            value is not None and (before is None or moment > then)
            for value, moment, before, then in zip(column, moments, found, at, strict=True)
        ]
        found = [value if new else before for new, value, before in zip(newer, column, found, strict=True)]
        at = [moment if new else then for new, moment, then in zip(newer, moments, at, strict=True)]
    return found


def posts_of(invented: Sequence[int], unfinished: Mapping[int, Sequence[int]]) -> list[ColumnElement[bool]]:
    """Of profiles with made-up figures only the posts a file told of; none of unfinished imports."""
    p, found = published_post.c, []
    if invented:
        found.append(or_(p.import_run_id.is_not(None), p.profile_id.not_in(list(invented))))
    if unfinished:
        found.append(or_(p.import_run_id.is_(None), p.import_run_id.not_in(list(chain(*unfinished.values())))))
    return found
