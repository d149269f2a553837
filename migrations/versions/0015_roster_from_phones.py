"""Let phones keep the roster: a shift counts its plans, and a planned member answers."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("planned_shift", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("planned_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer", sa.String(length=10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("planned_member", schema=None) as batch_op:
        batch_op.drop_column("answer")
    with op.batch_alter_table("planned_shift", schema=None) as batch_op:
        batch_op.drop_column("version")
