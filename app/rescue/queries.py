"""The phone that wrote a file: its key, its team, and whether it has been shut out since."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.errors import UNKNOWN_PHONE, DomainError
from app.people.models import Device, Team
from app.web.database import db


@dataclass(frozen=True)
class Phone:
    """A phone as values, so that it can be held while no transaction is open."""

    commune_id: str
    id: UUID
    name: str
    team_id: UUID
    team: str
    revoked_at: datetime | None
    rescue_key: bytes = field(repr=False)


def get_phone(commune_id: str, device_id: UUID) -> Phone:
    """The phone of the commune, revoked ones too; ``UNKNOWN_PHONE`` when there is none. One statement."""
    found = db.session.execute(
        select(Device.name, Device.team_id, Team.name.label("team"), Device.revoked_at, Device.rescue_key)
        .join(Team, (Team.commune_id == Device.commune_id) & (Team.id == Device.team_id))
        .where(Device.commune_id == commune_id, Device.id == device_id)
    ).one_or_none()
    if found is None:
        raise DomainError(UNKNOWN_PHONE)
    return Phone(commune_id, device_id, found.name, found.team_id, found.team, found.revoked_at, found.rescue_key)
