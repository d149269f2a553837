"""Keep requests about personal data with their steps, legal holds, and what retention has deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('received','acknowledged')")


def upgrade() -> None:
    _make_requests()
    op.create_table(
        "legal_hold",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_legal_hold_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_commune_id_report_id"), "legal_hold", ["commune_id", "report_id"])
    op.create_table(
        "deletion",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_deletion_commune_id_unit")),
        sa.PrimaryKeyConstraint("commune_id", "kind", "id", name=op.f("pk_deletion")),
    )
    op.create_index(op.f("ix_deletion_commune_id_at"), "deletion", ["commune_id", "at"])


def _make_requests() -> None:
    op.create_table(
        "data_request",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("asker", sa.String(length=10), nullable=False),
        sa.Column("slip", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.String(length=500), nullable=False),
        sa.Column("processor", sa.Boolean(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("asker IN ('member','resident')", name=op.f("ck_data_request_asker")),
        sa.CheckConstraint(
            "state IN ('received','acknowledged','answered','refused','closed')", name=op.f("ck_data_request_state")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["unit.id"], name=op.f("fk_data_request_commune_id_unit")),
        sa.ForeignKeyConstraint(
            ["commune_id", "member_id"],
            ["member.commune_id", "member.id"],
            name=op.f("fk_data_request_commune_id_member_id_member"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_data_request")),
    )
    columns = ["commune_id", "due"]
    op.create_index("ix_data_request_open", "data_request", columns, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index(op.f("ix_data_request_commune_id_received_on"), "data_request", ["commune_id", "received_on"])
    op.create_table(
        "request_step",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("step IN ('acknowledge','extend','answer','refuse','close')", name=op.f("ck_request_step_step")),
        sa.ForeignKeyConstraint(
            ["commune_id", "request_id"],
            ["data_request.commune_id", "data_request.id"],
            name=op.f("fk_request_step_commune_id_request_id_data_request"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_request_step")),
    )
    op.create_index(op.f("ix_request_step_commune_id_request_id"), "request_step", ["commune_id", "request_id"])


def downgrade() -> None:
    op.drop_table("deletion")
    op.drop_table("legal_hold")
    op.drop_table("request_step")
    op.drop_table("data_request")
