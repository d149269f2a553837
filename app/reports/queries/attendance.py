"""Who was on duty in which nights, and by which rule a commune counts them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.people import queries as people
from app.people.models import Member
from app.reports.models import Report, ReportVersion, is_live
from app.reports.rules import attendance as rules
from app.web.database import db

Stays = Mapping[UUID, Mapping[UUID, list[rules.Stay]]]


def month_rule(commune_id: str, last: date) -> rules.MonthRule:
    """The commune's rule of the month that ends with ``last``: each night by what held in it, the cap by the month's end.

    Which nights are left out is what is known today, because it is decided afterwards. Two statements.
    """
    known = catalogue.dated_settings(rules.SETTINGS, commune_id)

    def on(night: date) -> rules.NightRule:
        return rules.night_rule(*(known[key].on(night) for key in (rules.WINDOW, rules.LEAST, rules.STAND_INS)))

    cap, today = known[rules.CAP].on(last), local(clock.now()).date()
    left_out = rules.nights_left_out(known[rules.LEFT_OUT].on(max(today, last)))
    return rules.MonthRule(on, 10 if cap is None else int(cap), left_out)


def read_stays(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> Stays:
    """By team and member who was there from the night ``first`` to ``last``, by reports that stand; one statement."""
    here = people.scope(actor, Report)
    return _stays(here if team_id is None else here & (Report.team_id == team_id), first, last)


def stays_of_team(books: Collection[str], team_id: UUID | None, first: date, last: date) -> Mapping[UUID, list[rules.Stay]]:
    """The same for one team, whoever asks: for what has proved who may know of it. One statement."""
    here = Report.commune_id.in_(books) & (Report.team_id == team_id)
    return next(iter(_stays(here, first, last).values()), {})


def _stays(here: ColumnElement[bool], first: date, last: date) -> Stays:
    present = (ReportVersion.report_id == Report.id) & (ReportVersion.version == Report.version)
    roll, absent = ReportVersion.body["present"].label("present"), ReportVersion.body["absent"].label("absent")
    rows = db.session.execute(
        select(Report.team_id, Report.id, Report.night, Report.state, Report.started_at, Report.ended_at, roll, absent)
        .join(ReportVersion, (ReportVersion.commune_id == Report.commune_id) & present)
        .where(here, Report.night.between(first, last), is_live())
        .order_by(Report.night, Report.started_at, Report.id)
    )
    found: dict[UUID, dict[UUID, list[rules.Stay]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for member_id, stay in rules.stays_in(row):
            found[row.team_id][member_id].append(stay)
    return found


def names_of_members(actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The names of members of the actor's books; one statement."""
    asked = select(Member.id, Member.name).where(people.in_books(actor, Member.commune_id), Member.id.in_(ids))
    return dict(db.session.execute(asked).all())
