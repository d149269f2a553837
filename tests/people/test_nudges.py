"""A reminder to one phone: asked for on the board, heard by that phone alone, and its holder says that it was read."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock
from app.journal.models import JournalNote
from app.people.models import Device
from app.people.service import phones
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.nights import PUSH, entities, envelope, pull

BOARD = "/phones"


@pytest.fixture(autouse=True)
def _a_process_that_heard_nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "_written", {})


@pytest.fixture
def tu(cast: Cast) -> Person:
    """The duty officer, who reads and decides nothing."""
    return cast["tu"]


def _tell(client: ActingClient, who: Person, **health: Any) -> None:
    known = {"unsent": 0, "parked": 0, "persisted": True, "offset_ms": 0}
    assert client.post(PUSH, json=envelope(health=known | health), as_=who).status_code == 200


def _nudge(client: ActingClient, who: Person, phone: Person, reason: str = "parked", **more: str) -> Any:
    return client.submit(f"/phones/{phone.id}/nudge", {"reason": reason} | more, as_=who)


def _told(client: ActingClient, who: Person, cursor: str | None = None) -> dict[str, Any]:
    return entities(pull(client, who, cursor), "nudge")


def _reasons(phone: Person) -> list[str]:
    notes = db.session.scalars(select(JournalNote).where(JournalNote.kind == "device.nudged").order_by(JournalNote.seq))
    return [note.facts["reason"] for note in notes if note.subject_id == phone.id]


def test_the_phone_hears_it_at_its_next_contact(client: ActingClient, binh: Person, ha: Person) -> None:
    _tell(client, binh, parked=2)
    cursor = pull(client, binh)["cursor"]
    _nudge(client, ha, binh)

    told = _told(client, binh, cursor)[str(binh.id)]

    assert (told["reason"], told["version"]) == ("parked", 1)
    assert set(told) == {"entity", "id", "version", "rev", "reason", "at"}
    assert _told(client, binh)[str(binh.id)]["at"] == told["at"]


@pytest.mark.parametrize("other", ["hoa", "thanh", "khanh"])
def test_no_other_phone_hears_of_it(client: ActingClient, cast: Cast, binh: Person, ha: Person, other: str) -> None:
    _tell(client, binh, parked=2)
    cursor = pull(client, cast[other])["cursor"]
    _nudge(client, ha, binh)
    page = pull(client, cast[other], cursor)

    assert entities(page, "nudge") == _told(client, cast[other]) == {}
    assert page["removed"] == []


def test_the_board_says_whether_the_phone_has_seen_it(client: ActingClient, binh: Person, ha: Person) -> None:
    _tell(client, binh, parked=2)
    _nudge(client, ha, binh)
    before = client.get(BOARD, as_=ha).get_data(as_text=True)
    told = _told(client, binh)[str(binh.id)]
    _tell(client, binh, parked=2, nudge_seen=told["at"])
    after = client.get(BOARD, as_=ha).get_data(as_text=True)
    team = client.get(f"/teams/{binh.team_id}", as_=ha).get_data(as_text=True)

    assert "máy chưa xem" in before
    assert "máy đã xem" in after and "máy đã xem" in team
    assert _told(client, binh) == {}


def test_what_was_seen_before_does_not_count_for_a_new_one(client: ActingClient, binh: Person, ha: Person) -> None:
    _tell(client, binh, parked=2)
    _nudge(client, ha, binh)
    seen = _told(client, binh)[str(binh.id)]["at"]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        _tell(client, binh, parked=2, nudge_seen=seen)
        _nudge(client, ha, binh)

        assert _told(client, binh)[str(binh.id)]["at"] > seen
        assert "máy chưa xem" in client.get(BOARD, as_=ha).get_data(as_text=True)


def test_twice_within_the_hour_is_one_reminder(client: ActingClient, inside: None, binh: Person, ha: Person) -> None:
    _tell(client, binh, parked=2, persisted=False)
    for _ in range(2):
        _nudge(client, ha, binh)
    _nudge(client, ha, binh, "unprotected")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        _nudge(client, ha, binh, "unprotected")

    assert _reasons(binh) == ["parked", "unprotected", "unprotected"]


def test_who_asked_and_when_is_kept(client: ActingClient, inside: None, binh: Person, ha: Person) -> None:
    _tell(client, binh, parked=2)
    _nudge(client, ha, binh)
    device = db.session.get_one(Device, (binh.commune_id, binh.id))

    assert (device.nudge_reason, device.nudge_by, device.nudge_at) == ("parked", ha.id, clock.now())


@pytest.mark.parametrize("reason", ["clock", "", "Gọi cho tôi ngay"])
def test_a_reason_that_the_phone_does_not_have_is_not_sent(
    client: ActingClient, inside: None, binh: Person, ha: Person, reason: str
) -> None:
    _tell(client, binh, parked=2)
    _nudge(client, ha, binh, reason)

    assert "Máy không còn vướng việc này" in client.get(BOARD, as_=ha).get_data(as_text=True)
    assert _reasons(binh) == []


@pytest.mark.parametrize(("who", "status"), [("lam", 404), ("dung", 404), ("tu", 403), ("loan", 403), ("son", 403)])
def test_only_who_keeps_that_team_may_remind(
    client: ActingClient, inside: None, cast: Cast, binh: Person, who: str, status: int
) -> None:
    _tell(client, binh, parked=2)

    assert _nudge(client, cast[who], binh).status_code == status
    assert _reasons(binh) == []


def test_a_phone_that_was_shut_out_is_not_reminded(client: ActingClient, binh: Person, ha: Person) -> None:
    _tell(client, binh, parked=2)
    client.submit(f"/teams/{binh.team_id}/devices/{binh.id}/revoke", as_=ha)

    assert _nudge(client, ha, binh).status_code == 404


def test_the_teams_page_reminds_too_and_stays_where_it_is(
    client: ActingClient, binh: Person, ha: Person, tu: Person
) -> None:
    _tell(client, binh, parked=2)
    page = f"/teams/{binh.team_id}"
    before = client.get(page, as_=ha).get_data(as_text=True)
    answer = _nudge(client, ha, binh, back="team")

    assert f"/phones/{binh.id}/nudge" in before
    assert answer.headers["Location"] == page
    assert "máy chưa xem" in client.get(page, as_=ha).get_data(as_text=True)
    assert f"/phones/{binh.id}/nudge" not in client.get(page, as_=tu).get_data(as_text=True)


def test_the_board_lets_the_duty_officer_read_and_not_remind(client: ActingClient, binh: Person, tu: Person) -> None:
    _tell(client, binh, parked=2)

    assert f"/phones/{binh.id}/nudge" not in client.get(BOARD, as_=tu).get_data(as_text=True)
