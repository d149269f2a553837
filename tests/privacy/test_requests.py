"""Requests about personal data: from the paper slip to the letter that is handed over."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.core import clock
from app.journal import queries as journal
from app.privacy.models import DataRequest, RequestStep
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements

LIST = "/privacy/requests"
# TONIGHT is a Saturday, 21 November 2026.
ASKED = {"asker": "resident", "slip": "12/2026", "kind": "delete", "received_on": "2026-11-20", "details": "Ảnh ở cổng chợ"}


def enter(client: ActingClient, who: Person, **more: str) -> str:
    answer = client.submit(LIST, ASKED | more, as_=who)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location.rsplit("/", 1)[-1]


def page(client: ActingClient, who: Person, path: str = LIST) -> str:
    answer = client.get(path, as_=who)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def take(client: ActingClient, who: Person, request_id: str, step: str, **data: str) -> Any:
    words = {f"{step}-words": "Đã xong.", **{f"{step}-{name}": value for name, value in data.items()}}
    return client.submit(f"{LIST}/{request_id}/{step}", words, as_=who)


def test_a_slip_is_acknowledged_extended_answered_and_closed(client: ActingClient, nga: Person) -> None:
    request_id = enter(client, nga)
    shown = page(client, nga, f"{LIST}/{request_id}")
    # Friday, so the two working days end on Tuesday; twenty days end on 10 December.
    assert "24/11/2026" in shown and "10/12/2026" in shown and "phiếu 12/2026" in shown

    letter = take(client, nga, request_id, "acknowledge", words="Đã nhận, sẽ trả lời.")
    assert letter.status_code == 303
    paper = page(client, nga, letter.location)
    assert "Đã nhận, sẽ trả lời." in paper and "Người nộp phiếu số 12/2026" in paper and "CÔNG AN XÃ ĐỨC TRỌNG" in paper

    assert take(client, nga, request_id, "extend", words="Cần xem lại nhiều đêm.").status_code == 303
    assert "30/12/2026" in page(client, nga, f"{LIST}/{request_id}")
    assert take(client, nga, request_id, "extend").status_code == 409
    assert take(client, nga, request_id, "answer", words="Đã gỡ ảnh.").status_code == 303
    assert take(client, nga, request_id, "close").status_code == 303

    assert request_id not in page(client, nga)
    assert request_id in page(client, nga, f"{LIST}?done=1")
    with client.app.app_context():
        noted = [note.kind for note in journal.notes_about(COMMUNE, UUID(request_id))]
        assert noted == [f"request.{deed}" for deed in ("received", "acknowledged", "extended", "answered", "closed")]
        assert "chợ" not in str([note.facts for note in journal.notes_about(COMMUNE, UUID(request_id))])


def test_a_refusal_names_its_ground(client: ActingClient, nga: Person) -> None:
    request_id = enter(client, nga, kind="view")

    without = take(client, nga, request_id, "refuse", words="Chưa thể thực hiện.")
    assert without.status_code == 422 and "Xin chọn căn cứ" in without.get_data(as_text=True)
    assert "Chưa thể thực hiện." in without.get_data(as_text=True)
    assert take(client, nga, request_id, "refuse", words="Chưa thể.", ground="crime").status_code == 303
    assert "Đang phục vụ phòng, chống tội phạm" in page(client, nga, f"{LIST}/{request_id}")


def test_nobody_is_named_and_what_was_typed_stays(client: ActingClient, nga: Person) -> None:
    for faulty, said in (
        ({"slip": ""}, "Xin ghi số phiếu giấy"),
        ({"slip": "079200012345"}, "Chỉ ghi số phiếu"),
        ({"details": "Xóa ảnh của ông Nguyễn An"}, "Xin bỏ tên người"),
        ({"details": "Gọi 0901 234 567"}, "Xin bỏ tên người"),
        ({"received_on": "2026-11-22"}, "không sau hôm nay"),
        ({"kind": "dossier"}, "Xin chọn loại yêu cầu"),
        ({"asker": "member", "member": ""}, "Xin chọn thành viên"),
    ):
        answer = client.submit(LIST, ASKED | faulty, as_=nga)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 422 and said in text, faulty
        assert (faulty.get("details") or "Ảnh ở cổng chợ") in text
    with client.app.app_context():
        assert db.session.query(DataRequest).count() == 0


def test_a_member_asks_by_name(client: ActingClient, vinh: Person, binh: Person) -> None:
    enter(client, vinh, asker="member", member=str(binh.member_id), slip="", kind="view", details="")

    assert binh.name in page(client, vinh)


def test_late_ones_come_first_and_are_counted_where_the_page_is_found(
    client: ActingClient, vinh: Person, nga: Person
) -> None:
    first = enter(client, nga, slip="A1", received_on="2026-11-19")
    second = enter(client, nga, slip="B2", received_on="2026-11-12")
    third = enter(client, nga, slip="C3", received_on="2026-11-16")

    # Sunday night: B2 (by 16/11) and C3 (by 18/11) are late, A1 has until Monday.
    shown = page(client, vinh)
    assert [shown.index(one) for one in (second, third, first)] == sorted(shown.index(one) for one in (first, second, third))
    assert shown.count("Trễ hạn<") == 2
    entry = re.search(r'href="/privacy/requests".*?</li>', page(client, vinh, "/pages"), re.S)
    assert entry and '<span class="count">2</span>' in entry[0]


def test_only_the_chief_and_who_watches_over_data_come_in(client: ActingClient, cast: Cast, nga: Person) -> None:
    request_id = enter(client, nga)
    for key in ("ha", "tu", "loan", "son", "quan"):
        for path in (
            LIST,
            f"{LIST}/new",
            f"{LIST}/{request_id}",
            "/privacy/retention",
            "/privacy/consents",
            "/privacy/papers",
        ):
            assert client.get(path, as_=cast[key]).status_code == 403, (key, path)
    assert client.get(f"{LIST}/{request_id}", as_=cast["dung"]).status_code == 404
    assert take(client, cast["dung"], request_id, "acknowledge").status_code == 404
    assert request_id not in page(client, cast["dung"])
    assert client.get("/", as_=nga).location == LIST


def test_the_list_costs_the_same_for_one_request_and_for_many(client: ActingClient, nga: Person) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            page(client, nga)
        return len(statements)

    enter(client, nga)
    cost()
    one = cost()
    for number in range(5):
        enter(client, nga, slip=f"S{number}")
    assert cost() == one


def test_a_term_that_has_run_out_cannot_be_extended(client: ActingClient, nga: Person) -> None:
    request_id = enter(client, nga, kind="view")
    take(client, nga, request_id, "acknowledge")
    with clock.frozen(TONIGHT + timedelta(days=30)):
        assert "Gia hạn một lần" not in page(client, nga, f"{LIST}/{request_id}")
        late = take(client, nga, request_id, "extend", words="Lời đã viết")
        assert late.status_code == 409 and "Lời đã viết" in late.get_data(as_text=True)
    with client.app.app_context():
        assert db.session.query(RequestStep).count() == 1
