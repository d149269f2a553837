"""Nights entered from the paper book, officers who stand in for others, reminders of returned reports."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("entered_by", sa.Uuid(), nullable=True))
    op.add_column("report", sa.Column("paper_why", sa.String(length=20), nullable=True))
    op.add_column("move_note", sa.Column("stood_for", sa.Uuid(), nullable=True))
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.alter_column("device_id", existing_type=sa.Uuid(), nullable=True)
    op.create_table(
        "stand_in",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stand_in_account_id_account")),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_stand_in_commune_id_unit")),
        sa.ForeignKeyConstraint(["deputy_id"], ["account.id"], name=op.f("fk_stand_in_deputy_id_account")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_stand_in")),
    )
    op.create_index(op.f("ix_stand_in_deputy_id_last_day"), "stand_in", ["deputy_id", "last_day"])
    op.create_table(
        "return_reminder",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=4), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stage IN ('soon','late')", name=op.f("ck_return_reminder_stage")),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_return_reminder_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "due_at", "stage", name=op.f("pk_return_reminder")),
    )
    op.create_index(op.f("ix_return_reminder_over_at"), "return_reminder", ["over_at"])


def downgrade() -> None:
    op.drop_table("return_reminder")
    op.drop_table("stand_in")
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.alter_column("device_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_column("move_note", "stood_for")
    op.drop_column("report", "paper_why")
    op.drop_column("report", "entered_by")
