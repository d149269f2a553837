"""Whose teams, phones and invitations somebody may see."""

from uuid import uuid4

import pytest

from app.core import clock
from app.core.errors import DomainError
from app.people import queries, service
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import SINCE, Cast, Person
from tests.counting import counted_statements
from tests.people.people import invite

TEAMS = {
    "vinh": {"binh", "thanh", "khoi"},
    "tu": {"binh", "thanh", "khoi"},
    "ha": {"binh", "thanh"},
    "lam": {"khoi"},
    "dung": {"khanh"},
    "binh": {"binh"},
    "thanh": {"thanh"},
    "loan": set(),
    "hien": set(),
    "sau": set(),
    "son": set(),
    "quan": set(),
}


@pytest.mark.parametrize("who", TEAMS)
def test_everybody_sees_exactly_their_own_teams(inside: None, cast: Cast, who: str) -> None:
    actor = cast[who].actor()
    own = {cast[key].team_id for key in TEAMS[who]}

    assert {team.id for team in queries.list_teams(actor, SINCE)} == own
    assert {device.team_id for device in queries.list_devices(actor)} == own


@pytest.mark.parametrize("who", TEAMS)
def test_a_team_that_one_may_not_see_is_not_found(inside: None, cast: Cast, who: str) -> None:
    for key in {"binh", "thanh", "khoi", "khanh"} - TEAMS[who]:
        team_id = cast[key].team_id
        assert team_id is not None
        with pytest.raises(DomainError, match="not-found"):
            queries.get_team(cast[who].actor(), team_id, SINCE)


def test_invitations_are_seen_by_those_who_see_the_team(inside: None, cast: Cast) -> None:
    made = invite(cast["ha"], cast["binh"].team_id)

    seen = {who for who in TEAMS if queries.list_invitations(cast[who].actor(), clock.now())}

    assert seen == {"vinh", "tu", "ha", "binh"}
    with unit_of_work():
        service.revoke_invitation(cast["ha"].actor(), made.id)
    assert queries.list_invitations(cast["ha"].actor(), clock.now()) == []


@pytest.mark.parametrize("who", ["tu", "loan", "hien", "sau", "son", "quan", "binh"])
def test_only_chief_and_officers_keep_teams(inside: None, cast: Cast, who: str) -> None:
    actor, team_id = cast[who].actor(), cast["binh"].team_id
    assert team_id is not None
    for verb in (
        lambda: service.add_village(actor, "Thôn mới"),
        lambda: service.add_team(actor, uuid4(), "Tổ mới", kind="bvantt"),
        lambda: service.add_member(actor, team_id, "Người mới"),
        lambda: service.end_team(actor, team_id, SINCE),
        lambda: service.make_invitation(actor, team_id),
        lambda: service.revoke_invitation(actor, uuid4()),
        lambda: service.revoke_device(actor, cast["binh"].id),
    ):
        with pytest.raises(DomainError, match="not-allowed"):
            verb()


@pytest.mark.parametrize("who", ["lam", "dung"])
def test_an_officer_of_another_village_or_commune_finds_nothing_to_change(inside: None, cast: Cast, who: str) -> None:
    actor, binh = cast[who].actor(), cast["binh"]
    assert binh.team_id is not None and binh.member_id is not None and binh.village_id is not None
    for verb in (
        lambda: service.add_team(actor, binh.village_id, "Tổ mới", kind="bvantt"),
        lambda: service.add_member(actor, binh.team_id, "Người mới"),
        lambda: service.end_membership(actor, binh.team_id, binh.member_id, on=SINCE),
        lambda: service.end_team(actor, binh.team_id, SINCE),
        lambda: service.make_invitation(actor, binh.team_id),
        lambda: service.revoke_device(actor, binh.id),
    ):
        with pytest.raises(DomainError, match="not-found"):
            verb()


def test_an_officer_of_some_villages_adds_no_village(inside: None, ha: Person) -> None:
    with pytest.raises(DomainError):
        service.add_village(ha.actor(), "Thôn mới")


def test_a_list_of_teams_costs_two_statements_however_long(inside: None, vinh: Person, binh: Person) -> None:
    assert binh.village_id is not None
    with unit_of_work():
        for number in range(20):
            team = service.add_team(vinh.actor(), binh.village_id, f"Tổ {number}", kind="bvantt")
            service.add_member(vinh.actor(), team.id, "Tổ trưởng", role="leader", since=SINCE)

    with counted_statements() as statements:
        teams = queries.list_teams(vinh.actor(), SINCE)

    assert len(teams) == 23 and all(team.members for team in teams)
    assert len(statements) == 2


def test_lists_of_phones_and_invitations_cost_one_statement(inside: None, ha: Person, binh: Person) -> None:
    for _ in range(5):
        invite(ha, binh.team_id)

    with counted_statements() as statements:
        assert len(queries.list_devices(ha.actor(), binh.team_id)) == 2
        assert len(queries.list_invitations(ha.actor(), clock.now(), binh.team_id)) == 5

    assert len(statements) == 2


def test_who_am_i_tells_each_their_own(client: ActingClient, binh: Person, ha: Person, son: Person) -> None:
    assert client.get("/api/v1/me", as_=binh).json["team"]["id"] == str(binh.team_id)
    assert [place["name"] for place in client.get("/api/v1/me", as_=ha).json["villages"]] == ["Suối Cạn", "Đồi Mơ"]
    province = client.get("/api/v1/me", as_=son).json
    assert (province["commune"], province["province"]["name"]) == (None, "Tỉnh Lâm Đồng")


def test_a_desk_is_no_phone_and_a_phone_no_desk(client: ActingClient, binh: Person, ha: Person) -> None:
    as_phone = client.get("/api/v1/me", as_=ha, headers={"Keng-Client": "phone"})
    as_desk = client.get("/api/v1/me", as_=binh, headers={"Keng-Client": "desk"})

    assert as_phone.json["type"] == "/problems/device-unknown"
    assert as_desk.json["type"] == "/problems/sign-in-needed"
