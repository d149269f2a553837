"""How a program's key becomes an actor: its owner as the owner is today, who reads exports and nothing else."""

from dataclasses import replace

from flask import request
from sqlalchemy import update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import KEY_REFUSED, DomainError
from app.exports.models import ExportKey
from app.exports.queries.keys import ShownKey, find_key
from app.exports.rules.tokens import USED_AFTER
from app.people.actors import find_person
from app.people.entry import guess_limited
from app.web.actor import register_actor_loader
from app.web.database import db

_BEARER = "bearer "


def load_key() -> Actor:
    """The program behind ``Authorization: Bearer``: ``KEY_REFUSED`` when its key opens nothing, ``SLOW_DOWN`` after many."""
    shown = request.headers.get("Authorization", "")
    token = shown[len(_BEARER) :].strip() if shown.lower().startswith(_BEARER) else ""
    key = guess_limited(lambda: _use(token), door="key-from")
    person = find_person(key.account_id)
    if person.kind != "office":
        raise DomainError(KEY_REFUSED)
    return replace(person, key_name=key.name, key_scopes=frozenset(key.scopes))


def _use(token: str) -> ShownKey:
    now = clock.now()
    key = find_key(token, now) if token else None
    if key is None:
        raise DomainError(KEY_REFUSED)
    if key.used_at is None or key.used_at + USED_AFTER <= now:
        db.session.execute(update(ExportKey).where(ExportKey.id == key.id).values(used_at=now))
    return key


def register() -> None:
    """Tell the guards how a key becomes an actor."""
    register_actor_loader("key", load_key)
