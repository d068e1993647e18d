"""What of ours went out in some days is found without looking at every post."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_variant_profile_id_published_at", "variant", ["profile_id", "published_at"], unique=False)
