"""Office accounts, and the actor that each of them is."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.core.actor import Actor
from app.core.errors import SIGN_IN_NEEDED, DomainError
from app.journal.queries import list_former
from app.people.models import Account, AccountVillage, Device
from app.units.models import Unit
from app.web.database import db

_Province = aliased(Unit)


def find_account(username: str) -> Account | None:
    """The open account of that name, written in any case."""
    return db.session.scalar(
        select(Account).where(Account.username == username.strip().lower(), Account.closed_at.is_(None))
    )


def list_accounts(commune_id: str | None = None) -> list[Account]:
    """The open accounts of a commune, or of everybody, by username."""
    question = select(Account).where(Account.closed_at.is_(None)).order_by(Account.username)
    if commune_id is not None:
        question = question.where(Account.commune_id == commune_id)
    return list(db.session.scalars(question))


def villages_of(account_id: UUID) -> frozenset[UUID] | None:
    """The villages that an account answers for; None means the whole commune."""
    found = db.session.scalars(select(AccountVillage.village_id).where(AccountVillage.account_id == account_id))
    return frozenset(found) or None


def actor_of(account: Account) -> Actor:
    """The actor that a person at a desk is, outside any session: for commands, the demo and tests."""
    return Actor(
        "office",
        id=account.id,
        role=account.role,
        name=account.name,
        commune_id=account.commune_id,
        province_id=account.province_id,
        village_ids=villages_of(account.id),
        former_ids=list_former(account.commune_id),
    )


def get_desk(actor: Actor) -> tuple[Account, Unit | None, Unit | None]:
    """The account of a person at a desk, its commune and its province (of the commune, or its own). One statement."""
    row = db.session.execute(
        select(Account, Unit, _Province)
        .outerjoin(Unit, Unit.id == Account.commune_id)
        .outerjoin(_Province, _Province.id == func.coalesce(Account.province_id, Unit.parent_id))
        .where(Account.id == actor.account_id)
    ).one_or_none()
    if row is None:
        raise DomainError(SIGN_IN_NEEDED)
    return row[0], row[1], row[2]


def find_device(actor: Actor) -> Device | None:
    """The phone that asks."""
    return db.session.get(Device, (actor.commune_id, actor.device_id)) if actor.device_id else None
