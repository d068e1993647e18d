"""Which imports repeat a stored figure, so that taking one back leaves what the others say."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "joint_import"


def upgrade() -> None:
    op.create_table(
        NAME,
        *(sa.Column(column, BIG, autoincrement=False, nullable=False) for column in ("joint_id", "import_run_id")),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f(f"fk_{NAME}_import_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("joint_id", "import_run_id", name=op.f(f"pk_{NAME}")),
        sqlite_strict=True,
    )
    op.create_index(f"ix_{NAME}_import_run_id", NAME, ["import_run_id"], unique=False)
