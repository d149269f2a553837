"""Make the tables of roster."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_notice_commune_id_team_id_team"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_notice")),
    )
    op.create_table(
        "route",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("length_m", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_route_commune_id_team_id_team"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_route")),
    )
    with op.batch_alter_table("route", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_route_commune_id_team_id"), ["commune_id", "team_id"], unique=False)

    op.create_table(
        "checkpoint",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "route_id"],
            ["route.commune_id", "route.id"],
            name=op.f("fk_checkpoint_commune_id_route_id_route"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_checkpoint")),
    )
    with op.batch_alter_table("checkpoint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkpoint_commune_id_route_id"), ["commune_id", "route_id"], unique=False)

    op.create_table(
        "planned_shift",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("preset", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("route_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint("state IN ('planned','called-off')", name=op.f("ck_planned_shift_state")),
        sa.ForeignKeyConstraint(
            ["commune_id", "route_id"],
            ["route.commune_id", "route.id"],
            name=op.f("fk_planned_shift_commune_id_route_id_route"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_planned_shift_commune_id_team_id_team"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_planned_shift")),
    )
    with op.batch_alter_table("planned_shift", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_planned_shift_commune_id_night_team_id"),
            ["commune_id", "night", "team_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_planned_shift_commune_id_team_id_night_preset"),
            ["commune_id", "team_id", "night", "preset"],
            unique=True,
        )

    op.create_table(
        "planned_member",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "member_id"],
            ["member.commune_id", "member.id"],
            name=op.f("fk_planned_member_commune_id_member_id_member"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "shift_id"],
            ["planned_shift.commune_id", "planned_shift.id"],
            name=op.f("fk_planned_member_commune_id_shift_id_planned_shift"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("commune_id", "shift_id", "member_id", name=op.f("pk_planned_member")),
    )


def downgrade() -> None:
    op.drop_table("planned_member")
    with op.batch_alter_table("planned_shift", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_shift_commune_id_team_id_night_preset"))
        batch_op.drop_index(batch_op.f("ix_planned_shift_commune_id_night_team_id"))

    op.drop_table("planned_shift")
    with op.batch_alter_table("checkpoint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkpoint_commune_id_route_id"))

    op.drop_table("checkpoint")
    with op.batch_alter_table("route", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_route_commune_id_team_id"))

    op.drop_table("route")
    op.drop_table("notice")
