"""Many at once: two phones with one code, guesses side by side, a desk that is hammered."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Flask

from app.people import queries, service
from app.people.rules.delays import Delay
from app.web.database import db
from tests.authenticator import fresh_code
from tests.cast import Person
from tests.people.people import PASSWORD, enrolment, give_password, invite


def all_at_once(app: Flask, path: str, bodies: list[dict[str, Any]]) -> Counter[int]:
    """How often each status came back when all bodies are posted side by side."""
    with ThreadPoolExecutor(len(bodies)) as pool:
        return Counter(pool.map(lambda body: app.test_client().post(path, json=body).status_code, bodies))


def count_phones(officer: Person) -> int:
    """The officer's phones as they are now, not as an older snapshot of this session has them."""
    db.session.rollback()
    found = len(queries.list_devices(officer.actor()))
    db.session.rollback()
    return found


def test_of_many_phones_with_one_code_one_gets_in(app: Flask, inside: None, ha: Person, binh: Person) -> None:
    code = invite(ha, binh.team_id).code
    before = count_phones(ha)

    told = all_at_once(app, "/api/v1/enrolments", [enrolment(code) for _ in range(8)])

    assert told == {201: 1, 410: 7}
    assert count_phones(ha) == before + 1


def test_a_phone_that_asks_twice_at_once_is_one_phone(app: Flask, inside: None, ha: Person, binh: Person) -> None:
    asked = enrolment(invite(ha, binh.team_id).code, uuid4())
    before = count_phones(ha)

    told = all_at_once(app, "/api/v1/enrolments", [asked] * 6)

    assert told == {201: 1, 200: 5}
    assert count_phones(ha) == before + 1


def test_guesses_side_by_side_do_not_slip_through(app: Flask) -> None:
    told = all_at_once(app, "/api/v1/enrolments/preview", [{"code": "00000000"}] * 30)

    assert told == {410: 20, 429: 10}


def test_passwords_tried_side_by_side_do_not_slip_through(app: Flask, inside: None, ha: Person) -> None:
    give_password(ha)
    wrong = {"username": ha.username, "password": "wrong"}

    told = all_at_once(app, "/api/v1/sessions", [wrong] * 14)

    assert told == {401: 5, 429: 9}
    right = {"username": ha.username, "password": PASSWORD}
    assert app.test_client().post("/api/v1/sessions", json=right).status_code == 429


def test_of_many_who_show_one_code_at_once_one_gets_in(app: Flask, inside: None, ha: Person) -> None:
    give_password(ha)
    shown = {"username": ha.username, "password": PASSWORD, "code": fresh_code(ha.username)}
    db.session.rollback()

    told = all_at_once(app, "/api/v1/sessions", [shown] * 4)

    assert told == {201: 1, 401: 3}


def test_a_door_counts_while_others_forget_their_tries(app: Flask) -> None:
    limit = service.Limit("side by side", Delay(free=1000, first=timedelta(seconds=1), most=timedelta(seconds=1)))

    def come_in(_: int) -> None:
        with app.app_context():
            for _ in range(25):
                service.count_try(limit)
                db.session.commit()
                service.forget_tries(limit)
                db.session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(come_in, range(6)))
