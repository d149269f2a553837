"""Signing in: one message whichever half was wrong, limits that count before they check, sessions that end."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core import clock
from app.core.actor import SYSTEM
from app.people import service
from app.people.models import Account
from app.people.rules import delays
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.authenticator import fresh_code
from tests.cast import Person
from tests.counting import counted_statements
from tests.people.people import PASSWORD, give_password

SESSIONS, CURRENT, ME = "/api/v1/sessions", "/api/v1/sessions/current", "/api/v1/me"


@pytest.fixture
def desk(app: Flask, inside: None, ha: Person) -> FlaskClient:
    """A browser in Hà's office; she has a password, and is not signed in."""
    give_password(ha)
    return app.test_client()


def sign_in(desk: FlaskClient, username: str = "ha.test", password: str = PASSWORD):
    """With a right code; how codes are judged is in ``test_second_factor.py``."""
    code = fresh_code(username)
    db.session.rollback()
    return desk.post(SESSIONS, json={"username": username, "password": password, "code": code})


def test_the_right_password_opens_a_session(desk: FlaskClient, ha: Person) -> None:
    answer = sign_in(desk)

    assert answer.status_code == 201
    assert answer.json["account"] == {"id": str(ha.id), "username": "ha.test", "name": ha.name, "role": "officer"}
    cookie = set(answer.headers["Set-Cookie"].split("; "))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"} <= cookie
    assert desk.get(ME).json["account"]["id"] == str(ha.id)


def test_the_name_may_be_written_in_any_case(desk: FlaskClient) -> None:
    assert sign_in(desk, " Ha.Test").status_code == 201


@pytest.mark.parametrize("username", ["ha.test", "nobody", "vinh.test"])
def test_a_refusal_never_tells_which_half_was_wrong(desk: FlaskClient, username: str) -> None:
    answer = sign_in(desk, username, "something else")

    assert (answer.status_code, answer.json["type"]) == (401, "/problems/wrong-password")
    assert answer.json.keys() == {"type", "title", "status", "instance"}
    assert "Set-Cookie" not in answer.headers


def test_an_account_without_a_password_cannot_be_entered(desk: FlaskClient) -> None:
    assert sign_in(desk, "vinh.test", "").status_code == 422
    assert sign_in(desk, "vinh.test", "None").status_code == 401


