"""Let PostgreSQL find words inside reports by trigrams, where it may have them.

Without the right to create the extension the search works the same, only by reading more rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEX = "ix_report_search_trgm"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    try:
        with connection.begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute(f"CREATE INDEX {INDEX} ON report USING gin (search gin_trgm_ops)")
    except (sa.exc.ProgrammingError, sa.exc.NotSupportedError, sa.exc.OperationalError) as refused:
        print(f"search stays without its index: {str(refused.orig).strip()}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP INDEX IF EXISTS {INDEX}")
