"""Dashboards people arrange themselves: tiles with their places, and whom a dashboard is shared with."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "dashboard"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("id", BIG, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        *_ref("owner_id", "member", "SET NULL"),
        *_ref("brand_id", "brand", "CASCADE"),
        sa.Column("name", sa.Text(), nullable=False),
        *_json("tiles"),
        *_json("shared"),
        sa.Column("network", sa.Text(), nullable=True),
        sa.Column("of_campaign", t.Flag(), nullable=False),
        _sqlite_rule("of_campaign IN (0, 1)", "of_campaign_flag"),
        sa.Column("refresh", sa.Integer(), nullable=True),
        sa.Column("changed_at", t.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{NAME}_uid")),
        sqlite_strict=True,
    )


def _ref(column: str, target: str, delete: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{NAME}_{column}")
    return (
        sa.Column(column, BIG, nullable=True),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=delete),
    )


def _json(column: str) -> tuple[sa.Column[object], sa.CheckConstraint]:
    return sa.Column(column, t.JsonText(), nullable=False), _sqlite_rule(f"json_valid({column})", f"{column}_json")


def _sqlite_rule(rule: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{NAME}_{name}")).ddl_if(dialect="sqlite")
