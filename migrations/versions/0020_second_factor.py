"""Keep second factors, where and how lately a desk showed its password, and until when a door waits."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.LargeBinary(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_second_factor_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("office_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("browser", sa.String(length=40), server_default="", nullable=False))
    op.execute("UPDATE office_session SET proven_at = made_at")
    with op.batch_alter_table("office_session", schema=None) as batch_op:
        batch_op.alter_column("proven_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    # Counts of the last minutes: nothing is lost with them.
    op.drop_table("attempt")
    op.create_table(
        "attempt",
        sa.Column("bucket", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_attempt")),
    )


def downgrade() -> None:
    op.drop_table("attempt")
    op.create_table(
        "attempt",
        sa.Column("bucket", sa.String(length=80), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("office_session", schema=None) as batch_op:
        batch_op.drop_column("browser")
        batch_op.drop_column("proven_at")
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
