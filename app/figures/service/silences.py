"""Silent teams: the leader is told once for each silence, and what he was told goes when a report has come.

The officer sees the same on the grid and the morning sheet a night later, worked out from the nights themselves.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.actor import Actor
from app.core.ids import new_id
from app.core.night import local, night_of
from app.figures import queries, rules
from app.figures.models import Silence
from app.figures.queries import TeamNights
from app.journal import queries as journal
from app.people import queries as people
from app.people.rules import CHIEF
from app.reports import queries as reports
from app.roster import service as roster
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work


def raise_silences() -> int:
    """Tell the leaders of teams that fell silent; gives how many. In its own units of work, safe to run at any time."""
    count = 0
    now = clock.now()
    for commune_id in journal.list_communes(present=True):
        tonight = rules.asked_until(now, reports.due_at(night_of(now) - timedelta(days=1), commune_id))
        # What its chief would see.
        actor = Actor("office", role=CHIEF, commune_id=commune_id, former_ids=journal.list_former(commune_id))
        teams = queries.read_grid(actor, tonight, tonight, tonight).rows
        told = _told(actor)
        end_reading()
        for team in teams:
            mine = told.get(team.team.id, [])
            _end(mine, team)
            count += _tell(mine, team)
    return count


def _told(actor: Actor) -> dict[UUID, list[Silence]]:
    """What each team was told, the newest first."""
    found: dict[UUID, list[Silence]] = {}
    question = select(Silence).where(people.in_books(actor, Silence.commune_id)).order_by(Silence.first_night.desc())
    for one in db.session.scalars(question):
        db.session.expunge(one)
        found.setdefault(one.team_id, []).append(one)
    return found


def _end(told: Sequence[Silence], team: TeamNights) -> None:
    """A report has come since: the notice would blame a team that has answered."""
    for one in told[:1]:
        if one.over_at is None and one.last_night not in team.silence:
            with unit_of_work():
                known = db.session.get(Silence, (one.commune_id, one.team_id, one.first_night))
                if known is not None and known.over_at is None:
                    known.over_at = clock.now()
                    roster.untell_team(team.team.commune_id, one.notice_id)


def _tell(told: Sequence[Silence], team: TeamNights) -> bool:
    nights = rules.untold(team.silence, (told[0].first_night, told[0].last_night) if told else None)
    if not nights:
        return False
    try:
        with unit_of_work():
            _write(team, nights)
    except IntegrityError:
        # Another worker was quicker.
        return False
    return True


def _write(team: TeamNights, nights: Sequence[date]) -> None:
    title, text = rules.words_to_leader(nights)
    until = local(clock.now()).date() + rules.SILENCE_SHOWN
    silence = Silence(commune_id=team.team.commune_id, team_id=team.team.id, notice_id=new_id(), at=clock.now())
    silence.first_night, silence.last_night = nights[0], nights[-1]
    db.session.add(silence)
    roster.tell_team(silence.commune_id, silence.team_id, silence.notice_id, title=title, text=text, until=until)
