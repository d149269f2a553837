"""Whether the village and the site that somebody names are in the book, and are his."""

from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import fault_at
from app.people.queries import in_villages
from app.registry.models import ModelSite
from app.registry.queries import readable
from app.units.models import Village
from app.web.database import db


def find_place_faults(actor: Actor, commune_id: str, village_id: UUID | None, site_id: UUID | None) -> list[dict[str, str]]:
    """What is wrong with a village and a site of the book of ``commune_id``; at most two statements."""
    faults = []
    if village_id is not None:
        here = (Village.commune_id == commune_id) & (Village.id == village_id)
        if db.session.scalar(select(Village.id).where(here, in_villages(actor, Village.id))) is None:
            faults.append(fault_at("/village_id", "Thôn này không thuộc địa bàn của mình"))
    if site_id is not None:
        there = (ModelSite.commune_id == commune_id) & (ModelSite.id == site_id)
        if db.session.scalar(select(ModelSite.id).where(there, readable(actor, ModelSite))) is None:
            faults.append(fault_at("/site_id", "Không có điểm mô hình này"))
    return faults
