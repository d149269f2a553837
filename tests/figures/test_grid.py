"""The grid of teams and nights: what each square says, where it leads, what it costs."""

import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from app.core import clock
from app.core.night import VIETNAM
from app.reports.rules import state_of_night
from app.roster import service as roster
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.figures.reported import BEFORE, on_night, planned, sent
from tests.nights import as_uuid, fresh, incident
from tests.roster.plans import NIGHT

AFTER = datetime(2026, 11, 25, 8, tzinfo=VIETNAM)


def _page(client: ActingClient, reader: Person, path: str = "/grid/2026-11") -> str:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.get_data(as_text=True))


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


@pytest.mark.usefixtures("inside")
def test_each_square_says_what_the_night_was_and_leads_to_it(client: ActingClient, binh: Person, ha: Person) -> None:
    days = [NIGHT - timedelta(days=2), NIGHT - timedelta(days=1), NIGHT, date(2026, 11, 25), date(2026, 11, 28)]
    missing, off, reported, _, _ = planned(ha, binh, *days)
    with clock.frozen(BEFORE), unit_of_work():
        roster.call_off(ha.actor(), as_uuid(off), "Mưa lũ, đường ngập")
    report_id = sent(client, binh, reported, incidents=[incident("A03", 3), incident("D04", 1)])

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
def test_the_grid_holds_the_villages_that_one_answers_for(
    client: ActingClient, binh: Person, khoi: Person, ha: Person, dung: Person, loan: Person
) -> None:
    report_id = sent(client, khoi, fresh())

    assert f"/teams/{binh.team_id}/" in _page(client, ha)
    for stranger in (ha, dung):
        page = _page(client, stranger)
        assert report_id not in page
        assert f"/teams/{khoi.team_id}/" not in page
    assert client.get("/grid", as_=loan).status_code == 403
    assert "/sign-in" in client.get("/grid").headers["Location"]


@pytest.mark.usefixtures("inside")
def test_an_open_page_gets_the_grid_alone_and_only_when_it_changed(client: ActingClient, binh: Person, ha: Person) -> None:
    (shift,) = planned(ha, binh, NIGHT)
    page = _page(client, ha)
    (tag,) = re.findall(r'data-part-tag="(\w+)"', page)

    def asked(known: str) -> Any:
        return client.get("/grid/2026-11", headers={"Keng-Part": "grid", "If-None-Match": f'"{known}"'}, as_=ha)

    assert (asked(tag).status_code, asked(tag).get_data()) == (304, b"")
    sent(client, binh, shift)
    fresh_part = asked(tag)
    assert fresh_part.status_code == 200
    text = fresh_part.get_data(as_text=True)
    assert (
        "square waiting" in text
        and "<html" not in text
        and text.strip() in client.get("/grid", as_=ha).get_data(as_text=True)
    )
    assert asked(fresh_part.get_etag()[0]).status_code == 304


@pytest.mark.parametrize("month", ["november", "0001-01", "9999-12", "2026-13", "2026-1", "202611"])
def test_what_is_no_month_is_not_found(client: ActingClient, ha: Person, month: str) -> None:
    assert client.get(f"/grid/{month}", as_=ha).status_code == 404


@pytest.mark.usefixtures("inside")
def test_it_costs_the_same_however_full_the_month_is(client: ActingClient, binh: Person, thanh: Person, ha: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _page(client, ha)
        return len(seen)

    shift_ids = planned(ha, binh, NIGHT)
    sent(client, binh, shift_ids[0])
    cost()
    little = cost()
    nights = [date(2026, 11, day) for day in range(1, 15)]
    for person in (binh, thanh):
        for night, shift_id in zip(nights, planned(ha, person, *nights), strict=True):
            sent(client, person, shift_id, **on_night(person, night))

    assert cost() == little
