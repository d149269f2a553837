"""A real commune begins at the server's own keyboard."""

import re

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.people import queries, service
from app.people.models import Account
from app.units.models import Unit
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, Person
from tests.people.people import PASSWORD

NEW = "24943"


@pytest.fixture
def new_commune(inside: None) -> None:
    with unit_of_work():
        db.session.add(Unit(id=NEW, code=NEW, kind="xa", name="Xã Ka Đô", name_folded="xa ka do", parent_id="68"))


def flask(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=words)


def test_a_commune_opens_and_its_chief_sets_a_password(app: Flask, new_commune: None) -> None:
    assert "Xã Ka Đô: open" in flask(app, "commune", "open", NEW).output

    done = flask(app, "account", "add", "chief.kado", "--name", "Nguyễn Văn An", "--role", "chief", "--commune", NEW)

    assert done.exit_code == 0, done.output
    found = re.search(r"^http://127\.0\.0\.1:8000/password/(\S{43})$", done.stdout, re.MULTILINE)
    assert found
    with unit_of_work():
        service.set_password(found.group(1), PASSWORD)
    assert service.check_password("chief.kado", PASSWORD)


def test_an_officer_answers_for_the_villages_named(app: Flask, inside: None, binh: Person, thanh: Person) -> None:
    villages = "suoi can, Đồi Mơ"
    done = flask(
        app, "account", "add", "moi", "--name", "Mới", "--role", "officer", "--commune", COMMUNE, "--villages", villages
    )

    assert done.exit_code == 0, done.output
    account = db.session.scalar(select(Account).where(Account.username == "moi"))
    assert account and queries.villages_of(account.id) == {binh.village_id, thanh.village_id}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["commune", "open", "00000"], "Không tìm thấy unit=00000"),
        (["account", "add", "moi", "--name", "M", "--role", "chief"], "commune: Cần mã"),
        (["account", "add", "ha.test", "--name", "M", "--role", "chief", "--commune", COMMUNE], "username=ha.test"),
        (["account", "add", "moi", "--name", "M", "--role", "officer", "--commune", COMMUNE, "--villages", "Xa"], "Xa"),
        (["account", "link", "nobody"], "username=nobody"),
        (["account", "close", "nobody"], "username=nobody"),
    ],
)
def test_a_refusal_is_a_sentence_and_an_exit_status(app: Flask, inside: None, words: list[str], told: str) -> None:
    done = flask(app, *words)

    assert done.exit_code != 0
    assert told in done.output


def test_a_new_link_ends_the_old_one_and_a_closed_account_has_none(app: Flask, inside: None) -> None:
    first = flask(app, "account", "link", "ha.test").stdout.strip().rpartition("/")[2]
    flask(app, "account", "link", "ha.test")
    assert app.test_client().get(f"/password/{first}").status_code == 410

    assert "closed" in flask(app, "account", "close", "ha.test").output
    assert flask(app, "account", "link", "ha.test").exit_code == 1
    assert "ha.test" not in flask(app, "account", "list", "--commune", COMMUNE).output
