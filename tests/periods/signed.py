"""Nights of October and November, and reports of their periods: opened, signed and opened again through the doors."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from app.core import clock
from app.core.night import night_of
from app.periods import queries, service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.histories import move
from tests.nights import at, body_of, push_one, submit

OCTOBER, WEEK = date(2026, 10, 15), date(2026, 11, 12)
_SEEN = re.compile(r'name="seen"[^>]*value="([^"]*)"')


def night(client: ActingClient, person: Person, day: str, approve: Person | None, **more: Any) -> str:
    """A shift from 22:02 to 23:50 of that day, sent, and approved where somebody is named; gives the report's id."""
    body = body_of(person, night=day, started_at=at("22:02", day), ended_at=at("23:50", day), rounds=[], **more)
    body["present"] = [{"member_id": str(person.member_id), "from": at("22:02", day), "to": at("23:50", day)}]
    op = submit(person, body=body)
    assert push_one(client, person, op)["status"] == "applied"
    if approve:
        move(client, approve, op["report_id"], "approve")
    return str(op["report_id"])


def opened(who: Person, kind: str, day: date, team_id: UUID | None = None) -> UUID:
    """The draft of a period; inside an application context."""
    db.session.rollback()
    with unit_of_work():
        return service.open_draft(who.actor(), kind, day, team_id)


def draft(who: Person, period_id: UUID) -> dict[str, Any]:
    """What would be signed now; inside an application context."""
    db.session.rollback()
    row = queries.get_period(who.actor(), period_id)
    return dict(queries.draft_of(row.report, night_of(clock.now())).content)


def sign(client: ActingClient, who: Person, period_id: UUID, **more: Any) -> TestResponse:
    """Sign what the page shows."""
    page = client.get(f"/periods/{period_id}", as_=who).get_data(as_text=True)
    found = _SEEN.search(page)
    seen = found.group(1) if found else "0" * 32
    return client.submit(f"/periods/{period_id}/signature", {"seen": seen} | more, as_=who)


def reopen(client: ActingClient, who: Person, period_id: UUID, reason: str = "Sót một đêm") -> TestResponse:
    """Open it again."""
    return client.submit(f"/periods/{period_id}/reopening", {"reason": reason}, as_=who)


def state_of(client: ActingClient, who: Person, report_id: str) -> str:
    """Where a night report stands."""
    return str(client.get(f"/api/v1/reports/{report_id}", as_=who).json["state"])
