"""Teams, members and their phones in the office, as a browser without scripts would use them."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from app.core import clock
from app.core.night import local
from app.people import queries, service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import SINCE, Cast, Person
from tests.counting import counted_statements


@pytest.fixture
def page(binh: Person) -> str:
    """The page of Bình's team."""
    return f"/teams/{binh.team_id}"


def members(ha: Person, team_id: UUID | None) -> list[tuple[str, str]]:
    assert team_id is not None
    team = queries.get_team(ha.actor(), team_id, SINCE.replace(month=12))
    db.session.rollback()
    return [(one.name, one.role) for one in team.members]


def test_the_list_has_the_teams_in_scope(client: ActingClient, ha: Person, vinh: Person) -> None:
    for_ha = client.get("/teams", as_=ha).get_data(as_text=True)
    for_vinh = client.get("/teams", as_=vinh).get_data(as_text=True)

    assert "Tổ BVANTT thôn Suối Cạn" in for_ha and "Tổ tự quản Cầu Đá" not in for_ha
    assert "Tổ tự quản Cầu Đá" in for_vinh


@pytest.mark.parametrize("who", ["loan", "hien", "sau", "son", "quan"])
def test_only_police_reads_the_teams(client: ActingClient, cast: Cast, page: str, who: str) -> None:
    assert [client.get(path, as_=cast[who]).status_code for path in ("/teams", page)] == [403, 403]


