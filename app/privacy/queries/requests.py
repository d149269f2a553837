"""Requests about personal data, the late ones first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people import queries as people
from app.people.models import Account, Member, Membership, Team
from app.privacy.models import DataRequest, RequestStep
from app.privacy.rules.requests import OPEN, RECEIVED, is_late
from app.web.database import db


@dataclass(frozen=True)
class RequestRow:
    """A request as pages show it; ``member`` is the name of the member who asks, empty for a resident."""

    id: UUID
    commune_id: str
    kind: str
    asker: str
    slip: str
    member: str
    details: str
    processor: bool
    extended: bool
    state: str
    received_on: date
    acknowledge_by: date
    due: date
    late: bool


@dataclass(frozen=True)
class StepRow:
    """A step that was taken, and by whom."""

    id: UUID
    step: str
    words: str
    ground: str
    at: datetime
    by: str


def _today() -> date:
    return local(clock.now()).date()


def _rows(actor: Actor) -> Select[DataRequest, str | None]:
    member = (Member.commune_id == DataRequest.commune_id) & (Member.id == DataRequest.member_id)
    mine = people.in_books(actor, DataRequest.commune_id)
    return select(DataRequest, Member.name).outerjoin(Member, member).where(mine)


def _row(request: DataRequest, member: str | None, today: date) -> RequestRow:
    late = is_late(request.state, acknowledge_by=request.acknowledge_by, due=request.due, today=today)
    names = ("id", "commune_id", "kind", "asker", "slip", "details", "processor", "extended", "state", "received_on")
    known: dict[str, Any] = {name: getattr(request, name) for name in (*names, "acknowledge_by", "due")}
    return RequestRow(member=member or "", late=late, **known)


def list_requests(actor: Actor, *, done: bool = False, limit: int = 200) -> list[RequestRow]:
    """The open requests, the one whose clock runs out first above; or the ``done`` ones, newest first. One statement."""
    if done:
        question = (
            _rows(actor).where(DataRequest.state.not_in(OPEN)).order_by(DataRequest.received_on.desc(), DataRequest.id)
        )
    else:
        first = case((DataRequest.state == RECEIVED, DataRequest.acknowledge_by), else_=DataRequest.due)
        question = _rows(actor).where(DataRequest.state.in_(OPEN)).order_by(first, DataRequest.id)
    today = _today()
    return [_row(request, member, today) for request, member in db.session.execute(question.limit(limit))]


def get_request(actor: Actor, request_id: UUID) -> RequestRow:
    """One request; ``NOT_FOUND`` outside the actor's books. One statement."""
    found = db.session.execute(_rows(actor).where(DataRequest.id == request_id)).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return _row(found[0], found[1], _today())


def count_late(actor: Actor) -> int:
    """How many requests of the actor's books are late; one statement."""
    today = _today()
    late = or_((DataRequest.state == RECEIVED) & (DataRequest.acknowledge_by < today), DataRequest.due < today)
    mine = people.in_books(actor, DataRequest.commune_id)
    counted = select(func.count()).select_from(DataRequest).where(mine, DataRequest.state.in_(OPEN), late)
    return db.session.scalar(counted) or 0


def steps_of(request: RequestRow) -> list[StepRow]:
    """What was done with a request, oldest first; one statement."""
    mine = (RequestStep.commune_id == request.commune_id) & (RequestStep.request_id == request.id)
    question = (
        select(RequestStep, Account.name)
        .outerjoin(Account, Account.id == RequestStep.account_id)
        .where(mine)
        .order_by(RequestStep.at, RequestStep.id)
    )
    return [
        StepRow(step.id, step.step, step.words, step.ground, step.at, name or "")
        for step, name in db.session.execute(question)
    ]


def list_members(actor: Actor) -> list[tuple[UUID, str]]:
    """The present members of the commune's teams as ``Tên – Tổ``, for the request of one of them; one statement."""
    today = _today()
    question = (
        select(Member.id, Member.name, Team.name.label("team"))
        .join(Membership, (Membership.commune_id == Member.commune_id) & (Membership.member_id == Member.id))
        .join(Team, (Team.commune_id == Membership.commune_id) & (Team.id == Membership.team_id))
        .where(Member.commune_id == actor.commune_id, people.existed_on(Membership, today))
        .order_by(Team.name, Membership.position, Member.id)
    )
    found = {row.id: f"{row.name} – {row.team}" for row in db.session.execute(question)}
    return list(found.items())
