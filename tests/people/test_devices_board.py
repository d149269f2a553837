"""The board of phones: what needs a person stands first, in words, for those who answer for the team."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core import clock
from app.people import service
from app.people.models import Device
from app.people.rules.phones import Heard, Trouble, counters_agree, has_forgotten, troubles_of
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import PUSH, envelope, submit

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
FINE = {"unsent": 0, "parked": 0, "persisted": True, "offset_ms": 0, "client": "2026.11.0"}
BOARD = "/phones"


def _troubles(seen_at: datetime | None = NOW, **health: Any) -> list[Trouble]:
    return troubles_of(Heard(seen_at, NOW, FINE | health), NOW, oldest_client="2026.11.0")


@pytest.mark.parametrize(
    ("health", "trouble"),
    [
        ({"storage_lost": True}, Trouble.STORAGE_LOST),
        ({"made": 5, "proven": 2, "queued": 1, "aside": 0, "unproven": 1}, Trouble.COUNTERS),
        ({"forgot": "2026-11-20T10:00:00+00:00"}, Trouble.COUNTERS),
        ({"unsent": 1, "oldest_unsent_at": (NOW - timedelta(hours=25)).isoformat()}, Trouble.OLD_UNSENT),
        ({"parked": 1}, Trouble.PARKED),
        ({"storage_used": 950_000_000, "storage_quota": 990_000_000}, Trouble.LITTLE_ROOM),
        ({"persisted": False}, Trouble.UNPROTECTED),
        ({"offset_ms": -301_000}, Trouble.CLOCK),
        ({"client": "2026.05.0"}, Trouble.OLD_VERSION),
    ],
)
def test_each_trouble_is_seen(health: dict[str, Any], trouble: Trouble) -> None:
    assert _troubles(**health) == [trouble]


def test_a_phone_that_fares_well_has_none() -> None:
    assert _troubles(made=5, proven=2, queued=1, unproven=2, aside=0) == []
    assert _troubles(unsent=2, oldest_unsent_at=(NOW - timedelta(hours=3)).isoformat()) == []


def test_a_silent_phone_is_asked_after() -> None:
    assert _troubles(seen_at=NOW - timedelta(days=3)) == [Trouble.SILENT]


def test_a_phone_that_tells_nonsense_breaks_nothing() -> None:
    assert _troubles(oldest_unsent_at="yesterday", unsent=1, storage_used="much") == []


def test_a_count_that_went_down_is_a_loss_unless_the_app_is_a_new_one() -> None:
    before = {"install_id": "a", "made": 7}
    assert has_forgotten(before, {"install_id": "a", "made": 6})
    assert not has_forgotten(before, {"install_id": "a", "made": 7})
    assert not has_forgotten(before, {"install_id": "b", "made": 1})
    assert counters_agree({})


def _push(client: ActingClient, who: Person, health: dict[str, Any], *ops: Any, install: Any = None) -> None:
    body = envelope(*ops, health=health, install_id=str(install or uuid4()))
    assert client.post(PUSH, json=body, as_=who).status_code == 200


def test_the_board_tells_what_a_phone_said_and_what_to_do(client: ActingClient, binh: Person, ha: Person) -> None:
    oldest = (clock.now() - timedelta(hours=30)).isoformat()
    _push(client, binh, {"unsent": 3, "parked": 0, "persisted": False, "oldest_unsent_at": oldest, "offset_ms": 600_000})
    page = client.get(BOARD, as_=ha).get_data(as_text=True)

    for words in ("Chưa gửi quá 24 giờ", "Nhắc tổ mở ứng dụng ở nơi có mạng.", "Đồng hồ máy sai", "nhanh 10 phút"):
        assert words in page
    assert page.index("Máy của Nguyễn Văn Bình") < page.index("Máy của Trần Thị Hoa")


def test_a_filter_leaves_one_kind(client: ActingClient, binh: Person, thanh: Person, ha: Person) -> None:
    _push(client, binh, FINE | {"parked": 2})
    _push(client, thanh, FINE)
    page = client.get(f"{BOARD}?trouble=parked", as_=ha).get_data(as_text=True)

    assert "Máy của Nguyễn Văn Bình" in page
    assert "Máy của Phạm Văn Thành" not in page


def test_phones_of_other_villages_are_not_on_the_board(client: ActingClient, lam: Person) -> None:
    page = client.get(BOARD, as_=lam).get_data(as_text=True)

    assert "Máy của Huỳnh Minh Khôi" in page
    assert "Máy của Nguyễn Văn Bình" not in page


def test_the_board_costs_the_same_for_many_phones(client: ActingClient, ha: Person, lam: Person) -> None:
    counts = []
    for who in (lam, ha):
        client.get(BOARD, as_=who)
        with counted_statements() as statements:
            client.get(BOARD, as_=who)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_phone_that_forgot_stays_noted_until_somebody_has_seen_to_it(
    client: ActingClient, binh: Person, ha: Person
) -> None:
    install = uuid4()
    counts = {"made": 7, "proven": 7, "queued": 0, "unproven": 0, "aside": 0}
    _push(client, binh, FINE | counts, install=install)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        _push(client, binh, FINE | counts | {"made": 5, "proven": 5}, install=install)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        _push(client, binh, FINE | counts | {"made": 6, "proven": 6}, install=install)
        before = client.get(BOARD, as_=ha).get_data(as_text=True)
        client.submit(f"/phones/{binh.id}/seen-to", as_=ha)
        after = client.get(BOARD, as_=ha).get_data(as_text=True)

    assert "Số đếm không khớp" in before
    assert "Số đếm không khớp" not in after


def test_a_phone_with_unsent_work_is_let_go_only_with_a_reason(client: ActingClient, binh: Person, ha: Person) -> None:
    _push(client, binh, FINE | {"unsent": 1}, submit(binh))
    client.submit(f"/phones/{binh.id}/retire", as_=ha)
    kept = client.get("/api/v1/me", as_=binh)
    client.submit(f"/phones/{binh.id}/retire", {"reason": "Máy rơi xuống suối"}, as_=ha)
    gone = client.get("/api/v1/me", as_=binh)

    assert kept.status_code == 200
    assert (gone.status_code, gone.json["type"]) == (401, "/problems/device-revoked")


def test_nothing_that_a_person_wrote_gets_into_a_phones_state(inside: None, binh: Person) -> None:
    told = {"unsent": 1, "client": "Ông Bảy ở xóm trên", "note": "Ông Bảy", "x" * 31: 1} | {f"n{at}": at for at in range(60)}
    with unit_of_work():
        service.note_health(binh.actor(), told, clock.now())

    health = db.session.get_one(Device, (binh.commune_id, binh.id)).health or {}
    assert "Ông Bảy" not in str(health)
    assert len(health) <= 41


def test_a_phone_is_renamed_and_a_lost_one_stands_among_the_locked(
    client: ActingClient, inside: None, binh: Person, ha: Person, lam: Person
) -> None:
    path = f"{BOARD}/{binh.id}/rename"
    assert client.submit(path, {"name": "Máy  của tổ trưởng"}, page=BOARD, as_=ha).status_code == 303
    assert "Máy của tổ trưởng" in client.get(BOARD, as_=ha).get_data(as_text=True)
    for name in ("", " ", "x" * 81):
        client.submit(path, {"name": name}, as_=ha)
        assert "Tên máy có 1–80 ký tự" in client.get(BOARD, as_=ha).get_data(as_text=True)
    assert client.submit(path, {"name": "Máy lạ"}, as_=lam).status_code == 404

    with unit_of_work():
        service.note_health(binh.actor(), FINE | {"unsent": 2}, clock.now())
    client.submit(f"/teams/{binh.team_id}/devices/{binh.id}/revoke", as_=ha)

    page = client.get(BOARD, as_=ha).get_data(as_text=True)
    assert "1 máy đã khóa hoặc đã trả" in page and "máy còn việc chưa gửi. Tìm lại được máy" in page
    assert "đã khóa hoặc đã trả" not in client.get(BOARD, as_=lam).get_data(as_text=True)
