"""The pages at the office's door, as a browser without scripts would use them."""

import re

import pytest
from flask import Flask

from app.core.actor import SYSTEM
from app.people import service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import Person
from tests.people.people import PASSWORD, give_password

SIGN_IN = "/sign-in"


@pytest.fixture
def ha_has_a_password(inside: None, ha: Person) -> None:
    give_password(ha)


def enter(client: ActingClient, password: str = PASSWORD, page: str = SIGN_IN, **fields: str):
    return client.submit(SIGN_IN, {"username": "ha.test", "password": password, **fields}, page=page)


def enter_with_code(client: ActingClient, **fields: str):
    """Both steps: the second page is the answer to the first."""
    asked = enter(client, **fields).get_data(as_text=True)
    ticket = re.search(r'name="ticket"[^>]*value="([^"]+)"', asked)
    assert ticket, asked
    code = fresh_code("ha.test")
    db.session.rollback()
    return client.submit(f"{SIGN_IN}/code", {"ticket": ticket[1], "code": code})


def test_signing_in_goes_on_to_where_one_wanted_to_go(client: ActingClient, ha_has_a_password: None) -> None:
    page = client.get(f"{SIGN_IN}?next=/queue%3Fstate%3Dsubmitted").get_data(as_text=True)
    assert 'value="/queue?state=submitted"' in page

    answer = enter_with_code(client, next="/queue?state=submitted")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/queue?state=submitted")
    assert client.get("/api/v1/me").json["account"]["username"] == "ha.test"


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(client: ActingClient, ha_has_a_password: None, goal: str) -> None:
    assert enter_with_code(client, next=goal).headers["Location"] == "/"


def test_a_wrong_password_is_told_on_the_page(client: ActingClient, ha_has_a_password: None) -> None:
    answer = enter(client, "something else")

    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answer.get_data(as_text=True)
    assert "something else" not in answer.get_data(as_text=True)


def test_too_many_tries_tell_how_long_to_wait(client: ActingClient, ha_has_a_password: None) -> None:
    for _ in range(5):
        enter(client, "something else")

    answer = enter(client)

    assert answer.status_code == 429
    assert "Xin chờ 5 giây" in answer.get_data(as_text=True)
    assert answer.headers["Retry-After"] == "5"


def test_a_form_without_its_token_is_refused(client: ActingClient, ha_has_a_password: None) -> None:
    answer = client.post(SIGN_IN, data={"username": "ha.test", "password": PASSWORD})

    assert answer.status_code == 403


def test_whoever_is_signed_in_goes_on(client: ActingClient, ha: Person) -> None:
    assert client.get(f"{SIGN_IN}?next=/queue", as_=ha).headers["Location"] == "/queue"


def test_signing_out_forgets_the_browser(client: ActingClient, ha_has_a_password: None) -> None:
    enter_with_code(client)
    answer = client.submit("/sign-out")

    assert answer.headers["Location"] == SIGN_IN
    assert client.get("/api/v1/me").status_code == 401


def test_a_link_sets_a_password_by_its_page(app: Flask, client: ActingClient, inside: None, ha: Person) -> None:
    with unit_of_work():
        path = f"/password/{service.make_password_link(SYSTEM, ha.username).token}"
    assert ha.name in client.get(path).get_data(as_text=True)

    unlike = client.submit(path, {"password": PASSWORD, "again": "khác"})
    poor = client.submit(path, {"password": "ngắn", "again": "ngắn"})
    done = client.submit(path, {"password": PASSWORD, "again": PASSWORD})

    assert (unlike.status_code, poor.status_code) == (422, 422)
    assert "Hai lần nhập chưa giống nhau" in unlike.get_data(as_text=True)
    assert "Cần ít nhất 12 ký tự" in poor.get_data(as_text=True)
    assert (done.status_code, done.headers["Location"]) == (303, SIGN_IN)
    assert enter_with_code(client).status_code == 303


def test_a_used_link_says_so(client: ActingClient) -> None:
    answer = client.get("/password/" + "x" * 43)

    assert answer.status_code == 410
    assert "Liên kết này đã dùng hoặc đã hết hạn" in answer.get_data(as_text=True)
