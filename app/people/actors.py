"""How a request becomes an actor: by the phone's cookie or by the desk's. One statement each.

"Last seen" and the renewal of a phone's cookie are written in a small unit of work of their own, and only when they are
due, so that reading stays reading.
"""

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from flask import after_this_request
from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import aliased
from werkzeug.wrappers import Response

from app.core import clock
from app.core.actor import NOBODY, Actor, StandsFor
from app.core.errors import DEVICE_REVOKED, DomainError
from app.core.night import local
from app.journal.queries import former_ids_column, read_former_ids
from app.people import rules
from app.people.models import Account, AccountVillage, Device, OfficeSession, StandIn
from app.people.queries.desks import any_factor
from app.people.queries.standing import in_force
from app.people.rules.standing import villages_of_all
from app.web.actor import register_actor_loader
from app.web.cookies import read_cookie, set_cookie, token_hash
from app.web.database import db, table_of
from app.web.keyed import keyed_digest
from app.web.transaction import unit_of_work

_Absent = aliased(Account)


def renewed_token(token: str) -> str:
    """The cookie that follows ``token``.

    It is made from the old one, so that answers lost or crossing on the way all carry the same, and whichever
    arrives is good.
    """
    return base64.urlsafe_b64encode(keyed_digest("device cookie", token)).rstrip(b"=").decode()


def load_device() -> Actor:
    """The phone behind the request; ``DEVICE_REVOKED`` when it was shut out, ``NOBODY`` when we do not know it."""
    token = read_cookie("device")
    if not token:
        return NOBODY
    row = _find_device(token)
    now = clock.now()
    if row is None or row.token_at + rules.DEVICE_COOKIE_LIFE <= now:
        return NOBODY
    if row.revoked_at is not None:
        raise DomainError(DEVICE_REVOKED)
    if row.token_hash == token_hash(renewed_token(token)) and row.token_at + rules.OLD_COOKIE_GRACE <= now:
        return NOBODY
    _keep_up(row, token, now)
    return Actor(
        "device",
        id=row.id,
        role="team",
        name=row.name,
        commune_id=row.commune_id,
        team_id=row.team_id,
        former_ids=read_former_ids(row.former_ids),
    )


# Built once: building a statement costs more than running it, and every request of a phone begins with this one.
_DEVICE = table_of(Device).c
_FIND_DEVICE = select(
    _DEVICE.commune_id,
    _DEVICE.id,
    _DEVICE.team_id,
    _DEVICE.name,
    _DEVICE.token_hash,
    _DEVICE.next_token_hash,
    _DEVICE.token_at,
    _DEVICE.seen_at,
    _DEVICE.revoked_at,
    former_ids_column(_DEVICE.commune_id).label("former_ids"),
).where(
    or_(
        _DEVICE.token_hash == bindparam("shown"),
        _DEVICE.token_hash == bindparam("renewed"),
        _DEVICE.next_token_hash == bindparam("shown"),
    )
)


def _find_device(token: str) -> Any:
    asked = {"shown": token_hash(token), "renewed": token_hash(renewed_token(token))}
    return db.session.connection().execute(_FIND_DEVICE, asked).first()


def _keep_up(row: Any, token: str, now: datetime) -> None:
    """Write what is due: the new cookie's first use, a cookie to offer, or that the phone was seen."""
    shown = token_hash(token)
    changes: dict[str, Any] = {}
    if row.next_token_hash == shown:
        changes = {"token_hash": shown, "next_token_hash": None, "token_at": now}
    elif row.token_hash == shown and row.token_at + rules.DEVICE_COOKIE_RENEWED_AFTER <= now:
        changes = {"next_token_hash": token_hash(renewed_token(token))}
        _offer(renewed_token(token))
        if row.next_token_hash == changes["next_token_hash"]:
            changes = {}
    if row.seen_at is None or row.seen_at + rules.DEVICE_SEEN_AFTER <= now:
        changes["seen_at"] = now
    if changes:
        here = (Device.commune_id == row.commune_id) & (Device.id == row.id) & (Device.token_hash == row.token_hash)
        with unit_of_work():
            db.session.execute(update(Device).where(here).values(**changes))


