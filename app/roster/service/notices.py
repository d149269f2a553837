"""What the commune police tells one team, or all of them, and who has read it."""

from datetime import date, timedelta
from uuid import UUID

from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries as people
from app.people.rules import check_may_keep
from app.roster.models import Notice, NoticeRead
from app.roster.service.from_phones import Hand
from app.web.database import db


def post_notice(actor: Actor, title: str, text: str, *, team_id: UUID | None = None, until: date | None = None) -> Notice:
    """Tell one team (or, without ``team_id``, all of the commune) something until the day ``until``."""
    commune_id = check_may_keep(actor)
    title, text = nfc(title).strip(), nfc(text).strip()
    faults = [
        {"pointer": pointer, "detail": f"Cần 1–{most} ký tự"}
        for pointer, value, most in (("/title", title, 120), ("/text", text, 1000))
        if not 1 <= len(value) <= most
    ]
    if faults:
        raise DomainError(INVALID, errors=faults)
    now = clock.now()
    if team_id is not None:
        people.get_team(actor, team_id, local(now).date())
    notice = Notice(
        commune_id=commune_id,
        id=new_id(),
        team_id=team_id,
        title=title,
        text=text,
        at=now,
        until=until,
        made_by=actor.account_id,
    )
    db.session.add(notice)
    _note(notice, "notice.posted", actor)
    return notice


def tell_team(commune_id: str, team_id: UUID, notice_id: UUID, *, title: str, text: str, until: date) -> None:
    """A notice that no person writes: what the program itself has to say to one team until the day ``until``."""
    notice = Notice(commune_id=commune_id, id=notice_id, team_id=team_id, title=title, text=text, at=clock.now())
    notice.until, notice.made_by = until, None
    db.session.add(notice)
    _note(notice, "notice.posted", SYSTEM)


def untell_team(commune_id: str, notice_id: UUID) -> None:
    """Take down what the program told, where that is not true any more; harmless when it was taken down before."""
    notice = db.session.get(Notice, (commune_id, notice_id))
    today = local(clock.now()).date()
    if notice is not None and (notice.until is None or notice.until >= today):
        notice.until = today - timedelta(days=1)
        _note(notice, "notice.ended", SYSTEM)


def end_notice(actor: Actor, notice_id: UUID) -> None:
    """Take a notice down: yesterday was its last day."""
    commune_id = check_may_keep(actor)
    notice = db.session.get(Notice, (commune_id, notice_id))
    if notice is None:
        raise DomainError(NOT_FOUND)
    today = local(clock.now()).date()
    if notice.team_id is not None:
        people.get_team(actor, notice.team_id, today)
    notice.until = today - timedelta(days=1)
    _note(notice, "notice.ended", actor)


def read_notice(hand: Hand, notice_id: UUID) -> None:
    """A member of the team has read a notice; the first time counts, and one that is not here any more needs no reader.

    Refuses with ``INVALID`` somebody who never was of the team.
    """
    if hand.member_id is None or not people.ever_was_member(hand.commune_id, hand.team_id, hand.member_id):
        raise DomainError(INVALID, errors=[{"pointer": "/actor_id", "detail": "Người này không thuộc tổ"}])
    notice = db.session.get(Notice, (hand.commune_id, notice_id))
    if notice is None or notice.team_id not in (None, hand.team_id):
        return
    if db.session.get(NoticeRead, (hand.commune_id, notice_id, hand.member_id)) is None:
        read = NoticeRead(commune_id=hand.commune_id, notice_id=notice_id, member_id=hand.member_id)
        read.team_id, read.at = hand.team_id, hand.at
        db.session.add(read)
        db.session.flush()


def _note(notice: Notice, kind: str, actor: Actor) -> None:
    audience = journal_rules.COMMUNE if notice.team_id is None else journal_rules.TEAM
    subject = Subject("notice", notice.id, notice.team_id)
    journal.note(notice.commune_id, kind, subject, actor, audience=audience)
