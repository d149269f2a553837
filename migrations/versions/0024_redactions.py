"""Keep what was covered in photos and texts, by whom and why."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_TO_COVER = sa.text("made_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "photo_cover",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("rectangles", _JSON, nullable=False),
        sa.Column("is_empty", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("commune_id", "sha256", name=op.f("pk_photo_cover")),
    )
    op.create_index("ix_photo_cover_waiting", "photo_cover", ["made_at"], sqlite_where=_TO_COVER, postgresql_where=_TO_COVER)
    op.create_table(
        "redaction",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("changes", _JSON, nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_redaction_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_redaction")),
    )
    op.create_index(op.f("ix_redaction_commune_id_report_id"), "redaction", ["commune_id", "report_id"])
    op.create_index(op.f("ix_redaction_commune_id_photo_id"), "redaction", ["commune_id", "photo_id"])


def downgrade() -> None:
    op.drop_table("redaction")
    op.drop_table("photo_cover")
