"""Connections of profiles to their networks, limits the networks tell, what was asked and what was answered."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Text

from app.store.schema.base import key, link, ref, table, version, words
from app.store.types import BigId, JsonText, UtcTime

connection = table(
    "connection",
    link("profile"),
    words("base_url"),
    words("account_id"),
    words("account_name"),
    Column("facts", JsonText, nullable=False),
    Column("missing_rights", JsonText, nullable=False),
    Column("sealed", Text),
    words("key_id"),
    Column("expires_at", UtcTime),
    Column("problem", Text),
    Column("problem_data", JsonText, nullable=False),
    Column("renewing", Text),
    Column("renewing_until", UtcTime),
    ref("member", null=True, delete="SET NULL"),
    Column("connected_at", UtcTime, nullable=False),
    Column("checked_at", UtcTime),
    version(),
)
"""`sealed` is the access key, encrypted: the one column no backup, dump or export holds."""

rate_limit = table(
    "rate_limit",
    Column("account", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("allowed", Integer),
    Column("remaining", Integer),
    Column("resets_at", UtcTime),
    Column("told_at", UtcTime, nullable=False),
)

sync_state = table(
    "sync_state",
    link("profile"),
    Column("part", Text, primary_key=True),
    Column("mark", Text),
    Column("until", UtcTime),
    Column("done_at", UtcTime),
)
"""How far the fetching of one part ("posts", "comments" ...) of a profile has come; `mark` is where to go on."""

raw_answer = table(
    "raw_answer",
    key(),
    ref("profile", delete="CASCADE"),
    words("part"),
    Column("at", UtcTime, nullable=False),
    words("body"),
    Index("ix_raw_answer_profile_id_at", "profile_id", "at"),
    Index("ix_raw_answer_at", "at"),
)
"""What a network answered, compressed (zlib, base64)."""

post_asked = table(
    "post_asked",
    Column("published_post_id", BigId, primary_key=True, autoincrement=False),
    Column("asked_at", UtcTime, nullable=False),
)
"""When the figures of a published post were last asked for."""
