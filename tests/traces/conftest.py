"""Who watches over personal data, and nights with positions."""

from collections.abc import Callable
from typing import Any

import pytest

from app.core.actor import SYSTEM
from app.people import service
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import set_up
from tests.cast import COMMUNE, Person
from tests.consents.giving import give, placed
from tests.nights import push, push_one, submit

Send = Callable[..., str]


@pytest.fixture
def anh(client: ActingClient) -> Person:
    """The person of the commune who watches over personal data: sees what was done, and no content."""
    with client.app.app_context():
        with unit_of_work():
            name = "Bùi Thị Ngọc Ánh"
            account = service.add_account(SYSTEM, "anh.test", name=name, role="dpo", commune_id=COMMUNE)
            person = Person("anh", name, "office", account.id, "dpo", COMMUNE, username=account.username)
        set_up(person.actor())
    return person


@pytest.fixture
def send_placed(client: ActingClient) -> Send:
    """Send a night with positions of the member who holds the phone; gives the report's id."""

    def send(person: Person, **more: Any) -> str:
        op = submit(person, body=placed(person) | more)
        push(client, person, give(person))
        assert push_one(client, person, op)["status"] == "applied"
        return str(op["report_id"])

    return send
