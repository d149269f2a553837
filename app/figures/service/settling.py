"""Settling months that are long over: who was on duty in a village, and how long its reports waited.

Neither can be added up by months, because a member is counted once in a year and a median wants every wait. Reading them
night by night costs a commune's year more than all its sums, so they are written down once a month hardly changes any more.
Nothing of it is in the way of a night that comes in: only a change of a settled month takes its rows away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, insert, select

from app.core import clock
from app.core.night import local
from app.figures.models import SettledMonth, TeamNight, VillageMonth
from app.figures.rules import month_after
from app.journal.service import hold_book
from app.reports.rules.anonymous import is_blank
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

# By then reports of its last nights have come, and most are decided.
_OVER = timedelta(days=10)


def settle_months() -> int:
    """Write down every month that is long over and has no rows; gives how many. In its own units of work, at any time."""
    bound = _first_unsettled()
    settled = exists().where(SettledMonth.commune_id == VillageMonth.commune_id, SettledMonth.month == VillageMonth.month)
    waiting = select(VillageMonth.commune_id, VillageMonth.month).where(VillageMonth.month < bound, ~settled)
    months = db.session.execute(waiting.distinct().order_by(VillageMonth.commune_id, VillageMonth.month)).all()
    end_reading()
    for commune_id, month in months:
        with unit_of_work():
            hold_book(commune_id)
            unsettle(commune_id, [month])
            _settle(commune_id, month)
    return len(months)


def unsettle(commune_id: str, nights: Iterable[date]) -> None:
    """Take away what was written down of the months of these nights; no statement for a month that cannot be settled yet."""
    bound = _first_unsettled()
    months = {night.replace(day=1) for night in nights}
    old = sorted(month for month in months if month < bound)
    if old:
        gone = delete(SettledMonth).where(SettledMonth.commune_id == commune_id, SettledMonth.month.in_(old))
        db.session.execute(gone.execution_options(synchronize_session=False))


def _first_unsettled() -> date:
    """The first month that is not long over."""
    return (local(clock.now()).date() - _OVER).replace(day=1)


def _settle(commune_id: str, month: date) -> None:
    members: dict[UUID, set[str]] = defaultdict(set)
    waits: dict[UUID, Counter[str]] = defaultdict(Counter)
    here = (TeamNight.commune_id == commune_id) & (TeamNight.night >= month) & (TeamNight.night < month_after(month))
    for village_id, on_duty, waited in db.session.execute(
        select(TeamNight.village_id, TeamNight.members, TeamNight.waits).where(here)
    ):
        # Whom old reports do not name any more stands there under a new id each night.
        members[village_id].update(key for key in on_duty if not is_blank(key))
        waits[village_id].update(map(str, waited))
    mine = (VillageMonth.commune_id == commune_id) & (VillageMonth.month == month)
    villages = db.session.scalars(select(VillageMonth.village_id).where(mine)).all()
    if villages:
        rows = [
            {
                "commune_id": commune_id,
                "village_id": one,
                "month": month,
                "members": sorted(members[one]),
                "waits": dict(waits[one]),
            }
            for one in villages
        ]
        db.session.execute(insert(SettledMonth), rows)
