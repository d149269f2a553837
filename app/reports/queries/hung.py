"""What hangs on reports, read for several at once: rows by report or by shift, checkpoints, plans, and all names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select

from app.people.models import Account, Device, Member
from app.reports.models import Alert, Correction, MoveNote, Redaction, ReportVersion, Supplement
from app.roster.models import Checkpoint, PlannedMember, PlannedShift, Route
from app.web.database import db

Found = Row[Any]


def of_reports(
    rows: Sequence[Found], table: Any, *order: Any, which: ColumnElement[bool] | None = None
) -> dict[UUID, list[Any]]:
    """By report what hangs on it, in order; one statement."""
    found: dict[UUID, list[Any]] = {row.id: [] for row in rows}
    communes = {row.commune_id for row in rows}
    here = table.commune_id.in_(communes) & table.report_id.in_(found)
    here = here if which is None else here & which
    for one in db.session.scalars(select(table).where(here).order_by(*order)):
        found[one.report_id].append(one)
    return found


def of_shifts(rows: Sequence[Found], table: Any, shift: Any, *order: Any) -> dict[UUID, list[Any]]:
    """By report what hangs on its team's shift, in order; one statement."""
    found: dict[UUID, list[Any]] = {row.id: [] for row in rows}
    reports = {(row.commune_id, row.shift_id, row.team_id): row.id for row in rows}
    communes, shifts, teams = ({key[place] for key in reports} for place in range(3))
    here = table.commune_id.in_(communes) & shift.in_(shifts) & table.team_id.in_(teams)
    for one in db.session.scalars(select(table).where(here).order_by(*order)):
        report_id = reports.get((one.commune_id, getattr(one, shift.key), one.team_id))
        if report_id is not None:
            found[report_id].append(one)
    return found


@dataclass(frozen=True)
class Hands:
    """Who had a hand in a report: members and phones of its team, people at a desk and whom they stood in for."""

    members: set[UUID | None]
    devices: set[UUID | None]
    accounts: set[UUID | None]


def hands_in(
    *,
    versions: Sequence[ReportVersion],
    supplements: Sequence[Supplement],
    moves: Sequence[MoveNote],
    corrections: Sequence[Correction],
    redactions: Sequence[Redaction],
    alerts: Sequence[Alert],
    **_: Any,
) -> Hands:
    """Who is named beside what hangs on a report."""
    acts: list[Any] = [*versions, *moves, *corrections]
    covered = {one for row in redactions for one in (row.account_id, row.undone_by)}
    deciders = {one.account_id for one in acts} | {one.acknowledged_by for one in alerts} | covered
    sent: list[ReportVersion | Supplement] = [*versions, *supplements]
    return Hands(
        members={one.actor_id for one in sent},
        devices={one.device_id for one in supplements},
        accounts=deciders | {one.stood_for for one in moves},
    )


_MEMBERS = ("lead_id", "member_id", "substitute_id")
_POINTS = ("checkpoint_id",)
_ROUTES = ("route_id",)


def _ids(value: Any, keys: Sequence[str]) -> set[UUID]:
    """Every id under one of ``keys``, at any depth; what is no id is passed over."""
    found: set[UUID] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str):
                found |= _as_id(inner)
            else:
                found |= _ids(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            found |= _ids(inner, keys)
    return found


def _as_id(text: str) -> set[UUID]:
    try:
        return {UUID(text)}
    except ValueError:
        return set()


def points_of(rows: Sequence[Found], bodies: Mapping[UUID, Sequence[Any]]) -> dict[UUID, list[Checkpoint]]:
    """By report the checkpoints of its routes in order, and those named by themselves; ones left out of a route only where
    named. One statement."""
    routes = {row.id: _ids(bodies[row.id], _ROUTES) for row in rows}
    named = {row.id: _ids(bodies[row.id], _POINTS) for row in rows}
    of_routes = Checkpoint.route_id.in_(set().union(*routes.values())) & Checkpoint.ended_at.is_(None)
    wanted = of_routes | Checkpoint.id.in_(set().union(*named.values()))
    here = Checkpoint.commune_id.in_({row.commune_id for row in rows}) & wanted
    points = db.session.scalars(select(Checkpoint).where(here).order_by(Checkpoint.route_id, Checkpoint.position)).all()
    return {
        row.id: [
            one
            for one in points
            if one.commune_id == row.commune_id
            and ((one.route_id in routes[row.id] and one.ended_at is None) or one.id in named[row.id])
        ]
        for row in rows
    }


def planned_of(rows: Sequence[Found]) -> tuple[dict[Any, PlannedShift], dict[Any, int]]:
    """The planned shifts behind the reports, and how many were on each; two statements."""
    communes, shifts = {row.commune_id for row in rows}, [row.shift_id for row in rows]
    found = db.session.scalars(
        select(PlannedShift).where(PlannedShift.commune_id.in_(communes), PlannedShift.id.in_(shifts))
    )
    key = (PlannedMember.commune_id, PlannedMember.shift_id)
    counted = db.session.execute(select(*key, func.count()).where(key[0].in_(communes), key[1].in_(shifts)).group_by(*key))
    return {(one.commune_id, one.id): one for one in found}, {(commune, shift): number for commune, shift, number in counted}


def names_of(communes: Collection[str], bodies: Mapping[UUID, Sequence[Any]], hands: Sequence[Hands]) -> dict[str, str]:
    """The names of whoever and whatever the reports name, in one statement."""
    everything = [*bodies.values()]
    members = _ids(everything, _MEMBERS).union(*(one.members for one in hands))
    asked: list[tuple[Any, Iterable[UUID | None]]] = [
        (Member, members),
        (Route, _ids(everything, _ROUTES)),
        (Device, set().union(*(one.devices for one in hands))),
    ]
    questions = [
        select(table.id, table.name).where(table.commune_id.in_(communes), table.id.in_([one for one in ids if one]))
        for table, ids in asked
    ]
    accounts = set().union(*(one.accounts for one in hands))
    questions.append(select(Account.id, Account.name).where(Account.id.in_([one for one in accounts if one])))
    rows = db.session.execute(questions[0].union_all(*questions[1:]))
    return {str(row.id): row.name for row in rows}
