"""What of the book concerns a team: things, sites and texts of its village or of the whole commune."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from app.people.models import Team
from app.web.database import db


def of_team(books: Sequence[str], team_id: UUID, table: type[Any]) -> ColumnElement[bool]:
    """Rows in these books of the village of a team, or of the whole commune (without a village)."""
    # A merged commune's village keeps its id, so the team's own row names it in every book.
    village = select(Team.village_id).where(Team.commune_id.in_(books), Team.id == team_id)
    whole: ColumnElement[bool] = table.village_id.is_(None)
    here: ColumnElement[bool] = table.commune_id.in_(books)
    return here & or_(whole, table.village_id.in_(village))


def find_for_team(books: Sequence[str], team_id: UUID, table: type[Any], row_id: UUID, *, lock: bool = False) -> Any:
    """One row (a thing, a site) that concerns a team; None when there is none. ``lock``: until the commit."""
    question = select(table).where(table.id == row_id, of_team(books, team_id, table))
    return db.session.scalar(question.with_for_update() if lock else question)
