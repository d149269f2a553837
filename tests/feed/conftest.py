"""Reports to tell of: sent by phones, approved by the chief."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.reports.rules import Move
from app.reports.service import moves
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import as_uuid, body_of, fresh, operation, push_one

Send = Callable[..., str]


@pytest.fixture
def send(client: ActingClient) -> Send:
    """Send a report and give its id: ``send(binh, night="2026-11-20", incidents=[…])``."""

    def run(person: Person, *, night: str = "2026-11-21", **more: Any) -> str:
        body = body_of(person, **more)
        shift = {"started_at": f"{night}T22:02:00+07:00", "ended_at": f"{night}T23:50:00+07:00", "night": night}
        op = operation(person, "report.submit", shift_id=fresh(), report_id=fresh(), body=body | shift, photos=[])
        result = push_one(client, person, op)
        assert result["status"] == "applied", result
        return str(result["report_id"])

    return run


@pytest.fixture
def approve(app: Flask, vinh: Person) -> Callable[..., str]:
    """Let the chief approve a report, some minutes later; gives its id."""

    def run(report_id: str, *, rev: int = 1) -> str:
        with app.app_context(), unit_of_work():
            moves.move_report(vinh.actor(), as_uuid(report_id), Move.APPROVE, rev=rev)
        assert clock.now()
        return report_id

    return run
