"""Who was on duty and how long reports waited, by village, in months that are long over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"


def upgrade() -> None:
    op.create_table(
        "settled_month",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("members", _JSON, nullable=False),
        sa.Column("waits", _JSON, nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "village_id", "month", name=op.f("pk_settled_month")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY books ON settled_month USING ({_MAY})")
        op.execute("ALTER TABLE settled_month ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("settled_month")
