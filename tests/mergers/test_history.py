"""What was written stays where it was written; nothing is lost, nothing doubled, and everybody reads on."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, g
from sqlalchemy import func, select

from app.core.canonical import canonical_json
from app.journal import queries as journal
from app.people.actors import load_device
from app.reports import rules
from app.reports.models import Alert, Operation, ParkedOperation, Report, Supplement
from app.sync import service as sync
from app.sync.schemas import PushIn
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.mergers.conftest import FORMER, HEIR, Sunday
from tests.nights import (
    at,
    body_of,
    entities,
    envelope,
    following,
    fresh,
    incident,
    operation,
    photo,
    pull,
    push,
    push_one,
    raised,
    submit,
)
from tests.photos import picture_bytes as pb
from tests.rescue.writing import rescue_file

CHANGES = "/api/v1/sync/changes"


@pytest.fixture
def books(app: Flask) -> Callable[[], dict[str, list[str]]]:
    """In which book each report stands: ``{commune: [report, …]}``."""

    def read() -> dict[str, list[str]]:
        with app.app_context():
            found: dict[str, list[str]] = {}
            for row in db.session.execute(select(Report.commune_id, Report.id).order_by(Report.id)):
                found.setdefault(row.commune_id, []).append(str(row.id))
            return found

    return read


Books = Callable[[], dict[str, list[str]]]


def _tonight(person: Person, **more: Any) -> dict[str, Any]:
    """A report of the first night after the merger."""
    body = body_of(person, night="2026-11-22", started_at=at("00:30", "2026-11-23"), ended_at=at("03:50", "2026-11-23"))
    return submit(person, body=body, **more)


def test_a_phone_reads_anew_and_finds_its_own_past(
    client: ActingClient, sunday: Sunday, khanh: Person, binh: Person
) -> None:
    mine = push_one(client, khanh, submit(khanh))
    cursors = {phone.key: pull(client, phone)["cursor"] for phone in (khanh, binh)}
    sunday.comes()

    for phone in (khanh, binh):
        refused = client.get(CHANGES, query_string={"cursor": cursors[phone.key]}, as_=phone)
        assert refused.status_code == 409 and refused.json is not None
        assert refused.json["type"].endswith("/scope-changed") and refused.json["keep_outbox"] is True
    anew = pull(client, khanh)
    assert entities(anew, "team")[str(khanh.team_id)]["commune"]["id"] == HEIR
    assert set(entities(anew, "report")) == {mine["report_id"]}
    assert entities(pull(client, binh), "report") == {}


def test_what_waited_on_the_phone_goes_into_the_book_of_its_night(
    client: ActingClient, sunday: Sunday, khanh: Person, books: Books
) -> None:
    waiting = submit(khanh)
    sunday.comes()

    done = push_one(client, khanh, waiting)
    digest = hashlib.sha256(canonical_json(waiting)).digest()
    assert done["status"] == "applied"
    assert done["receipt"] == rules.make_receipt(FORMER, UUID(waiting["op_id"]), digest)
    assert push_one(client, khanh, waiting)["status"] == "duplicate"
    assert books() == {FORMER: [waiting["report_id"]]}


def test_an_answer_lost_on_saturday_is_repeated_on_sunday(
    client: ActingClient, sunday: Sunday, khanh: Person, books: Books
) -> None:
    sent = submit(khanh)
    first = push_one(client, khanh, sent)
    sunday.comes()

    again = push_one(client, khanh, sent)
    assert again == first | {"status": "duplicate"}
    assert books() == {FORMER: [sent["report_id"]]}


def test_a_night_after_the_merger_goes_into_the_new_book_whatever_the_phone_knows(
    client: ActingClient, sunday: Sunday, khanh: Person, khanh_now: Person, books: Books
) -> None:
    sunday.comes()
    old, new = _tonight(khanh), _tonight(khanh_now)

    assert [one["status"] for one in push(client, khanh, old, new)] == ["applied", "applied"]
    assert books() == {HEIR: sorted([old["report_id"], new["report_id"]])}


def test_two_phones_of_one_night_that_know_different_communes_make_one_report(
    client: ActingClient, sunday: Sunday, khanh: Person, khanh_now: Person, books: Books
) -> None:
    sunday.comes()
    shift = fresh()
    first = push_one(client, khanh_now, submit(khanh_now, shift_id=shift))
    second = push_one(client, khanh, submit(khanh, shift_id=shift))

    assert (first["status"], second["status"]) == ("applied", "held")
    assert second["problem"]["type"].endswith("/shift-exists")
    assert books() == {FORMER: [first["report_id"]]}


def test_a_part_finds_its_shift_whichever_came_first(
    client: ActingClient, app: Flask, sunday: Sunday, khanh: Person, khanh_now: Person
) -> None:
    sunday.comes()
    shift = fresh()
    body = {"incidents": [incident()]}
    part = operation(
        khanh_now, "report.part", shift_id=shift, report_id=fresh(), body=body, client_time=at("07:20", "2026-11-22")
    )
    assert push_one(client, khanh_now, part)["status"] == "applied"
    main = push_one(client, khanh, submit(khanh, shift_id=shift))

    assert main["status"] == "applied"
    with app.app_context():
        report = db.session.scalars(select(Report)).one()
        assert report.incidents == 1
        assert db.session.scalars(select(Supplement.commune_id)).one() == report.commune_id


def test_an_alert_stands_in_the_book_of_its_shift_and_is_acknowledged_by_the_new_commune(
    client: ActingClient, app: Flask, sunday: Sunday, khanh: Person, khanh_now: Person, vinh: Person
) -> None:
    op = raised(khanh)
    assert push_one(client, khanh, op)["status"] == "applied"
    sunday.comes()
    changed = following(khanh_now, op, severity=3)
    assert push_one(client, khanh_now, changed)["status"] == "applied"
    pressed = client.submit(f"/alerts/{op['body']['alert_id']}", page="/alerts", as_=vinh)

    told = entities(pull(client, khanh_now), "alert")[op["body"]["alert_id"]]
    assert pressed.status_code == 303
    assert (told["severity"], told["version"]) == (3, 2)
    assert told["acknowledged_by"] == f"Trưởng Công an xã {vinh.name}"
    with app.app_context():
        assert db.session.scalars(select(Alert.commune_id)).all() == [FORMER]


def test_the_new_commune_returns_a_report_of_the_old_one_and_the_team_mends_it(
    client: ActingClient, sunday: Sunday, khanh: Person, khanh_now: Person, vinh: Person, books: Books
) -> None:
    sent = push_one(client, khanh, submit(khanh, body=body_of(khanh, incidents=[incident()])))
    sunday.comes()
    cursor = pull(client, khanh)["cursor"]
    address = f"/reports/{sent['report_id']}"
    assert "Xã Đơn Dương" in client.get(address, as_=vinh).get_data(as_text=True)
    assert "Trại Thông" in client.get("/queue", as_=vinh).get_data(as_text=True)
    form = {"move": "return", "reasons": ["missing-result"], "comment": "Đã giao ai?", "rev": 1}
    assert client.submit(f"{address}/move", form, page=address, as_=vinh).status_code == 303

    heard = pull(client, khanh, cursor)
    assert entities(heard, "report")[sent["report_id"]]["state"] == "returned"
    mend = operation(khanh_now, "report.amend", report_id=sent["report_id"], base_version=1, body=body_of(khanh), photos=[])
    assert push_one(client, khanh_now, mend)["version"] == 2
    assert entities(pull(client, khanh, heard["cursor"]), "report")[sent["report_id"]]["state"] == "submitted"
    assert books() == {FORMER: [sent["report_id"]]}


def test_pictures_and_proofs_of_the_old_book_are_found(
    client: ActingClient, sunday: Sunday, khanh: Person, vinh: Person, thanh: Person
) -> None:
    picture = pb.encode(pb.noise(64, 48))
    announced = photo(picture, width=64, height=48)
    sent = submit(khanh, photos=[announced])
    push_one(client, khanh, sent)
    sunday.comes()
    path = f"/api/v1/photos/{announced['photo_id']}"
    asked = {"ops": [sent["op_id"]], "photos": [{"id": announced["photo_id"], "sha256": announced["sha256"]}]}

    missing = client.post("/api/v1/sync/verify", json=asked, as_=khanh).json
    put = client.put(path, data=picture, content_type="image/jpeg", as_=khanh)
    proven = client.post("/api/v1/sync/verify", json=asked, as_=khanh).json
    stranger = client.put(path, data=picture, content_type="image/jpeg", as_=thanh)

    assert missing is not None and (missing["missing_ops"], len(missing["missing_photos"])) == ([], 1)
    assert put.status_code in (200, 201)
    assert proven is not None and (proven["missing_ops"], proven["missing_photos"]) == ([], [])
    assert stranger.status_code == 404


def test_what_was_held_before_is_settled_by_the_new_commune(
    client: ActingClient,
    app: Flask,
    sunday: Sunday,
    khanh: Person,
    vinh: Person,
    monkeypatch: pytest.MonkeyPatch,
    books: Books,
) -> None:
    held = submit(khanh, schema=2)
    assert push_one(client, khanh, held)["status"] == "held"
    sunday.comes()
    assert push_one(client, khanh, held)["status"] == "held"
    monkeypatch.setattr("app.core.contract.SCHEMA", 2)
    cursor = pull(client, khanh)["cursor"]

    done = client.submit(f"/held/{held['op_id']}", {"resolution": "applied", "note": ""}, page="/held", as_=vinh)
    assert done.status_code == 303
    assert [one["resolution"] for one in entities(pull(client, khanh, cursor), "held").values()] == ["applied"]
    assert books() == {FORMER: [held["report_id"]]}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ParkedOperation)) == 1


def test_a_rescue_file_from_before_is_taken_in_after(
    client: ActingClient, app: Flask, sunday: Sunday, khanh: Person, binh: Person, books: Books
) -> None:
    waiting = submit(khanh)
    with app.app_context():
        file = rescue_file(khanh, [waiting])
    sunday.comes()

    done = client.post("/api/v1/rescue", data=file, content_type="application/vnd.keng.rescue", as_=binh)
    assert done.json is not None and [one["status"] for one in done.json["operations"]] == ["applied"]
    assert push_one(client, khanh, waiting)["status"] == "duplicate"
    assert books() == {FORMER: [waiting["report_id"]]}


def test_a_push_that_was_under_way_comes_again(
    client: ActingClient, app: Flask, sunday: Sunday, khanh: Person, books: Books
) -> None:
    waiting = submit(khanh)
    read = PushIn().load(envelope(waiting))
    with app.test_request_context(headers={"Cookie": f"device={khanh.token}"}):
        # As the guard of the door would: who asks is known by what the phone showed.
        before = g.keng_actor = load_device()
        sunday.comes()
        (result,) = sync.push(before, read)

    assert (result["status"], result["problem"]["type"]) == ("retry", "/problems/busy")
    assert books() == {}
    assert push_one(client, khanh, waiting)["status"] == "applied"


def test_what_names_a_commune_that_was_never_the_phones_is_refused(
    client: ActingClient, sunday: Sunday, khanh: Person, binh: Person, app: Flask
) -> None:
    sunday.comes()
    foreign = submit(khanh) | {"commune_id": "24943"}

    assert push_one(client, khanh, foreign)["status"] == "rejected"
    stolen = submit(khanh)
    assert push_one(client, binh, stolen)["status"] == "held"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Operation)) == 0


def test_readers_of_the_new_commune_are_told_of_the_old_ones_approved_nights(
    client: ActingClient, sunday: Sunday, khanh: Person, vinh: Person, loan: Person, cast: Cast
) -> None:
    sent = push_one(client, khanh, submit(khanh))
    sunday.comes()
    address = f"/reports/{sent['report_id']}"
    assert "Trại Thông" not in client.get("/feed", as_=loan).get_data(as_text=True)
    client.submit(f"{address}/move", {"move": "approve", "rev": 1}, page=address, as_=vinh)

    assert "Trại Thông" in client.get("/feed", as_=loan).get_data(as_text=True)
    log = client.get("/exports/reports.csv?purpose=Xem+l%E1%BA%A1i", as_=vinh).get_data(as_text=True)
    assert "Trại Thông" in log


def test_both_journals_stay_whole_whatever_came_after(
    client: ActingClient, app: Flask, sunday: Sunday, khanh: Person, khanh_now: Person, binh: Person
) -> None:
    push_one(client, khanh, submit(khanh))
    sunday.comes()
    push(client, khanh, submit(khanh), _tonight(khanh_now))
    push_one(client, binh, submit(binh))

    with app.app_context():
        assert [list(journal.find_faults(book)) for book in (FORMER, HEIR)] == [[], []]
