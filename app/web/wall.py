"""The second wall, on PostgreSQL alone: each transaction names the books that it may read and write (ADR 16).

The first wall are the scope filters of the queries. Should one be forgotten, the database still shows no other commune's
rows: its policies (migration 0029) compare every row with ``keng.books``, which lives as long as the transaction.

Who names what: a request whose guard has found an actor, the actor's books; a province, which adds up communes, a public
door, a command or the worker, all (``*``); a request whose guard is still looking, none: it needs only the tables without
the wall.
"""

from flask import g, has_request_context
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from app.core.actor import Actor
from app.web.database import db

ALL = "*"
_OPTION = "keng_books"
# Said in the same breath, because a page's statements are many and small: helpers of a scan, or compiling it, take longer to
# begin (10 to 50 ms) than any of these takes to end. A session's own settings would be lost behind pgbouncer.
_PLAINLY = "set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)"
_NAME = f"SELECT set_config('keng.books', %s, true), {_PLAINLY}"


def books_named() -> str:
    """What a transaction that begins now names: communes by comma, ``*``, or nothing."""
    if not has_request_context():
        return ALL
    actor: Actor | None = g.get("keng_actor")
    if actor is None:
        return ""
    everywhere = actor.kind in ("nobody", "system") or actor.province_id is not None
    return ALL if everywhere else ",".join(actor.books)


@event.listens_for(Engine, "begin")
def _name_books(connection: Connection) -> None:
    books = connection.get_execution_options().get(_OPTION, books_named())
    if books and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_NAME, (books,))


def name_books_now() -> None:
    """Let the transaction in which the guard found the actor go on as the actor's."""
    if db.session().in_transaction() and db.engine.dialect.name == "postgresql":
        db.session.connection().exec_driver_sql(_NAME, (books_named(),))


def with_present_books(engine: Engine) -> Engine:
    """The engine for what goes on behind the request (a streamed answer): its transactions name the present books."""
    return engine.execution_options(**{_OPTION: books_named()})
