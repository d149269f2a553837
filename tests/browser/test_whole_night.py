"""One full night, end to end, in two browsers: written mostly without a network, returned, mended, approved, told."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.deeds import minute_of
from tests.browser.desk import Desk
from tests.browser.full_night import CAPTIONS, NIGHT, Round, close_and_send, write_until_midnight, write_until_morning
from tests.browser.house import House
from tests.browser.phone import Phone

# Six hours go by in it, and it raises an alert.
house = own_house()

# What was said of each, below the names of it.
INCIDENTS = [
    ("category", "severity", "place", "people", "actions", "informed", "details", "police_only", "result"),
    ("A03", 2, "Trường THCS", 9, ["reminded"], ["duty"], {"vehicles": 6, "direction": "Về phía cầu"},
     {"plate": "49-X1 234.56"}, "watching"),
    ("B03", 1, "Kho lạnh", 0, ["called-duty"], [], {"object": "store", "owner_told": True}, {}, "settled"),
    ("C03", 3, "Bưu điện", 0, ["cordoned"], ["duty", "power"], {"fault": "cable", "power_called": True, "cordoned": True},
     {}, "forwarded"),
    ("E05", 1, "Bãi xe sau chợ", 0, [], [], {"item_type": "bag", "value_band": "unknown", "kept_at": "returned",
     "returned_at": "2026-11-16T03:10:00+07:00"}, {}, "settled"),
]  # fmt: skip
COMMENT = "Bác bổ sung giúp kết quả cuối cùng."
# Of the phone's pictures as it holds them now: SHA-256 by id.
DIGESTS = """
async (ids) => {
  const ask = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const keng = await ask(indexedDB.open('keng'));
  const digests = {};
  for (const id of ids) {
    const { bytes } = await ask(keng.transaction('photoBytes').objectStore('photoBytes').get(id));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    digests[id] = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  keng.close();
  return digests;
}
"""


def write_the_night(phone: Phone, pictures: list[Path]) -> list[Round]:
    """Gives the rounds as they were walked."""
    with phone.cut_off():
        first, second = write_until_midnight(phone, pictures)
    expect(phone.page.get_by_test_id("alert").first).to_contain_text("Đã gửi tới trực ban, chờ xác nhận.")
    with phone.cut_off():
        third = write_until_morning(phone, pictures[6])
        close_and_send(phone)
    return [first, second, third]


def see_it_arrived(phone: Phone) -> str:
    """The network is back: without a tap the report and its photos arrive; gives the receipt."""
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.night(NIGHT)).to_contain_text("Chờ duyệt")
    phone.tap_id("queue-bar")
    phone.sees("Đã tới Công an xã")
    receipt = phone.page.get_by_test_id("receipt").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{6}-[0-9A-Z*~$=]", receipt)
    return receipt


def see_the_page(desk: Desk, walked: list[Round], receipt: str) -> None:
    """The page tells the officer what was done, point by point and picture by picture."""
    desk.sees("Tổ BVANTT thôn Chợ Mới")
    for words in (
        "49-X1 234.56",
        "Chỉ công an xem",
        "Cổng khóa, không vào được",
        "Túi, ví",
        "trưởng ca Nguyễn Anh Tuấn",
        receipt,
    ):
        desk.sees(words)
    desk.sees("vắng, ốm, mệt; người thay: Lê Thị Mai")
    desk.sees("Trực ban lúc")
    desk.page.get_by_text("So các vòng theo điểm").click()
    table = desk.page.locator("table.rounds")
    for number, patrol in enumerate(walked, start=1):
        column = table.locator(f"tbody td:nth-child({number + 1}) .pass > span:not(.away)")
        assert column.all_inner_texts() == [re.sub("^0", "", at) for _, at in patrol]
    assert table.locator("tbody th").all_inner_texts() == [name for name, _ in walked[0]]
    expect(table.locator(".pass.skipped")).to_have_count(1)
    desk.sees_pictures(len(CAPTIONS))
    shown = desk.page.locator("a[data-photo] img").evaluate_all("(all) => all.map((one) => one.alt)")
    assert sorted(shown) == sorted(CAPTIONS)


def check_what_arrived(phone: Phone, desk: Desk, house: House, walked: list[Round]) -> None:
    """Field by field: what was done is what the phone sent, and that is what the office has, to the last byte."""
    (operation,) = [json.loads(row["canonical"]) for row in phone.rows("outbox") if row["kind"] == "report.submit"]
    report = desk.context.request.get(f"/api/v1/reports/{operation['report_id']}").json()
    sent, body = operation["body"], report["body"]
    assert {name: body[name] for name in sent} == sent
    (enrolment,) = [row["value"] for row in phone.rows("meta") if row["key"] == "enrolment"]
    ids = {member["name"]: member["id"] for member in enrolment["members"]}
    names = {point["id"]: point["name"] for route in phone.rows("routes") for point in route["checkpoints"]}
    passes = [patrol["passes"] for patrol in body["rounds"]]
    assert [[(names[one["checkpoint_id"]], minute_of(one["at"])) for one in patrol] for patrol in passes] == walked
    skipped = [(one["state"], one["note"]) for patrol in passes for one in patrol if one["state"] != "normal"]
    assert skipped == [("matter", ""), ("skipped", "Cổng khóa, không vào được")]
    for one in body["incidents"]:
        one["informed"] = [told["whom"] for told in one["informed"]]
    assert [tuple(one[name] for name in INCIDENTS[0]) for one in body["incidents"]] == INCIDENTS[1:]
    assert body["absent"] == [{"member_id": ids["Trần Văn Nghĩa"], "reason": "sick", "substitute_id": ids["Lê Thị Mai"]}]
    assert [item["item"] for item in body["kit"] if not item["ok"]] == ["whistle"]
    assert (body["weather"], body["guests"]) == ("fog", [{"force": "militia", "count": 1}])
    assert [(one["category"], one["details"]) for one in body["activities"]] == [
        ("G02", {"households": 12, "topic": "lock"})
    ]
    assert (body["handover"], body["reminders"], body["helped"]) == ({"text": "Đèn pin cần sạc lại", "kit_ok": False}, 5, 1)
    assert (body["remark"], body["proposal"]) == ("Sương dày, đi chậm", "Xin thêm một chiếc còi")
    check_pictures(phone, house, report, operation["photos"])


def check_pictures(phone: Phone, house: House, report: dict[str, Any], announced: list[dict[str, Any]]) -> None:
    """Every picture has its words and its place, and the bytes on the server's disk are those that lie in the phone."""
    digests = {one["photo_id"]: one["sha256"] for one in announced}
    assert phone.page.evaluate(DIGESTS, list(digests)) == digests
    for digest in digests.values():
        (kept,) = house.folder.rglob(f"{digest}.original")
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest
    places = ("photo_id", "caption", "about", "incident_id", "round_id", "checkpoint_id")
    stored = [{name: one[name] for name in places} for one in report["photos"]]
    assert sorted(stored, key=str) == sorted(({name: one.get(name) for name in places} for one in announced), key=str)
    assert sorted(one["caption"] for one in stored) == sorted(CAPTIONS)


def read_and_return(desk: Desk, walked: list[Round], receipt: str) -> None:
    """The officer answers the alert, reads the report, finds a result missing, and gives it back."""
    desk.page.get_by_role("alert", name="Tin khẩn chưa ai nhận").get_by_role("button", name="Đã nhận tin").click()
    desk.sees("Đã nhận tin.")
    desk.open("/queue")
    desk.open_row("Chợ Mới")
    see_the_page(desk, walked, receipt)
    desk.give_back(COMMENT, "/incidents/0/result")


def mend(phone: Phone) -> None:
    """The phone shows what the officer wrote and marked; it is mended without a network."""
    phone.close_and_open()
    phone.sees(f"{NIGHT}: cần bổ sung")
    with phone.cut_off():
        phone.tap_id("returned")
        phone.sees(COMMENT)
        phone.tap("Bổ sung")
        phone.sees("Kết quả thế nào?")
        phone.tap("Đã ổn")
        phone.page.get_by_test_id("correction-note").fill("Đã ghi kết quả")
        phone.tap("Gửi lại")
        phone.is_on("home")
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.night(NIGHT)).to_contain_text("Chờ duyệt")