@pytest.mark.parametrize("who", ["lam", "dung"])
def test_a_team_outside_the_scope_is_not_found(client: ActingClient, cast: Cast, page: str, who: str) -> None:
    answers = [
        client.get(page, as_=cast[who]),
        client.get(f"{page}/edit", as_=cast[who]),
        client.submit(f"{page}/invitations", as_=cast[who]),
        client.submit(f"{page}/members/new", {"name": "Ai đó", "role": "member"}, as_=cast[who]),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_the_duty_officer_reads_and_changes_nothing(client: ActingClient, cast: Cast, page: str) -> None:
    shown = client.get(page, as_=cast["tu"]).get_data(as_text=True)

    assert "Nguyễn Văn Bình" in shown and "Mời một máy mới" not in shown
    assert client.submit(f"{page}/invitations", as_=cast["tu"]).status_code == 403


def test_a_team_is_added_to_a_village(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    fields = {"name": "Đội dân phòng  Suối Cạn", "kind": "dan_phong", "village": str(binh.village_id)}
    answer = client.submit("/teams/new", fields, page="/teams/new", as_=ha)

    assert answer.status_code == 303
    shown = client.get(answer.headers["Location"], as_=ha).get_data(as_text=True)
    assert "Đội dân phòng Suối Cạn" in shown and "Chưa có tổ viên" in shown


def test_a_team_without_a_name_comes_back_with_its_choices(client: ActingClient, ha: Person, binh: Person) -> None:
    answer = client.submit("/teams/new", {"name": "", "kind": "dan_phong", "village": str(binh.village_id)}, as_=ha)
    shown = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "Xin điền mục này" in shown
    assert re.search(r'<option selected value="dan_phong">', shown)


def test_a_village_of_others_cannot_be_chosen(client: ActingClient, ha: Person, khoi: Person) -> None:
    fields = {"name": "Tổ mới", "kind": "bvantt", "village": str(khoi.village_id)}
    assert client.submit("/teams/new", fields, as_=ha).status_code == 422


def test_a_team_is_renamed_ended_and_taken_up_again(client: ActingClient, vinh: Person, page: str) -> None:
    client.submit(f"{page}/edit", {"name": "Tổ Suối Cạn", "active": "y"}, as_=vinh)
    assert "Tổ Suối Cạn" in client.get(page, as_=vinh).get_data(as_text=True)

    client.submit(f"{page}/edit", {"name": "Tổ Suối Cạn"}, as_=vinh)
    client.submit(f"{page}/edit", {"name": "Tổ Suối Cạn", "active": "y"}, as_=vinh)
    assert "Đã ngừng" not in client.get(page, as_=vinh).get_data(as_text=True)


def test_a_member_is_added_and_another_at_once(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    answer = client.submit(
        f"{page}/members/new", {"name": "Mai Thị Tuyết", "role": "deputy", "since": "2026-11-01", "then": "another"}, as_=ha
    )

    assert answer.headers["Location"] == f"{page}/members/new"
    assert ("Mai Thị Tuyết", "deputy") in members(ha, binh.team_id)


def test_a_second_leader_is_refused_beside_the_field(client: ActingClient, ha: Person, page: str) -> None:
    answer = client.submit(f"{page}/members/new", {"name": "Mai Thị Tuyết", "role": "leader", "since": "2026-11-01"}, as_=ha)

    assert answer.status_code == 422
    assert "Tổ đã có tổ trưởng" in answer.get_data(as_text=True)


def test_a_members_name_and_role_are_put_right(
    client: ActingClient, inside: None, ha: Person, hoa: Person, page: str
) -> None:
    own = f"{page}/members/{hoa.member_id}"
    assert hoa.name in client.get(own, as_=ha).get_data(as_text=True)

    answer = client.submit(own, {"name": "Trần Thị Hoà", "role": "member"}, as_=ha)

    assert answer.status_code == 303
    assert ("Trần Thị Hoà", "member") in members(ha, hoa.team_id)


def test_a_member_who_left_stands_among_the_former(
    client: ActingClient, inside: None, ha: Person, hoa: Person, page: str
) -> None:
    own = f"{page}/members/{hoa.member_id}"
    answer = client.submit(f"{own}/leave", {"on": "2026-11-10"}, page=own, as_=ha)

    assert answer.status_code == 303
    assert hoa.name not in [name for name, _role in members(ha, hoa.team_id)]
    shown = client.get(page, as_=ha).get_data(as_text=True)
    assert "Đã nghỉ hoặc chuyển tổ (1)" in shown and "01/01/2026 – 10/11/2026" in shown
    assert "Tham gia lại" in client.get(own, as_=ha).get_data(as_text=True)


def test_a_member_moves_to_another_team_and_back_and_the_past_stays(
    client: ActingClient, inside: None, ha: Person, vinh: Person, hoa: Person, thanh: Person, khoi: Person, page: str
) -> None:
    own, team = f"{page}/members/{hoa.member_id}", str(thanh.team_id)
    fields = {"to": team, "move_role": "member", "since": "2026-11-11"}
    for wrong, words in (
        ({"move_role": "leader"}, "Tổ đã có tổ trưởng"),
        ({"since": "1926-11-11"}, "Ngày này không thể đúng"),
        ({"since": "x"}, "Not a valid date|Ngày"),
        ({"to": str(khoi.team_id)}, "fault"),
        ({"to": str(hoa.team_id)}, "Người này đang ở trong tổ đó"),
    ):
        answer = client.submit(f"{own}/move", fields | wrong, as_=ha)
        assert answer.status_code == 422 and re.search(words, answer.get_data(as_text=True)), wrong

    assert client.submit(f"{own}/move", fields, page=own, as_=ha).headers["Location"] == f"/teams/{team}"

    assert [name for name, _role in members(ha, thanh.team_id)][-1] == hoa.name
    assert hoa.name not in [name for name, _role in members(ha, hoa.team_id)]
    past = queries.list_memberships(vinh.actor(), member_id=hoa.member_id)
    db.session.rollback()
    assert [(str(one.since), str(one.until), one.role) for one in past] == [
        ("2026-01-01", "2026-11-10", "deputy"),
        ("2026-11-11", "None", "member"),
    ]
    back = {"to": str(hoa.team_id), "move_role": "deputy", "since": "2026-11-15"}
    assert client.submit(f"/teams/{team}/members/{hoa.member_id}/move", back, as_=ha).status_code == 303
    assert (hoa.name, "deputy") in members(ha, hoa.team_id)


def test_the_leader_hands_over_from_today_on(
    client: ActingClient, inside: None, ha: Person, hoa: Person, binh: Person, page: str
) -> None:
    own, fields = f"{page}/members/{hoa.member_id}", {"name": hoa.name, "role": "leader"}
    refused = client.submit(own, fields, page=own, as_=ha)
    assert refused.status_code == 422 and "nếu người đó bàn giao" in refused.get_data(as_text=True)

    assert client.submit(own, fields | {"hand_over": "y"}, as_=ha).status_code == 303

    assert members(ha, hoa.team_id)[0] == (hoa.name, "leader") and (binh.name, "member") in members(ha, hoa.team_id)
    assert hoa.team_id
    before = queries.get_team(ha.actor(), hoa.team_id, local(clock.now()).date() - timedelta(days=1))
    assert [(one.name, one.role) for one in before.members][:2] == [(binh.name, "leader"), (hoa.name, "deputy")]


def test_a_member_of_another_team_is_not_found(client: ActingClient, ha: Person, thanh: Person, page: str) -> None:
    assert client.get(f"{page}/members/{thanh.member_id}", as_=ha).status_code == 404


def test_an_invitation_shows_its_codes_once_and_opens_the_door(client: ActingClient, ha: Person, page: str) -> None:
    answer = client.submit(f"{page}/invitations", as_=ha)
    shown = answer.get_data(as_text=True)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    assert "<svg" in shown and "style=" not in shown
    code = re.search(r'class="code-big"[^>]*>([0-9A-Z]{4} [0-9A-Z]{4})<', shown)
    assert code, "the code to type stands there in two groups"
    preview = client.post("/api/v1/enrolments/preview", json={"code": code.group(1)})
    assert preview.json and preview.json["team"]["name"] == "Tổ BVANTT thôn Suối Cạn"
    assert code.group(1) not in client.get(page, as_=ha).get_data(as_text=True)


def test_an_invitation_tells_when_it_is_over(client: ActingClient, ha: Person, page: str) -> None:
    shown = client.submit(f"{page}/invitations", as_=ha).get_data(as_text=True)
    state = re.search(r'data-fresh="([^"]+)"', shown)
    assert state
    assert client.get(state.group(1), as_=ha).json == {"token": "open"}

    assert client.submit(f"{state.group(1)}/revoke", as_=ha).status_code == 303
    assert client.get(state.group(1), as_=ha).json == {"token": "over"}


def test_a_phone_is_shut_out(client: ActingClient, ha: Person, binh: Person, page: str) -> None:
    assert client.get("/api/v1/me", as_=binh).status_code == 200

    client.submit(f"{page}/devices/{binh.id}/revoke", as_=ha)

    assert client.get("/api/v1/me", as_=binh).status_code == 401
    assert "Đã khóa" in client.get(page, as_=ha).get_data(as_text=True)


def test_every_page_of_teams_speaks_english_too(client: ActingClient, ha: Person, page: str) -> None:
    client.submit("/preferences", {"language": "en", "next": page}, as_=ha)

    shown = [client.get(path, as_=ha).get_data(as_text=True) for path in ("/teams", page, f"{page}/members/new")]

    assert all('<html lang="en"' in one for one in shown)
    assert "Team leader" in shown[0] and "Invite another phone" in shown[1] and "Add a member" in shown[2]


def test_a_teams_page_costs_the_same_with_more_people_and_more_past(
    client: ActingClient, inside: None, ha: Person, binh: Person, page: str
) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get(page, as_=ha).status_code == 200
        return len(statements)

    client.get(page, as_=ha)
    few = cost()
    assert binh.team_id
    for number in range(4):
        with unit_of_work():
            member = service.add_member(ha.actor(), binh.team_id, f"Người {number}", since=SINCE)
        if number % 2:
            with unit_of_work():
                service.end_membership(ha.actor(), binh.team_id, member.id, on=SINCE.replace(month=2))

    assert cost() == few
