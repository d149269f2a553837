"""Let the office remind a phone of its trouble: the last reminder stands beside the phone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nudge_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("nudge_reason", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("nudge_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("nudge_by")
        batch_op.drop_column("nudge_reason")
        batch_op.drop_column("nudge_at")
