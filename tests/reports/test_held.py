"""What could not take effect waits for a person, who is reminded, and may enter it after all."""

from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, entities, fresh, incident, pull, push_one, submit

ENTERED = "Đã xử lý. Máy của tổ sẽ nhận khi có mạng."
STILL_NOT = "Vẫn chưa vào sổ được, nội dung giữ nguyên."


def _held(client: ActingClient, who: Person, **more: Any) -> dict[str, Any]:
    op = submit(who, **more)
    assert push_one(client, who, op)["status"] == "held"
    return op


def _settle(client: ActingClient, officer: Person, op: dict[str, Any], how: str, note: str = "") -> str:
    form = {"resolution": how, "note": note}
    done = client.submit(f"/held/{op['op_id']}", form, page="/held", as_=officer)
    return client.get(done.headers["Location"], as_=officer).get_data(as_text=True)


def test_a_newer_shape_is_entered_once_it_is_understood(
    client: ActingClient, binh: Person, ha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    op = _held(client, binh, schema=2)
    cursor = pull(client, binh)["cursor"]
    refused = _settle(client, ha, op, "applied")
    monkeypatch.setattr("app.core.contract.SCHEMA", 2)
    entered = _settle(client, ha, op, "applied")
    pulled = pull(client, binh, cursor)

    assert STILL_NOT in refused
    assert ENTERED in entered
    assert op["report_id"] in entities(pulled, "report")
    assert [one["resolution"] for one in entities(pulled, "held").values()] == ["applied"]
    assert push_one(client, binh, op)["status"] == "duplicate"


def test_a_second_report_is_entered_once_the_first_is_withdrawn(
    client: ActingClient, binh: Person, hoa: Person, ha: Person
) -> None:
    shift, first = fresh(), fresh()
    push_one(client, binh, submit(binh, shift_id=shift, report_id=first))
    op = _held(client, hoa, shift_id=shift)
    assert STILL_NOT in _settle(client, ha, op, "applied")
    withdraw = submit(binh, report_id=first, shift_id=shift) | {"kind": "report.withdraw"}
    push_one(client, binh, withdraw)

    assert ENTERED in _settle(client, ha, op, "applied")


def test_the_second_officer_is_told_that_it_is_settled(client: ActingClient, binh: Person, ha: Person, vinh: Person) -> None:
    op = _held(client, binh, schema=2)
    _settle(client, ha, op, "refused", "Đã nhập từ sổ giấy")

    assert "Việc này đã có người xử lý." in _settle(client, vinh, op, "refused", "Trùng")


@pytest.mark.parametrize(("hours", "late"), [(23, False), (25, True)])
def test_what_waits_for_a_day_raises_an_alarm(
    hours: int, late: bool, client: ActingClient, binh: Person, ha: Person
) -> None:
    _held(client, binh, schema=2)
    with clock.frozen(clock.now() + timedelta(hours=hours)):
        queue, held = (client.get(path, as_=ha).get_data(as_text=True) for path in ("/queue", "/held"))

    assert ("chờ xử lý đã quá lâu" in queue) == late
    assert ("Tổ đang đợi trả lời" in held) == late


def test_the_alarm_is_for_those_who_answer_for_the_team(
    client: ActingClient, binh: Person, lam: Person, vinh: Person
) -> None:
    _held(client, binh, schema=2)
    with clock.frozen(clock.now() + timedelta(hours=30)):
        assert "chờ xử lý đã quá lâu" not in client.get("/queue", as_=lam).get_data(as_text=True)
        assert "chờ xử lý đã quá lâu" in client.get("/queue", as_=vinh).get_data(as_text=True)


def test_an_unknown_kind_is_kept_and_offered_no_second_try(client: ActingClient, binh: Person, ha: Person) -> None:
    op = submit(binh) | {"kind": "asset.polish"}
    assert push_one(client, binh, op)["status"] == "held"
    page = client.get("/held", as_=ha).get_data(as_text=True)

    assert f"held-{op['op_id']}" in page
    assert "Thử cho vào sổ lại" not in page


def test_what_was_held_for_its_content_is_entered_after_the_catalogue_has_learned(
    client: ActingClient, binh: Person, ha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    op = _held(client, binh, body=body_of(binh, incidents=[incident("Z99")]))
    monkeypatch.setattr("app.catalogue.queries.category_kinds", lambda: {"Z99": "incident"})

    assert ENTERED in _settle(client, ha, op, "applied")


def test_a_phone_that_went_over_is_put_right_by_entering_what_it_wrote(
    client: ActingClient, binh: Person, thanh: Person, ha: Person
) -> None:
    op = submit(thanh)
    assert push_one(client, binh, op)["status"] == "held"

    assert ENTERED in _settle(client, ha, op, "applied")
    assert op["report_id"] in entities(pull(client, thanh), "report")
