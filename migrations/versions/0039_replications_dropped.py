"""Why a plan to replicate a model was dropped, and how often it changed."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("replication") as batch:
        batch.add_column(sa.Column("why", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("replication") as batch:
        batch.drop_column("version")
        batch.drop_column("why")
