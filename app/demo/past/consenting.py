"""Who of the demo agreed that positions are read: most members, on the afternoon when their phone came."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from app.consents import queries as consents
from app.consents.rules import GIVE, POSITION, version_on
from app.core.actor import Actor
from app.core.night import local
from app.demo.past.script import Crew, iso
from app.reports.service import intake, operations
from app.reports.service.targets import Context

# In a real team somebody always keeps it off.
_KEEPS_IT_OFF = 4


def agree(crews: Iterable[Crew], phones: Mapping[UUID, Actor], at: datetime) -> None:
    """Let the members of these teams agree at ``at``, through the verb; those who ever said anything are left alone."""
    version = version_on(local(at).date())
    for crew in crews:
        phone = phones[crew.id]
        known = consents.acts_of_team(phone.books, crew.id)
        for place, member in enumerate(crew.members, start=1):
            if version == 0 or place % _KEEPS_IT_OFF == 0 or UUID(member) in known:
                continue
            raw = {
                "op_id": str(uuid5(UUID(member), f"{POSITION} {version}")),
                "kind": GIVE,
                "schema": 1,
                "commune_id": phone.commune_id,
                "team_id": str(crew.id),
                "actor_id": member,
                "client_time": iso(at),
                "body": {"purpose": POSITION, "version": version},
            }
            operations.apply(Context(phone, at, 0), intake.read_body(intake.read_head(raw)))
