"""What the book of models adds up to, day by day; figures of former units."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

TALLIED = (
    *("sites", "paused", "groups", "members", "eyes", "eyes_working", "boards", "roads", "metres", "needs"),
    *("built", "replicated", "strengthened", "ended", "activities", "shown", "people"),
)
_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"
WALLED = ("model_share", "model_sum", "model_tally")


def upgrade() -> None:
    op.create_table(
        "model_share",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("record", sa.String(length=8), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind_code", sa.String(length=8), nullable=True),
        sa.Column("given", _JSON, nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "record", "id", name=op.f("pk_model_share")),
    )
    op.create_table(
        "model_sum",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "day", "village_id", "measure", "kind", "state", name=op.f("pk_model_sum")),
    )
    op.create_table(
        "model_tally",
        sa.Column("span", sa.String(length=5), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in TALLIED),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("span IN ('day','five','month','year','all')", name=op.f("ck_model_tally_span")),
        sa.PrimaryKeyConstraint("span", "day", "commune_id", name=op.f("pk_model_tally")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_model_tally_commune_id"), "model_tally", ["commune_id"])
    op.create_table(
        "model_history",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.String(length=12), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("unit_id", sa.String(length=12), nullable=True),
        sa.Column("district", sa.String(length=120), nullable=False),
        sa.Column("former_province", sa.String(length=120), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("is_year", sa.Boolean(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("level IN ('district','province','commune')", name=op.f("ck_model_history_level")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_model_history_amount")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_model_history_province_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_model_history_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["model_history.id"], name=op.f("fk_model_history_replaced_by_model_history")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_history")),
    )
    op.create_index(op.f("ix_model_history_province_id"), "model_history", ["province_id"])
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in WALLED:
        op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    for table in ("model_history", "model_tally", "model_sum", "model_share"):
        op.drop_table(table)
