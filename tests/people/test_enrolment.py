"""How a phone gets in: once, within a day, and a lost answer locks nobody out."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.core import clock
from app.people import service
from app.people.service import NewInvitation
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.people.people import enrolment, invite

ENROL, PREVIEW = "/api/v1/enrolments", "/api/v1/enrolments/preview"
OVER = "/problems/enrolment-over"


@pytest.fixture
def invitation(inside: None, ha: Person, binh: Person) -> NewInvitation:
    return invite(ha, binh.team_id)


def test_a_link_lets_a_phone_into_its_team(client: ActingClient, invitation: NewInvitation, binh: Person) -> None:
    answer = client.post(ENROL, json=enrolment(invitation.link_code))

    assert answer.status_code == 201
    assert answer.json["team"]["id"] == str(binh.team_id)
    assert [member["role"] for member in answer.json["members"]] == ["leader", "deputy", "member"]
    assert answer.json["commune"] == {"id": "24958", "name": "Xã Đức Trọng", "province": "Tỉnh Lâm Đồng"}
    assert client.get("/api/v1/me", headers={"Keng-Client": "phone"}).json["device"]["id"] == answer.json["device_id"]


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(client: ActingClient, invitation: NewInvitation) -> None:
    cookie = client.post(ENROL, json=enrolment(invitation.link_code)).headers["Set-Cookie"]

    assert cookie.startswith("device=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=34560000"} <= set(cookie.split("; "))


@pytest.mark.parametrize("typing", [str.lower, lambda code: f" {code[:4]}-{code[4:]} ", lambda code: code.replace("0", "o")])
def test_a_typed_code_is_read_as_people_type_it(client: ActingClient, invitation: NewInvitation, typing) -> None:
    assert client.post(PREVIEW, json={"code": typing(invitation.code)}).status_code == 200


def test_a_preview_uses_nothing_up(client: ActingClient, invitation: NewInvitation, binh: Person) -> None:
    for _ in range(3):
        answer = client.post(PREVIEW, json={"code": invitation.code})
        assert answer.status_code == 200
    assert answer.json.keys() == {"commune", "team", "members", "expires_at"}
    assert answer.json["team"]["id"] == str(binh.team_id)

    assert client.post(ENROL, json=enrolment(invitation.code)).status_code == 201


def test_the_same_phone_may_ask_again_after_a_lost_answer(client: ActingClient, invitation: NewInvitation) -> None:
    asked = enrolment(invitation.code)
    first = client.post(ENROL, json=asked)

    again = client.post(ENROL, json=asked)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert again.headers["Set-Cookie"] != first.headers["Set-Cookie"]
    assert client.get("/api/v1/me", headers={"Keng-Client": "phone"}).status_code == 200


def test_after_a_lost_answer_the_phone_may_look_again(client: ActingClient, invitation: NewInvitation) -> None:
    install_id = uuid4()
    client.post(ENROL, json=enrolment(invitation.code, install_id))

    assert client.post(PREVIEW, json={"code": invitation.code, "install_id": str(install_id)}).status_code == 200
    assert client.post(PREVIEW, json={"code": invitation.code}).json["type"] == OVER


def test_another_phone_cannot_use_the_code_again(client: ActingClient, invitation: NewInvitation) -> None:
    client.post(ENROL, json=enrolment(invitation.code))

    answer = client.post(ENROL, json=enrolment(invitation.link_code))

    assert (answer.status_code, answer.json["type"]) == (410, OVER)


def test_a_code_ends_after_a_day(client: ActingClient, invitation: NewInvitation) -> None:
    with clock.frozen(clock.now() + timedelta(hours=24)):
        assert client.post(ENROL, json=enrolment(invitation.code)).json["type"] == OVER


def test_a_lost_answer_can_be_asked_for_only_within_the_day(client: ActingClient, invitation: NewInvitation) -> None:
    asked = enrolment(invitation.code)
    client.post(ENROL, json=asked)

    with clock.frozen(clock.now() + timedelta(hours=24)):
        assert client.post(ENROL, json=asked).json["type"] == OVER


def test_a_revoked_code_opens_nothing(client: ActingClient, invitation: NewInvitation, ha: Person) -> None:
    with unit_of_work():
        service.revoke_invitation(ha.actor(), invitation.id)

    assert client.post(PREVIEW, json={"code": invitation.code}).json["type"] == OVER
    assert client.post(ENROL, json=enrolment(invitation.link_code)).json["type"] == OVER


def test_guesses_are_limited(client: ActingClient) -> None:
    for _ in range(20):
        assert client.post(PREVIEW, json={"code": "00000000"}).status_code == 410

    answer = client.post(PREVIEW, json={"code": "00000000"})

    assert (answer.status_code, answer.json["type"]) == (429, "/problems/slow-down")
    assert answer.json["retry_after"] == 5
    assert answer.headers["Retry-After"] == str(answer.json["retry_after"])


def test_the_limit_stops_a_right_guess_too_and_ends_by_itself(client: ActingClient, invitation: NewInvitation) -> None:
    for _ in range(21):
        client.post(PREVIEW, json={"code": "00000000"})
    assert client.post(PREVIEW, json={"code": invitation.code}).status_code == 429

    with clock.frozen(clock.now() + timedelta(seconds=5)):
        assert client.post(PREVIEW, json={"code": invitation.code}).status_code == 200


def test_many_phones_may_enrol_from_one_network(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    for _ in range(25):
        code = invite(ha, binh.team_id).code
        assert client.post(ENROL, json=enrolment(code)).status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"code": ""}, "/code"),
        ({"device": {}}, "/device/install_id"),
        ({"role": "chief"}, "/role"),
        ({"device": {"name": "x", "platform": "x", "install_id": "x"}}, "/device/install_id"),
    ],
)
def test_what_does_not_fit_is_named(client: ActingClient, change: dict[str, object], pointer: str) -> None:
    answer = client.post(ENROL, json=enrolment("ABCD") | change)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")
    assert pointer in {fault["pointer"] for fault in answer.json["errors"]}


def test_an_officer_cannot_invite_into_a_village_of_another_officer(
    client: ActingClient, inside: None, lam: Person, binh: Person
) -> None:
    with pytest.raises(Exception, match="not-found"):
        invite(lam, binh.team_id)


def test_the_trial_mode_of_guessing_leaves_no_address_in_the_database(client: ActingClient, inside: None) -> None:
    from app.people.models import Attempt
    from app.web.database import db

    client.post(PREVIEW, json={"code": "00000000"})

    (kept,) = db.session.query(Attempt).all()
    assert "127.0.0.1" not in kept.bucket
