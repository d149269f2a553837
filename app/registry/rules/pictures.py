"""Who sees the photos of the book of models, and to what a desk adds one."""

from app.core.actor import Actor
from app.people.rules import CHIEF, COMMITTEE, POLICE
from app.registry.rules.doings import is_police_only
from app.registry.rules.roles import may_read

LEAST_CAPTION, MOST_CAPTION = 3, 200
LEAST_WHY, MOST_WHY = 5, 300


def sees_those_of_teams(actor: Actor) -> bool:
    """Whether the actor sees what teams took on their rounds. What a desk brought, whoever reads the book sees."""
    return may_read(actor) and actor.role in (*POLICE, COMMITTEE)


def takes_pictures(kind: str, source: str, *, withdrawn: bool) -> bool:
    """Whether a desk adds photos to such an activity: one that a desk wrote, that counts, and not of weapons."""
    return source == "desk" and not withdrawn and not is_police_only(kind)


def may_take_out(actor: Actor) -> bool:
    """Whether the actor takes photos out of the book for good: as with reports, the chief alone."""
    return may_read(actor) and actor.role == CHIEF
