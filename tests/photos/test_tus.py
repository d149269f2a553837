"""A photo sent in parts, by our own requests and by a stock tus client against a real server."""

import io
import socket
import threading
from datetime import timedelta

import pytest
import requests
from sqlalchemy import delete, func, select
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from werkzeug.serving import make_server

from app.core import clock
from app.photos import service
from app.photos.models import UploadPart
from app.photos.store import StoreDown
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.conftest import TONIGHT
from tests.photos import picture_bytes as pb

PART = 32 * 1024
TUS = {"Tus-Resumable": "1.0.0"}


def send_part(client, who, photo, offset: int, data: bytes, **headers: str):
    sent = TUS | {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"} | headers
    return client.patch(photo.path, as_=who, data=data, headers=sent)


def send_rest(client, who, photo, offset: int = 0, size: int = PART):
    answer = None
    for start in range(offset, len(photo.data), size):
        answer = send_part(client, who, photo, start, photo.data[start : start + size])
        assert answer.status_code == 204, answer.data
    return answer


def offset_of(client, who, photo) -> int:
    return int(client.head(photo.path, as_=who).headers["Upload-Offset"])


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


@pytest.fixture
def count_parts(app):
    def count() -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(UploadPart))

    return count


# ── our own requests ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_options_name_the_version_and_the_extensions(client, binh, announce):
    for path in ("/api/v1/photos", announce(binh).path):
        answer = client.options(path)
        assert answer.status_code == 204
        assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Tus-Extension"] == "creation"
        assert answer.headers["Tus-Max-Size"] == str(8 * 1024 * 1024)


def test_an_untouched_slot_stands_at_zero(client, binh, announce):
    photo = announce(binh)
    answer = client.head(photo.path, as_=binh)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Upload-Offset"] == "0"
    assert answer.headers["Upload-Length"] == str(len(photo.data))
    assert answer.headers["Cache-Control"] == "no-store"


def test_parts_make_a_photo(client, binh, announce, photo_row, count_parts):
    photo = announce(binh)
    last = send_rest(client, binh, photo)
    assert last.headers["Upload-Offset"] == str(len(photo.data))
    assert photo_row(photo).state == "stored"
    assert offset_of(client, binh, photo) == len(photo.data)
    assert count_parts() == 0


def test_what_came_shows_in_the_offset(client, binh, hoa, announce):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    assert offset_of(client, hoa, photo) == PART


def test_two_phones_of_a_team_may_share_the_work(client, binh, hoa, announce, photo_row):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    send_rest(client, hoa, photo, PART)
    assert photo_row(photo).state == "stored"


@pytest.mark.parametrize("offset", [0, PART - 1, PART + 1])
def test_a_wrong_offset_is_told_the_right_one(client, binh, announce, offset):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    answer = send_part(client, binh, photo, offset, photo.data[offset : offset + PART])
    assert (answer.status_code, slug(answer)) == (409, "offset-mismatch")
    assert (answer.json["offset"], answer.headers["Upload-Offset"]) == (PART, str(PART))


def test_the_last_part_at_a_wrong_offset_is_told_the_right_one(client, binh, announce):
    photo = announce(binh)
    answer = send_part(client, binh, photo, PART, photo.data[PART:])
    assert (answer.status_code, answer.json["offset"]) == (409, 0)


def test_spoiled_parts_start_again_from_zero(client, binh, announce, photo_row, count_parts):
    photo = announce(binh)
    send_part(client, binh, photo, 0, b"\x00" * PART)
    answer = send_part(client, binh, photo, PART, photo.data[PART:])
    assert (answer.status_code, slug(answer)) == (422, "digest-mismatch")
    assert answer.headers["Upload-Offset"] == "0"
    assert (offset_of(client, binh, photo), count_parts()) == (0, 0)
    send_rest(client, binh, photo)
    assert photo_row(photo).state == "stored"


def test_parts_that_are_no_image_start_again_from_zero(client, binh, announce):
    photo = announce(binh, b"<html>" + b"x" * (2 * PART))
    send_part(client, binh, photo, 0, photo.data[:PART])
    answer = send_part(client, binh, photo, PART, photo.data[PART:])
    assert (answer.status_code, slug(answer)) == (422, "not-an-image")
    assert offset_of(client, binh, photo) == 0


