"""Rows as plain cells, and the fastest way that each database takes them: COPY, or ``executemany`` in large transactions."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from app.figures.rules import COUNTED, HAPPENED, NightFigures

Rows = dict[str, list[tuple[Any, ...]]]

# In an order in which foreign keys are content.
COLUMNS: dict[str, tuple[str, ...]] = {
    "operation": (
        "commune_id", "id", "hash", "kind", "schema", "team_id", "device_id", "actor_id", "shift_id", "report_id",
        "client_at", "at", "result", "receipt", "epoch",
    ),
    "report": (
        "commune_id", "id", "shift_id", "team_id", "village_id", "night", "preset", "source", "state", "version", "rev",
        "quiet", "severity", "started_at", "ended_at", "lead_id", "people", "absent", "guests", "rounds", "passes",
        "incidents", "activities", "reminders", "helped", "photos_expected", "photos_stored", "photos_ready",
        "photos_damaged", "supplements", "client_at", "offset_ms", "received_at", "changed_at", "decided_at", "decided_by",
        "due_at", "receipt", "search", "line",
    ),
    "report_version": (
        "commune_id", "report_id", "version", "operation_id", "schema", "body", "photos", "actor_id", "device_id",
        "client_at", "at",
    ),
    "incident": (
        "commune_id", "report_id", "id", "position", "category", "severity", "night", "at", "checkpoint_id", "people",
        "injured", "result",
    ),
    "search_line": (
        "place", "commune_id", "report_id", "incident_id", "team_id", "village_id", "night", "words",
    ),
    "activity": ("commune_id", "report_id", "id", "position", "category", "night", "at", "details"),
    "move_note": (
        "commune_id", "id", "report_id", "move", "from_state", "to_state", "version", "rev", "reasons", "fields", "comment",
        "due_at", "account_id", "at",
    ),
    "journal_note": (
        "commune_id", "seq", "id", "at", "kind", "subject_kind", "subject_id", "team_id", "actor", "device_id",
        "operation_id", "audience", "facts", "digest", "chain",
    ),
    "team_night": ("commune_id", "team_id", "night", "village_id", *NightFigures(None).cells(), *COUNTED),
    "village_month": ("commune_id", "village_id", "month", *COUNTED),
    "village_kind": ("commune_id", "village_id", "month", "category", *HAPPENED),
}  # fmt: skip
_FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
"""
_WALLS = """
    SELECT format('ALTER TABLE %%I NO FORCE ROW LEVEL SECURITY', relname),
           format('ALTER TABLE %%I FORCE ROW LEVEL SECURITY', relname)
    FROM pg_class WHERE relforcerowsecurity AND relname = ANY(%s)
"""
_INDEXES = """
    SELECT format('DROP INDEX %%I', indexname), indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename = ANY(%s)
    AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u'))
"""
_HEAD = "UPDATE journal_head SET seq = {0}, chain = {0} WHERE commune_id = {0}"


class SqliteLoader:
    """One transaction a block; nothing is durable until ``finish``."""

    def __init__(self, url: str) -> None:
        self._connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000", "temp_store=MEMORY"):
            self._connection.execute(f"PRAGMA {pragma}")

    def take_off_indexes(self) -> list[str]:
        """Drop the indexes; gives the commands that make them again."""
        names = ",".join(f"'{name}'" for name in COLUMNS)
        question = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL AND tbl_name IN ({names})"
        found = self._connection.execute(question).fetchall()
        for name, _make in found:
            self._connection.execute(f'DROP INDEX "{name}"')
        return [make for _name, make in found]

    def load(self, rows: Rows) -> None:
        """Write a block."""
        self._connection.execute("BEGIN IMMEDIATE")
        for name, columns in COLUMNS.items():
            marks = ",".join("?" * len(columns))
            self._connection.executemany(f"INSERT INTO {name} ({','.join(columns)}) VALUES ({marks})", rows[name])
        for commune_id, seq, chain in rows["journal_head"]:
            self._connection.execute(_HEAD.format("?"), (seq, chain, commune_id))
        self._connection.execute("COMMIT")

    def finish(self, commands: list[str]) -> None:
        """Make the indexes, check the foreign keys that the loading did not, and fold the log into the file."""
        for command in commands:
            self._connection.execute(command)
        wrong = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        assert wrong is None, f"a row of {wrong[0]} points nowhere"
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()


class PostgresLoader:
    """COPY, table by table, one transaction a block."""

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(address)
        for setting in ("keng.books = '*'", "TIME ZONE 'UTC'", "synchronous_commit = off", "maintenance_work_mem = '256MB'"):
            self._connection.execute(f"SET {setting}")  # type: ignore[arg-type]
        self._connection.commit()

    def take_off_indexes(self) -> list[str]:
        """Drop foreign keys, indexes and the second wall, which lets no COPY in; gives the commands that make them again."""
        commands: list[str] = []
        for question in (_WALLS, _FOREIGN_KEYS, _INDEXES):
            found = self._connection.execute(question, [list(COLUMNS)]).fetchall()  # type: ignore[arg-type]
            for drop, make in found:
                self._connection.execute(drop)
                commands.insert(0, make)
        self._connection.commit()
        return commands

    def load(self, rows: Rows) -> None:
        """Write a block."""
        with self._connection.cursor() as cursor:
            for name, columns in COLUMNS.items():
                if rows[name]:
                    named = ",".join(f'"{column}"' for column in columns)
                    with cursor.copy(f"COPY {name} ({named}) FROM STDIN") as copy:  # type: ignore[arg-type]
                        copy.write("".join(map(_copy_line, rows[name])))
            for commune_id, seq, chain in rows["journal_head"]:
                cursor.execute(_HEAD.format("%s"), (seq, chain, commune_id))  # type: ignore[arg-type]
        self._connection.commit()

    def finish(self, commands: list[str]) -> None:
        """Make indexes and foreign keys, which checks them, and let the planner know what has come."""
        for command in commands:
            self._connection.execute(command)  # type: ignore[arg-type]
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("ANALYZE")
        self._connection.close()


def _copy_line(row: Iterable[Any]) -> str:
    return "\t".join(map(_copy_cell, row)) + "\n"


def _copy_cell(cell: Any) -> str:
    if cell is None:
        return r"\N"
    if isinstance(cell, bytes):
        return rf"\\x{cell.hex()}"
    return cell.replace("\\", r"\\") if isinstance(cell, str) else str(cell)


def loader_for(url: str) -> SqliteLoader | PostgresLoader:
    """The loader of a database."""
    return SqliteLoader(url) if url.startswith("sqlite") else PostgresLoader(url)
