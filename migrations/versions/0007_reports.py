"""Make the tables of reports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "operation",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("shift_id", sa.Uuid(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "result",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=True,
        ),
        sa.Column("receipt", sa.String(length=8), nullable=False),
        sa.Column("epoch", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_operation")),
    )
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_operation_commune_id_device_id_at"),
            ["commune_id", "device_id", "at"],
            unique=False,
        )

    op.create_table(
        "parked_operation",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column(
            "problem",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "operation",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("resolution", sa.String(length=30), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("status IN ('conflict','held','rejected')", name=op.f("ck_parked_operation_status")),
        sa.PrimaryKeyConstraint("commune_id", "id", "hash", name=op.f("pk_parked_operation")),
    )
    with op.batch_alter_table("parked_operation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_parked_operation_commune_id_report_id"), ["commune_id", "report_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_parked_operation_commune_id_settled_at_at"),
            ["commune_id", "settled_at", "at"],
            unique=False,
        )

    op.create_table(
        "supplement",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column(
            "body",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "photos",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('part','addendum')", name=op.f("ck_supplement_kind")),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_supplement")),
    )
    with op.batch_alter_table("supplement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supplement_commune_id_shift_id"), ["commune_id", "shift_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("preset", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("guests", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.Column("activities", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("photos_expected", sa.Integer(), nullable=False),
        sa.Column("photos_stored", sa.Integer(), nullable=False),
        sa.Column("photos_ready", sa.Integer(), nullable=False),
        sa.Column("photos_damaged", sa.Integer(), nullable=False),
        sa.Column("supplements", sa.Integer(), nullable=False),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offset_ms", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.String(length=8), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column(
            "line",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('submitted','approved','returned','rejected','withdrawn','locked')",
            name=op.f("ck_report_state"),
        ),
        sa.CheckConstraint("version >= 1 AND rev >= 1", name=op.f("ck_report_counters")),
        sa.ForeignKeyConstraint(
            ["commune_id", "team_id"],
            ["team.commune_id", "team.id"],
            name=op.f("fk_report_commune_id_team_id_team"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "village_id"],
            ["village.commune_id", "village.id"],
            name=op.f("fk_report_commune_id_village_id_village"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_commune_id_night_id"), ["commune_id", "night", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_report_commune_id_state_night_id"),
            ["commune_id", "state", "night", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_report_commune_id_team_id_night_id"),
            ["commune_id", "team_id", "night", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_report_commune_id_village_id_night_id"),
            ["commune_id", "village_id", "night", "id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_report_live_shift",
            ["commune_id", "shift_id"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('withdrawn','rejected')"),
            postgresql_where=sa.text("state NOT IN ('withdrawn','rejected')"),
        )

    op.create_table(
        "activity",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=4), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "details",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_activity_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "id", name=op.f("pk_activity")),
    )
    op.create_table(
        "correction",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column(
            "changes",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_correction_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_commune_id_report_id"), ["commune_id", "report_id"], unique=False)

    op.create_table(
        "incident",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=4), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("injured", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_incident_severity")),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_incident_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_commune_id_category_night"),
            ["commune_id", "category", "night"],
            unique=False,
        )

    op.create_table(
        "move_note",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.String(length=12), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=False),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column(
            "reasons",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "fields",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_move_note_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "id", name=op.f("pk_move_note")),
    )
    with op.batch_alter_table("move_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_move_note_commune_id_report_id_at"),
            ["commune_id", "report_id", "at"],
            unique=False,
        )

    op.create_table(
        "report_version",
        sa.Column("commune_id", sa.String(length=12), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column(
            "body",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "photos",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_id", "report_id"],
            ["report.commune_id", "report.id"],
            name=op.f("fk_report_version_commune_id_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("commune_id", "report_id", "version", name=op.f("pk_report_version")),
    )


def downgrade() -> None:
    op.drop_table("report_version")
    with op.batch_alter_table("move_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_move_note_commune_id_report_id_at"))

    op.drop_table("move_note")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_commune_id_category_night"))

    op.drop_table("incident")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_commune_id_report_id"))

    op.drop_table("correction")
    op.drop_table("activity")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_report_live_shift",
            sqlite_where=sa.text("state NOT IN ('withdrawn','rejected')"),
            postgresql_where=sa.text("state NOT IN ('withdrawn','rejected')"),
        )
        batch_op.drop_index(batch_op.f("ix_report_commune_id_village_id_night_id"))
        batch_op.drop_index(batch_op.f("ix_report_commune_id_team_id_night_id"))
        batch_op.drop_index(batch_op.f("ix_report_commune_id_state_night_id"))
        batch_op.drop_index(batch_op.f("ix_report_commune_id_night_id"))

    op.drop_table("report")
    with op.batch_alter_table("supplement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplement_commune_id_shift_id"))

    op.drop_table("supplement")
    with op.batch_alter_table("parked_operation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parked_operation_commune_id_settled_at_at"))
        batch_op.drop_index(batch_op.f("ix_parked_operation_commune_id_report_id"))

    op.drop_table("parked_operation")
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_operation_commune_id_device_id_at"))

    op.drop_table("operation")
