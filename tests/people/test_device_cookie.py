"""The phone's cookie: the whole credential, renewed in two phases so that no lost answer locks a team out."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core import clock
from app.people import service
from app.people.models import Device
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import MADE_AT, Person
from tests.counting import counted_statements

ME = "/api/v1/me"
LATER = MADE_AT + timedelta(days=31)


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return app.test_client()


def ask(phone: FlaskClient, token: str) -> TestResponse:
    """One request with exactly this cookie, whatever came back before."""
    phone.set_cookie("device", token)
    return phone.get(ME, headers={"Keng-Client": "phone"})


def offered(answer: TestResponse) -> str | None:
    found = SimpleCookie(answer.headers.get("Set-Cookie", "")).get("device")
    return found.value if found else None


def test_a_young_cookie_is_not_renewed(phone: FlaskClient, binh: Person) -> None:
    assert offered(ask(phone, binh.token)) is None


def test_after_a_month_every_answer_offers_the_same_new_cookie(phone: FlaskClient, binh: Person) -> None:
    with clock.frozen(LATER):
        answers = [ask(phone, binh.token) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert len({offered(answer) for answer in answers}) == 1
    assert offered(answers[0]) not in (None, binh.token)


def test_the_old_cookie_stays_good_until_the_new_one_is_used(phone: FlaskClient, binh: Person) -> None:
    with clock.frozen(LATER):
        new = offered(ask(phone, binh.token))
    with clock.frozen(LATER + timedelta(days=60)):
        assert new and ask(phone, binh.token).status_code == 200
        assert ask(phone, new).status_code == 200

    with clock.frozen(LATER + timedelta(days=60, minutes=3)):
        assert ask(phone, binh.token).json["type"] == "/problems/device-unknown"
        assert ask(phone, new).status_code == 200


def test_a_request_that_crossed_the_new_cookie_still_arrives(phone: FlaskClient, binh: Person) -> None:
    with clock.frozen(LATER):
        new = offered(ask(phone, binh.token))
        assert new and ask(phone, new).status_code == 200

        assert ask(phone, binh.token).status_code == 200


def test_a_cookie_ends_after_400_days_without_use(phone: FlaskClient, binh: Person) -> None:
    with clock.frozen(MADE_AT + timedelta(days=400)):
        assert ask(phone, binh.token).json["type"] == "/problems/device-unknown"


def test_an_unknown_cookie_is_told_to_scan_again(phone: FlaskClient) -> None:
    answer = ask(phone, "x" * 43)

    assert (answer.status_code, answer.json["type"]) == (401, "/problems/device-unknown")
    assert answer.headers["Keng-Sync"] == "1"


def test_a_revoked_phone_is_out_at_its_next_request(
    inside: None, client: ActingClient, binh: Person, hoa: Person, ha: Person
) -> None:
    assert client.get(ME, as_=binh).status_code == 200
    with unit_of_work():
        service.revoke_device(ha.actor(), binh.id)

    assert client.get(ME, as_=binh).json["type"] == "/problems/device-revoked"
    assert client.get(ME, as_=hoa).status_code == 200


def test_reading_writes_that_the_phone_was_seen_only_now_and_then(inside: None, client: ActingClient, binh: Person) -> None:
    client.get(ME, as_=binh)
    with counted_statements() as statements:
        client.get(ME, as_=binh)
    assert not [statement for statement in statements if not statement.startswith("SELECT")]

    later = clock.now() + timedelta(minutes=11)
    with clock.frozen(later):
        client.get(ME, as_=binh)
    assert db.session.get_one(Device, (binh.commune_id, binh.id)).seen_at == later


def test_the_phone_is_found_by_one_statement(client: ActingClient, binh: Person) -> None:
    client.get(ME, as_=binh)

    with counted_statements() as statements:
        client.get(ME, as_=binh)

    assert len([statement for statement in statements if "token_hash" in statement.partition("WHERE")[2]]) == 1
    assert len(statements) == 5


def test_how_a_phone_fares_is_told_again_when_the_telling_was_lost(inside: None, binh: Person) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        service.note_health(binh.actor(), {"unsent": 2, "parked": 0}, clock.now())
        raise ZeroDivisionError

    assert service.is_news(binh.actor(), {"unsent": 2, "parked": 0}, clock.now())


def test_how_a_phone_fares_is_kept(inside: None, binh: Person) -> None:
    def note(unsent: int, parked: int) -> None:
        with unit_of_work():
            service.note_health(binh.actor(), {"unsent": unsent, "parked": parked}, clock.now())

    note(3, 0)
    with counted_statements() as statements:
        note(3, 0)
    note(0, 1)

    assert [one for one in statements if "UPDATE" in one] == []
    known = db.session.get_one(Device, (binh.commune_id, binh.id)).health
    assert known and (known["unsent"], known["parked"]) == (0, 1)
