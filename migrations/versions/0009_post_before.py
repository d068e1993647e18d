"""What stood in posts and in figures of the audience before an import changed them is kept, so that taking the import back
puts it back."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REAL = sa.DOUBLE_PRECISION().with_variant(sa.REAL(), "sqlite")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME, AUDIENCE = "post_before", "audience_before"


def upgrade() -> None:
    parents = ("published_post", "import_run")
    op.create_table(
        NAME,
        *(sa.Column(f"{parent}_id", BIG, autoincrement=False, nullable=False) for parent in parents),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("was", t.JsonText(), nullable=False),
        sa.CheckConstraint("json_valid(was)", name=op.f(f"ck_{NAME}_was_json")).ddl_if(dialect="sqlite"),
        *(
            sa.ForeignKeyConstraint(
                [f"{parent}_id"], [f"{parent}.id"], name=op.f(f"fk_{NAME}_{parent}_id"), ondelete="CASCADE"
            )
            for parent in parents
        ),
        sa.PrimaryKeyConstraint("published_post_id", "import_run_id", "part", name=op.f(f"pk_{NAME}")),
        sqlite_strict=True,
    )
    op.create_index(f"ix_{NAME}_import_run_id", NAME, ["import_run_id"], unique=False)
    op.create_table(
        AUDIENCE,
        *(
            sa.Column(f"{parent}_id", BIG, autoincrement=False, nullable=False)
            for parent in ("audience_figure", "import_run")
        ),
        sa.Column("was_value", REAL, nullable=False),
        sa.Column("was_unit", sa.Text(), nullable=False),
        sa.Column("was_at_most", t.Flag(), nullable=False),
        sa.Column("was_run_id", BIG, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{parent}_id"], [f"{parent}.id"], name=op.f(f"fk_{AUDIENCE}_{parent}_id"), ondelete="CASCADE"
            )
            for parent in ("audience_figure", "import_run")
        ),
        sa.CheckConstraint("was_at_most IN (0, 1)", name=op.f(f"ck_{AUDIENCE}_was_at_most_flag")).ddl_if(
            dialect="sqlite"
        ),
        sa.PrimaryKeyConstraint("audience_figure_id", "import_run_id", name=op.f(f"pk_{AUDIENCE}")),
        sqlite_strict=True,
    )
    op.create_index(f"ix_{AUDIENCE}_import_run_id", AUDIENCE, ["import_run_id"], unique=False)
