"""Peak periods: the chief says in which nights more is asked, and of whom; the teams' phones are told if wished."""

from dataclasses import replace
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries as people
from app.people.rules import CHIEF
from app.roster import rules
from app.roster.models import Peak
from app.roster.rules import Asked
from app.roster.service.notices import post_notice
from app.web.database import db


def _check_may(actor: Actor) -> str:
    if actor.kind != "office" or actor.role != CHIEF or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def keep_peak(actor: Actor, asked: Asked, *, peak_id: UUID | None = None, tell: bool = False) -> Peak:
    """Add a peak period, or change the one with this id; with ``tell`` a notice goes to its teams until it is over.

    ``INVALID`` names what does not fit, also one that is over already; ``NOT_FOUND`` for one of another commune.
    """
    commune_id = _check_may(actor)
    asked = replace(asked, name=" ".join(nfc(asked.name).split()), text=nfc(asked.text).strip())
    today = local(clock.now()).date()
    faults = rules.find_peak_faults(asked)
    if asked.last < today:
        faults.append(fault_at("/last", "Đợt này đã qua"))
    if set(asked.team_ids) - {team.id for team in people.list_teams(actor, today)}:
        faults.append(fault_at("/teams", "Có tổ không còn hoạt động"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    peak = _find(commune_id, peak_id) if peak_id else Peak(commune_id=commune_id, id=new_id(), at=clock.now())
    peak.name, peak.first, peak.last, peak.text = asked.name, asked.first, asked.last, asked.text
    peak.nights_a_week, peak.team_ids = asked.nights_a_week, [str(one) for one in asked.team_ids]
    if peak_id is None:
        peak.made_by, peak.ended_at = actor.account_id, None
        db.session.add(peak)
    _note(actor, peak, "peak.changed" if peak_id else "peak.set")
    if tell:
        title, text = rules.words_of_peak(asked)
        for team_id in asked.team_ids or (None,):
            post_notice(actor, title, text, team_id=team_id, until=asked.last)
    return peak


def end_peak(actor: Actor, peak_id: UUID) -> None:
    """End a peak period before its time, or take back one that has not begun."""
    peak = _find(_check_may(actor), peak_id)
    peak.ended_at = clock.now()
    _note(actor, peak, "peak.ended")


def _find(commune_id: str, peak_id: UUID) -> Peak:
    peak = db.session.get(Peak, (commune_id, peak_id))
    if peak is None or peak.ended_at is not None:
        raise DomainError(NOT_FOUND)
    return peak


def _note(actor: Actor, peak: Peak, kind: str) -> None:
    facts = {"first": peak.first.isoformat(), "last": peak.last.isoformat(), "nights_a_week": peak.nights_a_week}
    journal.note(peak.commune_id, kind, Subject("peak", peak.id), actor, facts=facts, audience=journal_rules.POLICE)
