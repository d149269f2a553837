"""``flask devices alarms``: what may cost somebody's work, by ids and counts alone."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.core import clock
from app.people.service import phones
from tests.acting import ActingClient
from tests.cast import COMMUNE, OTHER_COMMUNE, Person
from tests.nights import PUSH, body_of, envelope, fresh, push, submit

FINE = {"unsent": 0, "parked": 0, "made": 3, "proven": 1, "unproven": 1, "queued": 1, "aside": 0}


@pytest.fixture(autouse=True)
def _a_process_that_heard_nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "_written", {})


def _tell(client: ActingClient, who: Person, **health: Any) -> None:
    assert client.post(PUSH, json=envelope(health=FINE | health), as_=who).status_code == 200


def _alarms(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["devices", "alarms"])


def test_there_are_none_where_all_is_well(app: Flask, client: ActingClient, binh: Person) -> None:
    _tell(client, binh, persisted=False, offset_ms=600_000)
    done = _alarms(app)

    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [f"{OTHER_COMMUNE}: no alarms", f"{COMMUNE}: no alarms"]


def test_counters_that_do_not_agree_are_named(app: Flask, client: ActingClient, binh: Person) -> None:
    _tell(client, binh, made=5)
    done = _alarms(app)

    assert done.exit_code == 1
    assert f"  counters phone={binh.id} made=5 accounted=3\n" in done.output


def test_what_has_waited_on_a_phone_for_a_day_is_named(
    app: Flask, client: ActingClient, binh: Person, khanh: Person
) -> None:
    old, young = (clock.now() - timedelta(hours=hours) for hours in (30, 20))
    _tell(client, binh, unsent=2, oldest_unsent_at=young.isoformat())
    _tell(client, khanh, unsent=4, oldest_unsent_at=old.isoformat())
    done = _alarms(app)

    assert done.exit_code == 1
    assert done.output.splitlines() == [
        f"{OTHER_COMMUNE}: 1 alarm",
        f"  old-unsent phone={khanh.id} unsent=4 hours=30",
        f"{COMMUNE}: no alarms",
    ]


def test_what_nobody_has_settled_for_a_day_is_named_without_its_content(
    app: Flask, client: ActingClient, binh: Person, hoa: Person
) -> None:
    shift = fresh()
    push(client, binh, submit(binh, shift_id=shift))
    second = submit(hoa, shift_id=shift, body=body_of(hoa, remark="Ông Bảy nhắn ra trụ sở"))
    push(client, hoa, second)
    today = _alarms(app)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        tomorrow = _alarms(app)

    assert today.exit_code == 0
    assert tomorrow.exit_code == 1
    assert f"  held operation={second['op_id']} phone={hoa.id} hours=25\n" in tomorrow.output
    assert "Bảy" not in tomorrow.output and "Hoa" not in tomorrow.output


def test_a_phone_that_was_shut_out_alarms_nobody(app: Flask, client: ActingClient, binh: Person, ha: Person) -> None:
    _tell(client, binh, made=5)
    client.submit(f"/teams/{binh.team_id}/devices/{binh.id}/revoke", as_=ha)

    assert _alarms(app).exit_code == 0
