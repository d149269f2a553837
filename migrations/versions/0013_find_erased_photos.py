"""Find the few erased photos among the many by an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ERASED = sa.text("erased_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_photo_erased", "photo", ["erased_at"], sqlite_where=_ERASED, postgresql_where=_ERASED)


def downgrade() -> None:
    op.drop_index("ix_photo_erased", table_name="photo")
