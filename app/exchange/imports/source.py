"""By which columns a kind of table is recognised and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.imports import Question
from app.exchange.imports.aliases import general_meaning, is_figure, known_as, normal

ZONE = Question("zone", required=False)
"""Zone of the file's clock times. Callers pass the profile's; Meta often writes Pacific time."""


@dataclass(frozen=True, slots=True)
class Source:
    """`kind` is the reader: posts, days, breakdown, day_breakdown, matrix, wide, demographics, latest
    or totals.

    A header row is recognised when it has all of `required` and one of `any_of` (when there are any); with `strict` it may hold
    nothing this source does not know. `words` come before the general aliases.
    """

    name: str
    network: str | None
    kind: str
    required: frozenset[str]
    any_of: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    date_order: str | None = None
    """What day and month mean when no row decides; None asks."""
    questions: tuple[Question, ...] = ()
    side_by_side: bool = False
    format: str | None = None
    titled: bool = False
    """The line above the header names the figure of the last column."""
    only: frozenset[str] = frozenset()
    """With these the source knows no other meanings."""
    closed: bool = False
    """Only `words` count, the general aliases do not."""
    open: bool = False
    """Columns of other names count too: as figures when they hold numbers only, else as parts of the bucket's name."""
    more: bool = False
    """Columns of other names that hold numbers only are figures too: people choose columns, networks add some."""
    told_by: frozenset[str] = frozenset()
    """Meanings of which one must be there when not all names are known; half of them must be then."""
    at_least: int = 1
    """Known columns a header must have."""
    unescape: bool = False
    """Texts are escaped as in HTML."""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    """What a column of buckets divides by, where that is not called by the column's own name."""
    stems: Callable[[str], str | None] | None = None
    """Asked last, for names no table lists."""
    dimension_stems: Callable[[str], str | None] | None = None
    """As `stems`, for what a column of buckets divides by."""
    shares: frozenset[str] = frozenset()
    """Columns whose numbers are shares of one (0.59), as headers are looked up."""

    def meaning(self, header: str) -> str | None:
        """The meaning of a column, None for an unknown one."""
        found = known_as(self.words, header) or (None if self.closed else general_meaning(header))
        found = found or (self.stems(header) if self.stems else None)
        return found if not self.only or found in self.only else None

    def dimension(self, header: str) -> str:
        """What a column of buckets divides by."""
        name = normal(header)
        found = self.dimensions.get(name) or (self.dimension_stems(name) if self.dimension_stems else None)
        return found or name

    def fits(self, meanings: list[str | None]) -> int:
        """How many columns are known when the row is a header of this source, else 0."""
        known = {meaning for meaning in meanings if meaning}
        if (
            not self.required
            or not self.required <= known
            or known & self.forbidden
            or (self.strict and None in meanings)
            or (self.told_by and None in meanings and not self._is_told(meanings))
        ):
            return 0
        if self.any_of and not known & self.any_of:
            return 0
        if not self.any_of and self.kind in ("days", "breakdown", "day_breakdown") and not any(map(is_figure, known)):
            return 0
        count = sum(1 for meaning in meanings if meaning)
        return count if count >= self.at_least else 0

    def _is_told(self, meanings: list[str | None]) -> bool:
        return 2 * meanings.count(None) <= len(meanings) and any(meaning in meanings for meaning in self.told_by)
