"""Files that the worker makes, and keys by which programs read exports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"
_OPEN = sa.text("state IN ('queued','running')")


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "export_job",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("ending", sa.String(length=8), nullable=False),
        sa.Column("asked", _JSON, nullable=False),
        sa.Column("columns", _JSON, nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("asked_at", nullable=False),
        _moment("claimed_until"),
        _moment("done_at"),
        _moment("expires_at"),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=True),
        sa.CheckConstraint("state IN ('queued','running','done','failed','expired')", name=op.f("ck_export_job_state")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_export_job_account_id_account")),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_export_job_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_export_job")),
    )
    op.create_index(op.f("ix_export_job_commune_id_asked_at"), "export_job", ["commune_id", "asked_at"])
    op.create_index("ix_export_job_open", "export_job", ["asked_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        "export_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scopes", _JSON, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        _moment("made_at", nullable=False),
        _moment("expires_at", nullable=False),
        _moment("used_at"),
        _moment("revoked_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_export_key_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_export_key_token_hash")),
    )
    op.create_index(op.f("ix_export_key_account_id"), "export_key", ["account_id"])
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"CREATE POLICY books ON export_job USING ({_MAY})")
    op.execute("ALTER TABLE export_job ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("export_key")
    op.drop_table("export_job")
