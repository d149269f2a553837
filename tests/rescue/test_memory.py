"""A file of a hundred megabytes costs no more memory than one of ten: never more than a photo at a time."""

import tracemalloc
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import fresh
from tests.rescue.writing import Body, frames_of, head_of, key_of, plain_of

PHOTO = 4 * 1024 * 1024


def file_of(key: bytes, head: bytes, photos: int) -> Iterator[bytes]:
    """A file with so many photos that nobody announced."""
    data = bytes(PHOTO)
    yield head
    yield from frames_of(head, key, plain_of([], ((fresh(), data) for _ in range(photos))))


def size_of(head: bytes, photos: int) -> int:
    """The length of such a file, from what its parts cost."""
    return sum(map(len, file_of(bytes(32), head, photos)))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(app: Flask, client: ActingClient, binh: Person, ha: Person) -> None:
    with app.app_context():
        key = key_of(binh)
    head = head_of(binh.id, binh.commune_id or "", key)

    def peak(photos: int) -> int:
        length = size_of(head, photos)
        tracemalloc.start()
        answer = client.post("/api/v1/rescue", input_stream=Body(file_of(key, head, photos), length), as_=ha)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
        assert [one["state"] for one in answer.json["photos"]] == ["waiting"] * photos
        return most

    peak(1)
    small, large = peak(3), peak(25)

    assert 25 * PHOTO > 100_000_000
    assert large < 1.2 * small
    assert large < 25 * PHOTO / 3
