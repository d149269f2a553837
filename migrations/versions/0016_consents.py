"""Write down the consents that members give and withdraw, and when the oldest position of a body was read."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_HOLDERS = {"report_version": "body", "supplement": "body", "parked_operation": "operation"}
_THERE = sa.text("oldest_position_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_consent_commune_id_team_id_team"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "member_id"],
            ["member.commune_id", "member.id"],
            name=op.f("fk_consent_commune_id_member_id_member"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_commune_id_member_id"), ["commune_id", "member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_commune_id_team_id"), ["commune_id", "team_id"], unique=False)
    for table, body in _HOLDERS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("oldest_position_at", sa.DateTime(timezone=True), nullable=True))
        # Until it is read again, what came with a position counts as read when it came.
        op.execute(f"UPDATE {table} SET oldest_position_at = at WHERE CAST({body} AS TEXT) LIKE '%\"lat\"%'")
        name, columns = f"ix_{table}_position", ["oldest_position_at"]
        op.create_index(name, table, columns, sqlite_where=_THERE, postgresql_where=_THERE)


def downgrade() -> None:
    for table in _HOLDERS:
        op.drop_index(f"ix_{table}_position", table_name=table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("oldest_position_at")
    op.drop_table("consent")
