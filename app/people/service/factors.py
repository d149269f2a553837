"""The second factor of an account: set by a first right code, used once a code, replaced by paper codes, taken away.

Its secret is made anew from the row's seed and the installation's key whenever it is needed (ADR 15).
"""

import secrets
from uuid import UUID

from sqlalchemy import delete, insert, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, NOT_FOUND, WRONG_CODE, DomainError
from app.people import queries, rules
from app.people.models import Account, RecoveryCode, SecondFactor
from app.people.rules import factors
from app.people.service.accounts import get_account, note_account
from app.people.service.sessions import end_other_sessions, end_sessions
from app.web.actor import is_factor_required
from app.web.database import db
from app.web.keyed import keyed_digest

CODE, RECOVERY = "code", "recovery"


def new_seed() -> bytes:
    """A seed for a second factor that is not set yet."""
    return secrets.token_bytes(factors.SEED_BYTES)


def secret_of(account_id: UUID, seed: bytes) -> bytes:
    """The secret that the person's app keeps, for this account and no other."""
    return keyed_digest("second factor", f"{account_id} {seed.hex()}")[: factors.SECRET_BYTES]


def set_factor(actor: Actor, seed: bytes, typed: str) -> list[str]:
    """Let the factor of ``seed`` count from now on, because its code was typed; ``WRONG_CODE`` else. Gives recovery codes.

    One that was set before ends, and so do the account's other sessions: they may have come in without it.
    """
    account = _own_account(actor)
    step = factors.find_step(secret_of(account.id, seed), typed, clock.now(), after=0)
    if step is None:
        raise DomainError(WRONG_CODE)
    db.session.execute(delete(SecondFactor).where(SecondFactor.account_id == account.id))
    db.session.add(SecondFactor(account_id=account.id, seed=seed, since=clock.now(), last_step=step))
    end_other_sessions(actor)
    codes = _new_codes(account.id)
    note_account(account, "account.factor-set", actor)
    return codes


def make_recovery_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes; those made before end. ``NOT_FOUND`` without a second factor."""
    account = _own_account(actor)
    if queries.find_factor(account.id) is None:
        raise DomainError(NOT_FOUND)
    codes = _new_codes(account.id)
    note_account(account, "account.codes-made", actor)
    return codes


def _new_codes(account_id: UUID) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [
        "".join(secrets.choice(rules.CODE_LETTERS) for _sign in range(factors.RECOVERY_LENGTH))
        for _code in range(factors.RECOVERY_CODES)
    ]
    rows = [{"account_id": account_id, "code_hash": _hash_of(account_id, code), "used_at": None} for code in codes]
    db.session.execute(insert(RecoveryCode), rows)
    return codes


def _hash_of(account_id: UUID, code: str) -> bytes:
    # Fifty bits alone could be found by trying all of them against a stolen table.
    return keyed_digest("recovery code", f"{account_id} {code}")


def use_code(account_id: UUID, typed: str) -> str:
    """Use up a code of the app (``CODE``) or a recovery code (``RECOVERY``); ``WRONG_CODE`` when it does not count."""
    factor = queries.find_factor(account_id)
    if factor is None:
        raise DomainError(WRONG_CODE)
    step = factors.find_step(secret_of(account_id, factor.seed), typed, clock.now(), after=factor.last_step)
    if step is not None and _use_step(account_id, step):
        return CODE
    recovery = factors.typed_recovery(typed)
    if recovery is not None and _use_recovery(account_id, recovery):
        return RECOVERY
    raise DomainError(WRONG_CODE)


def _use_step(account_id: UUID, step: int) -> bool:
    """Only one of two who show the same code at once finds it unused."""
    unused = update(SecondFactor).where(SecondFactor.account_id == account_id, SecondFactor.last_step < step)
    used = db.session.execute(unused.values(last_step=step).returning(SecondFactor.account_id))
    return used.one_or_none() is not None


def _use_recovery(account_id: UUID, code: str) -> bool:
    here = (RecoveryCode.account_id == account_id) & (RecoveryCode.code_hash == _hash_of(account_id, code))
    unused = update(RecoveryCode).where(here, RecoveryCode.used_at.is_(None))
    used = db.session.execute(unused.values(used_at=clock.now()).returning(RecoveryCode.account_id))
    return used.one_or_none() is not None


def drop_own_factor(actor: Actor) -> None:
    """Do without a second factor again; ``NOT_ALLOWED`` where one is required."""
    if is_factor_required():
        raise DomainError(NOT_ALLOWED)
    _remove(_own_account(actor), actor)


def take_factor_away(actor: Actor, account_id: UUID) -> None:
    """The chief takes away the second factor of a colleague who lost it, and ends their sessions. ``NOT_FOUND`` else."""
    account = queries.get_colleague(actor, account_id)
    _take_away(account, actor)


def forget_factor(actor: Actor, username: str) -> None:
    """The same at the server's own keyboard, for any account: the only chief may have lost it."""
    rules.check_may_keep_accounts(actor)
    _take_away(get_account(username), actor)


def _take_away(account: Account, actor: Actor) -> None:
    end_sessions(account.id)
    _remove(account, actor)


def _remove(account: Account, actor: Actor) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    gone = db.session.execute(
        delete(SecondFactor).where(SecondFactor.account_id == account.id).returning(SecondFactor.since)
    )
    if gone.one_or_none() is None:
        raise DomainError(NOT_FOUND)
    note_account(account, "account.factor-removed", actor)


def _own_account(actor: Actor) -> Account:
    return db.session.get_one(Account, actor.account_id)
