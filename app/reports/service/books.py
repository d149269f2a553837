"""In which book an operation stands when communes were merged: each thing in one, and in the same one for ever."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, literal, or_, select, union_all

from app.core.actor import Actor
from app.people import queries as people
from app.people.models import Team
from app.reports import rules
from app.reports.models import Alert, Report, Supplement, is_live
from app.reports.service.intake import Op
from app.roster.models import PlannedShift
from app.web.database import db


def place(actor: Actor, op: Op) -> Op:
    """The operation with the commune whose book it belongs to.

    That is where its report, its planned shift, a part or an alert of it stands already; else that of the commune in which
    its team was on its night; else the one frozen into it. Only phones of merged communes have a choice: one statement.
    """
    if not actor.former_ids or op.commune_id not in actor.books:
        return op
    night = rules.night_written(op.body, op.client_at)
    told = or_(Report.id == op.report_id, (Report.shift_id == op.shift_id) & is_live())
    signs: tuple[tuple[Any, Any], ...] = (
        (Report, told),
        (PlannedShift, PlannedShift.id == op.shift_id),
        (Supplement, Supplement.shift_id == op.shift_id),
        (Alert, Alert.shift_id == op.shift_id),
    )
    questions = [
        select(literal(rank, Integer).label("rank"), table.commune_id).where(
            people.in_books(actor, table.commune_id), table.team_id == op.team_id, sign
        )
        for rank, (table, sign) in enumerate(signs)
    ]
    lived = select(literal(len(signs), Integer), Team.commune_id).where(
        people.in_books(actor, Team.commune_id), Team.id == op.team_id, people.existed_on(Team, night)
    )
    found = union_all(*questions, lived).subquery()
    book = db.session.scalar(select(found.c.commune_id).order_by(found.c.rank, found.c.commune_id).limit(1))
    return op if book is None else replace(op, commune_id=book)
