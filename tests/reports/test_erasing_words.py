""" "Gỡ lời khỏi hệ thống": a text that must not be here goes from every place of its report, and the fact stays."""

from typing import Any

import pytest
from sqlalchemy import select

from app.journal import queries as journal
from app.reports.rules.words import ERASED, digest_words, name_words
from app.web.database import Base, db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.nights import body_of, entities, fresh, incident, operation, pull, push_one, submit

WORDS = "Anh Lê Văn Tám, biển số 59A1-123.45"
VERIFY = "/api/v1/sync/verify"


@pytest.fixture
def sent(client: ActingClient, binh: Person) -> dict[str, Any]:
    """A report with the same text in an incident and in the hand-over, and once more in a part."""
    body = body_of(binh, quiet=False, incidents=[incident(what=WORDS)], handover={"text": WORDS, "kit_ok": True})
    op = submit(binh, body=body)
    assert push_one(client, binh, op)["status"] == "applied"
    part = operation(binh, "report.part", shift_id=op["shift_id"], body={"incidents": [incident(what=WORDS)]})
    assert push_one(client, binh, part)["status"] == "applied"
    return op


def _erase(client: ActingClient, report_id: str, who: Person, reason: str = "Lộ tên người dân") -> Any:
    path = f"/reports/{report_id}/words/{digest_words(report_id, WORDS)}/erase"
    return client.submit(path, {"reason": reason}, as_=who)


