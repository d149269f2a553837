"""The epoch: which history this database tells (protocol.md §5).

PostgreSQL: system identifier and timeline, so that a fail-over shows. Elsewhere: the instance's own name. Behind both stands
the restore generation, which changes with every restore from a backup. It is read once per connection, because a connection
never outlives the server that it speaks to, and noted per thread whenever a connection is taken from the pool.
"""

import sqlite3
import threading
from typing import Any

import psycopg
from sqlalchemy import String, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.pool import Pool

from app.web.database import Base, db

_POSTGRES = (
    "SELECT system_identifier::text || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || ':' || value"
    " FROM pg_control_system(), instance WHERE name = 'restore_generation'"
)
_SQLITE = "SELECT group_concat(value, ':') FROM (SELECT value FROM instance ORDER BY name)"
_KEY = "keng_epoch"
_thread = threading.local()
# What any thread of this process heard last, for answers that are given while the database is away.
_latest = ""


class Instance(Base):
    """What is true of this database as a whole: ``name`` (a random one) and ``restore_generation``."""

    __tablename__ = "instance"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(80))


@event.listens_for(Pool, "checkout")
def _note_epoch(connection: Any, record: Any, _proxy: Any) -> None:
    global _latest
    if _KEY not in record.info:
        record.info[_KEY] = _read(connection)
    _thread.epoch = _latest = record.info[_KEY]


def _read(connection: Any) -> str:
    if isinstance(connection, sqlite3.Connection):
        try:
            row = connection.execute(_SQLITE).fetchone()
        except sqlite3.OperationalError:
            return "unmigrated"
        return str(row[0] or "unmigrated")
    try:
        with connection.cursor() as cursor:
            cursor.execute(_POSTGRES)
            row = cursor.fetchone()
    except psycopg.errors.UndefinedTable:
        row = None
    connection.rollback()
    return str(row[0]) if row else "unmigrated"


def current_epoch() -> str:
    """The epoch of the database that this thread last spoke to."""
    if not hasattr(_thread, "epoch"):
        with db.engine.connect():
            pass
    return str(_thread.epoch)


def last_epoch() -> str:
    """The same for an answer of any kind: where the database is away, what this process heard last, or nothing."""
    try:
        return current_epoch()
    except OperationalError:
        return _latest
