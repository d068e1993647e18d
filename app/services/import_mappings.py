"""What the columns of a table hold that the program does not know: as a person said when a table with the same header was last
imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.imports import ImportRun, ImportState

Header = tuple[str, ...]
_KEPT = (ImportState.COMPLETE, ImportState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class MappedBefore:
    """A mapping somebody imported a file by."""

    file_name: str
    mapping: Mapping[str, object]

    def filled(self, proposal: Mapping[str, object]) -> dict[str, object]:
        """A proposal for a table with the same header, its rows and columns read as before."""
        columns = zip(_columns(proposal), _columns(self.mapping), strict=True)
        left_open = [key for key in ("date_order", "decimal_mark") if proposal.get(key) is None]
        return {
            **proposal,
            **{key: self.mapping.get(key) for key in ("kind", *left_open)},
            "columns": [{**column, "meaning": before.get("meaning")} for column, before in columns],
        }


def mapped_before(runs: Iterable[ImportRun]) -> dict[Header, MappedBefore]:
    """The last mapping of each header, of import runs, oldest first."""
    return {
        header_of(mapping): MappedBefore(run.file_name, mapping)
        for run in runs
        if run.state in _KEPT and isinstance(mapping := run.report.get("mapping"), dict)
    }


def header_of(mapping: Mapping[str, object]) -> Header:
    """The names of a mapping's columns."""
    return tuple(str(column["column"]) for column in _columns(mapping))


def _columns(mapping: Mapping[str, object]) -> list[dict[str, object]]:
    columns = mapping.get("columns")
    return columns if isinstance(columns, list) else []
