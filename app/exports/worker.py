"""The worker's part: files that were ordered, made one by one beside the photos.

A worker that is asked to stop puts the file back; one that is killed loses its lease, and the next one begins anew.
"""

import threading
import time
from collections.abc import Iterator

import structlog
from flask import current_app, g

from app.core import clock
from app.core.errors import DomainError
from app.exports import service
from app.exports.orders import make_ready, watched_pieces
from app.exports.queries import jobs as queries
from app.exports.service import Taken
from app.people.actors import find_person
from app.photos.store import BlobStore, StoreDown, file_key, open_store
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import end_reading

_SAY_ALIVE_EVERY = 2.0
log = structlog.get_logger()


class _Ended(Exception):
    """The file is not ours any more, or the worker has to stop."""


class _Watch:
    """Holds on to a file while it is made, and breaks off when it must not go on."""

    def __init__(self, taken: Taken, stop: threading.Event) -> None:
        self.taken: Taken | None = taken
        self.size = 0
        self._stop, self._done, self._said = stop, 0, time.monotonic()

    def told(self, done: int) -> None:
        """So many rows or photos are done."""
        self._done = done
        self._breathe()

    def through(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces, counted."""
        for piece in pieces:
            self.size += len(piece)
            self._breathe()
            yield piece

    def _breathe(self) -> None:
        if self._stop.is_set():
            raise _Ended
        if self.taken is not None and time.monotonic() - self._said > _SAY_ALIVE_EVERY:
            self.taken = service.say_alive(self.taken, self._done)
            self._said = time.monotonic()
        if self.taken is None:
            raise _Ended


def make_one(store: BlobStore, stop: threading.Event) -> bool:
    """Make the next file that waits; False when none does."""
    waits = queries.anything_to_do(clock.now())
    end_reading()
    taken = service.take_up() if waits else None
    if taken is None:
        return False
    # A context of its own: words and names are those of who ordered it.
    with current_app.app_context():
        _make(taken, store, stop)
    return True


def _make(taken: Taken, store: BlobStore, stop: threading.Event) -> None:
    watch, started = _Watch(taken, stop), time.monotonic()
    try:
        _write(taken, store, watch)
    except DomainError as refusal:
        service.fail(watch.taken or taken, refusal.problem.slug[:20])
    except StoreDown as error:
        # The lease stays: it is tried again when that has run out, and given up after some times.
        log.warning("export.storage-down", job=str(taken.id), why=str(error))
    except Exception as error:
        if watch.taken is not None and stop.is_set():
            service.put_back(watch.taken)
        elif watch.taken is not None and not isinstance(error, _Ended):
            log.error("export.failed", job=str(taken.id), why=type(error).__name__)
            service.fail(watch.taken, "broken")
    else:
        log.info("export.done", job=str(taken.id), bytes=watch.size, ms=round((time.monotonic() - started) * 1000))


def _write(taken: Taken, store: BlobStore, watch: _Watch) -> None:
    actor = find_person(taken.account_id)
    g.keng_actor = actor
    if actor.role != taken.role or actor.commune_id != taken.commune_id:
        service.fail(taken, "role")
        return
    ready = make_ready(actor, taken.order(actor), clock.now(), taken.job.total)
    pieces = watched_pieces(actor, ready, db.engine, store, watch.told)
    end_reading()
    store.put_pieces(file_key(taken.commune_id, taken.id), watch.through(pieces))
    if watch.taken is not None:
        service.finish(watch.taken, watch.size)


def forget_over() -> int:
    """The worker's chore: files whose days are over go."""
    return service.forget_files(open_store(current_app.config[SETTINGS].storage_url))
