"""Keep who has read a notice."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_read",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "notice_id"],
            ["notice.commune_id", "notice.id"],
            name=op.f("fk_notice_read_commune_id_notice_id_notice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_notice_read_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "member_id"],
            ["member.commune_id", "member.id"],
            name=op.f("fk_notice_read_commune_id_member_id_member"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "notice_id", "member_id", name=op.f("pk_notice_read")),
    )


def downgrade() -> None:
    op.drop_table("notice_read")
