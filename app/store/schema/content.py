"""Posts, variants, revisions, decisions, media, campaigns, personas, tasks."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Text, UniqueConstraint

from app.store.schema.base import flag, key, link, ref, table, uid, version, words
from app.store.types import BigId, Day, Real, UtcTime

campaign = table(
    "campaign",
    key(),
    uid(),
    ref("brand", index=True),
    words("name"),
    words("goal"),
    Column("starts_on", Day),
    Column("ends_on", Day),
    Column("budget_minor", BigInteger().with_variant(Integer(), "sqlite")),
    words("currency", "PLN"),
    Column("utm_campaign", Text),
    flag("archived"),
    version(),
)

media = table(
    "media",
    key(),
    Column("sha256", Text, nullable=False, unique=True),
    words("file_name"),
    words("mime"),
    Column("size", BigId, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    words("alt_text"),
    words("author"),
    words("licence"),
    Column("licence_until", Day),
    words("consent", "not_needed"),
    Column("consent_until", Day),
    Column("source_url", Text),
    Column("created_at", UtcTime, nullable=False),
)

post = table(
    "post",
    key(),
    uid(),
    ref("brand"),
    words("title"),
    words("text"),
    Column("link", Text),
    ref("campaign", null=True, delete="SET NULL", index=True),
    ref("pillar", null=True, delete="SET NULL"),
    ref("member", name="author_id", null=True, delete="SET NULL"),
    ref("member", name="edited_by", null=True, delete="SET NULL"),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    words("stage", "idea"),
    Column("due_at", UtcTime),
    words("zone"),
    Column("wall_time", Text),
    Column("search_key", Text, nullable=False, default=""),
    version(),
    Index("ix_post_brand_id_due_at", "brand_id", "due_at"),
)

post_persona = table("post_persona", link("post"), link("persona"), Index("ix_post_persona_persona_id", "persona_id"))
post_label = table("post_label", link("post"), link("label"))
post_media = table(
    "post_media", link("post"), Column("position", Integer, primary_key=True), ref("media"), words("alt_text")
)

variant = table(
    "variant",
    key(),
    uid(),
    ref("post", delete="CASCADE"),
    ref("profile"),
    words("format"),
    Column("text", Text),
    Column("link", Text),
    Column("first_comment", Text),
    flag("own_media"),
    words("state", "draft"),
    Column("state_since", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    words("zone"),
    Column("wall_time", Text),
    Column("approved_sha256", Text),
    Column("approved_at", UtcTime),
    ref("member", name="approved_by", null=True, delete="SET NULL"),
    flag("approved_by_author"),
    Column("sequence", Integer, nullable=False, default=0),
    flag("ever_exported"),
    Column("published_at", UtcTime),
    Column("remote_url", Text),
    Column("changed_at", UtcTime, nullable=False),
    version(),
    UniqueConstraint("post_id", "profile_id"),
    Index("ix_variant_due_at_profile_id_state", "due_at", "profile_id", "state"),
    Index("ix_variant_profile_id_due_at", "profile_id", "due_at"),
    Index("ix_variant_profile_id_published_at", "profile_id", "published_at"),
    Index("ix_variant_state_due_at", "state", "due_at"),
)

variant_media = table(
    "variant_media", link("variant"), Column("position", Integer, primary_key=True), ref("media"), words("alt_text")
)

revision = table(
    "revision",
    key(),
    ref("variant", delete="CASCADE"),
    Column("n", Integer, nullable=False),
    words("content"),
    words("sha256"),
    ref("member", name="author_id", null=True, delete="SET NULL"),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("variant_id", "n"),
)

decision = table(
    "decision",
    key(),
    ref("variant", delete="CASCADE", index=True),
    ref("revision", delete="CASCADE"),
    ref("member", null=True, delete="SET NULL"),
    words("decision"),
    words("reason"),
    flag("by_author"),
    Column("at", UtcTime, nullable=False),
)

post_comment = table(
    "post_comment",
    key(),
    ref("post", delete="CASCADE", index=True),
    ref("variant", null=True, delete="SET NULL"),
    ref("member", null=True, delete="SET NULL"),
    words("text"),
    Column("at", UtcTime, nullable=False),
)

persona = table(
    "persona",
    key(),
    uid(),
    ref("brand", index=True),
    words("name"),
    words("summary"),
    words("quote"),
    Column("portrait_sha256", Text),
    Column("share", Real),
    Column("funnel_stage", Text),
    words("tone_do"),
    words("tone_dont"),
    Column("review_on", Day),
    flag("archived"),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    version(),
)

statement = table(
    "statement",
    key(),
    ref("persona", delete="CASCADE", index=True),
    words("block"),
    words("text"),
    words("kind"),
    words("source"),
    Column("n", Integer),
    Column("period_first", Day),
    Column("period_last", Day),
    Column("confidence", Text),
    Column("checked_on", Day),
    Column("position", Integer, nullable=False, default=0),
)

persona_version = table(
    "persona_version",
    link("persona"),
    Column("n", Integer, primary_key=True),
    words("snapshot"),
    words("note"),
    ref("member", null=True, delete="SET NULL"),
    Column("at", UtcTime, nullable=False),
)

task = table(
    "task",
    key(),
    ref("brand", null=True),
    ref("post", null=True, delete="CASCADE", index=True),
    words("title"),
    words("brief"),
    ref("member", name="assignee_id", null=True, delete="SET NULL", index=True),
    Column("due_on", Day),
    ref("member", name="created_by", null=True, delete="SET NULL"),
    Column("created_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    ref("member", name="done_by", null=True, delete="SET NULL"),
    version(),
)
