"""Proposals for commendation: the list of a year, one with the records behind it, and records to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, false, func, or_, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.emulation.models import Commendation, CommendationEvidence
from app.emulation.rules import commendations as rules
from app.emulation.rules import counting
from app.people.models import Account, Member, Membership, Team
from app.people.queries import existed_on
from app.people.queries.filters import in_books, in_villages
from app.registry.models import ModelActivity, ModelSite
from app.reports.models import Incident, Report
from app.units.models import Village
from app.web.database import db
from app.web.wording import language

_MOST, _MOST_OF_A_LINE, _BACK = 300, 2000, timedelta(days=366)


@dataclass(frozen=True)
class CommendationRow:
    """A proposal with whom it is about; ``who`` is a member's name, empty for readers who are not told names."""

    it: Commendation
    team: str
    who: str
    site: str
    village: str
    by: str
    records: int


@dataclass(frozen=True)
class Record:
    """A record that can stand behind a proposal: of which kind, on which day, in words. ``gone``: its time was over."""

    kind: str
    id: UUID
    on: date
    words: str
    report_id: UUID | None = None
    gone: bool = False


def list_commendations(actor: Actor, year: int) -> list[CommendationRow]:
    """The proposals of a year, those to be decided first; one statement."""
    question = _rows(actor).where(Commendation.year == year)
    order = (Commendation.state != rules.PROPOSED, Commendation.proposed_on.desc(), Commendation.id.desc())
    return [_row(actor, row) for row in db.session.execute(question.order_by(*order).limit(_MOST))]


def list_counted(actor: Actor, first: date, last: date, line: str) -> list[CommendationRow]:
    """The proposals that a line of a report counts (``rules.counting``), the newest first; one statement."""
    question = _rows(actor).where(_touched(first, last)).order_by(Commendation.proposed_on.desc(), Commendation.id.desc())
    rows = [_row(actor, row) for row in db.session.execute(question.limit(_MOST_OF_A_LINE))]
    return [row for row in rows if line in counting.lines_of(row.it, first, last, records=row.records)]


def count_commendations(books: Collection[str], spans: Sequence[tuple[date, date]]) -> dict[str, list[int]]:
    """What a report's lines say of some days of some books, by line a number for each span; one statement."""
    columns = ("proposed_on", "decided_on", "state", "about", "form", "level")
    question = select(*(getattr(Commendation, name) for name in columns), _records_behind().label("records")).where(
        Commendation.commune_id.in_(books), or_(*(_touched(first, last) for first, last in spans))
    )
    return counting.add_up(((row, row.records) for row in db.session.execute(question)), spans)


def get_commendation(actor: Actor, commendation_id: UUID) -> CommendationRow:
    """One of them; ``NOT_FOUND`` out of scope. One statement."""
    row = db.session.execute(_rows(actor).where(Commendation.id == commendation_id)).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return _row(actor, row)


def lock_commendation(actor: Actor, commendation_id: UUID) -> Commendation:
    """One of them until the end of the transaction; ``NOT_FOUND`` out of scope."""
    question = select(Commendation).where(_readable(actor), Commendation.id == commendation_id)
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def records_of(actor: Actor, one: Commendation) -> list[Record]:
    """The records behind a proposal, by day; what is gone still stands as its kind and day. Four statements."""
    links = db.session.scalars(
        select(CommendationEvidence)
        .where(CommendationEvidence.commune_id == one.commune_id, CommendationEvidence.commendation_id == one.id)
        .order_by(CommendationEvidence.on, CommendationEvidence.record_id)
    ).all()
    ids: dict[str, list[UUID]] = {kind: [] for kind in rules.EVIDENCE}
    for link in links:
        ids[link.kind].append(link.record_id)
    known = {(found.kind, found.id): found for found in find_records(actor, ids)}
    return [
        known.get((link.kind, link.record_id)) or Record(link.kind, link.record_id, link.on, "", gone=True) for link in links
    ]


def find_records(actor: Actor, ids: dict[str, list[UUID]]) -> list[Record]:
    """The records with these ids, by kind, that the actor's office has approved; three statements."""
    return [
        *_reports(_of_books(actor, Report) & Report.id.in_(ids.get(rules.REPORT, ()))),
        *_incidents(_of_books(actor, Report) & Incident.id.in_(ids.get(rules.INCIDENT, ()))),
        *_activities(_of_books(actor, ModelActivity) & ModelActivity.id.in_(ids.get(rules.ACTIVITY, ()))),
    ]


def offer_records(actor: Actor, *, team_id: UUID | None = None, site_id: UUID | None = None) -> list[Record]:
    """What of the last year could stand behind a proposal for a team or a site, the newest first; three statements.

    A team's approved nights with something in them and their incidents, and its activities; a site's activities.
    """
    since = local(clock.now()).date() - _BACK
    found: list[Record] = []
    if team_id is not None:
        mine = _of_books(actor, Report) & (Report.team_id == team_id) & (Report.night >= since)
        found += _reports(mine & Report.quiet.is_(False), 60) + _incidents(mine, 60)
    about: list[ColumnElement[bool]] = []
    if team_id is not None:
        about.append(ModelActivity.team_id == team_id)
    if site_id is not None:
        about.append(ModelActivity.site_id == site_id)
    if about:
        found += _activities(_of_books(actor, ModelActivity) & or_(*about) & (ModelActivity.on >= since), 60)
    return sorted(found, key=lambda one: (one.on, one.kind), reverse=True)


