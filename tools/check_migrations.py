#!/usr/bin/env python3
"""Check that the migrations make exactly the tables of the models, on SQLite and on PostgreSQL, and go back again.

Run it beside a PostgreSQL:  tools/with_postgres.py .venv/bin/python tools/check_migrations.py
"""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = (("upgrade",), ("check",), ("downgrade", "base"), ("upgrade",))


def check(database_url: str, folder: Path) -> bool:
    """Walk the migrations there, compare, back and there again; prints what went wrong."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}
    environment |= {
        "KENG_SECRET_KEY": secrets.token_hex(32),
        "KENG_DATABASE_URL": database_url,
        "KENG_DATA_DIR": str(folder),
    }
    for step in STEPS:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", *step]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"flask db {' '.join(step)} on {database_url.partition(':')[0]}:", file=sys.stderr)
            print(done.stdout + done.stderr, file=sys.stderr)
            return False
    return True


def main() -> int:
    """Check both kinds, so that one run tells all that is wrong."""
    server = os.environ.get("KENG_TEST_DATABASE")
    if not server:
        sys.exit("KENG_TEST_DATABASE is not set: run this through tools/with_postgres.py")
    with tempfile.TemporaryDirectory(prefix="keng-migrations-") as name:
        folder = Path(name)
        results = [check(url, folder) for url in (f"sqlite:///{folder}/check.sqlite3", server)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