def test_more_than_announced_is_too_large(client, binh, announce):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    answer = send_part(client, binh, photo, PART, photo.data[PART:] + b"x")
    assert (answer.status_code, slug(answer)) == (413, "too-large")
    assert offset_of(client, binh, photo) == PART


def test_a_part_for_a_stored_photo_is_harmless(client, binh, announce):
    photo = announce(binh)
    send_rest(client, binh, photo)
    answer = send_part(client, binh, photo, 0, photo.data[:PART])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(photo.data)))


def test_an_empty_part_changes_nothing(client, binh, announce, count_parts):
    photo = announce(binh)
    assert send_part(client, binh, photo, 0, b"").status_code == 204
    assert (offset_of(client, binh, photo), count_parts()) == (0, 0)


def test_parts_may_be_wiped_at_any_time(app, client, binh, announce, photo_row):
    photo = announce(binh)
    big = 300 * 1024
    data = pb.encode(pb.noise(2400, 1800), quality=95)
    photo = announce(binh, data)
    for start in range(0, 3 * big, big):
        send_part(client, binh, photo, start, data[start : start + big])
    with app.app_context(), unit_of_work():
        db.session.execute(delete(UploadPart).where(UploadPart.start == big))
    assert offset_of(client, binh, photo) == big
    send_rest(client, binh, photo, big, big)
    assert photo_row(photo).state == "stored"


def test_many_small_parts_become_few_rows(client, binh, announce, count_parts):
    photo = announce(binh)
    for start in range(0, 40_000, 1000):
        send_part(client, binh, photo, start, photo.data[start : start + 1000])
    assert (offset_of(client, binh, photo), count_parts()) == (40_000, 1)


def test_a_storage_in_trouble_keeps_the_parts(client, binh, announce, store, monkeypatch, photo_row):
    def down(_key: str, _data: bytes) -> None:
        raise StoreDown("no answer")

    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    monkeypatch.setattr(store, "put", down)
    assert send_part(client, binh, photo, PART, photo.data[PART:]).status_code == 503
    # The offset must not say that everything is here while nothing is stored.
    assert offset_of(client, binh, photo) == PART
    monkeypatch.undo()
    assert send_part(client, binh, photo, PART, photo.data[PART:]).status_code == 204
    assert photo_row(photo).state == "stored"


def test_a_photo_may_change_over_from_parts_to_whole(client, binh, announce, count_parts):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    assert client.put(photo.path, as_=binh, data=photo.data).status_code == 201
    assert count_parts() == 0


def test_creation_starts_the_slot_again(client, binh, announce):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    answer = client.post(photo.path, as_=binh, headers=TUS | {"Upload-Length": str(len(photo.data))})
    assert (answer.status_code, answer.headers["Location"]) == (201, photo.path)
    assert offset_of(client, binh, photo) == 0


@pytest.mark.parametrize(("more", "status"), [(1, 413), (-1, 400)])
def test_creation_of_another_length_than_announced_is_refused(client, binh, announce, more, status):
    photo = announce(binh)
    answer = client.post(photo.path, as_=binh, headers=TUS | {"Upload-Length": str(len(photo.data) + more)})
    assert answer.status_code == status


@pytest.mark.parametrize("offset", ["", "-1", "abc", "1.5", "٣", "9" * 30])
def test_an_unreadable_offset_is_malformed(client, binh, announce, offset):
    photo = announce(binh)
    answer = client.patch(
        photo.path,
        as_=binh,
        data=b"x",
        headers={"Upload-Offset": offset.encode().decode("latin-1"), "Content-Type": "application/offset+octet-stream"},
    )
    assert (answer.status_code, slug(answer)) == (400, "malformed")


def test_parts_have_their_own_media_type(client, binh, announce):
    photo = announce(binh)
    answer = client.patch(photo.path, as_=binh, data=b"x", headers={"Upload-Offset": "0", "Content-Type": "image/jpeg"})
    assert (answer.status_code, slug(answer)) == (415, "wrong-media-type")


