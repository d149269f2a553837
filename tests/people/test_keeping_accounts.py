"""The chief keeps the office accounts of the commune: makes, changes, closes them, and hands out links."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.errors import DomainError
from app.people import queries, service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import COMMUNE, OTHER_COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.people.people import PASSWORD, give_password

ACCOUNTS = "/accounts"


def fields(**more: object) -> dict[str, object]:
    return {"name": "Phạm  Thu Trang", "username": "trang.pham", "role": "officer"} | more


def link_on(page: str) -> str:
    found = re.search(r'class="link-text">[^<]*(/password/[^<]+)<', page)
    assert found, page
    return found[1]


def test_a_new_account_gets_a_link_once_and_its_person_comes_in(
    app: Flask, client: ActingClient, inside: None, vinh: Person, binh: Person
) -> None:
    made = client.submit(f"{ACCOUNTS}/new", fields(villages=str(binh.village_id)), page=f"{ACCOUNTS}/new", as_=vinh)

    page = made.get_data(as_text=True)
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    assert "<svg" in page and "Phạm Thu Trang" in page and "trang.pham" in page
    listed = client.get(ACCOUNTS, as_=vinh).get_data(as_text=True)
    assert "Chưa đặt mật khẩu" in listed and link_on(page) not in listed
    account = queries.find_account("trang.pham")
    assert account and (account.commune_id, queries.villages_of(account.id)) == (COMMUNE, {binh.village_id})
    db.session.rollback()

    herself = ActingClient(app)
    chosen = {"password": PASSWORD, "again": PASSWORD}
    assert herself.submit(link_on(page), chosen).status_code == 303
    assert herself.get(link_on(page)).status_code == 410
    assert service.check_password("trang.pham", PASSWORD)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"username": "ha.test"}, "Đã có người dùng tên này"),
        ({"username": "Thu Trang"}, "chữ thường không dấu"),
        ({"role": "admin"}, "Not a valid choice|Lựa chọn"),
        ({"role": "village_head"}, "Trưởng thôn cần ít nhất một thôn"),
        ({"name": ""}, "Xin điền mục này"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(
    client: ActingClient, vinh: Person, given: dict[str, str], words: str
) -> None:
    answer = client.submit(f"{ACCOUNTS}/new", fields(**given), as_=vinh)

    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert 'class="fault"' in text and (given.get("role") == "admin" or re.search(words, text))
    if given.get("name") != "":
        assert 'value="Phạm  Thu Trang"' in text, "what was typed still stands there"


def test_another_role_ends_the_sessions_of_that_account_and_another_name_does_not(
    client: ActingClient, inside: None, vinh: Person, ha: Person
) -> None:
    client.get("/queue", as_=ha)
    villages = [str(one) for one in ha.village_ids]
    renamed = {"name": "Lê Thu Hà", "role": "officer", "villages": villages}
    assert client.submit(f"{ACCOUNTS}/{ha.id}", renamed, page=f"{ACCOUNTS}/{ha.id}", as_=vinh).status_code == 303
    assert client.get("/api/v1/me", as_=ha).json["account"]["name"] == "Lê Thu Hà"

    assert client.submit(f"{ACCOUNTS}/{ha.id}", renamed | {"villages": villages[:1]}, as_=vinh).status_code == 303

    assert client.get("/api/v1/me", as_=ha).status_code == 401
    assert queries.villages_of(ha.id) == {ha.village_ids[0]}
    db.session.rollback()
    assert client.submit(f"{ACCOUNTS}/{ha.id}", {"name": "Lê Thu Hà", "role": "duty"}, as_=vinh).status_code == 303
    account = queries.find_account(ha.username)
    assert account and account.role == "duty" and queries.villages_of(ha.id) is None


def test_a_closed_account_opens_nothing_and_its_link_neither(
    app: Flask, client: ActingClient, inside: None, vinh: Person, ha: Person
) -> None:
    give_password(ha)
    client.get("/queue", as_=ha)
    link = link_on(client.submit(f"{ACCOUNTS}/{ha.id}/link", as_=vinh).get_data(as_text=True))

    assert client.submit(f"{ACCOUNTS}/{ha.id}/close", as_=vinh).status_code == 303

    assert client.get("/api/v1/me", as_=ha).status_code == 401
    assert ActingClient(app).get(link).status_code == 410
    assert service.check_password(ha.username, PASSWORD) is None
    client.get(ACCOUNTS, as_=vinh)
    shown = client.get(ACCOUNTS, as_=vinh).get_data(as_text=True)
    assert "1 tài khoản đã khóa" in shown and f'href="{ACCOUNTS}/{ha.id}"' not in shown

    again = link_on(client.submit(f"{ACCOUNTS}/{ha.id}/reopen", as_=vinh).get_data(as_text=True))

    assert service.check_password(ha.username, PASSWORD) is None, "the old password is gone"
    db.session.rollback()
    assert [ActingClient(app).get(one).status_code for one in (link, again)] == [410, 200]
    assert client.submit(f"{ACCOUNTS}/{ha.id}/reopen", as_=vinh).status_code == 404


def test_a_chief_neither_closes_himself_nor_the_last_chief(
    client: ActingClient, inside: None, vinh: Person, quan: Person
) -> None:
    for path in ("", "/close", "/link"):
        assert client.submit(f"{ACCOUNTS}/{vinh.id}{path}", as_=vinh).status_code == 404
    for verb in (service.close_account, service.make_password_link):
        with pytest.raises(DomainError, match="not-allowed"):
            verb(vinh.actor(), vinh.username)
    with pytest.raises(DomainError, match="invalid"), unit_of_work():
        service.close_account(quan.actor(), vinh.username)
    with pytest.raises(DomainError, match="invalid"), unit_of_work():
        service.change_account(quan.actor(), vinh.username, name=vinh.name, role="duty")

    with unit_of_work():
        service.add_account(vinh.actor(), "pho.truong", name="Phó Trưởng", role="chief", commune_id=COMMUNE)
    with unit_of_work():
        service.change_account(quan.actor(), vinh.username, name=vinh.name, role="duty")


def test_only_the_chief_and_only_in_the_own_commune(client: ActingClient, inside: None, cast: Cast, ha: Person) -> None:
    with pytest.raises(DomainError, match="not-allowed"):
        service.add_account(cast["vinh"].actor(), "moi", name="Mới", role="duty", commune_id=OTHER_COMMUNE)
    with pytest.raises(DomainError, match="not-found"):
        service.close_account(cast["vinh"].actor(), cast["dung"].username)
    for who, status in (("dung", 404), ("lam", 403), ("tu", 403), ("loan", 403), ("son", 403), ("quan", 403)):
        tried = [client.get(f"{ACCOUNTS}/{ha.id}", as_=cast[who])]
        tried += [client.submit(f"{ACCOUNTS}/{ha.id}{path}", as_=cast[who]) for path in ("", "/close", "/link", "/reopen")]
        assert [one.status_code for one in tried] == [status] * 5, who
        if status == 403:
            assert client.submit(f"{ACCOUNTS}/new", fields(), as_=cast[who]).status_code == 403
    assert queries.find_account("trang.pham") is None


def test_the_password_is_asked_again_and_nothing_typed_is_lost(client: ActingClient, inside: None, vinh: Person) -> None:
    give_password(vinh)
    client.get("/queue", as_=vinh)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        asked = client.submit(f"{ACCOUNTS}/new", fields(), as_=vinh)
        assert asked.status_code == 403 and "Thêm tài khoản của xã" in asked.get_data(as_text=True)
        assert queries.find_account("trang.pham") is None
        code = fresh_code(vinh.username)
        db.session.rollback()
        again = fields(proof_password=PASSWORD, proof_code=code)
        assert client.submit(f"{ACCOUNTS}/new", again, as_=vinh).status_code == 201


def test_the_list_costs_the_same_with_more_accounts(client: ActingClient, inside: None, vinh: Person, binh: Person) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get(ACCOUNTS, as_=vinh).status_code == 200
        return len(statements)

    client.get(ACCOUNTS, as_=vinh)
    few = cost()
    assert binh.village_id
    for number in range(3):
        villages = frozenset({binh.village_id})
        with unit_of_work():
            service.add_account(
                vinh.actor(), f"them{number}", name="Thêm", role="officer", commune_id=COMMUNE, village_ids=villages
            )

    assert cost() == few