def approve(desk: Desk) -> None:
    """The officer sees what changed and approves."""
    desk.open("/queue")
    desk.sees("Đã bổ sung, gửi lại")
    desk.open_row("Chợ Mới")
    desk.sees("Tổ trả lời: “Đã ghi kết quả”")
    desk.sees("Trước: Đang theo dõi")
    desk.press("Duyệt")
    desk.sees("Đã duyệt.")


def see_it_told(police: Desk, committee: Desk, phone: Phone) -> None:
    """Police and the team read it in the feed; the committee reads one sentence of coded fields."""
    incidents = "1 vụ nẹt pô, lạng lách, đã ổn; 1 nơi để cửa mở, đã ổn; 1 sự cố điện, chuyển nơi khác"
    sentence = f"{NIGHT}, Chợ Mới: {incidents}; 1 lần nhặt được của rơi, đã ổn; và 1 việc khác."
    for desk in (police, committee):
        desk.open("/feed")
        desk.sees(sentence)
        assert "49-X1" not in desk.page.content()
    phone.close_and_open()
    expect(phone.night(NIGHT)).to_contain_text("Đã duyệt")
    phone.tap("Bảng tin")
    phone.sees(sentence)
    phone.sees("Tổ mình")


def check_log(desk: Desk, receipt: str) -> None:
    """The officer takes the log of the month home: the night is one row of it, with its receipt."""
    desk.page.locator(".account summary").click()
    desk.press("Tất cả các trang")
    desk.press("Xuất dữ liệu")
    desk.press("Tháng 11 năm 2026")
    desk.page.get_by_label("Dùng để làm gì").fill("Họp giao ban tháng")
    with desk.page.expect_download() as downloading:
        desk.press("Tải về CSV")
    text = downloading.value.path().read_text("utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(text)) if row["Biên nhận"] == receipt]
    told = {name: row[name] for name in ("Đêm", "Trạng thái", "Sự việc", "Vòng", "Ảnh xem được", "Bản")}
    assert told == {
        "Đêm": "15/11/2026", "Trạng thái": "Đã duyệt", "Sự việc": "4", "Vòng": "3", "Ảnh xem được": "7", "Bản": "2",
    }  # fmt: skip


def test_one_night_from_the_link_to_the_log(
    phone: Phone, new_desk: Callable[..., Desk], house: House, pictures: list[Path]
) -> None:
    phone.enrol(house.invite("Chợ Mới"), holder="Đặng Văn Thắng")
    walked = write_the_night(phone, pictures)
    receipt = see_it_arrived(phone)
    officer, committee = new_desk(), new_desk()
    officer.sign_in("lam")
    check_what_arrived(phone, officer, house, walked)
    read_and_return(officer, walked, receipt)
    mend(phone)
    approve(officer)
    committee.sign_in("loan")
    see_it_told(officer, committee, phone)
    check_log(officer, receipt)
