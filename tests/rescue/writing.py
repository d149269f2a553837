"""Writes rescue files as a phone does, and spoils them as roads do."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.canonical import canonical_json
from app.people.models import Device
from app.rescue import rules
from app.rescue.sealed import derive_key
from app.rescue.source import Source
from app.web.database import db
from tests.cast import Person

MADE_AT = "2026-11-22T05:10:00+07:00"
SALT = bytes(range(32))
Photo = tuple[str, bytes]


def key_of(person: Person) -> bytes:
    """The rescue key that the phone was given; inside an application context."""
    device = db.session.get(Device, (person.commune_id, person.id))
    assert device is not None
    return device.rescue_key


def head_of(device: UUID | str, commune: str, key: bytes, salt: bytes = SALT) -> bytes:
    """The two lines that anybody can read."""
    check = derive_key(key, salt, rules.INFO_CHECK, rules.CHECK_BYTES).hex()
    told = {"check": check, "commune": commune, "device": str(device), "made_at": MADE_AT, "salt": salt.hex()}
    return rules.MAGIC + canonical_json(told) + b"\n"


def record(kind: bytes, content: bytes) -> bytes:
    """One record with its length."""
    return kind + len(content).to_bytes(4, "big") + content


def plain_of(ops: Iterable[Any], photos: Iterable[Photo] = ()) -> Iterator[bytes]:
    """The records of a file. An operation is a value, or bytes that are taken as they are."""
    chain, counts = bytes(32), {"operations": 0, "photos": 0}
    for op in ops:
        content = op if isinstance(op, bytes) else canonical_json(op)
        yield record(b"O", content)
        chain = hashlib.sha256(chain + hashlib.sha256(content).digest()).digest()
        counts["operations"] += 1
    for photo_id, data in photos:
        yield record(b"P", canonical_json({"bytes": len(data), "photo_id": photo_id})) + data
        chain = hashlib.sha256(chain + hashlib.sha256(data).digest()).digest()
        counts["photos"] += 1
    yield record(b"E", canonical_json(counts | {"chain": chain.hex()}))


def plain(ops: Iterable[Any], photos: Iterable[Photo] = ()) -> bytes:
    """The records of a file, joined."""
    return b"".join(plain_of(ops, photos))


def frames_of(head: bytes, key: bytes, inside: Iterable[bytes], salt: bytes = SALT) -> Iterator[bytes]:
    """The sealed frames of what ``inside`` brings, bound to ``head``."""
    cipher = AESGCM(derive_key(key, salt, rules.INFO_FRAMES, 32))
    source = Source(iter(inside))
    piece, number, last = source.take(rules.FRAME_BYTES), 0, False
    while not last:
        following = source.take(rules.FRAME_BYTES)
        last = not following
        sealed = cipher.encrypt(number.to_bytes(11, "big") + bytes([last]), piece, head)
        yield (len(sealed) | (last << 31)).to_bytes(4, "big") + sealed
        piece, number = following, number + 1


def sealed(head: bytes, key: bytes, inside: bytes, salt: bytes = SALT) -> bytes:
    """A whole file."""
    return head + b"".join(frames_of(head, key, iter([inside]) if inside else iter([]), salt))


def rescue_file(person: Person, ops: Sequence[Any], photos: Sequence[Photo] = (), *, key: bytes | None = None) -> bytes:
    """The file that this person's phone would write; inside an application context."""
    key = key or key_of(person)
    return sealed(head_of(person.id, person.commune_id or "", key), key, plain(ops, photos))


def ends_of_frames(file: bytes) -> list[int]:
    """Where each frame of a file ends."""
    at = file.index(b"\n", len(rules.MAGIC)) + 1
    ends = []
    while at < len(file):
        at += 4 + (int.from_bytes(file[at : at + 4], "big") & 0x7FFFFFFF)
        ends.append(at)
    return ends


class Body:
    """A request's body that is made while it is read; ``length`` is what it says to be."""

    def __init__(self, pieces: Iterator[bytes], length: int) -> None:
        self._source = Source(pieces)
        self._length = length
        self._place = 0
        self.was_read = False

    def read(self, size: int = -1) -> bytes:
        self.was_read = True
        return self._source.take(size)

    def seek(self, place: int, whence: int = 0) -> int:
        """The test client asks for the length in this way; nothing is moved."""
        self._place = self._length if whence else place
        return self._place

    def tell(self) -> int:
        return self._place


GOLDEN = Path(__file__).resolve().parents[2] / "static" / "pwa" / "tests" / "golden"


@dataclass(frozen=True)
class Golden:
    """A file that the phone's code wrote, and what it was made from (``rescue.json``, which both languages read)."""

    file: bytes
    key: bytes
    head: bytes
    operations: list[bytes]
    photos: list[Photo]


def read_golden() -> Golden:
    """The golden file. A photo of it is the bytes 3, 10, 17 … of its size."""
    made = json.loads((GOLDEN / "rescue.json").read_text("utf-8"))
    key = base64.urlsafe_b64decode(made["rescue_key"] + "=")
    return Golden(
        file=(GOLDEN / "rescue.keng").read_bytes(),
        key=key,
        head=head_of(made["head"]["device"], made["head"]["commune"], key, bytes.fromhex(made["salt"])),
        operations=[text.encode() for text in made["operations"]],
        photos=[(one["photo_id"], bytes((at * 7 + 3) % 256 for at in range(one["size"]))) for one in made["photos"]],
    )
