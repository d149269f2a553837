"""The pull: present states, scoped, harmless in any order and any number."""

from datetime import datetime, timedelta
from typing import Any

from app.core import clock
from app.core.night import night_of
from app.reports.models import ReportVersion
from app.reports.rules import Move
from app.reports.service import moves
from app.roster import service as roster
from app.roster.rules import Plan
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import as_uuid, body_of, entities, fresh, incident, operation, photo, pull, push, push_one, submit


def _return(report_id: str, officer: Person, *, rev: int = 1) -> None:
    with unit_of_work():
        moves.move_report(
            officer.actor(),
            as_uuid(report_id),
            Move.RETURN,
            rev=rev,
            reasons=["missing-result"],
            fields=["/incidents/0/result"],
            comment="Thiếu kết quả cuối cùng: đã giao ai, lúc mấy giờ?",
        )


def test_a_new_phone_gets_its_team_and_the_reports_of_its_team_alone(
    client: ActingClient, binh: Person, hoa: Person, thanh: Person
) -> None:
    mine = push_one(client, binh, submit(binh))
    push_one(client, thanh, submit(thanh))

    pulled = pull(client, hoa)

    team = entities(pulled, "team")[str(binh.team_id)]
    assert [member["role"] for member in team["members"]][:2] == ["leader", "deputy"]
    assert set(entities(pulled, "report")) == {mine["report_id"]}


def test_another_phone_learns_who_was_on_the_roll_without_the_body(client: ActingClient, binh: Person, hoa: Person) -> None:
    mine = push_one(client, binh, submit(binh))

    told = entities(pull(client, hoa), "report")[mine["report_id"]]

    assert told["body"] is None
    assert told["summary"]["present"] == [str(binh.member_id)]


def test_another_phone_learns_who_was_there_for_a_part_of_the_shift_only(
    client: ActingClient, binh: Person, hoa: Person
) -> None:
    body = body_of(binh)
    whole = {"member_id": str(binh.member_id), "from": body["started_at"], "to": body["ended_at"]}
    later = datetime.fromisoformat(body["started_at"]) + timedelta(hours=2)
    partly = {"member_id": str(hoa.member_id), "from": later.isoformat(), "to": body["ended_at"]}
    mine = push_one(client, binh, submit(binh, body=body | {"present": [whole, partly]}))

    told = entities(pull(client, hoa), "report")[mine["report_id"]]

    assert told["summary"]["present"] == [str(binh.member_id), str(hoa.member_id)]
    assert told["summary"]["partly"] == [partly]


def test_a_cursor_brings_only_what_changed_since(client: ActingClient, binh: Person, thanh: Person) -> None:
    push_one(client, binh, submit(binh))
    cursor = pull(client, binh)["cursor"]
    push_one(client, thanh, submit(thanh))

    nothing = pull(client, binh, cursor)
    second = push_one(client, binh, submit(binh))
    something = pull(client, binh, nothing["cursor"])

    assert nothing["changes"] == []
    assert set(entities(something, "report")) == {second["report_id"]}


