"""A draft: everything that the records give for a report, counted at this moment."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.catalogue import queries as catalogue
from app.emulation import queries as emulation
from app.figures import queries as figures
from app.figures import rules as figure_rules
from app.figures.rules import Period
from app.people import queries as people
from app.people.models import Membership, Team
from app.periods import rules
from app.periods.models import PeriodReport, PeriodVersion
from app.periods.queries.inside import waiting_in
from app.periods.queries.reports import Owner, owner_of, read_texts
from app.periods.rules import Counted, Signed, Told
from app.reports.models import Activity, Report
from app.reports.queries import attendance
from app.reports.rules import State
from app.reports.rules.attendance import add_up, count_nights
from app.tallies import queries as tallies
from app.web.database import db

_DAY = timedelta(days=1)
# Corrections reach back so many periods: a year of weeks.
_BACK = 53
_APPROVED = (State.APPROVED.value, State.LOCKED.value)


@dataclass(frozen=True)
class Draft:
    """What would be signed now; ``over``: whether the period's last night is."""

    content: Mapping[str, Any]
    over: bool


def draft_of(report: PeriodReport, tonight: date) -> Draft:
    """Count a report's figures from the records; a fixed number of statements for any number of nights."""
    owner, period = owner_of(report), Period(report.kind, report.first, report.last)
    part = figure_rules.up_to(period, tonight - _DAY)
    spans = (
        part,
        figure_rules.as_long_as(figure_rules.before(period), part, period),
        figure_rules.as_long_as(figure_rules.a_year_ago(period), part, period),
        figure_rules.year_so_far(part),
    )
    ends = [(one.first, one.last) for one in spans]
    counted = Counted(
        spans=spans,
        sums=figures.sums_of(owner.commune_id, owner.books, owner.team_id, ends, tonight),
        nights=figures.nights_of(owner.books, owner.team_id, part.first, part.last),
        groups=_groups(),
        tasks={code: one.task_group for code, one in catalogue.categories().items()},
        attendance=_attendance(owner, part) if owner.team_id else [],
        propaganda=_propaganda(owner, part),
        forces=_forces(owner, part) if owner.team_id is None else {},
        book=tallies.read_book(owner.books, part.first, part.last) if owner.team_id is None else None,
        praise=emulation.count_commendations(owner.books, ends) if owner.team_id is None else None,
        waiting=waiting_in(owner, part.first, part.last),
        corrections=_corrections(report, owner),
    )
    texts = {key: one.text for key, one in read_texts(report).items()}
    return Draft(rules.content_of(period, report.team_id, counted, texts), over=period.last < tonight)


def _groups() -> dict[str, str]:
    return {code: one.group for code, one in catalogue.categories().items()}


def _attendance(owner: Owner, period: Period) -> list[dict[str, Any]]:
    """Night duty by member, in the order of the team's roll; nights that are paid only by the month, as the cap is."""
    team = people.find_team(owner.commune_id, owner.team_id or UUID(int=0), period.last)
    stays = attendance.stays_of_team(owner.books, owner.team_id, period.first, period.last)
    rule = attendance.month_rule(owner.commune_id, period.last)
    known = [one.id for one in team.members] if team else []
    rows = []
    for member_id in (*known, *sorted(set(stays) - set(known), key=str)):
        total = add_up(count_nights(stays.get(member_id, []), rule))
        facts = {"member": str(member_id), "nights": total.nights, "minutes": total.minutes}
        rows.append(facts | {"counted": total.counted if period.kind == "month" else None})
    return rows


def _propaganda(owner: Owner, period: Period) -> dict[str, tuple[int, int]]:
    """Approved activities by category: how often, and how many people they reached where that was written."""
    here = Report.commune_id.in_(owner.books) & Report.night.between(period.first, period.last)
    question = (
        select(Activity.category, Activity.details)
        .join(Report, (Report.commune_id == Activity.commune_id) & (Report.id == Activity.report_id))
        .where(here, Report.state.in_(_APPROVED))
    )
    if owner.team_id is not None:
        question = question.where(Report.team_id == owner.team_id)
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for category, details in db.session.execute(question):
        times, reached = found[category]
        found[category] = times + 1, reached + _whole((details or {}).get("reach"))
    return dict(sorted(found.items()))


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _forces(owner: Owner, period: Period) -> dict[str, tuple[int, int, int, int]]:
    """By kind of team the teams and members on the last day, then those before the period began; two statements."""
    now, before = (_forces_on(owner, day) for day in (period.last, period.first - _DAY))
    return {kind: (*now.get(kind, (0, 0)), *before.get(kind, (0, 0))) for kind in sorted(now | before)}


def _forces_on(owner: Owner, day: date) -> dict[str, tuple[int, int]]:
    belongs = (Membership.commune_id == Team.commune_id) & (Membership.team_id == Team.id)
    rows = db.session.execute(
        select(Team.kind, func.count(Team.id.distinct()), func.count(Membership.member_id.distinct()))
        .outerjoin(Membership, belongs & people.existed_on(Membership, day))
        .where(Team.commune_id == owner.commune_id, people.existed_on(Team, day))
        .group_by(Team.kind)
    )
    return {kind: (teams, members) for kind, teams, members in rows}


def _corrections(report: PeriodReport, owner: Owner) -> list[dict[str, Any]]:
    """What the records say differently of the periods of this kind that were signed before; three statements."""
    mine = PeriodReport.team_id == owner.team_id if owner.team_id else PeriodReport.team_id.is_(None)
    newest = (PeriodVersion.commune_id == PeriodReport.commune_id) & (PeriodVersion.report_id == PeriodReport.id)
    rows = db.session.execute(
        select(PeriodReport.kind, PeriodReport.first, PeriodReport.last, PeriodVersion.book_seq, PeriodVersion.content)
        .join(PeriodVersion, newest & (PeriodVersion.version == PeriodReport.version))
        .where(PeriodReport.commune_id == owner.commune_id, mine, PeriodReport.id != report.id)
        .where(PeriodReport.kind == report.kind, PeriodReport.state == rules.State.SIGNED.value)
        .where(or_(PeriodReport.last < report.first, PeriodReport.first > report.last))
        .order_by(PeriodReport.first.desc())
        .limit(_BACK)
    ).all()
    earlier = [
        Signed(row.kind, row.first, row.last, row.book_seq, row.content["nights"]) for row in rows if row.last < report.first
    ]
    if not earlier:
        return []
    span = min(one.first for one in earlier), max(one.last for one in earlier)
    nights = figures.nights_of(owner.books, owner.team_id, *span)
    told = [Told(row.book_seq, row.content["corrections"]) for row in rows if row.content["corrections"]]
    return rules.find_corrections(earlier, told, rules.nightly(nights, _groups()))
