"""Signing a report: it is frozen with its digest and the journal's head, the night reports inside are locked; and opening it
again from above."""

from datetime import date, timedelta
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import BUSY, CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_FOUND, DomainError, fault_at
from app.core.night import local, night_of
from app.core.text import nfc
from app.journal import queries as journal
from app.journal.service import hold_book
from app.people.rules import KEEPERS
from app.periods import queries, rules
from app.periods.models import PeriodReport, PeriodVersion
from app.periods.queries import Owner, PeriodRow
from app.periods.rules import State
from app.periods.service.drafting import check_open, note_period
from app.reports.rules import State as ReportState
from app.reports.service.locking import lock_of_period, unlock_of_period
from app.roster import service as roster
from app.web.database import db

MOST_REASON = 1000
_STANDS_FOR = timedelta(days=14)


def sign_off(actor: Actor, period_id: UUID, *, seen: str, leave_out: bool = False, reason: str = "") -> PeriodVersion:
    """Sign what the page showed (``seen``, ``rules.seen_mark``).

    ``INVALID`` while the period is not over, or while reports wait that are not left out on purpose with a reason;
    ``CHANGED_MEANWHILE`` when figures or texts are not those that were seen any more.
    """
    row = queries.get_period(actor, period_id, locked=True)
    report, reason = row.report, nfc(reason).strip()
    rules.check_may(rules.may_sign(actor, of_team=row.of_team))
    check_open(row)
    tonight = night_of(clock.now())
    if report.last >= tonight:
        raise DomainError(INVALID, errors=[fault_at("", "Kỳ này chưa hết, chưa ký được.")])
    owner = queries.owner_of(report)
    # First the reports, then the book: in the order in which every other verb takes them.
    held = queries.decided_in(owner, report.first, report.last, but=report.id, locked=True)
    hold_book(report.commune_id)
    head = journal.find_head(report.commune_id)
    content = dict(queries.draft_of(report, tonight).content)
    if rules.seen_mark(content) != seen:
        raise DomainError(CHANGED_MEANWHILE, "Số liệu hoặc lời văn vừa thay đổi, xin xem lại rồi ký.")
    _check_waiting(content["waiting"], leave_out=leave_out, reason=reason)
    content["left_out"] = reason if content["waiting"] else ""
    version = PeriodVersion(commune_id=report.commune_id, report_id=report.id, version=report.version + 1)
    version.content, version.digest = content, rules.seal(content)
    version.book_seq, version.book_chain = head.seq, head.chain
    version.signed_at, version.signed_by = clock.now(), actor.account_id
    report.version, report.state = version.version, State.SIGNED.value
    db.session.add(version)
    nights = {date.fromisoformat(night) for one in content["corrections"] for night in one["nights"]}
    _lock(actor, row, owner, {one.id for one in held}, nights)
    facts = {"version": version.version, "digest": version.digest.hex(), "left_out": len(content["waiting"])}
    note_period(actor, report, "period.signed", book_seq=head.seq, **facts)
    return version


def _check_waiting(waiting: list[object], *, leave_out: bool, reason: str) -> None:
    if not waiting:
        return
    faults = []
    if not leave_out:
        faults.append(fault_at("/leave_out", "Còn báo cáo chưa duyệt. Duyệt trước, hoặc đánh dấu để không tính."))
    if not 1 <= len(reason) <= MOST_REASON:
        faults.append(fault_at("/reason", "Xin ghi lý do"))
    if faults:
        raise DomainError(INVALID, errors=faults)


def _lock(actor: Actor, row: PeriodRow, owner: Owner, held: set[UUID], nights: set[date]) -> None:
    """Lock what the report counts: the nights of its period, and those that it corrects."""
    report = row.report
    inside = queries.decided_in(owner, report.first, report.last, but=report.id)
    if not {one.id for one in inside} <= held:
        # One more was approved between looking and holding the book; it comes again.
        raise DomainError(BUSY)
    both = queries.decided_in(owner, report.first, report.last, but=report.id, also=nights)
    ids = [one.id for one in both if one.state == ReportState.APPROVED]
    lock_of_period(actor, owner.books, ids, report.id, f"Báo cáo kỳ {_days(report)} đã ký.")
    _tell(actor, report, f"đã ký báo cáo kỳ {_days(report)}", "Số liệu kỳ này đã chốt, báo cáo các đêm trong kỳ đã khóa.")


def reopen(actor: Actor, period_id: UUID, reason: str) -> int:
    """Open a signed report again, with a reason; the signed version stays. Its night reports are approved ones again, but
    for those that another signed report holds: gives how many these are."""
    row = queries.get_period(actor, period_id, locked=True)
    report, reason = row.report, nfc(reason).strip()
    rules.check_may(rules.may_reopen(actor, of_team=row.of_team))
    if report.state != State.SIGNED:
        raise DomainError(MOVE_NOT_POSSIBLE, "Báo cáo kỳ này đang mở.", state=report.state)
    if not 1 <= len(reason) <= MOST_REASON:
        raise DomainError(INVALID, errors=[fault_at("/reason", "Xin ghi lý do")])
    owner = queries.owner_of(report)
    version = queries.list_versions(report)[0]
    version.reopened_at, version.reopened_by, version.reason = clock.now(), actor.account_id, reason
    report.state = State.REOPENED.value
    inside = queries.decided_in(owner, report.first, report.last, but=report.id, locked=True)
    locked = [one for one in inside if one.state == ReportState.LOCKED]
    free = [one.id for one in locked if not one.held]
    unlock_of_period(actor, owner.books, free, report.id, reason)
    _tell(actor, report, f"mở lại báo cáo kỳ {_days(report)}", reason)
    note_period(actor, report, "period.reopened", version=report.version, unlocked=len(free))
    return len(locked) - len(free)


def _days(report: PeriodReport) -> str:
    return f"{report.first:%d/%m} – {report.last:%d/%m/%Y}"


def _tell(actor: Actor, report: PeriodReport, about: str, words: str) -> None:
    """Tell the team of its own report; of the commune's, its phones see the state of each night."""
    if report.team_id is None or actor.role not in KEEPERS or report.commune_id != actor.commune_id:
        return
    until = local(clock.now()).date() + _STANDS_FOR
    try:
        roster.post_notice(actor, f"{actor.name} {about}"[:120], words, team_id=report.team_id, until=until)
    except DomainError as refusal:
        if refusal.problem is not NOT_FOUND:
            raise
