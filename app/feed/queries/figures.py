"""What stands beside the feed: counts for its filters, the week's numbers, tonight's teams."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import case, func, select

from app.core.actor import Actor
from app.feed.queries.visible import kind_of_row, visible
from app.people import queries as people
from app.people.models import Team
from app.people.rules import VILLAGE_HEAD
from app.reports.models import Report
from app.roster.models import PlannedShift
from app.units.models import Village
from app.web.database import db

COUNTED = timedelta(days=30)


@dataclass(frozen=True)
class Counted:
    """How many items of a kind a village has."""

    village_id: UUID
    village: str
    kind: str
    number: int


def count_items(actor: Actor, today: date) -> list[Counted]:
    """The items of the last 30 nights by village and kind, villages in their order; one statement."""
    kind = kind_of_row(actor).label("kind")
    counted = (
        select(Report.village_id, kind, func.count().label("number"))
        .where(visible(actor), Report.night > today - COUNTED)
        .group_by(Report.village_id, kind)
        .subquery()
    )
    rows = db.session.execute(
        select(counted.c.village_id, Village.name, counted.c.kind, counted.c.number)
        .join(Village, (Village.commune_id == actor.commune_id) & (Village.id == counted.c.village_id))
        .order_by(Village.position, Village.name)
    )
    return [Counted(*row) for row in rows]


@dataclass(frozen=True)
class Week:
    """A week of nights, Monday to Sunday: shifts with a report, how many of them quiet, reminders given."""

    first: date
    shifts: int
    quiet: int
    reminders: int


def week_figures(actor: Actor, night: date) -> Week:
    """The week that ``night`` belongs to, from the reports that the actor is told of; one statement."""
    first = night - timedelta(days=night.weekday())
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((Report.quiet, 1), else_=0)), 0),
            func.coalesce(func.sum(Report.reminders), 0),
        ).where(visible(actor), Report.night.between(first, first + timedelta(days=6)))
    ).one()
    return Week(first, *(int(value) for value in row))


@dataclass(frozen=True)
class OnPatrol:
    """A team that goes out tonight, called by its village where it is the only one from there."""

    team: str
    starts_at: datetime
    ends_at: datetime


def list_tonight(actor: Actor, night: date) -> list[OnPatrol]:
    """The planned shifts of a night in the actor's commune (a village head's: in the own village); one statement."""
    wanted = (
        (PlannedShift.commune_id == actor.commune_id) & (PlannedShift.night == night) & (PlannedShift.state == "planned")
    )
    if actor.role == VILLAGE_HEAD:
        wanted &= Team.village_id.in_(actor.village_ids or ())
    else:
        wanted &= people.in_villages(actor, Team.village_id)
    rows = db.session.execute(
        select(Team.name, Team.village_id, Village.name.label("village"), PlannedShift.starts_at, PlannedShift.ends_at)
        .join(Team, (Team.commune_id == PlannedShift.commune_id) & (Team.id == PlannedShift.team_id))
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(wanted)
        .order_by(PlannedShift.starts_at, Village.position, Team.name)
    ).all()
    teams = Counter(row.village_id for row in rows)
    return [OnPatrol(row.village if teams[row.village_id] == 1 else row.name, row.starts_at, row.ends_at) for row in rows]
