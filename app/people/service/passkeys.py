"""Passkeys of an account: made, used, and taken away by their person. Equal to the codes of an app (``factors.py``)."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, NOT_FOUND, WRONG_CODE, DomainError
from app.core.ids import new_id
from app.core.text import nfc
from app.people import queries, rules
from app.people.models import Account, Passkey, UsedChallenge
from app.people.rules import passkeys
from app.people.rules.passkeys import Answer
from app.people.service.accounts import note_account
from app.people.service.factors import leave_one_behind, new_codes, own_account
from app.people.service.sessions import end_other_sessions
from app.web.database import db


def use_up_challenge(challenge: bytes) -> bool:
    """Let a question count as answered; False when it was before. To be committed whatever becomes of the answer."""
    now = clock.now()
    db.session.execute(delete(UsedChallenge).where(UsedChallenge.forgotten_at <= now))
    here = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    fresh = here.insert(UsedChallenge).values(challenge=challenge, forgotten_at=now + rules.CHALLENGE_LIFE)
    once = fresh.on_conflict_do_nothing(index_elements=[UsedChallenge.challenge]).returning(UsedChallenge.challenge)
    return db.session.execute(once).one_or_none() is not None


def add_passkey(actor: Actor, answer: Answer, name: str) -> list[str]:
    """Keep the key that the actor's browser made. ``WRONG_CODE`` when it is no answer to our question, ``ALREADY_THERE``
    when some account has it, or this one has enough.

    The first second factor of an account gives recovery codes and ends its other sessions, which may have come in without;
    a further one gives none.
    """
    account = own_account(actor)
    made = passkeys.read_new(answer)
    if made is None:
        raise DomainError(WRONG_CODE, "Khóa của máy chưa được nhận. Xin tạo lại.")
    taken = db.session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id))
    if taken is not None or len(queries.list_passkeys(account.id)) >= passkeys.MOST_PASSKEYS:
        raise DomainError(ALREADY_THERE)
    is_first = not queries.has_factor(account.id)
    key = Passkey(id=new_id(), account_id=account.id, name=" ".join(nfc(name).split()), made_at=clock.now(), **vars(made))
    db.session.add(key)
    note_account(account, "account.passkey-added", actor)
    if not is_first:
        return []
    end_other_sessions(actor)
    return new_codes(account.id)


def use_passkey(account_id: UUID, answer: Answer) -> bool:
    """Whether a key of this account signed our question. One whose count went back has a double somewhere: it is refused,
    and that stands in the journal, so the refusal is to be committed."""
    credential_id = passkeys.credential_of(answer)
    key = queries.find_passkey(account_id, credential_id) if credential_id else None
    count = passkeys.read_use(answer, key.public_key) if key else None
    if key is None or count is None:
        return False
    if not _count_on(key.id, count):
        account = db.session.get_one(Account, account_id)
        note_account(account, "account.passkey-doubted", queries.actor_of(account))
        return False
    return True


def _count_on(passkey_id: UUID, count: int) -> bool:
    """A key counts every use or none at all; in the same statement, so that of two with one count one gets through."""
    grows = (Passkey.sign_count < count) if count else (Passkey.sign_count == 0)
    here = update(Passkey).where(Passkey.id == passkey_id, grows)
    moved = db.session.execute(here.values(sign_count=count, used_at=clock.now()).returning(Passkey.id))
    return moved.one_or_none() is not None


def drop_passkey(actor: Actor, passkey_id: UUID) -> None:
    """Take away one of the actor's own keys. ``NOT_FOUND`` for every other; the last one as ``leave_one_behind`` says."""
    account = own_account(actor)
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account.id).returning(Passkey.id)
    if db.session.execute(gone).one_or_none() is None:
        raise DomainError(NOT_FOUND)
    leave_one_behind(account, actor)
    note_account(account, "account.passkey-removed", actor)
