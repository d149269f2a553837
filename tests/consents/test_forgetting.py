"""Positions go after the days that the consent text promises; everything else of a report stays."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.catalogue.models import Setting
from app.consents.rules import DAYS_SETTING
from app.core import clock
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.photos import worker
from app.photos.store import BlobStore, open_store
from app.reports.models import ParkedOperation, ReportVersion, Supplement
from app.reports.service.forgetting import forget_positions
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.conftest import TONIGHT
from tests.consents.giving import HERE, give, placed
from tests.nights import at, body_of, incident, operation, pull, push, push_one, submit

READ = HERE | {"at": at("22:11")}
DAYS = timedelta(days=90)


@pytest.fixture(autouse=True)
def fresh_settings(inside: None) -> None:
    catalogue.forget()


@pytest.fixture
def store(app: Flask) -> BlobStore:
    return open_store(app.config[SETTINGS].storage_url)


def set_days(days: int, scope: str) -> None:
    with unit_of_work():
        since = date(2026, 1, 1)
        db.session.add(Setting(key=DAYS_SETTING, scope=scope, valid_from=since, valid_to=None, value=days))
    catalogue.forget()


def forget_after(after: timedelta) -> int:
    with clock.frozen(TONIGHT + after):
        catalogue.forget()
        return forget_positions()


def places_in(body: dict[str, Any]) -> list[Any]:
    taps = [tap["position"] for patrol in body.get("rounds", []) for tap in patrol["passes"]]
    return taps + [entry["position"] for entry in body.get("incidents", [])]


def holds(table: type[Any], name: str) -> list[str]:
    """The raw bodies in a column, as text; a position would show by its latitude."""
    db.session.rollback()
    return [str(value) for value in db.session.scalars(select(getattr(table, name)))]


def test_after_ninety_days_a_report_has_no_position_and_all_its_other_words(client: ActingClient, binh: Person) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))
    before = db.session.query(ReportVersion).one().body

    assert forget_after(DAYS - timedelta(hours=1)) == 0
    assert places_in(db.session.query(ReportVersion).one().body) == [HERE] * 4
    assert forget_after(DAYS + timedelta(hours=2)) == 1

    after = db.session.query(ReportVersion).one()
    assert places_in(after.body) == [None] * 4
    assert after.oldest_position_at is None
    assert after.body["incidents"] == [before["incidents"][0] | {"position": None}]
    assert [tap["at"] for tap in after.body["rounds"][0]["passes"]] == [tap["at"] for tap in before["rounds"][0]["passes"]]
    assert forget_after(DAYS + timedelta(hours=3)) == 0


def test_each_position_goes_on_its_own_day(client: ActingClient, binh: Person) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))

    # The three taps are of 22:10 to 22:12, the incident of 23:10; it is half past ten.
    assert forget_after(DAYS - timedelta(minutes=18, seconds=30)) == 1
    assert places_in(db.session.query(ReportVersion).one().body) == [None, None, HERE, HERE]
    assert forget_after(DAYS + timedelta(hours=2)) == 1
    assert places_in(db.session.query(ReportVersion).one().body) == [None] * 4


def test_parts_and_what_is_held_or_in_conflict_lose_theirs_too(client: ActingClient, binh: Person, hoa: Person) -> None:
    sent = submit(binh, body=placed(binh))
    part = operation(hoa, "report.part", shift_id=sent["shift_id"], body={"incidents": [incident(position=READ)]})
    newer = submit(binh, body=placed(binh), schema=99)
    stale = submit(binh, body=placed(binh), report_id=sent["report_id"], shift_id=sent["shift_id"])
    results = push(client, binh, give(binh), sent, newer) + push(client, hoa, give(hoa), part)
    results.append(push_one(client, binh, stale | {"kind": "report.amend", "base_version": 7}))
    assert [one["status"] for one in results] == ["applied", "applied", "held", "applied", "applied", "conflict"]
    columns = [(ReportVersion, "body"), (Supplement, "body"), (ParkedOperation, "operation"), (ParkedOperation, "problem")]
    assert all("11.7357" in "".join(holds(*column)) for column in columns)

    assert forget_after(DAYS + timedelta(hours=2)) == 4

    assert ["11.7357" in "".join(holds(*column)) for column in columns] == [False] * 4
    assert db.session.query(ParkedOperation).filter(ParkedOperation.oldest_position_at.is_not(None)).count() == 0


@pytest.mark.parametrize("scope", ["24958", "68"])
def test_a_commune_or_its_province_may_keep_them_for_fewer_days(client: ActingClient, binh: Person, scope: str) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))
    set_days(30, scope)

    assert forget_after(timedelta(days=30, hours=2)) == 1


def test_more_than_the_text_promises_is_never_kept(client: ActingClient, binh: Person) -> None:
    set_days(400, binh.commune_id)
    push(client, binh, give(binh), submit(binh, body=placed(binh)))

    assert forget_after(DAYS + timedelta(hours=2)) == 1


def test_what_comes_when_its_days_are_over_is_not_stored_at_all(client: ActingClient, binh: Person) -> None:
    push(client, binh, give(binh))
    with clock.frozen(TONIGHT + DAYS + timedelta(hours=2)):
        catalogue.forget()
        assert push_one(client, binh, submit(binh, body=placed(binh)))["status"] == "applied"

    stored = db.session.query(ReportVersion).one()
    assert places_in(stored.body) == [None] * 4
    assert stored.oldest_position_at is None


def test_an_operation_without_a_readable_head_keeps_no_position(client: ActingClient, binh: Person) -> None:
    raw = submit(binh, body=placed(binh)) | {"op_id": "?"}

    assert push_one(client, binh, raw)["status"] == "rejected"
    assert places_in(db.session.query(ParkedOperation).one().operation["body"]) == [None] * 4


def test_the_journal_knows_which_report_and_no_position_and_phones_hear_nothing(client: ActingClient, binh: Person) -> None:
    sent = submit(binh, body=placed(binh))
    push(client, binh, give(binh), sent)
    cursor = pull(client, binh)["cursor"]
    forget_after(DAYS + timedelta(hours=2))

    note = db.session.query(JournalNote).filter_by(kind="positions.forgotten").one()
    assert (str(note.subject_id), note.facts, note.actor) == (sent["report_id"], {}, "system")
    assert list(journal.find_faults(binh.commune_id)) == []
    assert "11.7357" not in "".join(holds(JournalNote, "facts"))
    assert pull(client, binh, cursor)["changes"] == []


def test_the_same_operation_sent_again_is_known_although_its_positions_are_gone(client: ActingClient, binh: Person) -> None:
    sent = submit(binh, body=placed(binh))
    push(client, binh, give(binh), sent)
    forget_after(DAYS + timedelta(hours=2))

    assert push_one(client, binh, sent)["status"] == "duplicate"


def test_the_worker_does_it_among_its_chores(app: Flask, client: ActingClient, binh: Person, store: BlobStore) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))
    stop = threading.Event()
    stop_soon = threading.Timer(0.5, stop.set)
    stop_soon.start()
    with clock.frozen(TONIGHT + DAYS + timedelta(hours=2)):
        catalogue.forget()
        worker.work(store, lambda _: pytest.fail("no photo waits"), stop=stop, every=0.1)

    assert places_in(db.session.query(ReportVersion).one().body) == [None] * 4


def test_a_chore_that_fails_keeps_no_photo_waiting(app: Flask, store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("no")

    done: list[bool] = []
    monkeypatch.setattr(worker, "_chores", [fail, lambda: done.append(True)])
    worker._sweep(store)

    assert done == [True]


def test_a_command_says_how_many_rows_lost_theirs(app: Flask, client: ActingClient, binh: Person) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))
    with clock.frozen(TONIGHT + DAYS + timedelta(hours=2)):
        catalogue.forget()
        told = app.test_cli_runner().invoke(args=["reports", "forget-positions"])

    assert told.output == "1 rows without positions whose days are over\n"


def test_a_quiet_nights_report_is_never_looked_at(client: ActingClient, binh: Person) -> None:
    push(client, binh, submit(binh, body=body_of(binh)))

    assert db.session.query(ReportVersion).one().oldest_position_at is None
    assert forget_after(DAYS + timedelta(days=400)) == 0
