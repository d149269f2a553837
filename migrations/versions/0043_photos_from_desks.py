"""Photos that a desk brought: of no team, and perhaps of the whole commune."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("photo") as batch:
        batch.alter_column("team_id", existing_type=sa.Uuid(), nullable=True)
        batch.alter_column("village_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM photo WHERE team_id IS NULL OR village_id IS NULL"))
    with op.batch_alter_table("photo") as batch:
        batch.alter_column("village_id", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("team_id", existing_type=sa.Uuid(), nullable=False)
