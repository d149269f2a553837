"""Thirty nights of eight teams, as people told them: all are taken in, decided, found again, and add up."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
from app.demo import queries as demo_queries
from app.demo import service as demo
from app.journal import queries as journal
from app.people import queries as people
from app.people.models import Account
from app.photos.images import clean
from app.photos.store import open_store
from app.photos.worker import develop_all
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.authenticator import fresh_code, set_up
from tests.demo.data_files import comments, nights, teams
from tests.journeys.narratives import PICTURE, body_of, counts_of, first_version, ids_of, photos_of
from tests.journeys.people import Desk, Phone, read
from tests.nights import fresh

Night = dict[str, Any]
# What the narratives end as, where their last word is not an approval or nobody has decided yet.
RETURNED_LAST = {30}


def moment(text: str) -> datetime:
    """A moment of the data file."""
    return datetime.fromisoformat(text)


@pytest.fixture
def commune(app: Flask) -> Iterator[str]:
    """The demo commune as it stands on 1 November; gives its code."""
    with clock.frozen(datetime(2026, 11, 1, 8, tzinfo=VIETNAM)):
        with app.app_context():
            with unit_of_work():
                demo.seed_demo()
            for account in db.session.scalars(select(Account)).all():
                set_up(people.actor_of(account))
        yield demo_queries.commune_id()


@pytest.fixture
def phones(app: Flask, commune: str) -> dict[str, Phone]:
    """One phone a team, by the team's key in the data file."""
    with app.app_context(), unit_of_work():
        invitations = {team.name: invitation.link_code for team, invitation in demo.make_invitations()}
    found = {key: Phone(app) for key in teams()}
    for key, phone in found.items():
        phone.enrol(invitations[teams()[key]["name"]])
    return found


class Month:
    """The month in the making: each night is sent, decided and mended at its own time."""

    def __init__(self, app: Flask, phones: dict[str, Phone]) -> None:
        self.app, self.phones = app, phones
        self.report_ids: dict[int, str] = {}

    def live(self, night: Night) -> None:
        """One night: written, sent with its photos, and all that the office did with it."""
        phone = self.phones[night["team"]]
        sent_at = moment(night.get("sent_at", night["ends_at"])) + timedelta(minutes=5)
        with clock.frozen(sent_at):
            points = ids_of(phone)
            body = body_of(night, phone, points)
            ids = {"report_id": fresh(), "shift_id": self._shift_of(phone, night)}
            photos = photos_of(night, body, points)
            self._send(phone, "report.submit", body=first_version(body, night), photos=photos, **ids)
            self.report_ids[night["number"]] = ids["report_id"]
        for step in night.get("review", []):
            with clock.frozen(moment(step["at"])):
                self._decide(ids["report_id"], step)
            if step["move"] == "return" and night["number"] not in RETURNED_LAST:
                with clock.frozen(moment(step["at"]) + timedelta(minutes=30)):
                    self._send(phone, "report.amend", base_version=1, body=body, photos=photos, **ids)

    def _shift_of(self, phone: Phone, night: Night) -> str:
        """The shift of the roster, which every narrative lies on."""
        planned = [row for (entity, _), row in phone.pull().items() if entity == "shift"]
        (shift,) = [row for row in planned if (row["night"], row["preset"]) == (night["night"], night["preset"])]
        return str(shift["id"])

    def _send(self, phone: Phone, kind: str, **more: Any) -> None:
        (result,) = phone.push(phone.operation(kind, **more))
        assert result["status"] == "applied", result
        for photo_id in result["photos_missing"]:
            assert phone.put_photo(photo_id, PICTURE).status_code == 201
        with self.app.app_context():
            develop_all(open_store(self.app.config[SETTINGS].storage_url), clean)

    def _decide(self, report_id: str, step: dict[str, Any]) -> None:
        desk = self.desk(step["by"])
        report = desk.get(f"/reports/{report_id}")
        texts = {row["number"]: row["text"] for row in (*comments()["return"], *comments()["approve"])}
        asked = {"comment": "\n".join(texts[number] for number in step["comments"])}
        if step["move"] == "return":
            asked |= {"reasons": step["reasons"], "fields": step["fields"]}
        if step["move"] == "correct":
            changed = report["body"]["incidents"][step["incident"]]["incident_id"]
            asked = {"incident_id": changed, "changes": {"category": step["category"]}, "reason": step["reason"]}
        read(desk.move(report, step["move"], **asked))

    def desk(self, username: str) -> Desk:
        """Somebody of the demo's office, signed in anew."""
        with self.app.app_context():
            code = fresh_code(username)
        return Desk(self.app, username, demo_queries.rules.PASSWORD, code)


@pytest.fixture
def month(app: Flask, phones: dict[str, Phone]) -> Month:
    """All thirty nights, in the order in which they were sent."""
    found = Month(app, phones)
    for night in sorted(nights(), key=lambda one: moment(one.get("sent_at", one["ends_at"]))):
        found.live(night)
    return found


@pytest.fixture
def later() -> Iterator[None]:
    """The last day of the month."""
    with clock.frozen(datetime(2026, 11, 30, 12, tzinfo=VIETNAM)):
        yield


def test_thirty_narratives_are_taken_in_and_add_up(
    app: Flask, commune: str, month: Month, later: None, check_month: Callable[[Desk], None]
) -> None:
    chief = month.desk("vinh")
    listed = {one["id"]: one for one in chief.get("/reports", limit=100)["items"]}

    assert len(listed) == 30
    for night in nights():
        row = listed[month.report_ids[night["number"]]]
        assert row["counts"] | counts_of(night) == row["counts"], night["number"]
        gravest = max((entry["severity"] for entry in night["incidents"]), default=0)
        assert (row["night"], row["quiet"], row["severity"]) == (night["night"], night["quiet"], gravest), night["number"]
        assert row["photo_counts"]["ready"] == len(night.get("photos", [])) and row["complete"]
        assert row["state"] == state_of(night), night["number"]
    check_month(chief)
    with app.app_context():
        assert list(journal.find_faults(commune)) == []


def state_of(night: Night) -> str:
    """The state in which the data file leaves a night."""
    last = [step["move"] for step in night.get("review", []) if step["move"] != "correct"][-1:]
    return {"approve": "approved", "return": "returned"}[last[0]] if last else "submitted"


@pytest.fixture
def check_month() -> Callable[[Desk], None]:
    """What the office finds in the whole month: words without diacritics, categories, and the officer's correction."""

    def check(chief: Desk) -> None:
        def nights_with(**asked: str) -> set[str]:
            return {one["night"] for one in chief.get("/reports", limit=100, **asked)["items"]}

        assert nights_with(q="coc tieu") == {"2026-11-03"}
        assert nights_with(q="den so 7") == nights_with(q="đèn số 7") == {"2026-11-04"}
        assert nights_with(category="B01") == {"2026-11-18"}
        assert "2026-11-16" in nights_with(category="A04") and "2026-11-16" not in nights_with(category="A05")
        assert len(chief.get("/reports", state="returned")["items"]) == 1

    return check
