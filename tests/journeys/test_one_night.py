"""One night through the API alone: from the invitation to the row of the CSV, with real photographs."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.journal import queries as journal
from app.photos.images import clean
from app.photos.store import open_store
from app.photos.worker import develop_all
from app.web.application import SETTINGS
from tests.authenticator import fresh_code
from tests.cast import COMMUNE, Person
from tests.conftest import TONIGHT
from tests.journeys.camera import camera_heic, camera_jpeg
from tests.journeys.people import Desk, Phone, announced, read
from tests.nights import as_uuid, at, incident, patrol
from tests.people.people import PASSWORD, give_password, invite
from tests.photos import picture_bytes as pb

PLATE, WORDS = "49-X1 234.56", "Khoảng 6 xe nẹt pô, hai lượt"
COMMENT = "Bác bổ sung giúp kết quả, và ảnh khác rõ hơn."
RETURNED = {"reasons": ["missing-result", "unclear-photo"], "fields": ["/incidents/0/result", "/incidents/0/photos"]}
IDS = {"shift_id": "0192f111-0000-7000-8000-000000000001", "report_id": "0192f111-0000-7000-8000-000000000002"}


@pytest.fixture
def develop(app: Flask) -> Callable[[], int]:
    """What the worker does until nothing waits."""

    def run() -> int:
        with app.app_context():
            return develop_all(open_store(app.config[SETTINGS].storage_url), clean)

    return run


@pytest.fixture
def let_in(app: Flask, vinh: Person) -> Callable[[Person], Phone]:
    """Lets a new phone into somebody's team, by an invitation of the chief."""

    def enrol(person: Person) -> Phone:
        with app.app_context():
            code = invite(vinh, person.team_id).link_code
        found = Phone(app)
        found.enrol(code)
        return found

    return enrol


@pytest.fixture
def phone(let_in: Callable[[Person], Phone], binh: Person) -> Phone:
    """A new phone of Bình's team."""
    return let_in(binh)


@pytest.fixture
def other_phone(let_in: Callable[[Person], Phone], thanh: Person) -> Phone:
    """A new phone of another team."""
    return let_in(thanh)


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Person], Desk]:
    """Signs somebody in with a password, as a program does."""

    def enter(person: Person) -> Desk:
        with app.app_context():
            give_password(person)
            code = fresh_code(person.username)
        return Desk(app, person.username, PASSWORD, code)

    return enter


def night_of_two_incidents(phone: Phone) -> tuple[dict[str, Any], list[dict[str, Any]], list[bytes]]:
    """The body of a night, its photos as announced, and their bytes."""
    revving = incident("A03", 2, what=WORDS, police_only={"plate": PLATE}, details={"vehicles": 6}, result=None)
    unlocked = incident("B03", 1, what="Một ki-ốt quên khóa cửa cuốn", place="Dãy ki-ốt", at=at("01:05", "2026-11-22"))
    ids = [one["incident_id"] for one in (revving, unlocked)]
    bytes_of = [camera_jpeg(1), camera_heic(2), camera_jpeg(3)]
    photos = [
        announced(bytes_of[0], "image/jpeg", incident_id=ids[0], taken_at=at("23:12")),
        announced(bytes_of[1], "image/heic", incident_id=ids[1], taken_at=at("01:06", "2026-11-22")),
        announced(bytes_of[2], "image/jpeg", about="team", taken_at=at("22:05")),
    ]
    body = {
        "night": "2026-11-21",
        "preset": "night",
        "started_at": at("22:02"),
        "ended_at": at("03:50", "2026-11-22"),
        "lead_id": phone.members[0]["id"],
        "present": [{"member_id": member["id"], "from": at("22:02"), "to": None} for member in phone.members],
        "rounds": [patrol(5), patrol(whole=True)],
        "incidents": [revving, unlocked],
        "reminders": 1,
        "remark": "Đêm có trăng",
        "quiet": False,
    }
    return body, photos, bytes_of


def send_photos(phone: Phone, photos: list[dict[str, Any]], bytes_of: list[bytes]) -> None:
    """The first whole, the second in parts, the third whole again; each of them twice, for a lost answer."""
    for photo, data in zip(photos, bytes_of, strict=True):
        if photo["mime"] == "image/heic":
            phone.send_photo_in_parts(photo["photo_id"], data)
        else:
            assert phone.put_photo(photo["photo_id"], data).status_code == 201
        assert phone.put_photo(photo["photo_id"], data).status_code == 200


def check_pictures(desk: Desk, photos: list[dict[str, Any]]) -> None:
    """The office sees upright pictures of 1600 pixels in which nothing tells where, when or by which phone."""
    for photo in photos:
        answer = desk.browser.get(f"/api/v1/photos/{photo['photo_id']}/clean")
        picture = pb.opened(answer.data)
        upright = (1200, 1600) if photo["mime"] == "image/jpeg" else (1600, 1200)
        assert picture.size == upright and not picture.getexif()
        assert b"SERIAL12345" not in answer.data and b"MAKERNOTE" not in answer.data


def later(hours: float) -> AbstractContextManager[None]:
    """So many hours after half past ten at night."""
    return clock.frozen(TONIGHT + timedelta(hours=hours))


