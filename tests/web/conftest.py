"""What is asked of PostgreSQL alone."""

from tests.database_kinds import KIND

# SQLite has no row-level security: scope alone guards there.
collect_ignore = ["test_second_wall.py"] if KIND == "SQLite" else []
