"""Rosters and routes in the office, as a browser without scripts would use them."""

import re
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from app.roster import queries
from app.roster.queries import ShiftRow
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.roster.plans import NIGHT, add_route, own_team, plan

MONTH = "2026-11"
LATER = date(2026, 11, 25)


@pytest.fixture
def page(binh: Person) -> str:
    """The roster of Bình's team."""
    return f"/teams/{binh.team_id}/roster"


def line(night: date, *members: Person, number: int = 0, **fields: str) -> dict[str, Any]:
    """The fields of one line of the page."""
    key = f"{night.isoformat()}.{number}"
    known = {"preset": "night", "route": "", "start": "", "end": ""} | fields
    return {f"{name}-{key}": value for name, value in known.items()} | {
        f"member-{key}": [str(member.member_id) for member in members]
    }


def keep(client: ActingClient, officer: Person, page: str, *lines: dict[str, Any], do: str = "save") -> TestResponse:
    """Save the lines on a page that is drawn now."""
    return save(client, officer, page, seen_on(client, officer, page), *lines, do=do)


def seen_on(client: ActingClient, officer: Person, page: str) -> dict[str, str]:
    """What a page says that it shows; the browser sends it back untouched."""
    shown = client.get(f"{page}?month={MONTH}", as_=officer).get_data(as_text=True)
    return dict(re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', shown))


def save(
    client: ActingClient, officer: Person, page: str, seen: dict[str, str], *lines: dict[str, Any], do: str = "save"
) -> TestResponse:
    """Save the lines on a page that showed ``seen``."""
    fields: dict[str, Any] = {"month": MONTH, "do": do} | seen
    for one in lines:
        fields |= one
    return client.submit(page, fields, as_=officer)


def planned(officer: Person, person: Person) -> list[ShiftRow]:
    db.session.rollback()
    return queries.list_shifts(officer.actor(), date(2026, 11, 1), date(2026, 12, 31), team_id=own_team(person))


def test_the_top_bar_leads_to_the_first_teams_roster(client: ActingClient, ha: Person, page: str) -> None:
    assert client.get("/roster", as_=ha).headers["Location"] == f"/teams/{page.split('/')[2]}/roster"


def test_a_line_with_people_becomes_a_shift(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person, page: str
) -> None:
    answer = keep(client, ha, page, line(LATER, hoa, binh))

    assert answer.status_code == 303
    [shift] = planned(ha, binh)
    assert (shift.night, shift.preset, [one.name for one in shift.members]) == (LATER, "night", [hoa.name, binh.name])


def test_people_without_a_preset_get_the_teams_usual_one(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    plan(ha, binh, NIGHT, preset="evening")

    keep(client, ha, page, line(LATER, binh, preset=""))

    assert {shift.preset for shift in planned(ha, binh)} == {"evening"}


@pytest.mark.parametrize("written", ["21:30", "21.30", "21h30", "2130"])
def test_times_may_be_written_as_people_write_them(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str, written: str
) -> None:
    keep(client, ha, page, line(LATER, binh, start=written, end="2"))

    [shift] = planned(ha, binh)
    assert (shift.starts_at.isoformat(), shift.ends_at.isoformat()) == (
        "2026-11-25T14:30:00+00:00",
        "2026-11-25T19:00:00+00:00",
    )


def test_saving_a_page_as_it_came_changes_nothing(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    plan(ha, binh, LATER, start=time(21, 30), end=time(2, 30))
    before = planned(ha, binh)
    shown = client.get(f"{page}?month={MONTH}", as_=ha).get_data(as_text=True)
    values = dict(re.findall(r'name="((?:start|end)-2026-11-25\.0)" value="([^"]+)"', shown))

    keep(client, ha, page, line(LATER, binh) | values)

    assert planned(ha, binh) == before
    assert "Lịch không có gì thay đổi" in client.get(page, as_=ha).get_data(as_text=True)


def test_a_line_that_lost_all_its_people_is_taken_off(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    plan(ha, binh, NIGHT, LATER)

    keep(client, ha, page, line(NIGHT, binh), line(LATER))

    assert [shift.night for shift in planned(ha, binh)] == [NIGHT]


def test_nights_that_the_browser_did_not_send_stay(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    plan(ha, binh, NIGHT, LATER)

    keep(client, ha, page, line(LATER, binh))

    assert len(planned(ha, binh)) == 2


def test_a_preset_without_people_is_told_beside_its_night(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    answer = keep(client, ha, page, line(NIGHT, binh), line(LATER))
    shown = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "Chưa chọn người trực" in shown and "Còn 1 đêm cần xem lại" in shown
    assert planned(ha, binh) == [], "nothing of the page is kept, and everything is still on it"
    assert re.search(rf'name="member-{NIGHT}\.0" value="{binh.member_id}" checked', shown)


def test_a_night_gone_by_is_shown_and_not_changed(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    keep(client, ha, page, line(date(2026, 11, 10), binh))

    assert planned(ha, binh) == []


def test_empty_nights_are_filled_after_the_weeks_before(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    plan(ha, binh, NIGHT, LATER)
    fields = {"month": "2026-12", "do": "fill"}

    answer = client.submit(page, fields, as_=ha)

    assert answer.headers["Location"].endswith("month=2026-12")
    assert [shift.night for shift in planned(ha, binh)][2:] == [date(2026, 12, 19), date(2026, 12, 23)]


def test_a_shift_is_called_off_with_a_reason_and_taken_up_again(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    [shift_id] = plan(ha, binh, LATER)
    own = f"/teams/{binh.team_id}/shifts/{shift_id}"

    client.submit(f"{own}/call-off", {"month": MONTH, f"reason-{shift_id}": ""}, as_=ha)
    assert planned(ha, binh)[0].state == "planned", "a reason is needed"
    client.submit(f"{own}/call-off", {"month": MONTH, f"reason-{shift_id}": "Mưa bão"}, as_=ha)
    assert [(one.state, one.reason) for one in planned(ha, binh)] == [("called-off", "Mưa bão")]

    keep(client, ha, page, line(NIGHT, binh))
    assert "called-off" in {one.state for one in planned(ha, binh)}, "saving the page does not take it up"
    client.submit(f"{own}/resume", as_=ha)
    assert {one.state for one in planned(ha, binh)} == {"planned"}


def test_a_page_never_writes_over_a_change_that_it_did_not_show(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person, page: str
) -> None:
    plan(ha, binh, LATER)
    seen = seen_on(client, ha, page)
    plan(ha, hoa, LATER)

    answer = save(client, ha, page, seen, line(LATER, binh, hoa))
    again = re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', answer.get_data(as_text=True))

    assert answer.status_code == 422
    assert f"Ca này vừa đổi ở nơi khác: {hoa.name}." in answer.get_data(as_text=True)
    assert [[one.name for one in shift.members] for shift in planned(ha, binh)] == [[hoa.name]]
    assert save(client, ha, page, dict(again), line(LATER, binh, hoa)).status_code == 303
    assert [len(shift.members) for shift in planned(ha, binh)] == [2]


def test_a_line_that_nobody_touched_leaves_what_was_planned_meanwhile(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person, page: str
) -> None:
    plan(ha, binh, LATER, start=time(22), end=time(4))
    seen = seen_on(client, ha, page)
    plan(ha, hoa, LATER)
    untouched = line(LATER, binh, start="22:00", end="04:00")

    assert save(client, ha, page, seen, untouched, line(date(2026, 11, 27), binh)).status_code == 303

    assert [[one.name for one in shift.members] for shift in planned(ha, binh)] == [[hoa.name], [binh.name]]


def test_a_shift_planned_meanwhile_is_not_taken_for_an_empty_line(
    client: ActingClient, inside: None, ha: Person, binh: Person, hoa: Person, page: str
) -> None:
    seen = seen_on(client, ha, page)
    plan(ha, hoa, LATER)

    assert save(client, ha, page, seen, line(LATER, binh)).status_code == 422
    assert [[one.name for one in shift.members] for shift in planned(ha, binh)] == [[hoa.name]]


@pytest.mark.parametrize("who", ["lam", "dung"])
def test_another_scope_finds_no_roster(client: ActingClient, cast: Cast, page: str, who: str) -> None:
    assert client.get(page, as_=cast[who]).status_code == 404
    assert keep(client, cast[who], page).status_code == 404


@pytest.mark.parametrize("who", ["loan", "sau", "son", "quan"])
def test_only_police_reads_rosters_and_routes(client: ActingClient, cast: Cast, page: str, who: str) -> None:
    assert [client.get(path, as_=cast[who]).status_code for path in (page, "/routes", "/roster")] == [403] * 3


def test_a_month_that_is_none_is_refused(client: ActingClient, ha: Person, page: str) -> None:
    assert client.get(f"{page}?month=tháng", as_=ha).status_code == 400


def points(*names: str, ids: tuple[UUID | str, ...] = (), order: tuple[int, ...] = ()) -> dict[str, str]:
    """The lines of a route's form."""
    fields: dict[str, str] = {}
    for place, name in enumerate(names):
        fields |= {
            f"points-{place}-name": name,
            f"points-{place}-position": str(order[place] if order else place + 1),
            f"points-{place}-point_id": str(ids[place]) if place < len(ids) else "",
            f"points-{place}-lat": "",
            f"points-{place}-lon": "",
        }
    return fields


def test_a_route_is_added_in_the_order_of_its_numbers(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    fields = {"name": "Tuyến đầu nguồn", "length_km": "3.9", "active": "y"}
    more = points("Cầu treo", "Nhà văn hóa", "", order=(2, 1, 3))

    answer = client.submit(f"/teams/{binh.team_id}/routes/new", fields | more, as_=ha)

    assert answer.status_code == 303
    [route] = queries.list_routes(ha.actor(), team_id=own_team(binh))
    assert (route.length_m, [one.name for one in route.points]) == (3900, ["Nhà văn hóa", "Cầu treo"])


def test_a_changed_route_keeps_its_points(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    route_id = add_route(ha, binh)
    known = queries.get_route(ha.actor(), route_id).points
    shown = client.get(f"/routes/{route_id}", as_=ha).get_data(as_text=True)
    assert str(known[0].id) in shown and "12.0036" in shown

    fields = {"name": "Tuyến mới", "length_km": "", "active": "y"}
    more = points("Nhà văn hóa thôn", "Cầu treo", ids=(known[0].id, known[1].id))
    client.submit(f"/routes/{route_id}", fields | more, as_=ha)

    db.session.rollback()
    after = queries.get_route(ha.actor(), route_id)
    assert (after.name, [(one.id, one.name) for one in after.points]) == (
        "Tuyến mới",
        [(known[0].id, "Nhà văn hóa thôn"), (known[1].id, "Cầu treo")],
    )


def test_a_route_that_is_no_longer_walked_is_ended(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    route_id = add_route(ha, binh)
    known = queries.get_route(ha.actor(), route_id).points

    client.submit(f"/routes/{route_id}", {"name": "Tuyến", **points("Cầu treo", ids=(known[1].id,))}, as_=ha)

    db.session.rollback()
    assert queries.list_routes(ha.actor(), team_id=own_team(binh)) == []
    assert "Đã ngừng" in client.get("/routes", as_=ha).get_data(as_text=True)


def test_more_lines_come_without_losing_what_was_written(client: ActingClient, ha: Person, binh: Person) -> None:
    fields = {"name": "Tuyến", "more": "1", **points("Cầu treo")}

    shown = client.submit(f"/teams/{binh.team_id}/routes/new", fields, as_=ha).get_data(as_text=True)

    assert 'value="Cầu treo"' in shown and "points-3-name" in shown


def test_a_route_without_points_is_refused_with_words(client: ActingClient, ha: Person, binh: Person) -> None:
    answer = client.submit(f"/teams/{binh.team_id}/routes/new", {"name": "Tuyến", **points("")}, as_=ha)

    assert answer.status_code == 422
    assert "1–30 điểm kiểm tra" in answer.get_data(as_text=True)
