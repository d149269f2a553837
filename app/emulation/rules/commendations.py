"""Who can be proposed for what, by whom, and who decides."""

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import CHIEF, COMMITTEE, DUTY, FRONT, OFFICER

TEAM, MEMBER, SITE, BODY = ABOUT = ("team", "member", "site", "body")
COLLECTIVE = (TEAM, SITE, BODY)
REPORT, INCIDENT, ACTIVITY = EVIDENCE = ("report", "incident", "activity")
# States of a report whose night can stand behind a proposal.
APPROVED = ("approved", "locked")
PROPOSED, DECIDED, DECLINED, WITHDRAWN = STATES = ("proposed", "decided", "declined", "withdrawn")
# Who is to grant it, and what it is (Luật Thi đua, khen thưởng 2022).
LEVELS = ("commune", "province", "ministry", "state")
FORMS = ("praise", "letter", "certificate", "merit", "title")

PROPOSERS = (CHIEF, OFFICER, COMMITTEE)
DECIDERS = (CHIEF, COMMITTEE)
# Who reads the names of members that are proposed; the front reads of them without their names.
READERS_OF_NAMES = (CHIEF, OFFICER, DUTY, COMMITTEE)
READERS = (*READERS_OF_NAMES, FRONT)
LEAST_REASON, MOST_REASON, MOST_EVIDENCE = 10, 1500, 40


def may(actor: Actor, roles: tuple[str, ...]) -> bool:
    """Whether the actor is a person at a desk of a commune with one of these roles."""
    return actor.kind == "office" and actor.commune_id is not None and actor.role in roles


def check_may_propose(actor: Actor) -> str:
    """The commune for which the actor proposes; ``NOT_ALLOWED`` when none."""
    return _commune(actor, PROPOSERS)


def check_may_decide(actor: Actor) -> str:
    """The commune in which the actor writes decisions down; ``NOT_ALLOWED`` when none."""
    return _commune(actor, DECIDERS)


def _commune(actor: Actor, roles: tuple[str, ...]) -> str:
    if not may(actor, roles) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id
