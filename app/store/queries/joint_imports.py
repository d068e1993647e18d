"""Figures that several imports tell.

A figure is stored once, however many files repeat it. The import beside it is then a number below zero that stands for all
that told it, so that taking one of them back leaves what the others say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from app.domain.metrics import FigureRow
from app.store.queries.latest import plain_rows
from app.store.schema.measuring import import_run, joint_import, observation

Moment = Sequence[Any]
"""When a figure was observed, its value and what stands beside it, 0: it was fetched."""
_TELL = (
    "UPDATE observation SET import_id = ? "
    "WHERE profile_id = ? AND post_id = ? AND metric_id = ? AND day = ? AND observed_at = ?"
)
_ROOM = 16
"""Bits for the numbers an import may make: its own number stands before them, so that two never make the same one."""


def tell_again(connection: Connection, import_id: int, rows: Sequence[FigureRow]) -> None:
    """Of figures of one profile: where what is stored says the same at the moment just before, or else just after, the import
    stands beside it from now on, with those that told it before. What was fetched stays fetched."""
    o, days = observation.c, {row[3] for row in rows}
    of_rows = (
        o.profile_id == rows[0][0],
        o.post_id.in_({row[1] for row in rows}),
        o.metric_id.in_({row[2] for row in rows}),
        o.day.between(min(days), max(days)),
    )
    stored: dict[tuple[int, int, int], list[Moment]] = defaultdict(list)
    read = select(o.post_id, o.metric_id, o.day, o.observed_at, o.value, func.coalesce(o.import_id, 0)).where(*of_rows)
    for post, metric, day, *moment in plain_rows(connection, read.order_by(o.observed_at)):
        stored[post, metric, day].append(moment)
    beside = Counter(told for moments in stored.values() for _, _, told in moments)
    numbers = _numbers(connection, import_id, beside)
    told_again: set[tuple[int, ...]] = set()
    for profile_id, post, metric, day, moment, value, _ in rows:
        at, told = _same(stored.get((post, metric, day), ()), moment, value)
        if told in numbers:
            told_again.add((numbers[told], profile_id, post, metric, day, at))
    if len(told_again) == sum(beside[number] for number in numbers):  # all of them: one statement is far quicker
        for before, now in numbers.items():
            connection.execute(update(observation).where(*of_rows, o.import_id == before).values(import_id=now))
    elif told_again:
        by_key = _TELL if connection.dialect.name == "sqlite" else _TELL.replace("?", "%s")
        connection.exec_driver_sql(by_key, list(told_again))


def _same(moments: Sequence[Moment], at: int, value: float) -> tuple[int, int]:
    """When what is known until then, or else after it, says the same, and which import told it; (0, 0): neither does."""
    later = next((place for place, one in enumerate(moments) if one[0] > at), len(moments))
    for place in (later - 1, later):
        if 0 <= place < len(moments) and moments[place][1] == value:
            return moments[place][0], moments[place][2]
    return 0, 0


def _numbers(connection: Connection, import_id: int, beside: Iterable[int]) -> dict[int, int]:
    """For what stands beside figures the number that stands for it and the import, too. Not for what was fetched (0) or
    told by the import already."""
    beside = {number for number in beside if number not in (0, import_id)}
    if not beside:
        return {}
    j = joint_import.c
    mine = select(j.joint_id).where(j.import_run_id == import_id)
    made, told = _told(connection, set(connection.execute(mine).scalars())), _told(connection, beside)
    known = {imports: number for number, imports in made.items()}
    last = min((number for number in made if -number >> _ROOM == import_id), default=1 - (import_id << _ROOM))
    found: dict[int, int] = {}
    for number in beside:
        imports = told[number] if number < 0 else frozenset({number})
        if import_id in imports:
            continue
        together = imports | {import_id}
        if together not in known:
            known[together] = last = last - 1
            rows = [{"joint_id": known[together], "import_run_id": one} for one in together]
            connection.execute(insert(joint_import), rows)
        found[number] = known[together]
    return found


def _told(connection: Connection, numbers: Iterable[int]) -> dict[int, frozenset[int]]:
    """The imports that numbers stand for."""
    found: dict[int, set[int]] = defaultdict(set)
    query = select(joint_import).where(joint_import.c.joint_id.in_([number for number in numbers if number < 0]))
    for number, one in connection.execute(query):
        found[number].add(one)
    return defaultdict(frozenset, {number: frozenset(imports) for number, imports in found.items()})


def alone(connection: Connection, imports: Collection[int]) -> list[int]:
    """These imports, and the numbers that stand for no others."""
    j = joint_import.c
    query = select(j.joint_id).where(j.import_run_id.in_(imports), ~_tell_it_too(imports)).distinct()
    return [*imports, *connection.execute(query).scalars()]


def _tell_it_too(imports: Collection[int]) -> ColumnElement[bool]:
    """Whether a number stands for others than these imports."""
    other = joint_import.alias().c
    same = select(other.joint_id).where(other.joint_id == joint_import.c.joint_id)
    return same.where(other.import_run_id.not_in(imports)).correlate(joint_import).exists()


def newest(connection: Connection) -> dict[int, int]:
    """The last import that each number stands for."""
    j = joint_import.c
    query = select(j.joint_id, func.max(j.import_run_id)).group_by(j.joint_id)
    return {number: one for number, one in connection.execute(query)}  # noqa: C416  a row is no tuple to the types


def superseded(connection: Connection, profile_id: int, import_id: int) -> list[int]:
    """The numbers of a profile's imports that stand beside no figure any more, once an import told figures again."""
    j, o, numbers = joint_import.c, observation.c, select(joint_import.c.joint_id).distinct()
    if connection.execute(numbers.where(j.import_run_id == import_id).limit(1)).first() is None:
        return []
    used = select(o.import_id).where(o.profile_id == profile_id, o.import_id < 0).distinct()
    of_profile = select(import_run.c.id).where(import_run.c.profile_id == profile_id)
    made = connection.execute(numbers.where(j.import_run_id.in_(of_profile))).scalars()
    return sorted(set(made) - set(connection.execute(used).scalars()))


def forget_numbers(connection: Connection, numbers: Collection[int]) -> None:
    """These stand beside no figure."""
    connection.execute(delete(joint_import).where(joint_import.c.joint_id.in_(numbers)))


def leave(connection: Connection, import_id: int) -> None:
    """What others tell, too, is theirs alone from now on, so that of two that are taken back at once the later one finds
    nobody beside it."""
    mine = joint_import.c.import_run_id == import_id
    connection.execute(delete(joint_import).where(mine, _tell_it_too([import_id])))


def forget(connection: Connection, import_id: int) -> None:
    """The import tells nothing any more."""
    connection.execute(delete(joint_import).where(joint_import.c.import_run_id == import_id))
