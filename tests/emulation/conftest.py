"""What is asked of PostgreSQL alone."""

from tests.database_kinds import KIND

collect_ignore = ["test_fund_policies.py"] if KIND == "SQLite" else []
