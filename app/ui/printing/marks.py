"""Marks of networks on paper: with a number where several profiles of one network stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.networks import Network
from app.ui.printing.printed_plan import PrintedPlan, PrintedPost
from app.ui.printing.sheet import Sheet, width_of

NUMBER_SHARE = 0.85
"""How large the number is beside its mark."""


@dataclass(frozen=True, slots=True)
class PlanMark:
    """`number` is empty where the network alone tells the profile; `says` is what the legend calls it."""

    network: Network
    number: str
    says: str

    def width(self, size: float) -> float:
        return size + (width_of(self.number, size * NUMBER_SHARE) + 0.5 if self.number else 0.0)

    def draw(self, sheet: Sheet, x: float, y: float, size: float) -> None:
        sheet.mark(self.network, x, y, size)
        if self.number:
            sheet.text(x + size + 0.5, y - 1, self.number, size * NUMBER_SHARE)


class PlanMarks:
    """The marks of a plan's posts, by network and profile."""

    def __init__(self, plan: PrintedPlan) -> None:
        names = {post.mark: post.network for post in plan.posts}
        self._marks: Mapping[tuple[Network, str], PlanMark] = {
            (network, profile): PlanMark(network, str(number), profile)
            if len(profiles) > 1
            else PlanMark(network, "", names[network])
            for network, profiles in plan.profiles.items()
            for number, profile in enumerate(profiles, 1)
        }

    def of(self, post: PrintedPost) -> PlanMark:
        return self._marks[post.mark, post.profile]

    @property
    def all(self) -> tuple[PlanMark, ...]:
        """As the legend lists them."""
        return tuple(self._marks.values())
