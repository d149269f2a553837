"""Asking about something late: noted with time and by whom, at most once a day."""

from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, DomainError
from app.core.night import local
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.models import Reminder
from app.web.database import db

_SUBJECTS = {"sheet": "site", "round": "round", "difficulty": "difficulty", "replication": "replication"}


def remind(actor: Actor, kind: str, record_id: UUID) -> Reminder:
    """Note that whoever is asked about something late was reminded of it today.

    ``NOT_ALLOWED``, ``NOT_FOUND`` where nothing is late, ``ALREADY_THERE`` for a second reminder on a day.
    """
    rules.check_may_keep(actor)
    row = queries.get_late(actor, kind, record_id)
    now = clock.now()
    today = local(now).date()
    if db.session.get(Reminder, (row.commune_id, kind, record_id, today)) is not None:
        raise DomainError(ALREADY_THERE)
    one = Reminder(commune_id=row.commune_id, kind=kind, record_id=record_id, on=today, at=now, account_id=actor.account_id)
    db.session.add(one)
    facts = {"kind": kind, "owner": row.owner, "late": row.late}
    subject = Subject(_SUBJECTS[kind], record_id)
    note(row.commune_id, "model.reminded", subject, actor, facts=facts, audience=POLICE_ONLY)
    return one
