"""Keeping what nights add up to, in the transaction that changes a report or a roster; and adding up everything anew.

Each change is told by its note in the journal. As the transaction's last deed the nights that it touched are counted from
their records, and what that changes is added to their months. The commune's journal is locked by then, so nobody else
counts the same night.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.figures import rules
from app.figures.models import SettledMonth, TeamNight, VillageKind, VillageMonth
from app.figures.rules import Counts, Happened
from app.figures.service.records import read_asked, read_told
from app.figures.service.rows import NIGHT, PLAN, REPORT, read_rows
from app.figures.service.settling import settle_months, unsettle
from app.journal.service import Subject, hold_book
from app.people.models import Team
from app.reports.models import Report
from app.web.database import db, table_of
from app.web.transaction import before_commit, end_reading, unit_of_work

Night = tuple[UUID, date]
_MONTH, _KIND = table_of(VillageMonth), table_of(VillageKind)


_DROP_NIGHT = NIGHT.delete().where(
    *(NIGHT.c[name] == bindparam(f"the_{name}") for name in ("commune_id", "team_id", "night"))
)
_DROP_MONTHS = _MONTH.delete().where(
    _MONTH.c.commune_id == bindparam("commune"), _MONTH.c.planned + _MONTH.c.called_off + _MONTH.c.received == 0
)
_DROP_KINDS = _KIND.delete().where(_KIND.c.commune_id == bindparam("commune"), _KIND.c.incidents == 0)


@cache
def _writer(table: Table, dialect: str, *, adds: bool) -> Any:
    """Inserts a row, or puts its numbers in the place of those that stand there; ``adds``: on top of them."""
    row: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](table)
    new = row.excluded
    values = {
        one.name: table.c[one.name] + new[one.name] if adds else new[one.name] for one in table.c if not one.primary_key
    }
    return row.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)


@cache
def _write_both() -> Any:
    """A night and its month, with one way to PostgreSQL and back while the others of the commune wait."""
    night = _writer(NIGHT, "postgresql", adds=False).values({one.name: bindparam(f"night_{one.name}") for one in NIGHT.c})
    return _writer(_MONTH, "postgresql", adds=True).add_cte(night.cte("night"))


def follow(commune_id: str, kind: str, subject: Subject, facts: Mapping[str, Any]) -> None:
    """Told of every note: remember the nights that it may have changed until the end of the transaction."""
    if kind in rules.WHOLE:
        before_commit(_recount_whole, commune_id)
    elif kind == rules.ROUTE:
        before_commit(_recount_route, (commune_id, subject.id))
    elif subject.team_id is not None:
        for night in rules.nights_touched(kind, subject.kind, facts) or ():
            before_commit(_recount, (commune_id, subject.team_id, night))


def rebuild() -> int:
    """Count every commune anew, one at a time, while its writers wait; gives how many nights stand afterwards."""
    communes = db.session.scalars(select(Team.commune_id).distinct()).all()
    end_reading()
    count = 0
    for commune_id in communes:
        with unit_of_work():
            hold_book(commune_id)
            count += _count_whole(commune_id)
    settle_months()
    return count


def is_behind() -> bool:
    """Whether there are reports and not a single night that was counted: a database from before the figures."""
    counted = db.session.execute(select(TeamNight.night).limit(1)).first()
    return counted is None and db.session.execute(select(Report.id).limit(1)).first() is not None


def _recount_whole(communes: set[Any]) -> None:
    for commune_id in sorted(communes):
        _count_whole(commune_id)


def _count_whole(commune_id: str) -> int:
    for kept in (TeamNight, VillageMonth, VillageKind, SettledMonth):
        gone = delete(kept).where(kept.commune_id == commune_id)
        db.session.execute(gone.execution_options(synchronize_session=False))
    count = 0
    for team_id in db.session.scalars(select(Team.id).where(Team.commune_id == commune_id).order_by(Team.id)).all():
        nights: set[date] = set()
        for table in (REPORT, PLAN):
            mine = select(table.c.night).where(table.c.commune_id == commune_id, table.c.team_id == team_id)
            nights |= set(db.session.scalars(mine.distinct()))
        _recount({(commune_id, team_id, night) for night in nights})
        count += len(nights)
    return count


def _recount_route(routes: set[Any]) -> None:
    """A point that is taken up again counts as if it had never been left out."""
    for commune_id, route_id in sorted(routes):
        mine = select(PLAN.c.team_id, PLAN.c.night).where(PLAN.c.commune_id == commune_id, PLAN.c.route_id == route_id)
        _recount({(commune_id, *row) for row in db.session.execute(mine)})


def _recount(nights: set[Any]) -> None:
    by_team: dict[tuple[str, UUID], list[date]] = defaultdict(list)
    for commune_id, team_id, night in sorted(nights):
        by_team[commune_id, team_id].append(night)
    for (commune_id, team_id), of_team in by_team.items():
        _recount_team(commune_id, team_id, of_team)


def _recount_team(commune_id: str, team_id: UUID, nights: Sequence[date]) -> None:
    here = {"commune": commune_id, "team": team_id, "nights": nights}
    rows = read_rows(here)
    told = read_told(here, rows.reports)
    walked = {one.row.shift_id for of_night in told.values() for one in of_night if one.row.state in rules.APPROVED}
    asked = read_asked(here, rows.plans, walked)
    months: dict[Any, Counts] = defaultdict(Counts)
    kinds: dict[Any, Happened] = defaultdict(Happened)
    written: list[dict[str, Any]] = []
    for night in nights:
        old = rows.kept.get(night)
        new = rules.count_night(told.get(night, ()), asked[night])
        village_id = new.village_id or rows.home
        key = {"commune_id": commune_id, "team_id": team_id, "night": night}
        if new.counts:
            written.append(key | {"village_id": village_id} | new.cells() | vars(new.counts))
        else:
            db.session.connection().execute(_DROP_NIGHT, {f"the_{name}": value for name, value in key.items()})
        if old is not None:
            _add(
                months,
                kinds,
                (old.village_id, night),
                -_counts_of(old),
                {code: -one for code, one in _kinds_of(old).items()},
            )
        _add(months, kinds, (village_id, night), new.counts, new.kinds)
    _put(commune_id, written, months, kinds)
    unsettle(commune_id, nights)


def _counts_of(row: Any) -> Counts:
    return Counts(*(getattr(row, name) for name in rules.COUNTED))


def _kinds_of(row: Any) -> dict[str, Happened]:
    return {code: Happened(*numbers) for code, numbers in row.kinds.items()}


def _add(
    months: dict[Any, Counts],
    kinds: dict[Any, Happened],
    where: tuple[UUID | None, date],
    counts: Counts,
    happened: Mapping[str, Happened],
) -> None:
    village_id, night = where
    month = night.replace(day=1)
    months[village_id, month] += counts
    for code, one in happened.items():
        kinds[village_id, month, code] += one


def _put(commune_id: str, nights: list[dict[str, Any]], months: Mapping[Any, Counts], kinds: Mapping[Any, Happened]) -> None:
    connection = db.session.connection()
    here = {"commune_id": commune_id}
    rows = [here | {"village_id": key[0], "month": key[1]} | vars(counts) for key, counts in months.items() if counts]
    if len(nights) == len(rows) == 1 and connection.dialect.name == "postgresql":
        connection.execute(_write_both(), rows[0] | {f"night_{name}": value for name, value in nights[0].items()})
    else:
        _write(NIGHT, nights, adds=False)
        _write(_MONTH, rows, adds=True)
    further = [
        here | {"village_id": key[0], "month": key[1], "category": key[2]} | vars(one) for key, one in kinds.items() if one
    ]
    _write(_KIND, further, adds=True)
    if any(row["planned"] + row["called_off"] + row["received"] < 0 for row in rows):
        connection.execute(_DROP_MONTHS, {"commune": commune_id})
    if any(row["incidents"] < 0 for row in further):
        connection.execute(_DROP_KINDS, {"commune": commune_id})


def _write(table: Table, rows: list[dict[str, Any]], *, adds: bool) -> None:
    connection = db.session.connection()
    if rows:
        connection.execute(_writer(table, connection.dialect.name, adds=adds), rows)
