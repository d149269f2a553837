"""The retention policy of a commune, and what was deleted by it."""

from datetime import date

from sqlalchemy import select

from app.catalogue.queries import setting_values
from app.core.actor import Actor
from app.people import queries as people
from app.privacy.models import Deletion
from app.privacy.rules.retention import SETTINGS, SWITCH, Policy
from app.units.queries import find_unit
from app.web.database import db


def read_policy(commune_id: str, on: date) -> Policy:
    """The policy in force on a day; at most two statements."""
    unit = find_unit(commune_id)
    province_id = unit.parent_id if unit else None
    keys = (SWITCH, *SETTINGS.values())
    return Policy.of(setting_values(keys, on=on, commune_id=commune_id, province_id=province_id))


def list_deletions(actor: Actor, limit: int = 50) -> list[Deletion]:
    """What retention deleted last, newest first; one statement."""
    mine = people.in_books(actor, Deletion.commune_id)
    return list(db.session.scalars(select(Deletion).where(mine).order_by(Deletion.at.desc(), Deletion.id).limit(limit)))
