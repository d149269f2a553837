"""What the members of a phone's team have agreed to, as the phone pulls it (protocol.md §4)."""

from collections.abc import Collection
from uuid import UUID

from app.consents import queries as consents
from app.consents.rules import last_act
from app.core.actor import Actor
from app.sync.entities import Entity


def consent_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """What the team's members last said about their positions, one for each who ever did. One statement."""
    assert actor.team_id is not None
    found = consents.acts_of_team(actor.books, actor.team_id)
    newest = [last_act(acts) for member, acts in found.items() if ids is None or member in ids]
    return [
        {
            "entity": "consent",
            "id": str(act.member_id),
            "version": 1,
            "rev": rev,
            "text_version": act.version,
            "given": act.given,
            "at": act.at.isoformat(),
        }
        for act in newest
        if act is not None
    ]
