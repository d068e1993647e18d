"""Connections, parts and checks of deliveries, corrections, the publisher's lease, stops, limits, what was asked and answered."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def ref(
    table: str, target: str, *, null: bool = False, delete: str = "CASCADE", name: str = ""
) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column = name or f"{target}_id"
    return (
        sa.Column(column, BIG, nullable=null, autoincrement=False),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=delete),
    )


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def json(table: str, column: str) -> tuple[sa.Column[str], sa.CheckConstraint]:
    check = sa.CheckConstraint(f"json_valid({column})", name=op.f(f"ck_{table}_{column}_json")).ddl_if(dialect="sqlite")
    return sa.Column(column, t.JsonText(), nullable=False), check  # type: ignore[return-value]


def words(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def time(name: str, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, t.UtcTime(), nullable=null)


def upgrade() -> None:
    op.add_column("delivery", sa.Column("cancel_wanted", t.Flag(), nullable=False, server_default=sa.false()))
    op.add_column("delivery", words("handed_over_id", True))
    op.add_column("delivery", time("handed_over_at", True))
    _deliveries()
    _publishing()
    _connections()
    _fetching()


def _deliveries() -> None:
    op.create_table(
        "delivery_part",
        *ref("delivery_part", "delivery"),
        words("name"),
        words("remote_ref"),
        words("remote_url", True),
        time("at"),
        key("delivery_part", "delivery_id", "name"),
        sqlite_strict=True,
    )
    op.create_table(
        "delivery_check",
        *ref("delivery_check", "delivery"),
        words("name"),
        time("at"),
        words("problem", True),
        *json("delivery_check", "data"),
        key("delivery_check", "delivery_id", "name"),
        sqlite_strict=True,
    )
    op.create_table(
        "correction",
        sa.Column("id", BIG, nullable=False),
        *ref("correction", "delivery"),
        words("action"),
        words("state"),
        words("content"),
        words("reason", True),
        *ref("correction", "member", null=True, delete="SET NULL"),
        time("created_at"),
        time("changed_at"),
        key("correction", "id"),
        sqlite_strict=True,
    )
    op.create_index("ix_correction_delivery_id", "correction", ["delivery_id"])


def _publishing() -> None:
    op.create_table(
        "publisher",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        words("owner"),
        words("kind"),
        words("machine"),
        time("lease_until"),
        time("seen_at"),
        sa.CheckConstraint("id = 1", name=op.f("ck_publisher_single")),
        key("publisher", "id"),
        sqlite_strict=True,
    )
    op.create_table(
        "stop",
        sa.Column("id", BIG, nullable=False),
        words("scope"),
        *ref("stop", "brand", null=True),
        words("network", True),
        words("reason", True),
        *ref("stop", "member", null=True, delete="SET NULL"),
        time("since"),
        time("lifted_at", True),
        key("stop", "id"),
        sqlite_strict=True,
    )


def _connections() -> None:
    op.create_table(
        "connection",
        *ref("connection", "profile"),
        words("base_url"),
        words("account_id"),
        words("account_name"),
        *json("connection", "facts"),
        *json("connection", "missing_rights"),
        words("sealed", True),
        words("key_id"),
        time("expires_at", True),
        words("problem", True),
        *json("connection", "problem_data"),
        words("renewing", True),
        time("renewing_until", True),
        *ref("connection", "member", null=True, delete="SET NULL"),
        time("connected_at"),
        time("checked_at", True),
        sa.Column("version", sa.Integer(), nullable=False),
        key("connection", "profile_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "rate_limit",
        words("account"),
        words("bucket"),
        sa.Column("allowed", sa.Integer(), nullable=True),
        sa.Column("remaining", sa.Integer(), nullable=True),
        time("resets_at", True),
        time("told_at"),
        key("rate_limit", "account", "bucket"),
        sqlite_strict=True,
    )


def _fetching() -> None:
    op.create_table(
        "sync_state",
        *ref("sync_state", "profile"),
        words("part"),
        words("mark", True),
        time("until", True),
        time("done_at", True),
        key("sync_state", "profile_id", "part"),
        sqlite_strict=True,
    )
    op.create_table(
        "raw_answer",
        sa.Column("id", BIG, nullable=False),
        *ref("raw_answer", "profile"),
        words("part"),
        time("at"),
        words("body"),
        key("raw_answer", "id"),
        sqlite_strict=True,
    )
    op.create_index("ix_raw_answer_profile_id_at", "raw_answer", ["profile_id", "at"])
    op.create_index("ix_raw_answer_at", "raw_answer", ["at"])
    op.create_table(
        "post_asked",
        sa.Column("published_post_id", BIG, autoincrement=False, nullable=False),
        time("asked_at"),
        key("post_asked", "published_post_id"),
        sqlite_strict=True,
    )
