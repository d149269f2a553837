"""Give the database a name of its own and its first restore generation: the epoch where PostgreSQL has none."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

instance = sa.table("instance", sa.column("name", sa.String), sa.column("value", sa.String))


def upgrade() -> None:
    op.bulk_insert(
        instance,
        [{"name": "name", "value": secrets.token_hex(8)}, {"name": "restore_generation", "value": "1"}],
    )


def downgrade() -> None:
    op.execute(instance.delete())
