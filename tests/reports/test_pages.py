"""The office's pages about reports: what is shown, to whom, and what pressing a button does."""

import re
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.reports.models import ParkedOperation, Report
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import as_uuid, at, body_of, entities, fresh, incident, operation, photo, pull, push_one, raised, submit


def _send(client: ActingClient, person: Person, **more: Any) -> str:
    photos = more.pop("photos", [])
    result = push_one(client, person, submit(person, body=body_of(person, **more), photos=photos))
    assert result["status"] == "applied", result
    return str(result["report_id"])


def _page(client: ActingClient, path: str, reader: Person) -> str:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def _decide(client: ActingClient, officer: Person, report_id: str, move: str, *, rev: int = 1, **more: Any) -> str:
    page = f"/reports/{report_id}"
    done = client.submit(f"{page}/move", {"move": move, "rev": rev} | more, page=page, as_=officer)
    assert done.status_code == 303, done.get_data(as_text=True)
    return _page(client, done.headers["Location"], officer)


def _state(client: ActingClient, officer: Person, report_id: str) -> str:
    return str(client.get(f"/api/v1/reports/{report_id}", as_=officer).json["state"])


@pytest.mark.parametrize(
    ("who", "goal"),
    [
        ("vinh", "/queue"),
        ("ha", "/queue"),
        ("tu", "/queue"),
        ("loan", "/feed"),
        ("sau", "/feed"),
        ("son", "/feed"),
        ("quan", "/help"),
    ],
)
def test_the_first_page_leads_to_where_the_work_is(
    client: ActingClient, cast: dict[str, Person], who: str, goal: str
) -> None:
    answer = client.get("/", as_=cast[who])

    assert answer.headers["Location"].endswith(goal)
    assert client.get(goal, as_=cast[who]).status_code == 200


def test_a_stranger_is_asked_to_sign_in(client: ActingClient) -> None:
    assert "/sign-in" in client.get("/queue").headers["Location"]


@pytest.mark.parametrize("path", ["/queue", "/reports", "/held"])
def test_pages_of_reports_are_for_the_police(client: ActingClient, loan: Person, quan: Person, path: str) -> None:
    assert {client.get(path, as_=one).status_code for one in (loan, quan)} == {403}


def test_the_queue_puts_the_gravest_first_and_quiet_ones_into_one_batch(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person, ha: Person
) -> None:
    _send(client, binh, incidents=[incident("D04", 1)])
    grave = _send(client, thanh, incidents=[incident("B01", 3, place="Kho lạnh")])
    quiet = _send(client, hoa)

    page = _page(client, "/queue", ha)

    assert page.index("Trộm cắp tài sản, Kho lạnh") < page.index("Đèn đường, biển báo hỏng")
    assert f'value="{quiet}:1"' in page
    assert f'value="{grave}:1"' not in page


def test_the_whole_report_is_shown_with_legal_moves_alone(client: ActingClient, binh: Person, ha: Person) -> None:
    spoken = incident("A03", 2, what="Khoảng 6 xe nẹt pô", police_only={"plate": "49A1-123.45"}, details={"vehicles": 6})
    report_id = _send(client, binh, incidents=[spoken], remark="Trời mưa", handover={"text": "Đèn pin yếu", "kit_ok": False})

    page = _page(client, f"/reports/{report_id}", ha)

    for words in ("Khoảng 6 xe nẹt pô", "49A1-123.45", "6 xe", "Trời mưa", "Đèn pin yếu", "Nguyễn Văn Bình", "Đã ổn"):
        assert words in page
    assert 'value="approve"' in page and 'value="return"' in page and 'value="undo"' not in page


def test_an_approval_can_be_taken_back_on_the_page_for_ten_minutes(client: ActingClient, binh: Person, ha: Person) -> None:
    report_id = _send(client, binh)

    after = _decide(client, ha, report_id, "approve")

    assert "hoàn lại trong 10 phút" in after and 'value="undo"' in after
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert 'value="undo"' not in _page(client, f"/reports/{report_id}", ha)
    _decide(client, ha, report_id, "undo", rev=2)
    assert _state(client, ha, report_id) == "submitted"


