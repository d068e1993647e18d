"""Posts packed as columns, so that reading thousands of them is quick."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "post_pack"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("profile_id", BIG, autoincrement=False, nullable=False),
        sa.Column("chunk", BIG, autoincrement=False, nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("first_day", t.Day(), nullable=False),
        sa.Column("last_day", t.Day(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("profile_id", "chunk", name=op.f(f"pk_{NAME}")),
        sqlite_strict=True,
    )
