"""What a team's records of a class year bear witness to, and what people said of its class."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.figures.models import Classing, TeamNight
from app.figures.queries.periods import nights_in, sums_by_team
from app.figures.rules import Counts
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.reports import queries as reports
from app.web.database import db


@dataclass(frozen=True)
class Evidence:
    """A team's period: counts, shifts that are over without a report, months in which it walked, its incidents and its
    activities by category."""

    counts: Counts = field(default_factory=Counts)
    missing: int = 0
    months: int = 0
    incidents: Mapping[str, int] = field(default_factory=dict)
    deeds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What somebody said of a team's class; ``by`` is empty for an account that is gone."""

    said: Classing
    by: str


def read_evidence(actor: Actor, first: date, last: date, tonight: date) -> dict[UUID, Evidence]:
    """By team, of every team in scope that has nights in the period; three statements."""
    sums = sums_by_team(actor, first, last, tonight)
    months: dict[UUID, set[tuple[int, int]]] = defaultdict(set)
    incidents: dict[UUID, Counter[str]] = defaultdict(Counter)
    deeds: dict[UUID, Counter[str]] = defaultdict(Counter)
    columns = (TeamNight.team_id, TeamNight.night, TeamNight.kinds, TeamNight.deeds)
    here = nights_in(actor, first, last) & (TeamNight.approved > 0)
    for team_id, night, kinds, done in db.session.execute(select(*columns).where(here)):
        months[team_id].add((night.year, night.month))
        incidents[team_id].update({code: numbers[0] for code, numbers in kinds.items()})
        deeds[team_id].update(done)
    return {
        team_id: Evidence(counts, missing, len(months[team_id]), incidents[team_id], deeds[team_id])
        for team_id, (counts, missing) in sums.items()
    }


def read_classings(actor: Actor, year: int) -> dict[UUID, list[Said]]:
    """By team what was said of its class of the year, the newest first; at most two statements."""
    question = (
        select(Classing)
        .join(Team, (Team.commune_id == Classing.commune_id) & (Team.id == Classing.team_id))
        .where(people.scope(actor, TeamColumns), Classing.year == year)
        .order_by(Classing.at.desc(), Classing.id.desc())
    )
    rows = db.session.scalars(question).all()
    names = reports.names_of_deciders([one.account_id for one in rows if one.account_id])
    found: dict[UUID, list[Said]] = defaultdict(list)
    for one in rows:
        found[one.team_id].append(Said(one, names.get(one.account_id, "") if one.account_id else ""))
    return found
