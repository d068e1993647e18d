"""Opens what it was given, as often as it is asked; fails when it was given nothing."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import StoreProblem
from app.domain.today import FirstLook
from app.ui.services import FirstWorkspace, Opened


class FakeOpening:
    def __init__(self, opened: Opened | None) -> None:
        self.opened = opened
        self.founded: list[FirstWorkspace] = []

    def first_look(self, address: str, email: str | None) -> FirstLook | None:
        return None

    def open(self, address: str) -> Opened:
        if self.opened is None:
            raise StoreProblem("store.missing", address=address)
        return self.opened

    def take_over(self, address: str) -> Opened:
        return self.open(address)

    def demo(self, report: Callable[[float | None], None]) -> Opened:
        report(0.5)
        return self.open("demo")

    def found(self, new: FirstWorkspace) -> Opened:
        self.founded.append(new)
        return self.open(new.name)
