"""Planned nights of a team, and the reports of some of them."""

from datetime import date, datetime, timedelta
from typing import Any

from app.core import clock
from app.core.night import VIETNAM
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import at, body_of, push_one, submit
from tests.roster.plans import plan

BEFORE = datetime(2026, 11, 1, 8, tzinfo=VIETNAM)


def planned(officer: Person, person: Person, *nights: date) -> list[str]:
    """Plan the person for these nights, from the first of the month on; gives the shifts' ids."""
    with clock.frozen(BEFORE):
        return [str(one) for one in plan(officer, person, *nights)]


def sent(client: ActingClient, person: Person, shift_id: str, **more: Any) -> str:
    """Send the report of a shift; gives its id."""
    body = body_of(person, **more)
    result = push_one(client, person, submit(person, shift_id=shift_id, body=body))
    assert result["status"] == "applied", result
    return str(result["report_id"])


def on_night(person: Person, night: date) -> dict[str, Any]:
    """A body's times of another night."""
    begun, ended = at("22:02", night.isoformat()), at("03:50", (night + timedelta(days=1)).isoformat())
    present = [{"member_id": str(person.member_id), "from": begun, "to": ended}]
    return {"night": night.isoformat(), "started_at": begun, "ended_at": ended, "present": present, "rounds": []}
