"""The signs that ask for a word with the team: what each rule sees, and what the page makes of them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.core import clock
from app.reports import rules
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import at, body_of, incident, photo, push_one, submit

STORY = "Khoảng 6 xe nẹt pô từ phía cầu treo chạy về bến xe, hai lượt"
EARLIER = date(2026, 11, 20)


def _walk(*minutes: float, mode: str = "foot") -> list[tuple[str, dict[str, Any]]]:
    """A round whose taps lie so many minutes after 22:00, at points a, b, c …"""
    begun = datetime.fromisoformat(at("22:00"))
    taps = [
        {"checkpoint_id": chr(97 + place), "at": (begun + timedelta(minutes=one)).isoformat(), "state": "normal"}
        for place, one in enumerate(minutes)
    ]
    return [("/rounds/0", {"mode": mode, "passes": taps})]


# Half a kilometre from one to the next, to the north.
PLACES: dict[str, tuple[float, float] | None] = {key: (11.7 + place * 0.0045, 108.37) for place, key in enumerate("abcdef")}


@pytest.mark.parametrize(
    ("mode", "minutes", "seen"),
    [("foot", 2, True), ("foot", 8, False), ("bicycle", 0.5, True), ("bicycle", 2, False), ("motorbike", 1, False)],
)
def test_a_round_is_measured_where_its_places_are_known(mode: str, minutes: float, seen: bool) -> None:
    walked = _walk(*(minutes * place for place in range(5)), mode=mode)

    found = rules.find_hurried(walked, PLACES)

    assert [(one.points, one.metres is not None and 1950 < one.metres < 2050) for one in found] == [(5, True)] * seen


@pytest.mark.parametrize(("minutes", "seen"), [(0.2, True), (1.5, False)])
def test_without_places_the_points_are_counted(minutes: float, seen: bool) -> None:
    found = rules.find_hurried(_walk(*(minutes * place for place in range(5))), {})

    assert [(one.points, one.metres) for one in found] == [(5, None)] * seen


def test_two_legs_are_too_few_to_judge() -> None:
    assert rules.find_hurried(_walk(0, 0.1, 0.2), PLACES) == []


def test_all_written_at_the_end_of_a_long_shift() -> None:
    began, ended = datetime.fromisoformat(at("22:00")), datetime.fromisoformat(at("03:50", "2026-11-22"))
    late = _walk(*(338 + 2 * place for place in range(5)))

    assert rules.written_at_end(late, began, ended) == timedelta(minutes=12)
    assert rules.written_at_end([*late, *_walk(30)], began, ended) is None
    assert rules.written_at_end(late, ended - timedelta(hours=1), ended) is None
    whole = [("", {"confirmed": "whole", "ended_at": at(time, "2026-11-22")}) for time in ("03:48", "03:49")]
    assert rules.written_at_end(whole, began, ended) == timedelta(minutes=2)


def test_a_text_is_compared_as_people_read_it() -> None:
    now = {"incidents": [{"what": STORY}], "remark": "Địa bàn yên"}
    before = [(EARLIER, {"incidents": [{"what": "x"}, {"what": f"  {STORY.upper()} "}], "remark": "Địa bàn yên"})]

    assert rules.find_repeated(now, before) == [rules.Repeated("/incidents/0/what", EARLIER)]
    assert rules.find_repeated(now, before, ready=[STORY]) == []


def test_a_clock_is_doubted_from_five_minutes_on() -> None:
    assert rules.clock_error(-300_000) == timedelta(minutes=-5)
    assert rules.clock_error(299_000) is None
    assert rules.clock_error(None) is None


def _send(client: ActingClient, person: Person, night: str = "2026-11-21", **more: Any) -> str:
    photos = more.pop("photos", [])
    # The night before was sent a day earlier.
    with clock.frozen(clock.now() - (timedelta(days=1) if night == "2026-11-20" else timedelta())):
        sent = push_one(client, person, submit(person, body=body_of(person, night=night, **more), photos=photos))
    assert sent["status"] == "applied", sent
    return str(sent["report_id"])


def _page(client: ActingClient, report_id: str, reader: Person, query: str = "") -> str:
    answer = client.get(f"/reports/{report_id}{query}", as_=reader)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_text_and_a_photo_of_an_earlier_night_are_asked_about(client: ActingClient, binh: Person, ha: Person) -> None:
    story = incident(what=STORY)
    first = _send(client, binh, night="2026-11-20", incidents=[story], photos=[photo(b"same")])
    second = _send(
        client, binh, incidents=[incident(what=STORY)], photos=[photo(b"same", caption="Cầu treo"), photo(b"new")]
    )

    page = _page(client, second, ha)

    assert "giống hệt báo cáo đêm 20/11" in page
    assert "Ảnh “cầu treo” đã có trong báo cáo đêm 20/11." in page
    assert "giống hệt" not in _page(client, first, ha)


def test_the_apps_own_phrases_may_be_said_every_night(client: ActingClient, binh: Person, ha: Person) -> None:
    said = "Đứng chốt có đèn, nhóm xe giảm ga. Đã báo trực ban hướng đi của xe"
    _send(client, binh, night="2026-11-20", incidents=[incident("A03", what=said)])
    second = _send(client, binh, incidents=[incident("A03", what=said)])

    assert "giống hệt" not in _page(client, second, ha)


def test_what_goes_to_the_team_is_vietnamese_for_an_english_reader_too(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    with clock.frozen(datetime.fromisoformat(at("10:30", "2026-11-22"))):
        report_id = _send(client, binh)
        client.browser(ha).set_cookie("language", "en")
        page = _page(client, report_id, ha)

    assert "after it was due" in page and "Ask the team" in page
    assert 'data-ask="Xin ghi lý do gửi trễ' in page


def test_what_was_decided_is_asked_about_no_more(client: ActingClient, binh: Person, ha: Person) -> None:
    with clock.frozen(datetime.fromisoformat(at("10:30", "2026-11-22"))):
        report_id = _send(client, binh)
        assert client.submit(f"/reports/{report_id}/move", {"move": "approve", "rev": 1}, as_=ha).status_code == 303

        assert "Gửi sau hạn" not in _page(client, report_id, ha)


def test_nothing_is_told_of_a_report_that_the_reader_may_not_see(
    client: ActingClient, binh: Person, khoi: Person, ha: Person, vinh: Person
) -> None:
    _send(client, khoi, night="2026-11-20", photos=[photo(b"same")])
    second = _send(client, binh, photos=[photo(b"same")])

    assert "đã có trong báo cáo đêm 20/11 của Tổ" in _page(client, second, vinh)
    assert "đã có trong báo cáo" not in _page(client, second, ha)


def test_a_late_report_and_a_wrong_clock(client: ActingClient, binh: Person, ha: Person) -> None:
    with clock.frozen(datetime.fromisoformat(at("10:30", "2026-11-22"))):
        report_id = _send(client, binh)
        page = _page(client, report_id, ha)

    assert "Gửi sau hạn 2 giờ 30 phút (hạn 8:00 ngày 22/11)." in page


def test_a_question_goes_into_the_returns_text_without_script(client: ActingClient, binh: Person, ha: Person) -> None:
    with clock.frozen(datetime.fromisoformat(at("10:30", "2026-11-22"))):
        report_id = _send(client, binh)
        page = _page(client, report_id, ha, "?mark=1&ask=0")
        panel = page[page.index('id="return-form"') :]

    assert "Xin ghi lý do gửi trễ (mất sóng, hết pin…).</textarea>" in panel
    assert 'value="other" checked' in panel
    assert "</textarea>" in _page(client, report_id, ha, "?mark=1&ask=x")


def test_a_page_costs_the_same_whatever_was_before(client: ActingClient, binh: Person, ha: Person) -> None:
    def cost(report_id: str) -> int:
        with counted_statements() as seen:
            _page(client, report_id, ha, "?from=list")
        return len(seen)

    report_id = _send(client, binh, photos=[photo(b"same")])
    cost(report_id)
    alone = cost(report_id)
    for _ in range(3):
        _send(client, binh, night="2026-11-20", photos=[photo(b"same")], remark=STORY + STORY)
    last = _send(client, binh, photos=[photo(b"same"), photo(b"b")], remark=STORY + STORY)

    assert cost(last) == alone
    assert "đã có trong báo cáo" in _page(client, last, ha)
