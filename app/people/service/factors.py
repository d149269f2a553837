"""The second factor of an account: an app set by a first right code, used once a code, replaced by paper codes, taken away.

The app's secret is made anew from the row's seed and the installation's key whenever it is needed (ADR 15).
"""

import secrets
from uuid import UUID

from sqlalchemy import delete, insert, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, NOT_FOUND, WRONG_CODE, DomainError
from app.people import queries, rules
from app.people.models import Account, Passkey, RecoveryCode, SecondFactor
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
    account = own_account(actor)
    step = factors.find_step(secret_of(account.id, seed), typed, clock.now(), after=0)
    if step is None:
        raise DomainError(WRONG_CODE)
    db.session.execute(delete(SecondFactor).where(SecondFactor.account_id == account.id))
    db.session.add(SecondFactor(account_id=account.id, seed=seed, since=clock.now(), last_step=step))
    end_other_sessions(actor)
    codes = new_codes(account.id)
    note_account(account, "account.factor-set", actor)
    return codes


def make_recovery_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes; those made before end. ``NOT_FOUND`` without a second factor."""
    account = own_account(actor)
    if not queries.has_factor(account.id):
        raise DomainError(NOT_FOUND)
    codes = new_codes(account.id)
    note_account(account, "account.codes-made", actor)
    return codes


def new_codes(account_id: UUID) -> list[str]:
    """Recovery codes in place of those that the account had."""
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
    if factor is not None:
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


def drop_own_app(actor: Actor) -> None:
    """Do without the authenticator app again; ``NOT_FOUND`` without one, else as ``leave_one_behind`` says."""
    account = own_account(actor)
    gone = delete(SecondFactor).where(SecondFactor.account_id == account.id).returning(SecondFactor.since)
    if db.session.execute(gone).one_or_none() is None:
        raise DomainError(NOT_FOUND)
    goes_on = leave_one_behind(account, actor)
    note_account(account, "account.app-removed" if goes_on else "account.factor-removed", actor)


def leave_one_behind(account: Account, actor: Actor) -> bool:
    """After a second factor went: whether another is there. The last one takes the codes on paper along, and may go only
    where none is required (``NOT_ALLOWED``). Either way the account's other sessions end: who has what went may sit at one
    of them."""
    goes_on = queries.has_factor(account.id)
    if not goes_on:
        if is_factor_required():
            raise DomainError(NOT_ALLOWED)
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    end_other_sessions(actor)
    return goes_on


def take_factor_away(actor: Actor, account_id: UUID) -> None:
    """The chief takes away all second factors of a colleague who lost them, and ends the sessions. ``NOT_FOUND`` else."""
    account = queries.get_colleague(actor, account_id)
    _take_away(account, actor)


def forget_factor(actor: Actor, username: str) -> None:
    """The same at the server's own keyboard, for any account: the only chief may have lost it."""
    rules.check_may_keep_accounts(actor)
    _take_away(get_account(username), actor)


def _take_away(account: Account, actor: Actor) -> None:
    if not queries.has_factor(account.id):
        raise DomainError(NOT_FOUND)
    end_sessions(account.id)
    for table in (RecoveryCode, SecondFactor, Passkey):
        db.session.execute(delete(table).where(table.account_id == account.id))
    note_account(account, "account.factor-removed", actor)


def own_account(actor: Actor) -> Account:
    """The actor's account, until the commit for this transaction alone: of two that change its factors one waits."""
    return db.session.get_one(Account, actor.account_id, with_for_update=True)
