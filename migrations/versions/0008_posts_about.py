"""Posts that were not planned here can be given a pillar and personas."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _pair("published_pillar", "pillar", "published_post_id")
    _pair("published_persona", "persona", "published_post_id", "persona_id")
    op.create_index("ix_published_persona_persona_id", "published_persona", ["persona_id"], unique=False)


def _pair(name: str, target: str, *key: str) -> None:
    parents = ("published_post", target)
    op.create_table(
        name,
        *(sa.Column(f"{parent}_id", BIG, autoincrement=False, nullable=False) for parent in parents),
        *(
            sa.ForeignKeyConstraint(
                [f"{parent}_id"], [f"{parent}.id"], name=op.f(f"fk_{name}_{parent}_id"), ondelete="CASCADE"
            )
            for parent in parents
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )
