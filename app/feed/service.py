"""Opening a commune's feed to the public, and closing it again."""

from app.catalogue import service as catalogue
from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.core.ids import new_id
from app.feed import queries
from app.feed.queries.public import SETTING
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.people.rules import CHIEF


def open_to_public(actor: Actor, *, is_open: bool) -> None:
    """Let everybody read what the commune tells, or nobody; the chief decides. Harmless when it is so already."""
    if actor.role != CHIEF or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    if queries.is_public(actor.commune_id) == is_open:
        return
    catalogue.keep_setting(SETTING, actor.commune_id, is_open)
    kind = "feed.opened" if is_open else "feed.closed"
    note(actor.commune_id, kind, Subject("feed", new_id()), actor, audience=POLICE_ONLY)
