"""How a phone gets in: an invitation for a team, opened once by one phone."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ENROLMENT_OVER, INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Device, Invitation
from app.people.queries import TeamRow
from app.web.cookies import new_token, token_hash
from app.web.database import db
from app.web.keyed import keyed_digest

_LINK_BYTES = 16
_KEY_BYTES = 32


@dataclass(frozen=True)
class NewInvitation:
    """An invitation with its codes, which nobody can read again: ``code`` is typed, ``link_code`` stands in the link."""

    id: UUID
    team_id: UUID
    code: str
    link_code: str
    expires_at: datetime


@dataclass(frozen=True)
class Enrolment:
    """A phone that has been let in; ``token`` is its cookie. ``is_new`` is false when a lost answer was asked for again.
    ``words`` are the phone's three, None once they were compared.
    """

    device_id: UUID
    rescue_key: bytes
    token: str
    team: TeamRow
    is_new: bool
    words: list[str] | None


def make_invitation(actor: Actor, team_id: UUID) -> NewInvitation:
    """Invite one phone into a team for 24 hours."""
    rules.check_may_keep(actor)
    return _invite(actor, queries.get_team(actor, team_id, local(clock.now()).date()))


def make_invitations(actor: Actor, team_ids: Collection[UUID], *, each: int) -> list[tuple[TeamRow, NewInvitation]]:
    """Invite ``each`` phones into each of the teams, in the order of their villages.

    ``NOT_FOUND`` when one of them has ended or is outside of the actor's scope; ``INVALID`` for none, or for more than
    ``rules.MOST_INVITATIONS`` in all.
    """
    rules.check_may_keep(actor)
    teams = [team for team in queries.list_teams(actor, local(clock.now()).date()) if team.id in team_ids]
    if len(teams) != len(set(team_ids)):
        raise DomainError(NOT_FOUND)
    if not 1 <= len(teams) * each <= rules.MOST_INVITATIONS:
        raise DomainError(INVALID, errors=[fault_at("/teams", "Mỗi lần in từ 1 đến 60 mã")])
    return [(team, _invite(actor, team)) for team in teams for _ in range(each)]


def _invite(actor: Actor, team: TeamRow) -> NewInvitation:
    now = clock.now()
    code = "".join(secrets.choice(rules.CODE_LETTERS) for _ in range(rules.CODE_LENGTH))
    link_code = secrets.token_urlsafe(_LINK_BYTES)
    invitation = Invitation(
        commune_id=team.commune_id,
        id=new_id(),
        team_id=team.id,
        link_hash=token_hash(link_code),
        code_hash=_code_hash(code),
        made_by=actor.account_id,
        made_at=now,
        expires_at=now + rules.INVITATION_LIFE,
    )
    db.session.add(invitation)
    subject = Subject("invitation", invitation.id, team.id)
    journal.note(team.commune_id, "invitation.made", subject, actor, audience=journal_rules.POLICE)
    return NewInvitation(invitation.id, team.id, code, link_code, invitation.expires_at)


def revoke_invitation(actor: Actor, invitation_id: UUID) -> None:
    """Make an invitation open nothing any more; harmless when it was used already."""
    commune_id = rules.check_may_keep(actor)
    invitation = db.session.get(Invitation, (commune_id, invitation_id))
    now = clock.now()
    if invitation is None:
        raise DomainError(NOT_FOUND)
    queries.get_team(actor, invitation.team_id, local(now).date())
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        subject = Subject("invitation", invitation.id, invitation.team_id)
        journal.note(commune_id, "invitation.revoked", subject, actor, audience=journal_rules.POLICE)


def preview_enrolment(code: str, install_id: UUID | None = None) -> tuple[TeamRow, datetime]:
    """The team behind a code and when the code ends; consumes nothing. ``ENROLMENT_OVER`` as ``enrol``."""
    invitation = _get_invitation(code)
    _check_open_for(invitation, install_id)
    return _team_of(invitation), invitation.expires_at


def enrol(code: str, *, name: str, platform: str, install_id: UUID) -> Enrolment:
    """Let a phone in. The same code from the same ``install_id`` again is a lost answer: same phone, new cookie.

    ``ENROLMENT_OVER`` when the code is unknown, used by another phone, expired or revoked.
    """
    invitation = _get_invitation(code)
    known = _check_open_for(invitation, install_id)
    if known is not None:
        return _enrol_again(invitation, known)
    now, token = clock.now(), new_token()
    device = Device(
        commune_id=invitation.commune_id,
        id=new_id(),
        team_id=invitation.team_id,
        name=" ".join(nfc(name).split()),
        platform=platform,
        install_id=install_id,
        rescue_key=secrets.token_bytes(_KEY_BYTES),
        token_hash=token_hash(token),
        token_at=now,
        enrolled_at=now,
        seen_at=now,
    )
    db.session.add(device)
    invitation.used_at, invitation.device_id = now, device.id
    actor = Actor("device", id=device.id, role="team", commune_id=device.commune_id, team_id=device.team_id)
    subject = Subject("device", device.id, device.team_id)
    result = _let_in(invitation, device, token, is_new=True)
    journal.note(device.commune_id, "device.enrolled", subject, actor, facts={"invitation": str(invitation.id)})
    return result


def _enrol_again(invitation: Invitation, device: Device) -> Enrolment:
    # The first cookie may have arrived all the same, so it stays good until this one is used.
    token = new_token()
    device.next_token_hash = token_hash(token)
    return _let_in(invitation, device, token, is_new=False)


def _let_in(invitation: Invitation, device: Device, token: str, *, is_new: bool) -> Enrolment:
    words = queries.words_to_compare(device)
    return Enrolment(device.id, device.rescue_key, token, _team_of(invitation), is_new, words)


def _code_hash(code: str) -> bytes:
    # Forty bits alone could be found by trying all of them against a stolen table.
    return keyed_digest("invitation", code)


def _get_invitation(code: str) -> Invitation:
    typed = rules.typed_code(code)
    known = Invitation.link_hash == token_hash(code.strip())
    if typed is not None:
        known = or_(known, Invitation.code_hash == _code_hash(typed))
    # The row is locked, so that of two phones with one code the second sees that the first was there.
    invitation = db.session.scalar(select(Invitation).where(known).with_for_update())
    if invitation is None:
        raise DomainError(ENROLMENT_OVER)
    return invitation


def _check_open_for(invitation: Invitation, install_id: UUID | None) -> Device | None:
    """None for a fresh code; the phone itself when it asks again; else ``ENROLMENT_OVER``."""
    if invitation.revoked_at is not None or invitation.expires_at <= clock.now():
        raise DomainError(ENROLMENT_OVER)
    if invitation.used_at is None:
        return None
    device = db.session.get(Device, (invitation.commune_id, invitation.device_id))
    if device is None or device.install_id != install_id or device.revoked_at is not None:
        raise DomainError(ENROLMENT_OVER)
    return device


def _team_of(invitation: Invitation) -> TeamRow:
    team = queries.find_team(invitation.commune_id, invitation.team_id, local(clock.now()).date())
    if team is None:
        raise DomainError(ENROLMENT_OVER)
    return team
