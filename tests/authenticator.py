"""The app on an office person's own telephone, which makes the codes of the second factor.

It finds its secret as the server does, from the row's seed: so it fits whichever key the application of a test has. All of
it wants an application context.
"""

import base64
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
from sqlalchemy import update

from app.core import clock
from app.core.actor import Actor
from app.core.ids import new_id
from app.people import queries, service
from app.people.models import Passkey, SecondFactor
from app.people.rules.passkeys import Answer, Owner, Party, ask_for_new, read_new
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.security_key import ORIGIN, SecurityKey

PARTY = Party("localhost", ORIGIN)
CHALLENGE = bytes(32)
NOBODY = Owner(b"nobody", "nobody", "Nobody")
HALF_MINUTE = timedelta(seconds=30)


def code_at(secret: bytes, moment: datetime) -> str:
    """What an app with this secret shows at a moment."""
    return pyotp.TOTP(base64.b32encode(secret).decode()).at(moment)


def code_of(account_id: UUID, seed: bytes, *, steps: int = 0) -> str:
    """The code of now, or of so many half minutes later."""
    return code_at(service.secret_of(account_id, seed), clock.now() + steps * HALF_MINUTE)


def set_up(actor: Actor) -> None:
    """Give an account a second factor as its person does."""
    assert actor.id is not None
    seed = service.new_seed()
    with unit_of_work():
        service.set_factor(actor, seed, code_of(actor.id, seed))


def give_passkey(account_id: UUID, key: SecurityKey | None = None, *, name: str = "Máy trực ban") -> Passkey:
    """Write a passkey as if its person had made it; inside a unit of work. What the doors do is ``test_passkeys.py``'s."""
    made = read_new(Answer(PARTY, CHALLENGE, (key or SecurityKey()).make(ask_for_new(PARTY, CHALLENGE, NOBODY, ()))))
    assert made is not None
    row = Passkey(id=new_id(), account_id=account_id, name=name, made_at=clock.now(), **vars(made))
    db.session.add(row)
    return row


def code_for(username: str, *, steps: int = 0) -> str:
    """What the telephone of this account shows; nothing where there is none."""
    account = queries.find_account(username)
    factor = queries.find_factor(account.id) if account else None
    return code_of(factor.account_id, factor.seed, steps=steps) if factor else ""


def fresh_code(username: str) -> str:
    """The same as if no code had been used yet: for a test that signs in again and again in one moment."""
    account = queries.find_account(username)
    if account is not None:
        with unit_of_work():
            mine = update(SecondFactor).where(SecondFactor.account_id == account.id)
            db.session.execute(mine.values(last_step=0))
    return code_for(username)
