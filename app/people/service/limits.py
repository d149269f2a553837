"""Counted tries at guarded doors: one row per door and who tries, so that every process counts together.

A try is counted, and the count committed, before anything is checked; a good one is taken back afterwards. So parallel
guesses cannot slip through, and a commune that enrols thirty phones from one desk is not stopped. A try that has to wait is
not counted at all: whoever hammers on a door makes the wait no longer.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from app.core import clock
from app.people.models import Attempt
from app.people.rules.delays import Delay
from app.web.database import db

_SWEPT_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class Limit:
    """How a door waits, counted in ``bucket`` (the door and a digest of who tries)."""

    bucket: str
    delay: Delay


def count_try(limit: Limit) -> int:
    """Count one try; the seconds that are left to wait when it comes too early, else 0."""
    now = clock.now()
    mine = Attempt.bucket == limit.bucket
    row = db.session.execute(_hold_row(limit.bucket, now)).one()
    left: timedelta = row.free_at - now
    # A clock that was set back must not make anybody wait whose tries were good.
    if left > timedelta(0) and limit.delay.wait_after(row.tries) > timedelta(0):
        return max(1, math.ceil(left.total_seconds()))
    tries = 1 if row.tried_at + limit.delay.forgotten_after <= now else row.tries + 1
    free_at = now + limit.delay.wait_after(tries)
    db.session.execute(update(Attempt).where(mine).values(tries=tries, tried_at=now, free_at=free_at))
    if tries == 1:
        db.session.execute(delete(Attempt).where(Attempt.tried_at < now - _SWEPT_AFTER))
    return 0


def _hold_row(bucket: str, now: datetime) -> ReturningInsert[tuple[int, datetime, datetime]]:
    """Make the row or lock it, and read it, in one statement: between two a good try beside this one may delete it."""
    here = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    fresh = here.insert(Attempt).values(bucket=bucket, tries=0, tried_at=now, free_at=now)
    held = fresh.on_conflict_do_update(index_elements=[Attempt.bucket], set_={"bucket": bucket})
    row: ReturningInsert[tuple[int, datetime, datetime]] = held.returning(Attempt.tries, Attempt.tried_at, Attempt.free_at)
    return row


def take_back_try(limit: Limit) -> None:
    """Forget one counted try, because it was a good one."""
    fewer = case((Attempt.tries > 0, Attempt.tries - 1), else_=0)
    mine = update(Attempt).where(Attempt.bucket == limit.bucket)
    db.session.execute(mine.values(tries=fewer, free_at=Attempt.tried_at))


def forget_tries(limit: Limit) -> None:
    """Forget all: who knows the answer is no guesser."""
    db.session.execute(delete(Attempt).where(Attempt.bucket == limit.bucket))
