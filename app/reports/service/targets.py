"""What an operation meets and leaves: its surroundings, the report it is about, its effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.core.actor import Actor
from app.core.errors import UNKNOWN_REPORT, VERSION_CONFLICT, Problem
from app.journal.service import Subject
from app.people.models import Team
from app.reports import queries
from app.reports.models import Report, is_live
from app.reports.service.intake import Op, Refused
from app.web.database import db


@dataclass(frozen=True)
class Context:
    """What surrounds an operation: the phone, the time of receipt, and the phone's clock against ours in milliseconds.

    ``via`` are facts for the journal about the road by which it came, empty when the phone itself sent it. ``hold`` is why
    nothing new of this phone takes effect without a person.
    """

    actor: Actor
    at: datetime
    offset_ms: int | None
    via: Mapping[str, str] = field(default_factory=dict)
    hold: Problem | None = None


@dataclass(frozen=True)
class Effect:
    """What an operation did: the report as it now is, and the note that tells it.

    ``supersedes`` is the shift of the roster whose parked changes it closes, as one on a report closes those of the report.
    """

    report_id: UUID | None
    version: int | None
    rev: int | None
    subject: Subject
    kind: str
    facts: dict[str, Any]
    may_supersede: bool = True
    supersedes: UUID | None = None


def effect_on_report(op: Op, kind: str, version: int, rev: int, *, report_id: UUID | None = None, **facts: Any) -> Effect:
    found = report_id or op.report_id
    assert found is not None
    return Effect(found, version, rev, Subject("report", found, op.team_id), kind, facts | {"version": version, "rev": rev})


def conflict(op: Op) -> Refused:
    """The operation meets another content or state than it knew; the answer carries the present report."""
    assert op.report_id is not None
    current = queries.present_reports([op.commune_id], [op.report_id], with_body=True)
    # An id that another team uses already is a conflict as well, but what stands there is not for this phone.
    own = next((one for one in current if one["team_id"] == str(op.team_id)), None)
    return Refused("conflict", VERSION_CONFLICT, current=own, base_version=op.base_version)


def lock_report(op: Op) -> Any:
    """The report of the operation's team, locked until the commit; ``Refused`` (retry) while it is not here yet."""
    found = db.session.execute(
        _columns().where(Report.commune_id == op.commune_id, Report.id == op.report_id, Report.team_id == op.team_id)
    ).one_or_none()
    if found is None:
        raise Refused("retry", UNKNOWN_REPORT)
    return found


def find_live_report(op: Op) -> Any:
    return db.session.execute(
        _columns().where(
            Report.commune_id == op.commune_id,
            Report.shift_id == op.shift_id,
            Report.team_id == op.team_id,
            is_live(),
        )
    ).one_or_none()


def village_of(op: Op) -> UUID:
    """The village of the operation's team."""
    return db.session.scalars(select(Team.village_id).where(Team.commune_id == op.commune_id, Team.id == op.team_id)).one()


def _columns() -> Any:
    columns = (Report.commune_id, Report.id, Report.shift_id, Report.village_id, Report.night, Report.state)
    return select(*columns, Report.version, Report.rev).with_for_update()


def change_report(report: Any, values: dict[str, Any]) -> None:
    db.session.execute(
        update(Report)
        .where(Report.commune_id == report.commune_id, Report.id == report.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
