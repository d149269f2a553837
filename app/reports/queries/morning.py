"""The morning's questions: what waits for a decision, which planned shifts have no report, what was received and is held."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, func, select

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.night import VIETNAM
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.reports import rules
from app.reports.models import Report, is_live
from app.reports.queries.alerts import is_open_alert, recent_alerts
from app.reports.queries.lists import ReportRow, list_reports
from app.reports.queries.narrowing import Filters, is_back, is_overdue, is_past_due
from app.reports.rules import State
from app.roster.models import PlannedShift
from app.units.models import Village
from app.web.database import db

MOST_WAITING = 200
_WAITING = Filters(states=(State.SUBMITTED.value,))


@dataclass(frozen=True)
class Gap:
    """A planned shift that is over and has no report."""

    team_id: UUID
    team: str
    village: str
    night: date
    preset: str
    ends_at: datetime


def list_waiting(actor: Actor) -> list[ReportRow]:
    """The reports that wait for a decision, at most 200, newest night first; three statements."""
    return list_reports(actor, _WAITING, limit=MOST_WAITING).rows


def count_waiting(actor: Actor) -> int:
    """How many reports wait for a decision; one statement."""
    waiting = Report.state == State.SUBMITTED.value
    return db.session.scalar(select(func.count()).select_from(Report).where(people.scope(actor, Report), waiting)) or 0


@dataclass(frozen=True)
class Counts:
    """What the morning begins with. ``back`` are mended ones among the waiting, ``unready`` those with photos to come,
    ``past_due`` the returned ones whose deadline is over."""

    waiting: int
    back: int
    unready: int
    overdue: int
    returned: int
    past_due: int
    alerts: int


def count_morning(actor: Actor) -> Counts:
    """How much of each kind there is; one statement."""
    waits, unready = Report.state == State.SUBMITTED.value, Report.photos_ready < Report.photos_expected
    kinds = {
        "waiting": waits,
        "back": is_back(),
        "unready": waits & unready,
        "overdue": is_overdue(),
        "returned": Report.state == State.RETURNED.value,
        "past_due": is_past_due(),
    }
    alerts = select(func.count()).where(recent_alerts(actor), is_open_alert()).scalar_subquery()
    row = db.session.execute(
        select(*(func.count(case((kind, 1))).label(name) for name, kind in kinds.items()), alerts.label("alerts"))
        .select_from(Report)
        .where(people.scope(actor, Report), Report.state.in_((State.SUBMITTED.value, State.RETURNED.value)))
    ).one()
    return Counts(**row._asdict())


def list_approved(actor: Actor, since: datetime, until: datetime) -> list[tuple[UUID, int]]:
    """``(id, rev)`` of the reports that the actor approved between two moments, both included; one statement."""
    mine = (Report.decided_by == actor.id) & Report.decided_at.between(since, until)
    question = select(Report.id, Report.rev).where(people.scope(actor, Report), Report.state == State.APPROVED.value, mine)
    return [(row.id, row.rev) for row in db.session.execute(question.order_by(Report.id).limit(MOST_WAITING))]


def waiting_token(actor: Actor) -> str:
    """A mark that changes whenever the list of waiting reports does; one statement."""
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(Report.rev), 0),
            func.coalesce(func.sum(Report.photos_ready), 0),
            func.max(Report.changed_at),
        ).where(people.scope(actor, Report), Report.state == State.SUBMITTED.value)
    ).one()
    return hashlib.sha256(repr([str(value) for value in row]).encode()).hexdigest()[:16]


def list_gaps(actor: Actor, first: date, last: date, now: datetime) -> list[Gap]:
    """The planned shifts of these nights that are over at ``now`` and have no report, oldest first; one statement."""
    reported = select(Report.id).where(
        Report.commune_id == PlannedShift.commune_id,
        Report.shift_id == PlannedShift.id,
        is_live(),
    )
    rows = db.session.execute(
        select(Team.id, Team.name, Village.name.label("village"))
        .add_columns(PlannedShift.night, PlannedShift.preset, PlannedShift.ends_at)
        .join(Team, (Team.commune_id == PlannedShift.commune_id) & (Team.id == PlannedShift.team_id))
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope(actor, TeamColumns), PlannedShift.night.between(first, last))
        .where(PlannedShift.state == "planned", PlannedShift.ends_at <= now, ~reported.exists())
        .order_by(PlannedShift.night, Village.position, Team.name)
    )
    return [Gap(*row) for row in rows]


def due_at(night: date, commune_id: str | None) -> datetime:
    """Until when a commune expects a night's reports: a clock time of the morning after, at most half a minute old."""
    asked = catalogue.recent_dated_setting(rules.DUE, commune_id or "").on(night) or rules.DUE_USUALLY
    return datetime.combine(night + timedelta(days=1), time.fromisoformat(asked), VIETNAM)


def short_names(actor: Actor) -> dict[UUID, str]:
    """How each team is called in narrow places: its village, where it is the only team there. One statement."""
    rows = db.session.execute(
        select(Team.id, Team.name, Team.village_id, Village.name)
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope_today(actor, TeamColumns))
    )
    return _shortened([_Calling(*row) for row in rows])


def short_names_of(teams: Iterable[people.TeamRow]) -> dict[UUID, str]:
    """The same of teams that have been read, ended ones among them; no statement."""
    return _shortened([_Calling(team.id, team.name, team.village_id, team.village_name) for team in teams])


class _Calling(NamedTuple):
    """What a team is called by."""

    team_id: UUID
    name: str
    village_id: UUID
    village: str


def _shortened(teams: Sequence[_Calling]) -> dict[UUID, str]:
    crowd = Counter(team.village_id for team in teams)
    return {team.team_id: team.village if crowd[team.village_id] == 1 else team.name for team in teams}
