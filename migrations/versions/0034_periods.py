"""Reports of periods: their texts, and each form in which they were signed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"


def upgrade() -> None:
    op.create_table(
        "period_report",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("village_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('draft','signed','reopened')", name=op.f("ck_period_report_state")),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_period_report_commune_id_unit")),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"], ["team.commune_id", "team.id"], name=op.f("fk_period_report_commune_id_team_id_team")
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_period_report")),
    )
    op.create_index(op.f("ix_period_report_commune_id_kind_first"), "period_report", ["commune_id", "kind", "first"])
    op.create_table(
        "period_text",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["period_report.commune_id", "period_report.id"],
            name=op.f("fk_period_text_commune_id_report_id_period_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "part", name=op.f("pk_period_text")),
    )
    op.create_table(
        "period_version",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", _JSON, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("book_seq", sa.Integer(), nullable=False),
        sa.Column("book_chain", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["period_report.commune_id", "period_report.id"],
            name=op.f("fk_period_version_commune_id_report_id_period_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "version", name=op.f("pk_period_version")),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in ("period_report", "period_text", "period_version"):
        op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("period_version")
    op.drop_table("period_text")
    op.drop_table("period_report")
