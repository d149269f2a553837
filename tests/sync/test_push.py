"""The push: what each status means, and that one bad item never holds back another."""

from app.journal import queries as journal
from app.reports.models import Operation, ParkedOperation, Report, ReportVersion
from app.reports.rules import receipt_is_sound
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import as_uuid, at, body_of, envelope, fresh, incident, operation, patrol, photo, push, push_one, submit


def test_a_report_takes_effect_with_a_receipt_and_names_the_photos_it_waits_for(client: ActingClient, binh: Person) -> None:
    picture = photo()
    op = submit(binh, body=body_of(binh, incidents=[incident()]), photos=[picture])

    result = push_one(client, binh, op)

    assert result["status"] == "applied"
    assert (result["report_id"], result["version"], result["rev"]) == (op["report_id"], 1, 1)
    assert result["photos_missing"] == [picture["photo_id"]]
    assert receipt_is_sound(result["receipt"])


def test_every_answer_carries_the_marks_of_our_server(client: ActingClient, binh: Person) -> None:
    answer = client.post("/api/v1/sync/push", json=envelope(), as_=binh)

    assert answer.headers["Keng-Sync"] == "1"
    assert answer.headers["Keng-Epoch"] == answer.json["epoch"]
    assert answer.content_type == "application/vnd.keng+json"


def test_a_phone_that_believes_in_1970_is_heard_and_its_clock_is_told(
    client: ActingClient, binh: Person, inside: None
) -> None:
    op = submit(binh)
    sent = envelope(op) | {"sent_at": "1970-01-01T07:00:00+07:00"}

    (result,) = client.post("/api/v1/sync/push", json=sent, as_=binh).json["results"]

    assert result["status"] == "applied"
    assert db.session.query(Report.offset_ms).scalar() < -50 * 365 * 24 * 3_600_000


def test_the_same_operation_again_answers_the_first_result_and_changes_nothing(
    client: ActingClient, binh: Person, inside: None
) -> None:
    op = submit(binh)
    first = push_one(client, binh, op)

    second = push_one(client, binh, op)

    assert second == first | {"status": "duplicate"}
    assert db.session.query(ReportVersion).count() == 1


def test_the_same_operation_twice_in_one_batch_takes_effect_once(client: ActingClient, binh: Person) -> None:
    op = submit(binh)

    results = push(client, binh, op, op)

    assert [one["status"] for one in results] == ["applied", "duplicate"]


def test_the_same_id_with_other_content_is_rejected_and_changes_nothing(
    client: ActingClient, binh: Person, inside: None
) -> None:
    op = submit(binh)
    push_one(client, binh, op)

    result = push_one(client, binh, op | {"body": body_of(binh, remark="Khác")})

    assert result["status"] == "rejected"
    assert result["problem"]["type"] == "/problems/operation-reused"
    assert db.session.query(ReportVersion).one().body.get("remark") is None


def test_one_bad_operation_never_holds_back_the_others(client: ActingClient, binh: Person) -> None:
    results = push(client, binh, submit(binh), {"op_id": "nonsense"}, "text", submit(binh))

    assert [one["status"] for one in results] == ["applied", "rejected", "rejected", "applied"]


def test_a_body_that_breaks_a_rule_is_held_with_pointers_and_kept_whole(
    client: ActingClient, binh: Person, inside: None
) -> None:
    op = submit(binh, body=body_of(binh, incidents=[incident()], quiet=True))

    result = push_one(client, binh, op)

    assert result["status"] == "held"
    assert result["problem"]["errors"][0]["pointer"] == "/body/quiet"
    assert db.session.query(ParkedOperation).one().operation == op


def test_an_operation_of_a_newer_app_is_held(client: ActingClient, binh: Person) -> None:
    result = push_one(client, binh, submit(binh) | {"schema": 2})

    assert (result["status"], result["problem"]["type"]) == ("held", "/problems/newer-schema")


def test_a_kind_that_the_server_does_not_know_is_held(client: ActingClient, binh: Person) -> None:
    result = push_one(client, binh, operation(binh, "asset.sell", body={"price": 3}))

    assert (result["status"], result["problem"]["type"]) == ("held", "/problems/unknown-kind")