def test_a_returned_report_comes_back_with_words_marked_fields_and_body(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    body = body_of(binh, incidents=[incident(police_only={"plate": "49A1-12345"})])
    sent = push_one(client, binh, submit(binh, body=body))
    cursor = pull(client, binh)["cursor"]
    _return(sent["report_id"], ha)

    report = entities(pull(client, binh, cursor), "report")[sent["report_id"]]

    assert report["state"] == "returned"
    assert report["review"]["by"] == "Cán bộ Lê Thị Thu Hà"
    assert report["review"]["reasons"] == ["missing-result"]
    assert report["review"]["fields"] == ["/incidents/0/result"]
    assert report["review"]["due_at"] > clock.now().isoformat()
    assert report["body"]["incidents"][0]["police_only"] == {"kept": True}


def test_a_mended_report_keeps_its_police_only_values_and_goes_round(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    mishap = incident(police_only={"plate": "49A1-12345"})
    sent = push_one(client, binh, submit(binh, body=body_of(binh, incidents=[mishap])))
    _return(sent["report_id"], ha)
    mended = mishap | {"police_only": {"kept": True}, "result": "handed-police"}

    result = push_one(
        client,
        binh,
        operation(
            binh,
            "report.amend",
            report_id=sent["report_id"],
            base_version=1,
            body=body_of(binh, incidents=[mended]),
            photos=[],
        ),
    )

    assert (result["status"], result["version"], result["rev"]) == ("applied", 2, 3)
    assert _stored_body(sent["report_id"], 2)["incidents"][0]["police_only"] == {"plate": "49A1-12345"}


def test_another_phone_of_the_team_can_keep_the_photos_when_it_mends(
    client: ActingClient, binh: Person, hoa: Person, ha: Person, inside: None
) -> None:
    picture = photo()
    sent = push_one(client, binh, submit(binh, photos=[picture]))
    _return(sent["report_id"], ha)
    told = entities(pull(client, hoa), "report")[sent["report_id"]]["photos"][0]
    manifest = {name: told[name] for name in picture}

    result = push_one(
        client,
        hoa,
        operation(
            hoa,
            "report.amend",
            report_id=sent["report_id"],
            base_version=1,
            body=body_of(hoa),
            photos=[manifest],
        ),
    )

    assert told["source_id"] == sent["report_id"]
    assert (result["status"], result["photos_missing"]) == ("applied", [picture["photo_id"]])
    after = entities(pull(client, binh), "report")[sent["report_id"]]["photos"]
    assert [one["photo_id"] for one in after] == [picture["photo_id"]]


def test_open_matters_of_the_last_shift_come_and_go(client: ActingClient, binh: Person) -> None:
    lamp = {"matter_id": fresh(), "text": "Đèn số 7 chưa sửa", "settled": False}
    push_one(client, binh, submit(binh, body=body_of(binh, open_matters=[lamp])))
    first = pull(client, binh)
    later = body_of(binh, open_matters=[lamp | {"settled": True}], started_at="2026-11-22T01:00:00+07:00", preset="night2")
    push_one(client, binh, submit(binh, body=later))

    second = pull(client, binh, first["cursor"])

    assert entities(first, "matter")[lamp["matter_id"]]["text"] == "Đèn số 7 chưa sửa"
    assert {"entity": "matter", "id": lamp["matter_id"], "reason": "settled"} in second["removed"]


def test_a_first_reading_in_pages_is_whole(client: ActingClient, binh: Person) -> None:
    sent = push(client, binh, *[submit(binh) for _ in range(7)])
    seen: set[str] = set()
    cursor = None
    for _ in range(20):
        query = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/sync/changes", query_string=query, as_=binh).json
        seen |= set(entities(page, "report"))
        cursor = page["cursor"]
        if not page["more"]:
            break

    assert seen == {one["report_id"] for one in sent}


def test_a_shift_planned_far_ahead_arrives_when_its_day_comes_near(
    client: ActingClient, binh: Person, vinh: Person, inside: None
) -> None:
    assert binh.team_id and binh.member_id
    night = night_of(clock.now()) + timedelta(days=20)
    with unit_of_work():
        shift_id = roster.plan_shift(vinh.actor(), binh.team_id, Plan(night, "night", [binh.member_id]))
    first = pull(client, binh)

    with clock.frozen(clock.now() + timedelta(days=10)):
        later = pull(client, binh, first["cursor"])

    assert str(shift_id) not in entities(first, "shift")
    assert str(shift_id) in entities(later, "shift")


def test_a_cursor_of_another_team_is_refused_and_the_outbox_kept(client: ActingClient, binh: Person, thanh: Person) -> None:
    cursor = pull(client, thanh)["cursor"]

    answer = client.get("/api/v1/sync/changes", query_string={"cursor": cursor}, as_=binh)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/scope-changed")
    assert answer.json["keep_outbox"] is True


def test_a_forged_cursor_is_refused(client: ActingClient, binh: Person) -> None:
    cursor = pull(client, binh)["cursor"]

    for forged in ("nonsense", cursor[:-2], "A" + cursor[1:], cursor.upper()):
        answer = client.get("/api/v1/sync/changes", query_string={"cursor": forged}, as_=binh)

        assert (answer.status_code, answer.json["type"]) == (400, "/problems/bad-cursor")


def test_nobody_and_the_office_cannot_pull(client: ActingClient, ha: Person) -> None:
    assert client.get("/api/v1/sync/changes").status_code == 401
    assert client.get("/api/v1/sync/changes", as_=ha).status_code == 401


def test_a_pull_costs_the_same_number_of_statements_for_one_report_or_twenty(
    client: ActingClient, binh: Person, thanh: Person
) -> None:
    push_one(client, thanh, submit(thanh))
    push(client, binh, *[submit(binh) for _ in range(20)])

    with counted_statements() as few:
        pull(client, thanh)
    with counted_statements() as many:
        pull(client, binh)

    assert len(many) == len(few)


def test_a_phone_that_reads_from_nothing_hears_how_its_held_operations_were_settled(
    client: ActingClient, binh: Person, ha: Person, thanh: Person
) -> None:
    held = operation(binh, "unknown", body={})
    push_one(client, binh, held)
    client.submit(f"/held/{held['op_id']}", {"resolution": "refused", "note": "Chưa dùng"}, as_=ha)

    (told,) = entities(pull(client, binh), "held").values()

    assert (told["op_id"], told["resolution"], told["note"]) == (held["op_id"], "refused", "Chưa dùng")
    assert entities(pull(client, thanh), "held") == {}


def test_verify_names_what_this_history_does_not_have(client: ActingClient, binh: Person, thanh: Person) -> None:
    known, held, foreign, lost = submit(binh), operation(binh, "unknown", body={}), submit(thanh), fresh()
    push(client, binh, known, held)
    push_one(client, thanh, foreign)
    asked = [known["op_id"], held["op_id"], foreign["op_id"], lost]

    answer = client.post("/api/v1/sync/verify", json={"ops": asked, "photos": []}, as_=binh)

    assert answer.json["missing_ops"] == [foreign["op_id"], lost]
    assert answer.json["parked_ops"] == [held["op_id"]]


def test_a_phone_hears_that_another_phone_overtook_what_it_had_parked(
    client: ActingClient, binh: Person, hoa: Person, ha: Person
) -> None:
    report, shift = fresh(), fresh()
    push_one(client, binh, submit(binh, report_id=report, shift_id=shift))
    mine, theirs = (
        operation(who, "report.amend", report_id=report, shift_id=shift, base_version=1, body=body_of(who))
        for who in (binh, hoa)
    )
    early = push_one(client, binh, mine)
    cursor = pull(client, binh)["cursor"]
    move = {"move": "return", "reasons": ["missing-photo"], "comment": ""}
    client.post(f"/api/v1/reports/{report}/moves", json=move, headers={"If-Match": '"1"'}, as_=ha)

    taken = push_one(client, hoa, theirs)

    assert (early["status"], taken["status"]) == ("conflict", "applied")
    (told,) = entities(pull(client, binh, cursor=cursor), "held").values()
    assert (told["op_id"], told["resolution"]) == (mine["op_id"], "superseded")


def _stored_body(report_id: str, version: int) -> dict[str, Any]:
    return db.session.query(ReportVersion).filter_by(report_id=as_uuid(report_id), version=version).one().body
