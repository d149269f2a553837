"""The real server, held so that it can be broken: killed before any statement, disturbed between two, set back to a backup.

Requests go through the real doors (WSGI), in this process; the database is the real one of the tests.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import make_url

from app.core import clock
from app.journal import queries as journal
from app.mergers.service import merge_commune
from app.photos.images import Derivatives
from app.photos.store import MissingBlob
from app.photos.worker import develop_all
from app.registry.models import Asset
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.database_kinds import Databases
from tests.model.wire import Answer, Request


class Violation(AssertionError):
    """A promise was broken."""


class Crash(BaseException):
    """The process is killed: no handler may see this as an error of its own."""


class Fault(Exception):
    """The code stumbles."""


@dataclass
class Trouble:
    """What happens before statement ``at`` (from 0) of a request: ``crash``, ``busy``, ``fault``, or ``between``.

    ``between`` runs another request whole, at the first statement from ``at`` on where no write lock is held.
    """

    kind: str
    at: int
    other: Callable[[], None] | None = None
    over: bool = False


@dataclass(frozen=True)
class Backup:
    """A consistent copy of database and photos, made at ``at``."""

    at: datetime
    database: sqlite3.Connection
    blobs: dict[str, bytes]


class MemoryStore:
    """Where bytes lie, in memory: durability is not what is tried here."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.blobs[key] = data

    def get(self, key: str) -> bytes:
        if key not in self.blobs:
            raise MissingBlob(key)
        return self.blobs[key]


class Server:
    """The server with its database, its storage and its clock (``now``)."""

    def __init__(self, app: Flask, databases: Databases, url: str) -> None:
        self.app, self.databases, self.url = app, databases, url
        self.store = MemoryStore()
        self.now = datetime.now(UTC)
        self.restores = 0
        self.games = 0
        self.changes_epoch = True
        self._trouble: Trouble | None = None
        self._count = 0
        self._writing = False
        with app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "before_cursor_execute", self._before_statement)
        event.listen(self.engine, "commit", self._before_commit)
        event.listen(self.engine, "rollback", self._after_rollback)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _need_no_disk)
            self.engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file, which can be set back to a backup."""
        return self.engine.dialect.name == "sqlite"

    def reset(self, now: datetime) -> None:
        """The database as the template has it, the storage empty."""
        self.databases.set_back(self.url)
        self.store.blobs.clear()
        self.now, self.restores = now, 0
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.client = ActingClient(self.app)
        # The epoch is read once a connection.
        if self.is_sqlite:
            self.engine.dispose()

    # ── requests ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def serve(self, person: Person, request: Request, trouble: Trouble | None = None) -> Answer | None:
        """Let the server answer; None when it was killed over it."""
        path, _, query = request.path.partition("?")

        def ask() -> Answer:
            answer = self.client.open(
                path,
                as_=person,
                method=request.method,
                query_string=query,
                data=request.body,
                headers=request.headers,
            )
            return Answer(answer.status_code, dict(answer.headers), answer.get_data())

        answer = self.during(trouble, ask)
        if answer is not None:
            check_marks(request, answer)
        return answer

    def during(self, trouble: Trouble | None, work: Callable[[], Any]) -> Any:
        """Run ``work`` with trouble on its way; None when it was killed."""
        if trouble is not None and trouble.kind == "between" and not self.is_sqlite:
            # Here one thread cannot know which row locks the request holds: it could wait for itself.
            trouble = None
        before = self._trouble, self._count, self._writing
        self._trouble, self._count, self._writing = trouble, 0, False
        try:
            with clock.frozen(self.now):
                return work()
        except Crash:
            return None
        finally:
            self._trouble, self._count, self._writing = before

    def develop(self, trouble: Trouble | None = None) -> None:
        """What the worker does until nothing waits."""

        def work() -> None:
            with self.app.app_context():
                develop_all(self.store, lambda data: Derivatives(clean_jpeg=data, thumb_jpeg=data, width=8, height=8))  # type: ignore[arg-type]

        self.during(trouble, lambda: Context().run(work))

    def hang_gongs(self, gongs: Mapping[UUID, Person]) -> None:
        """A gong in the village of each of these people, in working order; the row alone, for the sake of the seconds."""
        with self.looking() as session:
            for key, person in gongs.items():
                asset = Asset(commune_id=person.commune_id, id=key, kind="gong", place="Nhà văn hóa", state="working")
                asset.village_id, asset.values, asset.changed_at = person.village_id, {}, self.now
                session.add(asset)
            session.commit()

    def merge(self, former: str, heir: str, on: date) -> None:
        """``flask commune merge``, whole or not at all."""

        def work() -> None:
            with self.app.app_context(), unit_of_work():
                merge_commune(former, heir, on=on)

        self.during(None, lambda: Context().run(work))

    def is_merged(self, former: str) -> bool:
        """Whether this history knows of the merger."""
        with self.looking():
            return journal.find_successor(former) is not None

    @contextmanager
    def looking(self) -> Iterator[Any]:
        """A session to look at the tables, undisturbed."""
        before, self._trouble = self._trouble, None
        with self.app.app_context():
            yield db.session
            db.session.expunge_all()
            db.session.rollback()
        self._trouble = before

    # ── trouble ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _before_statement(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self._meet()
        if statement.startswith("BEGIN IMMEDIATE"):
            self._writing = True

    def _before_commit(self, _connection: Any) -> None:
        self._meet()
        self._writing = False

    def _after_rollback(self, _connection: Any) -> None:
        self._writing = False

    def _meet(self) -> None:
        trouble = self._trouble
        if trouble is None or trouble.over:
            return
        self._count += 1
        if self._count <= trouble.at:
            return
        if trouble.kind == "between":
            if not self._writing and trouble.other is not None:
                trouble.over = True
                trouble.other()
            return
        trouble.over = True
        if trouble.kind == "crash":
            raise Crash
        if trouble.kind == "busy":
            raise sqlalchemy.exc.OperationalError("locked", {}, sqlite3.OperationalError("database is locked"))
        raise Fault

    # ── backup and restore ────────────────────────────────────────────────────────────────────────────────────────────

    def backup(self) -> Backup:
        """A consistent copy."""
        copy = sqlite3.connect(":memory:")
        with self._file() as source:
            source.backup(copy)
        return Backup(self.now, copy, dict(self.store.blobs))

    def restore(self, backup: Backup) -> None:
        """Everything as it was at the backup, under a new epoch."""
        self.restores += 1
        with self._file() as target:
            backup.database.backup(target)
            if self.changes_epoch:
                target.execute(
                    "UPDATE instance SET value = ? WHERE name = 'restore_generation'", (f"restored-{self.restores}",)
                )
                target.commit()
        self.store.blobs = dict(backup.blobs)
        self._begin_anew()

    @contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(str(make_url(self.url).database))
        connection.execute("PRAGMA synchronous=OFF")
        yield connection
        connection.close()


def _need_no_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def check_marks(request: Request, answer: Answer) -> None:
    """I14: every answer carries the marks of our server, and every refusal is a problem that can be read."""
    if answer.headers.get("Keng-Sync") != "1" or not answer.headers.get("Keng-Epoch"):
        raise Violation(f"I14 an answer without marks: {request.method} {request.path} {answer.status}")
    kind = answer.headers.get("Content-Type", "")
    if answer.status >= 400 and request.method != "HEAD" and not kind.startswith("application/problem+json"):
        raise Violation(f"I14 a refusal that is no problem: {request.path} {answer.status} {kind}")
