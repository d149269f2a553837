"""The late board: rounds, sheets, difficulties and plans past their day, who is asked, and when they were reminded."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, exists, func, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people.queries.filters import in_books
from app.registry import rules
from app.registry.models import ModelSite, Reminder, Replication, ReviewRound, ReviewSheet
from app.registry.queries.difficulties import Wanted, list_difficulties
from app.registry.queries.scopes import readable
from app.registry.rules import lateness
from app.registry.rules.rounds import UNFINISHED
from app.units.models import Village
from app.web.database import db

# After so long a reminder is stale: somebody asks again, or the board alone tells of it.
_LATELY = timedelta(days=60)


@dataclass(frozen=True)
class LateRow:
    """Something late: its kind (``rules.lateness.REMINDED``), what it is, where, which office is asked, for how many days,
    how often and when last somebody was reminded. ``round_id`` and ``site_id`` name its page."""

    kind: str
    id: UUID
    commune_id: str
    name: str
    village: str
    owner: str
    due_on: date
    late: int
    reminded: int = 0
    reminded_at: datetime | None = None
    round_id: UUID | None = None
    site_id: UUID | None = None
    count: int = 0


def list_late(actor: Actor) -> list[LateRow]:
    """All of it in the actor's villages, the longest late first. Five statements."""
    today = local(clock.now()).date()
    found = [*_rounds(actor, today), *_sheets(actor, today), *_difficulties(actor, today), *_plans(actor, today)]
    told = _reminders(actor)
    rows = [_with(row, told.get((row.commune_id, row.kind, row.id))) for row in found]
    return sorted(rows, key=lambda row: (row.due_on, lateness.REMINDED.index(row.kind), row.name))


def list_reminded(actor: Actor) -> list[LateRow]:
    """What the actor's office was reminded of and has still to do, the longest late first. One statement where nobody was
    reminded lately, seven otherwise."""
    office = lateness.office_of(actor.role)
    if office is None or not rules.may_read(actor):
        return []
    lately = Reminder.on >= local(clock.now()).date() - _LATELY
    if not db.session.scalar(select(exists().where(in_books(actor, Reminder.commune_id), lately))):
        return []
    return [row for row in list_late(actor) if row.reminded and row.owner == office]


def get_late(actor: Actor, kind: str, record_id: UUID) -> LateRow:
    """One of them; ``NOT_FOUND`` where nothing of the actor's is late."""
    found = next((row for row in list_late(actor) if (row.kind, row.id) == (kind, record_id)), None)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def _rounds(actor: Actor, today: date) -> list[LateRow]:
    if not rules.may_read(actor):
        return []
    left = func.sum(case((ReviewSheet.state.in_(UNFINISHED), 1), else_=0))
    question = (
        select(ReviewRound.id, ReviewRound.commune_id, ReviewRound.name, ReviewRound.due_on, left)
        .join(ReviewSheet, and_(ReviewSheet.commune_id == ReviewRound.commune_id, ReviewSheet.round_id == ReviewRound.id))
        .where(in_books(actor, ReviewRound.commune_id), ReviewRound.closed_at.is_(None), ReviewRound.due_on < today)
        .where(readable(actor, ReviewSheet))
        .group_by(ReviewRound.id, ReviewRound.commune_id, ReviewRound.name, ReviewRound.due_on)
    )
    return [
        LateRow(lateness.ROUND, key, book, name, "", "police", due, (today - due).days, round_id=key, count=int(count or 0))
        for key, book, name, due, count in db.session.execute(question)
    ]


def _sheets(actor: Actor, today: date) -> list[LateRow]:
    question = (
        select(ReviewSheet, ReviewRound.due_on, ModelSite.name, Village.name)
        .join(ReviewRound, and_(ReviewRound.commune_id == ReviewSheet.commune_id, ReviewRound.id == ReviewSheet.round_id))
        .join(ModelSite, and_(ModelSite.commune_id == ReviewSheet.site_commune_id, ModelSite.id == ReviewSheet.site_id))
        .outerjoin(Village, and_(Village.commune_id == ModelSite.commune_id, Village.id == ModelSite.village_id))
        .where(readable(actor, ReviewSheet), ReviewRound.closed_at.is_(None), ReviewRound.due_on < today)
        .where(ReviewSheet.state.in_(UNFINISHED))
    )
    return [
        LateRow(
            lateness.SHEET, sheet.site_id, sheet.commune_id, name, village or "", "police", due, (today - due).days,
            round_id=sheet.round_id, site_id=sheet.site_id,
        )
        for sheet, due, name, village in db.session.execute(question)
    ]  # fmt: skip


def _difficulties(actor: Actor, today: date) -> list[LateRow]:
    return [
        LateRow(
            lateness.DIFFICULTY, row.it.id, row.it.commune_id, row.about, row.village, row.it.owner, row.it.due_on, row.late
        )
        for row in list_difficulties(actor, Wanted("open"))
        if row.it.due_on < today
    ]


def _plans(actor: Actor, today: date) -> list[LateRow]:
    question = (
        select(Replication, ModelSite.name, Village.name)
        .join(ModelSite, and_(ModelSite.commune_id == Replication.commune_id, ModelSite.id == Replication.parent_id))
        .outerjoin(Village, and_(Village.commune_id == Replication.commune_id, Village.id == Replication.village_id))
        .where(readable(actor, Replication), Replication.state == "planned", Replication.due_on < today)
    )
    return [
        LateRow(
            lateness.REPLICATION, plan.id, plan.commune_id, name, village or "", "committee", plan.due_on,
            (today - plan.due_on).days, site_id=plan.parent_id,
        )
        for plan, name, village in db.session.execute(question)
    ]  # fmt: skip


def _reminders(actor: Actor) -> dict[tuple[str, str, UUID], tuple[int, datetime]]:
    keys: Any = (Reminder.commune_id, Reminder.kind, Reminder.record_id)
    question = select(*keys, func.count(), func.max(Reminder.at)).where(in_books(actor, Reminder.commune_id)).group_by(*keys)
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in db.session.execute(question)}


def _with(row: LateRow, told: tuple[int, datetime] | None) -> LateRow:
    return replace(row, reminded=told[0], reminded_at=told[1]) if told else row
