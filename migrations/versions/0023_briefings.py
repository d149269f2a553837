"""Keep that a night was briefed, and which silences of a team were raised."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "briefing",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_briefing_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "night", name=op.f("pk_briefing")),
    )
    op.create_table(
        "silence",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("first_night", sa.Date(), nullable=False),
        sa.Column("last_night", sa.Date(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_silence_commune_id_team_id_team")
        ),
        sa.PrimaryKeyConstraint("commune_id", "team_id", "first_night", name=op.f("pk_silence")),
    )
    op.create_index(op.f("ix_silence_commune_id_over_at"), "silence", ["commune_id", "over_at"])


def downgrade() -> None:
    op.drop_table("silence")
    op.drop_table("briefing")
