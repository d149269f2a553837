"""The register of inspections."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select

from app.core.actor import Actor
from app.people.models import Account, Team
from app.registry.models import Difficulty, Inspection, ModelSite
from app.registry.queries.scopes import readable
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class InspectionRow:
    """An inspection with what it looked at, and what it found wanting as ``(difficulty, words, state)``."""

    it: Inspection
    about: str
    village: str
    by: str
    found: list[tuple[UUID, str, str]]


def list_inspections(actor: Actor, limit: int = 200) -> list[InspectionRow]:
    """The inspections in the actor's villages, the newest first; two statements."""
    question = (
        select(Inspection, ModelSite.name, Team.name, Village.name, Account.name)
        .outerjoin(ModelSite, and_(ModelSite.commune_id == Inspection.commune_id, ModelSite.id == Inspection.site_id))
        .outerjoin(Team, and_(Team.commune_id == Inspection.commune_id, Team.id == Inspection.team_id))
        .outerjoin(Village, and_(Village.commune_id == Inspection.commune_id, Village.id == Inspection.village_id))
        .outerjoin(Account, Account.id == Inspection.account_id)
        .where(readable(actor, Inspection))
        .order_by(Inspection.on.desc(), Inspection.id.desc())
        .limit(limit)
    )
    rows = db.session.execute(question).all()
    wanted = [UUID(key) for row in rows for key in row[0].difficulties]
    asked = select(Difficulty).where(readable(actor, Difficulty), Difficulty.id.in_(wanted))
    known = {one.id: one for one in db.session.scalars(asked)}
    return [
        InspectionRow(one, site or team or "", village or "", by or "", [
            (found.id, found.words, found.state) for key in one.difficulties if (found := known.get(UUID(key)))
        ])
        for one, site, team, village, by in rows
    ]  # fmt: skip