def list_members(actor: Actor, team_id: UUID) -> list[tuple[UUID, str]]:
    """The present members of a team, for whoever reads names; one statement."""
    if not rules.may(actor, rules.READERS_OF_NAMES):
        return []
    today = local(clock.now()).date()
    question = (
        select(Member.id, Member.name)
        .join(Membership, and_(Membership.commune_id == Member.commune_id, Membership.member_id == Member.id))
        .where(Member.commune_id == actor.commune_id, Membership.team_id == team_id, existed_on(Membership, today))
        .order_by(Membership.position, Member.id)
    )
    return [(row.id, row.name) for row in db.session.execute(question)]


def get_report_team(actor: Actor, report_id: UUID) -> tuple[UUID, date] | None:
    """Team and night of an approved report of the actor's villages; None for any other. One statement."""
    question = select(Report.team_id, Report.night).where(_of_books(actor, Report), Report.id == report_id, _approved())
    row = db.session.execute(question).one_or_none()
    return (row.team_id, row.night) if row else None


def _readable(actor: Actor) -> ColumnElement[bool]:
    if not rules.may(actor, rules.READERS):
        return false()
    whole: ColumnElement[bool] = Commendation.village_id.is_(None)
    return in_books(actor, Commendation.commune_id) & or_(whole, in_villages(actor, Commendation.village_id))


def _of_books(actor: Actor, table: Any) -> ColumnElement[bool]:
    whole: ColumnElement[bool] = table.village_id.is_(None)
    return in_books(actor, table.commune_id) & or_(whole, in_villages(actor, table.village_id))


def _approved() -> ColumnElement[bool]:
    return Report.state.in_(rules.APPROVED)


def _touched(first: date, last: date) -> ColumnElement[bool]:
    return Commendation.proposed_on.between(first, last) | Commendation.decided_on.between(first, last)


def _records_behind() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            CommendationEvidence.commune_id == Commendation.commune_id,
            CommendationEvidence.commendation_id == Commendation.id,
        )
        .correlate(Commendation)
        .scalar_subquery()
    )


def _rows(actor: Actor) -> Any:
    here = Commendation.commune_id
    its_site = and_(ModelSite.commune_id == Commendation.site_commune_id, ModelSite.id == Commendation.site_id)
    return (
        select(Commendation, Team.name, Member.name, ModelSite.name, Village.name, Account.name, _records_behind())
        .outerjoin(Team, and_(Team.commune_id == here, Team.id == Commendation.team_id))
        .outerjoin(Member, and_(Member.commune_id == here, Member.id == Commendation.member_id))
        .outerjoin(ModelSite, its_site)
        .outerjoin(Village, and_(Village.commune_id == here, Village.id == Commendation.village_id))
        .outerjoin(Account, Account.id == Commendation.account_id)
        .where(_readable(actor))
    )


def _row(actor: Actor, row: Any) -> CommendationRow:
    who = (row[2] or "") if rules.may(actor, rules.READERS_OF_NAMES) else ""
    return CommendationRow(row[0], row[1] or "", who, row[3] or "", row[4] or "", row[5] or "", int(row[6]))


def _reports(condition: ColumnElement[bool], limit: int = 200) -> list[Record]:
    question = select(Report.id, Report.night, Report.incidents, Report.people, Team.name).join(
        Team, and_(Team.commune_id == Report.commune_id, Team.id == Report.team_id)
    )
    found = question.where(condition, _approved()).order_by(Report.night.desc(), Report.id).limit(limit)
    return [Record(rules.REPORT, row.id, row.night, row.name, report_id=row.id) for row in db.session.execute(found)]


def _incidents(condition: ColumnElement[bool], limit: int = 200) -> list[Record]:
    question = select(Incident.id, Incident.category, Incident.report_id, Report.night).join(
        Report, and_(Report.commune_id == Incident.commune_id, Report.id == Incident.report_id)
    )
    found = question.where(condition, _approved()).order_by(Report.night.desc(), Incident.id).limit(limit)
    names = catalogue.categories()
    return [
        Record(rules.INCIDENT, row.id, row.night, _named(names, row.category), report_id=row.report_id)
        for row in db.session.execute(found)
    ]


def _activities(condition: ColumnElement[bool], limit: int = 200) -> list[Record]:
    question = select(ModelActivity.id, ModelActivity.kind, ModelActivity.on).where(
        condition, ModelActivity.withdrawn_at.is_(None)
    )
    found = question.order_by(ModelActivity.on.desc(), ModelActivity.id).limit(limit)
    names = catalogue.terms("activities")
    return [Record(rules.ACTIVITY, row.id, row.on, _named(names, row.kind)) for row in db.session.execute(found)]


def _named(names: Any, code: str) -> str:
    known = names.get(code)
    return str(known.named(language())) if known else code


def kinds_of(records: Collection[Record]) -> dict[str, int]:
    """How many records of each kind."""
    return {kind: sum(one.kind == kind for one in records) for kind in rules.EVIDENCE}
