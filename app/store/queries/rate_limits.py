"""What networks last said about their limits, per account and kind of call."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, insert, select, update

from app.domain.rates import RateTold
from app.store.queries.rows import make
from app.store.schema.connecting import rate_limit


class RateLimitRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account: str) -> dict[str, RateTold]:
        """By kind of call."""
        query = select(rate_limit).where(rate_limit.c.account == account)
        return {row["bucket"]: make(RateTold, row) for row in self._connection.execute(query).mappings()}

    def keep(self, account: str, bucket: str, told: RateTold) -> None:
        """Replaces what was known."""
        values = asdict(told)
        here = (rate_limit.c.account == account) & (rate_limit.c.bucket == bucket)
        if not self._connection.execute(update(rate_limit).where(here).values(**values)).rowcount:
            self._connection.execute(insert(rate_limit).values(account=account, bucket=bucket, **values))
