"""Who was on duty in which night, and what became of it: as the sheet of night duty counts it."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.core import clock
from app.core.errors import BAD_FILTER, DomainError
from app.core.night import local, month_ends
from app.documents.sheets.attendance import TeamMonth, team_months
from app.exports.queries.asked import Cells, Known, Period, Wanted
from app.exports.queries.words import sayings
from app.exports.rules.files import MOST_MONTHS
from app.exports.rules.tables import ATTENDANCE
from app.exports.rules.written import write_day


def read_attendance(wanted: Wanted) -> Known:
    """One row a member and night of the period (this month where none is asked), at most two years of them."""
    first, last = _ends(wanted.period)
    changes = sayings(wanted)
    rows: list[Cells] = []
    for month in _months(first, last):
        # A team that is not in scope has no rows; asking for it alone would be refused.
        for team in team_months(wanted.actor, month):
            if wanted.period.team in (None, team.team.id):
                rows += _rows(team, wanted, first, last)
    rows.sort(key=lambda row: row[0])
    for cells in rows:
        del cells[0]
        for place, say in changes:
            cells[place] = say(cells[place])
    return Known(ATTENDANCE, wanted.columns, rows)


def _ends(period: Period) -> tuple[date, date]:
    today = local(clock.now()).date()
    if any(day is not None and not 2000 <= day.year < 2100 for day in (period.first, period.last)):
        raise DomainError(BAD_FILTER, "not a year of ours")
    first = period.first or month_ends(period.last or today)[0]
    last = period.last or month_ends(max(first, today))[1]
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        raise DomainError(BAD_FILTER, "at most two years")
    return first, last


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _rows(known: TeamMonth, wanted: Wanted, first: date, last: date) -> Iterator[Cells]:
    """Each row behind the key by which rows are put in order."""
    for member in known.members:
        for night in member.nights:
            if not first <= night.night <= last:
                continue
            cells = {
                "night": write_day(night.night, wanted.shape),
                "team": known.team.name,
                "member": member.name,
                "role": member.role,
                "minutes": night.minutes,
                "worth": night.worth.value,
            }
            order = (night.night, known.team.name, member.name, str(member.id))
            yield [order, *(cells[key] for key in wanted.keys)]
