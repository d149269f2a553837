"""A photo sent whole."""

import base64
import hashlib
import io

import pytest

from app.journal import queries as journal
from app.photos.rules import Form
from app.photos.store import StoreDown, blob_key
from tests.photos import picture_bytes as pb


def digest_header(data: bytes) -> dict[str, str]:
    return {"Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"}


def slug(answer) -> str:
    assert answer.content_type == "application/problem+json"
    return answer.json["type"].removeprefix("/problems/")


def original(announced) -> str:
    return blob_key("24958", hashlib.sha256(announced.data).digest(), Form.ORIGINAL)


def test_an_announced_photo_is_stored(client, binh, announce, store, photo_row):
    photo = announce(binh)
    answer = client.put(photo.path, as_=binh, data=photo.data, headers=digest_header(photo.data))
    assert (answer.status_code, answer.json) == (201, {"state": "stored"})
    assert photo_row(photo).state == "stored"
    assert store.get(original(photo)) == photo.data


def test_a_repeat_is_harmless(client, binh, announce):
    photo = announce(binh)
    first, again = (client.put(photo.path, as_=binh, data=photo.data) for _ in range(2))
    assert (first.status_code, again.status_code, again.json) == (201, 200, {"state": "stored"})


def test_a_repeat_is_read_to_its_end_so_that_its_answer_arrives(client, binh, announce):
    photo = announce(binh)
    client.put(photo.path, as_=binh, data=photo.data)
    body = io.BytesIO(photo.data)

    answer = client.put(photo.path, as_=binh, input_stream=body, content_length=len(photo.data))

    assert answer.json == {"state": "stored"}
    assert body.tell() == len(photo.data)


def test_any_phone_of_the_team_may_send_it(client, binh, hoa, announce):
    photo = announce(binh)
    assert client.put(photo.path, as_=hoa, data=photo.data).status_code == 201


@pytest.mark.parametrize("stranger", ["thanh", "khanh"])
def test_what_another_team_announced_is_unknown(client, cast, binh, announce, stranger):
    photo = announce(binh)
    answer = client.put(photo.path, as_=cast[stranger], data=photo.data)
    assert (answer.status_code, slug(answer)) == (404, "unknown-photo")


def test_what_nobody_announced_is_unknown(client, binh, picture):
    answer = client.put("/api/v1/photos/0192f000-0000-7000-8000-00000000abcd", as_=binh, data=picture)
    assert (answer.status_code, slug(answer)) == (404, "unknown-photo")


def test_the_same_bytes_in_another_team_give_nothing_away(client, binh, thanh, announce, picture):
    first, second = announce(binh), announce(thanh)
    client.put(first.path, as_=binh, data=picture)
    answer = client.put(second.path, as_=thanh, data=picture)
    assert (answer.status_code, answer.json) == (201, {"state": "stored"})


def test_the_office_sends_no_photos(client, ha, binh, announce):
    photo = announce(binh)
    assert client.put(photo.path, as_=ha, data=photo.data).status_code == 401


def test_one_byte_more_than_announced_is_too_large(client, binh, announce, photo_row):
    photo = announce(binh)
    answer = client.put(photo.path, as_=binh, data=photo.data + b"x")
    assert (answer.status_code, slug(answer)) == (413, "too-large")
    assert answer.json["max_bytes"] == len(photo.data)
    assert photo_row(photo).state == "expected"


def test_more_than_announced_without_a_length_is_too_large(client, binh, announce):
    photo = announce(binh)
    answer = client.put(
        photo.path,
        as_=binh,
        input_stream=io.BytesIO(photo.data + b"x" * 100),
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (answer.status_code, slug(answer)) == (413, "too-large")


def test_exactly_what_was_announced_is_taken_where_the_server_ends_the_stream(client, binh, announce):
    photo = announce(binh)
    answer = client.put(photo.path, as_=binh, data=photo.data, environ_overrides={"wsgi.input_terminated": True})
    assert (answer.status_code, answer.json) == (201, {"state": "stored"})


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"\x00" + data[1:], lambda data: b""])
def test_other_bytes_than_announced_are_a_mismatch(client, binh, announce, photo_row, store, spoil):
    photo = announce(binh)
    answer = client.put(photo.path, as_=binh, data=spoil(photo.data))
    assert (answer.status_code, slug(answer)) == (422, "digest-mismatch")
    assert answer.headers["Upload-Offset"] == "0"
    assert photo_row(photo).state == "expected"
    assert not store.exists(original(photo))


