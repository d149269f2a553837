"""Keep who asks whom to take a shift over, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "swap",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("asked_id", sa.Uuid(), nullable=False),
        sa.Column("return_id", sa.Uuid(), nullable=True),
        sa.Column("return_night", sa.Date(), nullable=True),
        sa.Column("return_preset", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('asked','agreed','refused','taken-back')", name=op.f("ck_swap_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "shift_id"],
            ["planned_shift.commune_id", "planned_shift.id"],
            name=op.f("fk_swap_commune_id_shift_id_planned_shift"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "asker_id"], ["member.commune_id", "member.id"], name=op.f("fk_swap_commune_id_asker_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "asked_id"], ["member.commune_id", "member.id"], name=op.f("fk_swap_commune_id_asked_id_member")
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_swap")),
    )
    with op.batch_alter_table("swap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_swap_commune_id_shift_id"), ["commune_id", "shift_id"])
        batch_op.create_index(batch_op.f("ix_swap_commune_id_return_id"), ["commune_id", "return_id"])


def downgrade() -> None:
    op.drop_table("swap")
