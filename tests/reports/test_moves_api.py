"""Deciding about reports over the API: the seen rev, the present report in a refusal, batches with a result an item."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.core import clock
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, fresh, incident, photo, push_one, submit

LIST = "/api/v1/reports"


def _send(client: ActingClient, person: Person, **more: Any) -> str:
    photos = more.pop("photos", [])
    return str(push_one(client, person, submit(person, body=body_of(person, **more), photos=photos))["report_id"])


def _move(
    client: ActingClient, officer: Person, report_id: str, move: str, rev: int | str | None = 1, **more: Any
) -> TestResponse:
    headers = {} if rev is None else {"If-Match": f'"{rev}"'}
    return client.post(f"{LIST}/{report_id}/moves", json={"move": move} | more, headers=headers, as_=officer)


def test_an_approval_answers_state_version_and_rev(client: ActingClient, binh: Person, ha: Person) -> None:
    answer = _move(client, ha, _send(client, binh), "approve")

    assert answer.status_code == 200
    assert answer.json == {"state": "approved", "version": 1, "rev": 2}
    assert answer.headers["ETag"] == '"2"'


def test_a_move_without_the_seen_rev_is_refused(client: ActingClient, binh: Person, ha: Person) -> None:
    answer = _move(client, ha, _send(client, binh), "approve", None)

    assert (answer.status_code, answer.json["type"]) == (428, "/problems/rev-needed")


def test_whoever_was_slower_is_told_and_shown_the_present_report(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    report_id = _send(client, binh)
    _move(client, vinh, report_id, "approve")

    answer = _move(client, ha, report_id, "return", reasons=["other"])

    assert (answer.status_code, answer.json["type"]) == (412, "/problems/changed-meanwhile")
    assert (answer.json["state"], answer.json["rev"]) == ("approved", 2)
    assert answer.json["current"]["id"] == report_id


@pytest.mark.parametrize("seen", ["abc", "0", 'W/"1'])
def test_a_rev_that_is_none_of_ours_matches_nothing(client: ActingClient, binh: Person, ha: Person, seen: str) -> None:
    assert _move(client, ha, _send(client, binh), "approve", seen).status_code == 412


def test_a_return_needs_reasons_that_the_catalogue_knows(client: ActingClient, binh: Person, ha: Person) -> None:
    report_id = _send(client, binh)

    none = _move(client, ha, report_id, "return")
    wrong = _move(client, ha, report_id, "return", reasons=["because"])

    assert (none.status_code, none.json["errors"][0]["pointer"]) == (422, "/reasons")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/reasons/0")


def test_a_report_of_another_commune_cannot_be_moved_nor_known(client: ActingClient, binh: Person, dung: Person) -> None:
    assert _move(client, dung, _send(client, binh), "approve").status_code == 404


def test_the_duty_officer_reads_and_does_not_decide(client: ActingClient, cast: dict[str, Person], binh: Person) -> None:
    assert _move(client, cast["tu"], _send(client, binh), "approve").status_code == 403


def test_a_comment_needs_no_rev(client: ActingClient, binh: Person, ha: Person) -> None:
    answer = _move(client, ha, _send(client, binh), "comment", None, comment="Ghi rõ, đầy đủ. Cảm ơn tổ.")

    assert (answer.status_code, answer.json["state"]) == (200, "submitted")


def test_a_correction_changes_what_figures_read_and_not_what_the_team_wrote(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    entry = incident("D01", 4)
    report_id = _send(client, binh, incidents=[entry])
    changes = {"category": "D02", "severity": 2, "text": "police-only"}
    asked = {"incident_id": entry["incident_id"], "changes": changes, "reason": "Va chạm nhẹ"}

    answer = _move(client, ha, report_id, "correct", **asked)

    assert answer.status_code == 200
    now = client.get(f"{LIST}/{report_id}", as_=ha).json
    assert (now["categories"], now["severity"]) == (["D02"], 2)
    assert now["body"]["incidents"][0]["category"] == "D01"
    assert now["corrections"][0]["changes"] == changes


def test_a_correction_names_its_incident(client: ActingClient, binh: Person, ha: Person) -> None:
    answer = _move(client, ha, _send(client, binh), "correct", changes={"severity": 2}, reason="x")

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/incident_id")


def test_an_approval_is_taken_back_within_ten_minutes_by_its_giver(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    report_id = _send(client, binh)
    _move(client, ha, report_id, "approve")

    assert _move(client, vinh, report_id, "undo", 2).status_code == 403
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert _move(client, ha, report_id, "undo", 2).status_code == 409
    assert _move(client, ha, report_id, "undo", 2).json["state"] == "submitted"


def test_a_batch_has_a_result_for_every_report_and_one_refusal_holds_back_no_other(
    client: ActingClient, binh: Person, hoa: Person, khoi: Person, ha: Person
) -> None:
    quiet, busy, unready = (
        _send(client, binh),
        _send(client, binh, incidents=[incident()]),
        _send(client, hoa, photos=[photo()]),
    )
    asked = [(busy, 1), (quiet, 1), (unready, 1), (_send(client, khoi), 1), (fresh(), 1), (quiet, 1)]

    answer = client.post(
        "/api/v1/moves", json={"move": "approve", "reports": [{"id": one, "rev": rev} for one, rev in asked]}, as_=ha
    )

    told = [one.get("state") or one["problem"]["type"].rsplit("/", 1)[-1] for one in answer.json["results"]]
    assert told == ["move-not-possible", "approved", "move-not-possible", "not-found", "not-found", "changed-meanwhile"]
    assert [one["id"] for one in answer.json["results"]] == [one for one, _ in asked]
