"""Everything that the briefing of a night asks for: a fixed number of statements, however busy the night was."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.night import VIETNAM
from app.figures.models import Briefing
from app.figures.queries.grid import TeamNights, read_grid
from app.people import queries as people
from app.people.models import Member
from app.people.rules import REVIEWERS
from app.reports import queries as reports
from app.reports.models import Incident
from app.reports.queries import AlertRow, Filters, MatterRow, ReportRow
from app.roster import queries as roster
from app.roster.queries import ShiftRow
from app.web.database import db

_LIVE = ("submitted", "approved", "returned", "locked")
_MOST = 300
_DAY_BEGINS = time(6)


@dataclass(frozen=True)
class Sheet:
    """One night of the commune, which ``begins`` at six in the morning of its date.

    ``bodies`` are the present words of its reports, ``names`` those of members by id, ``silent`` the teams that the officer
    asks.
    """

    night: date
    begins: datetime
    shifts: list[ShiftRow]
    reports: list[ReportRow]
    bodies: Mapping[UUID, Mapping[str, Any]]
    incidents: Sequence[Incident]
    alerts: list[AlertRow]
    matters: list[MatterRow]
    silent: list[TeamNights]
    names: Mapping[str, str]


def read_sheet(actor: Actor, night: date, tonight: date) -> Sheet:
    """The night of every team in the actor's scope."""
    rows = reports.list_reports(actor, Filters(states=_LIVE, from_night=night, to_night=night), limit=_MOST).rows
    bodies = reports.read_bodies(actor.books, [row.facts for row in rows])
    ids = [row.facts.id for row in rows]
    begins = datetime.combine(night, _DAY_BEGINS, VIETNAM)
    return Sheet(
        night=night,
        begins=begins,
        shifts=roster.list_shifts(actor, night, night),
        reports=rows,
        bodies=bodies,
        incidents=_incidents(actor, ids),
        alerts=reports.list_alerts_between(actor, begins, begins + timedelta(days=1)),
        matters=reports.list_matters(actor),
        silent=[row for row in read_grid(actor, tonight, tonight, tonight).rows if row.raised],
        names=_names(actor, bodies.values()),
    )


def _incidents(actor: Actor, report_ids: Sequence[UUID]) -> Sequence[Incident]:
    here = people.in_books(actor, Incident.commune_id) & Incident.report_id.in_(report_ids)
    return db.session.scalars(select(Incident).where(here).order_by(Incident.severity.desc(), Incident.at)).all()


def _names(actor: Actor, bodies: Collection[Mapping[str, Any]]) -> dict[str, str]:
    wanted = {UUID(str(one["member_id"])) for body in bodies for one in body.get("present") or []}
    here = people.in_books(actor, Member.commune_id) & Member.id.in_(wanted)
    return {str(member_id): name for member_id, name in db.session.execute(select(Member.id, Member.name).where(here))}


def find_briefing(actor: Actor, night: date) -> Briefing | None:
    """That a night was briefed, in the commune or in one that was merged into it; one statement."""
    question = select(Briefing).where(people.in_books(actor, Briefing.commune_id), Briefing.night == night)
    found = db.session.scalars(question).all()
    return min(found, key=lambda one: one.commune_id != actor.commune_id, default=None)


def name_of(account_id: UUID | None) -> str:
    """Who briefed, as a team addresses them; at most one statement."""
    return reports.names_of_deciders([account_id]).get(account_id, "") if account_id else ""


def may_brief(actor: Actor) -> bool:
    """Whether the actor may say that a night was briefed: an officer who sees the whole commune."""
    return actor.kind == "office" and actor.role in REVIEWERS and actor.village_ids is None
