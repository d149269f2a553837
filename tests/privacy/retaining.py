"""Letting days go by and the retention job run, in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from click.testing import Result

from app.catalogue import queries as catalogue
from app.core import clock
from app.privacy import service
from app.privacy.models import Deletion
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.conftest import TONIGHT

POLICY = "/privacy/retention"
DAYS = {"quiet_photo": "90", "incident_photo": "365", "grave_photo": "730", "unusual_note": "30"}
DAYS |= {"feed_item": "365", "report_members": "1826", "model_photo": "365"}


@contextmanager
def days_later(client: ActingClient, days: int, hours: int = 4) -> Iterator[None]:
    """Some days on, at half past two in the morning; settings are read anew."""
    with clock.frozen(TONIGHT + timedelta(days=days, hours=hours)):
        with client.app.app_context():
            catalogue.forget()
        yield


def sign(client: ActingClient, chief: Person, **more: str) -> None:
    assert client.submit(POLICY, DAYS | {"on": "y"} | more, as_=chief).status_code == 303


def run(client: ActingClient, *arguments: str) -> str:
    done: Result = client.app.test_cli_runner().invoke(args=["privacy", "retention", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def by_night(client: ActingClient) -> None:
    with client.app.app_context():
        service.retain_by_night()
        db.session.rollback()


def deleted(client: ActingClient) -> dict[str, set[str]]:
    with client.app.app_context():
        found: dict[str, set[str]] = {}
        for one in db.session.query(Deletion):
            found.setdefault(one.kind, set()).add(str(one.id))
        return found
