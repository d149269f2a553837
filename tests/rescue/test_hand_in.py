"""Handing in a rescue file: it takes effect like a push, once, and only what is proven."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.journal.models import AccessNote, JournalNote
from app.photos.models import Photo
from app.photos.store import BlobStore, StoreDown
from app.reports.models import Operation, ParkedOperation, Report
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.nights import body_of, fresh, incident, operation, photo, push, push_one, submit
from tests.rescue.writing import Body, ends_of_frames

RESCUE = "/api/v1/rescue"
MakeFile = Callable[..., bytes]


def hand_in(client: ActingClient, who: Person, file: bytes) -> TestResponse:
    return client.post(RESCUE, data=file, content_type="application/vnd.keng.rescue", as_=who)


def statuses(answer: TestResponse) -> list[str]:
    assert answer.json is not None, answer.get_data(as_text=True)
    return [one["status"] for one in answer.json["operations"]]


def states(answer: TestResponse) -> list[str]:
    assert answer.json is not None, answer.get_data(as_text=True)
    return [one["state"] for one in answer.json["photos"]]


def slug(answer: TestResponse) -> str:
    assert answer.content_type == "application/problem+json", answer.get_data(as_text=True)
    assert answer.json is not None
    return str(answer.json["type"]).removeprefix("/problems/")


@pytest.fixture
def night(binh: Person, picture: bytes) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """A night with one photo, as it waits on Bình's phone."""
    announced = photo(picture, width=1200, height=900)
    op = submit(binh, body=body_of(binh, incidents=[incident()]), photos=[announced])
    return op, [(announced["photo_id"], picture)]


@pytest.mark.parametrize("carrier", ["binh", "hoa", "thanh", "khoi", "ha", "vinh", "tu"])
def test_any_phone_of_the_commune_and_its_police_may_hand_it_in(
    client: ActingClient, cast: Cast, binh: Person, night: Any, file_of: MakeFile, carrier: str
) -> None:
    op, photos = night

    answer = hand_in(client, cast[carrier], file_of(binh, [op], photos))

    assert (answer.status_code, statuses(answer), states(answer)) == (200, ["applied"], ["stored"])


@pytest.mark.parametrize("stranger", ["loan", "son", "quan"])
def test_nobody_else_may(client: ActingClient, cast: Cast, binh: Person, file_of: MakeFile, stranger: str) -> None:
    answer = hand_in(client, cast[stranger], file_of(binh, [submit(binh)]))

    assert (answer.status_code, slug(answer)) == (403, "not-allowed")


def test_the_report_is_the_phones_own_deed_and_the_journal_knows_the_road(
    client: ActingClient, binh: Person, ha: Person, night: Any, file_of: MakeFile, inside: None
) -> None:
    op, photos = night
    hand_in(client, ha, file_of(binh, [op], photos))

    assert db.session.query(Operation).one().device_id == binh.id
    told = db.session.query(JournalNote).filter(JournalNote.kind.in_(("report.submitted", "photo.stored"))).all()
    assert {note.kind for note in told} == {"report.submitted", "photo.stored"}
    assert {note.device_id for note in told} == {binh.id}
    assert [(note.facts["via"], note.facts["by"]) for note in told] == [("rescue", f"office:{ha.id}")] * 2


