"""Handing posts over to a network's own scheduler: whether a profile does, and for which time a delivery was."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("profile", sa.Column("hands_over", t.Flag(), nullable=False, server_default=sa.false()))
    op.add_column("delivery", sa.Column("handed_over_for", t.UtcTime(), nullable=True))
