"""What stood in posts before an import changed them is kept, so that taking the import back puts it back."""

import sqlalchemy as sa
from alembic import op

from app.store import types as t

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "post_before"


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
