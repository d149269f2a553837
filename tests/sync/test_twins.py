"""Two requests at once: the same operation, the same shift, the same report. Real threads, both databases."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.journal import queries as journal
from app.reports.models import Operation, ParkedOperation, Report, ReportVersion
from app.reports.rules import Resolution
from app.reports.service import settling
from app.sync import service
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Person
from tests.nights import as_uuid, body_of, fresh, operation, submit


def _at_once(app: Flask, jobs: Sequence[Callable[[], list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """Run the jobs in threads that start together; gives the first result of each."""
    gate = threading.Barrier(len(jobs))
    results: list[dict[str, Any]] = []

    def run(job: Callable[[], list[dict[str, Any]]]) -> None:
        with app.app_context():
            gate.wait(timeout=10)
            results.extend(job())
            db.session.remove()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == len(jobs)
    return results


def _push(person: Person, op: dict[str, Any]) -> Callable[[], list[dict[str, Any]]]:
    return lambda: service.push(person.actor(), {"sent_at": clock.now(), "ops": [op], "health": None})


def _statuses(results: list[dict[str, Any]]) -> list[str]:
    return sorted(one["status"] for one in results)


def test_of_twins_one_takes_effect_and_the_others_are_duplicates(app: Flask, binh: Person, inside: None) -> None:
    for _ in range(5):
        op = submit(binh)

        results = _at_once(app, [_push(binh, op) for _ in range(4)])

        assert _statuses(results) == ["applied", "duplicate", "duplicate", "duplicate"]
    assert db.session.query(ReportVersion).count() == 5


def test_the_same_id_with_different_content_at_once_takes_effect_once(app: Flask, binh: Person, inside: None) -> None:
    for _ in range(5):
        op = submit(binh)
        other = op | {"body": body_of(binh, remark="Khác")}

        assert _statuses(_at_once(app, [_push(binh, op), _push(binh, other)])) == ["applied", "rejected"]
    assert db.session.query(Operation).count() == 5


def test_two_phones_that_report_one_shift_at_once_make_one_report(
    app: Flask, binh: Person, hoa: Person, inside: None
) -> None:
    for _ in range(5):
        shift = fresh()

        results = _at_once(app, [_push(binh, submit(binh, shift_id=shift)), _push(hoa, submit(hoa, shift_id=shift))])

        assert _statuses(results) == ["applied", "held"]
        held = next(one for one in results if one["status"] == "held")
        assert held["problem"]["type"] == "/problems/shift-exists"
    assert db.session.query(Report).count() == 5


def test_many_writers_of_one_commune_leave_no_gap(
    app: Flask, binh: Person, hoa: Person, thanh: Person, khoi: Person, inside: None
) -> None:
    before = journal.head_of(binh.commune_id or "")
    db.session.rollback()
    people = [binh, hoa, thanh, khoi]

    for _ in range(3):
        results = _at_once(app, [_push(person, submit(person)) for person in people])
        assert _statuses(results) == ["applied"] * 4

    db.session.rollback()
    assert journal.head_of(binh.commune_id or "") == before + 12
    assert list(journal.find_faults(binh.commune_id or "")) == []


def test_parts_of_two_phones_at_once_are_both_kept(app: Flask, binh: Person, hoa: Person, inside: None) -> None:
    op = submit(binh)
    _at_once(app, [_push(binh, op)])
    parts = [
        operation(person, "report.part", shift_id=op["shift_id"], body={"contacts": []}) for person in (binh, hoa, binh, hoa)
    ]

    results = _at_once(app, [_push(binh, part) for part in parts])

    assert _statuses(results) == ["applied"] * 4
    report = db.session.query(Report).populate_existing().one()
    assert (report.supplements, report.rev) == (4, 5)


def test_what_police_accept_while_the_phone_sends_it_again_is_not_held_anew(
    app: Flask, binh: Person, vinh: Person, inside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift = fresh()
    op = submit(binh, shift_id=shift)
    service.push(binh.actor(), {"sent_at": clock.now(), "ops": [submit(binh, shift_id=shift), op]})
    refuse = service._refuse

    def accept_in_between(*refused: Any) -> dict[str, Any]:
        with unit_of_work():
            settling.settle_held(vinh.actor(), as_uuid(op["op_id"]), Resolution.AS_PART)
        return refuse(*refused)

    monkeypatch.setattr(service, "_refuse", accept_in_between)
    (result,) = service.push(binh.actor(), {"sent_at": clock.now(), "ops": [op]})

    assert result["status"] == "duplicate"
    assert db.session.query(ParkedOperation).one().resolution == "accepted-as-part"
