"""The groups of a site, and how many belonged to each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.models import Team
from app.registry.models import GroupCount, ModelGroup, ModelSite
from app.registry.queries.scopes import readable
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class GroupRow:
    """A group, where it is, which patrol team it is (or none), and its numbers, the latest day first."""

    group: ModelGroup
    village: str
    team: str
    counts: list[GroupCount]

    def on(self, day: date) -> GroupCount | None:
        """The numbers that count on a day."""
        return next((one for one in self.counts if one.valid_from <= day), None)


def list_groups(site: ModelSite) -> list[GroupRow]:
    """The groups of a site by name, those that ended behind the others; two statements."""
    question = (
        select(ModelGroup, Village.name, Team.name)
        .outerjoin(Village, and_(Village.commune_id == ModelGroup.commune_id, Village.id == ModelGroup.village_id))
        .outerjoin(Team, and_(Team.commune_id == ModelGroup.commune_id, Team.id == ModelGroup.team_id))
        .where(ModelGroup.commune_id == site.commune_id, ModelGroup.site_id == site.id)
    )
    found = db.session.execute(question.order_by(ModelGroup.name, ModelGroup.id)).all()
    counts: dict[UUID, list[GroupCount]] = {}
    mine = (ModelGroup.commune_id == site.commune_id, ModelGroup.site_id == site.id)
    joined = and_(ModelGroup.commune_id == GroupCount.commune_id, ModelGroup.id == GroupCount.group_id)
    for one in db.session.scalars(
        select(GroupCount).join(ModelGroup, joined).where(*mine).order_by(GroupCount.valid_from.desc())
    ):
        counts.setdefault(one.group_id, []).append(one)
    rows = [GroupRow(group, village or "", team or "", counts.get(group.id, [])) for group, village, team in found]
    return sorted(rows, key=lambda row: row.group.ended_on is not None)


def get_group(actor: Actor, group_id: UUID, *, lock: bool = False) -> tuple[ModelGroup, ModelSite]:
    """A group of a site that the actor reads, with that site; ``NOT_FOUND``."""
    same = and_(ModelSite.commune_id == ModelGroup.commune_id, ModelSite.id == ModelGroup.site_id)
    question = (
        select(ModelGroup, ModelSite).join(ModelSite, same).where(ModelGroup.id == group_id, readable(actor, ModelSite))
    )
    row = db.session.execute(question.with_for_update() if lock else question).first()
    if row is None:
        raise DomainError(NOT_FOUND)
    return row[0], row[1]
