"""What nights add up to, wider: checkpoints, nights that count for the allowance, grades, activities. Classes of teams.

The kept rows are thrown away: ``flask db upgrade`` is followed by a new count, as in a database from before the figures.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

COUNTED = ("points", "reached", "window", "severity1", "severity2", "severity3", "severity4")
TOLD = ("deeds", "on_duty", "stops")
_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"


def upgrade() -> None:
    _throw_away()
    for table, told in (("team_night", TOLD), ("village_month", ())):
        with op.batch_alter_table(table) as batch:
            for name in told:
                batch.add_column(sa.Column(name, _JSON, nullable=False))
            for name in COUNTED:
                batch.add_column(sa.Column(name, sa.Integer(), nullable=False))
    with op.batch_alter_table("checkpoint") as batch:
        batch.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "classing",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("level", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level IN ('xs','t','ht','kht','none')", name=op.f("ck_classing_level")),
        sa.CheckConstraint("step IN ('proposed','decided')", name=op.f("ck_classing_step")),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_classing_commune_id_team_id_team")
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_classing")),
    )
    op.create_index(op.f("ix_classing_commune_id_year_team_id"), "classing", ["commune_id", "year", "team_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY books ON classing USING ({_MAY})")
        op.execute("ALTER TABLE classing ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("classing")
    with op.batch_alter_table("checkpoint") as batch:
        batch.drop_column("begun_at")
    for table, told in (("team_night", TOLD), ("village_month", ())):
        with op.batch_alter_table(table) as batch:
            for name in (*COUNTED, *told):
                batch.drop_column(name)


def _throw_away() -> None:
    """The second wall would hide the rows from a DELETE that names no book."""
    for table in ("village_kind", "village_month", "team_night"):
        op.execute(f"TRUNCATE {table}" if op.get_bind().dialect.name == "postgresql" else f"DELETE FROM {table}")
