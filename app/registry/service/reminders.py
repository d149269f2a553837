"""Asking about something late: noted with time and by whom, at most once a day; an office finds it on its first page, a team
on its phones."""

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, DomainError
from app.core.night import local
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.people.models import Team
from app.people.queries import existed_on
from app.registry import queries, rules
from app.registry.models import Difficulty, Reminder
from app.registry.rules import lateness
from app.roster import service as roster
from app.web.database import db

_SUBJECTS = {"sheet": "site", "round": "round", "difficulty": "difficulty", "replication": "replication"}
_SPACE = UUID("0b0d7a3e-5f0e-5c58-9f6c-3c1f7a64d2b1")
_TITLE, _MOST = "Việc trễ hạn, nhờ tổ xem", 600


def remind(actor: Actor, kind: str, record_id: UUID) -> Reminder:
    """Remind whoever is asked about something late, and note it.

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
    if row.owner == lateness.TEAM:
        _tell_teams(actor, db.session.get_one(Difficulty, (row.commune_id, record_id)), today)
    return one


def _tell_teams(actor: Actor, one: Difficulty, today: date) -> None:
    words = one.words if len(one.words) <= _MOST else f"{one.words[:_MOST]}…"
    text = f"{words}\nHạn {one.due_on:%d/%m/%Y}. Xong thì báo Công an xã để ghi lại."
    until = today + lateness.TOLD_FOR
    for commune_id, team_id in _teams_of(actor, one, today):
        roster.tell_team(commune_id, team_id, _notice_id(one, team_id, today), title=_TITLE, text=text, until=until)


def take_back(actor: Actor, one: Difficulty) -> None:
    """Nothing is asked of the teams any more: what their phones show of it is taken down."""
    mine = (Reminder.commune_id == one.commune_id) & (Reminder.kind == lateness.DIFFICULTY) & (Reminder.record_id == one.id)
    days = db.session.scalars(select(Reminder.on).where(mine)).all()
    for day in days:
        for commune_id, team_id in _teams_of(actor, one, day):
            roster.untell_team(commune_id, _notice_id(one, team_id, day))


def _teams_of(actor: Actor, one: Difficulty, on: date) -> list[tuple[str, UUID]]:
    """The team that it is about, or those of its village that were there on a day; none for the whole commune."""
    which = Team.id == one.team_id if one.team_id else Team.village_id == one.village_id
    here = (Team.commune_id == actor.commune_id) & which
    rows = db.session.execute(select(Team.commune_id, Team.id).where(here, existed_on(Team, on)).order_by(Team.id))
    return [(row.commune_id, row.id) for row in rows]


def _notice_id(one: Difficulty, team_id: UUID, day: date) -> UUID:
    return uuid5(_SPACE, f"{one.id}/{team_id}/{day}")