def test_a_wrong_digest_beside_the_right_bytes_is_a_mismatch(client, binh, announce):
    photo = announce(binh)
    answer = client.put(photo.path, as_=binh, data=photo.data, headers=digest_header(b"other"))
    assert (answer.status_code, slug(answer)) == (422, "digest-mismatch")


def test_a_digest_of_an_algorithm_that_we_do_not_know_is_passed_over(client, binh, announce):
    photo = announce(binh)
    headers = {"Content-Digest": "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"}
    assert client.put(photo.path, as_=binh, data=photo.data, headers=headers).status_code == 201


def test_one_good_digest_among_several_counts(client, binh, announce):
    photo = announce(binh)
    good = digest_header(photo.data)["Content-Digest"]
    answer = client.put(photo.path, as_=binh, data=photo.data, headers={"Content-Digest": f"md5=:AA==:, {good}"})
    assert answer.status_code == 201


def test_bytes_that_are_no_image_are_refused_even_with_the_right_digest(client, binh, announce, store):
    photo = announce(binh, b"<html>not a photo</html>")
    answer = client.put(photo.path, as_=binh, data=photo.data)
    assert (answer.status_code, slug(answer)) == (422, "not-an-image")
    assert not store.exists(original(photo))


def test_another_kind_than_announced_is_refused(client, binh, announce):
    photo = announce(binh, pb.encode(pb.corners(), "PNG"))
    answer = client.put(photo.path, as_=binh, data=photo.data)
    assert (answer.status_code, slug(answer)) == (422, "not-an-image")
    assert answer.json["found"] == "image/png"


@pytest.mark.parametrize(
    "data",
    [pb.sized_jpeg(9000, 9000), pb.sized_jpeg(65_000, 65_000), pb.sized_jpeg(6000, 5000, marker=b"\xff\xc2")],
    ids=["81 Mpx", "4 Gpx", "30 Mpx progressive"],
)
def test_too_many_pixels_are_refused_from_the_header(client, binh, announce, data):
    photo = announce(binh, data)
    answer = client.put(photo.path, as_=binh, data=data)
    assert (answer.status_code, slug(answer)) == (422, "too-many-pixels")


@pytest.mark.parametrize(("name", "mime"), [("PNG", "image/png"), ("WEBP", "image/webp"), ("HEIF", "image/heic")])
def test_each_kind_can_be_sent(client, binh, announce, name, mime):
    photo = announce(binh, pb.encode(pb.corners(), name), mime=mime)
    assert client.put(photo.path, as_=binh, data=photo.data).status_code == 201


def test_a_storage_in_trouble_means_later(client, binh, announce, photo_row, store, monkeypatch):
    def down(_key: str, _data: bytes) -> None:
        raise StoreDown("no answer")

    monkeypatch.setattr(store, "put", down)
    photo = announce(binh)
    answer = client.put(photo.path, as_=binh, data=photo.data)
    assert (answer.status_code, slug(answer)) == (503, "busy")
    assert answer.headers["Retry-After"] == "30"
    assert photo_row(photo).state == "expected"
    monkeypatch.undo()
    assert client.put(photo.path, as_=binh, data=photo.data).status_code == 201


def test_a_stored_photo_is_noted_once_and_its_owner_is_told(app, client, binh, announce, told):
    photo = announce(binh)
    for _ in range(3):
        client.put(photo.path, as_=binh, data=photo.data)
    with app.app_context():
        assert journal.head_of("24958") == told.journal_before + 1
        assert list(journal.find_faults("24958")) == []
    assert told.owners == [("24958", photo.owner_id)]


def test_every_answer_bears_the_marks_of_the_sync(client, binh, announce):
    photo = announce(binh)
    for answer in (client.put(photo.path, as_=binh, data=b""), client.put(photo.path, as_=binh, data=photo.data)):
        assert answer.headers["Keng-Sync"] == "1"
        assert answer.headers["Keng-Epoch"]
