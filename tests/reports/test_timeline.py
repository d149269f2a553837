"""The night as its page tells it: everything in the order in which it happened, and what came later said as such."""

import re
from datetime import datetime
from typing import Any

from app.core import clock
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import at, body_of, fresh, incident, operation, patrol, photo, push_one, raised, submit


def _timeline(client: ActingClient, report_id: str, reader: Person) -> str:
    answer = client.get(f"/reports/{report_id}", as_=reader)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    return page[page.index('id="timeline-title"') : page.index('class="card triple"')]


def _times(timeline: str) -> list[str]:
    return re.findall(r'<time class="tl-at num"[^>]*>([^<]*)</time>', timeline)


def _send(client: ActingClient, person: Person, **more: Any) -> str:
    photos = more.pop("photos", [])
    sent = push_one(client, person, submit(person, body=body_of(person, **more), photos=photos))
    assert sent["status"] == "applied", sent
    return str(sent["report_id"])


def test_everything_stands_in_the_order_in_which_it_happened(client: ActingClient, binh: Person, ha: Person) -> None:
    happened = incident("F03", 2, at=at("23:10"), informed=[{"whom": "duty", "at": at("23:15")}])
    report_id = _send(
        client,
        binh,
        incidents=[happened],
        activities=[{"activity_id": fresh(), "category": "G02", "at": at("22:30"), "details": {"households": 5}}],
        contacts=[{"at": at("01:00", "2026-11-22"), "matter": "Báo bình an"}],
        handover={"text": "Đèn pin yếu", "kit_ok": True},
        photos=[photo(taken_at=at("00:20", "2026-11-22"))],
    )

    timeline = _timeline(client, report_id, ha)

    assert _times(timeline) == ["22:02", "22:05", "22:10", "22:30", "23:10", "23:15", "0:20", "1:00", "3:50"]
    told = ("Mở ca", "Vòng 1", "Nhắc khóa cửa", "Cây đổ", "Báo trực ban", "1 ảnh khác", "Báo bình an", "Đèn pin yếu")
    places = [timeline.index(words) for words in told]
    assert places == sorted(places)


def test_checkpoints_without_a_word_share_a_line_and_others_do_not(client: ActingClient, binh: Person, ha: Person) -> None:
    walked = patrol(4)
    walked["passes"][2] |= {"state": "skipped", "note": "locked"}

    timeline = _timeline(client, _send(client, binh, rounds=[walked]), ha)

    assert _times(timeline) == ["22:02", "22:05", "22:10", "22:12", "22:13", "3:50"]
    assert "Bỏ qua</span>: Cổng khóa, không vào được" in timeline


def test_a_photo_of_a_checkpoint_stands_with_it_and_nowhere_else(client: ActingClient, binh: Person, ha: Person) -> None:
    walked = patrol(2)
    here = {"round_id": walked["round_id"], "checkpoint_id": walked["passes"][1]["checkpoint_id"]}

    timeline = _timeline(client, _send(client, binh, rounds=[walked], photos=[photo(**here)]), ha)

    assert _times(timeline) == ["22:02", "22:05", "22:10", "22:11", "3:50"]
    assert timeline.count("Ảnh chưa tới") == 1


def test_what_a_later_version_or_another_phone_added_says_so(
    client: ActingClient, binh: Person, hoa: Person, ha: Person
) -> None:
    shift, body = fresh(), body_of(binh)
    report_id = str(push_one(client, binh, submit(binh, shift_id=shift, body=body))["report_id"])
    answer = client.submit(f"/reports/{report_id}/move", {"move": "return", "rev": 1, "reasons": "other"}, as_=ha)
    assert answer.status_code == 303
    with clock.frozen(datetime.fromisoformat(at("08:10", "2026-11-22"))):
        mended = body | {"contacts": [{"at": at("01:00", "2026-11-22"), "matter": "Báo bình an"}]}
        amend = operation(binh, "report.amend", report_id=report_id, base_version=1, body=mended, photos=[])
        assert push_one(client, binh, amend)["status"] == "applied"
    part = operation(hoa, "report.part", shift_id=shift, body={"incidents": [incident("F03", 2)]})
    assert push_one(client, hoa, part)["status"] == "applied"

    timeline = _timeline(client, report_id, ha)

    assert timeline.count("ghi thêm") == 2
    assert timeline.index("Báo bình an") < timeline.index("ghi thêm 8:10 ngày 22/11")


def test_a_whole_round_and_one_without_times_invent_none(client: ActingClient, binh: Person, ha: Person) -> None:
    untold = {"round_id": fresh(), "mode": "foot", "confirmed": "points", "passes": []}

    timeline = _timeline(client, _send(client, binh, rounds=[patrol(whole=True), untold]), ha)

    assert _times(timeline) == ["22:02", "22:05", "22:50", "3:50", ""]
    assert "Ghi cả vòng 1" in timeline
    assert timeline.index("Không ghi giờ") < timeline.index("Vòng 2")


def test_an_alert_of_the_shift_stands_there_with_who_took_it(client: ActingClient, binh: Person, ha: Person) -> None:
    shift = fresh()
    alert = raised(binh, shift_id=shift)
    assert push_one(client, binh, alert)["status"] == "applied"
    sent = push_one(client, binh, submit(binh, shift_id=shift, body=body_of(binh, incidents=[incident()])))

    assert "chưa ai nhận tin" in _timeline(client, sent["report_id"], ha)
    client.submit(f"/alerts/{alert['body']['alert_id']}", as_=ha)

    timeline = _timeline(client, sent["report_id"], ha)
    assert "Lê Thị Thu Hà nhận tin" in timeline
    assert _times(timeline).count("22:29") == 1
