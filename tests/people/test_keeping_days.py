"""A phone is told how long to keep what it has no need of any more."""

from datetime import date

from app.catalogue.models import Setting
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person

ME = "/api/v1/me"


def test_a_phone_hears_the_usual_days(client: ActingClient, binh: Person) -> None:
    keep = client.get(ME, as_=binh).json["settings"]["keep"]

    assert keep == {"operation_days": 400, "report_days": 60, "photo_days": 7, "position_days": 90}


def test_a_phone_hears_the_days_of_its_commune(inside: None, client: ActingClient, binh: Person) -> None:
    with unit_of_work():
        setting = Setting(
            key="phone_photo_days", scope=binh.commune_id, valid_from=date(2026, 1, 1), valid_to=None, value=30
        )
        db.session.add(setting)

    assert client.get(ME, as_=binh).json["settings"]["keep"]["photo_days"] == 30
