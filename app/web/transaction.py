"""When to commit, and what to do after: the only file that commits.

A writing door wears ``@transactional``: one request, one transaction. The push opens one ``unit_of_work()`` per operation
with the same rule. What must happen only once the change is durable is handed to ``after_commit``.
"""

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from flask import g

from app.web.database import db

View = TypeVar("View", bound=Callable[..., Any])
_JOBS = "_keng_after_commit"
_LAST = "_keng_before_commit"


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One writing transaction: commits at the end, rolls back on any error, then runs what waited for the commit.

    Looking up the actor ends its own reading transaction first, because SQLite cannot turn a reader into a writer.
    """
    db.session.rollback()
    setattr(g, _JOBS, [])
    setattr(g, _LAST, {})
    db.session.connection(execution_options={"keng_writes": True})
    try:
        yield
        for last, about in g.pop(_LAST).items():
            last(about)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        setattr(g, _JOBS, [])
        raise
    for job in g.pop(_JOBS, []):
        job()


def end_reading() -> None:
    """Give the connection back before slow work (images, storage): nobody waits for a database that we do not need now."""
    db.session.rollback()


def after_commit(job: Callable[[], None]) -> None:
    """Run ``job`` when the present transaction has committed; forget it when it fails."""
    getattr(g, _JOBS).append(job)


def before_commit(job: Callable[[set[Any]], None], about: Hashable) -> None:
    """Run ``job`` once as the last of the present transaction, with everything that it was asked to be about."""
    getattr(g, _LAST).setdefault(job, set()).add(about)


def transactional(view: View) -> View:
    """Wrap a writing door: everything its verb does commits together or not at all."""

    @functools.wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with unit_of_work():
            return view(*args, **kwargs)

    wrapped._keng_transaction = "one"  # type: ignore[attr-defined]
    return cast(View, wrapped)


def own_transactions(view: View) -> View:
    """Mark a door that opens its units of work itself (the push, a photo), for the test that walks all writing routes."""
    view._keng_transaction = "own"  # type: ignore[attr-defined]
    return view
