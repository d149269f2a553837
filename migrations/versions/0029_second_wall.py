"""On PostgreSQL, let a table show and take only the rows of the books that the transaction names (ADR 16)."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# Everything in which a commune's people write. Left out: by what we find out who asks, and what holds numbers alone; the
# search's lines, because words are sought there by functions that the wall would keep from the index.
TABLES = (
    "access_member",
    "access_note",
    "activity",
    "alert",
    "briefing",
    "checkpoint",
    "consent",
    "correction",
    "data_request",
    "deletion",
    "incident",
    "journal_check",
    "journal_note",
    "legal_hold",
    "matter",
    "matter_word",
    "member",
    "membership",
    "move_note",
    "notice",
    "notice_read",
    "operation",
    "parked_operation",
    "peak",
    "photo",
    "photo_cover",
    "planned_member",
    "planned_shift",
    "redaction",
    "report",
    "report_version",
    "request_step",
    "return_reminder",
    "route",
    "setting_change",
    "silence",
    "supplement",
    "swap",
    "team",
    "upload_part",
    "village",
)
# Asked once a statement, not once a row: that is what the inner SELECT is for. Back from the pool the setting is '' and not
# NULL; both name no book.
_NAMED = "(SELECT current_setting('keng.books', true))"
_MAY = f"{_NAMED} = '*' OR commune_id = ANY ((SELECT string_to_array(current_setting('keng.books', true), ','))::text[])"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"CREATE POLICY books ON {table} USING ({_MAY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
        op.execute(f"DROP POLICY books ON {table}")
