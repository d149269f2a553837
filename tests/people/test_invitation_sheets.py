"""Invitations for many teams at once, as cards to be printed: each opens its own team once, and is shown once."""

import re
from datetime import timedelta

from app.core import clock
from app.people import queries
from app.web.database import db
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import Cast, Person
from tests.people.people import PASSWORD, give_password

PAGE = "/teams/invitations"


def codes_on(page: str) -> list[str]:
    return re.findall(r'class="code-big"[^>]*>([0-9A-Z]{4} [0-9A-Z]{4})<', page)


def test_each_card_opens_its_own_team_and_stands_nowhere_else(
    client: ActingClient, inside: None, ha: Person, binh: Person, thanh: Person
) -> None:
    asked = {"teams": [str(binh.team_id)], "village": [str(thanh.village_id)], "each": "2"}
    answer = client.submit(PAGE, asked, page=PAGE, as_=ha)

    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    codes = codes_on(page)
    assert len(set(codes)) == 4 and page.count("<svg") >= 4 and "style=" not in page
    opened = [client.post("/api/v1/enrolments/preview", json={"code": code}).json["team"]["id"] for code in codes]
    assert opened == [str(binh.team_id)] * 2 + [str(thanh.team_id)] * 2
    shown = client.get(f"/teams/{binh.team_id}", as_=ha).get_data(as_text=True)
    assert codes[0] not in shown and shown.count("Tạo lúc") == 2


def test_teams_without_a_phone_are_chosen_already(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    def chosen() -> list[str]:
        page = client.get(PAGE, as_=ha).get_data(as_text=True)
        return re.findall(r'name="teams" value="([^"]+)" checked', page)

    assert chosen() == []
    for phone in queries.list_devices(ha.actor(), binh.team_id):
        client.submit(f"/teams/{binh.team_id}/devices/{phone.id}/revoke", as_=ha)
    assert chosen() == [str(binh.team_id)]


def test_none_too_many_and_those_of_others_are_refused(
    client: ActingClient, inside: None, cast: Cast, ha: Person, khoi: Person, binh: Person
) -> None:
    none = client.submit(PAGE, {"each": "1"}, as_=ha)
    assert none.status_code == 422 and "từ 1 đến 60 mã" in none.get_data(as_text=True)
    assert client.submit(PAGE, {"teams": str(khoi.team_id), "each": "1"}, as_=ha).status_code == 422
    assert client.submit(PAGE, {"village": str(khoi.village_id), "each": "1"}, as_=ha).status_code == 422
    assert client.submit(PAGE, {"teams": str(binh.team_id), "each": "99"}, as_=ha).status_code == 422
    for who in ("tu", "loan", "son"):
        assert client.submit(PAGE, {"teams": str(binh.team_id), "each": "1"}, as_=cast[who]).status_code == 403
    assert queries.list_invitations(ha.actor(), clock.now()) == []


def test_codes_in_bulk_ask_for_the_password_again(client: ActingClient, inside: None, ha: Person, binh: Person) -> None:
    give_password(ha)
    client.get(PAGE, as_=ha)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        asked = {"teams": str(binh.team_id), "each": "1"}
        assert client.submit(PAGE, asked, as_=ha).status_code == 403
        code = fresh_code(ha.username)
        db.session.rollback()
        again = asked | {"proof_password": PASSWORD, "proof_code": code}
        assert len(codes_on(client.submit(PAGE, again, as_=ha).get_data(as_text=True))) == 1
