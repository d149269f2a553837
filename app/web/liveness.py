"""Whether a pooled connection still lives, asked only after it has rested.

SQLAlchemy's own question before every use (``pool_pre_ping``) is a round trip more for each transaction. A server that
restarts under a connection used within the last second shows as an error, which phones answer by sending again.
"""

import sqlite3
import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import Pool

_RESTED_SECONDS = 1.0
_KEY = "keng_used_at"


def register() -> None:
    """Watch every pool of this process; again is harmless."""
    if not event.contains(Pool, "checkout", _ask):
        event.listen(Pool, "checkin", _note_use)
        event.listen(Pool, "checkout", _ask)


def _note_use(_connection: Any, record: Any) -> None:
    record.info[_KEY] = time.monotonic()


def _ask(connection: Any, record: Any, _proxy: Any) -> None:
    used_at = record.info.get(_KEY)
    if used_at is None or time.monotonic() - used_at < _RESTED_SECONDS or isinstance(connection, sqlite3.Connection):
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        # The others of the pool are as old, so none of them is tried.
        raise InvalidatePoolError("the server went away") from error
