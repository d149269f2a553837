"""What phones sent and could not take effect: kept whole until a person settles it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, false, func, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.people.models import Device, Team
from app.people.queries import TeamColumns
from app.people.rules import CHIEF, POLICE
from app.reports.models import ParkedOperation, Report, is_live
from app.web.database import db


@dataclass(frozen=True)
class HeldRow:
    """A held, conflicting or rejected operation with the names of its team and phone."""

    operation: ParkedOperation
    team: str
    device: str


@dataclass(frozen=True)
class LateRow:
    """An operation that nobody has settled in time: which, from which phone, since when."""

    id: UUID
    device_id: UUID
    at: datetime


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Operations of the teams in scope; those of no team that is known here are the chief's."""
    mine: ColumnElement[bool] = ParkedOperation.team_id.in_(select(Team.id).where(people.scope_today(actor, TeamColumns)))
    if actor.role == CHIEF:
        known = select(Team.id).where(people.in_books(actor, Team.commune_id))
        mine |= ParkedOperation.team_id.is_(None) | ParkedOperation.team_id.not_in(known)
    allowed = actor.kind == "office" and actor.role in POLICE
    return (people.in_books(actor, ParkedOperation.commune_id) if allowed else false()) & mine


def _waits() -> ColumnElement[bool]:
    """Not settled, and the office's to settle: whom the roster overtook writes it anew on the phone, or lets it be."""
    rostered = ParkedOperation.kind.startswith("roster.") | ParkedOperation.kind.startswith("swap.")
    overtaken = rostered & (ParkedOperation.status == "conflict")
    return ParkedOperation.settled_at.is_(None) & ~overtaken


def _question(actor: Actor) -> Select[Any, Any, Any]:
    here = Team.commune_id == ParkedOperation.commune_id
    return (
        select(ParkedOperation, Team.name.label("team"), Device.name.label("device"))
        .outerjoin(Team, here & (Team.id == ParkedOperation.team_id))
        .outerjoin(Device, (Device.commune_id == ParkedOperation.commune_id) & (Device.id == ParkedOperation.device_id))
        .where(_visible(actor))
    )


def _row(row: Any) -> HeldRow:
    return HeldRow(row.ParkedOperation, row.team or "", row.device or "")


def list_held(actor: Actor, limit: int = 100) -> list[HeldRow]:
    """What waits to be settled, oldest first; one statement."""
    rows = db.session.execute(_question(actor).where(_waits()).order_by(ParkedOperation.at, ParkedOperation.id).limit(limit))
    return [_row(row) for row in rows]


def list_settled(actor: Actor, limit: int = 20) -> list[HeldRow]:
    """What people settled last, newest first; one statement."""
    done = ParkedOperation.settled_by.is_not(None)
    rows = db.session.execute(_question(actor).where(done).order_by(ParkedOperation.settled_at.desc()).limit(limit))
    return [_row(row) for row in rows]


def late_before(actor: Actor) -> datetime:
    """What was held before this moment has waited too long (a setting of the commune)."""
    return clock.now() - timedelta(hours=int(catalogue.recent_setting("held_alarm_hours", actor.commune_id) or 24))


def list_late(actor: Actor) -> list[LateRow]:
    """What has waited too long to be settled, oldest first, without its content; one statement."""
    rows = db.session.execute(
        select(ParkedOperation.id, ParkedOperation.device_id, ParkedOperation.at)
        .where(_visible(actor), _waits(), ParkedOperation.at <= late_before(actor))
        .order_by(ParkedOperation.at, ParkedOperation.id)
    )
    return [LateRow(row.id, row.device_id, row.at) for row in rows]


def count_held(actor: Actor, before: datetime) -> tuple[int, int]:
    """How many operations wait to be settled, and how many of them since ``before``; one statement."""
    late = func.coalesce(func.sum(case((ParkedOperation.at <= before, 1), else_=0)), 0)
    counted = db.session.execute(
        select(func.count(), late).select_from(ParkedOperation).where(_visible(actor), _waits())
    ).one()
    return int(counted[0]), int(counted[1])


def get_held(actor: Actor, op_id: UUID) -> HeldRow:
    """The newest of what was kept under this id; ``NOT_FOUND`` outside the actor's scope. One statement."""
    row = db.session.execute(
        _question(actor).where(ParkedOperation.id == op_id).order_by(ParkedOperation.at.desc()).limit(1)
    ).first()
    if row is None:
        raise DomainError(NOT_FOUND)
    return _row(row)


def find_targets(communes: Collection[str], parked: Sequence[ParkedOperation]) -> list[Any]:
    """For each, the report it belongs to (``id``, ``shift_id``, ``state``): that of its id, else the live one of its shift.

    One statement. Only reports of the team that the operation names count.
    """
    asked = [tuple(_id(one.operation.get(name)) for name in ("report_id", "shift_id", "team_id")) for one in parked]
    reports, shifts = {one[0] for one in asked if one[0]}, {one[1] for one in asked if one[1]}
    rows = db.session.execute(
        select(Report.id, Report.shift_id, Report.team_id, Report.state).where(
            Report.commune_id.in_(communes),
            Report.id.in_(reports) | (Report.shift_id.in_(shifts) & is_live()),
        )
    ).all()
    return [_target(rows, *one) for one in asked]


def _target(rows: Sequence[Any], report_id: UUID | None, shift_id: UUID | None, team_id: UUID | None) -> Any:
    own = [row for row in rows if row.team_id == team_id]
    by_id = next((row for row in own if row.id == report_id), None)
    live = (row for row in own if row.shift_id == shift_id and row.state not in ("withdrawn", "rejected"))
    return by_id or next(live, None)


def _id(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
