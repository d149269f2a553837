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


def as_form(file: Iterator[bytes], token: str) -> Iterator[bytes]:
    """The same inside a form, as the desk's page sends it."""
    yield f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'.encode()
    yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.keng"\r\n\r\n'
    yield from file
    yield b"\r\n--x--\r\n"


@pytest.mark.slow
@pytest.mark.parametrize("door", ["/api/v1/rescue", "/rescue"])
def test_memory_does_not_grow_with_the_file(app: Flask, client: ActingClient, binh: Person, ha: Person, door: str) -> None:
    with app.app_context():
        key = key_of(binh)
    head = head_of(binh.id, binh.commune_id or "", key)
    token = client.form_token(as_=ha)

    def body(photos: int) -> Iterator[bytes]:
        file = file_of(key, head, photos)
        return as_form(file, token) if door == "/rescue" else file

    def peak(photos: int) -> int:
        length = sum(map(len, body(photos)))
        tracemalloc.start()
        answer = client.post(
            door, input_stream=Body(body(photos), length), content_type="multipart/form-data; boundary=x", as_=ha
        )
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        said = answer.get_data(as_text=True)
        assert answer.status_code == 200, said[:300]
        assert said.count('"state":"waiting"') == photos or f"{photos} ảnh chờ báo cáo" in said
        return most

    peak(1)
    small, large = peak(3), peak(25)

    assert 25 * PHOTO > 100_000_000
    assert large < 1.2 * small
    assert large < 25 * PHOTO / 3