def _where_it_stands() -> list[str]:
    """Every column of every table in which the words stand."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            found += [f"{table.name}.{name}" for name, value in row.items() if "59A1-123.45" in str(value)]
    return found


def test_it_stands_nowhere_any_more_and_the_fact_stays(
    client: ActingClient, sent: dict[str, Any], vinh: Person, ha: Person, inside: None
) -> None:
    assert _where_it_stands()

    done = _erase(client, sent["report_id"], vinh)

    assert done.status_code == 303
    db.session.rollback()
    assert _where_it_stands() == []
    page = client.get(f"/reports/{sent['report_id']}", as_=ha).get_data(as_text=True)
    assert WORDS not in page and ERASED in page
    assert "Lộ tên người dân" in page and "Gỡ lời khỏi hệ thống" in page
    assert list(journal.find_faults(COMMUNE)) == []


def test_what_the_police_wrote_goes_as_well(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person, inside: None
) -> None:
    page = f"/reports/{sent['report_id']}"
    rev = entities(pull(client, binh), "report")[sent["report_id"]]["rev"]
    asked = {"move": "return", "rev": rev, "reasons": "other", "comment": WORDS}
    assert client.submit(f"{page}/move", asked, page=page, as_=vinh).status_code == 303
    cursor = pull(client, binh)["cursor"]

    assert _erase(client, sent["report_id"], vinh).status_code == 303
    db.session.rollback()
    assert _where_it_stands() == []
    told = entities(pull(client, binh, cursor), "report")[sent["report_id"]]
    assert told["review"]["comment"] == ERASED and told["state"] == "returned"


def test_a_held_part_of_the_shift_is_cleaned_too(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person, inside: None
) -> None:
    body = {"incidents": [incident(what=WORDS)]}
    part = operation(binh, "report.part", schema=2, shift_id=sent["shift_id"], report_id=fresh(), body=body)
    assert push_one(client, binh, part)["status"] == "held"

    assert _erase(client, sent["report_id"], vinh).status_code == 303
    db.session.rollback()
    assert _where_it_stands() == []


def test_it_is_found_by_no_search(client: ActingClient, sent: dict[str, Any], vinh: Person) -> None:
    assert sent["report_id"] in client.get("/reports?q=59A1-123.45", as_=vinh).get_data(as_text=True)
    _erase(client, sent["report_id"], vinh)
    assert sent["report_id"] not in client.get("/reports?q=59A1-123.45", as_=vinh).get_data(as_text=True)


def test_the_phone_is_told_by_the_digest_and_not_asked_again(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person
) -> None:
    cursor = pull(client, binh)["cursor"]
    _erase(client, sent["report_id"], vinh)

    pulled = pull(client, binh, cursor)
    report = entities(pulled, "report")[sent["report_id"]]
    assert report["erased"] == [digest_words(sent["report_id"], WORDS)]
    assert WORDS not in str(pulled)
    proven = client.post(VERIFY, json={"ops": [sent["op_id"]], "photos": []}, as_=binh).json
    assert (proven["missing_ops"], proven["parked_ops"]) == ([], [])
    assert push_one(client, binh, sent)["status"] == "duplicate"


def test_a_mend_that_still_has_it_does_not_bring_it_back(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person, inside: None
) -> None:
    _erase(client, sent["report_id"], vinh)
    rev = client.get(f"/api/v1/reports/{sent['report_id']}", as_=vinh).json["rev"]
    move = {"move": "return", "reasons": ["personal-data"], "fields": [], "comment": ""}
    client.post(f"/api/v1/reports/{sent['report_id']}/moves", json=move, headers={"If-Match": f'"{rev}"'}, as_=vinh)
    late = operation(
        binh,
        "report.amend",
        report_id=sent["report_id"],
        shift_id=sent["shift_id"],
        base_version=1,
        body=sent["body"] | {"correction_note": WORDS},
    )
    overtaken = late | {"op_id": fresh()}

    assert push_one(client, binh, late)["status"] == "applied"
    assert push_one(client, binh, overtaken)["status"] == "conflict"
    addendum = operation(
        binh, "report.addendum", report_id=sent["report_id"], shift_id=sent["shift_id"], body={"text": WORDS}
    )
    assert push_one(client, binh, addendum)["status"] == "applied"

    db.session.rollback()
    assert _where_it_stands() == []


def test_what_was_held_can_still_be_taken_in_and_its_repeat_is_known(
    client: ActingClient, sent: dict[str, Any], hoa: Person, binh: Person, vinh: Person
) -> None:
    held = operation(
        binh,
        "report.amend",
        report_id=sent["report_id"],
        shift_id=sent["shift_id"],
        base_version=1,
        body=sent["body"],
    )
    assert push_one(client, binh, held)["status"] == "conflict"
    _erase(client, sent["report_id"], vinh)

    client.submit(f"/held/{held['op_id']}", {"resolution": "accepted-as-addendum", "note": ""}, as_=vinh)

    assert push_one(client, binh, held)["status"] == "duplicate"


def test_only_the_chief_erases(client: ActingClient, sent: dict[str, Any], ha: Person) -> None:
    assert _erase(client, sent["report_id"], ha).status_code == 403


def test_a_reason_is_asked_for_and_an_unknown_text_is_not_found(
    client: ActingClient, sent: dict[str, Any], vinh: Person, inside: None
) -> None:
    assert WORDS in client.get(
        f"/reports/{sent['report_id']}/words/{digest_words(sent['report_id'], WORDS)}/erase", as_=vinh
    ).get_data(as_text=True)
    _erase(client, sent["report_id"], vinh, reason=" ")
    db.session.rollback()
    assert _where_it_stands()
    unknown = f"/reports/{sent['report_id']}/words/{digest_words(sent['report_id'], 'khác')}/erase"
    assert client.get(unknown, as_=vinh).status_code == 404


def test_phone_and_server_name_a_text_by_the_same_digest() -> None:
    # The same vector stands in static/pwa/tests/words-erased.test.ts.
    assert digest_words("r1", "Xin chào") == "0ea7112c920fdb48f22334e1cc72efc38a7b52703490dd4ab628be5cf3a27258"


def test_choices_of_the_catalogue_are_no_words_to_be_erased() -> None:
    body = {"incidents": [{"what": WORDS, "result": "settled", "details": {"kind": "way", "note": "Quán Cô Tám"}}]}
    assert list(name_words("r1", [body]).values()) == [WORDS, "Quán Cô Tám"]


def test_a_word_to_the_team_goes_from_its_phones_too(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person, inside: None
) -> None:
    page = f"/reports/{sent['report_id']}"
    assert client.submit(f"{page}/comment", {"comment": WORDS, "to_team": "1"}, page=page, as_=vinh).status_code == 303
    known = pull(client, binh)
    (notice_id,) = entities(known, "notice")

    assert _erase(client, sent["report_id"], vinh).status_code == 303

    db.session.rollback()
    assert _where_it_stands() == []
    after = pull(client, binh, known["cursor"])
    assert {"entity": "notice", "id": notice_id}.items() <= after["removed"][0].items()
