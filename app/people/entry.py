"""The guarded doors: a try is counted and committed before anything is checked, and a good one taken back.

This is why these doors open their units of work themselves: a refusal must not roll back its own count, and the slow
check of a password must not hold the database's lock. How long they wait is in ``rules/delays.py``.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from flask import request

from app.core.actor import Actor
from app.core.errors import CODE_NEEDED, SLOW_DOWN, WRONG_CODE, WRONG_PASSWORD, DomainError
from app.people import known, queries, service
from app.people.rules import delays
from app.people.rules.browsers import browser_of
from app.people.rules.passkeys import Answer
from app.people.service import Enrolment, Limit, NewSession
from app.web.keyed import network_digest
from app.web.transaction import unit_of_work

Found = TypeVar("Found")


def _count(limits: Sequence[Limit]) -> None:
    with unit_of_work():
        waits = [service.count_try(limit) for limit in limits]
        if any(waits):
            # Nothing will be checked, so nothing is counted.
            raise DomainError(SLOW_DOWN, retry_after=max(waits))


def check_in(username: str, password: str) -> UUID:
    """The account that name and password open: ``WRONG_PASSWORD`` whichever half was wrong, ``SLOW_DOWN`` with
    ``retry_after`` while the door waits."""
    own, shared = _sign_in_limits(known.account_mark(username))
    _count([*own, *shared])
    account_id = service.check_password(username, password)
    if account_id is None:
        raise DomainError(WRONG_PASSWORD)
    with unit_of_work():
        for limit in own:
            service.forget_tries(limit)
        for limit in shared:
            service.take_back_try(limit)
    return account_id


def _sign_in_limits(mark: str) -> tuple[list[Limit], list[Limit]]:
    """What counts tries at one account alone, and what counts those of others too."""
    browser = known.find_browser(mark)
    if browser is not None:
        return [Limit(f"sign-in:{mark}:{browser}", delays.PASSWORDS)], []
    network = network_digest()
    own = [Limit(f"sign-in:{mark}:{network}", delays.PASSWORDS), Limit(f"sign-in:{mark}", delays.PASSWORDS_OF_ALL)]
    return own, [Limit(f"sign-in-from:{network}", delays.PASSWORDS_FROM)]


def pass_code(account_id: UUID, typed: str) -> str:
    """Use up a code of the account, and say what it was (``service.use_code``): ``WRONG_CODE``, ``SLOW_DOWN``."""
    limit = _code_limit(account_id)
    _count([limit])
    with unit_of_work():
        kind = service.use_code(account_id, typed)
        service.forget_tries(limit)
    return kind


def _code_limit(account_id: UUID) -> Limit:
    return Limit(f"code:{account_id.hex}", delays.CODES)


def pass_key(account_id: UUID, answer: Answer | None) -> None:
    """Take what a passkey of the account answered, counted together with codes: ``WRONG_CODE``, ``SLOW_DOWN``."""
    limit = _code_limit(account_id)
    _count([limit])
    if answer is None or not _use_up(answer):
        raise DomainError(WRONG_CODE, "Câu hỏi cho khóa đã quá 5 phút hoặc đã dùng. Xin bấm lại.")
    with unit_of_work():
        is_good = service.use_passkey(account_id, answer)
        if is_good:
            service.forget_tries(limit)
    if not is_good:
        raise DomainError(WRONG_CODE, "Khóa của máy chưa được nhận. Xin thử lại, hoặc gõ mã.")


def add_key(actor: Actor, answer: Answer, name: str) -> list[str]:
    """``service.add_passkey``, each question answered once: ``WRONG_CODE`` for one that was."""
    if not _use_up(answer):
        raise DomainError(WRONG_CODE, "Khóa của máy chưa được nhận. Xin tạo lại.")
    with unit_of_work():
        return service.add_passkey(actor, answer, name)


def _use_up(answer: Answer) -> bool:
    """In a unit of work of its own: what is answered wrongly is answered, too."""
    with unit_of_work():
        return service.use_up_challenge(answer.challenge)


def open_desk(account_id: UUID, *, by: str = "") -> NewSession:
    """Open a session in the browser that asks, for an account that was checked; ``by`` as ``pass_code`` said."""
    noteworthy = by if by == service.RECOVERY else ""
    with unit_of_work():
        return service.open_session(account_id, browser=browser_of(request.user_agent.string), by=noteworthy)


def enter_office(username: str, password: str, code: str | None) -> NewSession:
    """Sign in at once, as programs do: ``CODE_NEEDED`` when the account has a second factor and no code came along."""
    account_id = check_in(username, password)
    if not queries.has_factor(account_id):
        return open_desk(account_id)
    if not code:
        raise DomainError(CODE_NEEDED)
    return open_desk(account_id, by=pass_code(account_id, code))


def prove(actor: Actor, password: str, second: Callable[[UUID], object]) -> None:
    """Show the password again, and where the account has a second factor pass that by ``second`` (``pass_code`` or
    ``pass_key``): ``WRONG_PASSWORD``, ``WRONG_CODE``, ``SLOW_DOWN``. Counted by session, so that nobody else's tries
    matter."""
    limit = Limit(f"prove:{actor.session_id}", delays.PASSWORDS)
    _count([limit])
    account_id = service.check_password(queries.get_own_desk(actor).username, password)
    if account_id is None:
        raise DomainError(WRONG_PASSWORD)
    if actor.has_factor:
        second(account_id)
    with unit_of_work():
        service.forget_tries(limit)
        service.prove_session(actor)


def guess_limited(verb: Callable[[], Found], *, door: str = "enrol-from") -> Found:
    """Run a verb that is given a code or a key; those that open nothing are limited by network, each ``door`` by itself."""
    limit = Limit(f"{door}:{network_digest()}", delays.INVITATIONS)
    _count([limit])
    with unit_of_work():
        found = verb()
        service.take_back_try(limit)
        return found


def enrol(code: str, *, name: str, platform: str, install_id: UUID) -> Enrolment:
    """``service.enrol`` with its guesses limited."""
    return guess_limited(lambda: service.enrol(code, name=name, platform=platform, install_id=install_id))
