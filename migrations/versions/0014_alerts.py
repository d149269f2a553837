"""Make the table of urgent alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_OPEN = sa.text("acknowledged_at IS NULL AND cancelled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("count >= 1", name=op.f("ck_alert_count")),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_alert_severity")),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_alert_commune_id_team_id_team")
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_alert_commune_id_village_id_village"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_alert")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_commune_id_received_at"), ["commune_id", "received_at"], unique=False)
        batch_op.create_index(
            "ix_alert_open", ["commune_id", "received_at"], unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN
        )
        batch_op.create_index("uq_alert_incident", ["commune_id", "team_id", "incident_id"], unique=True)


def downgrade() -> None:
    op.drop_table("alert")
