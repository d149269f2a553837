"""Who may look at a photo, in which form, and what the answer allows a browser to do."""

import pytest

from app.photos.store import StoreDown
from tests.photos import picture_bytes as pb


@pytest.fixture
def ready(client, binh, announce, develop):
    """A photo of Bình's team, sent and developed."""
    photo = announce(binh, pb.jpeg(2400, 1800, exif=pb.exif_with_position()))
    assert client.put(photo.path, as_=binh, data=photo.data).status_code == 201
    assert develop() == 1
    return photo


def test_the_clean_picture_is_small_upright_and_bare(client, binh, ready):
    answer = client.get(f"{ready.path}/clean", as_=binh)
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
    image = pb.opened(answer.data)
    assert image.size == (1600, 1200)
    assert not image.getexif()


def test_the_thumbnail_is_a_thumbnail(client, binh, ready):
    assert pb.opened(client.get(f"{ready.path}/thumb", as_=binh).data).size == (320, 240)


@pytest.mark.parametrize("viewer", ["binh", "hoa", "ha", "vinh"])
def test_the_team_and_its_police_may_look(client, cast, ready, viewer):
    assert client.get(f"{ready.path}/thumb", as_=cast[viewer]).status_code == 200


@pytest.mark.parametrize("viewer", ["thanh", "khanh", "lam", "loan", "hien", "sau", "son", "quan", "dung"])
def test_nobody_else_learns_that_it_is_there(client, cast, ready, viewer):
    for form in ("clean", "thumb", "redacted"):
        answer = client.get(f"{ready.path}/{form}", as_=cast[viewer])
        assert (answer.status_code, answer.json["type"]) == (404, "/problems/unknown-photo")


def test_a_stranger_is_asked_who_he_is(client, ready):
    assert client.get(f"{ready.path}/thumb").status_code == 401


@pytest.mark.parametrize("form", ["original", "raw", "..", "clean.jpg"])
def test_the_bytes_as_sent_leave_by_no_door(client, binh, vinh, ready, form):
    for viewer in (binh, vinh):
        assert client.get(f"{ready.path}/{form}", as_=viewer).status_code == 404


def test_a_browser_may_do_nothing_with_it_but_show_it(client, binh, ready):
    headers = client.get(f"{ready.path}/clean", as_=binh).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Keng-Sync"] == "1"


def test_an_unchanged_picture_costs_no_bytes(client, binh, ready):
    etag = client.get(f"{ready.path}/clean", as_=binh).headers["ETag"]
    answer = client.get(f"{ready.path}/clean", as_=binh, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_scope_is_asked_again_even_with_the_right_etag(client, binh, thanh, ready):
    etag = client.get(f"{ready.path}/clean", as_=binh).headers["ETag"]
    assert client.get(f"{ready.path}/clean", as_=thanh, headers={"If-None-Match": etag}).status_code == 404


def test_head_tells_the_same_without_the_picture(client, binh, ready):
    shown, told = (client.open(f"{ready.path}/clean", binh, method=method) for method in ("GET", "HEAD"))
    assert told.data == b""
    assert told.headers["Content-Length"] == shown.headers["Content-Length"] == str(len(shown.data))
    assert told.headers["ETag"] == shown.headers["ETag"]


def test_a_photo_that_is_not_developed_yet_has_no_picture(client, binh, announce):
    photo = announce(binh)
    client.put(photo.path, as_=binh, data=photo.data)
    assert client.get(f"{photo.path}/clean", as_=binh).status_code == 404


def test_a_storage_in_trouble_means_later(client, binh, ready, store, monkeypatch):
    def down(_key: str) -> bytes:
        raise StoreDown("no answer")

    monkeypatch.setattr(store, "get", down)
    assert client.get(f"{ready.path}/clean", as_=binh).status_code == 503