def test_an_unknown_name_costs_a_real_check(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.people.service import sessions

    checked: list[str] = []
    verify = sessions.HASHER.verify
    monkeypatch.setattr(
        sessions,
        "HASHER",
        type(
            "Spy",
            (),
            {"verify": lambda _, kept, tried: checked.append(kept) or verify(kept, tried), "hash": sessions.HASHER.hash},
        )(),
    )

    sign_in(desk, "nobody", "something")

    assert len(checked) == 1 and checked[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def wrong(desk: FlaskClient, username: str = "ha.test"):
    return desk.post(SESSIONS, json={"username": username, "password": "wrong"})


def test_the_sixth_wrong_try_has_to_wait_and_each_further_one_twice_as_long(desk: FlaskClient) -> None:
    moment, waits = clock.now(), []
    assert {wrong(desk).status_code for _ in range(5)} == {401}

    for _ in range(8):
        with clock.frozen(moment):
            refused = wrong(desk)
        assert (refused.status_code, refused.json["type"]) == (429, "/problems/slow-down")
        waits.append(refused.json["retry_after"])
        moment += timedelta(seconds=waits[-1])
        with clock.frozen(moment):
            assert wrong(desk).status_code == 401

    assert waits == [5, 10, 20, 40, 80, 160, 300, 300]


def test_whoever_hammers_makes_the_wait_no_longer(desk: FlaskClient) -> None:
    start = clock.now()
    for _ in range(40):
        wrong(desk)

    with clock.frozen(start + timedelta(seconds=5)):
        assert sign_in(desk).status_code == 201


@pytest.fixture
def always_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every password is wrong, without the slow check."""
    monkeypatch.setattr(service, "check_password", lambda *_tried: None)


@pytest.mark.usefixtures("always_wrong")
def test_one_network_cannot_spray_many_names(desk: FlaskClient) -> None:
    for number in range(20):
        assert wrong(desk, f"somebody{number}").status_code == 401

    assert wrong(desk, "one.more").status_code == 429


@pytest.mark.usefixtures("always_wrong")
def test_many_networks_together_are_slowed_and_hold_nobody_up_for_long(app: Flask, desk: FlaskClient) -> None:
    for number in range(30):
        assert wrong_from(app, number).status_code == 401

    refused = wrong_from(app, 30)

    assert (refused.status_code, refused.json["retry_after"]) == (429, 1)
    assert delays.PASSWORDS_OF_ALL.wait_after(1000) == timedelta(seconds=10)


def wrong_from(app: Flask, number: int):
    return app.test_client().post(
        SESSIONS,
        json={"username": "ha.test", "password": "wrong"},
        environ_overrides={"REMOTE_ADDR": f"203.0.113.{number}"},
    )


def test_good_tries_do_not_count(desk: FlaskClient) -> None:
    assert {sign_in(desk).status_code for _ in range(12)} == {201}


def test_a_clock_that_is_set_back_makes_nobody_wait_whose_tries_were_good(desk: FlaskClient) -> None:
    start = clock.now()
    for minutes in (60, 0):
        with clock.frozen(start + timedelta(minutes=minutes)):
            assert sign_in(desk).status_code == 201


def test_who_knows_the_password_begins_anew(desk: FlaskClient) -> None:
    for _ in range(4):
        wrong(desk)
    assert sign_in(desk).status_code == 201

    assert {wrong(desk).status_code for _ in range(5)} == {401}


def test_no_lock_is_held_while_a_password_is_checked(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.people.service import sessions

    seen: list[bool] = []

    class Slow:
        def verify(self, kept: str, tried: str) -> bool:
            seen.append(db.session().in_transaction())
            return True

    monkeypatch.setattr(sessions, "HASHER", Slow())
    sign_in(desk)

    assert seen == [False]


def test_signing_out_ends_the_session_itself(app: Flask, desk: FlaskClient) -> None:
    token = sign_in(desk).headers["Set-Cookie"].split(";")[0].removeprefix("office=")

    answer = desk.delete(CURRENT)

    assert answer.status_code == 204
    thief = app.test_client()
    thief.set_cookie("office", token)
    assert thief.get(ME).json["type"] == "/problems/sign-in-needed"


def test_a_session_ends_after_half_an_hour_of_rest(desk: FlaskClient) -> None:
    sign_in(desk)
    start = clock.now()
    for minutes in (29, 58):
        with clock.frozen(start + timedelta(minutes=minutes)):
            assert desk.get(ME).status_code == 200

    with clock.frozen(start + timedelta(minutes=58 + 30)):
        assert desk.get(ME).json["type"] == "/problems/sign-in-needed"


def test_a_session_ends_after_twelve_hours_of_work(desk: FlaskClient) -> None:
    sign_in(desk)
    start = clock.now()
    for minutes in range(20, 12 * 60, 20):
        with clock.frozen(start + timedelta(minutes=minutes)):
            assert desk.get(ME).status_code == 200

    with clock.frozen(start + timedelta(hours=12)):
        assert desk.get(ME).status_code == 401


def test_a_closed_account_is_out_at_its_next_request(desk: FlaskClient) -> None:
    sign_in(desk)
    with unit_of_work():
        service.close_account(SYSTEM, "ha.test")

    assert desk.get(ME).status_code == 401
    assert sign_in(desk).status_code == 401


def test_a_new_password_ends_the_sessions_of_the_old_one(desk: FlaskClient, ha: Person) -> None:
    sign_in(desk)
    give_password(ha, "một câu khác hẳn")

    assert desk.get(ME).status_code == 401
    assert sign_in(desk).status_code == 401
    assert sign_in(desk, password="một câu khác hẳn").status_code == 201


def test_a_role_that_was_cut_is_cut_at_the_next_request(desk: FlaskClient, ha: Person) -> None:
    sign_in(desk)
    with unit_of_work():
        db.session.get_one(Account, ha.id).role = "duty"

    assert desk.get(ME).json["account"]["role"] == "duty"


def test_a_signed_in_person_is_found_by_one_statement(desk: FlaskClient) -> None:
    sign_in(desk)

    with counted_statements() as statements:
        desk.get(ME)

    assert len([statement for statement in statements if "office_session" in statement]) == 1
    assert all(statement.startswith("SELECT") for statement in statements) and len(statements) == 4


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_a_foreign_page_cannot_sign_anybody_in_or_out(desk: FlaskClient, headers: dict[str, str]) -> None:
    body = {"username": "ha.test", "password": PASSWORD}
    assert desk.post(SESSIONS, json=body, headers=headers).json["type"] == "/problems/foreign-origin"
    sign_in(desk)

    assert desk.delete(CURRENT, headers=headers).status_code == 403
    assert desk.get(ME).status_code == 200


def test_our_own_page_may(desk: FlaskClient) -> None:
    code = fresh_code("ha.test")
    db.session.rollback()
    answer = desk.post(
        SESSIONS,
        json={"username": "ha.test", "password": PASSWORD, "code": code},
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 201