def test_who_handed_it_in_is_written_down(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    hand_in(client, ha, file_of(binh, [submit(binh)]))

    note = db.session.query(AccessNote).filter_by(action="rescue.taken").one()
    assert (note.account_id, note.subject_id) == (ha.id, binh.id)
    assert note.facts == {"operations": 1, "photos": 0, "whole": True}


def test_the_same_file_twice_brings_nothing_new(
    client: ActingClient, binh: Person, ha: Person, night: Any, file_of: MakeFile, inside: None
) -> None:
    op, photos = night
    file = file_of(binh, [op], photos)
    first = hand_in(client, ha, file)

    again = hand_in(client, ha, file)

    assert (statuses(again), states(again)) == (["duplicate"], ["duplicate"])
    assert again.json["operations"][0]["receipt"] == first.json["operations"][0]["receipt"]
    assert db.session.query(Report).count() == 1


def test_when_the_phone_itself_sends_later_all_of_it_is_there_already(
    client: ActingClient, binh: Person, ha: Person, night: Any, file_of: MakeFile
) -> None:
    op, photos = night
    receipt = hand_in(client, ha, file_of(binh, [op], photos)).json["operations"][0]["receipt"]

    result = push_one(client, binh, op)
    again = client.put(f"/api/v1/photos/{photos[0][0]}", data=photos[0][1], as_=binh)

    assert (result["status"], result["receipt"]) == ("duplicate", receipt)
    assert (again.status_code, again.json) == (200, {"state": "stored"})


def test_what_the_phone_sent_before_is_not_doubled_by_its_file(
    client: ActingClient, binh: Person, ha: Person, night: Any, file_of: MakeFile, inside: None
) -> None:
    op, photos = night
    push_one(client, binh, op)

    answer = hand_in(client, ha, file_of(binh, [op], photos))

    assert (statuses(answer), states(answer)) == (["duplicate"], ["stored"])
    assert db.session.query(Report).count() == 1


def test_one_bad_item_never_holds_back_the_others(
    client: ActingClient, binh: Person, ha: Person, thanh: Person, file_of: MakeFile
) -> None:
    lost = operation(binh, "report.withdraw", report_id=fresh())
    ops = [submit(binh), b"no json", submit(thanh), submit(binh) | {"schema": 99}, lost, submit(binh)]

    answer = hand_in(client, ha, file_of(binh, ops))

    assert statuses(answer) == ["applied", "rejected", "held", "held", "retry", "applied"]


def test_the_answer_tells_the_night_and_no_content(
    client: ActingClient, binh: Person, khoi: Person, file_of: MakeFile
) -> None:
    op = submit(binh, body=body_of(binh, remark="Chỉ tổ Suối Cạn biết"))
    push_one(client, binh, op)
    mended = operation(binh, "report.amend", report_id=op["report_id"], base_version=7, body=op["body"])

    answer = hand_in(client, khoi, file_of(binh, [op, mended]))

    assert answer.json["operations"][0]["night"] == "2026-11-21"
    assert set(answer.json["operations"][1]["problem"]) == {"type", "title", "status"}
    assert "Chỉ tổ Suối Cạn biết" not in answer.get_data(as_text=True)


# ── who was shut out ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_revoked_phone_wrote_waits_whole_for_a_person(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, revoke: Callable[[Person], None], inside: None
) -> None:
    op = submit(binh)
    revoke(binh)

    answer = hand_in(client, ha, file_of(binh, [op]))

    assert statuses(answer) == ["held"]
    assert answer.json["operations"][0]["problem"]["type"] == "/problems/device-revoked"
    parked = db.session.query(ParkedOperation).one()
    assert (parked.operation, parked.device_id) == (op, binh.id)
    assert db.session.query(Report).count() == 0


def test_what_a_revoked_phone_had_sent_before_stays_known_and_gets_its_photos(
    client: ActingClient, binh: Person, ha: Person, night: Any, file_of: MakeFile, revoke: Callable[[Person], None]
) -> None:
    op, photos = night
    push_one(client, binh, op)
    revoke(binh)

    answer = hand_in(client, ha, file_of(binh, [op], photos))

    assert (statuses(answer), states(answer)) == (["duplicate"], ["stored"])


def test_photos_of_what_waits_for_a_person_wait_with_it(
    client: ActingClient, binh: Person, ha: Person, night: Any, file_of: MakeFile, revoke: Callable[[Person], None]
) -> None:
    op, photos = night
    revoke(binh)

    answer = hand_in(client, ha, file_of(binh, [op], photos))

    assert (statuses(answer), states(answer)) == (["held"], ["waiting"])


def test_handing_it_in_again_opens_no_question_that_a_person_has_settled(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, revoke: Callable[[Person], None], inside: None
) -> None:
    op = submit(binh)
    file = file_of(binh, [op])
    revoke(binh)
    hand_in(client, ha, file)
    client.submit(f"/held/{op['op_id']}", {"resolution": "refused", "note": "Máy đã mất"}, as_=ha)

    answer = hand_in(client, ha, file)

    assert answer.json["operations"][0]["resolution"] == "refused"
    assert db.session.query(ParkedOperation).one().settled_by == ha.id


# ── what is not as it was written ────────────────────────────────────────────────────────────────────────────────────


def test_a_file_of_another_commune_is_called_so(
    client: ActingClient, binh: Person, khanh: Person, dung: Person, file_of: MakeFile, inside: None
) -> None:
    answer = hand_in(client, dung, file_of(binh, [submit(binh)]))

    assert (answer.status_code, slug(answer)) == (409, "wrong-commune")
    assert slug(hand_in(client, khanh, file_of(binh, [submit(binh)]))) == "wrong-commune"
    assert db.session.query(Operation).count() == 0


