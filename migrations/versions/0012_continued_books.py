"""Let a commune keep on the books of those that were merged into it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("journal_head", schema=None) as batch_op:
        batch_op.add_column(sa.Column("continued_in", sa.String(length=12), nullable=True))
        batch_op.create_index(batch_op.f("ix_journal_head_continued_in"), ["continued_in"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_journal_head_continued_in_unit"), "unit", ["continued_in"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("journal_head", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_journal_head_continued_in_unit"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_journal_head_continued_in"))
        batch_op.drop_column("continued_in")
