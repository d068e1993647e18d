"""Deliveries and attempts of exactly-once publishing, and the history chain."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from app.store.schema.base import flag, key, link, ref, table, uid, version, words
from app.store.types import BigId, JsonText, Real, UtcTime

delivery = table(
    "delivery",
    key(),
    uid(),
    ref("variant", delete="CASCADE", index=True),
    ref("revision"),
    ref("profile"),
    Column("part_no", Integer, nullable=False, default=0),
    words("state"),
    Column("due_at", UtcTime),
    words("zone"),
    Column("wall_time", Text),
    Column("fence", BigId, nullable=False, default=0),
    Column("owner", Text),
    Column("lease_until", UtcTime),
    Column("idem_key", Text, nullable=False, unique=True),
    Column("remote_key", Text),
    words("payload_sha256"),
    Column("first_send_at", UtcTime),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", UtcTime),
    Column("remote_id", Text),
    Column("remote_url", Text),
    words("late_policy", "default"),
    Column("reason", Text),
    flag("cancel_wanted"),
    Column("handed_over_id", Text),
    Column("handed_over_at", UtcTime),
    Column("handed_over_for", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    version(),
    UniqueConstraint("revision_id", "profile_id", "part_no"),
    Index("ix_delivery_state_due_at", "state", "due_at"),
    Index("ix_delivery_profile_id_remote_id", "profile_id", "remote_id"),
)

attempt = table(
    "attempt",
    key(),
    ref("delivery", delete="CASCADE"),
    Column("n", Integer, nullable=False),
    Column("fence", BigId, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("started_boot_s", Real, nullable=False),
    words("phase"),
    words("request_sha256"),
    Column("outcome", Text),
    Column("http_status", Integer),
    Column("error_class", Text),
    Column("remote_ref", Text),
    Column("finished_at", UtcTime),
    UniqueConstraint("delivery_id", "n"),
)

delivery_part = table(
    "delivery_part",
    link("delivery"),
    Column("name", Text, primary_key=True),
    Column("remote_ref", Text, nullable=False),
    Column("remote_url", Text),
    Column("at", UtcTime, nullable=False),
)

delivery_check = table(
    "delivery_check",
    link("delivery"),
    Column("name", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("problem", Text),
    Column("data", JsonText, nullable=False),
)

correction = table(
    "correction",
    key(),
    ref("delivery", delete="CASCADE", index=True),
    words("action"),
    words("state"),
    words("content"),
    Column("reason", Text),
    ref("member", null=True, delete="SET NULL"),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)

publisher = table(
    "publisher",
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    words("owner"),
    words("kind"),
    words("machine"),
    Column("lease_until", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

stop = table(
    "stop",
    key(),
    words("scope"),
    ref("brand", null=True, delete="CASCADE"),
    Column("network", Text),
    Column("reason", Text),
    ref("member", null=True, delete="SET NULL"),
    Column("since", UtcTime, nullable=False),
    Column("lifted_at", UtcTime),
)

history = table(
    "history",
    key(),
    Column("at", UtcTime, nullable=False),
    words("actor_kind"),
    Column("actor_id", BigId),
    words("instance"),
    Column("brand_id", BigId),
    words("entity"),
    Column("entity_id", BigId, nullable=False),
    words("action"),
    Column("facts", Text, nullable=False),
    Column("words_hash", Text),
    words("prev_hash"),
    Column("hash", Text, nullable=False, unique=True),
    Index("ix_history_entity_entity_id", "entity", "entity_id"),
)

history_words = table(
    "history_words",
    Column("history_id", BigId, primary_key=True, autoincrement=False),
    words("salt"),
    Column("words", JsonText, nullable=False),
    Column("subject_id", BigId),
    Index("ix_history_words_subject_id", "subject_id"),
)
