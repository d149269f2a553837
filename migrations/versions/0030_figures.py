"""What nights add up to: a team's night, a village's month, its approved incidents by category."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

COUNTED = (
    "planned",
    "called_off",
    "unreported",
    "received",
    "on_time",
    "sent_back",
    "returned",
    "approved",
    "nights",
    "quiet",
    "turns",
    "guests",
    "minutes",
    "person_minutes",
    "rounds",
    "passes",
    "incidents",
    "grave",
    "activities",
    "reminders",
    "helped",
)
_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"


def _numbers(names: tuple[str, ...]) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "team_night",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("members", _JSON, nullable=False),
        sa.Column("waits", _JSON, nullable=False),
        sa.Column("kinds", _JSON, nullable=False),
        *_numbers(COUNTED),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_team_night_commune_id_team_id_team")
        ),
        sa.PrimaryKeyConstraint("commune_id", "team_id", "night", name=op.f("pk_team_night")),
    )
    op.create_index(op.f("ix_team_night_commune_id_night"), "team_night", ["commune_id", "night"])
    op.create_table(
        "village_month",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *_numbers(COUNTED),
        sa.PrimaryKeyConstraint("commune_id", "village_id", "month", name=op.f("pk_village_month")),
    )
    op.create_table(
        "village_kind",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("category", sa.String(length=4), nullable=False),
        *_numbers(("incidents", "grave", "people", "injured")),
        sa.PrimaryKeyConstraint("commune_id", "village_id", "month", "category", name=op.f("pk_village_kind")),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in ("team_night", "village_month", "village_kind"):
        op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("village_kind")
    op.drop_table("village_month")
    op.drop_table("team_night")
