"""Make the tables of journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_note",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column(
            "facts",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_access_note_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_access_note")),
    )
    with op.batch_alter_table("access_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_note_commune_id_at"), ["commune_id", "at"], unique=False)

    op.create_table(
        "journal_head",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_journal_head_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "journal_note",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(length=50), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column(
            "facts",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_journal_note_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "seq", name=op.f("pk_journal_note")),
    )
    with op.batch_alter_table("journal_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_note_commune_id_kind_seq"), ["commune_id", "kind", "seq"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_journal_note_commune_id_subject_id_kind_seq"),
            ["commune_id", "subject_id", "kind", "seq"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("journal_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_note_commune_id_subject_id_kind_seq"))
        batch_op.drop_index(batch_op.f("ix_journal_note_commune_id_kind_seq"))

    op.drop_table("journal_note")
    op.drop_table("journal_head")
    with op.batch_alter_table("access_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_note_commune_id_at"))

    op.drop_table("access_note")
