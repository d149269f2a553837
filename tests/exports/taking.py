"""Sending nights with pictures, and taking them out again as files."""

from threading import Event
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.exports import worker
from app.photos import worker as photos
from app.photos.images import clean
from app.photos.store import BlobStore, open_store
from app.web.application import SETTINGS
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, fresh, operation, photo, push_one

WHY = "Họp giao ban tháng"


def send_night(
    client: ActingClient,
    person: Person,
    *,
    night: str = "2026-11-21",
    photos: list[dict[str, Any]] | None = None,
    **more: Any,
) -> str:
    """Send a report of a night and give its id."""
    shift = {"started_at": f"{night}T22:02:00+07:00", "ended_at": f"{night}T23:50:00+07:00", "night": night}
    body = body_of(person, **more) | shift
    op = operation(person, "report.submit", shift_id=fresh(), report_id=fresh(), body=body, photos=photos or [])
    result = push_one(client, person, op)
    assert result["status"] == "applied", result
    return str(result["report_id"])


def send_with_photo(
    client: ActingClient, person: Person, data: bytes, incidents: Any = (), **told: Any
) -> tuple[str, dict[str, Any]]:
    """A report with one photo that has been developed; gives its id and the photo's announcement."""
    announced = photo(data, width=160, height=120, **told)
    report_id = send_night(client, person, photos=[announced], incidents=list(incidents))
    assert client.put(f"/api/v1/photos/{announced['photo_id']}", as_=person, data=data).status_code == 201
    develop(client.app)
    return report_id, announced


def develop(app: Flask) -> None:
    """Let the worker of photos do what waits."""
    with app.app_context():
        photos.develop_all(store_of(app), clean)
        db.session.rollback()


def store_of(app: Flask) -> BlobStore:
    """The storage of the application."""
    return open_store(app.config[SETTINGS].storage_url)


def take(client: ActingClient, who: Person, name: str, **asked: Any) -> TestResponse:
    """A file at once, from the page."""
    answer = client.get(f"/exports/{name}", query_string={"purpose": WHY, **asked}, as_=who)
    assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
    return answer


def order(client: ActingClient, who: Person, chosen: str, *, purpose: str = WHY) -> TestResponse:
    """Order a file that the worker makes."""
    return client.submit("/exports/files", {"chosen": chosen, "purpose": purpose}, as_=who)


def make_all(app: Flask, stop: Event | None = None) -> int:
    """Let the worker make what was ordered; gives how many files it took up."""
    with app.app_context():
        count = 0
        while worker.make_one(store_of(app), stop or Event()):
            count += 1
        return count
