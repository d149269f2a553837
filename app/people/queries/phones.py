"""Phones and the invitations that let them in, as the office sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.catalogue import queries as catalogue
from app.core import clock, contract
from app.core.actor import Actor
from app.people.models import Account, Device, Invitation, Team
from app.people.queries.filters import in_books, scope_today
from app.people.queries.teams import TeamColumns
from app.people.rules import pairing
from app.people.rules.phones import Heard, Nudge, Trouble, troubles_of
from app.web.database import db
from app.web.keyed import keyed_digest


@dataclass(frozen=True)
class DeviceRow:
    """A phone as the office sees it. ``confirmed_by`` is the name of who compared its ``words``, empty before that."""

    id: UUID
    team_id: UUID
    team_name: str
    name: str
    platform: str
    enrolled_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None
    health: dict[str, Any] | None
    nudge: Nudge | None
    words: list[str]
    confirmed_at: datetime | None
    confirmed_by: str


@dataclass(frozen=True)
class InvitationRow:
    """An invitation as the office sees it: never its codes, which only a digest is kept of."""

    id: UUID
    team_id: UUID
    team_name: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def list_devices(actor: Actor, team_id: UUID | None = None) -> list[DeviceRow]:
    """The phones of the teams that the actor may see, the newest first; one statement."""
    question = (
        select(Device, Team.name.label("team"), Account.name.label("by"))
        .join(Team, (Team.commune_id == Device.commune_id) & (Team.id == Device.team_id))
        .outerjoin(Account, Account.id == Device.confirmed_by)
        .where(scope_today(actor, TeamColumns))
        .order_by(Device.enrolled_at.desc(), Device.id)
    )
    rows = db.session.execute(question if team_id is None else question.where(Team.id == team_id))
    return [_device_row(row.Device, row.team, row.by or "") for row in rows]


def list_heard(actor: Actor) -> list[Heard]:
    """What is known of how each phone in use fares, of the teams that the actor may see; one statement."""
    question = (
        select(Device.seen_at, Device.enrolled_at, Device.health)
        .join(Team, (Team.commune_id == Device.commune_id) & (Team.id == Device.team_id))
        .where(scope_today(actor, TeamColumns), Device.revoked_at.is_(None))
    )
    return [Heard(row.seen_at, row.enrolled_at, row.health or {}) for row in db.session.execute(question)]


def _device_row(device: Device, team_name: str, confirmed_by: str) -> DeviceRow:
    return DeviceRow(
        id=device.id,
        team_id=device.team_id,
        team_name=team_name,
        name=device.name,
        platform=device.platform,
        enrolled_at=device.enrolled_at,
        seen_at=device.seen_at,
        revoked_at=device.revoked_at,
        health=device.health,
        nudge=nudge_of(device),
        words=words_of(device),
        confirmed_at=device.confirmed_at,
        confirmed_by=confirmed_by,
    )


def words_of(device: Device) -> list[str]:
    """The three words of this enrolment. Who caught the invitation's code cannot make them: our secret is in them."""
    enrolment = f"{device.id} {device.install_id} {int(device.enrolled_at.timestamp())}"
    return pairing.words_from(keyed_digest("phone words", enrolment))


def words_to_compare(device: Device | None) -> list[str] | None:
    """The phone's words while nobody has compared them yet."""
    return words_of(device) if device is not None and device.confirmed_at is None else None


def compares_words(actor: Actor) -> bool:
    """Whether the actor's commune asks that the words of its phones be compared (at most half a minute old)."""
    return bool(catalogue.recent_setting(pairing.SETTING, actor.commune_id))


def nudge_of(device: Device) -> Nudge | None:
    """The office's last reminder to this phone."""
    return Nudge(device.nudge_at, device.nudge_reason) if device.nudge_at and device.nudge_reason else None


def troubles_now(device: Device | DeviceRow | Heard) -> list[Trouble]:
    """What needs a person at this phone now, worst first."""
    heard = Heard(device.seen_at, device.enrolled_at, device.health or {})
    return troubles_of(heard, clock.now(), oldest_client=contract.OLDEST_CLIENT)


def list_invitations(actor: Actor, now: datetime, team_id: UUID | None = None) -> list[InvitationRow]:
    """The invitations that still open a door at ``now``, for the teams that the actor may see; one statement."""
    question = (
        select(Invitation, Team.name.label("team"))
        .join(Team, (Team.commune_id == Invitation.commune_id) & (Team.id == Invitation.team_id))
        .where(scope_today(actor, TeamColumns), Invitation.expires_at > now)
        .where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .order_by(Invitation.made_at.desc(), Invitation.id)
    )
    rows = db.session.execute(question if team_id is None else question.where(Team.id == team_id))
    return [_invitation_row(row.Invitation, row.team) for row in rows]


def _invitation_row(invitation: Invitation, team_name: str) -> InvitationRow:
    return InvitationRow(
        id=invitation.id,
        team_id=invitation.team_id,
        team_name=team_name,
        made_at=invitation.made_at,
        expires_at=invitation.expires_at,
        used_at=invitation.used_at,
        revoked_at=invitation.revoked_at,
    )


def was_enrolled(actor: Actor, team_id: UUID) -> bool:
    """Whether the actor's installation was ever enrolled for that team of its commune; one statement."""
    question = devices_of_installation(actor).where(Device.team_id == team_id)
    return db.session.execute(question.limit(1)).first() is not None


def devices_of_installation(actor: Actor) -> Select[UUID]:
    """The ids under which the actor's installation of the app was ever enrolled in its commune, or in one that was merged
    into it; a part of a question."""
    other = aliased(Device)
    own = select(other.install_id).where(other.commune_id == actor.commune_id, other.id == actor.device_id)
    return select(Device.id).where(in_books(actor, Device.commune_id), Device.install_id.in_(own))