def test_a_return_carries_reasons_marks_words_and_deadline_to_the_phone(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    report_id = _send(client, binh, incidents=[incident()])
    marks = ["/incidents/0/result", "/handover"]

    page = _decide(
        client, ha, report_id, "return", reasons=["missing-result", "other"], fields=marks, comment="Đã giao ai?", due="24"
    )

    assert "Đã trả lại" in page
    review = entities(pull(client, binh), "report")[report_id]["review"]
    assert (review["reasons"], review["fields"], review["comment"]) == (["missing-result", "other"], marks, "Đã giao ai?")
    assert review["due_at"].startswith((clock.now() + timedelta(hours=24)).isoformat()[:16])


def test_a_return_without_a_reason_stays_on_the_page_and_says_so(client: ActingClient, binh: Person, ha: Person) -> None:
    page = _decide(client, ha, _send(client, binh), "return")

    assert "Xin chọn lý do" in page
    assert "report marking" in page


def test_whoever_was_slower_is_told_and_nothing_is_overwritten(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    report_id = _send(client, binh)
    _decide(client, vinh, report_id, "approve")

    page = _decide(client, ha, report_id, "reject", comment="Trùng")

    assert "Có người vừa xử lý báo cáo này, nay là: Đã duyệt" in page
    assert _state(client, ha, report_id) == "approved"


def test_a_batch_approves_the_ticked_and_names_what_it_could_not(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person, ha: Person, vinh: Person
) -> None:
    first, second, left_out = _send(client, binh), _send(client, hoa), _send(client, thanh)
    page = _page(client, "/queue", ha)
    assert page.count("data-batch-tick") == 3
    _decide(client, vinh, second, "approve")

    done = client.submit("/queue/approve", {"reports": [f"{first}:1", f"{second}:1"]}, page="/queue", as_=ha)

    told = _page(client, done.headers["Location"], ha)
    assert "Đã duyệt 1 ca bình thường." in told and "vừa được người khác xử lý" in told
    assert [_state(client, ha, one) for one in (first, left_out)] == ["approved", "submitted"]


def test_a_batch_is_taken_back_as_a_whole_and_nothing_else(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person, ha: Person, vinh: Person
) -> None:
    first, second, alone = _send(client, binh), _send(client, hoa), _send(client, thanh)
    _decide(client, ha, alone, "approve")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        done = client.submit("/queue/approve", {"reports": [f"{first}:1", f"{second}:1"]}, page="/queue", as_=ha)
        told = _page(client, done.headers["Location"], ha)
        (batch,) = re.findall(r'form="undo-batch" name="batch" value="([^"]+)"', told)

        for officer in (vinh, ha):
            client.submit("/queue/undo", {"batch": batch}, page="/queue", as_=officer)
            states = [_state(client, ha, one) for one in (first, second, alone)]
            assert states == (["submitted"] * 2 if officer is ha else ["approved"] * 2) + ["approved"]


@pytest.mark.parametrize(
    "batch",
    [
        "",
        "x/y",
        "2026-11-21T10:00:00/2026-11-21T10:00:00+07:00",
        "2026-11-21T10:00:00/2026-11-21T10:00:00",
        "2026-11-21T10:00:00+07:00/2026-11-22T10:00:00+07:00",
    ],
)
def test_a_batch_that_is_none_is_refused(client: ActingClient, ha: Person, batch: str) -> None:
    assert client.submit("/queue/undo", {"batch": batch}, as_=ha).status_code == 400


def test_an_incident_is_marked_as_passed_on(client: ActingClient, binh: Person, ha: Person) -> None:
    entry = incident("F08", 3)
    report_id = _send(client, binh, incidents=[entry])
    path = f"/reports/{report_id}"
    words = {"comment": "Chuyển kiểm lâm", "incident_id": entry["incident_id"]}

    client.submit(f"{path}/comment", words, page=path, as_=ha)

    page = _page(client, path, ha)
    assert "Đã chuyển xử lý" in page and "Chuyển kiểm lâm" in page
    assert _state(client, ha, report_id) == "submitted"


def test_a_correction_stands_beside_the_teams_words(client: ActingClient, binh: Person, ha: Person) -> None:
    entry = incident("D01", 4, what="Hai xe chạm nhau")
    report_id = _send(client, binh, incidents=[entry])
    path = f"/reports/{report_id}"
    asked = {"category": "D02", "severity": "2", "text": "police-only", "reason": "Va chạm nhẹ", "rev": 1}

    client.submit(f"{path}/incidents/{entry['incident_id']}/correct", asked, page=path, as_=ha)

    page = _page(client, path, ha)
    assert "Công an xã ghi lại: D02" in page
    assert page.index("Chỉ công an xem") < page.index("Hai xe chạm nhau")


def test_a_plate_goes_out_of_the_words_without_sending_them_back(client: ActingClient, binh: Person, ha: Person) -> None:
    plate = "49A1-123.45"
    entry = incident("A03", 2, what=f"Xe {plate} nẹt pô hai lượt", place=f"Cạnh xe {plate}")
    report_id = _send(client, binh, incidents=[entry])
    path = f"/reports/{report_id}"
    assert "có vẻ có biển số xe" in _page(client, path, ha)
    assert client.get(f"/api/v1/reports?q={plate}", as_=ha).json["items"]
    asked = {"category": "A03", "severity": "2", "text": "plates", "reason": "Biển số chỉ công an xem", "rev": 1}

    client.submit(f"{path}/incidents/{entry['incident_id']}/correct", asked, page=path, as_=ha)

    page = _page(client, path, ha)
    card = page[page.index(f'id="incident-{entry["incident_id"]}"') : page.index('id="timeline-title"')]
    assert "Xe (biển số) nẹt pô hai lượt" in card and "Cạnh xe (biển số)" in card
    assert card.index("Chỉ công an xem") < card.index(plate)
    assert "có vẻ có biển số xe" not in page
    assert client.get(f"/api/v1/reports?q={plate}", as_=ha).json["items"] == []
    assert _state(client, ha, report_id) == "submitted"


def _notices(client: ActingClient, phone: Person) -> list[tuple[str, str]]:
    return [(one["title"], one["text"]) for one in entities(pull(client, phone), "notice").values()]


def test_the_team_is_told_what_was_corrected_by_whom_and_why(
    client: ActingClient, binh: Person, thanh: Person, ha: Person
) -> None:
    entry = incident("D01", 4)
    path = f"/reports/{_send(client, binh, incidents=[entry])}"
    asked = {"category": "D02", "severity": "2", "text": "", "reason": "Không ai bị thương", "rev": 1}

    client.submit(f"{path}/incidents/{entry['incident_id']}/correct", asked, page=path, as_=ha)

    ((title, words),) = _notices(client, binh)
    assert title.startswith("Lê Thị Thu Hà ghi lại đêm 21/11: ") and title.endswith("mức trung bình")
    assert words == "Không ai bị thương"
    assert _notices(client, thanh) == []


def test_thanks_and_questions_reach_the_phone_and_move_nothing(client: ActingClient, binh: Person, ha: Person) -> None:
    report_id = _send(client, binh)
    path = f"/reports/{report_id}"

    client.submit(f"{path}/comment", {"comment": "Cảm ơn tổ.", "to_team": "1"}, page=path, as_=ha)

    assert _notices(client, binh) == [("Lê Thị Thu Hà nhắn về đêm 21/11", "Cảm ơn tổ.")]
    assert "<strong>Nhắn tổ</strong>" in _page(client, path, ha)
    assert _state(client, ha, report_id) == "submitted"


def test_what_the_team_mended_is_shown_beside_the_field(client: ActingClient, binh: Person, ha: Person) -> None:
    entry = incident("A03", 2, result="watching")
    body = body_of(binh, incidents=[entry])
    report_id = str(push_one(client, binh, submit(binh, body=body))["report_id"])
    _decide(client, ha, report_id, "return", reasons="missing-result", comment="Kết quả?")
    mended = body | {"incidents": [entry | {"result": "handed"}], "correction_note": "Đã bổ sung kết quả"}
    amend = operation(binh, "report.amend", report_id=report_id, base_version=1, body=mended, photos=[])
    assert push_one(client, binh, amend)["status"] == "applied"

    page = _page(client, f"/reports/{report_id}", ha)

    for words in ("Tổ đã bổ sung và gửi lại (bản 2)", "Trước: Đang theo dõi", "Đã bổ sung kết quả", "chỗ đã sửa"):
        assert words in page


def test_a_part_from_another_phone_stands_in_the_report(client: ActingClient, binh: Person, hoa: Person, ha: Person) -> None:
    shift = fresh()
    report_id = str(push_one(client, binh, submit(binh, shift_id=shift))["report_id"])
    part = operation(hoa, "report.part", shift_id=shift, body={"incidents": [incident("F03", 2, what="Cây keo đổ")]})
    assert push_one(client, hoa, part)["status"] == "applied"

    page = _page(client, f"/reports/{report_id}", ha)

    assert "Cây keo đổ" in page and "Từ máy thứ hai" in page


def test_the_list_keeps_its_filters_in_the_address(client: ActingClient, binh: Person, thanh: Person, ha: Person) -> None:
    _send(client, binh, incidents=[incident("F03", 2, what="Cây keo đổ")])
    _send(client, thanh)

    page = _page(client, f"/reports?q=cay+keo&team={binh.team_id}&state=submitted", ha)

    assert "Cây đổ, gió lốc" in page and "Đồi Mơ</strong>" not in page
    assert page.count("bỏ lọc này") == 3


def test_a_filter_that_finds_nothing_says_what_to_do(client: ActingClient, ha: Person) -> None:
    assert "Không có báo cáo nào khớp" in _page(client, "/reports?q=khongco", ha)


def test_a_teams_month_shows_gaps_as_gaps(client: ActingClient, binh: Person, ha: Person) -> None:
    _send(client, binh)

    page = _page(client, f"/teams/{binh.team_id}/month/2026-11", ha)

    assert "Đêm 21 rạng sáng 22/11: chờ duyệt" in page
    assert client.get(f"/teams/{binh.team_id}/month/november", as_=ha).status_code == 404


def test_another_villages_team_and_report_are_not_found(
    client: ActingClient, khoi: Person, ha: Person, dung: Person
) -> None:
    report_id = _send(client, khoi)

    for reader in (ha, dung):
        for path in (f"/reports/{report_id}", f"/teams/{khoi.team_id}/month/2026-11"):
            assert client.get(path, as_=reader).status_code == 404


def test_the_queue_costs_the_same_however_much_waits(client: ActingClient, binh: Person, thanh: Person, ha: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _page(client, "/queue", ha)
        return len(seen)

    for person in (binh, thanh):
        _send(client, person, incidents=[incident("D04", 1)])
        _send(client, person)
    cost()
    some = cost()
    for _ in range(6):
        _send(client, binh, incidents=[incident("D04", 1)])
        _send(client, thanh)

    assert cost() == some


def test_the_mark_of_freshness_changes_with_the_queue(client: ActingClient, binh: Person, ha: Person) -> None:
    before = client.get("/queue/fresh", as_=ha).json
    again = client.get("/queue/fresh", as_=ha).json
    _send(client, binh)

    assert before == again != client.get("/queue/fresh", as_=ha).json


def test_the_pages_speak_english_to_those_who_chose_it(client: ActingClient, binh: Person, ha: Person) -> None:
    entry = incident("F03", 2, result="watching", informed=[{"whom": "duty", "at": at("23:12")}])
    report_id = _send(client, binh, incidents=[entry])
    client.browser(ha).set_cookie("language", "en")

    report = _page(client, f"/reports/{report_id}", ha)

    for words in ("Waiting for approval", "Fallen tree", "Being watched", "Duty officer"):
        assert words in report
    assert "Night of 21/11, Suối Cạn" in str(client.get("/api/v1/feed", as_=ha).json)
    assert _page(client, "/reports", ha) and _page(client, f"/teams/{binh.team_id}/month/2026-11", ha)


class TestHeld:
    """Settling what could not take effect by itself."""

    def _hold(self, client: ActingClient, binh: Person, hoa: Person) -> tuple[str, str]:
        shift = fresh()
        first = push_one(client, binh, submit(binh, shift_id=shift))
        body = body_of(hoa, incidents=[incident("F03", 2, what="Cây keo đổ")])
        second = submit(hoa, shift_id=shift, body=body, photos=[photo()])
        assert push_one(client, hoa, second)["status"] == "held"
        return str(first["report_id"]), str(second["op_id"])

    def _settle(self, client: ActingClient, officer: Person, op_id: str, **asked: Any) -> str:
        done = client.submit(f"/held/{op_id}", asked, page="/held", as_=officer)
        assert done.status_code == 303
        return _page(client, "/held", officer)

    def test_a_second_report_of_a_shift_is_taken_in_as_a_part(
        self, client: ActingClient, binh: Person, hoa: Person, ha: Person, inside: None
    ) -> None:
        report_id, op_id = self._hold(client, binh, hoa)
        cursor = pull(client, hoa)["cursor"]
        assert "Cây keo đổ" in _page(client, "/held", ha)

        page = self._settle(client, ha, op_id, resolution="accepted-as-part")

        assert "Đã xử lý" in page
        report = db.session.get(Report, (binh.commune_id, as_uuid(report_id)))
        assert report is not None and (report.incidents, report.photos_expected, report.quiet) == (1, 1, False)
        (told,) = entities(pull(client, hoa, cursor), "held").values()
        assert (told["op_id"], told["resolution"]) == (op_id, "accepted-as-part")

    def test_it_can_be_taken_in_as_an_addendum(self, client: ActingClient, binh: Person, hoa: Person, ha: Person) -> None:
        report_id, op_id = self._hold(client, binh, hoa)

        self._settle(client, ha, op_id, resolution="accepted-as-addendum")

        page = _page(client, f"/reports/{report_id}", ha)
        assert "Phần gửi thêm" in page and "Cây keo đổ" in page

    def test_refusing_needs_a_word_and_the_phone_hears_it(
        self, client: ActingClient, binh: Person, hoa: Person, ha: Person
    ) -> None:
        _report_id, op_id = self._hold(client, binh, hoa)
        cursor = pull(client, hoa)["cursor"]

        assert "Xin ghi lý do để tổ hiểu" in self._settle(client, ha, op_id, resolution="refused")
        self._settle(client, ha, op_id, resolution="refused", note="Trùng với máy của Bình")

        (told,) = entities(pull(client, hoa, cursor), "held").values()
        assert (told["resolution"], told["note"]) == ("refused", "Trùng với máy của Bình")

    def test_it_is_settled_once(self, client: ActingClient, binh: Person, hoa: Person, ha: Person, vinh: Person) -> None:
        _report_id, op_id = self._hold(client, binh, hoa)
        self._settle(client, ha, op_id, resolution="accepted-as-part")
        self._hold(client, binh, hoa)

        assert "đã có người xử lý" in self._settle(client, vinh, op_id, resolution="refused", note="x")

    def test_an_accepted_operation_sent_again_is_a_duplicate(
        self, client: ActingClient, binh: Person, hoa: Person, ha: Person, inside: None
    ) -> None:
        _report_id, op_id = self._hold(client, binh, hoa)
        kept = db.session.query(ParkedOperation).one().operation
        db.session.rollback()
        self._settle(client, ha, op_id, resolution="accepted-as-part")

        assert push_one(client, hoa, kept)["status"] == "duplicate"

    def test_others_do_not_see_it(self, client: ActingClient, binh: Person, hoa: Person, lam: Person, dung: Person) -> None:
        _report_id, op_id = self._hold(client, binh, hoa)

        for officer in (lam, dung):
            assert "Cây keo đổ" not in _page(client, "/held", officer)
            answer = client.submit(f"/held/{op_id}", {"resolution": "refused", "note": "x"}, as_=officer)
            assert answer.status_code == 404


class TestCounts:
    """What stands on top of the queue: a count for each kind of work, and the list behind it."""

    def _counts(self, client: ActingClient, reader: Person) -> dict[str, tuple[int, str]]:
        page = _page(client, "/queue", reader)
        found = re.findall(
            r'class="morning-count \w+" href="([^"]*)">.*?<strong class="num">(\d+)</strong> <span>([^<]*)<', page
        )
        return {word: (int(number), url.replace("&amp;", "&")) for url, number, word in found}

    def test_each_leads_to_as_many_reports_as_it_says(
        self, client: ActingClient, binh: Person, hoa: Person, thanh: Person, ha: Person
    ) -> None:
        back = _send(client, binh)
        _decide(client, ha, back, "return", reasons="other")
        amend = operation(binh, "report.amend", report_id=back, base_version=1, body=body_of(binh), photos=[])
        assert push_one(client, binh, amend)["status"] == "applied"
        _send(client, hoa, photos=[photo()])
        _decide(client, ha, _send(client, thanh), "return", reasons="other")

        counts = self._counts(client, ha)

        numbers = {word: number for word, (number, _url) in counts.items()}
        assert numbers == {"chờ duyệt": 2, "đã bổ sung, gửi lại": 1, "còn thiếu ảnh": 1, "trả lại, chờ tổ": 1}
        for word, (number, url) in counts.items():
            assert _page(client, url, ha).count('class="row-link"') == number, word

    def test_an_alert_that_nobody_took_counts(self, client: ActingClient, binh: Person, ha: Person, lam: Person) -> None:
        assert push_one(client, binh, raised(binh))["status"] == "applied"

        assert self._counts(client, ha)["tin khẩn"] == (1, "/alerts")
        assert self._counts(client, lam) == {}

    def test_the_chief_is_told_what_waits_longer_than_a_day(
        self, client: ActingClient, binh: Person, ha: Person, vinh: Person
    ) -> None:
        _send(client, binh)

        with clock.frozen(clock.now() + timedelta(hours=23)):
            assert "chờ duyệt quá 24 giờ" not in self._counts(client, vinh)
        with clock.frozen(clock.now() + timedelta(hours=25)):
            number, url = self._counts(client, vinh)["chờ duyệt quá 24 giờ"]
            assert (number, _page(client, url, vinh).count('class="row-link"')) == (1, 1)
            assert "chờ duyệt quá 24 giờ" not in self._counts(client, ha)

    def test_a_mended_report_waits_anew(self, client: ActingClient, binh: Person, ha: Person, vinh: Person) -> None:
        report_id = _send(client, binh)
        _decide(client, ha, report_id, "return", reasons="other")
        with clock.frozen(clock.now() + timedelta(hours=20)):
            amend = operation(binh, "report.amend", report_id=report_id, base_version=1, body=body_of(binh), photos=[])
            assert push_one(client, binh, amend)["status"] == "applied"

        with clock.frozen(clock.now() + timedelta(hours=25)):
            assert "chờ duyệt quá 24 giờ" not in self._counts(client, vinh)
