"""Dashboards people arrange themselves."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Text

from app.store.schema.base import flag, key, ref, table, uid, version, words
from app.store.types import JsonText, UtcTime

dashboard = table(
    "dashboard",
    key(),
    uid(),
    ref("member", name="owner_id", null=True, delete="SET NULL"),
    ref("brand", null=True, delete="CASCADE"),
    words("name"),
    Column("tiles", JsonText, nullable=False),
    Column("shared", JsonText, nullable=False),
    Column("network", Text),
    flag("of_campaign"),
    Column("refresh", Integer),
    Column("changed_at", UtcTime, nullable=False),
    version(),
)
