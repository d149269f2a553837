"""The worker: takes stored photos one by one, makes their clean pictures, and every hour sweeps up.

Any number of workers may run. One that is killed loses nothing: its photo is taken up again when its lease has run out.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.core import clock
from app.photos import queries, service
from app.photos.images import DamagedImage, Derivatives
from app.photos.service import Taken
from app.photos.store import BlobStore, MissingBlob, StoreDown
from app.web.transaction import end_reading

# ``(bytes as sent, rectangles to paint over) → the pictures``; the second one may be left out.
Develop = Callable[..., Derivatives]
_STORE_PAUSE = timedelta(seconds=30)
_SWEEP_EVERY = 3600.0
Chore = Callable[[], object]
_chores: list[Chore] = []
# ``(storage, stop) → whether there was something to do``: work beside the photos, which it must never keep waiting.
Mate = Callable[[BlobStore, threading.Event], bool]
_mates: list[Mate] = []
log = structlog.get_logger()


def register_chore(chore: Chore) -> None:
    """Let the worker do ``chore()`` too when it sweeps up: what a room above photos has to let go in time."""
    if chore not in _chores:
        _chores.append(chore)


def register_mate(mate: Mate) -> None:
    """Let the worker do ``mate`` again and again in a thread of its own: long work of a room above photos."""
    if mate not in _mates:
        _mates.append(mate)


def develop_one(store: BlobStore, develop: Develop) -> bool:
    """Cover the next picture that waits for it, else bring the next stored photo to ``ready`` or ``damaged``.

    False when nothing waits.
    """
    if cover_one(store, develop):
        return True
    taken = service.take_up()
    if taken is None:
        return False
    try:
        _finish(taken, store, develop)
    except MissingBlob:
        log.error("photo.bytes-missing", commune=taken.commune_id, photo=str(taken.id))
        service.expect_again(taken)
    except StoreDown as error:
        log.warning("photo.storage-down", photo=str(taken.id), why=str(error))
        service.put_back(taken, until=clock.now() + _STORE_PAUSE)
    return True


def _finish(taken: Taken, store: BlobStore, develop: Develop) -> None:
    started = time.monotonic()
    data = service.read_original(taken, store)
    try:
        made = develop(data)
    except DamagedImage as damage:
        log.info("photo.damaged", photo=str(taken.id), why=str(damage))
        service.mark_damaged(taken, service.CANNOT_BE_DECODED)
        return
    service.put_derivatives(taken, store, clean=made.clean_jpeg, thumb=made.thumb_jpeg)
    service.mark_ready(taken, made.width, made.height)
    log.info("photo.ready", photo=str(taken.id), ms=round((time.monotonic() - started) * 1000))


def cover_one(store: BlobStore, develop: Develop) -> bool:
    """Make the redacted copy of the next picture in which something is to be covered; False when none waits."""
    taken = service.take_up_cover()
    if taken is None:
        return False
    try:
        made = develop(service.read_covered(taken, store), taken.rectangles)
        service.put_covered(taken, store, picture=made.clean_jpeg, thumb=made.thumb_jpeg)
    except (DamagedImage, MissingBlob, StoreDown) as error:
        # Nobody sees the picture meanwhile.
        log.error("photo.not-covered", commune=taken.commune_id, why=type(error).__name__)
        service.put_cover_back(taken, until=clock.now() + _STORE_PAUSE)
        return True
    service.mark_covered(taken)
    return True


def _sweep(store: BlobStore) -> None:
    service.purge_parts()
    try:
        service.delete_erased(store=store)
    except StoreDown as error:
        log.warning("worker.erased-bytes-remain", why=str(error))
    for chore in _chores:
        try:
            chore()
        except OperationalError:
            raise
        except Exception:
            # A chore that fails must not keep the photos waiting; it comes again in an hour.
            log.exception("worker.chore-failed", chore=str(chore))


def _anything_to_do() -> bool:
    found = queries.anything_to_do(clock.now())
    end_reading()
    return found


def develop_all(store: BlobStore, develop: Develop) -> int:
    """Work until nothing waits; gives how many photos were taken up."""
    count = 0
    while develop_one(store, develop):
        count += 1
    return count


def work(store: BlobStore, develop: Develop, *, stop: threading.Event, every: float) -> None:
    """Work until ``stop`` is set, looking for photos every ``every`` seconds; the photo under way is finished first."""
    next_sweep = 0.0
    while not stop.is_set():
        try:
            if time.monotonic() >= next_sweep:
                _sweep(store)
                next_sweep = time.monotonic() + _SWEEP_EVERY
            if _anything_to_do() and develop_one(store, develop):
                continue
        except OperationalError as error:
            # The database restarts or fails over: the photo keeps its lease and is taken up again.
            log.warning("worker.database-down", why=type(error).__name__)
        stop.wait(every)


def work_beside(app: Flask, store: BlobStore, *, stop: threading.Event, every: float) -> list[threading.Thread]:
    """Start a thread for each mate; they end soon after ``stop`` is set."""

    def go_on(mate: Mate) -> None:
        with app.app_context():
            while not stop.is_set():
                try:
                    if mate(store, stop):
                        continue
                except OperationalError as error:
                    log.warning("worker.database-down", why=type(error).__name__)
                except Exception as error:
                    # What a mate cannot do must not end its thread; it comes again.
                    log.error("worker.mate-failed", mate=mate.__name__, why=type(error).__name__)
                stop.wait(every)

    threads = [threading.Thread(target=go_on, args=(mate,), name=mate.__name__) for mate in _mates]
    for thread in threads:
        thread.start()
    return threads


def work_beside_once(store: BlobStore) -> None:
    """Let each mate work until it finds nothing more."""
    for mate in _mates:
        while mate(store, threading.Event()):
            continue