def test_a_head_that_names_another_phone_does_not_pass_for_that_phone(
    client: ActingClient, binh: Person, thanh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    forged = file_of(binh, [submit(thanh)]).replace(str(binh.id).encode(), str(thanh.id).encode())

    assert slug(hand_in(client, ha, forged)) == "wrong-key"
    assert db.session.query(ParkedOperation).count() == 0


def test_a_phone_that_the_commune_does_not_have_is_unknown(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile
) -> None:
    strange = file_of(binh, [submit(binh)]).replace(str(binh.id).encode(), fresh().encode())

    assert (slug(hand_in(client, ha, strange)), hand_in(client, ha, strange).status_code) == ("unknown-phone", 404)


def test_a_flipped_byte_at_any_of_two_hundred_places_is_refused_by_name(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    file = file_of(binh, [submit(binh)], [(fresh(), bytes(70_000))])
    places = sorted({*range(0, 320, 3), *range(0, len(file), len(file) // 130), len(file) - 1})
    found = {}
    for place in places:
        spoiled = bytearray(file)
        spoiled[place] ^= 0x41
        answer = hand_in(client, ha, bytes(spoiled))
        found[place] = slug(answer)
        assert 400 <= answer.status_code < 500

    assert len(found) >= 200
    assert set(found.values()) <= {
        "not-a-rescue-file",
        "wrong-commune",
        "unknown-phone",
        "wrong-key",
        "file-damaged",
        "file-cut-off",
    }
    # The frame of the one report was whole in some of them, and took effect once.
    assert db.session.query(Operation).count() == 1
    assert db.session.query(Photo).count() == 0


def test_a_half_copy_gives_the_whole_operations_in_it_and_says_that_it_is_cut(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    ops = [submit(binh) for _ in range(60)]
    file = file_of(binh, ops)
    first, *_ = ends_of_frames(file)

    answer = hand_in(client, ha, file[:first])

    assert (answer.status_code, slug(answer)) == (422, "file-cut-off")
    come = statuses(answer)
    assert set(come) == {"applied"} and 0 < len(come) < 60
    assert db.session.query(Operation).count() == len(come)
    whole = statuses(hand_in(client, ha, file))
    assert whole == ["duplicate"] * len(come) + ["applied"] * (60 - len(come))


def test_nothing_of_a_damaged_frame_is_used(
    client: ActingClient, binh: Person, ha: Person, file_of: MakeFile, inside: None
) -> None:
    file = bytearray(file_of(binh, [submit(binh)]))
    file[-1] ^= 1

    answer = hand_in(client, ha, bytes(file))

    assert slug(answer) == "file-damaged"
    assert (answer.json["operations"], db.session.query(Operation).count()) == ([], 0)


def test_a_refused_file_is_read_to_its_end_so_that_the_refusal_arrives(client: ActingClient, ha: Person) -> None:
    body = io.BytesIO(bytes(300_000))

    answer = client.post(RESCUE, input_stream=body, content_length=300_000, as_=ha)

    assert slug(answer) == "not-a-rescue-file"
    assert body.tell() == 300_000


def test_a_file_above_the_setting_is_refused_before_it_is_read(client: ActingClient, ha: Person) -> None:
    body = Body(iter([]), 2**40)

    answer = client.post(RESCUE, input_stream=body, as_=ha)

    assert not body.was_read
    assert (answer.status_code, slug(answer)) == (413, "too-large")


def test_without_storage_the_file_waits_and_what_was_taken_stays(
    client: ActingClient,
    binh: Person,
    ha: Person,
    night: Any,
    file_of: MakeFile,
    store: BlobStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    op, photos = night
    file = file_of(binh, [op], photos)

    def down(*_: Any, **__: Any) -> None:
        raise StoreDown("gone")

    with monkeypatch.context() as gone:
        gone.setattr(type(store), "put", down)
        answer = hand_in(client, ha, file)
    assert (answer.status_code, slug(answer), statuses(answer)) == (503, "busy", ["applied"])

    assert states(hand_in(client, ha, file)) == ["stored"]


def test_a_photo_that_is_no_picture_is_refused_and_the_next_is_stored(
    client: ActingClient, binh: Person, ha: Person, picture: bytes, file_of: MakeFile
) -> None:
    bad, good = photo(b"no picture"), photo(picture, width=1200, height=900)
    op = submit(binh, photos=[bad, good])

    answer = hand_in(client, ha, file_of(binh, [op], [(bad["photo_id"], b"no picture"), (good["photo_id"], picture)]))

    assert states(answer) == ["refused", "stored"]
    assert answer.json["photos"][0]["problem"]["type"] == "/problems/not-an-image"


def test_bytes_that_were_not_announced_are_never_stored(
    client: ActingClient, binh: Person, ha: Person, picture: bytes, file_of: MakeFile
) -> None:
    announced = photo(picture)
    op = submit(binh, photos=[announced])

    answer = hand_in(client, ha, file_of(binh, [op], [(announced["photo_id"], b"other" + picture[5:])]))

    assert answer.json["photos"][0]["problem"]["type"] == "/problems/digest-mismatch"
    assert push(client, binh, op)[0]["photos_missing"] == [announced["photo_id"]]
