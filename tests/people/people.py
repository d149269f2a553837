"""Small acts that the tests of this folder share."""

from typing import Any
from uuid import UUID, uuid4

from app.core.actor import SYSTEM
from app.people import service
from app.people.service import NewInvitation
from app.web.transaction import unit_of_work
from tests.cast import Person

PASSWORD = "cơm tấm sườn bì chả"


def invite(officer: Person, team_id: UUID | None) -> NewInvitation:
    """A fresh invitation; inside an application context."""
    assert team_id is not None
    with unit_of_work():
        return service.make_invitation(officer.actor(), team_id)


def give_password(person: Person, password: str = PASSWORD) -> None:
    """Set a password as a person would, by a one-time link; inside an application context."""
    with unit_of_work():
        link = service.make_password_link(SYSTEM, person.username)
    with unit_of_work():
        service.set_password(link.token, password)


def enrolment(code: str, install_id: UUID | None = None) -> dict[str, Any]:
    """What a phone sends to be let in."""
    return {"code": code, "device": {"name": "Máy của tổ", "platform": "android", "install_id": str(install_id or uuid4())}}
