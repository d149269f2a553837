"""The grid of teams and nights: what each square says, where it leads, what it costs."""

from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from app.core import clock
from app.core.night import VIETNAM
from app.figures.rules import is_silent
from app.reports.rules import NightState, state_of_night
from app.roster import service as roster
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import as_uuid, at, body_of, fresh, incident, push_one, submit
from tests.roster.plans import NIGHT, plan

BEFORE = datetime(2026, 11, 1, 8, tzinfo=VIETNAM)
AFTER = datetime(2026, 11, 25, 8, tzinfo=VIETNAM)


def _page(client: ActingClient, reader: Person, path: str = "/grid/2026-11") -> str:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.get_data(as_text=True))


def _planned(officer: Person, person: Person, *nights: date) -> list[str]:
    with clock.frozen(BEFORE):
        return [str(one) for one in plan(officer, person, *nights)]


def _send(client: ActingClient, person: Person, shift_id: str, **more: Any) -> str:
    body = body_of(person, **more)
    result = push_one(client, person, submit(person, shift_id=shift_id, body=body))
    assert result["status"] == "applied", result
    return str(result["report_id"])


def _on(person: Person, night: date) -> dict[str, Any]:
    """A body's times of another night."""
    begun, ended = at("22:02", night.isoformat()), at("03:50", (night + timedelta(days=1)).isoformat())
    present = [{"member_id": str(person.member_id), "from": begun, "to": ended}]
    return {"night": night.isoformat(), "started_at": begun, "ended_at": ended, "present": present, "rounds": []}


@pytest.mark.parametrize(
    ("reports", "flags", "state"),
    [
        ({"approved"}, {}, "received"),
        ({"approved", "locked"}, {"planned": True}, "received"),
        ({"approved", "submitted"}, {"planned": True}, "waiting"),
        ({"submitted", "returned"}, {"planned": True}, "returned"),
        ({"approved"}, {"planned": True, "missing": True}, "missing"),
        ({"submitted"}, {"called_off": True}, "waiting"),
        (set(), {"planned": True, "is_tonight": True}, "tonight"),
        (set(), {"planned": True}, "planned"),
        (set(), {"called_off": True}, "called-off"),
        (set(), {"is_tonight": True}, "none"),
    ],
)
def test_a_night_is_the_worst_of_its_shifts(reports: set[str], flags: dict[str, bool], state: str) -> None:
    known = {"missing": False, "planned": False, "called_off": False, "is_tonight": False}

    assert state_of_night(reports, **(known | flags)) == state


@pytest.mark.parametrize(
    ("nights", "silent"),
    [
        ("received missing missing missing", True),
        ("missing none missing called-off missing", True),
        ("missing missing missing waiting", False),
        ("missing missing", False),
        ("", False),
    ],
)
def test_a_team_is_silent_after_three_planned_nights_without_a_report(nights: str, silent: bool) -> None:
    assert is_silent([NightState(one) for one in nights.split()]) is silent


@pytest.mark.usefixtures("inside")
def test_each_square_says_what_the_night_was_and_leads_to_it(client: ActingClient, binh: Person, ha: Person) -> None:
    days = [NIGHT - timedelta(days=2), NIGHT - timedelta(days=1), NIGHT, date(2026, 11, 25), date(2026, 11, 28)]
    missing, off, sent, _, _ = _planned(ha, binh, *days)
    with clock.frozen(BEFORE), unit_of_work():
        roster.call_off(ha.actor(), as_uuid(off), "Mưa lũ, đường ngập")
    report_id = _send(client, binh, sent, incidents=[incident("A03", 3), incident("D04", 1)])

    with clock.frozen(AFTER):
        page = _page(client, ha)

    for words in (
        "đêm 19 rạng sáng 20/11: thiếu báo cáo",
        "đêm 20 rạng sáng 21/11: cho nghỉ",
        "đêm 21 rạng sáng 22/11: chờ duyệt, 2 sự việc",
        "đêm 25 rạng sáng 26/11: đêm nay",
        "đêm 28 rạng sáng 29/11: có lịch",
        "Mưa lũ, đường ngập.",
    ):
        assert words in page, words
    assert f'href="/reports/{report_id}"' in page
    assert f"/teams/{binh.team_id}/roster?month=2026-11" in page
    assert "<strong>1</strong>/2" in page
    assert missing not in page
    assert 'class="square waiting grave"' in page


@pytest.mark.usefixtures("inside")
def test_silence_is_told_across_the_turn_of_the_month_until_a_report_comes(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    told = "Ba đêm có lịch gần nhất đều không có báo cáo"
    *_, last = _planned(ha, binh, date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1))

    with clock.frozen(datetime(2026, 12, 3, 8, tzinfo=VIETNAM)):
        assert told in _page(client, ha, "/grid")
        assert told not in _page(client, ha, "/grid/2026-11")
        _send(client, binh, last, **_on(binh, date(2026, 12, 1)))
        assert told not in _page(client, ha, "/grid")


@pytest.mark.usefixtures("inside")
def test_the_grid_holds_the_villages_that_one_answers_for(
    client: ActingClient, binh: Person, khoi: Person, ha: Person, dung: Person, loan: Person
) -> None:
    report_id = _send(client, khoi, fresh())

    assert f"/teams/{binh.team_id}/" in _page(client, ha)
    for stranger in (ha, dung):
        page = _page(client, stranger)
        assert report_id not in page
        assert f"/teams/{khoi.team_id}/" not in page
    assert client.get("/grid", as_=loan).status_code == 403
    assert "/sign-in" in client.get("/grid").headers["Location"]


@pytest.mark.parametrize("month", ["november", "2026-13", "2026-1", "202611"])
def test_what_is_no_month_is_not_found(client: ActingClient, ha: Person, month: str) -> None:
    assert client.get(f"/grid/{month}", as_=ha).status_code == 404


@pytest.mark.usefixtures("inside")
def test_it_costs_the_same_however_full_the_month_is(client: ActingClient, binh: Person, thanh: Person, ha: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _page(client, ha)
        return len(seen)

    shift_ids = _planned(ha, binh, NIGHT)
    _send(client, binh, shift_ids[0])
    cost()
    little = cost()
    nights = [date(2026, 11, day) for day in range(1, 15)]
    for person in (binh, thanh):
        for night, shift_id in zip(nights, _planned(ha, person, *nights), strict=True):
            _send(client, person, shift_id, **_on(person, night))

    assert cost() == little
