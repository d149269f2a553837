"""Opening a draft, and writing its parts."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError, fault_at
from app.core.night import night_of
from app.core.text import nfc
from app.figures.rules import period_of
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.people import queries as people
from app.periods import queries, rules
from app.periods.models import PeriodReport, PeriodText
from app.periods.queries import PeriodRow
from app.web.database import db


def open_draft(actor: Actor, kind: str, day: date, team_id: UUID | None) -> UUID:
    """The report of the period of a kind that the night ``day`` lies in, of a team in scope or of the commune; one that is
    there already stays as it is. ``INVALID`` for a kind that is not theirs or a period ahead."""
    rules.check_may(rules.may_write(actor, of_team=team_id is not None))
    tonight = night_of(clock.now())
    if kind not in rules.kinds_of(of_team=team_id is not None) or not 2000 <= day.year < 2100 or day > tonight:
        raise DomainError(INVALID, errors=[fault_at("/day", "Kỳ này chưa bắt đầu hoặc không có")])
    period = period_of(kind, day)
    team = people.get_team(actor, team_id, min(period.last, tonight)) if team_id else None
    if actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    period_id = rules.report_id(actor.commune_id, team_id, kind, period.first)
    report = PeriodReport(commune_id=actor.commune_id, id=period_id, team_id=team_id, kind=kind)
    report.village_id = team.village_id if team else None
    report.first, report.last, report.state, report.version = period.first, period.last, rules.State.DRAFT.value, 0
    report.opened_at, report.opened_by = clock.now(), actor.account_id
    if db.session.get(PeriodReport, (actor.commune_id, period_id)) is None and _insert(report):
        note_period(actor, report, "period.opened")
    return period_id


def _insert(report: PeriodReport) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        # Somebody opened it at the same moment, which is just as good.
        return False
    return True


def write_part(actor: Actor, period_id: UUID, part: str, *, rev: int, text: str) -> PeriodText:
    """Write one part on top of the revision that the writer saw (0 before the first); ``CHANGED_MEANWHILE`` with the present
    ``rev`` when somebody was quicker, ``MOVE_NOT_POSSIBLE`` in a signed report."""
    row = queries.get_period(actor, period_id, locked=True)
    report = row.report
    rules.check_may(rules.may_write(actor, of_team=row.of_team))
    check_open(row)
    text = nfc(text).replace("\r\n", "\n").strip()
    if part not in rules.parts_of(of_team=row.of_team) or len(text) > rules.MOST_TEXT:
        raise DomainError(INVALID, errors=[fault_at("/text", "Nhiều nhất 6000 ký tự")])
    known = db.session.get(PeriodText, (report.commune_id, report.id, part), populate_existing=True)
    if (known.rev if known else 0) != rev:
        raise DomainError(CHANGED_MEANWHILE, "Người khác vừa sửa phần này.", rev=known.rev if known else 0)
    if known is None:
        known = PeriodText(commune_id=report.commune_id, report_id=report.id, part=part, rev=0)
        db.session.add(known)
    elif known.text == text:
        return known
    known.rev, known.text, known.account_id, known.at = rev + 1, text, actor.account_id, clock.now()
    note_period(actor, report, "period.written", part=part, rev=known.rev)
    return known


def check_open(row: PeriodRow) -> None:
    """``MOVE_NOT_POSSIBLE`` for a report that is signed."""
    if row.report.state == rules.State.SIGNED:
        raise DomainError(MOVE_NOT_POSSIBLE, "Báo cáo kỳ này đã ký, không sửa được.", state=row.report.state)


def note_period(actor: Actor, report: PeriodReport, kind: str, **facts: Any) -> None:
    """Note in the journal what happened to a period's report, for the police of its commune."""
    known = {"kind": report.kind, "first": report.first.isoformat(), "last": report.last.isoformat()}
    absent = actor.stands_for_in(report.village_id) if report.village_id else None
    stood_for = {"stood_for": str(absent)} if absent else {}
    subject = Subject("period", report.id, report.team_id)
    note(report.commune_id, kind, subject, actor, facts=known | facts | stood_for, audience=POLICE)
