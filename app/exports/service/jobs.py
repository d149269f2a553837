"""Files that the worker makes: ordered, taken up, finished, let go.

The queue is the state itself, as with photos: queued, or running under a lease that has run out. When its worker died a file
is made anew from its beginning: what lay half written has no name.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import SLOW_DOWN, DomainError
from app.core.ids import new_id
from app.exports.models import ExportJob
from app.exports.orders import Order
from app.exports.queries import Period
from app.exports.queries import jobs as queries
from app.exports.rules import files
from app.exports.rules.files import State
from app.exports.rules.tables import TABLES
from app.journal import queries as journal
from app.journal.service import Subject
from app.photos.store import BlobStore, file_key
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

# What was taken out of the book, or covered in it, must not lie about in a file any longer.
_SPOILING = frozenset({"photo.erased", "words.erased", "report.redacted", "consent.withdrawn", "members.anonymised"})


@dataclass(frozen=True)
class Taken:
    """A file that a worker has taken up, until ``until``; for the account's role of the day when it was ordered."""

    commune_id: str
    id: UUID
    account_id: UUID
    role: str
    until: datetime
    job: ExportJob

    def order(self, actor: Actor) -> Order:
        """What was ordered; refuses as ``Order.of``."""
        one = self.job
        return Order.of(actor, TABLES[one.what], one.ending, one.columns, Period.read(one.asked), one.purpose)


def order_file(actor: Actor, order: Order, total: int) -> UUID:
    """Let the worker make a file, and give its id; ``SLOW_DOWN`` while too many of this person's wait, ``INVALID`` for more
    rows than its format holds."""
    files.check_rows(order.ending, total)
    if queries.count_open(actor) >= files.MOST_WAITING:
        raise DomainError(SLOW_DOWN, "Còn nhiều tệp đang chuẩn bị. Xin chờ các tệp đó xong.")
    job = ExportJob(
        commune_id=actor.commune_id,
        id=new_id(),
        account_id=actor.account_id,
        role=actor.role,
        what=order.table.name,
        ending=order.ending,
        asked=order.period.known(),
        columns=[one.key for one in order.columns],
        purpose=order.purpose,
        total=total,
        asked_at=clock.now(),
    )
    db.session.add(job)
    return job.id


def take_up() -> Taken | None:
    """Take the file that has waited longest; None when nothing waits. Two workers never get the same one.

    One that brought down its workers more than twice is given up.
    """
    now = clock.now()
    with unit_of_work():
        _change(ExportJob.tries >= files.MOST_TRIES, queries.waits(now), state=State.FAILED.value, problem="tries")
        job = db.session.scalar(
            select(ExportJob)
            .where(queries.waits(now))
            .order_by(ExportJob.asked_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if job is None:
            return None
        job.state, job.claimed_until, job.tries, job.done = State.RUNNING.value, now + files.LEASE, job.tries + 1, 0
        db.session.flush()
        db.session.expunge(job)
    return Taken(job.commune_id, job.id, job.account_id, job.role, now + files.LEASE, job)


def say_alive(taken: Taken, done: int) -> Taken | None:
    """Note how far it has come and hold on to it; None when it is ours no more."""
    until = clock.now() + files.LEASE
    with unit_of_work():
        is_ours = _change(*_ours(taken), claimed_until=until, done=done)
    return replace(taken, until=until) if is_ours else None


def finish(taken: Taken, size: int) -> bool:
    """The whole file lies in the storage. False when it is ours no more."""
    now = clock.now()
    with unit_of_work():
        return _change(
            *_ours(taken),
            state=State.DONE.value,
            done=ExportJob.total,
            bytes=size,
            done_at=now,
            expires_at=files.expires_after(now),
            claimed_until=None,
        )


def fail(taken: Taken, problem: str) -> None:
    """There will be no file, and why."""
    with unit_of_work():
        _change(*_ours(taken), state=State.FAILED.value, problem=problem, claimed_until=None)


def put_back(taken: Taken) -> None:
    """Leave it for the next worker; this try does not count."""
    with unit_of_work():
        _change(*_ours(taken), state=State.QUEUED.value, claimed_until=None, tries=ExportJob.tries - 1)


def drop_changed(commune_id: str, kind: str, _subject: Subject, _facts: dict[str, Any]) -> None:
    """Follow the journal: files go at once when something that may stand in them was taken out or covered.

    One that is being made is begun anew.
    """
    if kind not in _SPOILING:
        return
    # Whoever keeps on the book of a commune that was merged has its nights in files, too.
    mine = ExportJob.commune_id.in_({commune_id, journal.find_successor(commune_id) or commune_id})
    _change(mine, ExportJob.state == State.DONE.value, expires_at=clock.now())
    _change(mine, ExportJob.state == State.RUNNING.value, state=State.QUEUED.value, claimed_until=None)


def forget_files(store: BlobStore) -> int:
    """Delete the files whose days are over, and what is listed of those of a month ago; gives how many files went."""
    now = clock.now()
    over = queries.list_over(now)
    end_reading()
    for commune_id, job_id in over:
        store.delete(file_key(commune_id, job_id))
        with unit_of_work():
            _change(ExportJob.commune_id == commune_id, ExportJob.id == job_id, state=State.EXPIRED.value)
    with unit_of_work():
        old = (ExportJob.asked_at < now - files.LISTED) & ExportJob.state.in_((State.EXPIRED.value, State.FAILED.value))
        db.session.execute(delete(ExportJob).where(old))
    return len(over)


def _ours(taken: Taken) -> tuple[Any, ...]:
    here = (ExportJob.commune_id == taken.commune_id) & (ExportJob.id == taken.id)
    return here, ExportJob.state == State.RUNNING.value, ExportJob.claimed_until == taken.until


def _change(*which: Any, **values: Any) -> bool:
    changed = db.session.execute(
        update(ExportJob).where(*which).values(**values).execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]
