"""Who watches over personal data in the tests, and nights whose retention is over."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.catalogue import queries as catalogue
from app.core.actor import SYSTEM
from app.people import service as people
from app.photos import worker
from app.photos.images import clean
from app.photos.store import open_store
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import set_up
from tests.cast import COMMUNE, Person
from tests.nights import push_one


@pytest.fixture
def nga(app: Flask) -> Person:
    """The person who watches over personal data in the commune of Vinh."""
    with app.app_context():
        with unit_of_work():
            account = people.add_account(
                SYSTEM, "nga.test", name="Lâm Thị Nga", role="dpo", commune_id=COMMUNE, province_id=None
            )
            person = Person("nga", "Lâm Thị Nga", "office", account.id, "dpo", COMMUNE, username=account.username)
        set_up(person.actor())
    return person


@pytest.fixture(autouse=True)
def fresh_settings(app: Flask) -> Iterator[None]:
    """What one test has set is not read by the next."""
    with app.app_context():
        catalogue.forget()
    yield
    with app.app_context():
        catalogue.forget()


def send(client: ActingClient, person: Person, op: dict[str, Any], pictures: list[tuple[dict[str, Any], bytes]]) -> None:
    """Push a report, bring its pictures and develop them."""
    assert push_one(client, person, op)["status"] == "applied"
    for told, data in pictures:
        assert client.put(f"/api/v1/photos/{told['photo_id']}", as_=person, data=data).status_code == 201
    with client.app.app_context():
        worker.develop_all(open_store(client.app.config[SETTINGS].storage_url), clean)
        db.session.rollback()


def approve(client: ActingClient, officer: Person, report_id: str) -> None:
    """The officer approves the report."""
    rev = client.get(f"/api/v1/reports/{report_id}", as_=officer).json["rev"]
    body = {"move": "approve", "comment": "đủ"}
    answer = client.post(f"/api/v1/reports/{report_id}/moves", json=body, headers={"If-Match": f'"{rev}"'}, as_=officer)
    assert answer.status_code == 200, answer.text
