"""A member learns on the phone who opened the own positions."""

from datetime import timedelta

from app.core import clock
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.traces.conftest import Send

DOOR = "/api/v1/me/position-readings"


def test_a_member_is_told_who_of_which_night_how_often_and_when_last(
    client: ActingClient, send_placed: Send, binh: Person, hoa: Person, ha: Person, vinh: Person
) -> None:
    report_id = send_placed(binh)
    for minutes in (1, 2):
        with clock.frozen(clock.now() + timedelta(minutes=minutes)):
            client.get(f"/api/v1/reports/{report_id}", as_=ha)
            last = clock.now()
    with clock.frozen(clock.now() + timedelta(minutes=9)):
        client.get(f"/reports/{report_id}", as_=vinh)

    # The phone of a team is everybody's: a member asks on any of them.
    told = client.get(f"{DOOR}?member={binh.member_id}", as_=hoa).json

    assert [(one["by"], one["night"], one["times"]) for one in told["items"]] == [
        ("Trưởng Công an xã Đỗ Quang Vinh", "2026-11-21", 1),
        ("Cán bộ Lê Thị Thu Hà", "2026-11-21", 2),
    ]
    assert told["items"][1]["at"] == last.isoformat()
    assert client.get(f"{DOOR}?member={hoa.member_id}", as_=hoa).json["items"] == []


def test_only_members_of_the_own_team_are_asked_about(
    client: ActingClient, binh: Person, thanh: Person, khanh: Person, ha: Person
) -> None:
    for other in (thanh, khanh):
        assert client.get(f"{DOOR}?member={binh.member_id}", as_=other).status_code == 404
    assert client.get(f"{DOOR}?member={binh.member_id}", as_=ha).status_code == 401
    assert client.get(DOOR, as_=binh).status_code == 422


def test_many_readings_cost_what_one_costs(client: ActingClient, send_placed: Send, binh: Person, ha: Person) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            assert client.get(f"{DOOR}?member={binh.member_id}", as_=binh).status_code == 200
        return len(seen)

    report_id = send_placed(binh)
    client.get(f"/api/v1/reports/{report_id}", as_=ha)
    one = cost()
    for _ in range(10):
        other = send_placed(binh)
        client.get(f"/api/v1/reports/{other}", as_=ha)

    assert cost() == one
