"""How Alembic reaches the application's database, on SQLite and on PostgreSQL."""

from typing import Any

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]
database = extension.db


def refuse_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no migration when nothing has changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def migrate_online() -> None:
    """Run the migrations in one transaction.

    SQLite rebuilds a table to change it, which foreign keys would forbid; they are checked again by every new connection.
    """
    arguments = dict(extension.configure_args)
    arguments.setdefault("process_revision_directives", refuse_empty)
    with database.engine.connect().execution_options(keng_writes=True) as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(connection=connection, target_metadata=database.metadata, **arguments)
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


if context.is_offline_mode():
    context.configure(url=str(database.engine.url), target_metadata=database.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    migrate_online()
