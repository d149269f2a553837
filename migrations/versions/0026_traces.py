"""Find accesses by person, by record and by the member whose position was shown; keep how far a check of a journal came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_BY = ("account_id", "subject_id")


def upgrade() -> None:
    for column in _BY:
        op.create_index(op.f(f"ix_access_note_commune_id_{column}_at"), "access_note", ["commune_id", column, "at"])
    op.create_table(
        "access_member",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("access_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "access_id"],
            ["access_note.commune_id", "access_note.id"],
            name=op.f("fk_access_member_commune_id_access_id_access_note"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("commune_id", "access_id", "member_id", name=op.f("pk_access_member")),
    )
    op.create_index(
        op.f("ix_access_member_commune_id_member_id_access_id"), "access_member", ["commune_id", "member_id", "access_id"]
    )
    op.create_table(
        "journal_check",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.Column("fault_count", sa.Integer(), nullable=False),
        sa.Column(
            "faults",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_journal_check_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", name=op.f("pk_journal_check")),
    )


def downgrade() -> None:
    op.drop_table("journal_check")
    op.drop_table("access_member")
    for column in _BY:
        op.drop_index(op.f(f"ix_access_note_commune_id_{column}_at"), table_name="access_note")
