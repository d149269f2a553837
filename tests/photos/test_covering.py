"""Parts of a picture that are covered: burned into a copy, and no door gives out anything else."""

from collections.abc import Callable, Sequence

import pytest
from flask import Flask

from app.core.errors import DomainError
from app.photos import service
from app.photos.images import Derivatives, clean
from app.photos.models import Photo
from app.photos.rules import Form, Rectangle, check_rectangles
from app.photos.store import BlobStore, blob_key
from app.photos.worker import cover_one
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.photos import picture_bytes as pb
from tests.photos.conftest import Announce, Announced

INK = (11, 17, 28)
LEFT_HALF: list[list[float]] = [[0, 0, 0.5, 1]]
Cover = Callable[[Announced, list[list[float]]], None]


@pytest.fixture
def ready(client: ActingClient, binh: Person, announce: Announce, develop: Callable[[], int]) -> Announced:
    """A picture of four colours, sent and developed."""
    photo = announce(binh, pb.jpeg(800, 600))
    assert client.put(photo.path, as_=binh, data=photo.data).status_code == 201
    assert develop() == 1
    return photo


@pytest.fixture
def cover(app: Flask) -> Cover:
    """Let exactly these rectangles be covered in a picture."""

    def ask(photo: Announced, rectangles: list[list[float]]) -> None:
        with app.app_context(), unit_of_work():
            row = db.session.get(Photo, ("24958", photo.id))
            assert row is not None
            service.set_cover(service.lock_cover("24958", row.sha256), rectangles)

    return ask


def seen(client: ActingClient, photo: Announced, reader: Person) -> dict[str, int]:
    return {form: client.get(f"{photo.path}/{form}", as_=reader).status_code for form in ("clean", "thumb", "redacted")}


def test_nobody_sees_it_until_the_copy_stands_and_then_only_the_copy(
    client: ActingClient, binh: Person, ha: Person, ready: Announced, cover: Cover, develop: Callable[[], int]
) -> None:
    before = client.get(f"{ready.path}/clean", as_=ha)
    old = {"If-None-Match": before.headers["ETag"]}
    cover(ready, LEFT_HALF)
    assert [seen(client, ready, who) for who in (ha, binh)] == [{"clean": 404, "thumb": 404, "redacted": 404}] * 2

    assert develop() == 1

    assert [seen(client, ready, who) for who in (ha, binh)] == [{"clean": 404, "thumb": 200, "redacted": 200}] * 2
    assert client.get(f"{ready.path}/clean", as_=ha, headers=old).status_code == 404
    for form in ("redacted", "thumb"):
        colours = pb.corner_colours(client.get(f"{ready.path}/{form}", as_=ha).data)
        assert [pb.near(one, INK) for one in colours] == [True, False, True, False]


def test_what_is_taken_back_is_seen_again(
    client: ActingClient, ha: Person, ready: Announced, cover: Cover, develop: Callable[[], int]
) -> None:
    cover(ready, LEFT_HALF)
    develop()
    cover(ready, [])

    assert develop() == 0
    assert seen(client, ready, ha) == {"clean": 200, "thumb": 200, "redacted": 404}


def test_the_same_picture_is_covered_wherever_it_was_sent(
    client: ActingClient,
    binh: Person,
    thanh: Person,
    ready: Announced,
    cover: Cover,
    announce: Announce,
    develop: Callable[[], int],
) -> None:
    cover(ready, LEFT_HALF)
    again = announce(thanh, ready.data)
    client.put(again.path, as_=thanh, data=again.data)
    develop()

    assert seen(client, again, thanh) == {"clean": 404, "thumb": 200, "redacted": 200}


def test_what_is_asked_for_while_a_worker_is_at_work_is_not_lost(
    app: Flask,
    client: ActingClient,
    ha: Person,
    ready: Announced,
    cover: Cover,
    store: BlobStore,
    develop: Callable[[], int],
) -> None:
    cover(ready, LEFT_HALF)

    def slow(data: bytes, rectangles: Sequence[Rectangle]) -> Derivatives:
        cover(ready, [*LEFT_HALF, [0.5, 0, 0.5, 0.5]])
        return clean(data, rectangles)

    with app.app_context():
        assert cover_one(store, slow)
    assert seen(client, ready, ha)["redacted"] == 404

    assert develop() == 1
    colours = pb.corner_colours(client.get(f"{ready.path}/redacted", as_=ha).data)
    assert [pb.near(one, INK) for one in colours] == [True, True, True, False]


def test_a_copy_that_the_storage_lost_is_made_again(
    client: ActingClient, ha: Person, ready: Announced, cover: Cover, store: BlobStore, develop: Callable[[], int]
) -> None:
    cover(ready, LEFT_HALF)
    develop()
    for key in [key for key in store.list_keys("24958") if "redacted" in key]:
        store.delete(key)

    assert seen(client, ready, ha)["redacted"] == 404
    assert develop() == 1
    assert seen(client, ready, ha) == {"clean": 404, "thumb": 200, "redacted": 200}


def test_an_erased_picture_takes_its_copies_along(
    app: Flask,
    client: ActingClient,
    ha: Person,
    ready: Announced,
    cover: Cover,
    store: BlobStore,
    develop: Callable[[], int],
) -> None:
    cover(ready, LEFT_HALF)
    develop()
    with app.app_context(), unit_of_work():
        service.erase_photo("24958", ready.id, store=store)

    assert list(store.list_keys("24958")) == []
    assert seen(client, ready, ha) == {"clean": 410, "thumb": 410, "redacted": 410}
    assert develop() == 0


def test_rectangles_are_cut_at_the_edges_and_kept_to_four_decimals() -> None:
    assert check_rectangles([(0.123456, -0.2, 0.2, 0.5)]) == [[0.1235, 0.0, 0.2, 0.3]]
    assert blob_key("24958", bytes(32), Form.REDACTED_THUMB).endswith("/redacted-thumb")
    for wrong in ([], [(0.5, 0.5, 0, 0.2)], [(1.5, 0, 0.2, 0.2)], [(0.1, 0.1, 0.2, 0.2)] * 13):
        with pytest.raises(DomainError):
            check_rectangles(wrong)
