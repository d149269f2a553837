"""How databases for tests are made, copied and set back: on SQLite files and on a PostgreSQL server."""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

TEMPLATE = "template"
# What this run of the tests asks for.
KIND = "SQLite" if (os.environ.get("KENG_TEST_DATABASE") or "sqlite") == "sqlite" else "PostgreSQL"


class Databases(Protocol):
    """A maker of databases. Names are short and unique within the run; addresses are SQLAlchemy's."""

    def make_empty(self, name: str) -> str:
        """Make a database without tables; returns its address."""

    def finish_template(self) -> None:
        """Note what the template holds, once it is filled and nobody is connected to it."""

    def copy_template(self, name: str) -> str:
        """Make a database like the template; returns its address."""

    def set_back(self, url: str) -> None:
        """Give a copy the template's rows again; its users may stay connected, but in no transaction."""

    def drop(self, name: str) -> None:
        """Remove a database, disconnecting its users."""

    def drop_all(self) -> None:
        """Remove everything this run has made."""


class SqliteDatabases:
    """Files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def make_empty(self, name: str) -> str:
        """The file itself appears with its first table."""
        return f"sqlite:///{self._file(name)}"

    def finish_template(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the template."""
        with sqlite3.connect(self._file(TEMPLATE)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def copy_template(self, name: str) -> str:
        """Copy the file."""
        shutil.copyfile(self._file(TEMPLATE), self._file(name))
        return self.make_empty(name)

    def set_back(self, url: str) -> None:
        """Copy the template page by page through SQLite, which keeps open connections right."""
        source = sqlite3.connect(self._file(TEMPLATE))
        target = sqlite3.connect(str(make_url(url).database))
        try:
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)
        finally:
            source.close()
            target.close()

    def drop(self, name: str) -> None:
        """Remove the file and its log."""
        for path in self.folder.glob(f"{name}.sqlite3*"):
            path.unlink()

    def drop_all(self) -> None:
        """The folder goes as a whole."""


_END_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pg_has_role(usesysid, 'MEMBER')
"""


class PostgresDatabases:
    """Databases of one server, their names beginning with the run's prefix.

    Setting back by dropping and copying the template takes about ten times longer than emptying the tables
    that got rows, so that is done instead. Tables the template fills are kept twice: the second copy, in the schema
    ``kept``, restores them when their rows have changed, which the newest writing transaction (``xmin``) tells.
    """

    def __init__(self, server: str, prefix: str) -> None:
        self.server = make_url(server)
        self.prefix = prefix
        self._connections: dict[str, psycopg.Connection] = {}
        self._kept: dict[str, dict[str, tuple[int, int]]] = {}

    def _name(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def _url(self, name: str) -> str:
        return self.server.set(database=self._name(name)).render_as_string(hide_password=False)

    def _connect(self, database: str | None) -> psycopg.Connection:
        url = self.server.set(drivername="postgresql", database=database)
        # Its own deeds are behind no wall (app/web/wall.py).
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, options="-c keng.books=*")

    def _on_server(self, command: str, *names: str) -> None:
        with self._connect(self.server.database) as connection:
            connection.execute(sql.SQL(command).format(*(sql.Identifier(name) for name in names)))

    def make_empty(self, name: str) -> str:
        """Make it from the server's own empty template."""
        self._on_server("CREATE DATABASE {} TEMPLATE template0", self._name(name))
        return self._url(name)

    def finish_template(self) -> None:
        """Put a second copy of every table with rows into the schema ``kept``."""
        with self._connect(self._name(TEMPLATE)) as connection:
            connection.execute("CREATE SCHEMA kept")
            for table in map(sql.Identifier, _tables(connection)):
                if connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).fetchone():
                    connection.execute(sql.SQL("CREATE TABLE kept.{0} AS TABLE public.{0}").format(table))
            connection.execute("VACUUM ANALYZE")

    def copy_template(self, name: str) -> str:
        """Copy it on the server."""
        self._on_server("CREATE DATABASE {} TEMPLATE {}", self._name(name), self._name(TEMPLATE))
        return self._url(name)

    def set_back(self, url: str) -> None:
        """Empty what got rows, restore what changed; one question when nothing has happened."""
        name = str(make_url(url).database)
        if name not in self._connections:
            connection = self._connections[name] = self._connect(name)
            self._kept[name] = _state(connection, _tables(connection, "kept"))
        connection, kept = self._connections[name], self._kept[name]
        now = _state(connection, _tables(connection))
        changed = [table for table, state in now.items() if state != kept.get(table, (0, 0))]
        if changed:
            _restore(connection, changed, kept)
            now = _state(connection, changed)
            kept.update({table: state for table, state in now.items() if table in kept})

    def drop(self, name: str) -> None:
        """Drop it on the server."""
        self._drop(self._name(name))

    def drop_all(self) -> None:
        """Drop every database that carries the run's prefix."""
        with self._connect(self.server.database) as connection:
            like = self.prefix.replace("_", r"\_") + "%"
            found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (like,)).fetchall()
        for (name,) in found:
            self._drop(name)

    def _drop(self, name: str) -> None:
        # WITH (FORCE) is refused while the server's own vacuum is at work there: only an administrator may end that. Without
        # it the server sends its vacuum away by itself, and waits some seconds for those that were told to go.
        with self._connect(self.server.database) as connection:
            connection.execute(_END_SESSIONS, (name,))
        self._on_server("DROP DATABASE IF EXISTS {}", name)


def _tables(connection: psycopg.Connection, schema: str = "public") -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", (schema,))
    return [name for (name,) in rows.fetchall()]


def _state(connection: psycopg.Connection, tables: list[str]) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and which transaction wrote the newest of them."""
    if not tables:
        return {}
    question = sql.SQL("SELECT {}, count(*), coalesce(max(xmin::text::bigint), 0) FROM public.{}")
    questions = [question.format(sql.Literal(table), sql.Identifier(table)) for table in tables]
    rows = connection.execute(sql.SQL(" UNION ALL ").join(questions)).fetchall()
    return {name: (number, newest) for name, number, newest in rows}


# Tables from which no policy lets anybody delete a row.
_ADDED_ONLY = "SELECT tablename FROM pg_policies GROUP BY tablename HAVING bool_and(cmd NOT IN ('ALL', 'DELETE'))"


def _restore(connection: psycopg.Connection, changed: list[str], kept: dict[str, tuple[int, int]]) -> None:
    """In one transaction with foreign keys asleep, as rows go and come in the order of the alphabet."""
    commands = [sql.SQL("SET LOCAL session_replication_role = replica")]
    added_only = {name for (name,) in connection.execute(_ADDED_ONLY).fetchall()}
    for table in changed:
        empty = "TRUNCATE public.{}" if table in added_only else "DELETE FROM public.{}"
        commands.append(sql.SQL(empty).format(sql.Identifier(table)))
        if table in kept:
            again = "INSERT INTO public.{0} SELECT * FROM kept.{0}"
            commands.append(sql.SQL(again).format(sql.Identifier(table)))
    with connection.transaction():
        connection.execute(sql.SQL("; ").join(commands))
