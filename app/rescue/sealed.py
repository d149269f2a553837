"""The outside of a rescue file: a head that anybody can read, then frames of AES-256-GCM (docs/protocol.md §5, ADR 10).

The only file that knows the cipher. A frame leaves here only when its tag was right, so nothing unproven is ever used.
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import FILE_CUT_OFF, FILE_DAMAGED, NOT_A_RESCUE_FILE, WRONG_KEY, DomainError
from app.rescue import rules
from app.rescue.source import Source

_LAST = 1 << 31


@dataclass(frozen=True)
class Head:
    """Who wrote the file and when. ``raw`` are the head's own bytes, which every frame is bound to."""

    commune_id: str
    device_id: UUID
    made_at: datetime
    salt: bytes
    check: bytes
    raw: bytes


def derive_key(rescue_key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """A key of ``length`` bytes for one purpose in one file."""
    return HKDF(SHA256(), length, salt, info).derive(rescue_key)


def read_head(source: Source) -> Head:
    """The head of the file; ``NOT_A_RESCUE_FILE`` when it is none of this version."""
    magic = source.take_line(rules.HEAD_MOST)
    line = source.take_line(rules.HEAD_MOST)
    if magic != rules.MAGIC or not line.endswith(b"\n"):
        raise DomainError(NOT_A_RESCUE_FILE)
    try:
        return _head(json.loads(line), magic + line)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DomainError(NOT_A_RESCUE_FILE) from None


def _head(told: Any, raw: bytes) -> Head:
    head = Head(
        commune_id=str(told["commune"]),
        device_id=UUID(told["device"]),
        made_at=datetime.fromisoformat(told["made_at"]),
        salt=bytes.fromhex(told["salt"]),
        check=bytes.fromhex(told["check"]),
        raw=raw,
    )
    if len(head.salt) != rules.SALT_BYTES or len(head.check) != rules.CHECK_BYTES or head.made_at.tzinfo is None:
        raise ValueError("not a head")
    return head


def check_key(head: Head, rescue_key: bytes) -> None:
    """Refuse at once what another key sealed (``WRONG_KEY``), so that nobody takes it for a broken copy."""
    check = derive_key(rescue_key, head.salt, rules.INFO_CHECK, rules.CHECK_BYTES)
    if not hmac.compare_digest(check, head.check):
        raise DomainError(WRONG_KEY)


def open_frames(head: Head, rescue_key: bytes, source: Source) -> Iterator[bytes]:
    """What the frames hold, one by one. ``FILE_DAMAGED`` where a tag is wrong, ``FILE_CUT_OFF`` where bytes are missing."""
    cipher = AESGCM(derive_key(rescue_key, head.salt, rules.INFO_FRAMES, 32))
    whole = rules.FRAME_BYTES + rules.TAG_BYTES
    number, last = 0, False
    while not last:
        length, last = _read_length(source)
        if length <= rules.TAG_BYTES or length > whole or (length < whole and not last):
            raise DomainError(FILE_DAMAGED)
        sealed = source.take(length)
        if len(sealed) < length:
            raise DomainError(FILE_CUT_OFF)
        nonce = number.to_bytes(11, "big") + bytes([last])
        try:
            yield cipher.decrypt(nonce, sealed, head.raw)
        except InvalidTag:
            raise DomainError(FILE_DAMAGED) from None
        number += 1
    if source.has_more():
        raise DomainError(FILE_DAMAGED)


def _read_length(source: Source) -> tuple[int, bool]:
    """The length of the next frame with its tag, and whether it is the last; the nonce proves the latter."""
    told = source.take(4)
    if len(told) < 4:
        raise DomainError(FILE_CUT_OFF)
    number = int.from_bytes(told, "big")
    return number & (_LAST - 1), number >= _LAST
