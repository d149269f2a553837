"""A member asks about the own data from the phone: once, with the clock of the receipt, and only that phone hears of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core import clock
from app.journal import queries as journal
from app.privacy.models import DataRequest
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements
from tests.nights import operation, pull, push_one

LIST = "/privacy/requests"


def ask(person: Person, kind: str = "delete", **more: Any) -> dict[str, Any]:
    return operation(person, "data.ask", body={"kind": kind, "words": "Ảnh tôi đêm 15/11"} | more)


def told(client: ActingClient, person: Person, member: Person | None = None) -> Any:
    return client.get(f"/api/v1/me/data-requests?member={(member or person).member_id}", as_=person)


def test_what_a_member_asks_is_among_the_requests_with_its_clock_and_its_state_comes_back(
    client: ActingClient, vinh: Person, binh: Person
) -> None:
    # Written a week ago without a network: the law's term begins when the office has it.
    op = ask(binh) | {"client_time": (TONIGHT - timedelta(days=7)).isoformat()}
    first, again = push_one(client, binh, op), push_one(client, binh, op)
    assert (first["status"], again["status"]) == ("applied", "duplicate")

    page = client.get(LIST, as_=vinh).get_data(as_text=True)
    assert binh.name in page and f"{LIST}/{op['op_id']}" in page
    shown = client.get(f"{LIST}/{op['op_id']}", as_=vinh).get_data(as_text=True)
    assert "Xóa dữ liệu" in shown and "Ảnh tôi đêm 15/11" in shown and "11/12/2026" in shown
    (item,) = told(client, binh).json["items"]
    known = {"id": op["op_id"], "kind": "delete", "state": "received"}
    assert item == known | {"received_on": "2026-11-21", "due": "2026-12-11"}

    for step, state in (("acknowledge", "acknowledged"), ("answer", "answered"), ("close", "closed")):
        done = client.submit(f"{LIST}/{op['op_id']}/{step}", {f"{step}-words": "Đã làm."}, as_=vinh)
        assert done.status_code == 303
        assert [one["state"] for one in told(client, binh).json["items"]] == [state]
    with client.app.app_context():
        assert db.session.query(DataRequest).count() == 1
        noted = journal.notes_about(COMMUNE, UUID(op["op_id"]))
        assert [one.kind.partition(".")[2] for one in noted] == ["received", "acknowledged", "answered", "closed"]
        assert "15/11" not in str([one.facts for one in noted])


def test_only_the_phone_that_asked_hears_of_it(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person, vinh: Person
) -> None:
    cursor = pull(client, hoa)["cursor"]
    op = ask(binh)
    assert push_one(client, binh, op)["status"] == "applied"
    assert op["op_id"] not in str(pull(client, hoa, cursor))
    assert told(client, hoa, binh).json["items"] == []
    assert told(client, hoa).json == told(client, hoa).json | {"member": str(hoa.member_id), "items": []}
    assert told(client, thanh, binh).status_code == 404
    assert client.get("/api/v1/me/data-requests", as_=binh).status_code == 422
    assert told(client, vinh, binh).status_code in (401, 403)


@pytest.mark.parametrize("body", [{"kind": "dossier"}, {"kind": "correct", "words": "x" * 501}, {}])
def test_what_is_no_request_is_held_and_changes_nothing(client: ActingClient, binh: Person, body: dict[str, Any]) -> None:
    assert push_one(client, binh, operation(binh, "data.ask", body=body))["status"] == "held"
    with client.app.app_context():
        assert db.session.query(DataRequest).count() == 0


def test_somebody_elses_member_asks_nothing_here(client: ActingClient, binh: Person, thanh: Person) -> None:
    assert push_one(client, binh, ask(binh) | {"actor_id": str(thanh.member_id)})["status"] == "held"
    assert push_one(client, binh, ask(binh) | {"actor_id": None})["status"] == "held"


def test_words_may_be_left_out_and_the_door_costs_the_same(client: ActingClient, binh: Person) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert told(client, binh).status_code == 200
        return len(statements)

    cost()
    none = cost()
    for place in range(3):
        with clock.frozen(TONIGHT + timedelta(minutes=place)):
            assert push_one(client, binh, ask(binh, "provide", words=None))["status"] == "applied"
    assert cost() == none
    assert len(told(client, binh).json["items"]) == 3
