"""The database handle, the base of all tables, and the column types that both databases share."""

import sqlite3
from datetime import UTC as UTC_ZONE
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Engine, LargeBinary, MetaData, Table, TypeDecorator, Uuid, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, registry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTC(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite has no time zones, so the zone is taken off on the way in and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: it would mean two different times on two machines."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC_ZONE)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC_ZONE) if value.tzinfo is None else value.astimezone(UTC_ZONE)


JsonColumn = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Base(DeclarativeBase):
    """Base of all tables. Models use ``Base`` and name their table, so that they can live without Flask."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UTC,
            UUID: Uuid,
            bytes: LargeBinary,
            dict[str, Any]: JsonColumn,
            list[Any]: JsonColumn,
            list[str]: JsonColumn,
        },
    )


db = SQLAlchemy(model_class=Base)


def table_of(model: type[Base]) -> Table:
    """The plain table of a model: for the statements that are built once and run for every push."""
    return cast(Table, model.__table__)


def _render_item(kind: str, item: Any, context: Any) -> str | bool:
    """Write our column types into migrations by plain SQLAlchemy names, so that a migration never imports the app."""
    if kind != "type":
        return False
    if isinstance(item, UTC):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'
    return False


def _compare_object(_thing: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """Leave out what finds words: each database has its own way (ADR 14), so no model can name it."""
    found = name or ""
    index = kind == "index" and (found.endswith("_trgm") or found == "ix_search_line_words")
    table = kind == "table" and found.startswith("search_words")
    return not (reflected and (index or table))


migrate = Migrate(db=db, render_as_batch=True, compare_type=True, render_item=_render_item, include_object=_compare_object)


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """WAL, every commit on disk, foreign keys on. ``isolation_level=None`` leaves BEGIN to us."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=15000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """A writing transaction takes the write lock at once: a deferred one fails when it turns from reading to writing."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("keng_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
