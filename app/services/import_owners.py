"""Whose posts a table holds: those of several accounts in one file each go to the profile of their own account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from app.domain.errors import BadInput
from app.domain.imports import Owner, RecognisedTable, RowProblem
from app.domain.workspace import Profile


def owned(owner: Owner, profile: Profile) -> bool:
    """True when an account's id, name or username is the profile's handle or name, or the end of its address."""
    address = (profile.url or "").rstrip("/").rpartition("/")[2]
    names = {_folded(name) for name in (profile.handle, profile.name, address)} - {""}
    return any(_folded(name) in names for name in owner)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("@")


def owners_profiles(tables: Iterable[RecognisedTable], profiles: Iterable[Profile]) -> list[Profile]:
    """Those of the profiles whose posts the tables hold by name."""
    owners = {owner for table in tables for owner in table.owners}
    return [profile for profile in profiles if any(owned(owner, profile) for owner in owners)]


def apportioned(
    tables: Iterable[RecognisedTable], profile: Profile | None, profiles: Iterable[Profile], answers: Mapping[str, str]
) -> tuple[RecognisedTable, ...]:
    """The tables with what is read of them into this profile: the account named by the answer "account", else those the
    profile is called by, else all that no other profile of the network is called by.

    Raises `BadInput` "import.answer_invalid" when no table holds posts of the account named.
    """
    tables = tuple(tables)
    if profile is None:
        return tables
    wanted = answers.get("account")
    if wanted and not any(wanted in owner for table in tables for owner in table.owners):
        known = ", ".join(sorted({owner[-1] for table in tables for owner in table.owners}))
        raise BadInput("import.answer_invalid", name="account", value=wanted, allowed=known)
    others = [row for row in profiles if row.network is profile.network and row.id != profile.id]
    return tuple(replace(table, kept=_kept(table.owners, profile, others, wanted)) for table in tables)


def _kept(
    owners: tuple[Owner, ...], profile: Profile, others: list[Profile], wanted: str | None
) -> tuple[Owner, ...] | None:
    if wanted:
        kept = [owner for owner in owners if wanted in owner]
    else:
        kept = [owner for owner in owners if owned(owner, profile)]
        kept = kept or [owner for owner in owners if not any(owned(owner, other) for other in others)]
    return tuple(kept) if len(kept) < len(owners) else None


def told_owners(table: RecognisedTable, profile: bool) -> Iterator[RowProblem]:
    """A note above the rows when they are of several accounts, or not of this one."""
    left = [owner for owner in table.owners if table.kept is not None and owner not in table.kept]
    if not left and len(table.owners) < 2:
        return
    code = "import.other_accounts" if left else "import.several_accounts" if profile else "import.accounts"
    accounts = ", ".join(sorted(owner[-1] for owner in left or table.owners))
    yield RowProblem(table.header_line, code, {"accounts": accounts}, False, table.sheet)
