"""Reads what networks export: recognises tables by their content and yields values of `app.domain.imports`.

`recognise` and `read` for the known exports; `propose_mapping`, `load_mapping`, `mapped_table` and
`read_mapped` for any other table.
Every refusal is a `BadInput` with the place; rows that are left out or doubtful are yielded as `RowProblem`.
"""

from app.exchange.imports.mapping import load_mapping, mapped_table, read_mapped
from app.exchange.imports.proposal import propose_mapping
from app.exchange.imports.reading import assumed_last_day, read
from app.exchange.imports.recognition import recognise
from app.exchange.imports.sampling import sample
from app.exchange.imports.sheets import Watch, unwatched

__all__ = [
    "Watch",
    "assumed_last_day",
    "load_mapping",
    "mapped_table",
    "propose_mapping",
    "read",
    "read_mapped",
    "recognise",
    "sample",
    "unwatched",
]