def write_and_send(phone: Phone, develop: Callable[[], int]) -> tuple[str, list[dict[str, Any]]]:
    """The night arrives, text first, then its photos; gives the receipt and the photos."""
    body, photos, bytes_of = night_of_two_incidents(phone)
    night = phone.operation("report.submit", body=body, photos=photos, **IDS)
    (sent,) = phone.push(night)
    assert (sent["status"], sent["version"], sent["rev"]) == ("applied", 1, 1)
    assert sent["photos_missing"] == [photo["photo_id"] for photo in photos]
    assert phone.push(night) == [sent | {"status": "duplicate"}]
    send_photos(phone, photos, bytes_of)
    assert develop() == 3
    mine = phone.pull()["report", IDS["report_id"]]
    assert mine["complete"] and {photo["state"] for photo in mine["photos"]} == {"ready"}
    assert mine["receipt"] == sent["receipt"]
    return sent["receipt"], photos


def read_and_return(desk: Desk, photos: list[dict[str, Any]]) -> None:
    """An officer finds it, reads it whole, and gives it back with reasons and marked fields."""
    (listed,) = desk.get("/reports", state="submitted")["items"]
    assert (listed["id"], listed["severity"], listed["counts"]["incidents"]) == (IDS["report_id"], 2, 2)
    report = desk.get(f"/reports/{IDS['report_id']}")
    assert report["body"]["incidents"][0]["police_only"] == {"plate": PLATE}
    assert report["counts"] | {"rounds": 2, "passes": 5, "people": 3} == report["counts"]
    assert set(report["legal_moves"]) == {"approve", "return", "reject"}
    check_pictures(desk, photos)
    assert read(desk.move(report, "return", comment=COMMENT, **RETURNED))["state"] == "returned"
    assert read(desk.move(report, "approve"), 412)["current"]["state"] == "returned"


def mend(phone: Phone, photos: list[dict[str, Any]], develop: Callable[[], int]) -> None:
    """The phone gets reasons and fields, but never what police alone may know; it mends and sends again."""
    mine = phone.pull()["report", IDS["report_id"]]
    assert mine["state"] == "returned"
    assert {name: mine["review"][name] for name in (*RETURNED, "comment")} == RETURNED | {"comment": COMMENT}
    assert mine["body"]["incidents"][0]["police_only"] == {"kept": True}
    mended = mine["body"] | {"correction_note": "Đã ghi kết quả"}
    mended["incidents"][0]["result"] = "settled"
    clearer = announced(camera_jpeg(4), "image/jpeg", incident_id=mended["incidents"][0]["incident_id"])
    (sent,) = phone.push(phone.operation("report.amend", base_version=1, body=mended, photos=[*photos[1:], clearer], **IDS))
    assert (sent["status"], sent["version"]) == ("applied", 2)
    assert sent["photos_missing"] == [clearer["photo_id"]]
    assert phone.put_photo(clearer["photo_id"], camera_jpeg(4)).status_code == 201
    assert develop() == 1


def approve(desk: Desk) -> None:
    """The officer sees what changed and approves."""
    report = desk.get(f"/reports/{IDS['report_id']}")
    assert (report["state"], report["version"], report["complete"]) == ("submitted", 2, True)
    assert report["body"]["incidents"][0]["police_only"] == {"plate": PLATE}
    changed = desk.get(f"/reports/{IDS['report_id']}/history")["versions"][1]["changes"]
    assert "/incidents/0/result" in {one["pointer"] for one in changed}
    assert read(desk.move(report, "approve"))["state"] == "approved"


def check_feeds(police: Desk, committee: Desk, phone: Phone, other_phone: Phone) -> None:
    """Police and the team read it whole; everybody else one sentence made of coded fields."""
    (told,) = police.feed()
    assert (told["text"], told["report_id"]) == (WORDS, IDS["report_id"])
    (own,) = phone.feed()
    assert (own["own"], own["report_id"]) == (True, IDS["report_id"])
    for (item,) in (committee.feed(), other_phone.feed()):
        assert (item["own"], item["report_id"], item["text"]) == (False, None, None)
        assert item["sentence"] == told["others_sentence"]
        shown = json.dumps(item, ensure_ascii=False)
        assert not [secret for secret in (PLATE, WORDS, "Cầu treo", "Bình", IDS["report_id"]) if secret in shown]


def check_log(desk: Desk, receipt: str) -> None:
    """The activity log of the night has one row, with all counts and the state."""
    answer = desk.browser.get("/api/v1/exports/activity-log.csv?from=2026-11-21&to=2026-11-21")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert receipt in row.values() and PLATE not in answer.data.decode()
    assert "Đã duyệt" in row.values()


def check_journal(app: Flask) -> None:
    """The commune's journal tells the whole day, without a gap and unchanged."""
    with app.app_context():
        notes = journal.notes_about(COMMUNE, as_uuid(IDS["report_id"]))
        assert list(journal.find_faults(COMMUNE)) == []
    told = [note.kind for note in notes if note.subject_kind == "report"]
    assert told == ["report.submitted", "report.returned", "report.amended", "report.approved"]
    verified = app.test_cli_runner().invoke(args=["journal", "verify", COMMUNE])
    assert (verified.exit_code, "whole" in verified.output) == (0, True)


def test_one_night_from_the_invitation_to_the_log(
    app: Flask,
    phone: Phone,
    other_phone: Phone,
    sign_in: Callable[[Person], Desk],
    develop: Callable[[], int],
    ha: Person,
    loan: Person,
) -> None:
    with later(hours=6):
        receipt, photos = write_and_send(phone, develop)
    with later(hours=9):
        read_and_return(sign_in(ha), photos)
    with later(hours=11):
        mend(phone, photos, develop)
    with later(hours=12):
        police = sign_in(ha)
        approve(police)
        check_feeds(police, sign_in(loan), phone, other_phone)
        check_log(police, receipt)
    check_journal(app)
