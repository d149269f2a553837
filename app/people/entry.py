"""The guarded doors: a try is counted and committed before anything is checked, and a good one taken back.

This is why these doors open their units of work themselves: a refusal must not roll back its own count, and the slow
check of a password must not hold the database's lock.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from app.core.errors import SLOW_DOWN, WRONG_PASSWORD, DomainError
from app.people import rules, service
from app.people.service import Enrolment, Limit, NewSession
from app.web.keyed import keyed_digest, network_digest
from app.web.transaction import unit_of_work

Found = TypeVar("Found")


def _count(limits: Sequence[Limit]) -> None:
    with unit_of_work():
        waits = [service.count_try(limit) for limit in limits]
    if any(waits):
        raise DomainError(SLOW_DOWN, retry_after=max(waits))


def enter_office(username: str, password: str) -> NewSession:
    """Sign in: ``WRONG_PASSWORD`` whichever half was wrong, ``SLOW_DOWN`` with ``retry_after`` after too many tries."""
    tries, window = rules.SIGN_IN_LIMIT
    account = keyed_digest("account", username.strip().lower()).hex()[:32]
    limits = [Limit(f"sign-in:{account}", tries, window), Limit(f"sign-in-from:{network_digest()}", tries, window)]
    _count(limits)
    account_id = service.check_password(username, password)
    if account_id is None:
        raise DomainError(WRONG_PASSWORD)
    with unit_of_work():
        for limit in limits:
            service.take_back_try(limit)
        return service.open_session(account_id)


def guess_limited(verb: Callable[[], Found]) -> Found:
    """Run a verb that is given a code; codes that open nothing are limited by network."""
    limit = Limit(f"enrol-from:{network_digest()}", *rules.ENROL_LIMIT)
    _count([limit])
    with unit_of_work():
        found = verb()
        service.take_back_try(limit)
        return found


def enrol(code: str, *, name: str, platform: str, install_id: UUID) -> Enrolment:
    """``service.enrol`` with its guesses limited."""
    return guess_limited(lambda: service.enrol(code, name=name, platform=platform, install_id=install_id))
