"""Keep who changed a commune's settings, whose own a category is, and the peak periods."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    value = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("category", sa.Column("scope", sa.String(length=12), server_default="", nullable=False))
    op.create_table(
        "setting_change",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("before", value, nullable=True),
        sa.Column("value", value, nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_setting_change_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_setting_change")),
    )
    op.create_index(op.f("ix_setting_change_commune_id_key_at"), "setting_change", ["commune_id", "key", "at"])
    op.create_table(
        "peak",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("team_ids", value, nullable=False),
        sa.Column("nights_a_week", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_peak_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_peak")),
    )
    op.create_index(op.f("ix_peak_commune_id_first"), "peak", ["commune_id", "first"])


def downgrade() -> None:
    op.drop_table("peak")
    op.drop_table("setting_change")
    op.drop_column("category", "scope")
