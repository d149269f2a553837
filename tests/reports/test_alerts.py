"""An urgent alert goes from the phone to the duty officer and back, ahead of its report and whatever comes first."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.core import clock
from app.feed import queries as feed
from app.reports.models import Alert
from app.reports.rules.words import ERASED, digest_words
from app.reports.service import alerts
from app.reports.service.erasing_words import erase_words
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.nights import (
    as_uuid,
    body_of,
    entities,
    envelope,
    following,
    fresh,
    incident,
    moment,
    pull,
    push,
    push_one,
    raised,
    submit,
)


def told(client: ActingClient, person: Person, op: dict[str, Any]) -> dict[str, Any]:
    """The alert as the phone of ``person`` is told it."""
    return entities(pull(client, person), "alert")[op["body"]["alert_id"]]


def acknowledge(officer: Person, op: dict[str, Any]) -> alerts.Acknowledged:
    """Press "Đã nhận tin"; inside an application context."""
    with unit_of_work():
        return alerts.acknowledge(officer.actor(), as_uuid(op["body"]["alert_id"]))


def test_an_alert_takes_effect_before_its_report_and_the_report_after_it(client: ActingClient, binh: Person) -> None:
    op = raised(binh)
    result = push_one(client, binh, op)
    report = submit(binh, shift_id=op["shift_id"], body=body_of(binh, incidents=[incident("C01", 4)]))

    assert (result["status"], result["report_id"]) == ("applied", None)
    assert push_one(client, binh, report)["status"] == "applied"


def test_an_alert_after_its_report_is_taken_as_well(client: ActingClient, binh: Person) -> None:
    shift = fresh()
    push_one(client, binh, submit(binh, shift_id=shift))

    assert push_one(client, binh, raised(binh, shift_id=shift))["status"] == "applied"


def test_the_whole_team_is_told_its_state_and_no_other_team_is(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person
) -> None:
    op = raised(binh)
    push_one(client, binh, op)

    known = told(client, hoa, op)
    assert (known["category"], known["severity"], known["cancelled"], known["acknowledged_at"]) == ("C01", 4, False, None)
    assert known["incident_id"] == op["body"]["incident_id"]
    assert moment(known["received_at"]) == clock.now()
    assert entities(pull(client, thanh), "alert") == {}


def test_the_same_alert_sent_again_is_a_duplicate(client: ActingClient, binh: Person) -> None:
    op = raised(binh)

    assert [push_one(client, binh, op)["status"] for _ in range(3)] == ["applied", "duplicate", "duplicate"]


def test_a_later_state_replaces_an_earlier_one_and_never_the_other_way(client: ActingClient, binh: Person) -> None:
    first = raised(binh, severity=3)
    push_one(client, binh, following(binh, first, count=3, severity=4, place="Kho lạnh"))
    late = push_one(client, binh, first)
    later = push_one(client, binh, following(binh, first, count=2, cancelled=True))

    known = told(client, binh, first)
    assert (late["status"], later["status"]) == ("applied", "applied")
    assert (known["severity"], known["version"], known["cancelled"]) == (4, 3, False)


def test_an_acknowledgement_comes_back_with_its_time_and_who_gave_it(
    client: ActingClient, cast: Cast, binh: Person, inside: None
) -> None:
    op = raised(binh)
    push_one(client, binh, op)
    cursor = pull(client, binh)["cursor"]

    assert acknowledge(cast["tu"], op).first

    known = entities(pull(client, binh, cursor), "alert")[op["body"]["alert_id"]]
    assert known["acknowledged_by"] == "Trực ban Hoàng Minh Tú"
    assert moment(known["acknowledged_at"]) == clock.now()


def test_of_two_officers_the_second_is_told_who_was_first(
    client: ActingClient, cast: Cast, binh: Person, vinh: Person, inside: None
) -> None:
    op = raised(binh)
    push_one(client, binh, op)
    acknowledge(cast["tu"], op)

    second = acknowledge(vinh, op)

    assert (second.first, second.by) == (False, "Trực ban Hoàng Minh Tú")
    assert told(client, binh, op)["acknowledged_by"] == "Trực ban Hoàng Minh Tú"


def test_a_correction_keeps_the_acknowledgement(client: ActingClient, cast: Cast, binh: Person, inside: None) -> None:
    op = raised(binh, severity=3)
    push_one(client, binh, op)
    acknowledge(cast["tu"], op)
    push_one(client, binh, following(binh, op, severity=4))

    assert told(client, binh, op)["acknowledged_by"] == "Trực ban Hoàng Minh Tú"


def test_called_off_and_raised_again_it_asks_for_somebody_anew(
    client: ActingClient, cast: Cast, binh: Person, inside: None
) -> None:
    op = raised(binh)
    push_one(client, binh, op)
    acknowledge(cast["tu"], op)
    push_one(client, binh, following(binh, op, cancelled=True))
    assert told(client, binh, op)["cancelled"]
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        push_one(client, binh, following(binh, op, count=3))
        known = told(client, binh, op)

        assert (known["cancelled"], known["acknowledged_at"]) == (False, None)
        assert moment(known["received_at"]) == clock.now()


def test_what_was_called_off_cannot_be_acknowledged_any_more(
    client: ActingClient, cast: Cast, binh: Person, inside: None
) -> None:
    op = raised(binh)
    push(client, binh, op, following(binh, op, cancelled=True))

    outcome = acknowledge(cast["tu"], op)

    assert (outcome.first, outcome.cancelled) == (False, True)


def test_another_teams_alert_cannot_be_changed(client: ActingClient, binh: Person, thanh: Person) -> None:
    op = raised(binh)
    push_one(client, binh, op)

    assert push_one(client, thanh, following(thanh, op, cancelled=True))["status"] == "held"
    assert not told(client, binh, op)["cancelled"]


def test_an_alert_without_its_shift_or_with_an_impossible_severity_is_held(client: ActingClient, binh: Person) -> None:
    nowhere = raised(binh) | {"shift_id": None}
    results = push(client, binh, nowhere, raised(binh, severity=5), raised(binh, count=0))

    assert [one["status"] for one in results] == ["held", "held", "held"]


def test_a_phone_whose_clock_is_a_year_off_is_heard(client: ActingClient, binh: Person, inside: None) -> None:
    op = raised(binh, raised_at="2025-11-21T22:29:00+07:00")
    sent = {"sent_at": (clock.now() - timedelta(days=365)).isoformat()}
    answer = client.post("/api/v1/sync/push", json=envelope(op, **sent), as_=binh)

    assert answer.json["results"][0]["status"] == "applied"
    alert = db.session.get_one(Alert, (binh.commune_id, as_uuid(op["body"]["alert_id"])))
    assert alert.offset_ms == -365 * 86_400_000


def test_a_phone_hears_of_the_alerts_of_two_nights(client: ActingClient, binh: Person) -> None:
    op = raised(binh)
    push_one(client, binh, op)

    with clock.frozen(clock.now() + timedelta(hours=47)):
        assert op["body"]["alert_id"] in entities(pull(client, binh), "alert")
    with clock.frozen(clock.now() + timedelta(hours=49)):
        assert entities(pull(client, binh), "alert") == {}


def test_an_alert_is_in_no_feed(client: ActingClient, binh: Person, inside: None) -> None:
    push_one(client, binh, raised(binh))

    assert feed.phone_items(replace(binh.actor(), former_ids=())) == []


def test_a_text_taken_out_of_the_report_is_out_of_its_alert_too(
    client: ActingClient, binh: Person, vinh: Person, inside: None
) -> None:
    shift, said = fresh(), "nhà anh Ba"
    op = raised(binh, shift_id=shift, place=said)
    push_one(client, binh, op)
    body = body_of(binh, incidents=[incident("C01", 4, place=said)])
    report_id = push_one(client, binh, submit(binh, shift_id=shift, body=body))["report_id"]
    with unit_of_work():
        erase_words(vinh.actor(), as_uuid(report_id), digest_words(report_id, said), reason="Tên người dân")
    push_one(client, binh, following(binh, op, place=said))

    alert = db.session.get_one(Alert, (binh.commune_id, as_uuid(op["body"]["alert_id"])), populate_existing=True)
    assert (alert.count, alert.place) == (2, ERASED)
