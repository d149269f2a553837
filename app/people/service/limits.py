"""Counted tries at guarded doors: one row per door and who tries, so that every process counts together.

A try is counted, and the count committed, before anything is checked; a good one is taken back afterwards. So parallel
guesses cannot slip through, and a commune that enrols thirty phones from one desk is not stopped.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core import clock
from app.people.models import Attempt
from app.web.database import db

_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many tries within a window, counted in ``bucket`` (the door and a digest of who tries)."""

    bucket: str
    tries: int
    window: timedelta


def count_try(limit: Limit) -> int:
    """Count one try; the seconds to wait when it is one too many, else 0."""
    now = clock.now()
    found = db.session.execute(_upsert(limit, now)).one()
    if found.tries == 1:
        db.session.execute(delete(Attempt).where(Attempt.started_at < now - _FORGOTTEN_AFTER))
    if found.tries <= limit.tries:
        return 0
    left: timedelta = found.started_at + limit.window - now
    return max(1, math.ceil(left.total_seconds()))


def _upsert(limit: Limit, now: datetime) -> sqlite.Insert | postgresql.Insert:
    """One statement that counts on both databases: a window that is over begins again at one."""
    here = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    over = Attempt.started_at <= now - limit.window
    statement: sqlite.Insert | postgresql.Insert = (
        here.insert(Attempt)
        .values(bucket=limit.bucket, started_at=now, tries=1)
        .on_conflict_do_update(
            index_elements=[Attempt.bucket],
            set_={
                "tries": case((over, 1), else_=Attempt.tries + 1),
                "started_at": case((over, now), else_=Attempt.started_at),
            },
        )
        .returning(Attempt.tries, Attempt.started_at)
    )
    return statement


def take_back_try(limit: Limit) -> None:
    """Forget one counted try, because it was a good one."""
    fewer = case((Attempt.tries > 0, Attempt.tries - 1), else_=0)
    db.session.execute(update(Attempt).where(Attempt.bucket == limit.bucket).values(tries=fewer))
