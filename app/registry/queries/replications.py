"""What was replicated from where, and what is planned."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import and_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.queries.filters import in_books
from app.registry.models import ModelSite, Replication
from app.registry.queries.scopes import readable
from app.units.models import Village
from app.web.database import db


@dataclass
class Kin:
    """A site of a family: what was replicated from it stands in ``children``."""

    id: UUID
    name: str
    state: str
    village: str
    parent_id: UUID | None
    children: list["Kin"] = field(default_factory=list)


def family_of(actor: Actor, site: ModelSite) -> Kin:
    """The first site that this one comes from, with all that spread from there, as far as the actor reads; one statement."""
    question = (
        select(ModelSite.id, ModelSite.name, ModelSite.state, Village.name.label("village"), ModelSite.parent_id)
        .outerjoin(Village, and_(Village.commune_id == ModelSite.commune_id, Village.id == ModelSite.village_id))
        .where(readable(actor, ModelSite), ModelSite.kind_code == site.kind_code)
        .order_by(ModelSite.opened_at, ModelSite.id)
    )
    kin = {
        row.id: Kin(row.id, row.name, row.state, row.village or "", row.parent_id) for row in db.session.execute(question)
    }
    for one in kin.values():
        if one.parent_id in kin:
            kin[one.parent_id].children.append(one)
    first = kin[site.id]
    while first.parent_id in kin:
        first = kin[first.parent_id]
    return first


def list_plans(site: ModelSite) -> list[tuple[Replication, str]]:
    """The plans to replicate a site, each with its village, the nearest day first."""
    question = (
        select(Replication, Village.name)
        .outerjoin(Village, and_(Village.commune_id == Replication.commune_id, Village.id == Replication.village_id))
        .where(Replication.commune_id == site.commune_id, Replication.parent_id == site.id)
    )
    rows = db.session.execute(question.order_by(Replication.due_on, Replication.id))
    return [(plan, name or "") for plan, name in rows]


def get_replication(actor: Actor, plan_id: UUID, *, lock: bool = False) -> Replication:
    """A plan of a site that the actor reads; ``NOT_FOUND``."""
    same = and_(ModelSite.commune_id == Replication.commune_id, ModelSite.id == Replication.parent_id)
    question = (
        select(Replication)
        .join(ModelSite, same)
        .where(Replication.id == plan_id, in_books(actor, Replication.commune_id), readable(actor, ModelSite))
    )
    plan = db.session.scalar(question.with_for_update(of=Replication) if lock else question)
    if plan is None:
        raise DomainError(NOT_FOUND)
    return plan


def is_planned(site: ModelSite, village_id: UUID) -> bool:
    """Whether replicating this site in that village is planned already."""
    mine = (Replication.commune_id == site.commune_id, Replication.parent_id == site.id)
    there = select(Replication.id).where(*mine, Replication.village_id == village_id, Replication.state == "planned")
    return db.session.scalar(there.limit(1)) is not None


def find_plan_of(child: ModelSite) -> Replication | None:
    """The plan that a site was opened for, until the end of the transaction; None when there is none that waits."""
    mine = (Replication.commune_id == child.commune_id, Replication.child_id == child.id, Replication.state == "planned")
    return db.session.scalar(select(Replication).where(*mine).with_for_update())