def test_a_phone_cannot_send_for_another_commune(client: ActingClient, binh: Person, khanh: Person) -> None:
    result = push_one(client, binh, submit(khanh))

    assert (result["status"], result["problem"]["type"]) == ("rejected", "/problems/wrong-commune")


def test_what_was_written_for_another_team_is_held_for_a_person(client: ActingClient, binh: Person, thanh: Person) -> None:
    result = push_one(client, binh, submit(thanh))

    assert (result["status"], result["problem"]["type"]) == ("held", "/problems/team-moved")


def test_a_second_main_report_of_a_shift_is_held_and_names_the_first(
    client: ActingClient, binh: Person, hoa: Person
) -> None:
    shift = fresh()
    first = push_one(client, binh, submit(binh, shift_id=shift))

    result = push_one(client, hoa, submit(hoa, shift_id=shift))

    assert (result["status"], result["problem"]["type"]) == ("held", "/problems/shift-exists")
    assert result["problem"]["report_id"] == first["report_id"]


def test_after_a_withdrawal_the_shift_may_be_reported_again(client: ActingClient, binh: Person) -> None:
    shift = fresh()
    first = push_one(client, binh, submit(binh, shift_id=shift))
    push_one(client, binh, operation(binh, "report.withdraw", report_id=first["report_id"], body={}))

    assert push_one(client, binh, submit(binh, shift_id=shift))["status"] == "applied"


def test_a_mended_operation_that_takes_effect_closes_the_held_one(client: ActingClient, binh: Person, inside: None) -> None:
    wrong = submit(binh, body=body_of(binh, ended_at=at("21:00")))
    push_one(client, binh, wrong)

    push_one(client, binh, submit(binh, report_id=wrong["report_id"], shift_id=wrong["shift_id"]))

    assert db.session.query(ParkedOperation).one().resolution == "superseded"


def test_an_amend_of_a_report_that_is_not_here_yet_is_tried_again_later(client: ActingClient, binh: Person) -> None:
    op = operation(binh, "report.amend", report_id=fresh(), base_version=1, body=body_of(binh))

    assert push_one(client, binh, op)["status"] == "retry"


def test_an_amend_of_a_report_that_was_not_returned_is_a_conflict_and_shows_the_present_one(
    client: ActingClient, binh: Person
) -> None:
    first = push_one(client, binh, submit(binh))
    op = operation(binh, "report.amend", report_id=first["report_id"], base_version=1, body=body_of(binh))

    result = push_one(client, binh, op)

    assert result["status"] == "conflict"
    current = result["problem"]["current"]
    assert (current["id"], current["state"], current["version"]) == (first["report_id"], "submitted", 1)
    assert current["body"]["night"] == "2026-11-21"


def test_another_team_cannot_amend_or_withdraw_a_report(client: ActingClient, binh: Person, thanh: Person) -> None:
    first = push_one(client, binh, submit(binh))

    result = push_one(client, thanh, operation(thanh, "report.withdraw", report_id=first["report_id"], body={}))

    assert result["status"] == "retry"


def test_a_part_may_come_before_its_report_and_is_counted_in_it(client: ActingClient, binh: Person, hoa: Person) -> None:
    shift = fresh()
    part = operation(hoa, "report.part", shift_id=shift, body={"incidents": [incident("B01", 3)], "rounds": [patrol(2)]})
    assert push_one(client, hoa, part)["status"] == "applied"

    first = push_one(client, binh, submit(binh, shift_id=shift))

    report = _report(client, first["report_id"])
    assert (report.incidents, report.severity, report.rounds, report.quiet) == (1, 3, 2, False)


def test_a_part_after_its_report_raises_rev_and_not_version(client: ActingClient, binh: Person, hoa: Person) -> None:
    shift = fresh()
    push_one(client, binh, submit(binh, shift_id=shift))

    result = push_one(client, hoa, operation(hoa, "report.part", shift_id=shift, body={"incidents": [incident()]}))

    assert (result["status"], result["version"], result["rev"]) == ("applied", 1, 2)


