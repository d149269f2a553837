"""What a page asks a person's own key, and how the answer comes back (``rules/passkeys.py`` says what it is worth).

A question is a signed ticket for the one who is asked, like all that a page hands to the next; nothing of it is stored
before it is answered.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import current_app

from app.core.actor import Actor
from app.people import queries, rules
from app.people.rules import passkeys
from app.people.rules.passkeys import Answer, Known, Owner, Party
from app.people.tickets import read_ticket, write_ticket
from app.web.keyed import keyed_digest

_MAKE, _USE = "make a passkey", "use a passkey"


@dataclass(frozen=True)
class Question:
    """A question in a page: ``ticket`` comes back with the answer, ``options`` is what the browser is asked, as JSON."""

    ticket: str
    options: str


def our_party() -> Party | None:
    """Who we are to browsers; None where this installation's address allows no passkeys."""
    return passkeys.party_of(current_app.config["KENG"].public_url)


def ask_for_new(actor: Actor) -> Question | None:
    """Ask for a new key of the actor's account; None where there can be none."""
    party = our_party()
    if party is None:
        return None
    desk = queries.get_own_desk(actor)
    handle = keyed_digest("passkey owner", desk.id.hex)
    challenge = secrets.token_bytes(passkeys.CHALLENGE_BYTES)
    options = passkeys.ask_for_new(party, challenge, Owner(handle, desk.username, desk.name), _known(desk.id))
    return Question(write_ticket(_MAKE, desk.id.hex, challenge.hex()), options)


def ask_for_use(account_id: UUID) -> Question | None:
    """Ask for one of the account's keys; None when it has none, or none can be used here."""
    party = our_party()
    known = _known(account_id) if party else []
    if party is None or not known:
        return None
    challenge = secrets.token_bytes(passkeys.CHALLENGE_BYTES)
    return Question(write_ticket(_USE, account_id.hex, challenge.hex()), passkeys.ask_for_use(party, challenge, known))


def _known(account_id: UUID) -> list[Known]:
    return [Known(one.credential_id, one.transports) for one in queries.list_passkeys(account_id)]


def answer_of_new(account_id: UUID | None, ticket: str | None, text: str | None) -> Answer | None:
    """What came back to ``ask_for_new``; None when the question was not ours, not this account's, or is too old."""
    return _answer(_MAKE, account_id, ticket, text)


def answer_of_use(account_id: UUID, ticket: str | None, text: str | None) -> Answer | None:
    """What came back to ``ask_for_use``; None as above."""
    return _answer(_USE, account_id, ticket, text)


def _answer(purpose: str, account_id: UUID | None, ticket: str | None, text: str | None) -> Answer | None:
    party = our_party()
    parts = read_ticket(purpose, ticket, life=rules.CHALLENGE_LIFE)
    if party is None or not parts or account_id is None or parts[0] != account_id.hex:
        return None
    return Answer(party, bytes.fromhex(parts[1]), text or "")
