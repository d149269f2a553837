"""The two kinds of database: copied in one moment while the server runs, and filled again from such a copy."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, Engine
from sqlalchemy.pool import NullPool

from app.backup.rules import DATABASES, BackupFault
from app.backup.service.pool import bring_to_disk
from app.web.wall import ALL

_IS_EMPTY = "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"

# A script of PostgreSQL looks into no schema by itself, SQLite calls its own "main".
_NEW_GENERATION = "UPDATE {schema}.instance SET value = '{generation}' WHERE name = 'restore_generation'"
_INSTALL = "On Debian: apt-get install postgresql-client"


class Database(Protocol):
    """One kind of database."""

    def copy_to(self, file: Path) -> Any:
        """Write a consistent copy; a context that gives a connection which sees exactly what the copy holds."""

    def check_is_empty(self) -> None:
        """``BackupFault`` unless nothing lies there that a restore would destroy."""

    def fill_from(self, file: Path, generation: str) -> None:
        """Make the database from a copy, whole and of this restore generation in one moment, or not at all."""


def database_of(engine: Engine) -> Database:
    """The database behind the application."""
    return Sqlite(engine.url) if engine.dialect.name == "sqlite" else Postgres(engine)


def name_of(engine: Engine) -> str:
    """What the copy is called."""
    return DATABASES[engine.dialect.name]


# Without the second word pg_dump refuses tables behind the second wall.
_WHOLE = ("--format=custom", "--enable-row-security")


class Sqlite:
    """A file."""

    def __init__(self, url: URL) -> None:
        self._file = Path(url.database or "")

    @contextmanager
    def copy_to(self, file: Path) -> Iterator[Connection]:
        with sqlite3.connect(self._file) as source:
            # One reading transaction from first page to last: writers go on meanwhile and are not in it.
            source.execute("VACUUM INTO ?", (str(file),))
        source.close()
        engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
        with engine.connect() as connection:
            fault = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
            if fault != "ok":
                raise BackupFault(f"The copy of the database is damaged: {fault}")
            yield connection
        engine.dispose()

    def check_is_empty(self) -> None:
        if self._file.exists() and self._file.stat().st_size > 0:
            raise BackupFault(f"{self._file} is there already. Move it away first; nothing was changed.")

    def fill_from(self, file: Path, generation: str) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self._file.with_name(f"{self._file.name}.restoring")
        unfinished.with_name(f"{unfinished.name}-journal").unlink(missing_ok=True)
        shutil.copyfile(file, unfinished)
        with sqlite3.connect(unfinished) as copy:
            copy.execute(_NEW_GENERATION.format(schema="main", generation=generation))
        copy.close()
        bring_to_disk(unfinished)
        for leftover in ("-wal", "-shm"):
            self._file.with_name(self._file.name + leftover).unlink(missing_ok=True)
        unfinished.replace(self._file)
        bring_to_disk(self._file.parent)


class Postgres:
    """A server, by its own tools ``pg_dump``, ``pg_restore`` and ``psql``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._address = engine.url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
        # In the environment and not among the words: those stand in the machine's list of processes.
        self._env = os.environ | ({"PGPASSWORD": str(engine.url.password)} if engine.url.password else {})
        # A backup holds every commune's book (app/web/wall.py).
        self._env["PGOPTIONS"] = f"{self._env.get('PGOPTIONS', '')} -c keng.books={ALL}".strip()

    @contextmanager
    def copy_to(self, file: Path) -> Iterator[Connection]:
        with self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            # What is read beside the dump is read in the very moment of the dump.
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            self._run("pg_dump", *_WHOLE, f"--snapshot={snapshot}", f"--file={file}", f"--dbname={self._address}")
            yield connection

    def check_is_empty(self) -> None:
        with self._engine.connect() as connection:
            if connection.execute(text(_IS_EMPTY)).scalar_one():
                raise BackupFault("The database has tables already. Name an empty one; nothing was changed.")

    def fill_from(self, file: Path, generation: str) -> None:
        # BEGIN and COMMIT are ours: whatever ends before its time, psql hears no COMMIT, and nothing stays.
        psql = ("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={self._address}")
        script = ("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(file))
        with tempfile.TemporaryFile() as said:
            target = self._start(*psql, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
            assert target.stdin is not None
            broken = -1
            with target, suppress(BrokenPipeError), target.stdin as line:
                line.write(b"BEGIN;\n")
                line.flush()
                broken = self._start(*script, stdout=line, stderr=said).wait()
                if not broken:
                    begin = _NEW_GENERATION.format(schema="public", generation=generation)
                    line.write(f"{begin};\nCOMMIT;\n".encode())
            said.seek(0)
            if broken or target.returncode:
                raise BackupFault(f"The database could not be filled: {said.read().decode().strip()[-500:]}")

    def _start(self, *words: str, **streams: Any) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(words, env=self._env, **streams)
        except FileNotFoundError:
            raise BackupFault(f"{words[0]} is not here. {_INSTALL}") from None

    def _run(self, tool: str, *words: str) -> None:
        try:
            done = subprocess.run([tool, *words], capture_output=True, text=True, check=False, env=self._env)
        except FileNotFoundError:
            raise BackupFault(f"{tool} is not here. {_INSTALL}") from None
        if done.returncode:
            raise BackupFault(f"{tool} failed: {done.stderr.strip()[-500:]}")
