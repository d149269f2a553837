"""Who may follow which traces, and how the mark of a journal is written for people. Plain: no database."""

import re

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import CHIEF, DPO, POLICE

LOG_READERS = (CHIEF, DPO)
# What a check holds in one request, and the chore in an hour, in seconds: nobody waits longer for a page.
AT_A_PRESS, IN_BACKGROUND = 2.0, 60.0
MOST_FAULTS = 20
# Kinds of records that only the chief asks about; of the others each police officer sees those of the own teams.
OF_CHIEF = frozenset({"account", "setting", "feed", "commune", "village", "briefing"})
_GROUP, _SHORT = 8, 16


def check_may_read_log(actor: Actor) -> str:
    """The commune whose access log the actor reads: its chief and its data-protection person; ``NOT_ALLOWED`` for others."""
    if actor.kind != "office" or actor.role not in LOG_READERS or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def check_may_read_book(actor: Actor) -> str:
    """The commune whose journal the actor reads and checks: its chief; ``NOT_ALLOWED`` for others."""
    if actor.kind != "office" or actor.role != CHIEF or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def sees_content(actor: Actor) -> bool:
    """Whether the log tells this reader which night and team a record is of; others get its number."""
    return actor.role in POLICE


def mark_of(chain: bytes) -> str:
    """The whole mark of a journal in groups of eight, as it is printed."""
    text = chain.hex().upper()
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def short_mark(chain: bytes) -> str:
    """The first two groups of the mark: enough to be read out."""
    return mark_of(chain[: _SHORT // 2])


def typed_mark(text: str) -> str | None:
    """A mark as a person typed it, whole or its beginning (eight letters at least); None when it cannot be one."""
    found = re.sub(r"[\s.\-]", "", text).lower()
    return found if re.fullmatch(r"[0-9a-f]{8,64}", found) else None


def typed_receipt(text: str) -> str:
    """A report's receipt as a person typed it, in its one form (``K7Q2M4-X``)."""
    letters = re.sub(r"[\s.\-]", "", text).upper()
    return f"{letters[:6]}-{letters[6:]}"
