"""What a report's table of models says beside its sums: since when, and by which decision, the sites of each kind stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.registry.models import ModelSite
from app.registry.rules import LIVING
from app.web.database import db


@dataclass(frozen=True)
class SiteFact:
    """A site that lives or has ended: its kind, the year of its launch and its decision."""

    kind_code: str
    launched_on: date | None
    decision_no: str


def sites_standing(books: Collection[str], first: date, last: date) -> list[SiteFact]:
    """The sites that were launched by ``last`` and had not ended before ``first``; one statement."""
    begun = ModelSite.launched_on.is_(None) & ModelSite.state.in_(LIVING) | (ModelSite.launched_on <= last)
    rows = db.session.execute(
        select(ModelSite.kind_code, ModelSite.launched_on, ModelSite.decision_no)
        .where(ModelSite.commune_id.in_(books), begun, or_(ModelSite.ended_on.is_(None), ModelSite.ended_on >= first))
        .order_by(ModelSite.kind_code, ModelSite.launched_on, ModelSite.decision_no)
    )
    return [SiteFact(kind, launched, number or "") for kind, launched, number in rows]
