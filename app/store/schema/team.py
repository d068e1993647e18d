"""Workspace, brands, members, profiles."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from app.store.schema.base import flag, key, link, ref, table, uid, version, words
from app.store.types import Day, Flag, JsonText, Real, UtcTime

workspace = table(
    "workspace",
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    uid(),
    words("name"),
    words("country"),
    words("zone"),
    words("language"),
    flag("is_demo"),
    Column("created_at", UtcTime, nullable=False),
    Column("machine_id", Text),
    flag("publishing_paused"),
    Column("pause_reason", Text),
    Column("high_water", UtcTime),
    version(),
)

setting = table(
    "setting",
    Column("name", Text, primary_key=True),
    Column("value", JsonText, nullable=False),
    version(),
)

brand = table(
    "brand",
    key(),
    uid(),
    words("name"),
    words("language"),
    words("zone"),
    Column("places", JsonText, nullable=False),
    words("tone"),
    words("tone_do"),
    words("tone_dont"),
    words("goals"),
    Column("banned_words", JsonText, nullable=False),
    Column("required_words", JsonText, nullable=False),
    words("four_eyes", "auto"),
    Column("required_approvals", Integer, nullable=False, default=1),
    words("late_policy", "default"),
    Column("logo_sha256", Text),
    flag("archived"),
    version(),
)

pillar = table(
    "pillar",
    key(),
    ref("brand", delete="CASCADE"),
    words("name"),
    Column("target_share", Real),
    UniqueConstraint("brand_id", "name"),
)

label = table("label", key(), ref("brand", delete="CASCADE"), words("name"), UniqueConstraint("brand_id", "name"))

member = table(
    "member",
    key(),
    uid(),
    words("name"),
    Column("email", Text, nullable=False, unique=True),
    words("language", "pl"),
    Column("zone", Text),
    flag("is_owner"),
    flag("active", True),
    Column("created_at", UtcTime, nullable=False),
    Column("erased_at", UtcTime),
    version(),
)

member_role = table(
    "member_role",
    link("member"),
    link("brand"),
    Column("role", Text, primary_key=True),
)

profile = table(
    "profile",
    key(),
    uid(),
    ref("brand", index=True),
    words("network"),
    words("connection"),
    words("name"),
    words("handle"),
    Column("url", Text),
    words("purpose"),
    words("access_note"),
    words("key_owner"),
    ref("member", name="owner_id", null=True, delete="SET NULL"),
    Column("language", Text),
    words("zone"),
    words("status", "active"),
    Column("cadence_per", Text),
    Column("cadence_low", Integer),
    Column("cadence_high", Integer),
    flag("hands_over"),
    Column("external_id", Text),
    Column("base_url", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("fetched_at", UtcTime),
    version(),
    UniqueConstraint("brand_id", "network", "handle"),
)

kpi_target = table(
    "kpi_target",
    key(),
    ref("brand", delete="CASCADE"),
    ref("profile", null=True, delete="CASCADE"),
    words("kpi"),
    words("period"),
    Column("value", Real, nullable=False),
    UniqueConstraint("brand_id", "profile_id", "kpi", "period"),
)

holiday = table(
    "holiday",
    key(),
    words("country"),
    words("region"),
    Column("day", Day, nullable=False),
    words("name"),
    words("language"),
    words("category"),
    UniqueConstraint("country", "region", "day", "language", "category", "name"),
    Index("ix_holiday_day", "day"),
)

own_day = table(
    "own_day",
    key(),
    ref("brand", null=True, delete="CASCADE"),
    Column("day", Day, nullable=False),
    words("name"),
    Column("yearly", Flag, nullable=False, default=False),
)
