"""What a body tells of itself: warnings of the phone that were left standing, and the order of its pictures."""

from typing import Any

import pytest

from app.reports.rules.words import digest_words
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, entities, fresh, incident, operation, photo, pull, push_one, submit

CARD = "079123456789"
WORDS = f"Số {CARD}"


def _send(client: ActingClient, person: Person, *, photos: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    return push_one(client, person, submit(person, body=body_of(person, **more), photos=photos or []))


def _page(client: ActingClient, report_id: str, reader: Person, language: str = "vi") -> str:
    reading = client.get(f"/reports/{report_id}", as_=reader, headers={"Accept-Language": language})
    assert reading.status_code == 200
    return reading.get_data(as_text=True)


def test_the_reviewer_is_told_where_the_phone_has_warned(client: ActingClient, binh: Person, ha: Person) -> None:
    happened = incident(what=f"Người này có số {CARD}")
    guard = [{"path": "/incidents/0/what", "kinds": ["card", "name"]}, {"path": "/remark", "kinds": ["plate"]}]

    sent = _send(client, binh, incidents=[happened], quiet=False, guard=guard)

    assert sent["status"] == "applied"
    page = _page(client, sent["report_id"], ha)
    assert "Máy đã nhắc: có vẻ có số giấy tờ, tên người ở nội dung sự việc Nẹt pô, lạng lách." in page
    assert "Máy đã nhắc: có vẻ có biển số xe ở nhận xét chung." in page
    # What the phone has told is not told twice.
    assert "Trong báo cáo có vẻ có số giấy tờ." not in page


def test_a_report_of_an_older_phone_is_looked_at_all_the_same(client: ActingClient, binh: Person, ha: Person) -> None:
    sent = _send(client, binh, remark=f"Số {CARD}")

    page = _page(client, sent["report_id"], ha)
    assert "Trong báo cáo có vẻ có số giấy tờ." in page
    assert "Máy đã nhắc" not in page


def test_a_kind_or_a_place_of_a_newer_phone_is_shown_without_a_word_of_its_own(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    guard = [
        {"path": "/something/new", "kinds": ["bank-account"]},
        {"path": "/incidents/7/what", "kinds": ["name"]},
    ]
    sent = _send(client, binh, guard=guard)

    page = _page(client, sent["report_id"], ha)
    assert "Máy đã nhắc: có vẻ có thông tin riêng ở báo cáo." in page


@pytest.mark.parametrize(
    "note",
    [
        {"path": f"/remark {CARD} <b>", "kinds": ["card"]},
        {"path": "/remark", "kinds": [CARD]},
        {"path": "/remark", "kinds": []},
        {"path": "remark", "kinds": ["card"]},
        {"kinds": ["card"]},
    ],
)
def test_a_warning_holds_no_words(client: ActingClient, binh: Person, note: dict[str, Any]) -> None:
    result = _send(client, binh, guard=[note])

    assert result["status"] == "held"
    assert result["problem"]["errors"][0]["pointer"].startswith("/body/guard")


def test_an_addendum_and_a_part_tell_it_too(client: ActingClient, binh: Person, ha: Person) -> None:
    first = submit(binh)
    report_id = push_one(client, binh, first)["report_id"]
    words = {"text": "Ông Nguyễn Văn Ba nhận xe", "guard": [{"path": "/text", "kinds": ["name"]}]}
    part = {"incidents": [incident("A02")], "guard": [{"path": "/incidents/0/place", "kinds": ["telephone"]}]}
    ops = [
        operation(binh, "report.addendum", report_id=report_id, body=words),
        operation(binh, "report.part", shift_id=first["shift_id"], body=part),
    ]

    assert [push_one(client, binh, op)["status"] for op in ops] == ["applied", "applied"]
    page = _page(client, report_id, ha)
    assert "Máy đã nhắc: có vẻ có tên người ở lời ghi thêm." in page
    assert "Máy đã nhắc: có vẻ có số điện thoại ở nơi xảy ra của sự việc" in page


def test_photos_stand_in_the_teams_order(client: ActingClient, binh: Person, ha: Person) -> None:
    happened = incident()
    taken = [photo(f"picture {n}".encode(), incident_id=happened["incident_id"], caption=f"Ảnh {n}") for n in range(3)]
    order = [taken[n]["photo_id"] for n in (2, 0, 1)]
    report_id = _send(client, binh, incidents=[happened], quiet=False, photos=taken, photo_order=order)["report_id"]

    told = client.get(f"/api/v1/reports/{report_id}", as_=ha).json
    pulled = entities(pull(client, binh), "report")[report_id]

    assert [one["photo_id"] for one in told["photos"]] == order
    assert [one["caption"] for one in told["photos"]] == ["Ảnh 2", "Ảnh 0", "Ảnh 1"]
    assert [one["photo_id"] for one in pulled["photos"]] == order


def test_photos_of_an_older_phone_stand_as_they_were_taken(client: ActingClient, binh: Person, ha: Person) -> None:
    taken = [photo(f"picture {n}".encode()) for n in range(3)]
    report_id = _send(client, binh, photos=list(reversed(taken)), photo_order=[fresh()])["report_id"]

    told = client.get(f"/api/v1/reports/{report_id}", as_=ha).json
    assert [one["photo_id"] for one in told["photos"]] == [one["photo_id"] for one in taken]


def test_a_text_that_was_erased_is_warned_of_no_more(client: ActingClient, binh: Person, vinh: Person) -> None:
    taken = photo(caption=WORDS)
    guard = [
        {"path": "/remark", "kinds": ["card"]},
        {"path": f"/photos/{taken['photo_id']}/caption", "kinds": ["card"]},
    ]
    report_id = _send(client, binh, photos=[taken], remark=WORDS, guard=guard)["report_id"]
    page = _page(client, report_id, vinh)
    assert "ở nhận xét chung." in page
    assert "ở lời dưới ảnh." in page

    path = f"/reports/{report_id}/words/{digest_words(report_id, WORDS)}/erase"
    assert client.submit(path, {"reason": "Có số giấy tờ"}, as_=vinh).status_code == 303

    assert "Máy đã nhắc" not in _page(client, report_id, vinh)
