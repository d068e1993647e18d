"""The first schema."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL = sa.DOUBLE_PRECISION().with_variant(sa.REAL(), "sqlite")


def check(rule: str, name: str) -> sa.CheckConstraint:
    """A check only SQLite needs; PostgreSQL has the types."""
    return sa.CheckConstraint(rule, name=op.f(name)).ddl_if(dialect="sqlite")  # type: ignore[return-value]


def upgrade() -> None:
    op.create_table(
        "brand",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("places", t.JsonText(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("tone_do", sa.Text(), nullable=False),
        sa.Column("tone_dont", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("banned_words", t.JsonText(), nullable=False),
        sa.Column("required_words", t.JsonText(), nullable=False),
        sa.Column("four_eyes", sa.Text(), nullable=False),
        sa.Column("required_approvals", sa.Integer(), nullable=False),
        sa.Column("late_policy", sa.Text(), nullable=False),
        sa.Column("logo_sha256", sa.Text(), nullable=True),
        sa.Column("archived", t.Flag(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("archived IN (0, 1)", "ck_brand_archived_flag"),
        check("json_valid(banned_words)", "ck_brand_banned_words_json"),
        check("json_valid(places)", "ck_brand_places_json"),
        check("json_valid(required_words)", "ck_brand_required_words_json"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
        sa.UniqueConstraint("uid", name=op.f("uq_brand_uid")),
        sqlite_strict=True,
    )
    op.create_table(
        "day_sum",
        sa.Column("profile_id", BIG, autoincrement=False, nullable=False),
        sa.Column("metric_id", BIG, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("total", REAL, nullable=False),
        sa.Column("known", BIG, nullable=False),
        sa.PrimaryKeyConstraint("profile_id", "metric_id", "day", "format", name=op.f("pk_day_sum")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "history",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", t.UtcTime(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("brand_id", BIG, nullable=True),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", BIG, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("words_hash", sa.Text(), nullable=True),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sa.UniqueConstraint("hash", name=op.f("uq_history_hash")),
        sqlite_strict=True,
    )
    op.create_index("ix_history_entity_entity_id", "history", ["entity", "entity_id"], unique=False)
    op.create_table(
        "history_words",
        sa.Column("history_id", BIG, autoincrement=False, nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("words", t.JsonText(), nullable=False),
        sa.Column("subject_id", BIG, nullable=True),
        check("json_valid(words)", "ck_history_words_words_json"),
        sa.PrimaryKeyConstraint("history_id", name=op.f("pk_history_words")),
        sqlite_strict=True,
    )
    op.create_index("ix_history_words_subject_id", "history_words", ["subject_id"], unique=False)
    op.create_table(
        "holiday",
        sa.Column("id", BIG, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint(
            "country",
            "region",
            "day",
            "language",
            "category",
            "name",
            name=op.f("uq_holiday_country_region_day_language_category_name"),
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_holiday_day", "holiday", ["day"], unique=False)
    op.create_table(
        "media",
        sa.Column("id", BIG, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("alt_text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("licence_until", t.Day(), nullable=True),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consent_until", t.Day(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("sha256", name=op.f("uq_media_sha256")),
        sqlite_strict=True,
    )
    op.create_table(
        "member",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("is_owner", t.Flag(), nullable=False),
        sa.Column("active", t.Flag(), nullable=False),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("erased_at", t.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check("active IN (0, 1)", "ck_member_active_flag"),
        check("is_owner IN (0, 1)", "ck_member_is_owner_flag"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
        sa.UniqueConstraint("uid", name=op.f("uq_member_uid")),
        sqlite_strict=True,
    )
    op.create_table(
        "metric",
        sa.Column("id", BIG, nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric")),
        sa.UniqueConstraint("network", "name", name=op.f("uq_metric_network_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "observation",
        sa.Column("profile_id", BIG, autoincrement=False, nullable=False),
        sa.Column("post_id", BIG, autoincrement=False, nullable=False),
        sa.Column("metric_id", BIG, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("observed_at", t.EpochSecond(), autoincrement=False, nullable=False),
        sa.Column("value", REAL, nullable=False),
        sa.Column("import_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint(
            "profile_id", "post_id", "metric_id", "day", "observed_at", name=op.f("pk_observation")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "post_total",
        sa.Column("profile_id", BIG, autoincrement=False, nullable=False),
        sa.Column("post_id", BIG, autoincrement=False, nullable=False),
        sa.Column("metric_id", BIG, autoincrement=False, nullable=False),
        sa.Column("value", REAL, nullable=False),
        sa.Column("observed_at", t.EpochSecond(), nullable=False),
        sa.PrimaryKeyConstraint("profile_id", "post_id", "metric_id", name=op.f("pk_post_total")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", t.JsonText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("json_valid(value)", "ck_setting_value_json"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        sqlite_strict=True,
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("is_demo", t.Flag(), nullable=False),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("machine_id", sa.Text(), nullable=True),
        sa.Column("publishing_paused", t.Flag(), nullable=False),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("high_water", t.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check("is_demo IN (0, 1)", "ck_workspace_is_demo_flag"),
        check("publishing_paused IN (0, 1)", "ck_workspace_publishing_paused_flag"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("uid", name=op.f("uq_workspace_uid")),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("starts_on", t.Day(), nullable=True),
        sa.Column("ends_on", t.Day(), nullable=True),
        sa.Column("budget_minor", BIG, nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("utm_campaign", sa.Text(), nullable=True),
        sa.Column("archived", t.Flag(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("archived IN (0, 1)", "ck_campaign_archived_flag"),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_campaign_brand_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("uid", name=op.f("uq_campaign_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_campaign_brand_id"), "campaign", ["brand_id"], unique=False)
    op.create_table(
        "label",
        sa.Column("id", BIG, nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_label_brand_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label")),
        sa.UniqueConstraint("brand_id", "name", name=op.f("uq_label_brand_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "member_role",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_member_role_brand_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_role_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "brand_id", "role", name=op.f("pk_member_role")),
        sqlite_strict=True,
    )
    op.create_table(
        "own_day",
        sa.Column("id", BIG, nullable=False),
        sa.Column("brand_id", BIG, nullable=True),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("yearly", t.Flag(), nullable=False),
        check("yearly IN (0, 1)", "ck_own_day_yearly_flag"),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_own_day_brand_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "persona",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("portrait_sha256", sa.Text(), nullable=True),
        sa.Column("share", REAL, nullable=True),
        sa.Column("funnel_stage", sa.Text(), nullable=True),
        sa.Column("tone_do", sa.Text(), nullable=False),
        sa.Column("tone_dont", sa.Text(), nullable=False),
        sa.Column("review_on", t.Day(), nullable=True),
        sa.Column("archived", t.Flag(), nullable=False),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("changed_at", t.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("archived IN (0, 1)", "ck_persona_archived_flag"),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_persona_brand_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona")),
        sa.UniqueConstraint("uid", name=op.f("uq_persona_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_persona_brand_id"), "persona", ["brand_id"], unique=False)
    op.create_table(
        "pillar",
        sa.Column("id", BIG, nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target_share", REAL, nullable=True),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_pillar_brand_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pillar")),
        sa.UniqueConstraint("brand_id", "name", name=op.f("uq_pillar_brand_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "profile",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("access_note", sa.Text(), nullable=False),
        sa.Column("key_owner", sa.Text(), nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("cadence_per", sa.Text(), nullable=True),
        sa.Column("cadence_low", sa.Integer(), nullable=True),
        sa.Column("cadence_high", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("base_url", sa.Text(), nullable=True),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("fetched_at", t.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_profile_brand_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_profile_owner_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("brand_id", "network", "handle", name=op.f("uq_profile_brand_id_network_handle")),
        sa.UniqueConstraint("uid", name=op.f("uq_profile_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_profile_brand_id"), "profile", ["brand_id"], unique=False)
    op.create_table(
        "import_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("profile_id", BIG, nullable=True),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("started_at", t.UtcTime(), nullable=False),
        sa.Column("finished_at", t.UtcTime(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_kept", sa.Integer(), nullable=False),
        sa.Column("rows_skipped", sa.Integer(), nullable=False),
        sa.Column("report", t.JsonText(), nullable=False),
        check("json_valid(report)", "ck_import_run_report_json"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_import_run_member_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_import_run_profile_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "kpi_target",
        sa.Column("id", BIG, nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=True),
        sa.Column("kpi", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", REAL, nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_kpi_target_brand_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_kpi_target_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_target")),
        sa.UniqueConstraint(
            "brand_id", "profile_id", "kpi", "period", name=op.f("uq_kpi_target_brand_id_profile_id_kpi_period")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "persona_version",
        sa.Column("persona_id", BIG, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("at", t.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_persona_version_member_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["persona_id"], ["persona.id"], name=op.f("fk_persona_version_persona_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("persona_id", "n", name=op.f("pk_persona_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "post",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("brand_id", BIG, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("campaign_id", BIG, nullable=True),
        sa.Column("pillar_id", BIG, nullable=True),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("edited_by", BIG, nullable=True),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("changed_at", t.UtcTime(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("due_at", t.UtcTime(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("wall_time", sa.Text(), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_post_brand_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_post_campaign_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["edited_by"], ["member.id"], name=op.f("fk_post_edited_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_post_pillar_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
        sqlite_strict=True,
    )
    op.create_index("ix_post_brand_id_due_at", "post", ["brand_id", "due_at"], unique=False)
    op.create_index(op.f("ix_post_campaign_id"), "post", ["campaign_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("persona_id", BIG, nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("period_first", t.Day(), nullable=True),
        sa.Column("period_last", t.Day(), nullable=True),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("checked_on", t.Day(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["persona_id"], ["persona.id"], name=op.f("fk_statement_persona_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_persona_id"), "statement", ["persona_id"], unique=False)
    op.create_table(
        "audience_figure",
        sa.Column("id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("value", REAL, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("at_most", t.Flag(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("import_run_id", BIG, nullable=True),
        check("at_most IN (0, 1)", "ck_audience_figure_at_most_flag"),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_audience_figure_import_run_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_audience_figure_profile_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_figure")),
        sa.UniqueConstraint(
            "profile_id",
            "dimension",
            "metric",
            "first_day",
            "last_day",
            "bucket",
            name=op.f("uq_audience_figure_profile_id_dimension_metric_first_day_last_day_bucket"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "post_label",
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("label_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["label_id"], ["label.id"], name=op.f("fk_post_label_label_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_label_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "label_id", name=op.f("pk_post_label")),
        sqlite_strict=True,
    )
    op.create_table(
        "post_media",
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("media_id", BIG, nullable=False),
        sa.Column("alt_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_post_media_media_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_media_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "position", name=op.f("pk_post_media")),
        sqlite_strict=True,
    )
    op.create_table(
        "post_persona",
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("persona_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["persona_id"], ["persona.id"], name=op.f("fk_post_persona_persona_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_persona_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "persona_id", name=op.f("pk_post_persona")),
        sqlite_strict=True,
    )
    op.create_index("ix_post_persona_persona_id", "post_persona", ["persona_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", BIG, nullable=False),
        sa.Column("brand_id", BIG, nullable=True),
        sa.Column("post_id", BIG, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("assignee_id", BIG, nullable=True),
        sa.Column("due_on", t.Day(), nullable=True),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("done_at", t.UtcTime(), nullable=True),
        sa.Column("done_by", BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["member.id"], name=op.f("fk_task_assignee_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_task_brand_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=op.f("fk_task_created_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["done_by"], ["member.id"], name=op.f("fk_task_done_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_task_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_assignee_id"), "task", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_task_post_id"), "task", ["post_id"], unique=False)
    op.create_table(
        "variant",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("first_comment", sa.Text(), nullable=True),
        sa.Column("own_media", t.Flag(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", t.UtcTime(), nullable=False),
        sa.Column("due_at", t.UtcTime(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("wall_time", sa.Text(), nullable=True),
        sa.Column("approved_sha256", sa.Text(), nullable=True),
        sa.Column("approved_at", t.UtcTime(), nullable=True),
        sa.Column("approved_by", BIG, nullable=True),
        sa.Column("approved_by_author", t.Flag(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("ever_exported", t.Flag(), nullable=False),
        sa.Column("published_at", t.UtcTime(), nullable=True),
        sa.Column("remote_url", sa.Text(), nullable=True),
        sa.Column("changed_at", t.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("approved_by_author IN (0, 1)", "ck_variant_approved_by_author_flag"),
        check("ever_exported IN (0, 1)", "ck_variant_ever_exported_flag"),
        check("own_media IN (0, 1)", "ck_variant_own_media_flag"),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["member.id"], name=op.f("fk_variant_approved_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_variant_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_variant_profile_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variant")),
        sa.UniqueConstraint("post_id", "profile_id", name=op.f("uq_variant_post_id_profile_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_variant_uid")),
        sqlite_strict=True,
    )
    op.create_index("ix_variant_due_at_profile_id_state", "variant", ["due_at", "profile_id", "state"], unique=False)
    op.create_index("ix_variant_profile_id_due_at", "variant", ["profile_id", "due_at"], unique=False)
    op.create_index("ix_variant_state_due_at", "variant", ["state", "due_at"], unique=False)
    op.create_table(
        "post_comment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("variant_id", BIG, nullable=True),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", t.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_post_comment_member_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_comment_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_post_comment_variant_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_comment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_post_comment_post_id"), "post_comment", ["post_id"], unique=False)
    op.create_table(
        "published_post",
        sa.Column("id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("variant_id", BIG, nullable=True),
        sa.Column("published_at", t.UtcTime(), nullable=True),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("estimated", t.Flag(), nullable=False),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("permalink", sa.Text(), nullable=True),
        sa.Column("paid", t.Flag(), nullable=True),
        sa.Column("missing_in_latest", t.Flag(), nullable=False),
        sa.Column("followers_at", REAL, nullable=True),
        sa.Column("import_run_id", BIG, nullable=True),
        sa.Column("seen_at", t.UtcTime(), nullable=False),
        check("estimated IN (0, 1)", "ck_published_post_estimated_flag"),
        check("missing_in_latest IN (0, 1)", "ck_published_post_missing_in_latest_flag"),
        check("paid IN (0, 1)", "ck_published_post_paid_flag"),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_published_post_import_run_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_published_post_profile_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_published_post_variant_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_post")),
        sa.UniqueConstraint("profile_id", "external_id", name=op.f("uq_published_post_profile_id_external_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_published_post_profile_id_day", "published_post", ["profile_id", "day"], unique=False)
    op.create_index(op.f("ix_published_post_variant_id"), "published_post", ["variant_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("variant_id", BIG, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_revision_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_revision_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("variant_id", "n", name=op.f("uq_revision_variant_id_n")),
        sqlite_strict=True,
    )
    op.create_table(
        "variant_media",
        sa.Column("variant_id", BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("media_id", BIG, nullable=False),
        sa.Column("alt_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_variant_media_media_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_variant_media_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("variant_id", "position", name=op.f("pk_variant_media")),
        sqlite_strict=True,
    )
    op.create_table(
        "decision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("variant_id", BIG, nullable=False),
        sa.Column("revision_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_author", t.Flag(), nullable=False),
        sa.Column("at", t.UtcTime(), nullable=False),
        check("by_author IN (0, 1)", "ck_decision_by_author_flag"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_decision_member_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_decision_revision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_decision_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_decision_variant_id"), "decision", ["variant_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("variant_id", BIG, nullable=False),
        sa.Column("revision_id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("part_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", t.UtcTime(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("wall_time", sa.Text(), nullable=True),
        sa.Column("fence", BIG, nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", t.UtcTime(), nullable=True),
        sa.Column("idem_key", sa.Text(), nullable=False),
        sa.Column("remote_key", sa.Text(), nullable=True),
        sa.Column("payload_sha256", sa.Text(), nullable=False),
        sa.Column("first_send_at", t.UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", t.UtcTime(), nullable=True),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("remote_url", sa.Text(), nullable=True),
        sa.Column("late_policy", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", t.UtcTime(), nullable=False),
        sa.Column("changed_at", t.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_delivery_profile_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_delivery_revision_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variant.id"], name=op.f("fk_delivery_variant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("idem_key", name=op.f("uq_delivery_idem_key")),
        sa.UniqueConstraint(
            "revision_id", "profile_id", "part_no", name=op.f("uq_delivery_revision_id_profile_id_part_no")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_delivery_uid")),
        sqlite_strict=True,
    )
    op.create_index("ix_delivery_profile_id_remote_id", "delivery", ["profile_id", "remote_id"], unique=False)
    op.create_index("ix_delivery_state_due_at", "delivery", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_delivery_variant_id"), "delivery", ["variant_id"], unique=False)
    op.create_table(
        "remote_comment",
        sa.Column("id", BIG, nullable=False),
        sa.Column("profile_id", BIG, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("published_post_id", BIG, nullable=True),
        sa.Column("parent_external_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", t.UtcTime(), nullable=False),
        sa.Column("is_own", t.Flag(), nullable=False),
        sa.Column("is_question", t.Flag(), nullable=False),
        check("is_own IN (0, 1)", "ck_remote_comment_is_own_flag"),
        check("is_question IN (0, 1)", "ck_remote_comment_is_question_flag"),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_remote_comment_profile_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["published_post_id"],
            ["published_post.id"],
            name=op.f("fk_remote_comment_published_post_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remote_comment")),
        sa.UniqueConstraint("profile_id", "external_id", name=op.f("uq_remote_comment_profile_id_external_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_remote_comment_published_post_id"), "remote_comment", ["published_post_id"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("delivery_id", BIG, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("fence", BIG, nullable=False),
        sa.Column("started_at", t.UtcTime(), nullable=False),
        sa.Column("started_boot_s", REAL, nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("error_class", sa.Text(), nullable=True),
        sa.Column("remote_ref", sa.Text(), nullable=True),
        sa.Column("finished_at", t.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_attempt_delivery_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("delivery_id", "n", name=op.f("uq_attempt_delivery_id_n")),
        sqlite_strict=True,
    )
