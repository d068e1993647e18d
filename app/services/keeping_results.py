"""Writing down what a network answered, also on a full disk (DB-11) or while somebody else holds the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.domain.errors import StoreProblem
from app.services.patient_writing import PatientWriter
from app.store.unit import UnitOfWork

T = TypeVar("T")


class Results:
    """`make_room` frees the space kept back for results."""

    def __init__(self, writer: PatientWriter, make_room: Callable[[], object]) -> None:
        self._writer = writer
        self._make_room = make_room

    def keep(self, record: Callable[[UnitOfWork], T]) -> T:
        """`record` in a unit of work of its own; on a full disk once more, with the space kept back.

        Should that fail too, a delivery stays `sending`: it is settled as unknown later and never sent again.
        """
        try:
            return self._writer.write(record)
        except StoreProblem as problem:
            if problem.code != "store.full":
                raise
        self._make_room()
        return self._writer.write(record)