def _offer(token: str) -> None:
    @after_this_request
    def hand_over(response: Response) -> Response:
        set_cookie(response, "device", token, rules.DEVICE_COOKIE_LIFE)
        return response


def load_office() -> Actor:
    """The person at the desk behind the request; ``NOBODY`` when the session is over, idle or unknown."""
    token = read_cookie("office")
    if not token:
        return NOBODY
    now = clock.now()
    rows = _find_desk(token, local(now).date())
    if not rows or rows[0].expires_at <= now or rows[0].seen_at + rules.SESSION_IDLE <= now:
        return NOBODY
    first = rows[0]
    if first.seen_at + rules.SESSION_SEEN_AFTER <= now:
        with unit_of_work():
            db.session.execute(update(OfficeSession).where(OfficeSession.id == first.session_id).values(seen_at=now))
    return replace(_person(rows), session_id=first.session_id, proven_at=first.proven_at)


def find_person(account_id: UUID) -> Actor:
    """Who an account is today, with what it may see, outside any session; ``NOBODY`` once it is closed. One statement."""
    question = _with_villages(select(Account.id)).where(Account.id == account_id, Account.closed_at.is_(None))
    rows = db.session.execute(question, {"today": local(clock.now()).date()}).all()
    return _person(rows) if rows else NOBODY


def _person(rows: Sequence[Any]) -> Actor:
    first = rows[0]
    own, stands_for = _villages(rows, first.id), _stands_for(rows)
    return Actor(
        "office",
        id=first.id,
        role=first.role,
        name=first.name,
        commune_id=first.commune_id,
        province_id=first.province_id,
        village_ids=villages_of_all(own, stands_for),
        former_ids=read_former_ids(first.former_ids),
        has_factor=first.has_factor,
        own_village_ids=own,
        stands_for=stands_for,
    )


def _find_desk(token: str, today: date) -> Sequence[Any]:
    return db.session.execute(_of_session(), {"token_hash": token_hash(token), "today": today}).all()


@cache
def _of_session() -> Any:
    """The question of every request of a desk: building it anew cost as much as its answer."""
    session = (OfficeSession.seen_at, OfficeSession.expires_at, OfficeSession.proven_at)
    asked = select(Account.id, OfficeSession.id.label("session_id"), *session)
    asked = asked.join(OfficeSession, OfficeSession.account_id == Account.id)
    return _with_villages(asked).where(
        OfficeSession.token_hash == bindparam("token_hash"), OfficeSession.ended_at.is_(None), Account.closed_at.is_(None)
    )


def _with_villages(asked: Any) -> Any:
    """One row for each village, of the account's own and of those for whom it stands in on the day ``today``."""
    return (
        asked.add_columns(Account.role, Account.name, Account.commune_id, Account.province_id)
        .add_columns(AccountVillage.village_id, AccountVillage.account_id.label("holder_id"))
        .add_columns(StandIn.account_id.label("absent_id"), StandIn.last_day, _Absent.name.label("absent"))
        .add_columns(former_ids_column(Account.commune_id).label("former_ids"))
        .add_columns(any_factor(Account.id).label("has_factor"))
        .outerjoin(StandIn, in_force(Account, bindparam("today")))
        .outerjoin(_Absent, _Absent.id == StandIn.account_id)
        .outerjoin(AccountVillage, AccountVillage.account_id.in_((Account.id, StandIn.account_id)))
    )


def _villages(rows: Sequence[Any], holder_id: UUID) -> frozenset[UUID]:
    return frozenset(row.village_id for row in rows if row.holder_id == holder_id)


def _stands_for(rows: Sequence[Any]) -> tuple[StandsFor, ...]:
    absent = {row.absent_id: row for row in rows if row.absent_id is not None}
    return tuple(StandsFor(key, row.absent, row.last_day, _villages(rows, key)) for key, row in absent.items())


def register() -> None:
    """Tell the guards how a request becomes an actor."""
    register_actor_loader("device", load_device)
    register_actor_loader("office", load_office)
