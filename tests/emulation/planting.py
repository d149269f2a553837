"""Commendations of past days, written straight into the book."""

from datetime import date
from uuid import uuid4

from app.core import clock
from app.emulation.models import Commendation, CommendationEvidence
from app.web.database import db
from tests.cast import Person


def plant_commendation(person: Person, proposed: date, decided: date | None = None, **more: object) -> Commendation:
    """A proposal for the person's team, granted where ``decided`` is a day; ``records=1`` stands it on a report."""
    records = more.pop("records", 0)
    one = Commendation(commune_id=person.commune_id, id=uuid4(), about="team", team_id=person.team_id, level="commune")
    one.form, one.reason, one.proposed_on, one.year, one.changed_at = (
        "certificate",
        "Tận tụy",
        proposed,
        proposed.year,
        clock.now(),
    )
    if decided:
        one.state, one.decision_no, one.decided_on, one.decided_by = "decided", "9/QĐ-UBND", decided, "Chủ tịch UBND xã"
    for name, value in more.items():
        setattr(one, name, value)
    db.session.add(one)
    db.session.flush()
    if records:
        link = CommendationEvidence(commune_id=one.commune_id, commendation_id=one.id, kind="report", record_id=uuid4())
        link.on = proposed
        db.session.add(link)
    return one