def test_another_version_of_tus_is_refused(client, binh, announce):
    photo = announce(binh)
    answer = send_part(client, binh, photo, 0, b"x", **{"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, slug(answer)) == (412, "upload-version")


def test_what_another_team_announced_is_unknown_to_every_door(client, thanh, binh, announce):
    photo = announce(binh)
    assert client.head(photo.path, as_=thanh).status_code == 404
    assert send_part(client, thanh, photo, 0, b"x").status_code == 404
    assert client.post(photo.path, as_=thanh, headers=TUS | {"Upload-Length": "5"}).status_code == 404


def test_parts_that_nobody_continues_are_purged_after_two_days(app, client, binh, announce, count_parts):
    photo = announce(binh)
    send_part(client, binh, photo, 0, photo.data[:PART])
    with app.app_context():
        with clock.frozen(TONIGHT + timedelta(hours=47)):
            assert service.purge_parts() == 0
        with clock.frozen(TONIGHT + timedelta(hours=49)):
            assert service.purge_parts() == 1
    assert (offset_of(client, binh, photo), count_parts()) == (0, 0)


# ── a stock client ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def server(app):
    """The application on a port of its own, as clients outside find it."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def stock(server, binh):
    """tuspy, with Bình's cookie."""

    def make(photo) -> TusClient:
        return TusClient(server + photo.path, headers={"Cookie": f"device={binh.token}"})

    return make


def test_a_stock_client_sends_a_photo_in_parts(stock, binh, announce, photo_row):
    photo = announce(binh)
    stock(photo).uploader(file_stream=io.BytesIO(photo.data), chunk_size=PART).upload()
    assert photo_row(photo).state == "stored"


def test_a_stock_client_sends_a_photo_in_one_part(stock, binh, announce, photo_row):
    photo = announce(binh)
    stock(photo).uploader(file_stream=io.BytesIO(photo.data)).upload()
    assert photo_row(photo).state == "stored"


def test_a_stock_client_goes_on_where_another_stopped(stock, server, binh, announce, photo_row):
    photo = announce(binh)
    stock(photo).uploader(file_stream=io.BytesIO(photo.data), chunk_size=PART).upload(stop_at=PART)
    uploader = stock(photo).uploader(file_stream=io.BytesIO(photo.data), chunk_size=PART, url=server + photo.path)
    assert uploader.offset == PART
    uploader.upload()
    assert photo_row(photo).state == "stored"


def test_a_stock_client_may_send_again_what_is_stored(stock, binh, announce, photo_row):
    photo = announce(binh)
    for _ in range(2):
        stock(photo).uploader(file_stream=io.BytesIO(photo.data), chunk_size=PART).upload()
    assert photo_row(photo).state == "stored"


def test_a_stock_client_hears_of_spoiled_bytes(stock, binh, announce):
    photo = announce(binh)
    spoiled = photo.data[:-1] + bytes([photo.data[-1] ^ 1])
    with pytest.raises(TusUploadFailed) as caught:
        stock(photo).uploader(file_stream=io.BytesIO(spoiled), chunk_size=PART).upload()
    assert caught.value.status_code == 422


def test_a_stock_client_without_a_slot_is_refused(stock, thanh, announce):
    photo = announce(thanh)
    with pytest.raises(TusCommunicationError):
        stock(photo).uploader(file_stream=io.BytesIO(photo.data)).upload()


def test_twenty_uploads_of_one_photo_at_once_make_one(server, binh, announce, photo_row, told):
    photo = announce(binh)
    statuses: list[int] = []

    def send() -> None:
        answer = requests.put(server + photo.path, data=photo.data, cookies={"device": binh.token}, timeout=30)
        statuses.append(answer.status_code)

    senders = [threading.Thread(target=send) for _ in range(20)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(statuses) == [200] * 19 + [201]
    assert photo_row(photo).state == "stored"
    assert len(told.owners) == 1


def test_a_line_that_breaks_keeps_what_came(server, client, binh, announce, photo_row):
    photo = announce(binh)
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        head = (
            f"PATCH {photo.path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: device={binh.token}\r\n"
            f"Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {len(photo.data)}\r\n\r\n"
        )
        line.sendall(head.encode() + photo.data[:50_000])
    for _ in range(100):
        if offset_of(client, binh, photo) == 50_000:
            break
        threading.Event().wait(0.05)
    assert offset_of(client, binh, photo) == 50_000
    send_rest(client, binh, photo, 50_000)
    assert photo_row(photo).state == "stored"
