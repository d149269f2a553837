"""Covering words and photos in a report: everybody reads the redacted form, the chief may look, and it can be undone."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock
from app.journal import queries as journal
from app.journal.models import AccessNote
from app.photos import worker
from app.photos.images import clean
from app.photos.store import open_store
from app.reports.models import Redaction, SearchLine
from app.reports.rules import COVERED, cover_phrases
from app.web.application import SETTINGS
from app.web.database import db
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import COMMUNE, Person
from tests.conftest import TONIGHT
from tests.nights import as_uuid, body_of, entities, fresh, incident, operation, photo, pull, push_one, raised, submit
from tests.people.people import PASSWORD, give_password
from tests.photos import picture_bytes as pb

NAME = "Trần Văn Bướm"
LOG = "/api/v1/exports/activity-log.csv"
FRAME = {"frames-0-left": "10", "frames-0-top": "20", "frames-0-width": "30", "frames-0-height": "40"}


@pytest.fixture
def sent(client: ActingClient, binh: Person) -> dict[str, Any]:
    """A report in which a name stands in every kind of text, with one developed photo and an alert."""
    data, matter = (
        pb.encode(pb.noise(160, 120), quality=70),
        {"matter_id": fresh(), "text": f"Hỏi lại {NAME}", "settled": False},
    )
    told = photo(data, width=160, height=120, caption=f"Xe của {NAME}")
    said = incident(what=f"Nhắc {NAME} giữ trật tự", place=f"Nhà {NAME.upper()}", details={"note": NAME})
    body = body_of(binh, quiet=False, incidents=[said], remark=f"Có gặp {NAME}.", open_matters=[matter])
    op = submit(binh, body=body, photos=[told])
    assert push_one(client, binh, op)["status"] == "applied"
    addendum = operation(binh, "report.addendum", report_id=op["report_id"], body={"text": f"Thêm: {NAME} đã về"})
    assert push_one(client, binh, addendum)["status"] == "applied"
    alert = raised(binh, shift_id=op["shift_id"], incident_id=said["incident_id"], place=f"Ngõ {NAME}")
    assert push_one(client, binh, alert)["status"] == "applied"
    assert client.put(f"/api/v1/photos/{told['photo_id']}", as_=binh, data=data).status_code == 201
    _develop(client)
    return {"op": op, "page": f"/reports/{op['report_id']}", "photo": f"/api/v1/photos/{told['photo_id']}", "told": told}


def _develop(client: ActingClient) -> None:
    with client.app.app_context():
        worker.develop_all(open_store(client.app.config[SETTINGS].storage_url), clean)
        db.session.rollback()


def _cover_words(client: ActingClient, sent: dict[str, Any], who: Person, words: str = NAME, **more: str) -> Any:
    return client.submit(f"{sent['page']}/words/redact", {"words": words, "reason": "name"} | more, as_=who)


def _cover_photo(client: ActingClient, sent: dict[str, Any], who: Person, **more: str) -> Any:
    path = f"{sent['page']}/photos/{sent['told']['photo_id']}/redact"
    return client.submit(path, FRAME | {"reason": "plate"} | more, as_=who)


def _undo(client: ActingClient, sent: dict[str, Any], who: Person, why: str = "Che nhầm", place: int = -1) -> Any:
    with client.app.app_context():
        known = db.session.scalars(select(Redaction.id).order_by(Redaction.at, Redaction.id)).all()
        db.session.rollback()
    return client.submit(f"{sent['page']}/redactions/{known[place]}/undo", {"why": why}, as_=who)


def _read(client: ActingClient, path: str, who: Person) -> str:
    answer = client.get(path, as_=who)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def _everywhere(client: ActingClient, sent: dict[str, Any], who: Person) -> dict[str, str]:
    """Every place in which an officer reads or gets words of the report."""
    report_id = sent["op"]["report_id"]
    pages = ("/queue", sent["page"], "/feed", "/matters", "/alerts", "/morning?night=2026-11-21", "/search?q=buom", "/held")
    api = (f"/api/v1/reports/{report_id}", f"/api/v1/reports/{report_id}/history", "/api/v1/feed", LOG)
    return {path: _read(client, path, who) for path in (*pages, *api)}


def test_covered_words_are_read_nowhere_any_more(
    client: ActingClient, sent: dict[str, Any], binh: Person, ha: Person, vinh: Person, loan: Person
) -> None:
    twin = submit(binh, shift_id=sent["op"]["shift_id"], body=body_of(binh, remark=f"Lại {NAME}"))
    assert push_one(client, binh, twin)["status"] == "held"
    before = _everywhere(client, sent, ha)
    assert [path for path, page in before.items() if "bướm" in page.lower()] == list(before)

    done = _cover_words(client, sent, ha)

    assert done.status_code == 303
    after = _everywhere(client, sent, ha)
    left = {path: re.findall(r".{0,30}bướm.{0,10}", page, re.IGNORECASE) for path, page in after.items()}
    assert {path: found for path, found in left.items() if found} == {}
    report = client.get(f"/api/v1/reports/{sent['op']['report_id']}", as_=vinh).json
    assert report["body"]["remark"] == f"Có gặp {COVERED}."
    assert report["body"]["incidents"][0]["place"] == f"Nhà {COVERED}"
    assert report["photos"][0]["caption"] == f"Xe của {COVERED}"
    assert report["supplements"][0]["body"]["text"] == f"Thêm: {COVERED} đã về"
    rows = csv.DictReader(io.StringIO(client.get(LOG, as_=vinh).get_data().decode("utf-8-sig")))
    assert next(rows)["Nhận xét chung"] == f"Có gặp {COVERED}."
    with client.app.app_context():
        assert [line for line in db.session.scalars(select(SearchLine.words)) if "buom" in line] == []
        assert list(journal.find_faults(COMMUNE)) == []
        notes = journal.notes_about(COMMUNE, as_uuid(sent["op"]["report_id"]))
    assert [(one.kind, NAME in str(one.facts)) for one in notes][-1] == ("report.redacted", False)
    page = _read(client, sent["page"], ha)
    assert '<span class="covered">[đã che]</span>' in page
    assert "Che lời: tên người" in page and "Lời (3 chữ): 8 chỗ" in page


def test_the_team_keeps_what_it_wrote_and_a_mend_is_covered_as_well(
    client: ActingClient, sent: dict[str, Any], binh: Person, ha: Person
) -> None:
    _cover_words(client, sent, ha)
    rev = client.get(f"/api/v1/reports/{sent['op']['report_id']}", as_=ha).json["rev"]
    asked = {"move": "return", "rev": rev, "reasons": "other", "comment": "Ghi rõ giờ"}
    assert client.submit(f"{sent['page']}/move", asked, page=sent["page"], as_=ha).status_code == 303
    told = entities(pull(client, binh), "report")[sent["op"]["report_id"]]
    assert NAME in told["body"]["remark"]
    amend = {"report_id": sent["op"]["report_id"], "photos": [sent["told"]]}
    mended = told["body"] | {"remark": f"Gặp {NAME} lúc 23 giờ"}
    assert push_one(client, binh, operation(binh, "report.amend", base_version=1, body=mended, **amend))["version"] == 2
    page = _read(client, sent["page"], ha)
    assert "bướm" not in page.lower() and "lúc 23 giờ" in page

    asked["rev"] = client.get(f"/api/v1/reports/{sent['op']['report_id']}", as_=ha).json["rev"]
    assert client.submit(f"{sent['page']}/move", asked, page=sent["page"], as_=ha).status_code == 303
    without = body_of(binh, quiet=True, remark="Không có gì")
    bare = operation(binh, "report.amend", base_version=2, body=without, report_id=sent["op"]["report_id"], photos=[])
    assert push_one(client, binh, bare)["version"] == 3
    with client.app.app_context():
        db.session.rollback()
    assert "bướm" not in _read(client, sent["page"], ha).lower()


def test_words_must_stand_there_and_be_read_and_need_a_reason(
    client: ActingClient, sent: dict[str, Any], ha: Person, vinh: Person
) -> None:
    wrong = [
        _cover_words(client, sent, ha, "Nguyễn Văn Không"),
        _cover_words(client, sent, ha, "…"),
        _cover_words(client, sent, ha, reason=""),
        _cover_words(client, sent, ha, reason="other"),
        _cover_photo(client, sent, ha, reason="other"),
        _cover_photo(client, sent, ha, **dict.fromkeys(FRAME, "")),
        _cover_photo(client, sent, ha, **{"frames-0-left": "120"}),
    ]
    assert [one.status_code for one in wrong] == [422] * 7
    assert "Không thấy lời này trong báo cáo." in wrong[0].get_data(as_text=True)
    assert "Nguyễn Văn Không" in wrong[0].get_data(as_text=True)
    assert "Xin vẽ ít nhất một khung" in wrong[5].get_data(as_text=True)
    assert _cover_words(client, sent, ha).status_code == 303
    assert _cover_words(client, sent, vinh).status_code == 422
    assert _cover_words(client, sent, vinh, "Trần").status_code == 422


def test_a_covered_photo_is_seen_in_its_redacted_form_alone_and_redactions_add_up(
    client: ActingClient, sent: dict[str, Any], ha: Person, vinh: Person
) -> None:
    clean_path = f"{sent['photo']}/clean"
    assert client.get(clean_path, as_=ha).status_code == 200
    assert _cover_photo(client, sent, ha).status_code == 303
    waiting = _read(client, sent["page"], ha)
    assert "Đang làm mờ" in waiting and clean_path not in waiting
    assert "Ảnh này đang làm mờ" in _read(client, f"{sent['page']}/photos/{sent['told']['photo_id']}/redact", ha)
    assert sent["photo"] not in _read(client, "/feed", ha)
    _develop(client)

    page = _read(client, sent["page"], vinh)
    assert f"{sent['photo']}/redacted" in page and clean_path not in page
    assert f"{sent['photo']}/thumb" in _read(client, "/feed", ha)
    assert [client.get(clean_path, as_=who).status_code for who in (ha, vinh)] == [404, 404]
    told = client.get(f"/api/v1/reports/{sent['op']['report_id']}", as_=ha).json["photos"][0]
    assert (told["clean"], told["redacted"]) == (None, f"{sent['photo']}/redacted")
    first = client.get(f"{sent['photo']}/redacted", as_=ha).data
    corner = {"frames-0-left": "80", "frames-0-top": "80", "frames-0-width": "20", "frames-0-height": "20"}
    assert _cover_photo(client, sent, vinh, **corner).status_code == 303
    _develop(client)
    both = pb.opened(client.get(f"{sent['photo']}/redacted", as_=ha).data)
    assert [pb.near(both.getpixel(at), (11, 17, 28)) for at in ((40, 50), (150, 110), (5, 5))] == [True, True, False]

    assert _undo(client, sent, vinh).status_code == 303
    _develop(client)
    assert client.get(f"{sent['photo']}/redacted", as_=ha).data == first
    assert _undo(client, sent, vinh, place=0).status_code == 303
    assert client.get(clean_path, as_=ha).status_code == 200
    history = _read(client, sent["page"], ha)
    assert history.count("Che bớt ảnh: biển số") == 2 and history.count("Bỏ che ảnh") == 2 and "Che nhầm" in history


def test_the_chief_alone_looks_after_the_password_with_a_reason_that_is_written_down(
    client: ActingClient, sent: dict[str, Any], ha: Person, vinh: Person, dung: Person, inside: None
) -> None:
    _cover_words(client, sent, ha)
    _cover_photo(client, sent, ha)
    path = f"{sent['page']}/unredacted"
    asked = {"reason": "Đối chiếu với tổ"}
    assert [client.submit(path, asked, as_=who).status_code for who in (ha, dung)] == [403, 404]
    give_password(vinh)
    client.get("/queue", as_=vinh)
    with clock.frozen(TONIGHT + timedelta(minutes=20)):
        asking = client.submit(path, asked, as_=vinh)
        assert asking.status_code == 403 and NAME not in asking.get_data(as_text=True)
        seen = client.submit(path, asked | {"proof_password": PASSWORD, "proof_code": fresh_code(vinh.username)}, as_=vinh)
    page = seen.get_data(as_text=True)
    assert f"<mark>{NAME}</mark>" in page and "data:image/jpeg;base64," in page
    assert seen.headers["Cache-Control"] == "no-store"
    assert client.submit(path, {"reason": " "}, as_=vinh).status_code == 303
    db.session.rollback()
    noted = db.session.scalars(select(AccessNote).where(AccessNote.action == "redaction.unredacted-seen")).all()
    assert [(one.account_id, one.facts["reason"]) for one in noted if one.facts] == [(vinh.id, "Đối chiếu với tổ")]
    assert NAME not in _read(client, path, vinh) and NAME not in _read(client, sent["page"], vinh)


def test_who_may_cover_and_who_may_take_it_back(
    client: ActingClient, sent: dict[str, Any], cast: dict[str, Person], ha: Person, vinh: Person
) -> None:
    others = {"lam": 404, "dung": 404, "loan": 403, "son": 403, "quan": 403}
    assert {who: _cover_words(client, sent, cast[who]).status_code for who in others} == others
    assert {who: _cover_photo(client, sent, cast[who]).status_code for who in others} == others
    _cover_words(client, sent, ha)
    assert {who: _undo(client, sent, cast[who]).status_code for who in others} == others
    assert _undo(client, sent, ha, why=" ").status_code == 303
    with clock.frozen(TONIGHT + timedelta(minutes=11)):
        assert _undo(client, sent, ha).status_code == 403
        assert "Bỏ che:" not in _read(client, sent["page"], ha)
        assert _undo(client, sent, vinh).status_code == 303
        assert _undo(client, sent, vinh).status_code == 409
    assert NAME in _read(client, sent["page"], ha)
    assert "Bướm" in _read(client, "/search?q=buom", ha)


def test_what_is_erased_takes_its_redaction_along(
    client: ActingClient, sent: dict[str, Any], ha: Person, vinh: Person, inside: None
) -> None:
    _cover_photo(client, sent, ha)
    _cover_words(client, sent, ha, "đã về")
    page = _read(client, sent["page"], vinh)
    assert "Gỡ ảnh khỏi hệ thống" in page and "Gỡ lời khỏi hệ thống" in page
    (words,) = {
        one for one in re.findall(r"/words/([0-9a-f]{64})/erase", page) if COVERED in _erasing(client, sent, one, vinh)
    }
    assert client.submit(f"{sent['page']}/words/{words}/erase", {"reason": "Lộ tên"}, as_=vinh).status_code == 303
    photo_path = f"{sent['page']}/photos/{sent['told']['photo_id']}/erase"
    assert client.submit(photo_path, {"reason": "Lộ mặt"}, as_=vinh).status_code == 303

    assert [one.changes for one in db.session.scalars(select(Redaction))] == [{}, {}]
    page = _read(client, sent["page"], vinh)
    assert "covered-list" not in page and "Che bớt ảnh: biển số" in page
    assert client.get(f"{sent['photo']}/redacted", as_=vinh).status_code == 410


def _erasing(client: ActingClient, sent: dict[str, Any], digest: str, who: Person) -> str:
    return _read(client, f"{sent['page']}/words/{digest}/erase", who)


def test_places_that_overlap_become_one_bar_and_only_whole_words_count() -> None:
    text = "Anh nguyễn   văn Bình, xóm Bình Minh; văn"
    assert cover_phrases(text, ["Nguyễn Văn", "văn bình"]) == f"Anh {COVERED}, xóm Bình Minh; văn"
    assert cover_phrases("an, Lan, an ninh", ["an"]) == f"{COVERED}, Lan, {COVERED} ninh"
    assert cover_phrases("xe 59A1-123.45.", ["59A1-123.45"]) == f"xe {COVERED}."