def test_an_addendum_is_always_taken(client: ActingClient, binh: Person) -> None:
    first = push_one(client, binh, submit(binh))
    push_one(client, binh, operation(binh, "report.withdraw", report_id=first["report_id"], body={}))

    op = operation(binh, "report.addendum", report_id=first["report_id"], body={"text": "Sáng nay gia đình báo bác đã ổn."})

    assert push_one(client, binh, op)["status"] == "applied"


def test_fields_that_a_newer_phone_adds_are_kept_and_given_back(client: ActingClient, binh: Person, inside: None) -> None:
    extra = {"wind": {"force": 4}, "rounds": [patrol(2) | {"surface": "wet"}]}

    push_one(client, binh, submit(binh, body=body_of(binh, **extra)))

    stored = db.session.query(ReportVersion).one().body
    assert stored["wind"] == {"force": 4}
    assert stored["rounds"][0]["surface"] == "wet"


def test_text_is_stored_in_one_normal_form(client: ActingClient, binh: Person, inside: None) -> None:
    push_one(client, binh, submit(binh, body=body_of(binh, remark="Đe\u0302m yên")))

    assert db.session.query(ReportVersion).one().body["remark"] == "Đêm yên"


def test_the_journal_is_whole_after_every_kind_of_operation(client: ActingClient, binh: Person, inside: None) -> None:
    first = push_one(client, binh, submit(binh))
    push_one(client, binh, operation(binh, "report.addendum", report_id=first["report_id"], body={"text": "Thêm"}))
    push_one(client, binh, operation(binh, "unknown", body={}))
    push_one(client, binh, operation(binh, "report.withdraw", report_id=first["report_id"], body={}))

    assert list(journal.find_faults(binh.commune_id or "")) == []


def test_an_operation_row_exists_only_for_what_took_effect(client: ActingClient, binh: Person, inside: None) -> None:
    push(client, binh, submit(binh), operation(binh, "unknown", body={}))

    assert db.session.query(Operation).count() == 1


def test_a_push_beyond_its_limits_is_refused_whole(client: ActingClient, binh: Person) -> None:
    too_many = client.post("/api/v1/sync/push", json=envelope(*[{} for _ in range(51)]), as_=binh)
    too_long = client.post("/api/v1/sync/push", data=b"[" + b" " * 300_000 + b"]", as_=binh, content_type="application/json")

    assert too_many.status_code == 422
    assert too_long.status_code == 413


def test_json_that_two_languages_read_differently_is_refused(client: ActingClient, binh: Person) -> None:
    for text in ('{"sync":1,"sync":1}', '{"sync":NaN}', "[" * 40 + "]" * 40, "[" * 100_000, '{"a":"\\ud800"}'):
        answer = client.post("/api/v1/sync/push", data=text, as_=binh, content_type="application/json")

        assert answer.status_code == 400, text[:20]


def _report(client: ActingClient, report_id: str) -> Report:
    with client.app.app_context():
        return db.session.query(Report).filter_by(id=as_uuid(report_id)).one()


def test_after_a_rejection_the_next_report_of_the_shift_waits_for_its_own_photos_alone(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    shift, wrong, right = fresh(), photo(b"wrong"), photo(b"right")
    first = push_one(client, binh, submit(binh, shift_id=shift, photos=[wrong]))
    told = {"move": "reject", "comment": "Trùng ca"}
    client.post(f"/api/v1/reports/{first['report_id']}/moves", json=told, headers={"If-Match": '"1"'}, as_=ha)

    again = push_one(client, binh, submit(binh, shift_id=shift, photos=[right]))
    part = operation(binh, "report.part", shift_id=shift, body={"incidents": [incident()]})
    push_one(client, binh, part)

    assert _report(client, again["report_id"]).photos_expected == 1


def test_what_is_sent_again_after_a_refusal_waits_again_and_is_settled_no_more(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    op = operation(binh, "unknown", body={})
    push_one(client, binh, op)
    client.submit(f"/held/{op['op_id']}", {"resolution": "refused", "note": "Chưa dùng"}, as_=ha)

    push_one(client, binh, op)

    parked = db.session.query(ParkedOperation).one()
    assert (parked.settled_at, parked.settled_by, parked.resolution, parked.note) == (None, None, None, "")
