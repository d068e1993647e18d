"""Posts are counted by profile and day in an index, without their texts being passed over."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_published_post_profile_id_day", "published_post")
    op.create_index(
        "ix_published_post_profile_id_day",
        "published_post",
        ["profile_id", "day", "variant_id", "format", "import_run_id"],
        unique=False,
    )
